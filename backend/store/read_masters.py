# SPDX-License-Identifier: Apache-2.0
"""Reading what stands long: parts, locations, holds and shipments, page by page by their names."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from backend.domain.holds import Hold, HoldScope, more_of
from backend.domain.policy import policy_from
from backend.store import book_tables as t
from backend.store.feed_rows import hold_body

DAY_MS = 86_400_000

Bodies = list[dict[str, Any]]


def parts(
    connection: Connection, site: str, wanted: Mapping[str, str], after: str | None, limit: int
) -> Bodies:
    """Parts of the network that this site belongs to, all or those whose numbers start so."""
    query = _parts_of(site)
    if "starting" in wanted:
        number = sa.func.upper(t.parts.c.part)
        query = query.where(number.startswith(wanted["starting"].upper(), autoescape=True))
    if after is not None:
        query = query.where(t.parts.c.part > after)
    return _bodies(connection, query.order_by(t.parts.c.part).limit(limit))


def part(connection: Connection, site: str, name: str) -> dict[str, Any] | None:
    """One part."""
    found = _bodies(connection, _parts_of(site).where(t.parts.c.part == name))
    return found[0] if found else None


def _parts_of(site: str) -> sa.Select[Any]:
    s = t.sites.c
    network = sa.select(s.network_id).where(s.site_id == site).scalar_subquery()
    return sa.select(t.parts.c.body).where(t.parts.c.network_id == network)


def locations(
    connection: Connection, site: str, wanted: Mapping[str, str], after: str | None, limit: int
) -> Bodies:
    """Locations, all or those of one role."""
    c = t.locations.c
    query = sa.select(c.body).where(c.site_id == site)
    if "role" in wanted:
        query = query.where(c.role == wanted["role"])
    if after is not None:
        query = query.where(c.location > after)
    return _bodies(connection, query.order_by(c.location).limit(limit))


def holds(
    connection: Connection, site: str, wanted: Mapping[str, str], after: str | None, limit: int
) -> Bodies:
    """Holds as in the feed; the released ones too, which the feed no longer has."""
    c = t.holds.c
    query = sa.select(t.holds).where(c.site_id == site)
    if "state" in wanted:
        query = query.where(c.state == wanted["state"])
    if after is not None:
        query = query.where(c.hold > after)
    rows = connection.execute(query.order_by(c.hold).limit(limit)).all()
    days = _owner_days(connection, site) if rows else 0
    return [{**hold_body(_hold(row), row.state), **_age(row, days)} for row in rows]


def _owner_days(connection: Connection, site: str) -> int:
    """After so many days an open hold is overdue (IN10)."""
    kept = connection.scalar(sa.select(t.sites.c.settings).where(t.sites.c.site_id == site))
    days: int = policy_from(kept or {})["hold.owner_days"]
    return days


def _age(row: Any, days: int) -> dict[str, Any]:
    """How long a hold has stood, who sees to it, and whether that is too long."""
    old = max(int(datetime.now(UTC).timestamp() * 1000) - row.placed_at, 0) // DAY_MS
    return {
        "age_days": old,
        "owner": row.more.get("owner") or row.placed_by,
        "overdue": row.state == "open" and old >= days,
    }


def _hold(row: Any) -> Hold:
    return Hold(
        row.hold, HoldScope(**row.scope), row.reason, row.note, row.placed_by, row.placed_at,
        row.operation, row.since, row.root, **more_of(row.more),
    )  # fmt: skip


def shipments(
    connection: Connection, site: str, wanted: Mapping[str, str], after: str | None, limit: int
) -> Bodies:
    """Shipments, all or those in one state."""
    c = t.shipments.c
    query = sa.select(c.body).where(c.site_id == site)
    if "state" in wanted:
        query = query.where(c.state == wanted["state"])
    if after is not None:
        query = query.where(c.shipment > after)
    return _bodies(connection, query.order_by(c.shipment).limit(limit))


def _bodies(connection: Connection, query: sa.Select[Any]) -> Bodies:
    return [dict(row.body) for row in connection.execute(query)]
