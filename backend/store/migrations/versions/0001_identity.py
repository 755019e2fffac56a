# SPDX-License-Identifier: Apache-2.0
"""Identity: devices, enrolment tokens, actors, sessions, push subscriptions.

Revision 0001, the first.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from backend.store.database import UtcDateTime

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

ID = sa.String(64)
HASH = sa.String(64)


def _devices() -> None:
    op.create_table(
        "devices",
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


def _enrolment_tokens() -> None:
    op.create_table(
        "enrolment_tokens",
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


def _actors() -> None:
    op.create_table(
        "actors",
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


def _sessions() -> None:
    op.create_table(
        "sessions",
        sa.Column("site_id", ID, primary_key=True),
        sa.Column("id", ID, primary_key=True),
        sa.Column("actor_id", ID, nullable=False),
        sa.Column("device_id", ID, nullable=False),
        sa.Column("token_hash", HASH, nullable=False),
        sa.Column("started_at", UtcDateTime, nullable=False),
        sa.Column("expires_at", UtcDateTime, nullable=False),
        sa.Column("ended_at", UtcDateTime),
    )
    op.create_index("ix_sessions_site_id_device_id", "sessions", ["site_id", "device_id"])


def _push_subscriptions() -> None:
    op.create_table(
        "push_subscriptions",
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


def upgrade() -> None:
    _devices()
    _enrolment_tokens()
    _actors()
    _sessions()
    _push_subscriptions()


def downgrade() -> None:
    op.drop_table("push_subscriptions")
    op.drop_table("sessions")
    op.drop_table("actors")
    op.drop_table("enrolment_tokens")
    op.drop_table("devices")
