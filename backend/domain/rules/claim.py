# SPDX-License-Identifier: Apache-2.0
"""Claim: who picks an order, so that others are offered other work. A lease, and no lock.

The first to ask has the order until a moment that the site sets; asking again and every pick move
that moment on. Whoever goes where no network is takes the work along, and has it for longer. A
device that was not heard of in time has lost it: what it tells later is kept, and what was picked
twice goes back (`put_back`).
"""

from __future__ import annotations

from dataclasses import replace

from backend.domain import operations as ops
from backend.domain.books import Books, Order
from backend.domain.decisions import Decision, declined
from backend.domain.reasons import Reason
from backend.domain.rules.lease import taken_by_another, worked_on
from backend.domain.rules.walk import outdated, tasks_to_walk, with_walk

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
    if outdated(books, operation):
        tasks = tasks_to_walk(books, body.order, body.tour)
        leased = with_walk(books, leased, tasks, body.tour)
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
