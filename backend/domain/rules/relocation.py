# SPDX-License-Identifier: Apache-2.0
"""Goods that joined others in a bin: two people were sent to one empty bin, out of reach (PU11).

Also goods for which there was no free bin: they stand beside others, and are moved on once there
is one (PU10).

Both put-aways are facts. Whose came second here gets work, not a fault: a task to move these goods
on, to the next place that the plan had named for them, if nothing is known to stand there.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from backend.domain import operations as ops
from backend.domain.books import Books, Task
from backend.domain.ledger import Move
from backend.domain.locations import Location, LocationKind
from backend.domain.plan.putaway_choice import STORAGE, may_mix
from backend.domain.rules.held import inside
from backend.domain.stock import Goods, plate_holder
from backend.domain.wire import timestamp_text

MOVE_PRIORITY = 40
BESIDE_PRIORITY = 60
SHARED = "no_bin_free"
"""The plan's reason for a place where goods stand beside others on purpose (PU10)."""


def relocations(
    books: Books,
    operation: ops.Operation,
    place: Location,
    moves: list[Move],
    answered: list[Task],
) -> Iterator[Task]:
    """Move tasks for what may not lie with what stands there; `answered` are the put-away tasks
    that this operation finishes."""
    body = operation.body
    assert isinstance(body, ops.Putaway | ops.Transfer)
    shared = (one for one in answered if one.details.get("location") == place.location)
    beside = any(SHARED in one.details.get("why", ()) for one in shared)
    found = _kinds(moves) if beside else _strangers(books, place, moves)
    for n, goods in enumerate(found):
        coming = [m for m in moves if (m.goods.part, m.goods.lot) == (goods.part, goods.lot)]
        yield Task(
            f"move:{operation.op_id}:{n}",
            "move",
            priority=BESIDE_PRIORITY if beside else MOVE_PRIORITY,
            details={
                "lpn": body.lpn,
                "source": plate_holder(body.lpn) if body.lpn else body.target,
                "from": place.location,
                "part": goods.part,
                "lot": goods.lot,
                "serials": [m.goods.serial for m in coming if m.goods.serial],
                "quantity": sum(m.quantity for m in coming),
                "location": None if beside else _next_place(books, place, answered),
                "why": ["overflow" if beside else "bin_taken"],
                "raised_at": timestamp_text(operation.occurred_at),
            },
        )


def _strangers(books: Books, place: Location, moves: list[Move]) -> list[Goods]:
    """Of the goods that come, a kind each, those that may not lie with what stands there."""
    if place.role not in STORAGE or place.kind is not LocationKind.BIN:
        return []
    coming = [m for m in moves if books.around(m.source)[1] != place.location]
    there = {(goods.part, goods.lot) for _, goods, n in inside(books, place.location) if n > 0}
    return [one for one in _kinds(coming) if not may_mix(one.part, one.lot, there)]


def _kinds(moves: Iterable[Move]) -> list[Goods]:
    """One of each part and lot."""
    kinds = {(m.goods.part, m.goods.lot): m.goods for m in moves}
    return [goods for _, goods in sorted(kinds.items())]


def _next_place(books: Books, place: Location, answered: list[Task]) -> str | None:
    """The next place that the plan had named where these books know of nothing."""
    named = (code for task in answered for code in task.details.get("alternatives", ()))
    free = (code for code in named if code != place.location and not any(inside(books, code)))
    return next(free, None)
