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
from backend.domain.decisions import Decision, Raised
from backend.domain.documents import document
from backend.domain.effects import counted_loose
from backend.domain.ledger import Move
from backend.domain.reasons import Reason
from backend.domain.rules.account import account_questions
from backend.domain.rules.count_ladder import ladder
from backend.domain.rules.count_task import count_task, counted, open_counts
from backend.domain.rules.receipt_differences import assembly_named, assembly_of
from backend.domain.rules.strays import strays
from backend.domain.stock import Goods


def count(books: Books, operation: ops.Operation) -> Decision:
    """Tick the count task off; the rest follows from the posting."""
    body = operation.body
    assert isinstance(body, ops.Count)
    tasks = (*counted(books, operation, body), *strays(books, operation, body))
    return Decision(tasks=tasks, raised=tuple(_built_in(books, operation, body)))


def _built_in(books: Books, operation: ops.Operation, body: ops.Count) -> Iterator[Raised]:
    """SE6: units counted loose that are in an assembly by the book: either they came out of it and
    nobody told, or their number is another one's."""
    for line in body.lines:
        odd = [one for one in line.serials if assembly_of(books, line.part, one) is not None]
        if odd:
            yield Raised(
                f"{operation.op_id}:serial:{line.part}", "serial_odd",
                details={"part": line.part, "serials": odd, "holder": body.holder,
                         "difference": "built_in", **assembly_named(books, line.part, odd)},
            )  # fmt: skip


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
            tasks=(*decision.tasks, count_task(operation, body.holder, "recount")),
        )
    if superseded:
        return decision
    if body.holder not in books.locations:
        return decision.but(Reason.VARIANCE, holder=body.holder) if variances else decision
    if variances or any(task.details.get("tallies") for task in _known(books, body, decision)):
        told = ladder(books, operation, decision.tasks)
        asked = account_questions(books, operation, body.holder, told)
        decision = replace(decision, tasks=told.tasks, raised=(*decision.raised, *asked))
    return decision.but(Reason.VARIANCE, holder=body.holder) if variances else decision


def _known(books: Books, body: ops.Count, decision: Decision) -> Iterator[Task]:
    """Tasks that may keep what others told of the place."""
    yield from decision.tasks
    yield from open_counts(books, body.holder)
    sent = books.tasks.get(body.task or "")
    if sent is not None:
        yield sent


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
    found = counted_loose(body)
    for line in body.lines:
        for serial in line.serials:
            found[Goods(line.part, line.lot or "", serial)] = 1
    lines = []
    for goods in sorted(found.keys() | variances.keys()):
        number = found.get(goods, 0)
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
