# SPDX-License-Identifier: Apache-2.0
"""Installations (created queues) as the journal knows them, and what devices report of theirs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from backend.domain.wire import timestamp_text
from backend.store import book_tables as t
from backend.store.feed_rows import FeedRow, text
from backend.store.identity_tables import devices, sessions
from backend.store.save import upsert, write_feed

SILENT_MS = 12 * 3_600_000
"""A device that has not spoken for a shift no longer keeps discrepancies from being shown."""

# Built once: building a statement costs more than the rest of what is done to send it.
_SITE: Any = sa.bindparam("site")
_INSTALLATION = sa.select(t.installations).where(
    t.installations.c.site_id == _SITE, t.installations.c.installation_id == sa.bindparam("name")
)
_SIGNED_IN_SINCE = (
    sa.select(sessions.c.actor_id)
    .where(sessions.c.site_id == _SITE, sessions.c.device_id == sa.bindparam("device"))
    .where(sessions.c.ended_at.is_(None), sessions.c.started_at > sa.bindparam("acted_at"))
    .order_by(sessions.c.started_at.desc())
    .limit(1)
    .scalar_subquery()
)
"""Who signed in there after the last thing that was told: a queue may be of those before."""
_REPORT = (
    sa.update(devices)
    .where(devices.c.site_id == _SITE, devices.c.id == sa.bindparam("device"))
    .values(
        queue_pending=sa.bindparam("pending"),
        queue_oldest_at=sa.bindparam("oldest_at"),
        queue_last_seq=sa.bindparam("last_seq"),
        last_seen_at=sa.bindparam("now"),
        last_actor_id=sa.func.coalesce(
            _SIGNED_IN_SINCE, sa.bindparam("actor", type_=t.ID), devices.c.last_actor_id
        ),
    )
    .returning(devices)
)
_HEARD = (
    sa.select(sa.func.min(t.installations.c.reported_through))
    .where(t.installations.c.site_id == _SITE, t.installations.c.forked.is_(False))
    .where(t.installations.c.reported_through > sa.bindparam("silent"))
    .scalar_subquery()
)
_DUE = sa.and_(
    t.exceptions.c.site_id == _SITE,
    t.exceptions.c.state == "watching",
    t.exceptions.c.since <= _HEARD,
)
_EXPLAINED_BY_NOBODY = sa.select(t.exceptions).where(_DUE)
_OPEN = sa.update(t.exceptions).where(_DUE).values(state="open")


@dataclass(frozen=True, slots=True)
class Installation:
    """Where an installation stands: the number expected next, and its last operation's time.

    `reported_through`: everything it recorded before this time (milliseconds) is here.
    """

    name: str
    device: str
    expected_seq: int = 1
    last_occurred_at: int = 0
    reported_through: int = 0
    forked: bool = False


def installation_of(connection: Connection, site: str, name: str, device: str) -> Installation:
    """An installation as we know it; a new one expects number 1."""
    row = connection.execute(_INSTALLATION, {"site": site, "name": name}).first()
    if row is None:
        return Installation(name, device)
    return Installation(
        name,
        row.device_id,
        row.expected_seq,
        row.last_occurred_at,
        row.reported_through,
        row.forked,
    )


def save_installation(connection: Connection, site: str, known: Installation) -> None:
    """Remember where an installation stands."""
    row = {
        "site_id": site,
        "installation_id": known.name,
        "device_id": known.device,
        "expected_seq": known.expected_seq,
        "last_occurred_at": known.last_occurred_at,
        "reported_through": known.reported_through,
        "forked": known.forked,
    }
    upsert(connection, t.installations, [row])


def write_report(
    connection: Connection,
    site: str,
    version: int,
    device: str,
    queue: dict[str, Any],
    now_ms: int,
) -> list[dict[str, Any]]:
    """Keep the device's own account of its queue where supervisors see it, then open every
    unexplained difference that no silent device can explain any more. Returns those opened."""
    asked = {"site": site, "device": device, **queue}
    row = connection.execute(_REPORT, asked).first()
    if row is not None:
        _tell(connection, site, version, row)
    return _open_unexplained(connection, site, version, now_ms)


def tell_device(
    connection: Connection, site: str, version: int | None, device: str, actor: str | None = None
) -> None:
    """Show a device where supervisors look, at once: it joined, left, or somebody signed in.
    `version` is that of the site, None while there is none that anybody could look at."""
    if version is None:
        return
    d = devices.c
    here = sa.and_(d.site_id == site, d.id == device)
    if actor is not None:
        connection.execute(sa.update(devices).where(here).values(last_actor_id=actor))
    row = connection.execute(sa.select(devices).where(here)).first()
    if row is not None:
        _tell(connection, site, version, row)


def _tell(connection: Connection, site: str, version: int, row: Any) -> None:
    body = {
        "device": row.id,
        "name": row.name,
        "class": row.device_class,
        "state": row.state,
        "actor": row.last_actor_id,
        "last_seen": utc_text(row.last_seen_at),
        "pending": row.queue_pending or 0,
        "oldest_at": utc_text(row.queue_oldest_at) or None,
        "last_seq": row.queue_last_seq or 0,
    }
    write_feed(connection, site, version, [FeedRow("device", row.id, text(body))])


def utc_text(at: datetime | None) -> str:
    """An instant as it travels; '' for none."""
    return timestamp_text(round(at.timestamp() * 1000)) if at else ""


def _open_unexplained(
    connection: Connection, site: str, version: int, now_ms: int
) -> list[dict[str, Any]]:
    asked = {"site": site, "silent": now_ms - SILENT_MS}
    rows = connection.execute(_EXPLAINED_BY_NOBODY, asked).all()
    if not rows:
        return []
    connection.execute(_OPEN, asked)
    opened = [{**row.body, "state": "open"} for row in rows]
    told = [FeedRow("exception", body["exception"], text(body)) for body in opened]
    write_feed(connection, site, version, told)
    return opened
