# SPDX-License-Identifier: Apache-2.0
"""Adjustment and variance approval: an accepted difference leaves the unexplained account."""

from __future__ import annotations

from backend.domain import operations as ops
from backend.domain.books import Books
from backend.domain.decisions import Decision, declined
from backend.domain.documents import document
from backend.domain.reasons import Reason
from backend.domain.stock import Goods, unexplained


def adjustment(books: Books, operation: ops.Operation) -> Decision:
    """Units appear or go, with a reason, against an account. A variance is approved as it is now:
    who looked at another one decides anew."""
    body = operation.body
    assert isinstance(body, ops.Adjustment | ops.VarianceApproval)
    goods = Goods(body.part, body.lot or "", body.serial or "")
    if isinstance(body, ops.VarianceApproval):
        variance = -books.balance(unexplained(body.holder), goods)
        one = (variance > 0) - (variance < 0)  # a unit told twice too often goes one by one
        if body.quantity not in ((variance, one) if goods.serial else (variance,)):
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
        "lot": body.lot,
        "serials": serials,
        "location": body.holder,
    }
    return Decision(documents=(document(operation, "adjustment_advice", lines=[line]),))
