# SPDX-License-Identifier: Apache-2.0
"""Tables of who may speak: devices, actors, their sessions, one-time tokens, push subscriptions.

Every key is `(site_id, id)`. Secrets are kept as hashes only. The sequence number expected next
from a device belongs to the books, not here.
"""

from __future__ import annotations

import sqlalchemy as sa

from backend.store.database import UtcDateTime, metadata

ID = sa.String(64)
HASH = sa.String(64)  # SHA-256, hex

devices = sa.Table(
    "devices",
    metadata,
    sa.Column("site_id", ID, primary_key=True),
    sa.Column("id", ID, primary_key=True),
    sa.Column("name", sa.String(80), nullable=False),
    sa.Column("device_class", sa.String(16), nullable=False),
    sa.Column("state", sa.String(16), nullable=False),
    sa.Column("token_hash", HASH, nullable=False),
    sa.Column("installation_id", ID, nullable=False),
    sa.Column("enrolled_at", UtcDateTime, nullable=False),
    sa.Column("last_seen_at", UtcDateTime),
    sa.Column("last_actor_id", ID),
    sa.Column("queue_pending", sa.Integer),
    sa.Column("queue_oldest_at", UtcDateTime),
    sa.Column("queue_last_seq", sa.BigInteger),
    sa.Column("pin_failures", sa.Integer, nullable=False, server_default="0"),
    sa.Column("pin_blocked_until", UtcDateTime),
    sa.CheckConstraint("device_class IN ('handheld', 'desk', 'station')", name="device_class"),
    sa.CheckConstraint("state IN ('active', 'revoked', 'lost')", name="state"),
)

enrolment_tokens = sa.Table(
    "enrolment_tokens",
    metadata,
    sa.Column("site_id", ID, primary_key=True),
    sa.Column("id", ID, primary_key=True),
    sa.Column("token_hash", HASH, nullable=False),
    sa.Column("device_class", sa.String(16), nullable=False),
    sa.Column("made_by", ID, nullable=False),
    sa.Column("made_at", UtcDateTime, nullable=False),
    sa.Column("expires_at", UtcDateTime, nullable=False),
    sa.Column("used_at", UtcDateTime),
    sa.Column("device_id", ID),
)

actors = sa.Table(
    "actors",
    metadata,
    sa.Column("site_id", ID, primary_key=True),
    sa.Column("id", ID, primary_key=True),
    sa.Column("name", sa.String(80), nullable=False),
    sa.Column("initials", sa.String(4), nullable=False),
    sa.Column("roles", sa.String(64), nullable=False),
    sa.Column("badge_hash", HASH, nullable=False),
    sa.Column("pin_hash", sa.String(255), nullable=False),
    sa.Column("state", sa.String(16), nullable=False),
    sa.Column("pin_failures", sa.Integer, nullable=False, server_default="0"),
    sa.Column("pin_blocked_until", UtcDateTime),
    sa.UniqueConstraint("site_id", "badge_hash"),
    sa.CheckConstraint("state IN ('active', 'disabled')", name="state"),
)

sessions = sa.Table(
    "sessions",
    metadata,
    sa.Column("site_id", ID, primary_key=True),
    sa.Column("id", ID, primary_key=True),
    sa.Column("actor_id", ID, nullable=False),
    sa.Column("device_id", ID, nullable=False),
    sa.Column("token_hash", HASH, nullable=False),
    sa.Column("started_at", UtcDateTime, nullable=False),
    sa.Column("expires_at", UtcDateTime, nullable=False),
    sa.Column("ended_at", UtcDateTime),
    sa.Index(None, "site_id", "device_id"),
)

push_subscriptions = sa.Table(
    "push_subscriptions",
    metadata,
    sa.Column("site_id", ID, primary_key=True),
    sa.Column("id", ID, primary_key=True),
    sa.Column("device_id", ID, nullable=False),
    sa.Column("actor_id", ID, nullable=False),
    sa.Column("endpoint", sa.String(1024), nullable=False),
    sa.Column("endpoint_hash", HASH, nullable=False),
    sa.Column("p256dh", sa.String(128), nullable=False),
    sa.Column("auth", sa.String(64), nullable=False),
    sa.Column("made_at", UtcDateTime, nullable=False),
    sa.UniqueConstraint("site_id", "endpoint_hash"),
)
