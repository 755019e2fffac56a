# SPDX-License-Identifier: Apache-2.0
"""What was received and an order waits for: it is picked from its plate on the dock (RC18).

Only free goods: what is held, or sent to inspection, is nobody's to pick. The pick that no stock
was found for is sent to the plate, and so many units get no put-away. Where they are put away all
the same the pick goes after them (`rules/putaway.py`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from backend.domain import operations as ops
from backend.domain.books import Books, Task
from backend.domain.plan.cross_dock import Waiting, cross_dock
from backend.domain.stock import plate_holder


@dataclass(slots=True)
class Crossed:
    """The picks that are sent to a plate, and how many units of each line of its receipt."""

    picks: dict[str, Task] = field(default_factory=dict)
    units: dict[int, int] = field(default_factory=dict)


def crossed(books: Books, body: ops.Receipt, held: Sequence[bool]) -> Crossed:
    """What of a receipt waiting orders get; `held` says of each line whether it is on hold."""
    found = Crossed()
    place = books.locations.get(body.location)
    if not books.policy["receive.cross_dock"] or place is None or place.blocked:
        return found
    for n, line in enumerate(body.lines):
        if held[n]:
            continue
        waiting = {
            task.task: task
            for task in _waiting(books, line.part)
            if task.task not in found.picks
        }
        given = cross_dock(line.quantity, (_owed(task) for task in waiting.values()))
        found.units[n] = sum(given.values())
        plate = {"source": plate_holder(body.lpn), "location": body.location}
        to = {**plate, "lot": line.lot or "", "serial": ""}
        for name in given:
            task = waiting[name]
            found.picks[name] = replace(task, details={**task.details, **to})
    return found


def _waiting(books: Books, part: str) -> Iterator[Task]:
    """Open picks of a part that no stock was found for."""
    for task in books.tasks.values():
        told = task.details
        mine = (task.kind, task.state, told.get("part")) == ("pick", "open", part)
        if mine and not told.get("source"):
            yield task


def _owed(task: Task) -> Waiting:
    told = task.details
    return Waiting(task.task, task.priority, told.get("must_ship") or "", told["quantity"])


def unpromised(books: Books, source: str) -> Iterator[Task]:
    """Picks that were sent to a plate which is not here after all: they wait again."""
    for task in books.tasks.values():
        if (task.kind, task.state, task.details.get("source")) == ("pick", "open", source):
            none = {"source": None, "location": None, "lot": "", "serial": ""}
            yield replace(task, details={**task.details, **none})
