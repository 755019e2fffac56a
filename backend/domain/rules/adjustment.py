# SPDX-License-Identifier: Apache-2.0
"""Adjustment and variance approval: an accepted difference leaves the unexplained account."""

from __future__ import annotations

from backend.domain import operations as ops
from backend.domain.books import Books
from backend.domain.decisions import Decision, declined
from backend.domain.documents import document
from backend.domain.parts import Tracking
from backend.domain.reasons import Reason
from backend.domain.rules.undo import late_question
from backend.domain.stock import Goods, is_plate, plate_of, unexplained


def adjustment(books: Books, operation: ops.Operation) -> Decision:
    """Units appear or go, with a reason, against an account. A variance is approved as it is now:
    who looked at another one decides anew."""
    body = operation.body
    assert isinstance(body, ops.Adjustment | ops.VarianceApproval)
    goods = Goods(body.part, body.lot or "", body.serial or "")
    if isinstance(body, ops.Adjustment):
        fault = unfit(books, body.holder, goods) or _settled(books, body, goods)
        if fault is not None:
            return fault
    if isinstance(body, ops.VarianceApproval):
        variance = -books.balance(unexplained(body.holder), goods)
        one = (variance > 0) - (variance < 0)  # a unit told twice too often goes one by one
        if body.quantity != (one if goods.serial else variance):
            return declined(
                Reason.DECLINED_CHANGED, holder=body.holder, part=body.part, quantity=variance
            )
    why = body.reason if isinstance(body, ops.Adjustment) else body.cause
    part = books.parts.get(body.part)
    serials = [goods.serial] if goods.serial and abs(body.quantity) == 1 else []
    line = {
        "part": body.part,
        "quantity": body.quantity,
        "uom": part.uom if part else "EA",
        "reason": why or "adjustment",
        "lot": goods.lot or None,
        "serials": serials,
        "location": body.holder,
    }
    corrects = body.corrects if isinstance(body, ops.Adjustment) else None
    advice = (document(operation, "adjustment_advice", lines=[line]),)
    return Decision(
        documents=() if _keeps_book(body) else advice,
        resolved=(late_question(corrects),) if corrects else (),
    )


def _keeps_book(body: ops.Adjustment | ops.VarianceApproval) -> bool:
    """Whether a count is not believed: what it could not explain goes back where the book had it,
    and the ERP, which was never told otherwise, hears nothing."""
    return isinstance(body, ops.Adjustment) and body.against == "@unexplained"


def _settled(books: Books, body: ops.Adjustment, goods: Goods) -> Decision | None:
    """Of what a place cannot explain all goes back, as it is now, or nothing."""
    if not _keeps_book(body):
        return None
    missing = books.balance(unexplained(body.holder), goods)
    one = (missing > 0) - (missing < 0)
    if body.quantity == (one if goods.serial else missing) and missing:
        return None
    return declined(
        Reason.DECLINED_CHANGED, holder=body.holder, part=body.part, quantity=-missing
    )


def unfit(books: Books, holder: str, goods: Goods) -> Decision | None:
    """Why nobody could find these goods there: a part or place that is not known, or units that
    their part does not tell apart so. What the book has already may always be corrected."""
    if goods.part not in books.parts:
        return declined(Reason.DECLINED_UNKNOWN, part=goods.part)
    plate = is_plate(holder)
    if holder not in books.locations and not (plate and plate_of(holder) in books.plates):
        return declined(Reason.DECLINED_UNKNOWN, location=holder)
    if books.balance(holder, goods) > 0:
        return None
    tracking = books.parts[goods.part].tracking
    fits = {
        Tracking.NONE: not goods.lot and not goods.serial,
        Tracking.LOT: bool(goods.lot) and not goods.serial,
        Tracking.SERIAL: bool(goods.serial),
    }
    if fits[tracking]:
        return None
    return declined(Reason.DECLINED_TRACKING, part=goods.part, tracking=tracking.value)
