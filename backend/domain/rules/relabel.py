# SPDX-License-Identifier: Apache-2.0
"""Relabel: a supplier's label names another part than is in the box (RC6).

What else came of that lot may be wrong too, so it is held; and a code that a catalogue gave the
part as another name is believed no more, until somebody has looked at it.
"""

from __future__ import annotations

from dataclasses import replace

from backend.domain import operations as ops
from backend.domain.books import Books
from backend.domain.decisions import Decision, Raised
from backend.domain.holds import Hold, HoldScope
from backend.domain.reasons import Reason
from backend.domain.rules.hold import hold_document


def relabel(books: Books, operation: ops.Operation) -> Decision:
    """Hold the supplier's goods under the number that was on the label, and ask."""
    body = operation.body
    assert isinstance(body, ops.Relabel)
    hold = Hold(
        hold=f"{operation.op_id}:1",
        scope=HoldScope(part=body.part, supplier=body.supplier, lot=body.lot),
        reason="mislabelled",
        placed_by=operation.envelope.actor,
        placed_at=operation.occurred_at,
        operation=operation.op_id,
    )
    details = {
        "part": body.part, "actual": body.actual, "code": body.code, "lot": body.lot or "",
        "quantity": body.quantity, "supplier": body.supplier, "lpn": body.lpn,
        "hold": hold.hold,
    }  # fmt: skip
    raised = Raised(f"{operation.op_id}:label", "mislabelled", details=details)
    part = books.parts[body.part]
    other_name = body.code in part.aliases and body.code not in part.distrusted
    parts = (replace(part, distrusted=(*part.distrusted, body.code)),) if other_name else ()
    decision = Decision(
        holds=(hold,), parts=parts, raised=(raised,),
        documents=(hold_document(operation, hold, "hold"),),
    )  # fmt: skip
    return decision.but(Reason.MISLABELLED, part=body.part, actual=body.actual)
