# SPDX-License-Identifier: Apache-2.0
"""Installations (created queues) as the journal knows them, and what devices report of theirs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from backend.domain.wire import timestamp_text
from backend.store import book_tables as t
from backend.store.feed_rows import text
from backend.store.identity_tables import devices
from backend.store.save import upsert, write_feed

SILENT_MS = 12 * 3_600_000
"""A device that has not spoken for a shift no longer keeps discrepancies from being shown."""


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
    i = t.installations.c
    row = connection.execute(
        sa.select(t.installations).where(i.site_id == site, i.installation_id == name)
    ).first()
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
) -> None:
    """Keep the device's own account of its queue where supervisors see it, then open every
    unexplained difference that no silent device can explain any more."""
    d = devices.c
    row = connection.execute(
        sa.update(devices)
        .where(d.site_id == site, d.id == device)
        .values(
            queue_pending=queue["pending"],
            queue_oldest_at=queue["oldest_at"],
            queue_last_seq=queue["last_seq"],
            last_seen_at=queue["now"],
            last_actor_id=sa.func.coalesce(queue.get("actor"), d.last_actor_id),
        )
        .returning(d.name, d.state, d.last_actor_id, d.device_class)
    ).first()
    if row is not None:
        oldest = queue["oldest_at"]
        body = {
            "device": device,
            "name": row.name,
            "class": row.device_class,
            "state": row.state,
            "actor": queue.get("actor") or row.last_actor_id,
            "last_seen": timestamp_text(now_ms),
            "pending": queue["pending"],
            "oldest_at": oldest.isoformat().replace("+00:00", "Z") if oldest else None,
            "last_seq": queue["last_seq"],
        }
        write_feed(connection, site, version, [("device", device, text(body))])
    _open_unexplained(connection, site, version, now_ms)


def _open_unexplained(connection: Connection, site: str, version: int, now_ms: int) -> None:
    i, x = t.installations.c, t.exceptions.c
    through = connection.scalar(
        sa.select(sa.func.min(i.reported_through)).where(
            i.site_id == site, i.forked.is_(False), i.reported_through > now_ms - SILENT_MS
        )
    )
    if through is None:
        return
    due = sa.and_(x.site_id == site, x.state == "watching", x.since <= through)
    rows = connection.execute(sa.select(t.exceptions).where(due)).all()
    if not rows:
        return
    connection.execute(sa.update(t.exceptions).where(due).values(state="open"))
    opened = [("exception", row.exception, text({**row.body, "state": "open"})) for row in rows]
    write_feed(connection, site, version, opened)
