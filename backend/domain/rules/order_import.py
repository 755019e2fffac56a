# SPDX-License-Identifier: Apache-2.0
"""An order as asked for, changed or cancelled, also while it is picked (PK15).

What was picked stays picked. Lines that are asked for no more, or for less, leave goods in totes:
each gets a task to put them back. Once the vehicle has left, a change is somebody's question.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from backend.domain import operations as ops
from backend.domain.availability import standings
from backend.domain.books import OVER, Books, Order, OrderLine, Task
from backend.domain.decisions import Decision, Raised
from backend.domain.plan.pick_choice import Source, pick_choice
from backend.domain.reasons import Reason
from backend.domain.rules.asked import asked_pack, smallest, told_quantity, unclear
from backend.domain.rules.count_task import places_to_count
from backend.domain.rules.pick import in_work, pick_task
from backend.domain.rules.put_back import with_put_backs
from backend.domain.rules.walk import with_walk
from backend.domain.units import PIECE
from backend.domain.wire import timestamp_text

PRIORITY = {"VOR": 10, "STOCK": 50}


def order_import(books: Books, operation: ops.Operation) -> Decision:
    """Keep the order as asked for and make a pick task for each line."""
    body = operation.body
    assert isinstance(body, ops.OrderImport)
    asked = body.order
    known = books.orders.get(asked["order"])
    cancelled = asked.get("purpose") == "cancel"
    ended = known is not None and known.state in {*OVER, "cancelled"}
    if known is not None and (ended or newer(known.details, operation)):
        return too_late(operation, "order", known.order, asked.get("purpose", "new"))
    waits = unclear(books.parts, body)
    if waits is not None:
        return waits
    ship_to = asked.get("ship_to") or {}
    before = known.details if known else {}
    order = Order(
        order=asked["order"],
        customer=ship_to.get("id", asked.get("asked_by", "")),
        name=ship_to.get("name") or "",
        priority=asked.get("priority", "STOCK"),
        must_ship=asked.get("must_ship_on") or asked.get("requested_on") or "",
        state="cancelled" if cancelled else "open",
        lines=tuple(_lines(books, asked, known)),
        details={**before, "asked": asked, "imported_at": timestamp_text(operation.occurred_at)},
    )
    order, back = with_put_backs(in_work(order))
    picks = tuple(pick_task_of(books, order, line) for line in order.lines)
    return Decision(
        orders=(with_walk(books, order, picks),),
        tasks=(*picks, *back),
        detail={"order": order.order, "lines": len(order.lines)},
    )


def newer(known: dict[str, Any], operation: ops.Operation) -> bool:
    """Whether what is here came later: an import that waited must not undo its own correction."""
    return str(known.get("imported_at", "")) > timestamp_text(operation.occurred_at)


def too_late(operation: ops.Operation, kind: str, name: str, purpose: str) -> Decision:
    """A change that came when nothing could be changed any more: kept, and asked about."""
    raised = Raised(
        f"{operation.op_id}:late", "late_change", details={kind: name, "purpose": purpose}
    )
    return Decision(raised=(raised,)).but(Reason.LATE_CHANGE, **{kind: name})


def _lines(books: Books, asked: dict[str, Any], known: Order | None) -> Iterator[OrderLine]:
    """The lines with what was picked for them. A line that was picked and is asked for no more
    stays, with nothing wanted; so do all of a cancellation that names none."""
    before = {line.line: line for line in known.lines} if known else {}
    for row in asked.get("lines", []):
        line = _order_line(books, asked["order"], row)
        old = before.pop(line.line, None)
        yield replace(line, picked=old.picked) if old and old.part == line.part else line
        if old and old.part != line.part and old.picked:
            free = max((*before, line.line, *(one["line"] for one in asked["lines"]))) + 1
            before[free] = replace(old, line=free)
    for old in before.values():
        if asked.get("purpose") == "cancel":
            yield old
        elif old.picked or old.requested:
            yield replace(old, requested=0)


def units(books: Books, line: dict[str, Any]) -> int:
    """Smallest units of a line. Where they are unclear it is cancelled, and the number moves
    nothing: it stays as it was written."""
    quantity = smallest(books.parts, line)
    return told_quantity(line) if quantity is None else quantity


def _order_line(books: Books, order: str, row: dict[str, Any]) -> OrderLine:
    part = books.parts.get(row["part"])
    return OrderLine(
        order=order,
        line=row["line"],
        part=row["part"],
        requested=units(books, row),
        uom=part.uom if part else PIECE,
        vin=row.get("vin") or "",
        asked=asked_pack(books.parts, row),
    )


def pick_task_of(books: Books, order: Order, line: OrderLine) -> Task:
    """The task of a line as it is owed now, promised from loaded stock."""
    source = promised(books, line.part, max(line.requested - line.picked, 1))
    part = books.parts.get(line.part)
    left = max(line.requested - line.picked, 0)
    state = "open" if left else "done" if line.picked else "cancelled"
    return Task(
        pick_task(order.order, line.line),
        "pick",
        "cancelled" if order.state == "cancelled" else state,
        priority=PRIORITY.get(order.priority, PRIORITY["STOCK"]),
        details={
            "order": order.order,
            "line": line.line,
            "part": line.part,
            "quantity": left if line.picked else line.requested,
            "asked": line.asked,
            "superseded_by": part.superseded_by if part else None,
            **place(source),
            "must_ship": order.must_ship,
            "customer": order.name or order.customer,
        },
    )


def place(source: Source | None) -> dict[str, Any]:
    """What a task says of where its goods are taken from."""
    return {
        "source": source.holder if source else None,
        "location": source.location if source else None,
        "lot": source.lot if source else "",
        "serial": source.serial if source else "",
    }


def promised(
    books: Books, part: str, wanted: int, but: frozenset[str] = frozenset()
) -> Source | None:
    """The stock that a line is to be picked from, of loaded rows; `but`: not from these places."""
    found = (one for one in sources(books, part) if one.location not in but)
    return pick_choice(wanted, found, places_to_count(books))


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
