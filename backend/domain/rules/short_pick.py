# SPDX-License-Identifier: Apache-2.0
"""Short pick: fewer found than asked, said by the picker (PK4, PK5). Moves nothing.

The line stays open, the place gets a count (that of the plate that it was picked from), and a
short emergency order is somebody's business.
"""

from __future__ import annotations

from dataclasses import replace

from backend.domain import operations as ops
from backend.domain.books import Books
from backend.domain.decisions import Decision, Raised
from backend.domain.reasons import Reason
from backend.domain.rules.count_task import doubted
from backend.domain.rules.pick import pick_task


def short_pick(books: Books, operation: ops.Operation) -> Decision:
    """Ask for a count of the place and look for another source."""
    body = operation.body
    assert isinstance(body, ops.ShortPick)
    order = books.orders.get(body.order)
    tasks = list(doubted(books, operation, body.source, "short_pick", part=body.part))
    task = books.tasks.get(pick_task(body.order, body.line))
    if task is not None and task.state == "open":
        tasks.append(replace(task, details={**task.details, "source": None, "location": None}))
    raised = Raised(
        f"{operation.op_id}:short",
        "short_pick",
        details={
            "order": body.order,
            "line": body.line,
            "part": body.part,
            "holder": body.source,
            "asked": body.asked,
            "found": body.found,
            "why": body.reason,
            "priority": order.priority if order else "STOCK",
        },
    )
    decision = Decision(tasks=tuple(tasks), raised=(raised,))
    return decision.but(Reason.SHORT, asked=body.asked, found=body.found)
