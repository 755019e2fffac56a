# SPDX-License-Identifier: Apache-2.0
"""Proposals to re-slot, from what was picked: the last days, and the same days to come of a year
ago, so that a seasonal part moves forward before its season (SL1, SL3)."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.engine import Connection

from backend.domain.plan.slotting import Proposal, Slotted, Slotting, picked_together, proposals
from backend.domain.stock import is_virtual
from backend.store import read_slotting as read
from backend.store.reads import books_of

YEAR = timedelta(days=365)
USUAL = Slotting()


@dataclass(frozen=True, slots=True)
class Homes:
    """Moves that save travel, largest first, and parts that were left out of them because all of
    their stock is on hold: what may not be picked saves nobody a step."""

    moves: tuple[Proposal, ...]
    held: tuple[str, ...]


def proposed(
    connection: Connection,
    site: str,
    now: datetime,
    days: int = 90,
    limit: int = 20,
    slotting: Slotting = USUAL,
) -> Homes:
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
    held: set[str] = set()
    while True:
        left = [one for one in slotted if one.part.part not in held]
        free = [p for p in open_places if p.location not in _places(slotted, held)]
        moves = proposals(left, free, slotting, limit)
        named = {name for one in moves for name in (one.part, one.swap_with) if name}
        more = wholly_held(connection, site, named - held)
        if not more:
            return Homes(moves, tuple(sorted(held)))
        held |= more


def _places(slotted: list[Slotted], held: set[str]) -> set[str]:
    """Where parts lie that stay there: nothing else comes to these bins."""
    return {one.location for one in slotted if one.part.part in held}


def wholly_held(connection: Connection, site: str, parts: set[str]) -> set[str]:
    """Parts of which every unit in a bin is on hold: who picks there picks nothing of them."""
    keys = [key for key in read.balances(connection, site, parts) if not is_virtual(key.holder)]
    if not keys:
        return set()
    books = books_of(connection, site, keys)
    free = {key.goods.part for key in keys if not books.covering(key.holder, key.goods)}
    return {key.goods.part for key in keys} - free


def _ms(at: datetime) -> int:
    return int(at.timestamp() * 1000)
