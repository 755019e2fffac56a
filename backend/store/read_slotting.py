# SPDX-License-Identifier: Apache-2.0
"""What slotting looks at: bins, what lies in them, and what was picked with what."""

from __future__ import annotations

import json
from collections.abc import Iterable

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from backend.domain.books import NESTING_MAX
from backend.domain.locations import Location, LocationKind, Role
from backend.domain.parts import Part
from backend.domain.rules.masters import location_from, part_from
from backend.domain.stock import Goods, QuantKey, is_plate, plate_of
from backend.store import book_tables as t

SLOTTED = (Role.FORWARD, Role.HAZMAT)
"""Roles of bins that are picked from by hand, where travel counts."""
PICKS_MAX = 200_000
"""Latest picks of a window that are looked at."""


def bins(connection: Connection, site: str) -> list[Location]:
    """Bins that parts may be slotted to."""
    c = t.locations.c
    query = sa.select(c.body).where(c.site_id == site, c.role.in_([str(r) for r in SLOTTED]))
    places = [location_from(body) for body in connection.scalars(query)]
    return [one for one in places if one.kind is LocationKind.BIN and not one.blocked]


def lying(connection: Connection, site: str) -> dict[tuple[str, str], int]:
    """Units by part and location, on plates too."""
    p, q = t.plates.c, t.quants.c
    around = dict(connection.execute(sa.select(p.lpn, p.holder).where(p.site_id == site)).all())
    found: dict[tuple[str, str], int] = {}
    query = sa.select(q.holder, q.part, q.quantity).where(q.site_id == site, q.quantity > 0)
    for holder, part, quantity in connection.execute(query):
        key = part, _location(around, holder)
        found[key] = found.get(key, 0) + quantity
    return found


def balances(connection: Connection, site: str, parts: Iterable[str]) -> list[QuantKey]:
    """Balances of these parts that are not empty."""
    q = t.quants.c
    query = sa.select(q.holder, q.part, q.lot, q.serial).where(
        q.site_id == site, q.part.in_(sorted(parts)), q.quantity > 0
    )
    rows = connection.execute(query)
    return [QuantKey(row.holder, Goods(row.part, row.lot, row.serial)) for row in rows]


def _location(around: dict[str, str], holder: str) -> str:
    """Where the outermost plate of a holder stands; a plate that is nowhere is its own place."""
    current = holder
    for _ in range(NESTING_MAX):
        if not is_plate(current):
            break
        current = around.get(plate_of(current), "")
    return current


def parts_of(connection: Connection, site: str, numbers: Iterable[str]) -> dict[str, Part]:
    """These parts of the site's catalogue."""
    wanted = set(numbers)
    network = sa.select(t.sites.c.network_id).where(t.sites.c.site_id == site).scalar_subquery()
    query = sa.select(t.parts.c.part, t.parts.c.body).where(t.parts.c.network_id == network)
    return {part: part_from(body) for part, body in connection.execute(query) if part in wanted}


def picked(
    connection: Connection, site: str, windows: Iterable[tuple[int, int]]
) -> dict[str, list[str]]:
    """Parts picked for each order within some windows of time, one entry a pick."""
    j = t.journal.c
    found: dict[str, list[str]] = {}
    for begin, end in windows:
        query = (
            sa.select(j.text)
            .where(j.site_id == site, j.kind == "pick", j.occurred_at.between(begin, end))
            .order_by(j.occurred_at.desc())
            .limit(PICKS_MAX)
        )
        for text in connection.scalars(query):
            body = json.loads(text)["body"]
            found.setdefault(body["order"], []).extend(line["part"] for line in body["lines"])
    return found
