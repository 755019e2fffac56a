# SPDX-License-Identifier: Apache-2.0
"""A code that nobody knows is kept, shown and counted (RC7, CC5); a lost number is reported."""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha256
from typing import Any

from backend.domain import operations as ops
from backend.domain.books import Books
from backend.domain.decisions import Decision, Raised
from backend.domain.wire import timestamp_text

SHARED = "unknown:"
"""Begins the group of a visit (a count, a receipt): what it meets of one code is one question."""


def unknown_scan(books: Books, operation: ops.Operation) -> Decision:
    """Somebody matches it later."""
    body = operation.body
    assert isinstance(body, ops.UnknownScan)
    details = {
        "raw": body.raw,
        "where": body.where,
        "holder": body.holder or "",
        "quantity": body.quantity,
        "note": body.note,
    }
    if body.note:
        details["noted"] = f"{timestamp_text(operation.occurred_at)} {operation.op_id}"
    return Decision(raised=(Raised(_question(operation), "unknown_barcode", details=details),))


def _question(operation: ops.Operation) -> str:
    """The question that a scan belongs to: that of its visit, code and place, or its own."""
    body = operation.body
    assert isinstance(body, ops.UnknownScan)
    group = operation.envelope.group
    if not group.startswith(SHARED):
        return f"{operation.op_id}:unknown"
    same = "\n".join((group, body.holder or "", body.raw))
    return f"unknown|{sha256(same.encode()).hexdigest()[:32]}"


def together(one: Mapping[str, Any], other: Mapping[str, Any]) -> dict[str, Any]:
    """Two tellings of one question as one, whichever came first: it stands since the earlier, its
    units are added up, and the last thing said of them counts."""
    first = min(one, other, key=lambda told: (told["raised_at"], told["operation"]))
    said = max(one, other, key=lambda told: str(told.get("noted", "")))
    units = [told["quantity"] for told in (one, other) if told["quantity"] is not None]
    noted = {"noted": said["noted"]} if said.get("noted") else {}
    return {**first, "quantity": sum(units) if units else None, "note": said["note"], **noted}


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
