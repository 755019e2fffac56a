# SPDX-License-Identifier: Apache-2.0
"""Pack and load: into a carton, onto the vehicle. Held goods are seen here a last time (PA4).

Both are facts; what is held stays held and stops the shipment. What is told after the vehicle
left stays where it was told to be, never changes what was confirmed, and is somebody's question.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from backend.domain import operations as ops
from backend.domain.books import OVER, Books, Order, Shipment
from backend.domain.decisions import Decision, Raised
from backend.domain.holds import Hold
from backend.domain.ledger import Move
from backend.domain.reasons import Reason
from backend.domain.rules.departed import after_departure
from backend.domain.rules.held import held_moves, raised_for
from backend.domain.rules.order_goods import brought, misplaced
from backend.domain.stock import plate_holder


def pack(books: Books, operation: ops.Operation) -> Decision:
    """From the tote into the carton."""
    body = operation.body
    assert isinstance(body, ops.Pack)
    held = _held(books, operation.told.moves)
    decision = Decision()
    order = books.orders.get(body.order)
    if order is None:
        decision = decision.but(Reason.ORDER_UNKNOWN, order=body.order)
    elif order.state in {"open", "picking", "picked"}:
        decision = _into_carton(books, order, operation, body)
    elif order.state in OVER:
        decision = after_departure(decision, operation, order=body.order, holder=body.target)
    if not held:
        return decision
    return replace(
        decision.but(Reason.HELD, holds=[h.hold for _, holds in held for h in holds]),
        raised=(*decision.raised, *raised_for(operation, "packed_held", held, order=body.order)),
    )


def _into_carton(
    books: Books, order: Order, operation: ops.Operation, body: ops.Pack
) -> Decision:
    """The order with this carton; goods that are not the order's are somebody's question."""
    packed = _with_carton(brought(order, body, operation.occurred_at), body.target)
    return misplaced(books, order, operation, Decision(orders=(packed,)))


def _with_carton(order: Order, holder: str) -> Order:
    cartons = sorted({*order.details.get("cartons", []), holder})
    return replace(order, details={**order.details, "cartons": cartons})


def _held(books: Books, moves: Iterable[Move]) -> list[tuple[Move, tuple[Hold, ...]]]:
    """Moves of held goods, and of free ones into a carton in which a hold takes them."""
    found = (
        (move, books.covering(move.source, move.goods) or books.covering(move.target, move.goods))
        for move in moves
    )
    return [(move, holds) for move, holds in found if holds]


def load(books: Books, operation: ops.Operation) -> Decision:
    """A carton onto the vehicle at a door."""
    body = operation.body
    assert isinstance(body, ops.Load)
    carton = plate_holder(body.lpn)
    moves = [Move(g, 1 if g.serial else n, carton, body.location) for g, n in books.content(carton)]
    known = books.shipments.get(body.shipment) or Shipment(body.shipment)
    about = {"shipment": body.shipment, "order": body.order, "lpn": body.lpn}
    if known.state == "confirmed":
        decision = after_departure(Decision(), operation, **about, holder=body.location)
    else:
        decision = _aboard(books, operation, body, known)
    held = held_moves(books, moves)
    if not held:
        return decision
    raised = raised_for(operation, "loaded_held", held, shipment=body.shipment)
    return replace(
        decision.but(Reason.HELD, holds=[h.hold for _, holds in held for h in holds]),
        raised=(*decision.raised, *raised),
    )


def _aboard(
    books: Books, operation: ops.Operation, body: ops.Load, known: Shipment
) -> Decision:
    """The shipment with this carton; a door that is not the planned one is said."""
    orders = {*known.orders, *([body.order] if body.order else [])}
    planned = next((books.orders[o].door for o in sorted(orders) if o in books.orders), "")
    shipment = replace(
        known,
        door=planned or body.location,
        lpns=tuple(sorted({*known.lpns, body.lpn})),
        orders=tuple(sorted(orders)),
    )
    order = books.orders.get(body.order or "")
    direct = order is not None and plate_holder(body.lpn) in order.details.get("goods", {})
    decision = Decision(shipments=(shipment,))
    if order is not None and direct:  # picked straight into what it travels in
        decision = replace(decision, orders=(_with_carton(order, plate_holder(body.lpn)),))
    if planned in ("", body.location):
        return decision
    details = {"shipment": body.shipment, "order": body.order, "lpn": body.lpn,
               "holder": body.location, "wanted": planned, "why": body.reason or ""}  # fmt: skip
    raised = Raised(f"{operation.op_id}:door", "wrong_door", details=details)
    told = decision.but(Reason.WRONG_DOOR, location=body.location, wanted=planned)
    return replace(told, raised=(raised,))
