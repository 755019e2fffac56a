# SPDX-License-Identifier: Apache-2.0
"""Print jobs and what they were made from.

Revision 0004.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from backend.store.database import UtcDateTime

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

ID = sa.String(64)
REQUEST_KEY = sa.String(128)


def _print_jobs() -> None:
    op.create_table(
        "print_jobs",
        sa.Column("site_id", ID, nullable=False),
        sa.Column("id", ID, nullable=False),
        sa.Column("request_key", REQUEST_KEY, nullable=False),
        sa.Column("station", ID, nullable=False),
        sa.Column("state", sa.String(24), nullable=False),
        sa.Column("target", sa.String(512), nullable=False),
        sa.Column("template", ID, nullable=False),
        sa.Column("template_version", sa.Integer, nullable=False),
        sa.Column("identity", sa.String(600), nullable=False),
        sa.Column("content", sa.LargeBinary, nullable=False),
        sa.Column("content_hash", sa.String(64), nullable=False),
        sa.Column("requested_by", ID, nullable=False),
        sa.Column("created_at", UtcDateTime, nullable=False),
        sa.Column("copy_no", sa.Integer, nullable=False),
        sa.Column("parent_id", ID, nullable=True),
        sa.Column("reason", sa.String(512), nullable=False),
        sa.Column("attempt", sa.Integer, nullable=False),
        sa.Column("agent", sa.String(128), nullable=False),
        sa.Column("lease_until", UtcDateTime, nullable=True),
        sa.Column("detail", sa.String(512), nullable=False),
        sa.PrimaryKeyConstraint("site_id", "id", name=op.f("pk_print_jobs")),
        sa.UniqueConstraint("site_id", "request_key", name=op.f("uq_print_jobs_site_id_request_key")),
    )
    op.create_index(
        "ix_print_jobs_waiting",
        "print_jobs",
        ["site_id", "station", "state", "created_at", "id"],
        unique=False,
    )
    leased = sa.text("lease_until IS NOT NULL")
    op.create_index(
        "ix_print_jobs_lease",
        "print_jobs",
        ["site_id", "lease_until"],
        unique=False,
        sqlite_where=leased,
        postgresql_where=leased,
    )


def _print_sources() -> None:
    op.create_table(
        "print_sources",
        sa.Column("site_id", ID, nullable=False),
        sa.Column("request_key", REQUEST_KEY, nullable=False),
        sa.Column("rows", sa.JSON, nullable=False),
        sa.Column("copies", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("site_id", "request_key", name=op.f("pk_print_sources")),
    )


def upgrade() -> None:
    _print_jobs()
    _print_sources()


def downgrade() -> None:
    op.drop_table("print_sources")
    op.drop_table("print_jobs")
