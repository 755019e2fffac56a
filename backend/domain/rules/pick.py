# SPDX-License-Identifier: Apache-2.0
"""Pick: units taken for an order line. They are in the tote before the server hears of it.

Flows PK2, PK9, PK12: a pick of held goods is recorded, the goods stay held, a supervisor decides,
and nothing of it can be shipped.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from backend.domain import operations as ops
from backend.domain.books import OVER, Books, Order, OrderLine, Task
from backend.domain.decisions import Decision, Raised
from backend.domain.reasons import Reason
from backend.domain.rules.core_tag import core_tags
from backend.domain.rules.count_task import doubted
from backend.domain.rules.departed import after_departure
from backend.domain.rules.held import held_moves, raised_for
from backend.domain.rules.kit_parts import whole
from backend.domain.rules.lease import worked_on
from backend.domain.rules.order_goods import brought
from backend.domain.rules.put_back import with_put_backs
from backend.domain.rules.serving import fits_line, with_given
from backend.domain.stock import CUSTOMER


def pick(books: Books, operation: ops.Operation) -> Decision:
    """Book the line as served, and say what does not fit."""
    body = operation.body
    assert isinstance(body, ops.Pick)
    held = held_moves(books, operation.told.moves)
    decision = Decision()
    if held:
        decision = replace(
            decision.but(Reason.HELD, holds=[h.hold for _, holds in held for h in holds]),
            raised=tuple(raised_for(operation, "picked_held", held, order=body.order)),
        )
    decision = _shipped_before(books, operation, decision)
    known, line = books.orders.get(body.order), order_line(books, body.order, body.line)
    taken = sum(entry.quantity for entry in body.lines)
    if known is None or line is None or not fits_line(books, known, line, operation):
        return _unasked(decision, operation, body)
    served = replace(line, picked=line.picked + taken)
    order = with_given(with_line(known, served), line, body)
    order = brought(worked_on(books, order, operation), body, operation.occurred_at)
    order, back = with_put_backs(order)
    tags = tuple(core_tags(books, operation, served))
    tasks = (*tasks_of_line(books, served), *back, *_doubts(books, operation, body), *tags)
    detail = {**decision.detail, "labels": len(tags)} if tags else decision.detail
    ended = whole(known, order, packed=False)
    decision = replace(decision, orders=(order,), tasks=tasks, detail=detail, resolved=ended)
    if known.state == "cancelled":
        return _unwanted(decision, operation, body)
    if known.state in OVER:
        about = {"order": body.order, "holder": body.target, "quantity": taken}
        return after_departure(decision, operation, **about)
    if served.picked > served.requested:
        return _over(decision, operation, served)
    return decision


def order_line(books: Books, order: str, number: int) -> OrderLine | None:
    """A line of an order, if both are known."""
    known = books.orders.get(order)
    lines = known.lines if known else ()
    return next((line for line in lines if line.line == number), None)


def with_line(order: Order, line: OrderLine) -> Order:
    """The order with one line changed, and its state by its lines."""
    lines = tuple(line if old.line == line.line else old for old in order.lines)
    return in_work(replace(order, lines=lines))


def in_work(order: Order) -> Order:
    """The order with its state by its lines, as long as people work on it."""
    if order.state not in {"open", "picking", "picked"}:
        return order
    started = any(entry.picked for entry in order.lines)
    picked = started and all(entry.picked >= entry.requested for entry in order.lines)
    return replace(order, state="picked" if picked else "picking" if started else "open")


def pick_task(order: str, line: int) -> str:
    """The id of the task of an order line."""
    return f"pick:{order}:{line}"


def tasks_of_line(books: Books, line: OrderLine) -> tuple[Task, ...]:
    """The task of a line, for what is still owed on it."""
    task = books.tasks.get(pick_task(line.order, line.line))
    if task is None:
        return ()
    left = max(line.requested - line.picked, 0)
    state = "open" if left else "done"
    return (replace(task, state=state, details={**task.details, "quantity": left}),)


def _unasked(decision: Decision, operation: ops.Operation, body: ops.Pick) -> Decision:
    raised = Raised(
        f"{operation.op_id}:order",
        "unasked_pick",
        details={
            "order": body.order,
            "line": body.line,
            "part": body.lines[0].part,
            "holder": body.target,
        },
    )
    return replace(
        decision.but(Reason.ORDER_UNKNOWN, order=body.order, line=body.line),
        raised=(*decision.raised, raised),
    )


def _doubts(books: Books, operation: ops.Operation, body: ops.Pick) -> Iterator[Task]:
    """More was taken than the book has there: the place gets a count (CF10)."""
    moves = [move for move in operation.told.moves if not move.goods.serial]
    if any(books.balance(body.source, move.goods) < move.quantity for move in moves):
        yield from doubted(books, operation, body.source, "book_short", part=body.lines[0].part)


def _unwanted(decision: Decision, operation: ops.Operation, body: ops.Pick) -> Decision:
    """Picked for an order that was cancelled: it goes back, a task says so (CF8)."""
    return decision.but(Reason.ORDER_CANCELLED, order=body.order, holder=body.target)


def _shipped_before(books: Books, operation: ops.Operation, decision: Decision) -> Decision:
    """A unit that the book sent to a customer is in a tote here: one of the two is wrong (PK9)."""
    for move in operation.told.moves:
        seen = books.serials.get((move.goods.part, move.goods.serial))
        if move.goods.serial and seen is not None and seen.holder == CUSTOMER:
            about = {"part": move.goods.part, "serial": move.goods.serial, "holder": move.target}
            raised = Raised(f"{operation.op_id}:shipped", "picked_shipped", details=about)
            told = decision.but(Reason.SERIAL_SHIPPED, **about)
            return replace(told, raised=(*decision.raised, raised))
    return decision


def _over(decision: Decision, operation: ops.Operation, line: OrderLine) -> Decision:
    surplus = line.picked - line.requested
    raised = Raised(
        f"{operation.op_id}:over",
        "overpicked",
        details={
            "order": line.order,
            "line": line.line,
            "part": line.part,
            "quantity": surplus,
            "holder": getattr(operation.body, "target", ""),
        },
    )
    return replace(
        decision.but(Reason.LINE_OVERPICKED, surplus=surplus), raised=(*decision.raised, raised)
    )
