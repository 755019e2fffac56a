# SPDX-License-Identifier: Apache-2.0
"""Who picks an order now, and until when: a lease, and no lock (decision 020).

Asking again and every pick move its end on. What was told after it is kept all the same.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from backend.domain import operations as ops
from backend.domain.books import Books, Order

MINUTE_MS = 60_000
CLAIM_MS_MAX = 30 * MINUTE_MS
"""How long a claim without an end of its own held: those of older books."""


def taken_by_another(order: Order, operation: ops.Operation) -> bool:
    """Whether somebody else picks this order now."""
    by = order.details.get("by")
    if by is None or by["actor"] == operation.envelope.actor:
        return False
    return operation.occurred_at < ends(by)


def ends(by: dict[str, Any]) -> int:
    """When a lease is over."""
    until: int = by.get("until", by["at"] + CLAIM_MS_MAX)
    return until


def worked_on(books: Books, order: Order, operation: ops.Operation, along: bool = False) -> Order:
    """The order with who picks it and until when, unless somebody else does. What was taken along
    stays so: a pick on the way does not shorten it."""
    if taken_by_another(order, operation):
        return order
    minutes = books.policy["pick.along_minutes" if along else "pick.lease_minutes"]
    actor, at = operation.envelope.actor, operation.occurred_at
    before = order.details.get("by")
    mine = before if before is not None and before["actor"] == actor else None
    until = max(at + minutes * MINUTE_MS, ends(mine) if mine else 0)
    by = {
        "actor": actor, "at": max(at, mine["at"] if mine else 0), "until": until,
        "device": operation.device,
    }  # fmt: skip
    return replace(order, details={**order.details, "by": by})
