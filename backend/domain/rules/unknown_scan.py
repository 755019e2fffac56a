# SPDX-License-Identifier: Apache-2.0
"""A code that nobody knows is kept, shown and counted (RC7, CC5); a lost number is reported."""

from __future__ import annotations

from backend.domain import operations as ops
from backend.domain.books import Books
from backend.domain.decisions import Decision, Raised


def unknown_scan(books: Books, operation: ops.Operation) -> Decision:
    """Somebody matches it later."""
    body = operation.body
    assert isinstance(body, ops.UnknownScan)
    raised = Raised(
        f"{operation.op_id}:unknown",
        "unknown_barcode",
        details={
            "raw": body.raw,
            "where": body.where,
            "holder": body.holder or "",
            "quantity": body.quantity,
            "note": body.note,
        },
    )
    return Decision(raised=(raised,))


def void(books: Books, operation: ops.Operation) -> Decision:
    """D1: a loss is reported, never silent."""
    body = operation.body
    assert isinstance(body, ops.Void)
    raised = Raised(
        f"{operation.op_id}:lost",
        "reported_loss",
        details={"seq": body.seq, "why": body.why, "device": operation.device},
    )
    return Decision(raised=(raised,), detail={"seq": body.seq})
