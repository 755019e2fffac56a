# SPDX-License-Identifier: Apache-2.0
"""Work that a new hold overtakes (IN7, CF13): each stage on the way to a customer has its own end.

Promised: the picker is sent elsewhere. Picked: the goods are to be put back, and the line is open
again when they were (`rules/undo.py`): a line that a hold opened would be another one if the hold
came before the pick. Packed: they are to be taken out of the carton. At the door: the vehicle must
not leave, and does not. What has left already is raised by `held.raised_for_gone`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from backend.domain import operations as ops
from backend.domain.books import OVER, Books, Order, Task
from backend.domain.decisions import Decision, Raised
from backend.domain.holds import Hold
from backend.domain.locations import Role
from backend.domain.plan.pick_choice import pick_choice
from backend.domain.rules.count_task import places_to_count
from backend.domain.rules.held import roots
from backend.domain.rules.order_import import sources
from backend.domain.stock import Goods, QuantKey, is_plate

LAYING = (ops.PlaceHold, ops.HoldRuleChange)
PUT_BACK_PRIORITY = 20


def overtaken(books: Books, operation: ops.Operation, decision: Decision) -> Decision:
    """The decision with what its holds mean for work that was under way."""
    if not isinstance(operation.body, LAYING):
        return decision
    raised, tasks = list(decision.raised), {task.task: task for task in decision.tasks}
    for key, quantity, order, holds in _under_way(books):
        stage = _stage(books, key.holder, order)
        raised.append(_asked(operation, stage, key, quantity, order, holds))
        if stage != "loaded_held":
            back = _put_back(operation, key, quantity, order, holds)
            tasks[back.task] = back
    for task in _promised(books):
        tasks.setdefault(task.task, task)
    return replace(
        decision,
        raised=tuple(raised),
        tasks=tuple(tasks.values()),
    )


def _under_way(books: Books) -> Iterator[tuple[QuantKey, int, Order, tuple[Hold, ...]]]:
    """Held goods that were picked or packed for an order that is still here."""
    for key in sorted(books.quants):
        quantity = books.quants[key]
        if quantity <= 0 or not is_plate(key.holder):
            continue
        order = _order_of(books, key)
        holds = books.covering(key.holder, key.goods) if order else ()
        if order is not None and holds:
            yield key, quantity, order, holds


def _order_of(books: Books, key: QuantKey) -> Order | None:
    """The order that goods in this plate were brought for."""
    for name in sorted(books.orders):
        order = books.orders[name]
        brought = key.goods.part in order.details.get("goods", {}).get(key.holder, {})
        if brought and order.state not in OVER:
            return order
    return None


def _stage(books: Books, holder: str, order: Order) -> str:
    place = books.place_of(holder)
    if place is not None and place.role is Role.DOOR:
        return "loaded_held"
    return "packed_held" if holder in order.details.get("cartons", []) else "picked_held"


def _asked(
    operation: ops.Operation, stage: str, key: QuantKey, quantity: int, order: Order,
    holds: tuple[Hold, ...],
) -> Raised:  # fmt: skip
    goods = key.goods
    name = "|".join((operation.op_id, stage, key.holder, goods.part, goods.lot, goods.serial))
    return Raised(
        name,
        stage,
        details={
            "part": goods.part, "lot": goods.lot, "serial": goods.serial, "quantity": quantity,
            "holder": key.holder, "order": order.order, "customer": order.name or order.customer,
            "holds": roots(holds), "hold_reason": holds[0].reason,
        },
    )  # fmt: skip


def _put_back(
    operation: ops.Operation, key: QuantKey, quantity: int, order: Order, holds: tuple[Hold, ...]
) -> Task:
    goods = key.goods
    return Task(
        "|".join(("put_back", operation.op_id, key.holder, goods.part, goods.lot, goods.serial)),
        "put_back",
        priority=PUT_BACK_PRIORITY,
        details={
            "part": goods.part, "lot": goods.lot, "serial": goods.serial, "quantity": quantity,
            "source": key.holder, "order": order.order, "held": True, "holds": roots(holds),
            "lpn": key.holder.removeprefix("lpn:"), "location": None,
        },
    )  # fmt: skip


def _promised(books: Books) -> Iterator[Task]:
    """Open pick tasks whose goods are held now, with another place if there is one."""
    waiting = places_to_count(books)
    for name in sorted(books.tasks):
        task, told = books.tasks[name], books.tasks[name].details
        if task.kind != "pick" or task.state != "open" or not told.get("source"):
            continue
        goods = Goods(told["part"], told.get("lot") or "", told.get("serial") or "")
        if not _held_at(books, told["source"], goods):
            continue
        choice = pick_choice(told["quantity"], sources(books, goods.part), waiting)
        found = {
            "source": choice.holder if choice else None, "serial": choice.serial if choice else "",
            "location": choice.location if choice else None, "lot": choice.lot if choice else "",
        }  # fmt: skip
        yield replace(task, details={**told, **found, "instead_of": told["source"]})


def _held_at(books: Books, source: str, goods: Goods) -> bool:
    """Whether all that a picker was sent for there is held: any of it that is free still serves."""
    there = [
        key for key in books.by_holder.get(source, ())
        if books.quants[key] > 0 and key.goods.part == goods.part
        and goods.lot in ("", key.goods.lot) and goods.serial in ("", key.goods.serial)
    ]  # fmt: skip
    return bool(there) and all(books.covering(key.holder, key.goods) for key in there)
