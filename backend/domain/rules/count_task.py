# SPDX-License-Identifier: Apache-2.0
"""Count tasks: a place whose book somebody doubts is to be counted (PK4, PU2, CC8, CC10).

One open task a place is enough. Whoever uploads first, a task is open where the place was doubted
later than it was counted.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from backend.domain import operations as ops
from backend.domain.books import Books, Task
from backend.domain.gate import SUPERVISORS
from backend.domain.wire import timestamp_text

COUNT_PRIORITY = 30


def count_task(operation: ops.Operation, place: str, why: str, **details: str) -> Task:
    """Somebody is to count this place."""
    told = {"location": place, "why": [why], "raised_at": timestamp_text(operation.occurred_at)}
    return Task(
        f"count:{place}:{operation.op_id}",
        "count",
        priority=COUNT_PRIORITY,
        details={**told, **details},
    )


def doubted(
    books: Books, operation: ops.Operation, holder: str, why: str, **details: str
) -> Iterator[Task]:
    """The count of the place that a holder stands in; nothing where that is not known, or where
    somebody counted since. A task that is open there already stays the one."""
    place = books.place_of(holder)
    if place is None:
        return
    mark = books.horizons.get(place.location)
    if mark is not None and mark.moment > operation.moment:
        return
    asked = count_task(operation, place.location, why, **details)
    known = next(open_counts(books, place.location), None)
    if known is None:
        yield asked
        return
    whys = sorted({*known.details.get("why", ()), why})
    raised_at = max(known.details.get("raised_at", ""), asked.details["raised_at"])
    yield replace(known, details={**known.details, "why": whys, "raised_at": raised_at})


def open_counts(books: Books, place: str) -> Iterator[Task]:
    """Open count tasks of a place; loaded ones only."""
    for task in books.tasks.values():
        if (task.kind, task.state) == ("count", "open") and task.details.get("location") == place:
            yield task


def places_to_count(books: Books) -> frozenset[str]:
    """Places that wait for a count; of loaded tasks only."""
    waiting = (t for t in books.tasks.values() if (t.kind, t.state) == ("count", "open"))
    return frozenset(task.details.get("location") or "" for task in waiting)


def found_short(books: Books, part: str) -> frozenset[str]:
    """Places where somebody found too few of a part and nobody counted since: they took what there
    was. Of loaded tasks only; twin of `found_short` in `pwa/src/domain/source.ts`."""
    return frozenset(
        str(task.details.get("location") or "") for task in books.tasks.values()
        if (task.kind, task.state) == ("count", "open")
        and "short_pick" in task.details.get("why", ())
        and task.details.get("part") in (None, part)
    )  # fmt: skip


def counted(books: Books, operation: ops.Operation, body: ops.Count) -> Iterator[Task]:
    """Tasks that a count answers: the one that it names, and those of its place that had been
    raised by then."""
    at = timestamp_text(operation.occurred_at)
    for task in books.tasks.values():
        here = task.kind == "count" and task.details.get("location") == body.holder
        then = here and task.details.get("raised_at", "") <= at
        if not may_answer(task, operation):
            continue
        if task.state == "open" and (then or task.task == body.task):
            yield replace(task, state="done")


def may_answer(task: Task, operation: ops.Operation) -> bool:
    """Whether a count by this person is the one that a task asks for (CC8)."""
    lead = operation.authority in SUPERVISORS
    mine = operation.envelope.actor in task.details.get("not_by", ())
    return not mine and (lead or not task.details.get("lead"))
