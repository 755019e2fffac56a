# SPDX-License-Identifier: Apache-2.0
"""Claim: who picks an order, so that others are offered other work. A request, and no lock.

The first to ask has the order, until nothing of theirs was heard of it for a while. A device
without network picks unasked; what was then picked twice is said (`overpicked`).
"""

from __future__ import annotations

from dataclasses import replace

from backend.domain import operations as ops
from backend.domain.books import Books, Order
from backend.domain.decisions import Decision, declined
from backend.domain.reasons import Reason

CLAIM_MS_MAX = 30 * 60_000
"""A claim that nobody picked under for so long is over: a walk through the whole floor, and a
break."""
CLAIMABLE = frozenset({"open", "picking"})


def claim(books: Books, operation: ops.Operation) -> Decision:
    """The order with who picks it, or no: it is over, or another person has it."""
    body = operation.body
    assert isinstance(body, ops.Claim)
    order = books.orders.get(body.order)
    if order is None:
        return declined(Reason.DECLINED_UNKNOWN, order=body.order)
    if order.state not in CLAIMABLE:
        return declined(Reason.DECLINED_DONE, order=body.order)
    if taken_by_another(order, operation):
        by = order.details["by"]["actor"]
        return declined(Reason.DECLINED_TAKEN, order=body.order, by=by)
    return Decision(orders=(worked_on(order, operation),), detail={"order": body.order})


def taken_by_another(order: Order, operation: ops.Operation) -> bool:
    """Whether somebody else picks this order now."""
    by = order.details.get("by")
    if by is None or by["actor"] == operation.envelope.actor:
        return False
    return bool(operation.occurred_at - by["at"] < CLAIM_MS_MAX)


def worked_on(order: Order, operation: ops.Operation) -> Order:
    """The order with who picks it, unless somebody else does."""
    if taken_by_another(order, operation):
        return order
    by = {"actor": operation.envelope.actor, "at": operation.occurred_at}
    return replace(order, details={**order.details, "by": by})
