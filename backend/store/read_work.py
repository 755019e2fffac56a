# SPDX-License-Identifier: Apache-2.0
"""Reading work and documents, page by page: orders, notices, tasks, exceptions, ERP documents."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from backend.domain.locations import Location
from backend.domain.parts import Part
from backend.domain.rules.masters import location_from, part_from
from backend.domain.stock import is_virtual
from backend.domain.supersession import Supersession
from backend.store import book_tables as t
from backend.store.exact_keys import by_name, rows_by_keys
from backend.store.load_chains import load_chains

Rows = list[dict[str, Any]]


def known(
    connection: Connection, site: str, parts: set[str], locations: set[str]
) -> tuple[dict[str, Part], dict[str, Location], frozenset[str], dict[str, Supersession]]:
    """Those of these parts (with all that come after them) and locations that are known, parts of
    which there is stock, and supersessions."""
    two = by_name(locations)
    places = rows_by_keys(connection, t.locations, ("site_id", site), ["location"], two)
    found, links = load_chains(connection, _network(connection, site), parts)
    return (
        found,
        {row.location: location_from(row.body) for row in places},
        _on_hand(connection, site, parts & found.keys()),
        links,
    )


def _on_hand(connection: Connection, site: str, parts: set[str]) -> frozenset[str]:
    """Parts of which there is stock at any site of the network: these share what a part is."""
    network = sa.select(t.sites.c.network_id).where(t.sites.c.site_id == site).scalar_subquery()
    sites = connection.scalars(sa.select(t.sites.c.site_id).where(t.sites.c.network_id == network))
    return frozenset(
        row.part
        for one in sites.all()
        for row in rows_by_keys(connection, t.quants, ("site_id", one), ["part"], by_name(parts))
        if row.quantity and not is_virtual(row.holder)
    )


def known_parts(connection: Connection, site: str, parts: set[str]) -> dict[str, Part]:
    """Those of these parts that the site's network knows."""
    network, wanted = _network(connection, site), by_name(parts)
    rows = rows_by_keys(connection, t.parts, ("network_id", network), ["part"], wanted)
    return {row.part: part_from(row.body) for row in rows}


def _network(connection: Connection, site: str) -> str:
    query = sa.select(t.sites.c.network_id).where(t.sites.c.site_id == site)
    return connection.scalar(query) or ""


def _rows(connection: Connection, query: sa.Select[Any]) -> Rows:
    return [dict(row) for row in connection.execute(query).mappings()]


def orders(
    connection: Connection, site: str, state: str | None, after: str | None, limit: int
) -> Rows:
    """Orders by their number."""
    o = t.orders.c
    query = sa.select(o.order_id, o.state, o.priority, o.body).where(o.site_id == site)
    if state is not None:
        query = query.where(o.state == state)
    if after is not None:
        query = query.where(o.order_id > after)
    return _rows(connection, query.order_by(o.order_id).limit(limit))


def order(connection: Connection, site: str, name: str) -> dict[str, Any] | None:
    """One order."""
    o = t.orders.c
    query = sa.select(o.order_id, o.state, o.priority, o.body)
    found = _rows(connection, query.where(o.site_id == site, o.order_id == name))
    return found[0] if found else None


def asns(
    connection: Connection, site: str, state: str | None, after: str | None, limit: int
) -> Rows:
    """Advance ship notices by their number."""
    a = t.asns.c
    query = sa.select(a.asn, a.state, a.body).where(a.site_id == site)
    if state is not None:
        query = query.where(a.state == state)
    if after is not None:
        query = query.where(a.asn > after)
    return _rows(connection, query.order_by(a.asn).limit(limit))


def tasks(
    connection: Connection,
    site: str,
    wanted: dict[str, str],
    after: tuple[int, str] | None,
    limit: int,
) -> Rows:
    """Tasks, the most pressing first."""
    k = t.tasks.c
    query = sa.select(k.task, k.kind, k.state, k.priority, k.location, k.body)
    query = query.where(k.site_id == site)
    for name in ("state", "kind"):
        if name in wanted:
            query = query.where(k[name] == wanted[name])
    if after is not None:
        query = query.where(sa.tuple_(k.priority, k.task) > sa.tuple_(*after))
    return _rows(connection, query.order_by(k.priority, k.task).limit(limit))


def exceptions(
    connection: Connection,
    site: str,
    state: str | None,
    after: tuple[int, str] | None,
    limit: int,
) -> Rows:
    """Exceptions in the order in which they arose."""
    x = t.exceptions.c
    query = sa.select(x.exception, x.kind, x.state, x.since, x.body).where(x.site_id == site)
    if state is not None:
        query = query.where(x.state == state)
    if after is not None:
        query = query.where(sa.tuple_(x.since, x.exception) > sa.tuple_(*after))
    return _rows(connection, query.order_by(x.since, x.exception).limit(limit))


def erp_documents(
    connection: Connection, site: str, after: tuple[int, int, str] | None, limit: int
) -> Rows:
    """What the ERP is told, in the order of the operations, with its number once it is booked."""
    o, d = t.outbox.c, t.erp_documents.c
    query = (
        sa.select(o.key, o.type, o.op_id, o.state, o.attempts, o.reference, o.reason, o.text,
                  o.body, o.version, o.position, d.number)
        .outerjoin(t.erp_documents, sa.and_(d.site_id == o.site_id, d.key == o.key))
        .where(o.site_id == site)
    )  # fmt: skip
    if after is not None:
        query = query.where(sa.tuple_(o.version, o.position, o.key) > sa.tuple_(*after))
    return _rows(connection, query.order_by(o.version, o.position, o.key).limit(limit))
