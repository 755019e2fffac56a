# SPDX-License-Identifier: Apache-2.0
"""What follows from a count that found another number than the book (CC7, CC8, CC12).

Within the site's tolerance the rule books it, when no device can explain it any more. Beyond it
another person counts the place again, still blind; where the two differ, a supervisor. What each
of them told stays on the task, where no counter sees it, and on the question.

Counts of one place are compared by how far they are from the book as it was without them: what
was moved between two of them changes none of these figures (CC10).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from backend.domain import operations as ops
from backend.domain.books import Books, Task
from backend.domain.count_rules import (
    EXACT,
    Book,
    Step,
    Tally,
    Tolerance,
    next_step,
    tolerance_for,
)
from backend.domain.effects import counted_loose
from backend.domain.gate import SUPERVISORS
from backend.domain.rules.count_task import count_task, open_counts
from backend.domain.stock import Goods, unexplained
from backend.domain.wire import timestamp_text

TALLIES_MAX = 12
"""Tellings that a question carries; nobody needs more of one place."""

_AGAIN = {"recount": "recount", "third_count": "third_count"}


@dataclass(frozen=True, slots=True)
class Ladder:
    """The tasks that a count answers or asks for, what was told so far, and whether what differs
    is small enough for the rule to book it."""

    tasks: tuple[Task, ...] = ()
    tallies: tuple[dict[str, Any], ...] = ()
    within: bool = False
    asks: str | None = None


def named(goods: Goods) -> str:
    """Goods as a key of a JSON object."""
    return "|".join((goods.part, goods.lot, goods.serial))


def ladder(books: Books, operation: ops.Operation, answered: tuple[Task, ...]) -> Ladder:
    """After the posting of a count that is the latest word on its place."""
    body = operation.body
    assert isinstance(body, ops.Count)
    round_ = _round(books, operation, body, answered)
    before = tuple(round_.details.get("tallies", ())) if round_ else ()
    off = _off(books, body.holder)
    tallies = (*before, _tally(operation, off))[-TALLIES_MAX:]
    now = dict(books.content(body.holder))
    book = {goods: now.get(goods, 0) - off.get(goods, 0) for goods in now.keys() | off.keys()}
    limits, values = _limits(books, operation.envelope.actor, book)
    told = [Tally(one["actor"], _found(book, one["off"]), one["lead"]) for one in tallies]
    step = next_step(Book(book, limits, values), told, books.policy["count.within_value"])
    if not off:
        step = Step("right")  # the book is right, or somebody's late scan has explained it
    tasks = _tasks(operation, body.holder, answered, round_, step, tallies)
    return Ladder(tasks, tallies, step.action == "post", _AGAIN.get(step.action))


def _round(
    books: Books, operation: ops.Operation, body: ops.Count, answered: tuple[Task, ...]
) -> Task | None:
    """The task that keeps what others told of this place: one that is open or answered by this
    count, or the one that both counters were sent by."""
    known = [*open_counts(books, body.holder), *answered]
    sent = books.tasks.get(body.task or "")
    if sent is not None and sent.details.get("location") == body.holder:
        known.append(sent)
    return next((task for task in known if task.details.get("tallies")), None)


def _off(books: Books, holder: str) -> dict[Goods, int]:
    """Units too many (positive) or too few in a place, by its account."""
    return {goods: -n for goods, n in books.content(unexplained(holder))}


def _tally(operation: ops.Operation, off: Mapping[Goods, int]) -> dict[str, Any]:
    body = operation.body
    assert isinstance(body, ops.Count)
    units = counted_loose(body) | {
        Goods(line.part, line.lot or "", serial): 1 for line in body.lines
        for serial in line.serials
    }  # fmt: skip
    return {
        "actor": operation.envelope.actor,
        "at": timestamp_text(operation.occurred_at),
        "operation": operation.op_id,
        "lead": operation.authority in SUPERVISORS,
        "off": {named(goods): n for goods, n in sorted(off.items())},
        "found": {named(goods): units.get(goods, 0) for goods in sorted(off)},
    }


def _found(book: Mapping[Goods, int], off: Mapping[str, int]) -> dict[Goods, int]:
    found = dict(book)
    for name, n in off.items():
        part, lot, serial = name.split("|")
        goods = Goods(part, lot, serial)
        found[goods] = found.get(goods, 0) + n
    return found


def _limits(
    books: Books, actor: str, book: Mapping[Goods, int]
) -> tuple[dict[str, Tolerance], dict[str, int]]:
    """By part: the tolerance of this site for a count by this person, and what a unit is worth."""
    policy = books.policy
    by_class = {
        name: Tolerance(policy[f"count.percent_{name.lower()}"] * 100) for name in ("A", "B", "C")
    }
    of_site = Tolerance(None, policy["count.within_units"], policy["count.within_value"])
    of_worker = EXACT if actor in policy["count.exact_people"] else None
    parts = {goods.part for goods in book} & books.parts.keys()
    limits = {
        part: tolerance_for(books.parts[part], by_class, of_site, of_worker) for part in parts
    }
    return limits, {part: books.parts[part].value for part in parts}


def _tasks(
    operation: ops.Operation, holder: str, answered: tuple[Task, ...], round_: Task | None,
    step: Step, tallies: tuple[dict[str, Any], ...],
) -> tuple[Task, ...]:  # fmt: skip
    """Tasks as they stand now; what was told is kept on those that are done, too."""
    kept = tuple(
        replace(task, details={**task.details, "tallies": list(tallies)}) for task in answered
    )
    why = _AGAIN.get(step.action)
    if why is None:
        return kept
    more = {"not_by": sorted(step.not_by), "lead": step.by_lead, "tallies": list(tallies)}
    still = round_ is not None and round_.task not in {task.task for task in answered}
    if still and round_ is not None and round_.state == "open":
        whys = sorted({*round_.details.get("why", ()), why})
        return (*kept, replace(round_, details={**round_.details, **more, "why": whys}))
    asked = count_task(operation, holder, why)
    return (*kept, replace(asked, details={**asked.details, **more}))
