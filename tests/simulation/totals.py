# SPDX-License-Identifier: Apache-2.0
"""What the books must add up to, worked out from what was told and from the true floor alone.

Nothing here asks the product what an operation means or what may be promised.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from backend.domain.stock import Goods, is_plate, plate_of
from backend.store import book_tables as t
from backend.use_cases.reads import Reads
from tests.scenarios.site import SITE
from tests.simulation.checks import BOOKED, demand
from tests.simulation.desk import PARTS, REQUESTED
from tests.simulation.work import BINS, LATE_PART, ORDERS, Body

if TYPE_CHECKING:
    from tests.simulation.snapshot import Snapshot
    from tests.simulation.world import World

STORAGE = frozenset(BINS) - {"Q01-004-A"}
"""Places whose goods may be promised: every bin but the one for held goods."""
OWED_NO_MORE = ("shipped", "short_shipped", "cancelled")
EVERY_PART = (*PARTS, "SLT-00931", LATE_PART)


def booked(world: World) -> list[tuple[str, str, Body]]:
    """Operation id, kind and body of everything that devices told and that was booked."""
    j = t.journal.c
    outcome = sa.func.coalesce(j.resolved_outcome, j.outcome)
    rows = world.rows(sa.select(j.op_id, j.hash).where(outcome.in_(BOOKED)))
    told = [(row.op_id, world.told.get((row.op_id, row.hash))) for row in rows]
    return [(op_id, *deed) for op_id, deed in told if deed is not None]


def told_arrivals(world: World) -> Counter[str]:
    """Units that booked receipts told, by part, from what the devices wrote."""
    arrived: Counter[str] = Counter()
    told = booked(world)
    for _, kind, body in told:
        if kind == "receipt":
            for line in body["lines"]:
                arrived[line["part"]] += line["quantity"]
    for body in undone(told).values():
        for line in body["lines"] if body["verb"] == "receipt" else ():
            arrived[line["part"]] -= line["quantity"]
    return arrived


def undone(told: Iterable[tuple[str, str, Body]]) -> dict[str, Body]:
    """What was put back, by the operation that had told it: once, however often that was told."""
    return {body["undoes"]: body for _, kind, body in told if kind == "undo"}


def each_has_its_effect_once(world: World) -> None:
    """S1: what an operation moved is what its lines say, not less and not twice."""
    m = t.moves.c
    query = sa.select(m.op_id, sa.func.sum(m.quantity).label("units"))
    rows = world.rows(query.where(m.settled.is_(False)).group_by(m.op_id))
    moved = {row.op_id: int(row.units) for row in rows}
    again: Counter[str] = Counter()
    for op_id, kind, body in booked(world):
        units, told = moved.get(op_id, 0), _units(kind, body)
        if kind == "undo":  # who tells it again moves it, and what is too much goes back
            again[body["undoes"]] += units
            continue
        demand(units == told, "S1", ("moved other than told", op_id, kind, units, told))
    tellings = Counter(body["undoes"] for _, kind, body in booked(world) if kind == "undo")
    for op_id, body in undone(booked(world)).items():
        told = (2 * tellings[op_id] - 1) * _units("undo", body)
        demand(again[op_id] == told, "S1", ("undone other than told", op_id, again[op_id], told))


def _units(kind: str, body: Body) -> int:
    """Units that a body moves; one that gets its number goes out and comes in."""
    if kind == "serial_capture":
        return 2 * len(body["serials"])
    if kind == "count":
        return 0
    return sum(line["quantity"] for line in body.get("lines", ()))


def promises(world: World, now: Snapshot) -> None:
    """ATP: what we say may be promised is what lies free on the true floor, less what is owed."""
    answers = Reads(world.database)
    for part in EVERY_PART:
        wanted = _promised(world, now, part)
        found = answers.availability(SITE, part) or {}
        demand(found == {"part": part, **wanted}, "ATP", (part, found, wanted))


def _promised(world: World, now: Snapshot, part: str) -> dict[str, int]:
    """Nothing is missing: whoever counts in this world looks well."""
    units: Counter[str] = Counter()
    for (holder, goods), quantity in world.truth.stock().items():
        if goods.part == part:
            free = world.truth.place(holder) in STORAGE
            held = _held(world, now, holder, goods)
            units["held" if held else "available" if free else "moving"] += quantity
    allocated = min(_owed(world, part), units["available"])
    return {
        "on_hand": units.total(),
        **{name: units[name] for name in ("held", "moving", "available")},
        "allocated": allocated,
        "atp": units["available"] - allocated,
        "missing": 0,
    }


def _held(world: World, now: Snapshot, holder: str, goods: Goods) -> bool:
    """Whether an open hold covers true goods. Where they came from is in no truth of ours: that
    alone is taken from the records."""
    unit = now.books.unit(holder, goods)
    there: dict[str, set[str]] = {
        "part": {goods.part}, "lot": {goods.lot}, "serial": {goods.serial},
        "lpn": _around(world, holder), "location": {world.truth.place(holder)},
        "supplier": set(unit.suppliers), "receipt": set(unit.receipts),
    }  # fmt: skip
    unknown = {"supplier"} if not unit.suppliers else set()
    for hold in now.books.holds.values():
        scope = hold.scope.as_dict()
        doubtful = unknown if "part" in scope else set()  # from anywhere, so from there too
        if all(name in doubtful or value in there[name] for name, value in scope.items()):
            return True
    return False


def _around(world: World, holder: str) -> set[str]:
    plates = set()
    while is_plate(holder):
        plates.add(plate_of(holder))
        holder = world.truth.standing[plate_of(holder)]
    return plates


def _owed(world: World, part: str) -> int:
    """Units of a part that open orders asked for and no booked pick told."""
    o = t.orders.c
    query = sa.select(o.order_id).where(o.state.in_(OWED_NO_MORE))
    closed = {row.order_id for row in world.rows(query)}
    line = PARTS.index(part) + 1 if part in PARTS else 0
    owed = {order: REQUESTED for order in ORDERS if line and order not in closed}
    told = booked(world)
    back = undone(told)
    for op_id, kind, body in told:
        if op_id in back:
            continue
        if kind == "pick" and body["order"] in owed and body["line"] == line:
            owed[body["order"]] -= _units(kind, _of(part, body))
    return sum(max(left, 0) for left in owed.values())


def lines_are_served(world: World) -> None:
    """An order line counts the units that were picked for it and not put back, no more or less."""
    told = booked(world)
    back = undone(told)
    picked: Counter[tuple[str, int, str]] = Counter()
    for op_id, kind, body in told:
        if kind == "pick" and op_id not in back:
            for line in body["lines"]:
                picked[body["order"], body["line"], line["part"]] += line["quantity"]
    for row in world.rows(sa.select(t.orders)):
        for line in row.body["lines"]:
            units = picked[row.order_id, line["line"], line["part"]]
            demand(line["picked"] == units, "orders", (row.order_id, line, units))


def _of(part: str, body: Body) -> dict[str, Any]:
    return {**body, "lines": [line for line in body["lines"] if line["part"] == part]}
