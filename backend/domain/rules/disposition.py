# SPDX-License-Identifier: Apache-2.0
"""Disposition (IN9): what becomes of held goods, each with its effect on stock and its document.

Use as is ends the hold, like a release. Rework and return to vendor leave it on and ask somebody to
do it. Scrap takes the units out of stock and needs a second person who saw it. Downgraded units go
on under another number that the catalogue allows for them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from backend.domain import operations as ops
from backend.domain.books import Books, Task
from backend.domain.decisions import Decision, Document, declined
from backend.domain.documents import document, stock_line
from backend.domain.holds import Hold
from backend.domain.reasons import Reason
from backend.domain.rules.held import roots
from backend.domain.rules.hold import hold_document
from backend.domain.rules.release import ended, is_safety, own
from backend.domain.stock import Goods, is_plate, plate_of

PRIORITY = 45


def disposition(books: Books, operation: ops.Operation) -> Decision:
    """Do what was decided, or say why that cannot be."""
    body = operation.body
    assert isinstance(body, ops.Disposition)
    known = books.holds.get(body.hold)
    if known is None or known.root:
        return declined(Reason.DECLINED_UNKNOWN, hold=known.root if known else body.hold)
    if body.decision == "use_as_is":
        return ended(books, operation, known, body.reason)
    goods = Goods(body.part, body.lot or "", body.serial or "")
    there = max(books.balance(body.holder, goods), 0)
    if there < body.quantity:
        return declined(Reason.DECLINED_CHANGED, holder=body.holder, quantity=there)
    if known.hold not in roots(books.laid_over(body.holder, goods)):
        return declined(Reason.DECLINED_UNFIT, field="hold", hold=known.hold)
    no = _no(books, operation, body)
    if no is not None:
        return no
    detail = {"hold": known.hold, "decision": body.decision, "quantity": body.quantity}
    if body.decision in ("scrap", "downgrade"):
        tasks = tuple(_without_scrap(books, body)) if body.decision == "scrap" else ()
        return Decision(documents=(_adjusted(books, operation, body),), detail=detail, tasks=tasks)
    task = _task(books, operation, body, known)
    told = _status(books, operation, body, known)
    return Decision(tasks=(task,), documents=(told,), detail={**detail, "task": task.task})


def _no(books: Books, operation: ops.Operation, body: ops.Disposition) -> Decision | None:
    """Who or what is missing for it."""
    if body.decision == "downgrade" and not may_downgrade(books, body.part, body.to_part or ""):
        return declined(Reason.DECLINED_UNFIT, field="to_part", part=body.to_part)
    freed = body.decision == "downgrade" and is_safety(books, body.part)
    if body.decision == "scrap" or (freed and books.policy["hold.two_person_safety"]):
        witness = (body.witness or "").strip()
        if witness in ("", operation.envelope.actor):
            return declined(Reason.DECLINED_SAME_PERSON, field="witness", by=witness)
    return None


def _without_scrap(books: Books, body: ops.Disposition) -> Iterator[Task]:
    """Tasks to put away what was scrapped: they are for what is left on the plate, or over."""
    left = sum(max(quantity, 0) for goods, quantity in books.content(body.holder)
               if (goods.part, goods.lot) == (body.part, body.lot or "")) - body.quantity
    for name in sorted(books.tasks):
        task = books.tasks[name]
        told = task.details
        mine = task.kind in ("putaway", "move") and told.get("source") == body.holder
        goods = told.get("part"), told.get("lot") or ""
        if task.state != "open" or not mine or goods != (body.part, body.lot or ""):
            continue
        kept = min(told["quantity"], left)
        left -= kept
        if kept == 0:
            yield replace(task, state="cancelled")
        elif kept < told["quantity"]:
            yield replace(task, details={**told, "quantity": kept})


def may_downgrade(books: Books, part: str, to_part: str) -> bool:
    """Whether units may go on under this number: it is known, and they may be given for it."""
    approved = books.substitutes.get(f"{to_part}|{part}")
    return to_part in books.parts and approved is not None and approved.active


def _adjusted(books: Books, operation: ops.Operation, body: ops.Disposition) -> Document:
    goods = Goods(body.part, body.lot or "", body.serial or "")
    told = [(goods, -body.quantity)]
    if body.to_part and body.decision == "downgrade":
        told.append((goods._replace(part=body.to_part), body.quantity))
    lines = [
        {**stock_line(books, one, quantity), "location": body.holder,
         "reason": f"{body.decision}: {body.reason}"[:80]}
        for one, quantity in told
    ]  # fmt: skip
    return document(operation, "adjustment_advice", lines=lines)


def _status(
    books: Books, operation: ops.Operation, body: ops.Disposition, known: Hold
) -> Document:
    """The hold goes on, and the ERP hears what is done with these units."""
    goods = Goods(body.part, body.lot or "", body.serial or "")
    lpn = plate_of(body.holder) if is_plate(body.holder) else None
    place = books.around(body.holder)[1] or None
    line = stock_line(books, goods, body.quantity, lpn=lpn, location=place)
    told = hold_document(operation, known, "disposition", [line])
    more = {"disposition": body.decision, "reason": body.reason}
    event = f"stock_status:{known.hold}:{body.decision}"
    return Document(told.kind, event, {**told.body, **more, "event": event})


def _task(books: Books, operation: ops.Operation, body: ops.Disposition, known: Hold) -> Task:
    goods = Goods(body.part, body.lot or "", body.serial or "")
    suppliers = sorted(books.unit(body.holder, goods).suppliers)
    details: dict[str, Any] = {
        "part": body.part, "lot": body.lot or "", "serial": body.serial or "",
        "quantity": body.quantity, "source": body.holder, "hold": known.hold,
        "holds": [one.hold for one in own(books, known.hold)][:1], "reason": body.reason,
        "lpn": plate_of(body.holder) if is_plate(body.holder) else None,
        "location": body.location or books.around(body.holder)[1] or None,
        "supplier": suppliers[0] if len(suppliers) == 1 else None,
    }  # fmt: skip
    return Task(f"{body.decision}:{operation.op_id}", body.decision, priority=PRIORITY,
                details=details)  # fmt: skip
