# SPDX-License-Identifier: Apache-2.0
"""Goods in a tote that nobody wants any more go back to a shelf: a task says so (PK15, PK22).

More was brought for an order than it asks for: it was cancelled or changed while it was picked, or
two people picked one line. Of a surplus, what was brought last goes back. Of an order whose vehicle
has left, all goes back that is in none of the cartons that left. The task stands while the goods
are there; a transfer that names it takes them off the order.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from backend.domain import operations as ops
from backend.domain.books import OVER, Books, Order, OrderLine, Task
from backend.domain.rules.kit import waiting_lines, without_waiting
from backend.domain.rules.order_goods import brought
from backend.domain.rules.serving import asked_for, without_given
from backend.domain.stock import is_plate, plate_of

PRIORITY = 40
KIND = "put_back"


def task_name(order: str, holder: str, part: str) -> str:
    """The name of the task: what goes back of an order from a plate."""
    return f"{KIND}|{order}|{holder}|{part}"


def order_of(task: str | None) -> str | None:
    """The order that a task of this kind is about, by its name."""
    if not (task or "").startswith(f"{KIND}|"):
        return None
    return str(task).split("|", 1)[1].rsplit("|", 2)[0]


def with_put_backs(order: Order) -> tuple[Order, tuple[Task, ...]]:
    """The order, and the tasks for what is too much of it now; those that ended are done."""
    surplus = dict(_surplus(order))
    before = order.details.get("put_back", [])
    now = [[holder, part] for holder, part in sorted(surplus)]
    tasks = [_task(order, holder, part, 0) for holder, part in before if [holder, part] not in now]
    tasks += [_task(order, *key, quantity) for key, quantity in sorted(surplus.items())]
    if not surplus:
        order = without_waiting(order)
    if now != before:
        order = replace(order, details={**order.details, "put_back": now})
    return order, tuple(tasks)


def _surplus(order: Order) -> Iterator[tuple[tuple[str, str], int]]:
    wanted = {} if _unwanted(order) else asked_for(order)
    left = {*order.details.get("cartons", []), *order.details.get("gone", [])}
    gone = left if order.state in OVER else set[str]()
    goods = order.details.get("goods", {})
    claims = [(n["at"], holder, part, n["quantity"]) for holder, parts in goods.items()
              if holder not in gone for part, n in parts.items()]  # fmt: skip
    for _, holder, part, quantity in sorted(claims):
        kept = min(max(wanted.get(part, 0), 0), quantity)
        wanted[part] = wanted.get(part, 0) - kept
        if quantity > kept:
            yield (holder, part), quantity - kept


def _unwanted(order: Order) -> bool:
    """Whether nothing of an order that is still here goes anywhere."""
    return order.state == "cancelled" or order.state in OVER


def _task(order: Order, holder: str, part: str, quantity: int) -> Task:
    return Task(
        task_name(order.order, holder, part),
        KIND,
        "open" if quantity else "done",
        PRIORITY,
        {"order": order.order, "lpn": plate_of(holder) if is_plate(holder) else None,
         "source": holder, "part": part,
         "quantity": quantity, "location": None, "lot": "", "serial": "",
         "why": [order.state if order.state == "cancelled" else "surplus"]},
    )  # fmt: skip


def put_back(
    books: Books, body: ops.Putaway | ops.Transfer
) -> tuple[tuple[Order, ...], tuple[Task, ...]]:
    """What a transfer that names such a task changes of its order; nothing by any other."""
    order = books.orders.get(order_of(body.task) or "")
    if order is None:
        return (), ()
    for line in body.lines:
        order = _less(order, body.source, line.part, line.quantity)
    order, tasks = with_put_backs(order)
    return (order,), tasks


def sorted_out(
    order: Order, body: ops.Transfer, at: int
) -> tuple[tuple[Order, ...], tuple[Task, ...]]:
    """The order with its goods in a tote of its own, out of the one that several share (PK1). What
    it wants no more is to be put back from there."""
    order, tasks = with_put_backs(brought(order, body, at))
    return (order,), tasks


def _less(order: Order, holder: str, part: str, quantity: int) -> Order:
    """The order without so many units of a plate."""
    goods = {name: dict(parts) for name, parts in order.details.get("goods", {}).items()}
    known = goods.get(holder, {}).get(part)
    gone = min(known["quantity"], quantity) if known else 0
    if not known or not gone:
        return order
    left = known["quantity"] - gone
    goods[holder] = {**goods[holder], part: {**known, "quantity": left}}
    if not left:
        del goods[holder][part]
    kept = {name: parts for name, parts in goods.items() if parts}
    lines = tuple(_unpicked(order, gone, part))
    for old, new in zip(order.lines, lines, strict=True):
        back = ops.Line(part, old.picked - new.picked)
        order = without_given(order, old, [back] if back.quantity else []) or order
    return replace(order, lines=lines, details={**order.details, "goods": kept})


def _unpicked(order: Order, gone: int, part: str) -> Iterator[OrderLine]:
    """Lines of a part with fewer picked: what was too much first."""
    given = order.details.get("given", {})
    left, waiting = gone, waiting_lines(order.details)
    for line in order.lines:
        mine = line.part == part or part in given.get(str(line.line), {})
        wanted = 0 if _unwanted(order) or line.line in waiting else line.requested
        some = min(max(line.picked - wanted, 0), left) if mine else 0
        left -= some
        yield replace(line, picked=line.picked - some)
