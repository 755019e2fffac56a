# SPDX-License-Identifier: Apache-2.0
"""Units that were picked for an order and will not go with it: their lines are owed again.

They are not in the tote (PA2), or held or swapped and were taken out of it (PA4, PA5). The line
says fewer picked, and its task asks for the rest from other stock.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from backend.domain import operations as ops
from backend.domain.books import OVER, Books, Order, OrderLine, Task
from backend.domain.rules.order_goods import given_up
from backend.domain.rules.order_import import pick_task_of
from backend.domain.rules.pick import with_line
from backend.domain.rules.put_back import order_of, with_put_backs
from backend.domain.rules.serving import without_given

TAKEN_OUT = frozenset({"held", "swapped"})
"""Reasons of a transfer that takes goods out of a tote: they will not go with the order."""

Owed = tuple[tuple[Order, ...], tuple[Task, ...]]


def owed_again(
    books: Books, order: Order, holder: str, lines: Iterable[ops.Line]
) -> tuple[Order, tuple[Task, ...]]:
    """The order without these units of a plate, and the tasks of its lines that are open again."""
    changed: dict[int, OrderLine] = {}
    for told in lines:
        order = given_up(order, holder, told.part, told.quantity)
        order, more = _unpicked(order, told)
        changed |= {line.line: line for line in more}
    if order.state in OVER or order.state == "cancelled":
        return order, ()
    order, back = with_put_backs(order)
    return order, (*(pick_task_of(books, order, line) for line in changed.values()), *back)


def _unpicked(order: Order, told: ops.Line) -> tuple[Order, list[OrderLine]]:
    """The order with fewer units picked on the lines of a part, the last line first."""
    left, changed = told.quantity, []
    for line in reversed(order.lines):
        of_line = order.details.get("given", {}).get(str(line.line), {})
        own = line.picked - sum(of_line.values())
        given = own if told.part == line.part else of_line.get(told.part, 0)
        some = min(line.picked, given, left)
        if not some:
            continue
        left -= some
        without = without_given(order, line, [replace(told, quantity=some, serials=())])
        changed.append(replace(line, picked=line.picked - some))
        order = with_line(without or order, changed[-1])
    return order, changed


def pulled(books: Books, body: ops.Putaway | ops.Transfer) -> Owed:
    """What a transfer out of a tote changes of the order that it names."""
    order = books.orders.get(order_of(body.task) or "")
    if order is None:
        return (), ()
    order, tasks = owed_again(books, order, body.source, body.lines)
    return (order,), (*tasks, *_done(books, body))


def _done(books: Books, body: ops.Putaway | ops.Transfer) -> Iterable[Task]:
    """Tasks that asked to take these held goods out."""
    parts = {line.part for line in body.lines}
    for task in books.tasks.values():
        told = task.details
        held = (task.kind, task.state) == ("put_back", "open") and told.get("held")
        if held and told.get("source") == body.source and told.get("part") in parts:
            yield replace(task, state="done")
