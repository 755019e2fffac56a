# SPDX-License-Identifier: Apache-2.0
"""Claim: who picks an order, so that others are offered other work. A lease, and no lock.

The first to ask has the order until a moment that the site sets; asking again and every pick move
that moment on. Whoever goes where no network is takes the work along, and has it for longer. A
device that was not heard of in time has lost it: what it tells later is kept, and what was picked
twice goes back (`put_back`).
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from backend.domain import operations as ops
from backend.domain.books import Books, Order
from backend.domain.decisions import Decision, declined
from backend.domain.reasons import Reason

MINUTE_MS = 60_000
CLAIM_MS_MAX = 30 * MINUTE_MS
"""How long a claim without an end of its own held: those of older books."""
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
    leased = worked_on(books, order, operation, body.along)
    return Decision(orders=(leased,), detail={"order": body.order})


def lease_release(books: Books, operation: ops.Operation) -> Decision:
    """A device is lost or was taken away: what it was picking is anybody's at once. That it may
    still hold some of it stays with the order (X2)."""
    body = operation.body
    assert isinstance(body, ops.LeaseRelease)
    leased = (books.orders[name] for name in body.orders if name in books.orders)
    freed = tuple(
        _freed(order, body.device) for order in leased
        if order.details.get("by", {}).get("device") == body.installation
    )  # fmt: skip
    if not freed:
        return declined(Reason.DECLINED_DONE, orders=sorted(body.orders))
    return Decision(orders=freed, detail={"orders": [order.order for order in freed]})


def _freed(order: Order, device: str) -> Order:
    by = order.details["by"]
    kept = {name: told for name, told in order.details.items() if name != "by"}
    left = {"device": device, "actor": by["actor"], "at": by["at"]}
    return replace(order, details={**kept, "left_on": left})


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
