# SPDX-License-Identifier: Apache-2.0
"""Tables of the label station: finished print jobs, and what each was made from.

Bytes are kept, not only data: what a printer got can be shown again years later, when the
template has a newer version.
"""

from __future__ import annotations

import sqlalchemy as sa

from backend.store.database import UtcDateTime, metadata

ID = sa.String(64)
REQUEST_KEY = sa.String(128)
IDENTITY = sa.String(600)  # as long as the longest holder

print_jobs = sa.Table(
    "print_jobs",
    metadata,
    sa.Column("site_id", ID, primary_key=True),
    sa.Column("id", ID, primary_key=True),
    sa.Column("request_key", REQUEST_KEY, nullable=False),
    sa.Column("station", ID, nullable=False),
    sa.Column("state", sa.String(24), nullable=False),
    sa.Column("target", sa.String(512), nullable=False),
    sa.Column("template", ID, nullable=False),
    sa.Column("template_version", sa.Integer, nullable=False),
    sa.Column("identity", IDENTITY, nullable=False),
    sa.Column("content", sa.LargeBinary, nullable=False),
    sa.Column("content_hash", sa.String(64), nullable=False),
    sa.Column("requested_by", ID, nullable=False),
    sa.Column("created_at", UtcDateTime, nullable=False),
    sa.Column("copy_no", sa.Integer, nullable=False),
    sa.Column("parent_id", ID),
    sa.Column("reason", sa.String(512), nullable=False),
    sa.Column("attempt", sa.Integer, nullable=False),
    sa.Column("agent", sa.String(128), nullable=False),
    sa.Column("lease_until", UtcDateTime),
    sa.Column("detail", sa.String(512), nullable=False),
    sa.UniqueConstraint("site_id", "request_key"),
    sa.Index("ix_print_jobs_waiting", "site_id", "station", "state", "created_at", "id"),
    sa.Index(
        "ix_print_jobs_lease",
        "site_id",
        "lease_until",
        sqlite_where=sa.text("lease_until IS NOT NULL"),
        postgresql_where=sa.text("lease_until IS NOT NULL"),
    ),
)

print_sources = sa.Table(
    "print_sources",
    metadata,
    sa.Column("site_id", ID, primary_key=True),
    sa.Column("request_key", REQUEST_KEY, primary_key=True),
    sa.Column("rows", sa.JSON, nullable=False),
    sa.Column("copies", sa.Integer, nullable=False),
)
"""The data of a job's labels, so that a reprint can carry its copy number."""
