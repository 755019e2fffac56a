# SPDX-License-Identifier: Apache-2.0
"""Load how full places are, and what is promised to them: a fixed number of statements.

What stands in a location stands there loose, or on a plate, or on a plate on a plate: one
recursive statement follows the plates inward, from the locations, so that its cost follows the
floor and not the history. Places that goods only pass are left out: they are never chosen and
never full.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import lru_cache

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from backend.domain.books import NESTING_MAX, Books, Task
from backend.domain.locations import PASSING_ROLES, Location
from backend.domain.operations import Operation
from backend.domain.parts import Part
from backend.domain.plan.floor_plan import FloorPlan, Measures, floor_plan
from backend.domain.plan.putaway_choice import EMPTY
from backend.domain.rules.directed import (
    OPEN_NOTICE,
    promised_by_notices,
    promised_by_tasks,
    room_matters,
    standing,
)
from backend.domain.rules.masters import location_from, part_from
from backend.domain.rules.walk import measures, needs_map
from backend.domain.touches import Touches
from backend.store import book_tables as t
from backend.store.exact_keys import KEYS, VALUE, by_name, columns_of, rows_by_keys

MASTERS_KEPT = 20_000
"""Locations, and parts, whose text was read and is remembered: more than a site has locations."""

MAPS_KEPT = 4

_PASSING = ", ".join(f"'{role}'" for role in sorted(PASSING_ROLES))
_PLACES = f"""SELECT CAST(l.body AS TEXT) AS body FROM locations AS l
    WHERE l.site_id = :site AND l.role NOT IN ({_PASSING})"""
_STANDING = """
    WITH RECURSIVE inside(location, holder, depth) AS (
        SELECT l.location, CAST(l.location AS TEXT), 0 FROM locations AS l
        WHERE l.site_id = :site AND {which}
        UNION ALL
        SELECT i.location, 'lpn:' || p.lpn, i.depth + 1 FROM inside AS i CROSS JOIN plates AS p
        WHERE p.site_id = :site AND p.holder = i.holder AND NOT p.missing AND i.depth < :nesting)
    SELECT s.location, s.lot, s.quantity, CAST(p.body AS TEXT) AS body FROM (
        SELECT i.location, q.part, q.lot, SUM(q.quantity) AS quantity
        FROM inside AS i CROSS JOIN quants AS q
        WHERE q.site_id = :site AND q.holder = i.holder AND q.quantity > 0
        GROUP BY i.location, q.part, q.lot) AS s
    CROSS JOIN parts AS p
    WHERE p.part = s.part
    AND p.network_id = (SELECT network_id FROM sites WHERE site_id = :site)"""
_STANDING_ANYWHERE = sa.text(_STANDING.format(which=f"l.role NOT IN ({_PASSING})"))
_IN = {name: f"l.location IN (SELECT {VALUE[name].format(0)} FROM {KEYS[name]})" for name in KEYS}
_STANDING_IN = {name: sa.text(_STANDING.format(which=which)) for name, which in _IN.items()}
_PROMISED = sa.text(f"""SELECT {columns_of(t.tasks)} FROM locations AS l CROSS JOIN tasks AS t
    WHERE l.site_id = :site AND l.role NOT IN ({_PASSING}) AND t.site_id = :site
    AND t.location = l.location AND t.state = 'open' AND t.kind = 'putaway'""").columns(
    *t.tasks.columns
)
"""CROSS JOIN makes SQLite start from the left, as in `exact_keys.py`: it would read all stock, and
all tasks that ever were, to find those of some places."""


def load_room(connection: Connection, site: str, books: Books, found: Touches) -> None:
    """How full all places are for a plan, or those that something is put into."""
    if found.plan:
        _places(connection, site, books)
        _standing(connection, site, books, None)
        _open_work(connection, site, books)
        _sizes(connection, site, books)
    elif found.room_in:
        limited = {room_matters(books, holder) for holder in found.room_in} - {None}
        if limited:
            _standing(connection, site, books, sorted(x for x in limited if x))
    else:
        return
    books.stood, books.floor = standing(books), None


def load_map(
    connection: Connection, site: str, books: Books, operations: Sequence[Operation]
) -> None:
    """The floor as its codes draw it, where one of these asks for a walk on it."""
    if any(needs_map(books, operation) for operation in operations):
        rows = connection.execute(sa.text(f"{_PLACES} ORDER BY l.location"), {"site": site})
        books.floor_map = _drawn(tuple(body for (body,) in rows), measures(books.policy))


@lru_cache(maxsize=MAPS_KEPT)
def _drawn(texts: tuple[str, ...], how: Measures) -> FloorPlan:
    """By the places themselves: no change of them is missed, and no other site's map is taken."""
    return floor_plan((_location(text) for text in texts), how)


def _places(connection: Connection, site: str, books: Books) -> None:
    for (body,) in connection.execute(sa.text(_PLACES), {"site": site}):
        place = _location(body)
        books.locations[place.location] = place


@lru_cache(maxsize=MASTERS_KEPT)
def _location(text: str) -> Location:
    return location_from(json.loads(text))


@lru_cache(maxsize=MASTERS_KEPT)
def _part(text: str) -> Part:
    return part_from(json.loads(text))


def _standing(connection: Connection, site: str, books: Books, only: list[str] | None) -> None:
    """Units by location, part and lot, with what plates and plates in plates hold."""
    asked: dict[str, object] = {"site": site, "nesting": NESTING_MAX}
    statement = _STANDING_ANYWHERE
    if only is not None:
        statement = _STANDING_IN[connection.dialect.name]
        asked["keys"] = json.dumps(by_name(only), ensure_ascii=False)
    for row in connection.execute(statement, asked):
        now = books.occupancy.get(row.location, EMPTY)
        books.occupancy[row.location] = now.plus(_part(row.body), row.lot, int(row.quantity))


def _open_work(connection: Connection, site: str, books: Books) -> None:
    """Open notices, and open putaway tasks of places that may be chosen."""
    notices = sa.select(t.asns).where(t.asns.c.site_id == site, t.asns.c.state.in_(OPEN_NOTICE))
    for row in connection.execute(notices):
        books.asns[row.asn] = row.body
    for row in connection.execute(_PROMISED, {"site": site}):
        books.tasks[row.task] = Task(row.task, row.kind, row.state, row.priority, row.body)


def _sizes(connection: Connection, site: str, books: Books) -> None:
    """Parts that are promised to some place: their volume and weight count."""
    named = {one.part for one in (*promised_by_tasks(books), *promised_by_notices(books))}
    network = sa.select(t.sites.c.network_id).where(t.sites.c.site_id == site)
    scope = ("network_id", str(connection.scalar(network)))
    lacking = by_name(named - set(books.parts))
    for row in rows_by_keys(connection, t.parts, scope, ["part"], lacking):
        books.parts[row.part] = part_from(row.body)
