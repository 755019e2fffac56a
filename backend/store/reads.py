# SPDX-License-Identifier: Apache-2.0
"""Reading stock, its story and the journal, page by page; nothing here writes.

A page starts after a key and is ordered by it, so that rows which come meanwhile shift nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from backend.domain.availability import Availability, availability
from backend.domain.books import NESTING_MAX, Books, OrderLine
from backend.domain.stock import Goods, QuantKey, plate_holder
from backend.domain.touches import Touches, touches
from backend.store import book_tables as t
from backend.store.load import load
from backend.store.load_work import order_from

ORDERS_CLOSED = ("shipped", "short_shipped", "cancelled")

q, m, j, s = t.quants.c, t.moves.c, t.journal.c, t.serials.c


def quants(
    connection: Connection,
    site: str,
    wanted: Mapping[str, str],
    after: tuple[str, str, str, str] | None,
    limit: int,
) -> tuple[list[QuantKey], Books]:
    """Physical balances that fit `wanted` (part, lot, serial, lpn, location), and their books.

    `lpn` and `location` mean all that stands in them, however deep in other plates.
    """
    key = sa.tuple_(q.holder, q.part, q.lot, q.serial)
    query = sa.select(q.holder, q.part, q.lot, q.serial).where(
        q.site_id == site, q.quantity > 0, ~q.holder.like("@%")
    )
    for name in ("part", "lot", "serial"):
        if name in wanted:
            query = query.where(q[name] == wanted[name])
    roots = [wanted["location"]] if "location" in wanted else []
    roots += [f"lpn:{wanted['lpn']}"] if "lpn" in wanted else []
    for number, root in enumerate(roots):
        query = query.where(q.holder.in_(_inside(site, root, f"inside_{number}")))
    if after is not None:
        query = query.where(key > sa.tuple_(*after))
    query = query.order_by(q.holder, q.part, q.lot, q.serial).limit(limit)
    found = [QuantKey(r[0], Goods(r[1], r[2], r[3])) for r in connection.execute(query)]
    return found, books_of(connection, site, found)


def _inside(site: str, root: str, name: str) -> sa.Select[Any]:
    """A holder and every plate that stands in it; `name` is that of the subquery."""
    start = sa.select(sa.literal(root, sa.String()).label("holder"), sa.literal(0).label("depth"))
    tree = start.cte(name, recursive=True)
    p = t.plates.c
    plate = sa.literal("lpn:", sa.String()).concat(p.lpn)
    deeper = sa.select(plate, tree.c.depth + 1).where(
        p.site_id == site, p.holder == tree.c.holder, tree.c.depth < NESTING_MAX,
        p.missing.is_(False),
    )  # fmt: skip
    return sa.select(tree.union_all(deeper).c.holder)


def books_of(connection: Connection, site: str, keys: Sequence[QuantKey]) -> Books:
    """Books with these balances, where they stand, and the holds that may cover them."""
    found = touches(())
    found.keys.update(keys)
    found.holders.update(key.holder for key in keys)
    found.parts.update(key.goods.part for key in keys)
    found.lots.update(
        (key.goods.part, key.goods.lot) for key in keys if key.goods.lot or not key.goods.serial
    )
    found.serials.update((key.goods.part, key.goods.serial) for key in keys if key.goods.serial)
    return _load(connection, site, found)


def _load(connection: Connection, site: str, found: Touches) -> Books:
    network = connection.scalar(
        sa.select(t.sites.c.network_id).where(t.sites.c.site_id == site)
    )
    books = load(connection, site, network or "", [], found, {})
    books.today = datetime.now(UTC).date().isoformat()  # a release on condition ends by itself
    return books


def holder(
    connection: Connection, site: str, name: str, limit: int
) -> tuple[list[str], Books] | None:
    """Plates that stand in a plate or location, and books that know where it is."""
    found = touches(())
    found.holders.add(name)
    books = _load(connection, site, found)
    if name not in books.locations and name.removeprefix("lpn:") not in books.plates:
        return None
    p = t.plates.c
    inside = sa.select(p.lpn).where(p.site_id == site, p.holder == name, p.missing.is_(False))
    return list(connection.scalars(inside.order_by(p.lpn).limit(limit))), books


def plates_ending(
    connection: Connection, site: str, ending: str, after: str | None, limit: int
) -> tuple[list[str], Books]:
    """Plates whose numbers end so, as people read them off a label, and where they stand."""
    p = t.plates.c
    query = sa.select(p.lpn).where(
        p.site_id == site, sa.func.upper(p.lpn).endswith(ending.upper(), autoescape=True)
    )
    if after is not None:
        query = query.where(p.lpn > after)
    lpns = list(connection.scalars(query.order_by(p.lpn).limit(limit)))
    found = touches(())
    found.holders.update(plate_holder(lpn) for lpn in lpns)
    return lpns, _load(connection, site, found)


def part_availability(connection: Connection, site: str, part: str) -> Availability | None:
    """What there is of a part and how much of it is promised; None for an unknown part."""
    standing = sa.select(q.holder, q.lot, q.serial).where(
        q.site_id == site, q.part == part, q.quantity > 0, ~q.holder.like("@%")
    )
    keys = [
        QuantKey(row.holder, Goods(part, row.lot, row.serial))
        for row in connection.execute(standing)
    ]
    found = touches(())
    found.parts.add(part)
    books = books_of(connection, site, keys) if keys else _load(connection, site, found)
    if part not in books.parts:
        return None
    return availability(books, part, _owed(connection, site, part))


def _owed(connection: Connection, site: str, part: str) -> list[OrderLine]:
    """Lines of a part in orders that are neither shipped nor cancelled."""
    o = t.orders.c
    open_orders = sa.select(o.body).where(o.site_id == site, o.state.not_in(ORDERS_CLOSED))
    orders = [order_from(row.body) for row in connection.execute(open_orders)]
    return [line for order in orders for line in order.lines if line.part == part]


def moves(
    connection: Connection,
    site: str,
    wanted: Mapping[str, str],
    after: tuple[int, str, int] | None,
    limit: int,
) -> list[dict[str, Any]]:
    """Moves of a part, a serial or a holder in the order in which they were written."""
    query = (
        sa.select(t.moves, j.kind, j.actor)
        .join(t.journal, sa.and_(j.site_id == m.site_id, j.op_id == m.op_id))
        .where(m.site_id == site)
    )
    for name in ("part", "serial"):
        if name in wanted:
            query = query.where(m[name] == wanted[name])
    if "holder" in wanted:
        query = query.where(
            sa.or_(m.source == wanted["holder"], m.target == wanted["holder"])
        )
    if after is not None:
        query = query.where(sa.tuple_(m.version, m.op_id, m.n) > sa.tuple_(*after))
    query = query.order_by(m.version, m.op_id, m.n).limit(limit)
    return [dict(row) for row in connection.execute(query).mappings()]


def journal(
    connection: Connection,
    site: str,
    wanted: Mapping[str, str],
    after: tuple[int, int] | None,
    limit: int,
) -> list[dict[str, Any]]:
    """Lines of the journal, the latest first, without their texts."""
    columns = [column for column in t.journal.columns if column.name != "text"]
    query = sa.select(*columns).where(j.site_id == site)
    if "outcome" in wanted:
        query = query.where(
            sa.func.coalesce(j.resolved_outcome, j.outcome) == wanted["outcome"]
        )
    if "device" in wanted:
        query = query.where(j.device_id == wanted["device"])
    if after is not None:
        query = query.where(sa.tuple_(j.version, j.position) < sa.tuple_(*after))
    query = query.order_by(j.version.desc(), j.position.desc()).limit(limit)
    return [dict(row) for row in connection.execute(query).mappings()]


def journal_line(connection: Connection, site: str, op_id: str) -> dict[str, Any] | None:
    """One line of the journal with its text."""
    query = sa.select(t.journal).where(j.site_id == site, j.op_id == op_id)
    row = connection.execute(query).mappings().first()
    return None if row is None else dict(row)


def moves_of(connection: Connection, site: str, op_id: str) -> list[dict[str, Any]]:
    """What one operation moved."""
    query = sa.select(t.moves).where(m.site_id == site, m.op_id == op_id).order_by(m.n)
    return [dict(row) for row in connection.execute(query).mappings()]


def texts(connection: Connection, site: str, op_ids: Sequence[str]) -> dict[str, str]:
    """The bytes of these operations, of those that the journal has."""
    query = sa.select(j.op_id, j.text).where(j.site_id == site, j.op_id.in_(op_ids))
    return {row.op_id: row.text for row in connection.execute(query)}


def waiting(
    connection: Connection, site: str, op_id: str
) -> tuple[str | None, dict[str, Any]] | None:
    """Reason and detail of an operation that is parked and not resolved."""
    query = sa.select(j.reason, j.detail).where(
        j.site_id == site, j.op_id == op_id, j.outcome == "parked", j.resolved_outcome.is_(None)
    )
    row = connection.execute(query).one_or_none()
    return (row.reason, row.detail) if row else None
