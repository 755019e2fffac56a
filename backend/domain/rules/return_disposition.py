# SPDX-License-Identifier: Apache-2.0
"""Disposition of returned goods: restock, to the vendor, back to the customer, scrap. A request.

One decision for each return: the second is declined, so one credit is advised. What is scrapped is
what the books have on the plate: where that is another thing than came, a person looks first. A
claimed part is kept until its day (WA1), and scrapped before a witness only (WA3).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from backend.domain import operations as ops
from backend.domain.books import Books
from backend.domain.decisions import Decision, Document, declined
from backend.domain.documents import document
from backend.domain.effects import Effects
from backend.domain.holds import Hold, HoldScope
from backend.domain.ledger import Move
from backend.domain.reasons import Reason
from backend.domain.records import Kind, Record
from backend.domain.reverse.dispositions import DISPOSITIONS, Disposition, StockState
from backend.domain.reverse.warranty import keeping
from backend.domain.rules.hold import hold_document
from backend.domain.rules.return_credit import advice, putaways
from backend.domain.rules.returns_rows import claim_from
from backend.domain.stock import SCRAP, Goods, plate_holder
from backend.domain.wire import timestamp_text

_HELD_AS = {
    StockState.VENDOR_HOLD: "vendor_return",
    StockState.TURNED_DOWN: "send_back",
    StockState.WARRANTY_HOLD: "warranty_keep",
    StockState.QUARANTINE: "hazard_return",
}


@dataclass(frozen=True, slots=True)
class Why:
    """Who decided so, as far as the papers say."""

    reason: str
    fee_minor: int = 0
    witness: str = ""


def return_disposition(books: Books, operation: ops.Operation) -> Decision:
    """The goods in their new state, or no."""
    body = operation.body
    assert isinstance(body, ops.ReturnDisposition)
    returned = books.records.get((Kind.RETURNED, body.returned))
    if returned is None:
        return declined(Reason.DECLINED_UNKNOWN, returned=body.returned)
    if returned.body["state"] != "inspecting":
        return declined(Reason.DECLINED_DONE, returned=body.returned)
    disposition = DISPOSITIONS[body.disposition]
    if disposition.stock is StockState.SCRAPPED:
        kept = _kept(books, operation, returned, body.witness)
        if kept:
            return declined(Reason.DECLINED_UNFIT, returned=body.returned, what=kept)
    why = Why(body.reason, body.fee_minor, body.witness or "")
    return disposed(books, operation, returned, disposition, why)


def _kept(
    books: Books, operation: ops.Operation, returned: Record, witness: str | None
) -> str:
    """Why it may not be scrapped now."""
    claim = books.records.get((Kind.CLAIM, returned.body["claim"]))
    if returned.body["kind"] != "warranty":
        return ""
    day = timestamp_text(operation.occurred_at)[:10]
    if claim is None:
        return "no_claim"
    fate = keeping(claim_from(claim.body), day, bool(claim.body.get("called_in")))
    if fate != "scrap":
        return {"send": "called_in", "keep": "keep_until"}[fate]
    return "" if witness and witness != operation.envelope.actor else "witness"


def disposed(
    books: Books, operation: ops.Operation, returned: Record, disposition: Disposition, why: Why,
) -> Decision:  # fmt: skip
    """What follows for stock, holds, tasks and money. The old holds end; where the goods are not
    free, the new one begins in the same moment."""
    body = returned.body
    ended = [hold for hold in books.holds.values()
             if hold.hold in body["holds"] or hold.root in body["holds"]]  # fmt: skip
    held_as = _HELD_AS.get(disposition.stock)
    goods = _on_plate(books, body)
    if disposition.stock is StockState.SCRAPPED and not _all_there(body, goods):
        return declined(Reason.DECLINED_CHANGED, lpn=body["lpn"])
    moves = tuple(_scrapped(body)) if disposition.stock is StockState.SCRAPPED else ()
    after = returned.but(state="dispositioned", disposition=disposition.name, witness=why.witness)
    holds = tuple(_holds(operation, body, held_as)) if held_as else ()
    task = books.tasks.get(f"return:{returned.name}")
    return Decision(
        effects=Effects(moves=moves),
        holds=holds,
        released=tuple(sorted(hold.hold for hold in ended)),
        records=(after, *_authorization(books, after)),
        tasks=(
            *((replace(task, state="done"),) if task else ()),
            *(putaways(books, after) if disposition.available else ()),
        ),
        resolved=(f"return|{returned.name}",),
        documents=(
            advice(books, operation, after, disposition, why.fee_minor, why.reason),
            *(hold_document(operation, hold, "hold") for hold in holds),
            *(hold_document(operation, hold, "release") for hold in ended if not hold.root),
            *((_scrap_advice(books, operation, moves),) if moves else ()),
        ),
        detail={
            "returned": returned.name, "disposition": disposition.name,
            "released": sorted(hold.hold for hold in ended),
        },
    )  # fmt: skip


def _on_plate(books: Books, body: dict[str, Any]) -> dict[Goods, int]:
    parts = {one["part"] for one in body["lines"]}
    content = books.content(plate_holder(body["lpn"]))
    return {goods: n for goods, n in content if goods.part in parts and n > 0}


def _wanted(body: dict[str, Any]) -> dict[Goods, int]:
    wanted: dict[Goods, int] = {}
    for one in body["lines"]:
        for serial in one["serials"] or ("",):
            goods = Goods(one["part"], one["lot"] or "", serial)
            wanted[goods] = wanted.get(goods, 0) + (1 if serial else one["quantity"])
    return wanted


def _all_there(body: dict[str, Any], goods: dict[Goods, int]) -> bool:
    return all(goods.get(one, 0) >= n for one, n in _wanted(body).items())


def _scrapped(body: dict[str, Any]) -> Iterable[Move]:
    holder = plate_holder(body["lpn"])
    return (Move(one, n, holder, SCRAP) for one, n in sorted(_wanted(body).items()))


def _holds(operation: ops.Operation, body: dict[str, Any], reason: str) -> Iterable[Hold]:
    parts = dict.fromkeys(one["part"] for one in body["lines"])
    for n, part in enumerate(parts, 1):
        yield Hold(
            f"{operation.op_id}:{n}", HoldScope(part=part, lpn=body["lpn"]), reason,
            placed_by=operation.envelope.actor, placed_at=operation.occurred_at,
            operation=operation.op_id, since=operation.occurred_at,
        )  # fmt: skip


def _authorization(books: Books, returned: Record) -> Iterable[Record]:
    """An authorization is over when all that it allows came, and all of that was decided."""
    record = books.records.get((Kind.AUTHORIZATION, returned.body["authorization"]))
    if record is None:
        return ()
    open_lines = any(
        record.body["received"].get(str(one["line"]), 0) < one["quantity"]
        for one in record.body["lines"]
    )
    waiting = [name for name in record.body.get("waiting", ()) if name != returned.name]
    over = not open_lines and not waiting
    state = "dispositioned" if over else record.body["state"]
    return (record.but(waiting=waiting, state=state),)


def _scrap_advice(
    books: Books, operation: ops.Operation, moves: Iterable[Move]
) -> Document:
    lines = [
        {"part": m.goods.part, "quantity": -m.quantity, "uom": books.parts[m.goods.part].uom,
         "reason": "scrap", "lot": m.goods.lot or None,
         "serials": [m.goods.serial] if m.goods.serial else [], "location": m.source}
        for m in moves
    ]  # fmt: skip
    return document(operation, "adjustment_advice", lines=lines)
