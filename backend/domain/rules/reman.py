# SPDX-License-Identifier: Apache-2.0
"""Cores on their way to a remanufactured unit: into an order, out of it, lost on the way, or away
to a vendor (CO5, RM1, RM2). All of it is what somebody did, so none is refused: what does not fit
together yet is a question, and is answered by what is told later.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from backend.domain import operations as ops
from backend.domain.books import Books
from backend.domain.decisions import Decision, Document, Raised
from backend.domain.documents import document
from backend.domain.records import Kind, Record
from backend.domain.touches_reverse import serial_name
from backend.domain.wire import timestamp_text


def reman_consume(books: Books, operation: ops.Operation) -> Decision:
    """Cores into an order."""
    body = operation.body
    assert isinstance(body, ops.RemanConsume)
    told = {serial_name(one.part, serial): one.part for one in body.lines for serial in one.serials}
    cores = [_core(books, name).but(**_mark(operation, "taken"), part=part, order=body.order)
             for name, part in told.items()]  # fmt: skip
    taken = sum(one.quantity for one in body.lines)
    paper = _changed(books, operation, ((one.part, -one.quantity, one.serials)
                                        for one in body.lines), "reman_consume")  # fmt: skip
    return _asked(books, operation, body.order, cores, Decision(documents=(paper,)), taken=taken)


def reman_output(books: Books, operation: ops.Operation) -> Decision:
    """A finished unit and its parent."""
    body = operation.body
    assert isinstance(body, ops.RemanOutput)
    name = serial_name(body.parent_part, body.parent_serial)
    made = _core(books, name).but(**_mark(operation, "made"), unit=body.part,
                                  unit_serial=body.serial, order=body.order)  # fmt: skip
    paper = _changed(books, operation, [(body.part, 1, (body.serial,))], "reman_output")
    return _asked(books, operation, body.order, [made], Decision(documents=(paper,)), made=1)


def reman_loss(books: Books, operation: ops.Operation) -> Decision:
    """A core that was of no use: the balance of its order, with the reason."""
    body = operation.body
    assert isinstance(body, ops.RemanLoss)
    name = serial_name(body.part, body.serial)
    lost = _core(books, name).but(**_mark(operation, "lost"), reason=body.reason, order=body.order)
    return _asked(books, operation, body.order, [lost], Decision(), lost=1, reason=body.reason)


def _core(books: Books, name: str) -> Record:
    return books.records.get((Kind.REMAN_CORE, name)) or Record(Kind.REMAN_CORE, name, {})


def _mark(operation: ops.Operation, what: str) -> dict[str, Any]:
    return {what: [operation.occurred_at, operation.op_id]}


def _asked(
    books: Books, operation: ops.Operation, order: str, cores: list[Record], decision: Decision,
    taken: int = 0, made: int = 0, lost: int = 0, reason: str = "",
) -> Decision:  # fmt: skip
    """With the balance of the order, and what does not fit together."""
    known = books.records.get((Kind.REMAN_ORDER, order))
    record = known or Record(Kind.REMAN_ORDER, order, {"order": order, "state": "unknown"})
    reasons = dict(record.body.get("reasons", {}))
    if reason:
        reasons[reason] = reasons.get(reason, 0) + 1
    counts = {"taken": taken, "made": made, "lost": lost}
    after = record.but(
        **{name: record.body.get(name, 0) + n for name, n in counts.items()}, reasons=reasons
    )
    raised = []
    for core in cores:
        before = books.records.get(core.key)
        doubt = _doubt(core, before, known)
        was = bool(before and _doubt(before, None, known))
        if doubt or was:
            details = {"order": order, "part": core.name.split("|")[0],
                       "serial": core.name.split("|", 1)[-1], "difference": doubt}  # fmt: skip
            state = "watching" if doubt else "resolved"
            raised.append(Raised(f"reman|{core.name}"[:1000], "reman_doubt", state, details))
    detail = {name: after.body[name] for name in counts}
    return replace(decision, records=(*cores, after), raised=tuple(raised), detail=detail)


def _doubt(core: Record, before: Record | None, order: Record | None) -> str:
    """What does not fit: the order is not known, the core was taken twice, is out twice, or came
    out without having gone in."""
    body, was = core.body, before.body if before else {}
    if order is None:
        return "order_unknown"
    if any(name in body and name in was and body[name] != was[name]
           for name in ("taken", "made", "lost")):  # fmt: skip
        return "told_twice"
    if "made" in body and "lost" in body:
        return "made_and_lost"
    return "" if "taken" in body else "never_taken"


def core_shipment(books: Books, operation: ops.Operation) -> Decision:
    """A container on its way to the vendor: what was sent is awaited as credit, line by line."""
    body = operation.body
    assert isinstance(body, ops.CoreShipment)
    known = books.records.get((Kind.SHIPMENT, body.shipment))
    before = known.body if known else {}
    lines = [
        {"part": one.part, "quantity": one.quantity, "serials": list(one.serials),
         "grade": one.grade, "claim": one.claim}
        for one in body.lines
    ]  # fmt: skip
    record = Record(Kind.SHIPMENT, body.shipment, {
        "credited": {}, **before, "shipment": body.shipment, "vendor": body.vendor,
        "lpn": body.lpn, "carrier": body.carrier or "",
        "lines": [*before.get("lines", ()), *lines],
        "sent_at": timestamp_text(operation.occurred_at), "operation": operation.op_id,
    })  # fmt: skip
    paper = _changed(books, operation, ((one.part, -one.quantity, one.serials)
                                        for one in body.lines), "vendor_shipment")  # fmt: skip
    claims = tuple(_sent(books, body))
    return Decision(records=(awaiting(record), *claims), documents=(paper,),
                    detail={"shipment": body.shipment})  # fmt: skip


def _sent(books: Books, body: ops.CoreShipment) -> Iterator[Record]:
    """WA3: a claimed part that was called in has gone."""
    for line in body.lines:
        claim = books.records.get((Kind.CLAIM, line.claim or ""))
        if claim is not None:
            yield claim.but(sent=body.shipment)


def awaiting(record: Record) -> Record:
    """The shipment with what the vendor has not acknowledged yet."""
    sent: dict[str, int] = {}
    for line in record.body["lines"]:
        sent[line["part"]] = sent.get(line["part"], 0) + line["quantity"]
    credited = record.body["credited"]
    missing = {part: n - credited.get(part, 0) for part, n in sorted(sent.items())
               if n > credited.get(part, 0)}  # fmt: skip
    return record.but(missing=missing, state="awaiting" if missing else "settled")


def _changed(
    books: Books, operation: ops.Operation,
    rows: Iterable[tuple[str, int, tuple[str, ...]]], reason: str,
) -> Document:  # fmt: skip
    lines = [
        {"part": part, "quantity": n, "uom": books.parts[part].uom, "reason": reason,
         "lot": None, "serials": list(serials), "location": None}
        for part, n, serials in rows
    ]  # fmt: skip
    return document(operation, "adjustment_advice", lines=lines)
