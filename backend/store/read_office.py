# SPDX-License-Identifier: Apache-2.0
"""Reading what the office looks at: hold rules and who told them, counts that wait, pick faces."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from backend.domain.locations import Location
from backend.domain.quality import Quality, quality_from
from backend.domain.records import Kind
from backend.domain.rules.masters import location_from
from backend.store import book_tables as t
from backend.store.reverse_tables import reverse_records

j = t.journal.c
_RULE = j.detail["rule"].as_string()


def quality(connection: Connection, site: str) -> Quality:
    """Hold rules and checklists of a site."""
    kept = connection.scalar(sa.select(t.sites.c.quality).where(t.sites.c.site_id == site))
    return quality_from(kept or {})


def rule_changes(
    connection: Connection, site: str, rule: str, after: tuple[int, int] | None, limit: int
) -> list[dict[str, Any]]:
    """Changes of one hold rule that were asked at a desk, the latest first. Those declined are
    none."""
    query = _changes(site).where(rule == _RULE)
    if after is not None:
        query = query.where(sa.tuple_(j.version, j.position) < sa.tuple_(*after))
    query = query.order_by(j.version.desc(), j.position.desc()).limit(limit)
    return [dict(row) for row in connection.execute(query).mappings()]


def last_changes(
    connection: Connection, site: str, rules: Iterable[str]
) -> dict[str, dict[str, Any]]:
    """The latest change of each of these rules; none of a rule that an import told."""
    query = _changes(site).where(_RULE.in_(sorted(rules))).order_by(j.version, j.position)
    return {row["detail"]["rule"]: dict(row) for row in connection.execute(query).mappings()}


def _changes(site: str) -> sa.Select[Any]:
    made = sa.and_(j.kind == "hold_rule", j.outcome == "accepted", j.reason.is_(None))
    return sa.select(
        j.version, j.position, j.actor, j.occurred_at, j.text, j.detail
    ).where(j.site_id == site, made)  # fmt: skip


def places_that_wait(connection: Connection, site: str) -> frozenset[str]:
    """Places that somebody is to count already."""
    c = t.tasks.c
    query = sa.select(c.location).where(
        c.site_id == site, c.kind == "count", c.state == "open"
    )
    return frozenset(connection.scalars(query))


def places(connection: Connection, site: str) -> dict[str, Location]:
    """Every place of a site, by name."""
    query = sa.select(t.locations.c.body).where(t.locations.c.site_id == site)
    return {one.location: one for one in map(location_from, connection.scalars(query))}


def faces(
    connection: Connection, site: str, after: str, limit: int
) -> list[tuple[str, list[dict[str, Any]]]]:
    """Parts with their pick faces, by part number."""
    c = reverse_records.c
    query = (
        sa.select(c.name, c.body)
        .where(c.site_id == site, c.kind == Kind.FACE, c.name > after)
        .order_by(c.name)
        .limit(limit)
    )
    return [(row.name, list(row.body["faces"])) for row in connection.execute(query)]


def faced(connection: Connection, site: str, zone: str = "") -> list[str]:
    """Parts that have a pick face, of a zone or anywhere."""
    c = reverse_records.c
    query = sa.select(c.name, c.body).where(c.site_id == site, c.kind == Kind.FACE)
    zones = {name: place.zone for name, place in places(connection, site).items()} if zone else {}
    return [
        row.name
        for row in connection.execute(query.order_by(c.name))
        if any(not zone or zones.get(face["location"]) == zone for face in row.body["faces"])
    ]
