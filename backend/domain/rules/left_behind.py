# SPDX-License-Identifier: Apache-2.0
"""Left behind: a carton that does not go with its vehicle, and waits for the next one (SH2, SH4).

Told by a person who sees that the truck is full, or found at departure. The carton stands where it
stood; its order is not over while goods of it are here, so that the next vehicle may take them. A
question to the desk ends when the carton is loaded.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from backend.domain import operations as ops
from backend.domain.books import OVER, Books, Order
from backend.domain.decisions import Decision, Raised
from backend.domain.locations import Role
from backend.domain.reasons import Reason
from backend.domain.rules.departed import after_departure
from backend.domain.stock import plate_holder

Left = dict[str, dict[str, Any]]
"""By plate: why it stayed, what it is for next, when that was said, and the question's id."""


def left_behind(books: Books, operation: ops.Operation) -> Decision:
    """The order keeps which carton waits and why; somebody at the desk sees to the next vehicle."""
    body = operation.body
    assert isinstance(body, ops.LeftBehind)
    order = books.orders.get(body.order)
    if order is None:
        return Decision().but(Reason.ORDER_UNKNOWN, order=body.order)
    holder = plate_holder(body.lpn)
    if order.state in OVER:
        return after_departure(Decision(), operation, order=body.order, holder=holder)
    if _loaded_since(books, operation, holder):
        return Decision()
    question = f"{operation.op_id}:left"
    raised = _asked(question, body.lpn, order, body.reason, body.route, body.shipment)
    before = _left(order).get(body.lpn)
    return Decision(
        orders=(with_left(order, body.lpn, body.reason, operation.occurred_at, question),),
        raised=(raised,),
        resolved=(before["question"],) if before else (),
    )


def _loaded_since(books: Books, operation: ops.Operation, holder: str) -> bool:
    place = books.place_of(holder)
    seen = books.plates[holder.removeprefix("lpn:")].seen if place else None
    return bool(
        place and place.role is Role.DOOR and seen and seen.witness.moment > operation.moment
    )


def with_left(order: Order, lpn: str, reason: str, at: int, question: str) -> Order:
    """The order with a carton that waits for another vehicle."""
    told = {"reason": reason, "at": at, "question": question}
    return replace(order, details={**order.details, "left": {**_left(order), lpn: told}})


def loaded_after(order: Order, lpn: str, at: int) -> tuple[Order, tuple[str, ...]]:
    """The order with this carton on a vehicle, and the question that this answers."""
    told = _left(order).get(lpn)
    if told is None or told["at"] > at:
        return order, ()
    left = {name: one for name, one in _left(order).items() if name != lpn}
    return replace(order, details={**order.details, "left": left}), (told["question"],)


def staying(books: Books, order: Order, aboard: Iterable[str]) -> list[str]:
    """Cartons of an order that hold goods and are not on this vehicle."""
    gone = set(aboard)
    return [
        carton for carton in order.details.get("cartons", [])
        if carton not in gone and any(True for _ in books.content(carton))
    ]  # fmt: skip


def stays(
    books: Books, operation: ops.Operation, order: Order, aboard: set[str], cartons: list[str]
) -> tuple[Order, list[Raised]]:
    """The order that waits for its other cartons, and a question for each of which nobody said
    that it stays. What stands at another door is on another vehicle."""
    kept = [one for one in order.details.get("cartons", []) if one not in aboard]
    gone = [*order.details.get("gone", []), *sorted(aboard & set(order.details["cartons"]))]
    order = replace(order, details={**order.details, "cartons": kept, "gone": gone})
    asked = []
    for carton in cartons:
        lpn, place = carton.removeprefix("lpn:"), books.place_of(carton)
        if lpn in _left(order) or (place is not None and place.role is Role.DOOR):
            continue
        question = f"{operation.op_id}:left:{lpn}"
        order = with_left(order, lpn, "not_loaded", operation.occurred_at, question)
        shipment = getattr(operation.body, "shipment", None)
        asked.append(_asked(question, lpn, order, "not_loaded", None, shipment))
    return order, asked


def _left(order: Order) -> Left:
    left: Left = order.details.get("left", {})
    return left


def _asked(
    question: str, lpn: str, order: Order, reason: str, route: str | None, shipment: str | None
) -> Raised:
    details = {
        "order": order.order, "customer": order.name or order.customer, "lpn": lpn,
        "holder": plate_holder(lpn), "why": reason,
        **({"route": route} if route else {}), **({"shipment": shipment} if shipment else {}),
    }  # fmt: skip
    return Raised(question, "left_behind", details=details)

