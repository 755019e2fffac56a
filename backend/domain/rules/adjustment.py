# SPDX-License-Identifier: Apache-2.0
"""Adjustment and variance approval: an accepted difference leaves the unexplained account."""

from __future__ import annotations

from backend.domain import operations as ops
from backend.domain.books import Books
from backend.domain.decisions import Decision
from backend.domain.documents import document
from backend.domain.stock import Goods


def adjustment(books: Books, operation: ops.Operation) -> Decision:
    """Units appear or go, with a reason, against an account."""
    body = operation.body
    assert isinstance(body, ops.Adjustment | ops.VarianceApproval)
    goods = Goods(body.part, body.lot or "", body.serial or "")
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
