# SPDX-License-Identifier: Apache-2.0
"""Count: all that is in a holder at one moment, blind (CC2, CC3, CC11, CC13).

The count is the holder's new horizon. What differs from the book stands in the holder's
`@unexplained` account. What another device moved while somebody counted asks for a recount, as
nobody knows which of the two was first (CC10; operations.py gives a count its time). Whether a
person must look is decided when every device has reported past this moment, since a late scan may
explain it by itself.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from backend.domain import operations as ops
from backend.domain.books import Books, Task
from backend.domain.decisions import Decision
from backend.domain.documents import document
from backend.domain.effects import counted_loose
from backend.domain.ledger import Move
from backend.domain.reasons import Reason
from backend.domain.rules.missed import recount_task
from backend.domain.stock import Goods


def count(books: Books, operation: ops.Operation) -> Decision:
    """Tick the count task off; the rest follows from the posting."""
    body = operation.body
    assert isinstance(body, ops.Count)
    return Decision(tasks=tuple(_done(books, body)))


def judged(
    books: Books, operation: ops.Operation, decision: Decision, settled: tuple[Move, ...]
) -> Decision:
    """The decision with what the posting showed: the variances, and whether to count again."""
    body = operation.body
    assert isinstance(body, ops.Count)
    mark = books.horizons.get(body.holder)
    trusted = mark is not None and mark.moment == operation.moment
    superseded = mark is not None and mark.moment > operation.moment
    variances = _variances(body.holder, settled)
    decision = replace(
        decision,
        documents=(_document(books, operation, body, variances),),
        detail={"variance": {_name(g): n for g, n in variances.items()}},
    )
    if not trusted and not superseded:
        return replace(
            decision.but(Reason.RECOUNT, holder=body.holder),
            tasks=(*decision.tasks, recount_task(operation, body.holder)),
        )
    return decision.but(Reason.VARIANCE, holder=body.holder) if variances else decision


def _variances(holder: str, settled: tuple[Move, ...]) -> dict[Goods, int]:
    """Counted less expected, by what the posting had to settle at this holder."""
    found: dict[Goods, int] = {}
    for move in settled:
        delta = (move.target == holder) - (move.source == holder)
        if delta:
            found[move.goods] = found.get(move.goods, 0) + delta * move.quantity
    return {goods: n for goods, n in found.items() if n}


def _name(goods: Goods) -> str:
    return "|".join((goods.part, goods.lot, goods.serial))


def _document(
    books: Books, operation: ops.Operation, body: ops.Count, variances: dict[Goods, int]
) -> Any:
    counted = counted_loose(body)
    for line in body.lines:
        for serial in line.serials:
            counted[Goods(line.part, line.lot or "", serial)] = 1
    lines = []
    for goods in sorted(counted.keys() | variances.keys()):
        number = counted.get(goods, 0)
        part = books.parts.get(goods.part)
        lines.append(
            {
                "part": goods.part,
                "uom": part.uom if part else "EA",
                "expected": max(number - variances.get(goods, 0), 0),
                "counted": number,
                "lot": goods.lot or None,
                "serials": [goods.serial] if goods.serial and number else [],
            }
        )
    return document(operation, "count_result", location=body.holder, lines=lines)


def _done(books: Books, body: ops.Count) -> Iterator[Task]:
    for task in books.tasks.values():
        here = task.kind == "count" and task.details.get("location") == body.holder
        if task.state == "open" and (here or task.task == body.task):
            yield replace(task, state="done")
