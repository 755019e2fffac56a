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
from backend.domain.rules import kit_parts
from backend.domain.rules.cut_off import missed
from backend.domain.rules.departed import after_departure
from backend.domain.rules.held import held_moves, raised_for
from backend.domain.rules.left_behind import loaded_after
from backend.domain.rules.order_goods import brought, misloaded, misplaced, owns
from backend.domain.rules.put_back import with_put_backs
from backend.domain.rules.shipment import on_board
from backend.domain.stock import plate_holder, plate_of


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
        decision = _too_late(order, operation, body)
    if not held:
        return decision
    return replace(
        decision.but(Reason.HELD, holds=[h.hold for _, holds in held for h in holds]),
        raised=(*decision.raised, *raised_for(operation, "packed_held", held, order=body.order)),
    )


def _into_carton(
    books: Books, order: Order, operation: ops.Operation, body: ops.Pack
) -> Decision:
    """The order with this carton; goods that are not the order's, and parts of a kit without the
    rest, are somebody's question."""
    packed = _with_carton(brought(order, body, operation.occurred_at), body.target)
    if body.size:
        sizes = {**packed.details.get("sizes", {}), plate_of(body.target): body.size}
        packed = replace(packed, details={**packed.details, "sizes": sizes})
    told = misplaced(books, order, operation, Decision(orders=(packed,)))
    parts = dict[str, int]()
    for line in body.lines:
        parts[line.part] = parts.get(line.part, 0) + line.quantity
    told = kit_parts.asked_about(operation, packed, parts, told)
    ended = kit_parts.whole(order, packed, packed=True)
    return missed(order, operation, replace(told, resolved=(*told.resolved, *ended)))


def _too_late(order: Order, operation: ops.Operation, body: ops.Pack) -> Decision:
    """The vehicle has left without these: they are to be put back from where they are now."""
    order, back = with_put_backs(brought(order, body, operation.occurred_at))
    left = Decision(orders=(order,), tasks=back)
    units = sum(line.quantity for line in body.lines)
    about = {"order": body.order, "holder": body.target, "quantity": units}
    return after_departure(left, operation, **about)


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
    if held:
        raised = raised_for(operation, "loaded_held", held, shipment=body.shipment)
        decision = replace(
            decision.but(Reason.HELD, holds=[h.hold for _, holds in held for h in holds]),
            raised=(*decision.raised, *raised),
        )
    if decision.reason is Reason.AFTER_DEPARTURE:
        return decision
    return _of_order(books, operation, body, decision)


def _aboard(
    books: Books, operation: ops.Operation, body: ops.Load, known: Shipment
) -> Decision:
    """The shipment with this carton. An order that has left joins no other vehicle."""
    order = books.orders.get(body.order or "")
    left = order is not None and order.state in OVER
    orders = {*known.orders, *([body.order] if body.order and not left else [])}
    planned = next((books.orders[o].door for o in sorted(orders) if o in books.orders), "")
    if body.carrier or known.carrier:
        planned = ""  # a courier stops at any door
    shipment = replace(
        known,
        door=planned or body.location,
        lpns=tuple(sorted({*known.lpns, body.lpn})),
        orders=tuple(sorted(orders)),
        carrier=body.carrier or known.carrier,
    )
    about = {"shipment": body.shipment, "order": body.order, "lpn": body.lpn}
    decision = Decision(shipments=(shipment,))
    if left:
        decision = after_departure(decision, operation, **about, holder=body.location)
    if planned in ("", body.location):
        return decision
    details = {**about, "holder": body.location, "wanted": planned, "why": body.reason or ""}
    raised = Raised(f"{operation.op_id}:door", "wrong_door", details=details)
    told = decision.but(Reason.WRONG_DOOR, location=body.location, wanted=planned)
    return replace(told, raised=(*decision.raised, raised))


def _of_order(
    books: Books, operation: ops.Operation, body: ops.Load, decision: Decision
) -> Decision:
    """The plate as its order's carton, also where that was picked straight into it; goods that no
    order waits for are somebody's question while they can still be taken off."""
    order = books.orders.get(body.order or "")
    if body.order and order is None:
        return decision  # an order that nobody told yet may have asked for it
    units = [(m.source, m.goods.part, m.quantity) for m in on_board(books, [body.lpn])]
    told = misloaded(books, order, operation, units, decision)
    holder = plate_holder(body.lpn)
    others = [one for one in books.orders.values() if one is not order]
    if order is None:
        return told
    order, answered = loaded_after(order, body.lpn, operation.occurred_at)
    told = replace(told, resolved=answered)
    if told.raised != decision.raised or any(owns(one, holder) for one in others):
        return replace(told, orders=(order,)) if answered else told
    order = _with_carton(order, holder)
    parts = {part: quantity for _, part, quantity in units}
    return kit_parts.asked_about(operation, order, parts, replace(told, orders=(order,)))
