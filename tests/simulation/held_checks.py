# SPDX-License-Identifier: Apache-2.0
"""H1 against the true floor: the books hold at least what is truly held."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from backend.domain.stock import CUSTOMER, Goods
from backend.store import book_tables as t
from backend.use_cases.reads import Reads
from tests.scenarios.site import SITE
from tests.simulation.checks import BOOKED, demand
from tests.simulation.held import HeldTruth, Mark, Unit
from tests.simulation.snapshot import value

if TYPE_CHECKING:
    from tests.simulation.world import World

ROWS_MAX = 10_000
Said = dict[tuple[str, Goods], tuple[int, dict[str, str]]]
"""What a screen shows: by holder and goods the units, and the holds by name with reasons."""


def truly_held(world: World) -> HeldTruth:
    """The true day so far, unit by unit."""
    j, m = t.journal.c, t.moves.c
    outcome = sa.func.coalesce(j.resolved_outcome, j.outcome)
    rows = world.rows(sa.select(j.op_id, j.hash).where(outcome.in_(BOOKED)))
    gone = world.rows(sa.select(t.moves).where(m.target == CUSTOMER))
    shipped: Counter[tuple[str, str, Goods]] = Counter()
    for row in gone:
        shipped[row.op_id, row.source, Goods(row.part, row.lot, row.serial)] += row.quantity
    booked = {(row.op_id, row.hash) for row in rows}
    return HeldTruth(booked, shipped).live(world.truth.timeline)


def held_is_held(world: World) -> None:
    """Each unit under a hold is shown under that hold, and no departed one without a question."""
    truth, said = truly_held(world), _said(world)
    marked: Counter[tuple[str, Goods]] = Counter()
    for holder, unit in truth.units():
        units, holds = said.get((holder, unit.goods), (0, {}))
        marked[holder, unit.goods] += bool(unit.marks)
        for mark in unit.marks if units else ():
            if not truth.hidden(holder, unit, mark):
                demand(_named(mark, holds), "H1 truth", ("free", holder, unit, holds))
    for key, (units, holds) in said.items():
        world.over["truly"] += min(marked[key], units)
        world.over["more"] += max(units - marked[key], 0) if holds else 0
    asked = [row.body for row in world.rows(_questions())]
    for left in truth.left:
        if left.mark not in truth.open and left.mark.names:
            continue  # a person has let it go since
        open_question = any(_is_about(value(body), left.unit, left.mark) for body in asked)
        demand(open_question, "H1 truth", ("left the site", left.holder, left.unit, left.mark))
        world.over["asked"] += 1


def never_promised(world: World) -> None:
    """Of a part, no more is available than is truly free of holds."""
    units: Counter[str] = Counter()
    held: Counter[str] = Counter()
    for _, unit in truly_held(world).units():
        units[unit.goods.part] += 1
        held[unit.goods.part] += bool(unit.marks)
    for part, there in sorted(units.items()):
        found = Reads(world.database).availability(SITE, part) or {"available": 0, "held": there}
        free = there - held[part]
        demand(found["available"] <= free, "H1 truth", ("promised", part, found, free))
        demand(found["held"] >= held[part], "H1 truth", ("shown held", part, found, held[part]))


def _said(world: World) -> Said:
    page = Reads(world.database).stock(SITE, {}, None, ROWS_MAX)
    return {
        (row["holder"], Goods(row["part"], row["lot"], row["serial"])): (
            row["quantity"],
            {hold["hold"]: hold["reason"] for hold in row["holds"]},
        )
        for row in page.items
    }


def _named(mark: Mark, holds: dict[str, str]) -> bool:
    """Whether a screen names this hold; one of a receipt has only its reason."""
    return bool(mark.names & holds.keys()) if mark.names else mark.reason in holds.values()


def _questions() -> Any:
    e = t.exceptions.c
    return sa.select(e.body).where(e.kind == "shipped_held")


def _is_about(body: Any, unit: Unit, mark: Mark) -> bool:
    """Whether a question is about this unit and its hold."""
    told = body.get("details", body)
    same = (told["part"], told["lot"], told["serial"]) == (
        unit.goods.part, unit.goods.lot, unit.goods.serial,
    )  # fmt: skip
    return same and (not mark.names or bool(mark.names & set(told["holds"])))
