# SPDX-License-Identifier: Apache-2.0
"""Pick: units taken for an order line. They are in the tote before the server hears of it.

Flows PK2, PK9, PK12: a pick of held goods is recorded, the goods stay held, a supervisor decides,
and nothing of it can be shipped.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from backend.domain import operations as ops
from backend.domain.books import OVER, Books, Order, OrderLine, Task
from backend.domain.decisions import Decision, Raised
from backend.domain.reasons import Reason
from backend.domain.rules.claim import worked_on
from backend.domain.rules.departed import after_departure
from backend.domain.rules.held import held_moves, raised_for
from backend.domain.rules.order_goods import brought


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
    line = order_line(books, body.order, body.line)
    taken = sum(entry.quantity for entry in body.lines)
    if line is None or not lines_fit(line, body.lines):
        return _unasked(decision, operation, body)
    served = replace(line, picked=line.picked + taken)
    order = with_line(books.orders[body.order], served)
    decision = replace(
        decision,
        orders=(brought(worked_on(order, operation), body, operation.occurred_at),),
        tasks=tasks_of_line(books, served),
    )
    if served.picked > served.requested:
        return _over(decision, operation, served)
    if books.orders[body.order].state in OVER:
        return after_departure(decision, operation, order=body.order, holder=body.target)
    return decision


def order_line(books: Books, order: str, number: int) -> OrderLine | None:
    """A line of an order, if both are known."""
    known = books.orders.get(order)
    lines = known.lines if known else ()
    return next((line for line in lines if line.line == number), None)


def with_line(order: Order, line: OrderLine) -> Order:
    """The order with one line changed, and its state by its lines."""
    lines = tuple(line if old.line == line.line else old for old in order.lines)
    if order.state in {"open", "picking", "picked"}:
        picked = all(entry.picked >= entry.requested for entry in lines)
        started = any(entry.picked for entry in lines)
        state = "picked" if picked else "picking" if started else "open"
        return replace(order, lines=lines, state=state)
    return replace(order, lines=lines)


def pick_task(order: str, line: int) -> str:
    """The id of the task of an order line."""
    return f"pick:{order}:{line}"


def lines_fit(line: OrderLine, lines: Iterable[ops.Line]) -> bool:
    """Whether these goods are of the part that the line asks for."""
    return all(entry.part == line.part for entry in lines)


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
