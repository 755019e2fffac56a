# SPDX-License-Identifier: Apache-2.0
"""Work that the office gives out: counts by plan (CC1), orders by wave (PK1)."""

from __future__ import annotations

from dataclasses import replace

from backend.domain import operations as ops
from backend.domain.books import Books, Order, Task
from backend.domain.decisions import Decision, declined
from backend.domain.reasons import Reason
from backend.domain.rules.count_task import count_task, open_counts

_WAITS = frozenset({"open", "picking"})


def count_plan(books: Books, operation: ops.Operation) -> Decision:
    """A task for each place; one that waits there already is the one, with the new reason too."""
    body = operation.body
    assert isinstance(body, ops.CountPlan)
    known = [one for one in body.counts if one.location in books.locations]
    unknown = sorted({one.location for one in body.counts} - {one.location for one in known})
    if not known:
        return declined(Reason.DECLINED_UNKNOWN, locations=unknown)
    tasks: dict[str, Task] = {}
    for one in known:
        task = tasks.get(one.location) or next(open_counts(books, one.location), None)
        task = task or count_task(operation, one.location, one.why[0] if one.why else "spot")
        why = sorted({*task.details.get("why", ()), *one.why})
        tasks[one.location] = replace(task, details={**task.details, "why": why})
    return Decision(
        tasks=tuple(tasks.values()),
        detail={"counts": len(tasks), "unknown": unknown, "seed": body.seed},
    )


def wave_release(books: Books, operation: ops.Operation) -> Decision:
    """The orders of a wave may be picked; what is over, unknown or released before is named."""
    body = operation.body
    assert isinstance(body, ops.WaveRelease)
    waiting = [books.orders[name] for name in body.orders
               if name in books.orders and books.orders[name].state in _WAITS]  # fmt: skip
    released = tuple(_released(order, operation) for order in waiting if not is_released(order))
    left = sorted({*body.orders} - {order.order for order in released})
    if not released:
        return declined(Reason.DECLINED_DONE, orders=left)
    return Decision(orders=released, detail={"orders": len(released), "left": left})


def is_released(order: Order) -> bool:
    """Whether a wave let this order go; a site without waves does not ask."""
    return "released" in order.details


def _released(order: Order, operation: ops.Operation) -> Order:
    told = {"at": operation.occurred_at, "by": operation.envelope.actor}
    return replace(order, details={**order.details, "released": told})
