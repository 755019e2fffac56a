# SPDX-License-Identifier: Apache-2.0
"""Exceptions as records: what may go wrong, which situations it comes from, and what follows.

One record a kind, in `tables/exceptions.json`. The page `docs/exceptions.md` is made from it, who
is told at once is read from it (`backend/use_cases/notes.py`), and every decision that a test of
this room makes is held against it (`strays`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

from backend.domain.decisions import Decision
from backend.domain.table import table

Follows = Literal["yes", "may", "no"]
ANY = "*"  # told by whatever is being booked when two accounts of the world differ


@dataclass(frozen=True, slots=True)
class ExceptionKind:
    """What is known of a kind before it happens.

    `ids`: situations of the floor (`docs/coverage.md`). `told_by`: kinds of operations that raise
    it. `stock`: `booked` as it was told, because a fact is kept, or `unchanged`. `order`, `count`,
    `hold`: whether an order's row is written, a count asked for, a hold placed or carried along
    with it (`may`: it depends on the rest of what was told, and on what is here). `alert`: who is
    told `at_once`, though they do not look, or on the `board`. `photo`: whether the handheld offers
    one at that step.
    """

    kind: str
    ids: tuple[str, ...]
    told_by: tuple[str, ...]
    stock: Literal["booked", "unchanged"]
    order: Follows
    count: Follows
    hold: Follows
    alert: Literal["at_once", "board"]
    photo: Literal["offered", "no"]


def _read() -> Mapping[str, ExceptionKind]:
    rows = table("exceptions.json")["kinds"]
    return MappingProxyType({
        kind: ExceptionKind(kind, tuple(row.pop("ids")), tuple(row.pop("told_by")), **row)
        for kind, row in rows.items()
    })  # fmt: skip


EXCEPTIONS = _read()
AT_ONCE = frozenset(kind for kind, one in EXCEPTIONS.items() if one.alert == "at_once")
"""Kinds of which supervisors are told though they do not look."""


def strays(verb: str, decision: Decision) -> list[str]:
    """Where a decision leaves what the records say of the kinds that it raised; in words.

    Several kinds may come of one operation: what any of them may bring is no stray of the others.
    """
    kinds = [one.kind for one in decision.raised]
    strange = [f"{kind} has no record" for kind in kinds if kind not in EXCEPTIONS]
    known = [EXCEPTIONS[kind] for kind in kinds if kind in EXCEPTIONS]
    told = [
        f"{one.kind} is told by {verb}" for one in known
        if verb not in one.told_by and one.told_by != (ANY,)
    ]  # fmt: skip
    asked = {one.kind for one in decision.raised if one.state == "open"}
    answered = {one.kind for one in decision.raised if one.state == "resolved"}
    still = [one for one in known if one.kind not in answered]
    return strange + told + list(_beyond(still, asked, decision))


def _beyond(known: list[ExceptionKind], asked: set[str], decision: Decision) -> Iterator[str]:
    counts = any(task.kind == "count" and task.state == "open" for task in decision.tasks)
    happened = {"order": bool(decision.orders), "count": counts, "hold": bool(decision.holds)}
    names = ", ".join(one.kind for one in known)
    for what, did in happened.items():
        said = {str(getattr(one, what)) for one in known}
        if did and said == {"no"}:
            yield f"{what}: follows from {names}, whose records say no"
        if not did and any(getattr(one, what) == "yes" for one in known if one.kind in asked):
            yield f"{what}: does not follow from {names}, one of whose records says yes"
    moved = decision.effects is not None and bool(decision.effects.moves)
    if known and moved and all(one.stock == "unchanged" for one in known):
        yield f"stock: goods moved with {names}, whose records say unchanged"
