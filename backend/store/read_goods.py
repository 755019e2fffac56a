# SPDX-License-Identifier: Apache-2.0
"""Reading what was picked for an order, as it stands now: whatever is held of it stops the order.

Nothing derived is kept (003), so the units are found again: what stands in a plate that somebody
told to have picked or packed them into for this order.
"""

from __future__ import annotations

import json
from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from backend.domain.books import Books
from backend.domain.stock import Goods, QuantKey
from backend.store import book_tables as t
from backend.store.load_work import order_from
from backend.store.reads import books_of

KINDS = ("pick", "pack")
Told = set[tuple[str, str, str, str]]
Key = tuple[str, str, str, str]


def order_goods(
    connection: Connection, site: str, name: str, after: Key | None, limit: int
) -> tuple[list[QuantKey], Books] | None:
    """Balances that were picked for an order and are still here; None for an unknown order."""
    o = t.orders.c
    body = connection.scalar(sa.select(o.body).where(o.site_id == site, o.order_id == name))
    if body is None:
        return None
    order = order_from(body)
    brought = {part for goods in order.details.get("goods", {}).values() for part in goods}
    parts = sorted({line.part for line in order.lines} | brought)
    standing = _in_plates(connection, site, parts)
    told = _told(connection, site, name, parts, sorted({key.holder for key in standing}))
    found = [key for key in standing if _picked(key, told) and _after(key, after)]
    return found[:limit], books_of(connection, site, found[:limit])


def _in_plates(connection: Connection, site: str, parts: Sequence[str]) -> list[QuantKey]:
    q = t.quants.c
    query = sa.select(q.holder, q.part, q.lot, q.serial).where(
        q.site_id == site, q.part.in_(parts), q.quantity > 0, q.holder.like("lpn:%")
    )
    rows = connection.execute(query)
    return sorted(QuantKey(r.holder, Goods(r.part, r.lot, r.serial)) for r in rows)


def _told(
    connection: Connection, site: str, name: str, parts: Sequence[str], holders: Sequence[str]
) -> Told:
    """What was told to go into these plates for this order."""
    m, j = t.moves.c, t.journal.c
    query = (
        sa.select(m.target, m.part, m.lot, m.serial, j.text)
        .join(t.journal, sa.and_(j.site_id == m.site_id, j.op_id == m.op_id))
        .where(m.site_id == site, m.target.in_(holders), m.part.in_(parts), j.kind.in_(KINDS))
    )
    return {
        (row.target, row.part, row.lot, row.serial)
        for row in connection.execute(query)
        if json.loads(row.text)["body"].get("order") == name
    }


def _picked(key: QuantKey, told: Told) -> bool:
    """Told as it stands, or before its serial number or its lot was known."""
    goods = key.goods
    return any(
        (key.holder, goods.part, lot, serial) in told
        for lot in (goods.lot, "")
        for serial in (goods.serial, "")
    )


def _after(key: QuantKey, after: Key | None) -> bool:
    goods = key.goods
    return after is None or (key.holder, goods.part, goods.lot, goods.serial) > after
