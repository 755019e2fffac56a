# SPDX-License-Identifier: Apache-2.0
"""What readers hear when the ERP has answered: booked, refused, or waiting again.

Every function works inside the caller's transaction and takes the site's next version, so that a
reader at that version has its rows (F1).
"""

from __future__ import annotations

import json
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from backend.domain.wire import timestamp_text
from backend.store import book_tables as t
from backend.store.feed_rows import FeedRow, text
from backend.store.save import upsert, write_feed
from backend.store.site import SiteTransaction

REFUSED = "erp_refused"


def tell_booked(connection: Connection, site: str, key: str, now_ms: int) -> None:
    """One document is done; with the last one of its operation, the operation is booked."""
    row, version = _row(connection, site, key), SiteTransaction(connection, site).version
    _document(connection, version, row, "booked", timestamp_text(now_ms))
    _resolve(connection, site, version, key)
    o = t.outbox.c
    left = sa.select(o.key).where(o.site_id == site, o.op_id == row.op_id, o.state != "done")
    if connection.execute(left.limit(1)).first() is None:
        _outcome_booked(connection, site, version, row.op_id)


def tell_refused(
    connection: Connection, site: str, key: str, reason: str, said: str, now_ms: int
) -> None:
    """One document is parked: somebody must look."""
    row, version = _row(connection, site, key), SiteTransaction(connection, site).version
    _document(connection, version, row, "refused", reason=reason, text=said)
    body = {
        "exception": _name(key),
        "kind": REFUSED,
        "state": "open",
        "operation": row.op_id,
        "actor": row.body.get("who", ""),
        "device": "",
        "raised_at": timestamp_text(now_ms),
        "decisions": ["acknowledgement"],
        "document": key,
        "type": row.type,
        "reason": reason,
        "text": said,
    }
    kept = {
        "site_id": site,
        "exception": _name(key),
        "kind": REFUSED,
        "state": "open",
        "since": now_ms,
        "body": body,
    }
    upsert(connection, t.exceptions, [kept])
    write_feed(connection, site, version, [FeedRow("exception", _name(key), text(body))])


def tell_waiting(connection: Connection, site: str, key: str) -> None:
    """A parked document is tried again."""
    row, version = _row(connection, site, key), SiteTransaction(connection, site).version
    _document(connection, version, row, "waiting")
    _resolve(connection, site, version, key)


def _name(key: str) -> str:
    return f"{key}:{REFUSED}"


def _row(connection: Connection, site: str, key: str) -> Any:
    o = t.outbox.c
    return connection.execute(sa.select(t.outbox).where(o.site_id == site, o.key == key)).one()


def _document(
    connection: Connection, version: int, row: Any, state: str, booked_at: str | None = None,
    **why: str,
) -> None:
    f = t.feed.c
    here = sa.and_(f.site_id == row.site_id, f.topic == "erp_document", f.key == row.key)
    before = json.loads(connection.scalar(sa.select(f.body).where(here)) or "{}")
    body = {
        "key": row.key,
        "type": row.type,
        "operation": row.op_id,
        "state": state,
        "reference": row.reference,
        "queued_at": before.get("queued_at"),
        "booked_at": booked_at,
        "group": row.order_key,
        "place": [row.version, row.position],
        **why,
        "body": row.body,
    }
    write_feed(connection, row.site_id, version, [FeedRow("erp_document", row.key, text(body))])


def _resolve(connection: Connection, site: str, version: int, key: str) -> None:
    x = t.exceptions.c
    changed = connection.execute(
        sa.update(t.exceptions)
        .where(x.site_id == site, x.exception == _name(key), x.state != "resolved")
        .values(state="resolved")
    )
    if changed.rowcount:
        write_feed(connection, site, version, [FeedRow("exception", _name(key), None)])


def _outcome_booked(connection: Connection, site: str, version: int, op_id: str) -> None:
    """The device's third light. Operations of the server itself have no such row."""
    f = t.feed.c
    row = connection.execute(
        sa.select(f.body, f.audience).where(
            f.site_id == site, f.topic == "outcome", f.key == op_id
        )
    ).first()
    if row is None or row.body is None:
        return
    body = {**json.loads(row.body), "booked": True}
    told = FeedRow("outcome", op_id, text(body), row.audience)
    write_feed(connection, site, version, [told])
