# SPDX-License-Identifier: Apache-2.0
"""Tables of the books: journal, moves, what is folded from them, masters, work, feed.

Every key begins with the site (or, for what a network of sites owns, with the network). Times of
operations are corrected milliseconds since 1970 UTC, as the domain orders by them. `journal`,
`moves` and `counts` are appended and never updated, but for a parked row's one resolution.
"""

from __future__ import annotations

import sqlalchemy as sa

from backend.store.database import metadata

ID = sa.String(64)
CODE = sa.String(140)  # part, lot, serial, holder, plate: a scan is at most 512, a code is shorter
DOCUMENT_KEY = sa.String(320)  # operation id and event, which may name an order
HOLDER = sa.String(600)  # '@unexplained:' and 'lpn:' before the longest code
MS = sa.BigInteger
QUANTITY = sa.BigInteger

sites = sa.Table(
    "sites",
    metadata,
    sa.Column("site_id", ID, primary_key=True),
    sa.Column("network_id", ID, nullable=False),
    sa.Column("name", sa.String(80), nullable=False),
    sa.Column("version", sa.BigInteger, nullable=False),
    sa.Column("epoch", ID, nullable=False),
    sa.Column("settings", sa.JSON, nullable=False),
    sa.Column("quality", sa.JSON, nullable=False),
)
"""`quality`: hold rules and checklists. They are read with every batch, as the settings are."""

installations = sa.Table(
    "installations",
    metadata,
    sa.Column("site_id", ID, primary_key=True),
    sa.Column("installation_id", ID, primary_key=True),
    sa.Column("device_id", ID, nullable=False),
    sa.Column("expected_seq", sa.BigInteger, nullable=False),
    sa.Column("last_occurred_at", MS, nullable=False),
    sa.Column("reported_through", MS, nullable=False),
    sa.Column("forked", sa.Boolean, nullable=False),
)

journal = sa.Table(
    "journal",
    metadata,
    sa.Column("site_id", ID, primary_key=True),
    sa.Column("op_id", ID, primary_key=True),
    sa.Column("installation_id", ID, nullable=False),
    sa.Column("device_id", ID, nullable=False),
    sa.Column("seq", sa.BigInteger),
    sa.Column("kind", sa.String(32), nullable=False),
    sa.Column("actor", ID, nullable=False),
    sa.Column("authority", sa.String(32), nullable=False),
    sa.Column("occurred_at", MS, nullable=False),
    sa.Column("error_ms", MS, nullable=False),
    sa.Column("received_at", MS, nullable=False),
    sa.Column("group_key", HOLDER, nullable=False),
    sa.Column("hash", ID, nullable=False),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("version", sa.BigInteger, nullable=False),
    sa.Column("position", sa.Integer, nullable=False),
    sa.Column("outcome", sa.String(24), nullable=False),
    sa.Column("reason", sa.String(32)),
    sa.Column("detail", sa.JSON, nullable=False),
    sa.Column("resolved_outcome", sa.String(24)),
    sa.Column("resolved_reason", sa.String(32)),
    sa.Column("resolved_version", sa.BigInteger),
    sa.Column("resolved_by", ID),
    sa.UniqueConstraint("site_id", "installation_id", "seq"),
    sa.Index(None, "site_id", "version", "position"),
    sa.Index(
        "ix_journal_policy", "site_id", "version", "position",
        postgresql_where=sa.text("kind = 'policy_change'"),
        sqlite_where=sa.text("kind = 'policy_change'"),
    ),
)

quarantine = sa.Table(
    "quarantine",
    metadata,
    sa.Column("site_id", ID, primary_key=True),
    sa.Column("id", ID, primary_key=True),
    sa.Column("op_id", CODE, nullable=False),
    sa.Column("installation_id", ID, nullable=False),
    sa.Column("seq", sa.BigInteger),
    sa.Column("received_at", MS, nullable=False),
    sa.Column("reason", sa.String(32), nullable=False),
    sa.Column("text", sa.Text, nullable=False),
)
"""Bytes that came under an id that stands for other bytes, or on a copied installation."""

waits = sa.Table(
    "waits",
    metadata,
    sa.Column("site_id", ID, primary_key=True),
    sa.Column("waits_for", HOLDER, primary_key=True),
    sa.Column("op_id", ID, primary_key=True),
)

moves = sa.Table(
    "moves",
    metadata,
    sa.Column("site_id", ID, primary_key=True),
    sa.Column("op_id", ID, primary_key=True),
    sa.Column("n", sa.Integer, primary_key=True),
    sa.Column("part", CODE, nullable=False),
    sa.Column("lot", CODE, nullable=False),
    sa.Column("serial", CODE, nullable=False),
    sa.Column("quantity", QUANTITY, nullable=False),
    sa.Column("source", HOLDER, nullable=False),
    sa.Column("target", HOLDER, nullable=False),
    sa.Column("settled", sa.Boolean, nullable=False),
    sa.Column("occurred_at", MS, nullable=False),
    sa.Column("device_id", ID, nullable=False),
    sa.Column("error_ms", MS, nullable=False),
    sa.Column("version", sa.BigInteger, nullable=False),
    sa.CheckConstraint("quantity > 0", name="l1_positive"),
    sa.CheckConstraint("source <> target", name="l1_two_ends"),
    sa.CheckConstraint("serial = '' OR quantity = 1", name="l5_one_unit"),
    sa.Index("ix_moves_source", "site_id", "source", "occurred_at"),
    sa.Index("ix_moves_target", "site_id", "target", "occurred_at"),
    sa.Index("ix_moves_part", "site_id", "part", "version"),
)

counts = sa.Table(
    "counts",
    metadata,
    sa.Column("site_id", ID, primary_key=True),
    sa.Column("op_id", ID, primary_key=True),
    sa.Column("holder", HOLDER, nullable=False),
    sa.Column("occurred_at", MS, nullable=False),
    sa.Column("device_id", ID, nullable=False),
    sa.Column("error_ms", MS, nullable=False),
    sa.Column("loose", sa.JSON, nullable=False),
    sa.Column("serials", sa.JSON, nullable=False),
    sa.Column("plates", sa.JSON, nullable=False),
    sa.Index("ix_counts_holder", "site_id", "holder"),
)

sightings = sa.Table(
    "sightings",
    metadata,
    sa.Column("site_id", ID, primary_key=True),
    sa.Column("part", CODE, primary_key=True),
    sa.Column("number", CODE, primary_key=True),
    sa.Column("op_id", ID, primary_key=True),
    sa.Column("holder", HOLDER, primary_key=True),
    sa.Column("occurred_at", MS, nullable=False),
    sa.Column("device_id", ID, nullable=False),
    sa.Column("error_ms", MS, nullable=False),
    sa.Index("ix_sightings_holder", "site_id", "holder", "occurred_at"),
)
"""Where a serial number of a part was seen, and a plate (then `part` is empty). Appended only."""

horizons = sa.Table(
    "horizons",
    metadata,
    sa.Column("site_id", ID, primary_key=True),
    sa.Column("holder", HOLDER, primary_key=True),
    sa.Column("occurred_at", MS, nullable=False),
    sa.Column("op_id", ID, nullable=False),
    sa.Column("device_id", ID, nullable=False),
    sa.Column("error_ms", MS, nullable=False),
)

quants = sa.Table(
    "quants",
    metadata,
    sa.Column("site_id", ID, primary_key=True),
    sa.Column("holder", HOLDER, primary_key=True),
    sa.Column("part", CODE, primary_key=True),
    sa.Column("lot", CODE, primary_key=True),
    sa.Column("serial", CODE, primary_key=True),
    sa.Column("quantity", QUANTITY, nullable=False),
    sa.Column("raw", QUANTITY, nullable=False),
    sa.CheckConstraint("quantity >= 0 OR holder LIKE '@%'", name="l3_never_below_zero"),
    sa.Index("ix_quants_part", "site_id", "part", "serial"),
)

serials = sa.Table(
    "serials",
    metadata,
    sa.Column("site_id", ID, primary_key=True),
    sa.Column("part", CODE, primary_key=True),
    sa.Column("serial", CODE, primary_key=True),
    sa.Column("holder", HOLDER, nullable=False),
    sa.Column("lot", CODE, nullable=False),
    sa.Column("occurred_at", MS, nullable=False),
    sa.Column("op_id", ID, nullable=False),
    sa.Column("device_id", ID, nullable=False),
    sa.Column("error_ms", MS, nullable=False),
    sa.Column("supplier", CODE, nullable=False),
    sa.Column("receipt", CODE, nullable=False),
    sa.Index("ix_serials_holder", "site_id", "holder"),
)

plates = sa.Table(
    "plates",
    metadata,
    sa.Column("site_id", ID, primary_key=True),
    sa.Column("lpn", CODE, primary_key=True),
    sa.Column("holder", HOLDER, nullable=False),
    sa.Column("occurred_at", MS, nullable=False),
    sa.Column("op_id", ID, nullable=False),
    sa.Column("device_id", ID, nullable=False),
    sa.Column("error_ms", MS, nullable=False),
    sa.Column("missing", sa.Boolean, nullable=False),
    sa.Column("supplier", CODE, nullable=False),
    sa.Column("receipt", CODE, nullable=False),
    sa.Index("ix_plates_holder", "site_id", "holder"),
    sa.Index("ix_plates_receipt", "site_id", "receipt"),
)

lots = sa.Table(
    "lots",
    metadata,
    sa.Column("site_id", ID, primary_key=True),
    sa.Column("part", CODE, primary_key=True),
    sa.Column("lot", CODE, primary_key=True),
    sa.Column("expires_on", sa.String(10)),
    sa.Column("suppliers", sa.JSON, nullable=False),
    sa.Column("receipts", sa.JSON, nullable=False),
)

holds = sa.Table(
    "holds",
    metadata,
    sa.Column("site_id", ID, primary_key=True),
    sa.Column("hold", CODE, primary_key=True),
    sa.Column("scope", sa.JSON, nullable=False),
    sa.Column("reason", CODE, nullable=False),
    sa.Column("note", sa.String(512), nullable=False),
    sa.Column("placed_by", ID, nullable=False),
    sa.Column("placed_at", MS, nullable=False),
    sa.Column("operation", ID, nullable=False),
    sa.Column("since", MS, nullable=False),
    sa.Column("root", CODE, nullable=False),
    sa.Column("more", sa.JSON, nullable=False),
    sa.Column("state", sa.String(16), nullable=False),
    sa.Index("ix_holds_state", "site_id", "state"),
)

parts = sa.Table(
    "parts",
    metadata,
    sa.Column("network_id", ID, primary_key=True),
    sa.Column("part", CODE, primary_key=True),
    sa.Column("body", sa.JSON, nullable=False),
)

suppliers = sa.Table(
    "suppliers",
    metadata,
    sa.Column("network_id", ID, primary_key=True),
    sa.Column("supplier", CODE, primary_key=True),
    sa.Column("body", sa.JSON, nullable=False),
)

qualified = sa.Table(
    "qualified",
    metadata,
    sa.Column("network_id", ID, primary_key=True),
    sa.Column("part", CODE, primary_key=True),
    sa.Column("supplier", CODE, primary_key=True),
)

locations = sa.Table(
    "locations",
    metadata,
    sa.Column("site_id", ID, primary_key=True),
    sa.Column("location", CODE, primary_key=True),
    sa.Column("role", sa.String(16), nullable=False),
    sa.Column("body", sa.JSON, nullable=False),
)

asns = sa.Table(
    "asns",
    metadata,
    sa.Column("site_id", ID, primary_key=True),
    sa.Column("asn", CODE, primary_key=True),
    sa.Column("state", sa.String(16), nullable=False),
    sa.Column("body", sa.JSON, nullable=False),
)

orders = sa.Table(
    "orders",
    metadata,
    sa.Column("site_id", ID, primary_key=True),
    sa.Column("order_id", CODE, primary_key=True),
    sa.Column("state", sa.String(16), nullable=False),
    sa.Column("priority", sa.String(8), nullable=False),
    sa.Column("body", sa.JSON, nullable=False),
    sa.Index("ix_orders_state", "site_id", "state"),
)

tasks = sa.Table(
    "tasks",
    metadata,
    sa.Column("site_id", ID, primary_key=True),
    sa.Column("task", HOLDER, primary_key=True),
    sa.Column("kind", sa.String(32), nullable=False),
    sa.Column("state", sa.String(16), nullable=False),
    sa.Column("priority", sa.Integer, nullable=False),
    sa.Column("source", HOLDER, nullable=False),
    sa.Column("location", HOLDER, nullable=False),
    sa.Column("body", sa.JSON, nullable=False),
    sa.Index("ix_tasks_source", "site_id", "source", "state"),
    sa.Index("ix_tasks_location", "site_id", "location", "state"),
)

shipments = sa.Table(
    "shipments",
    metadata,
    sa.Column("site_id", ID, primary_key=True),
    sa.Column("shipment", CODE, primary_key=True),
    sa.Column("state", sa.String(16), nullable=False),
    sa.Column("body", sa.JSON, nullable=False),
)

undone = sa.Table(
    "undone",
    metadata,
    sa.Column("site_id", ID, primary_key=True),
    sa.Column("operation", ID, primary_key=True),
    sa.Column("tellings", sa.JSON, nullable=False),
)
"""Operations that somebody undid: who told so, when, and what each telling moved back."""

exceptions = sa.Table(
    "exceptions",
    metadata,
    sa.Column("site_id", ID, primary_key=True),
    sa.Column("exception", sa.String(1200), primary_key=True),
    sa.Column("kind", sa.String(32), nullable=False),
    sa.Column("state", sa.String(16), nullable=False),
    sa.Column("since", MS, nullable=False),
    sa.Column("body", sa.JSON, nullable=False),
    sa.Index("ix_exceptions_state", "site_id", "state", "since"),
)

feed = sa.Table(
    "feed",
    metadata,
    sa.Column("site_id", ID, primary_key=True),
    sa.Column("topic", sa.String(24), primary_key=True),
    sa.Column("key", sa.String(1200), primary_key=True),
    sa.Column("version", sa.BigInteger, nullable=False),
    sa.Column("audience", ID, nullable=False),
    sa.Column("body", sa.Text),
    sa.Index("ix_feed_version", "site_id", "version", "topic", "key"),
)
"""One row a thing; `audience` is a device for rows that only that device reads."""

outbox = sa.Table(
    "outbox",
    metadata,
    sa.Column("site_id", ID, primary_key=True),
    sa.Column("key", DOCUMENT_KEY, primary_key=True),
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
    sa.Column("next_at", MS, nullable=False),
    sa.Column("leased_until", MS, nullable=False),
    sa.Column("reference", DOCUMENT_KEY, nullable=False),
    sa.Column("reason", sa.String(64), nullable=False),
    sa.Column("text", sa.String(512), nullable=False),
    sa.Index("ix_outbox_state", "site_id", "state", "next_at"),
    sa.Index("ix_outbox_group", "site_id", "order_key", "version", "position"),
    sa.Index("ix_outbox_operation", "site_id", "op_id"),
)

erp_documents = sa.Table(
    "erp_documents",
    metadata,
    sa.Column("site_id", ID, primary_key=True),
    sa.Column("key", DOCUMENT_KEY, primary_key=True),
    sa.Column("number", sa.BigInteger, nullable=False),
    sa.Column("type", sa.String(32), nullable=False),
    sa.Column("json", sa.Text, nullable=False),
)
"""The embedded ERP's ledger of documents."""
