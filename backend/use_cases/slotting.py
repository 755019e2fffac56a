# SPDX-License-Identifier: Apache-2.0
"""Proposals to re-slot, from what was picked: the last days, and the same days to come of a year
ago, so that a seasonal part moves forward before its season (SL1, SL3)."""

from __future__ import annotations

from collections import Counter
from datetime import datetime, timedelta

from sqlalchemy.engine import Connection

from backend.domain.plan.slotting import Proposal, Slotted, Slotting, picked_together, proposals
from backend.store import read_slotting as read

YEAR = timedelta(days=365)
USUAL = Slotting()


def proposed(
    connection: Connection,
    site: str,
    now: datetime,
    days: int = 90,
    limit: int = 20,
    slotting: Slotting = USUAL,
) -> tuple[Proposal, ...]:
    """Moves that save travel, by the picks of so many days; each can be done by itself."""
    places = read.bins(connection, site)
    bins = {place.location for place in places}
    units = {key: n for key, n in read.lying(connection, site).items() if key[1] in bins}
    parts = read.parts_of(connection, site, {part for part, _ in units})
    period = timedelta(days=days)
    windows = ((now - period, now), (now - YEAR, now - YEAR + period))
    orders = read.picked(connection, site, [(_ms(a), _ms(b)) for a, b in windows])
    picks = Counter(part for listed in orders.values() for part in listed)
    together = picked_together(orders.values())
    homes = Counter(part for part, _ in units)
    slotted = [
        Slotted(
            parts[part], location, parts[part].volume_ml * n, picks[part],
            parts[part].weight_g * n, together.get(part, {}),
        )
        for (part, location), n in sorted(units.items())
        if part in parts and homes[part] == 1
    ]  # fmt: skip
    shared = {place for part, place in units if homes[part] > 1}
    open_places = [place for place in places if place.location not in shared]
    return proposals(slotted, open_places, slotting, limit)


def _ms(at: datetime) -> int:
    return int(at.timestamp() * 1000)
