# SPDX-License-Identifier: Apache-2.0
"""What a plan of counts and waves looks at: places with what lies in them, orders that wait."""

from __future__ import annotations

from collections import defaultdict
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from backend.domain.books import NESTING_MAX, Order
from backend.domain.locations import STORAGE_ROLES
from backend.domain.plan.count_schedule import Countable
from backend.domain.policy import Policy, policy_from
from backend.domain.rules.masters import location_from, part_from
from backend.domain.stock import is_plate, plate_of
from backend.store import book_tables as t
from backend.store.load_work import order_from


def policy_of(connection: Connection, site: str) -> Policy | None:
    """The settings of a site; None if it is not there."""
    query = sa.select(t.sites.c.settings).where(t.sites.c.site_id == site)
    kept = connection.execute(query).scalar()
    return None if kept is None else policy_from(kept.get("policy", {}))


def countables(connection: Connection, site: str) -> list[Countable]:
    """Places of storage with the parts in them, also on plates, and when each was counted last."""
    places = _rows(connection, t.locations, site)
    network = connection.execute(
        sa.select(t.sites.c.network_id).where(t.sites.c.site_id == site)
    ).scalar()
    parts = {
        row.part: part_from(row.body)
        for row in connection.execute(sa.select(t.parts).where(t.parts.c.network_id == network))
    }
    standing = {row.lpn: row.holder for row in _rows(connection, t.plates, site)}
    there: dict[str, set[str]] = defaultdict(set)
    below: set[str] = set()
    for row in _rows(connection, t.quants, site):
        at_place = _place(row.holder, standing)
        if row.quantity > 0:
            there[at_place].add(row.part)
        if row.raw < 0:
            below.add(at_place)
    counted = {row.holder: row.occurred_at for row in _rows(connection, t.horizons, site)}
    found = []
    for row in places:
        place = location_from(row.body)
        if place.role not in STORAGE_ROLES:
            continue
        name = place.location
        at = counted.get(name)
        found.append(Countable(
            name,
            tuple(parts[part] for part in sorted(there[name]) if part in parts),
            datetime.fromtimestamp(at / 1000, UTC).date() if at else None,
            frozenset({"negative"} if name in below else ()),
            place.travel, place.zone,
        ))  # fmt: skip
    return found


def leased_orders(connection: Connection, site: str, installation: str) -> list[str]:
    """Orders that this installation is picking, by their names."""
    o = t.orders.c
    rows = connection.execute(
        sa.select(o.body).where(o.site_id == site, o.state.in_(("open", "picking")))
    )
    orders = (order_from(row.body) for row in rows)
    return sorted(
        order.order for order in orders
        if order.details.get("by", {}).get("device") == installation
    )  # fmt: skip


def waiting_orders(connection: Connection, site: str) -> list[Order]:
    """Orders that are not released yet and that somebody is still to pick."""
    rows = connection.execute(
        sa.select(t.orders.c.body).where(
            t.orders.c.site_id == site, t.orders.c.state.in_(("open", "picking"))
        )
    )
    orders = [order_from(row.body) for row in rows]
    return [order for order in orders if "released" not in order.details]


def _rows(connection: Connection, table: sa.Table, site: str) -> list[Any]:
    return list(connection.execute(sa.select(table).where(table.c.site_id == site)))


def _place(holder: str, standing: dict[str, str]) -> str:
    """The location that a holder is, or that its plate stands in."""
    for _ in range(NESTING_MAX):
        if not is_plate(holder):
            return holder
        holder = standing.get(plate_of(holder), "")
    return holder
