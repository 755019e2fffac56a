# SPDX-License-Identifier: Apache-2.0
"""A part gets another home: a proposal that a supervisor accepted becomes work (SL1, SL2).

What lies in the old place is moved by a task; so is what comes back from the new one. The face of
the part is there from now on, so goods that come go there; the old place is remembered until it is
empty, and picks go on from both. A place that no longer takes the goods is declined: the floor may
have changed since the proposal.
"""

from __future__ import annotations

from collections.abc import Iterator

from backend.domain import operations as ops
from backend.domain.books import Books, Task
from backend.domain.decisions import Decision, declined
from backend.domain.locations import PASSING_ROLES, Location
from backend.domain.plan.putaway_choice import Incoming, fits
from backend.domain.reasons import Reason
from backend.domain.records import Record
from backend.domain.rules.directed import occupied_at, rules_of
from backend.domain.rules.faces import face_record, rehomed
from backend.domain.rules.held import inside
from backend.domain.wire import timestamp_text

PRIORITY = 70
WHY = "slotting"


def reslot(books: Books, operation: ops.Operation) -> Decision:
    """Move tasks, and the new home of each part."""
    body = operation.body
    assert isinstance(body, ops.Reslot)
    source, target = books.locations.get(body.source), books.locations.get(body.target)
    if source is None or target is None or body.part not in books.parts:
        return declined(Reason.DECLINED_UNKNOWN, part=body.part, location=body.target)
    ways = [(body.part, source, target)]
    if body.swap_with:
        ways.append((body.swap_with, target, source))
    going = {part for part, _, _ in ways}
    for part, start, end in ways:
        if not _takes(books, part, start, end, going):
            return declined(Reason.DECLINED_CHANGED, part=part, location=end.location)
    tasks = [task for way in ways for task in _tasks(books, operation, *way)]
    if not tasks:
        return declined(Reason.DECLINED_CHANGED, part=body.part, location=body.source)
    return Decision(tasks=tuple(tasks), records=tuple(_homes(books, ways)),
                    detail={"tasks": len(tasks)})  # fmt: skip


def _takes(books: Books, part: str, start: Location, end: Location, going: set[str]) -> bool:
    """Whether a place takes what lies of a part in another, when what changes places is gone."""
    if end.blocked or end.role in PASSING_ROLES or part not in books.parts:
        return False
    known = books.parts[part]
    hazard = known.hazard.hazard_class if known.hazard else None
    if end.refuses(hazard, held=False) is not None:
        return False
    left = occupied_at(books, end.location)
    for name, lot in [key for key in left.goods if key[0] in going and key[0] in books.parts]:
        left = left.plus(books.parts[name], lot, -left.goods[name, lot])
    return all(
        fits(Incoming(known, quantity, lot), end, left, rules_of(books))
        for (name, lot), quantity in occupied_at(books, start.location).goods.items()
        if name == part
    )


def _tasks(
    books: Books, operation: ops.Operation, part: str, start: Location, end: Location
) -> Iterator[Task]:
    """One task a holder and lot of the part in its old place."""
    rows: dict[tuple[str, str], int] = {}
    for holder, goods, quantity in inside(books, start.location):
        if goods.part == part and quantity > 0 and not books.covering(holder, goods):
            rows[holder, goods.lot] = rows.get((holder, goods.lot), 0) + quantity
    for n, ((holder, lot), quantity) in enumerate(sorted(rows.items())):
        yield Task(
            f"move:{operation.op_id}:{part}:{n}",
            "move",
            priority=PRIORITY,
            details={
                "source": holder, "from": start.location, "location": end.location, "lpn": None,
                "part": part, "lot": lot, "serial": "", "quantity": quantity, "why": [WHY],
                "raised_at": timestamp_text(operation.occurred_at),
            },
        )  # fmt: skip


def _homes(books: Books, ways: list[tuple[str, Location, Location]]) -> Iterator[Record]:
    for part, start, end in ways:
        record = face_record(books, part)
        if record is not None:
            yield rehomed(record, start.location, end.location)
