# SPDX-License-Identifier: Apache-2.0
"""Whose goods are in a plate: what was picked for an order goes with it from tote to carton.

A tote serves one order after the other, so neither its number nor an earlier pick names the order
of what is in it now. Each order keeps what was told to be brought for it, plate by plate.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from backend.domain import operations as ops
from backend.domain.books import OVER, Books, Order
from backend.domain.decisions import Decision, Raised
from backend.domain.reasons import Reason
from backend.domain.rules.serving import asked_for

Claims = dict[str, dict[str, dict[str, int]]]
"""By holder and part: how many units, and when the latest were brought."""


def claimed(order: Order, holder: str, part: str) -> int:
    """Units of a part that were brought into a plate for this order."""
    goods: Claims = order.details.get("goods", {})
    return goods.get(holder, {}).get(part, {}).get("quantity", 0)


def put_back(order: Order, body: ops.Undo, at: int) -> Order:
    """The order with these units back where they came from: its own in the tote that they were
    packed from, nobody's where they were picked."""
    moved = brought(order, ops.Pack(order.order, body.source, body.target or "", body.lines), at)
    if body.verb != "pick":
        return moved
    goods = dict(moved.details["goods"])
    goods.pop(body.target, None)  # it is stock that stands there, on a plate too
    return replace(moved, details={**moved.details, "goods": goods})


def brought(order: Order, body: ops.Pick | ops.Pack | ops.Transfer, at: int) -> Order:
    """The order with these units in the target, and no longer in the source."""
    goods: Claims = {h: dict(parts) for h, parts in order.details.get("goods", {}).items()}
    for line in body.lines:
        there = goods.setdefault(body.target, {})
        before = there.get(line.part, {"quantity": 0, "at": at})
        there[line.part] = {"quantity": before["quantity"] + line.quantity,
                            "at": max(before["at"], at)}  # fmt: skip
        left = goods.get(body.source, {})
        if line.part in left:
            rest = left[line.part]["quantity"] - line.quantity
            left[line.part] = {**left[line.part], "quantity": rest}
            if rest <= 0:
                del left[line.part]
    kept = {holder: parts for holder, parts in goods.items() if parts}
    return replace(order, details={**order.details, "goods": kept})


def given_up(order: Order, holder: str, part: str, quantity: int) -> Order:
    """The order without a claim on so many units of a plate."""
    goods: Claims = {name: dict(parts) for name, parts in order.details.get("goods", {}).items()}
    known = goods.get(holder, {}).get(part)
    if known is None:
        return order
    goods[holder][part] = {**known, "quantity": known["quantity"] - quantity}
    kept = {name: {p: n for p, n in parts.items() if n["quantity"] > 0}
            for name, parts in goods.items()}  # fmt: skip
    kept = {name: parts for name, parts in kept.items() if parts}
    return replace(order, details={**order.details, "goods": kept})


def misplaced(books: Books, order: Order, operation: ops.Operation, decision: Decision) -> Decision:
    """The decision on a pack, with a question for each part that is not this order's."""
    body = operation.body
    assert isinstance(body, ops.Pack)
    for part in sorted({line.part for line in body.lines}):
        taken = sum(line.quantity for line in body.lines if line.part == part)
        about = {"order": order.order, "part": part, "quantity": taken, "holder": body.target}
        owners = _others(books, order, body.source, part, taken)
        if owners:
            about["wanted"] = owners[0]
            decision = _said(decision, operation, Reason.PACKED_FOREIGN, about)
        elif surplus := min(_surplus(order, body, part, taken), taken):
            about["quantity"] = surplus
            decision = _said(decision, operation, Reason.PACKED_UNASKED, about)
    return decision


def in_cartons(order: Order, part: str, *more: str) -> int:
    """Units of a part in the cartons of an order, those that left and these plates too."""
    details = order.details
    cartons = {*details.get("cartons", []), *details.get("gone", []), *more}
    return sum(claimed(order, carton, part) for carton in cartons)


def _others(books: Books, order: Order, source: str, part: str, taken: int) -> list[str]:
    """Orders for which these were picked; none where this order brought as many itself."""
    if claimed(order, source, part) >= taken:
        return []
    return sorted(
        other.order
        for other in books.orders.values()
        if other.order != order.order and claimed(other, source, part)
    )


def _surplus(order: Order, body: ops.Pack, part: str, taken: int) -> int:
    """Units beyond what the order asks for, with those in its cartons already."""
    asked = asked_for(order).get(part, 0)
    cartons = {*order.details.get("cartons", []), body.target} - {body.source}
    packed = sum(claimed(order, carton, part) for carton in cartons)
    return max(packed + taken - asked, 0)


def _said(
    decision: Decision, operation: ops.Operation, reason: Reason, about: dict[str, object]
) -> Decision:
    raised = Raised(f"{operation.op_id}:{reason}:{about['part']}", str(reason), details=about)
    return replace(decision.but(reason, **about), raised=(*decision.raised, raised))


Units = Iterable[tuple[str, str, int]]
"""(holder, part, how many) of what stands in plates."""


def owns(order: Order, holder: str, part: str = "") -> bool:
    """Whether this plate is the order's: its carton, or one that such goods were brought into."""
    goods: Claims = order.details.get("goods", {})
    return holder in order.details.get("cartons", []) or bool(
        claimed(order, holder, part) if part else goods.get(holder)
    )


def misloaded(
    books: Books, named: Order | None, operation: ops.Operation, units: Units, decision: Decision
) -> Decision:
    """The decision on a load, with a question for goods that no order which still waits had
    brought there, beyond what the order that is named lacks."""
    body = operation.body
    assert isinstance(body, ops.Load)
    waiting = [order for order in books.orders.values() if order.state not in OVER]
    loose = [(holder, part, quantity) for holder, part, quantity in units
             if not any(owns(order, holder, part) for order in waiting)]  # fmt: skip
    about: dict[str, object] = {"shipment": body.shipment, "lpn": body.lpn}
    about |= {"order": named.order} if named else {}
    for holder, part, surplus in _beyond(_lacking(named), loose):
        more = {**about, "part": part, "quantity": surplus, "holder": holder}
        decision = _said(decision, operation, Reason.LOADED_UNASKED, more)
    return decision


def _lacking(order: Order | None) -> dict[str, int]:
    """Units of each part that an order asks for and that are in none of its cartons."""
    if order is None:
        return {}
    left = asked_for(order)
    for carton in order.details.get("cartons", []):
        for part in left:
            left[part] -= claimed(order, carton, part)
    return left


def unasked_aboard(orders: Iterable[Order], units: Units) -> Iterator[tuple[str, str, int]]:
    """(holder, part, units) on board beyond what the orders on the vehicle ask for together."""
    left: dict[str, int] = {}
    for part, quantity in (one for order in orders for one in asked_for(order).items()):
        left[part] = left.get(part, 0) + quantity
    return _beyond(left, units)


def _beyond(left: dict[str, int], units: Units) -> Iterator[tuple[str, str, int]]:
    """What of these units is more than is left to be asked for, part by part."""
    for holder, part, quantity in units:
        lacks = max(left.get(part, 0), 0)
        left[part] = max(lacks - quantity, 0)
        if quantity > lacks:
            yield holder, part, quantity - lacks
