# SPDX-License-Identifier: Apache-2.0
"""Load work and documents: orders, tasks, notices, shipments."""

from __future__ import annotations

import json
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from backend.domain.books import Books, Order, OrderLine, Shipment, Task, Undone
from backend.domain.ledger import Move, Witness
from backend.domain.rules.pick import pick_task
from backend.domain.stock import Goods, is_plate, plate_holder
from backend.domain.touches import Touches
from backend.store import book_tables as t
from backend.store.exact_keys import by_name, rows_by_keys
from backend.store.load_room import load_room

PICKS_MAX = 20
"""Latest picks and packs into a plate that are looked at: a tote is used again for years."""


def load_work(connection: Connection, site: str, books: Books, found: Touches) -> None:
    """Fill the books with the work that `found` names."""
    scope = ("site_id", site)
    found.orders.update(_pickers(connection, site, found.packed_from))
    found.orders.update(_bringers(connection, site, _within(books, found.loaded)))
    found.orders.update(_bringers(connection, site, _pledged(books, found)))
    for row in rows_by_keys(connection, t.orders, scope, ["order_id"], by_name(found.orders)):
        books.orders[row.order_id] = order_from(row.body)
    if found.shipments or found.walked:  # a confirmed one ends the picks of its orders
        orders = [o for o in books.orders.values() if found.shipments or o.order in found.walked]
        found.tasks.update(pick_task(o.order, line.line) for o in orders for line in o.lines)
    for row in rows_by_keys(connection, t.shipments, scope, ["shipment"], by_name(found.shipments)):
        books.shipments[row.shipment] = shipment_from(row.body)
    for row in rows_by_keys(connection, t.asns, scope, ["asn"], by_name(found.asns)):
        books.asns[row.asn] = row.body
    _tasks(connection, scope, books, found)
    for row in rows_by_keys(connection, t.journal, scope, ["op_id"], by_name(found.after)):
        if (row.resolved_outcome or row.outcome) not in ("parked", "rejected"):
            books.known_operations.add(row.op_id)
        if row.resolved_outcome == "voided":
            books.voided.add(row.op_id)
    for row in rows_by_keys(connection, t.undone, scope, ["operation"], by_name(found.undone)):
        books.undone[row.operation] = undone_from(row.tellings)
    load_room(connection, site, books, found)


def _tasks(connection: Connection, scope: tuple[str, str], books: Books, found: Touches) -> None:
    """Open tasks: by name, by what they take from, and of places."""
    for row in rows_by_keys(connection, t.tasks, scope, ["task"], by_name(found.tasks)):
        if row.state == "open":
            books.tasks[row.task] = task_from(row)
    for row in rows_by_keys(connection, t.tasks, scope, ["task"], by_name(found.closed_tasks)):
        books.tasks[row.task] = task_from(row)
    done = [(name, "done") for name in sorted(found.done_sources)]
    for column, wanted in (("source", found.task_sources), ("location", _places(books, found))):
        opened = [(name, "open") for name in sorted(wanted)]  # a bin has had tasks for years
        opened, done = [*opened, *done], []
        for row in rows_by_keys(connection, t.tasks, scope, [column, "state"], opened):
            books.tasks[row.task] = task_from(row)


def _places(books: Books, found: Touches) -> set[str]:
    """Places whose tasks matter, and those that have stock of a part that is looked for."""
    holders = {key.holder for key in books.quants if key.goods.part in found.part_stock}
    return {books.around(holder)[1] for holder in found.task_locations | holders} - {""}


def _pickers(connection: Connection, site: str, sources: set[tuple[str, str]]) -> set[str]:
    """Orders for which these parts were picked into these plates last."""
    parts = t.moves.c.part.in_(sorted({part for _, part in sources}))
    return _brought(connection, site, {holder for holder, _ in sources}, ["pick"], parts)


def _bringers(connection: Connection, site: str, plates: set[str]) -> set[str]:
    """Orders for which goods were picked or packed into these plates last."""
    return _brought(connection, site, plates, ["pack", "pick"], sa.true())


def _pledged(books: Books, found: Touches) -> set[str]:
    """Plates with goods of parts that a new hold is about, and those that such goods left in."""
    here = {k.holder for k in books.quants if k.goods.part in found.pledged and is_plate(k.holder)}
    return here | {holder for holder, _ in books.trail.shipped if is_plate(holder)}


def _within(books: Books, plates: set[str]) -> set[str]:
    """These plates and those that stand in them."""
    found, waiting = set(plates), list(plates)
    while waiting:
        inner = {plate_holder(one.lpn) for one in books.standing_in(waiting.pop())} - found
        found |= inner
        waiting += inner
    return found


def _brought(
    connection: Connection, site: str, plates: set[str], kinds: list[str],
    parts: sa.ColumnElement[bool],
) -> set[str]:  # fmt: skip
    if not plates:
        return set()
    m, j = t.moves.c, t.journal.c
    query = (
        sa.select(j.text)
        .select_from(t.moves)
        .join(t.journal, sa.and_(j.site_id == m.site_id, j.op_id == m.op_id))
        .where(m.site_id == site, m.target.in_(sorted(plates)), parts, j.kind.in_(kinds))
        .order_by(m.occurred_at.desc())
        .limit(PICKS_MAX * len(plates))
    )
    return {json.loads(text)["body"]["order"] for text in connection.scalars(query)}


def order_from(body: dict[str, Any]) -> Order:
    """An order as kept."""
    lines = tuple(OrderLine(**line) for line in body["lines"])
    return Order(**{**body, "lines": lines})


def shipment_from(body: dict[str, Any]) -> Shipment:
    """A shipment as kept."""
    lists = {name: tuple(body.get(name, ())) for name in ("lpns", "orders", "collect")}
    return Shipment(**{**body, **lists})


def undone_from(tellings: list[dict[str, Any]]) -> tuple[Undone, ...]:
    """Who told that an operation was undone, as kept."""
    return tuple(
        Undone(
            Witness((one["at"], one["operation"]), one["device"], one["error"]),
            tuple(Move(Goods(*goods), quantity, *ends) for goods, quantity, ends in one["moves"]),
        )
        for one in tellings
    )


def task_from(row: Any) -> Task:
    """A task as kept."""
    return Task(row.task, row.kind, row.state, row.priority, row.body)
