# SPDX-License-Identifier: Apache-2.0
"""Undo: a person put back what an earlier operation moved, and says which one (flows, rule 5).

A compensating fact: what was told stays told, and this moves the goods back at its own moment.
It is free until the next hand-over; after it (put away, loaded, gone) the fact stands, and a
supervisor is asked (`undone_late`). Undone twice is undone once: the earliest by its moment
counts, the other is taken back at its own. An undo may come before its operation: that one then
moves its goods and changes nothing else (`undone_before`). So no order of arrival changes the books
(docs/decisions/013).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from backend.domain import operations as ops
from backend.domain.books import OVER, Books, Order, Shipment, Task, Undone
from backend.domain.decisions import Decision, Raised
from backend.domain.effects import Effects, TakenBack
from backend.domain.ledger import Move, Witness
from backend.domain.locations import PASSING_ROLES, Role
from backend.domain.reasons import Reason
from backend.domain.rules.held import inside
from backend.domain.rules.order_goods import claimed, put_back
from backend.domain.rules.pick import order_line, tasks_of_line, with_line
from backend.domain.rules.put_back import with_put_backs
from backend.domain.rules.serving import without_given
from backend.domain.rules.undo_receipt import arrived_undone, receipt_undone
from backend.domain.stock import is_plate, is_virtual, plate_holder, plate_of

STANDS_MAX = 6
"""Places that a question names."""


def undo(books: Books, operation: ops.Operation) -> Decision:
    """Move back what was moved, once, and give back what it had changed."""
    body = operation.body
    assert isinstance(body, ops.Undo)
    before = books.undone.get(body.undoes, ())
    this = Undone(_witness(operation), operation.told.moves)
    kept = {body.undoes: (*before, this)}
    if before:
        return Decision(effects=_once(operation.told, before, this), undone=kept)
    known = body.undoes in books.known_operations - books.voided
    if body.verb == "receipt":
        decision = receipt_undone(books, operation, known)
    else:
        given_back = _GIVEN_BACK[body.verb]
        decision = given_back(books, body, operation.occurred_at) if known else Decision()
    decision = replace(decision, undone=kept)
    if not known:
        return decision.but(Reason.UNDONE_UNTOLD, operation=body.undoes)
    return _late(books, operation, decision) if handed_over(books, operation) else decision


def undone_before(books: Books, operation: ops.Operation) -> Decision | None:
    """Of an operation that was undone before it was told: its goods moved, and that is all."""
    if operation.op_id not in books.undone:
        return None
    if isinstance(operation.body, ops.Receipt):
        return arrived_undone(books, operation)
    return Decision(detail={"undone": True})


def handed_over(books: Books, operation: ops.Operation) -> bool:
    """Whether the goods had gone on before they were put back, as far as the book knows."""
    body = operation.body
    assert isinstance(body, ops.Undo)
    order, sent = books.orders.get(body.order or ""), books.shipments.get(body.shipment or "")
    if (order and order.state in OVER) or (sent and sent.state == "confirmed"):
        return True
    if any(_left(books, move) for move in operation.told.moves):
        return True
    place = books.place_of(body.source)
    match body.verb:
        case "receipt":
            return place is not None and place.role not in PASSING_ROLES
        case "pack":
            return place is not None and place.role is Role.DOOR
        case _:
            plate = books.plates.get(body.lpn or "")
            return bool(plate and plate.seen and plate.seen.holder != body.source)


def _left(books: Books, move: Move) -> bool:
    return not is_virtual(move.source) and books.balance(move.source, move.goods) < move.quantity


def _late(books: Books, operation: ops.Operation, decision: Decision) -> Decision:
    body = operation.body
    assert isinstance(body, ops.Undo)
    first = body.lines[0] if body.lines else None
    about = {
        "verb": body.verb, "undoes": body.undoes, "holder": body.target or body.source,
        "lpn": body.lpn, "order": body.order, "shipment": body.shipment,
        "part": first.part if first else None, "quantity": first.quantity if first else None,
        "lot": first.lot if first else None,
    }  # fmt: skip
    details: dict[str, object] = {k: value for k, value in about.items() if value is not None}
    if body.verb == "receipt" and first is not None:
        details["stands"] = _elsewhere(books, first)
    raised = Raised(late_question(operation.op_id), "undone_late", details=details)
    told = decision.but(Reason.UNDONE_LATE, operation=body.undoes)
    return replace(told, raised=(*decision.raised, raised))


def _elsewhere(books: Books, line: ops.Line) -> list[dict[str, object]]:
    """Where the book has goods of this kind, for whoever takes them out of it: most first."""
    there: dict[str, int] = {}
    for key, quantity in books.quants.items():
        alike = (key.goods.part, key.goods.lot) == (line.part, line.lot or "")
        if alike and quantity > 0 and not key.goods.serial and not is_virtual(key.holder):
            there[key.holder] = quantity
    most = sorted(there, key=lambda holder: (-there[holder], holder))[:STANDS_MAX]
    return [{"holder": holder, "quantity": there[holder]} for holder in most]


def late_question(op_id: str) -> str:
    """The question about an undo that came too late; a correction that names the undo ends it."""
    return f"{op_id}:undone_late"


def _witness(operation: ops.Operation) -> Witness:
    return Witness(operation.moment, operation.device, operation.error_ms)


def _once(told: Effects, before: tuple[Undone, ...], this: Undone) -> Effects:
    """The earliest telling counts. Whoever is later than it by moment is taken back."""
    first = min(before, key=lambda one: one.witness.moment)
    late = this if this.witness.moment > first.witness.moment else first
    back = (
        TakenBack(Move(move.goods, move.quantity, move.target, move.source), late.witness)
        for move in late.moves
    )
    return replace(told, taken_back=tuple(back))


def _pick(books: Books, body: ops.Undo, at: int) -> Decision:
    """The line is owed again, and its task opens again (PK21)."""
    line = order_line(books, body.order or "", body.line or 0)
    known = books.orders.get(body.order or "")
    without = known and line and without_given(known, line, body.lines)
    if line is None or not without:
        return Decision()
    returned = sum(entry.quantity for entry in body.lines)
    owed = replace(line, picked=max(line.picked - returned, 0))
    order, back = with_put_backs(put_back(with_line(without, owed), body, at))
    tasks = back if order.state in OVER else (*tasks_of_line(books, owed), *back)
    ended = (f"{body.undoes}:over",) if owed.picked <= owed.requested else ()
    return Decision(orders=(order,), tasks=tasks, resolved=ended)


def _pack(books: Books, body: ops.Undo, at: int) -> Decision:
    """Out of the carton; one that holds nothing of the order any more is its carton no longer."""
    order = books.orders.get(body.order or "")
    if order is None or order.state in OVER:
        return Decision()
    order = put_back(order, body, at)
    goods = order.details.get("goods", {}).get(body.source, {})
    if not any(claimed(order, body.source, part) for part in goods):
        cartons = [one for one in order.details.get("cartons", []) if one != body.source]
        order = replace(order, details={**order.details, "cartons": cartons})
    return Decision(orders=(order,))


def _load(books: Books, body: ops.Undo, at: int) -> Decision:
    """Off the vehicle again: the shipment goes without this carton (SH5), unless somebody has
    told already that it was loaded once more."""
    known = books.shipments.get(body.shipment or "")
    if known is None or known.state == "confirmed" or body.lpn not in known.lpns:
        return Decision()
    plate = books.plates.get(body.lpn)
    seen = plate.seen if plate else None
    if seen and seen.holder == body.source and seen.witness.moment[0] > at:
        return Decision()
    lpns = tuple(lpn for lpn in known.lpns if lpn != body.lpn)
    order = books.orders.get(body.order or "")
    gone = order is None or not _aboard(books, order, lpns)
    orders = tuple(name for name in known.orders if not (gone and name == body.order))
    left = replace(known, lpns=lpns, orders=orders, door=known.door if lpns else "")
    return Decision(shipments=(left if lpns else Shipment(known.shipment),))


def _aboard(books: Books, order: Order, lpns: tuple[str, ...]) -> bool:
    """Whether a carton of the order is among these plates, or on one of them."""
    cartons = order.details.get("cartons", [])
    return any(set(books.around(carton)[0]) & set(lpns) for carton in cartons)


def _putaway(books: Books, body: ops.Undo, _at: int) -> Decision:
    """What was put away waits again: its task opens, or follows the goods back to their plate."""
    return Decision(tasks=tuple(_reopened(books, body)))


def _reopened(books: Books, body: ops.Undo) -> Iterator[Task]:
    holder = plate_holder(body.lpn) if body.lpn else body.target or ""
    back = {(line.part, line.lot or ""): line.quantity for line in body.lines}
    if body.lpn:
        for _, goods, quantity in inside(books, holder):
            back[goods.part, goods.lot] = back.get((goods.part, goods.lot), 0) + quantity
    for name in sorted(books.tasks):
        task = books.tasks[name]
        told = task.details
        if task.kind != "putaway" or told["quantity"] > back.get((told["part"], told["lot"]), 0):
            continue
        if task.state == "done" and told["source"] == holder:
            back[told["part"], told["lot"]] -= told["quantity"]
            yield replace(task, state="open")
        elif task.state == "open" and not body.lpn and told["source"] == body.source:
            lpn = plate_of(holder) if is_plate(holder) else None
            yield replace(task, details={**told, "source": holder, "lpn": lpn})


def _transfer(books: Books, body: ops.Undo, at: int) -> Decision:
    """What was sorted out of a batch is the order's in the tote of the batch again (PK1)."""
    order = books.orders.get(body.order or "")
    if order is None:
        return Decision()
    order, back = with_put_backs(put_back(order, body, at))
    return Decision(orders=(order,), tasks=back)


_GIVEN_BACK: dict[str, Callable[[Books, ops.Undo, int], Decision]] = {
    "pick": _pick, "pack": _pack, "load": _load, "putaway": _putaway, "transfer": _transfer,
}  # fmt: skip
