# SPDX-License-Identifier: Apache-2.0
"""Where a part may be picked from: free stock in storage; and the pick of an order line."""

from __future__ import annotations

from collections.abc import Iterator

from backend.domain.availability import standings
from backend.domain.books import Books, Order, OrderLine, Task
from backend.domain.plan.pick_choice import Source, pick_choice
from backend.domain.rules.count_task import places_to_count
from backend.domain.rules.pick import pick_task

PRIORITY = {"VOR": 10, "STOCK": 50}


def sources(books: Books, part: str) -> Iterator[Source]:
    """Free stock of a part in storage; loaded rows only."""
    for row in standings(books, part):
        if row.held or not row.storage:
            continue
        goods = row.key.goods
        lot = books.lots.get((part, goods.lot))
        yield Source(
            row.key.holder,
            row.location,
            goods.lot,
            goods.serial,
            row.quantity,
            books.locations[row.location].travel,
            lot.expires_on if lot else None,
        )


def line_task(books: Books, order: Order, line: OrderLine) -> Task:
    """The pick of an order line, from where it is best taken now."""
    waiting = places_to_count(books)
    source = pick_choice(line.requested, sources(books, line.part), waiting)
    part = books.parts.get(line.part)
    return Task(
        pick_task(order.order, line.line),
        "pick",
        "cancelled" if order.state == "cancelled" else "open",
        priority=PRIORITY.get(order.priority, PRIORITY["STOCK"]),
        details={
            "order": order.order,
            "line": line.line,
            "part": line.part,
            "quantity": line.requested,
            "asked": line.asked,
            "superseded_by": part.superseded_by if part else None,
            "source": source.holder if source else None,
            "location": source.location if source else None,
            "lot": source.lot if source else "",
            "serial": source.serial if source else "",
            "must_ship": order.must_ship,
            "customer": order.name or order.customer,
        },
    )
