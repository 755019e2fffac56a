# SPDX-License-Identifier: Apache-2.0
"""Pack short: units that the book has in a tote are not there (PA2).

The tote answers for them (`@unexplained`), which is somebody's question; their line is open again,
and where they were picked is counted.
"""

from __future__ import annotations

from dataclasses import replace

from backend.domain import operations as ops
from backend.domain.books import Books
from backend.domain.decisions import Decision, Raised
from backend.domain.reasons import Reason
from backend.domain.rules.count_task import doubted
from backend.domain.rules.owed_again import owed_again


def pack_short(books: Books, operation: ops.Operation) -> Decision:
    """Ask where they are, and for the line once more."""
    body = operation.body
    assert isinstance(body, ops.PackShort)
    missing = sum(line.quantity for line in body.lines)
    about = {
        "order": body.order, "holder": body.source, "part": body.lines[0].part,
        "quantity": missing, "why": body.reason,
        "lines": [{"part": line.part, "lot": line.lot or "", "quantity": line.quantity}
                  for line in body.lines],
    }  # fmt: skip
    raised = Raised(f"{operation.op_id}:missing", "pack_short", details=about)
    order = books.orders.get(body.order)
    part = body.lines[0].part
    counts = doubted(books, operation, body.location or "", "pack_short", part=part)
    decision = Decision(tasks=tuple(counts), raised=(raised,))
    if order is not None:
        changed, tasks = owed_again(books, order, body.source, body.lines)
        decision = replace(decision, orders=(changed,), tasks=(*tasks, *decision.tasks))
    return decision.but(Reason.SHORT, holder=body.source, quantity=missing)
