# SPDX-License-Identifier: Apache-2.0
"""Shipment: the vehicle leaves with what was loaded. A request: it may be declined.

H1  Nothing that a hold covers leaves the site. This is the only operation that takes goods to
    `@customer`, it is judged online, and it looks at every unit on board.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from backend.domain import operations as ops
from backend.domain.books import OVER, Books, Order, Shipment, Task
from backend.domain.decisions import Decision, Document, Raised, declined
from backend.domain.documents import document, stock_line
from backend.domain.effects import Effects
from backend.domain.ledger import Move
from backend.domain.locations import Role
from backend.domain.reasons import Reason
from backend.domain.records import Kind
from backend.domain.reverse.cores import exposure_minor
from backend.domain.rules.held import roots
from backend.domain.rules.left_behind import staying, stays
from backend.domain.rules.order_goods import unasked_aboard
from backend.domain.rules.pick import pick_task
from backend.domain.rules.put_back import with_put_backs
from backend.domain.rules.returns_rows import deposit_from
from backend.domain.rules.serving import line_of
from backend.domain.stock import CUSTOMER, plate_holder

Told = dict[str, list[tuple[Move, bool]]]
"""What leaves, by the order that it is told with; and whether it was packed for that order."""


def shipment(books: Books, operation: ops.Operation) -> Decision:
    """Confirm what is on board, or say why the vehicle may not leave."""
    body = operation.body
    assert isinstance(body, ops.ConfirmShipment)
    known = books.shipments.get(body.shipment)
    if known is None or not known.lpns:
        return declined(Reason.DECLINED_NOT_LOADED, shipment=body.shipment)
    if known.state == "confirmed":
        return declined(Reason.DECLINED_DONE, shipment=body.shipment)
    missing = [order for order in body.orders if order not in known.orders]
    if missing:
        return declined(Reason.DECLINED_NOT_LOADED, orders=missing)
    moves = on_board(books, _aboard(books, known))
    held = [(move, books.covering(move.source, move.goods)) for move in moves]
    stopped = [(move, holds) for move, holds in held if holds]
    if stopped:
        return _stopped(operation, body, stopped)
    if not moves:
        return declined(Reason.DECLINED_NOT_LOADED, shipment=body.shipment)
    told = _by_order(books, known, moves)
    lacks = papers(books, body, [books.orders[name] for name in told if name in books.orders])
    if lacks:
        return declined(Reason.DECLINED_PAPERS, shipment=body.shipment, fields=lacks)
    return _gone(books, operation, known, moves, told)


def papers(
    books: Books, body: ops.ConfirmShipment, orders: Iterable[Order]
) -> list[str]:
    """What has to be said at departure and is not: what the site wants of every vehicle, and of
    goods that somebody comes for, who that is and how that is known (SH3, SH6)."""
    wanted = [name for name in ("seal", "signature") if books.policy[f"load.{name}"]]
    came = any(order.pickup for order in orders)
    lacks = [name for name in wanted if not getattr(body, name) and not came]
    if came and not body.taken_by:
        lacks.append("taken_by")
    if came and not (body.document or body.signature):
        lacks.append("document")
    return lacks


def _gone(
    books: Books, operation: ops.Operation, known: Shipment, moves: list[Move], told: Told
) -> Decision:
    """The vehicle has left, with what was said of it at the door."""
    body = operation.body
    assert isinstance(body, ops.ConfirmShipment)
    sent = replace(
        known, state="confirmed", seal=body.seal or "", taken_by=body.taken_by or "",
        document=body.document or "", signature=body.signature or "", **_collects(books, body),
    )  # fmt: skip
    aboard = {move.source for move in moves} | {plate_holder(lpn) for lpn in _aboard(books, known)}
    orders, left = _shipped(books, operation, told, aboard)
    kept = [with_put_backs(one) if one.state in OVER else (one, ()) for one in orders]
    orders = tuple(one for one, _ in kept)
    gone = Decision(
        effects=Effects(moves=tuple(moves)),
        shipments=(sent,),
        orders=orders,
        tasks=(
            *_no_longer(books, [one.order for one in orders if one.state in OVER]),
            *(task for _, back in kept for task in back),
        ),
        documents=tuple(_documents(books, operation, told)),
        detail={"shipment": body.shipment, "units": sum(move.quantity for move in moves)},
    )
    raised = _unasked(books, operation, known.orders, told)
    return replace(gone, raised=(*raised, *left))


def _collects(books: Books, body: ops.ConfirmShipment) -> dict[str, Any]:
    """Deposits whose cores are expected back with this vehicle, and what is at stake (SH8). They
    stay open until a core comes: one that was paid back or kept meanwhile is expected no more."""
    found = {key: books.records.get((Kind.DEPOSIT, key)) for key in dict.fromkeys(body.collect)}
    owed = {
        key: replace(deposit_from(one.body), state="open")
        for key, one in found.items() if one is not None and one.body["state"] == "open"
    }  # fmt: skip
    return {"collect": tuple(owed), "exposure_minor": exposure_minor(owed.values())}


def _unasked(
    books: Books, operation: ops.Operation, names: Sequence[str], told: Told
) -> Iterable[Raised]:
    """What left though no order on the vehicle asks for it: somebody has to get it back."""
    assert isinstance(operation.body, ops.ConfirmShipment)
    orders = [books.orders[name] for name in names if name in books.orders]
    if len(orders) < len(names):
        return  # an order that nobody told yet may have asked for it
    aboard = sorted((one for mine in told.values() for one in mine), key=lambda one: not one[1])
    units = [(move.source, move.goods.part, move.quantity) for move, _ in aboard]
    for n, (holder, part, surplus) in enumerate(unasked_aboard(orders, units)):
        about = {"shipment": operation.body.shipment, "part": part, "quantity": surplus,
                 "holder": holder, **({"order": orders[0].order} if orders else {})}  # fmt: skip
        yield Raised(f"{operation.op_id}:unasked:{n}", "shipped_unasked", details=about)


def _aboard(books: Books, known: Shipment) -> list[str]:
    """Plates of the shipment that still stand at a door: what was taken off stays here."""
    return [
        lpn
        for lpn in known.lpns
        if (place := books.place_of(plate_holder(lpn))) is not None
        and (place.role is Role.DOOR or place.location == known.door)
    ]


def on_board(books: Books, lpns: Iterable[str]) -> list[Move]:
    """Everything in these plates and in plates inside them, on its way to the customer."""
    moves: list[Move] = []
    waiting, seen = list(lpns), set(lpns)
    while waiting:
        holder = plate_holder(waiting.pop())
        for goods, quantity in books.content(holder):
            moves.append(Move(goods, quantity, holder, CUSTOMER))
        for plate in books.standing_in(holder):
            if plate.lpn not in seen:
                seen.add(plate.lpn)
                waiting.append(plate.lpn)
    return sorted(moves, key=lambda move: (move.source, move.goods))


def _stopped(
    operation: ops.Operation, body: ops.ConfirmShipment, stopped: list[tuple[Move, Any]]
) -> Decision:
    units = [
        {
            "part": move.goods.part,
            "serial": move.goods.serial,
            "lot": move.goods.lot,
            "holder": move.source,
            "holds": roots(holds),
        }
        for move, holds in stopped
    ]
    raised = Raised(
        f"{operation.op_id}:stopped",
        "shipment_stopped",
        details={"shipment": body.shipment, "units": units, **units[0]},
    )
    decision = declined(Reason.DECLINED_HELD, shipment=body.shipment, units=units)
    return replace(decision, raised=(raised,))


def _shipped(
    books: Books, operation: ops.Operation, names: Iterable[str], aboard: set[str]
) -> tuple[tuple[Order, ...], list[Raised]]:
    """Orders that left; one of which goods stay here goes on with the next vehicle (SH2)."""
    found, asked = [], list[Raised]()
    for name in names:
        order = books.orders.get(name)
        if order is None:
            continue
        if cartons := staying(books, order, aboard):
            order, more = stays(books, operation, order, aboard, cartons)
            asked += more
        else:
            full = all(line.picked >= line.requested for line in order.lines)
            order = replace(order, state="shipped" if full else "short_shipped")
        found.append(order)
    return tuple(found), asked


def _no_longer(books: Books, orders: Iterable[str]) -> Iterable[Task]:
    """Picks that nobody makes any more: the vehicle left short, and the line keeps the demand."""
    wanted = {pick_task(name, line.line) for name in orders if name in books.orders
              for line in books.orders[name].lines}  # fmt: skip
    for name in sorted(wanted & books.tasks.keys()):
        task = books.tasks[name]
        if task.state == "open":
            yield replace(task, state="cancelled")


def _by_order(books: Books, known: Shipment, moves: list[Move]) -> Told:
    """What leaves, by order.

    A carton belongs to the order it was packed for; what belongs to none of them is told with the
    first, or with the vehicle, or it would leave without a word. An order of which no carton is on
    board has not left; one whose carton seems empty has, as its pack may be told later.
    """
    sources = {m.source for m in moves} | {plate_holder(lpn) for lpn in _aboard(books, known)}
    owner = {
        carton: name
        for name in known.orders if name in books.orders
        for carton in books.orders[name].details.get("cartons", []) if carton in sources
    }  # fmt: skip
    leaving = [o for o in known.orders if o not in books.orders or o in owner.values()]
    first = leaving[0] if leaving else known.shipment
    told: Told = {name: [] for name in leaving}
    for move in moves:
        told.setdefault(owner.get(move.source, first), []).append((move, move.source in owner))
    return told


def _documents(books: Books, operation: ops.Operation, told: Told) -> Iterable[Document]:
    """One advice for each order that leaves; what was packed for no order is no line of it."""
    assert isinstance(operation.body, ops.ConfirmShipment)
    for name, mine in told.items():
        if not mine:
            continue  # an advice without lines says nothing
        order = books.orders.get(name)
        yield document(
            operation,
            "shipment_advice",
            f"shipment_advice:{name}",
            shipment=operation.body.shipment,
            order=name,
            ship_to=order.customer if order else None,
            lines=[_line(books, order if own else None, move) for move, own in mine],
        )


def _line(books: Books, order: Order | None, move: Move) -> dict[str, Any]:
    asked = line_of(order, move.goods.part) if order else None
    return stock_line(
        books,
        move.goods,
        move.quantity,
        lpn=move.source.removeprefix("lpn:"),
        order_line=asked.line if asked else None,
        ordered=asked.requested if asked else None,
        vin=(asked.vin or None) if asked else None,
    )
