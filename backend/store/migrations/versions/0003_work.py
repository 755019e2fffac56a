# SPDX-License-Identifier: Apache-2.0
"""Masters, holds, work for people, the feed and the outbox.

Revision 0003.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

ID = sa.String(64)
CODE = sa.String(140)
HOLDER = sa.String(600)
DOCUMENT_KEY = sa.String(320)


def _asns() -> None:
    op.create_table(
        "asns",
        sa.Column("site_id", ID, nullable=False),
        sa.Column("asn", CODE, nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("body", sa.JSON, nullable=False),
        sa.PrimaryKeyConstraint("site_id", "asn", name=op.f("pk_asns")),
    )


def _erp_documents() -> None:
    op.create_table(
        "erp_documents",
        sa.Column("site_id", ID, nullable=False),
        sa.Column("key", DOCUMENT_KEY, nullable=False),
        sa.Column("number", sa.BigInteger, nullable=False),
        sa.Column("type", sa.String(32), nullable=False),
        sa.Column("json", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("site_id", "key", name=op.f("pk_erp_documents")),
    )


def _exceptions() -> None:
    op.create_table(
        "exceptions",
        sa.Column("site_id", ID, nullable=False),
        sa.Column("exception", sa.String(1200), nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("since", sa.BigInteger, nullable=False),
        sa.Column("body", sa.JSON, nullable=False),
        sa.PrimaryKeyConstraint("site_id", "exception", name=op.f("pk_exceptions")),
    )
    op.create_index(
        "ix_exceptions_state", "exceptions", ["site_id", "state", "since"], unique=False
    )


def _feed() -> None:
    op.create_table(
        "feed",
        sa.Column("site_id", ID, nullable=False),
        sa.Column("topic", sa.String(24), nullable=False),
        sa.Column("key", sa.String(1200), nullable=False),
        sa.Column("version", sa.BigInteger, nullable=False),
        sa.Column("audience", ID, nullable=False),
        sa.Column("body", sa.Text, nullable=True),
        sa.PrimaryKeyConstraint("site_id", "topic", "key", name=op.f("pk_feed")),
    )
    op.create_index("ix_feed_version", "feed", ["site_id", "version", "topic", "key"], unique=False)


def _holds() -> None:
    op.create_table(
        "holds",
        sa.Column("site_id", ID, nullable=False),
        sa.Column("hold", CODE, nullable=False),
        sa.Column("scope", sa.JSON, nullable=False),
        sa.Column("reason", CODE, nullable=False),
        sa.Column("note", sa.String(512), nullable=False),
        sa.Column("placed_by", ID, nullable=False),
        sa.Column("placed_at", sa.BigInteger, nullable=False),
        sa.Column("operation", ID, nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.PrimaryKeyConstraint("site_id", "hold", name=op.f("pk_holds")),
    )
    op.create_index("ix_holds_state", "holds", ["site_id", "state"], unique=False)


def _locations() -> None:
    op.create_table(
        "locations",
        sa.Column("site_id", ID, nullable=False),
        sa.Column("location", CODE, nullable=False),
        sa.Column("role", sa.String(16), nullable=False),
        sa.Column("body", sa.JSON, nullable=False),
        sa.PrimaryKeyConstraint("site_id", "location", name=op.f("pk_locations")),
    )


def _lots() -> None:
    op.create_table(
        "lots",
        sa.Column("site_id", ID, nullable=False),
        sa.Column("part", CODE, nullable=False),
        sa.Column("lot", CODE, nullable=False),
        sa.Column("expires_on", sa.String(10), nullable=True),
        sa.Column("suppliers", sa.JSON, nullable=False),
        sa.Column("receipts", sa.JSON, nullable=False),
        sa.PrimaryKeyConstraint("site_id", "part", "lot", name=op.f("pk_lots")),
    )


def _orders() -> None:
    op.create_table(
        "orders",
        sa.Column("site_id", ID, nullable=False),
        sa.Column("order_id", CODE, nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("priority", sa.String(8), nullable=False),
        sa.Column("body", sa.JSON, nullable=False),
        sa.PrimaryKeyConstraint("site_id", "order_id", name=op.f("pk_orders")),
    )
    op.create_index("ix_orders_state", "orders", ["site_id", "state"], unique=False)


def _outbox() -> None:
    op.create_table(
        "outbox",
        sa.Column("site_id", ID, nullable=False),
        sa.Column("key", DOCUMENT_KEY, nullable=False),
        sa.Column("op_id", ID, nullable=False),
        sa.Column("order_key", HOLDER, nullable=False),
        sa.Column("version", sa.BigInteger, nullable=False),
        sa.Column("position", sa.BigInteger, nullable=False),
        sa.Column("type", sa.String(32), nullable=False),
        sa.Column("body", sa.JSON, nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("doubts", sa.Integer, nullable=False),
        sa.Column("token", sa.BigInteger, nullable=False),
        sa.Column("next_at", sa.BigInteger, nullable=False),
        sa.Column("leased_until", sa.BigInteger, nullable=False),
        sa.Column("reference", DOCUMENT_KEY, nullable=False),
        sa.Column("reason", ID, nullable=False),
        sa.Column("text", sa.String(512), nullable=False),
        sa.PrimaryKeyConstraint("site_id", "key", name=op.f("pk_outbox")),
    )
    op.create_index(
        "ix_outbox_group", "outbox", ["site_id", "order_key", "version", "position"], unique=False
    )
    op.create_index("ix_outbox_operation", "outbox", ["site_id", "op_id"], unique=False)
    op.create_index("ix_outbox_state", "outbox", ["site_id", "state", "next_at"], unique=False)


def _parts() -> None:
    op.create_table(
        "parts",
        sa.Column("network_id", ID, nullable=False),
        sa.Column("part", CODE, nullable=False),
        sa.Column("body", sa.JSON, nullable=False),
        sa.PrimaryKeyConstraint("network_id", "part", name=op.f("pk_parts")),
    )


def _qualified() -> None:
    op.create_table(
        "qualified",
        sa.Column("network_id", ID, nullable=False),
        sa.Column("part", CODE, nullable=False),
        sa.Column("supplier", CODE, nullable=False),
        sa.PrimaryKeyConstraint("network_id", "part", "supplier", name=op.f("pk_qualified")),
    )


def _quarantine() -> None:
    op.create_table(
        "quarantine",
        sa.Column("site_id", ID, nullable=False),
        sa.Column("id", ID, nullable=False),
        sa.Column("op_id", CODE, nullable=False),
        sa.Column("installation_id", ID, nullable=False),
        sa.Column("seq", sa.BigInteger, nullable=True),
        sa.Column("received_at", sa.BigInteger, nullable=False),
        sa.Column("reason", sa.String(32), nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("site_id", "id", name=op.f("pk_quarantine")),
    )


def _shipments() -> None:
    op.create_table(
        "shipments",
        sa.Column("site_id", ID, nullable=False),
        sa.Column("shipment", CODE, nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("body", sa.JSON, nullable=False),
        sa.PrimaryKeyConstraint("site_id", "shipment", name=op.f("pk_shipments")),
    )


def _tasks() -> None:
    op.create_table(
        "tasks",
        sa.Column("site_id", ID, nullable=False),
        sa.Column("task", HOLDER, nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("priority", sa.Integer, nullable=False),
        sa.Column("source", HOLDER, nullable=False),
        sa.Column("location", HOLDER, nullable=False),
        sa.Column("body", sa.JSON, nullable=False),
        sa.PrimaryKeyConstraint("site_id", "task", name=op.f("pk_tasks")),
    )
    op.create_index("ix_tasks_location", "tasks", ["site_id", "location", "state"], unique=False)
    op.create_index("ix_tasks_source", "tasks", ["site_id", "source", "state"], unique=False)


def upgrade() -> None:
    _asns()
    _erp_documents()
    _exceptions()
    _feed()
    _holds()
    _locations()
    _lots()
    _orders()
    _outbox()
    _parts()
    _qualified()
    _quarantine()
    _shipments()
    _tasks()


def downgrade() -> None:
    op.drop_table("tasks")
    op.drop_table("shipments")
    op.drop_table("quarantine")
    op.drop_table("qualified")
    op.drop_table("parts")
    op.drop_table("outbox")
    op.drop_table("orders")
    op.drop_table("lots")
    op.drop_table("locations")
    op.drop_table("holds")
    op.drop_table("feed")
    op.drop_table("exceptions")
    op.drop_table("erp_documents")
    op.drop_table("asns")
