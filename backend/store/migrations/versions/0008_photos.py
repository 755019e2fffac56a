# SPDX-License-Identifier: Apache-2.0
"""Photos: what was said of each, what it is of, which pictures are kept.

Revision 0008.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

ID = sa.String(64)
MS = sa.BigInteger


def upgrade() -> None:
    op.create_table(
        "photos",
        sa.Column("site_id", ID, nullable=False),
        sa.Column("op_id", ID, nullable=False),
        sa.Column("photo", ID, nullable=False),
        sa.Column("hash", ID, nullable=False),
        sa.Column("bytes", sa.Integer, nullable=False),
        sa.Column("type", sa.String(16), nullable=False),
        sa.Column("where", sa.String(512), nullable=False),
        sa.Column("note", sa.String(512), nullable=False),
        sa.Column("actor", ID, nullable=False),
        sa.Column("device_id", ID, nullable=False),
        sa.Column("taken_at", MS, nullable=False),
        sa.PrimaryKeyConstraint("site_id", "op_id", name=op.f("pk_photos")),
    )
    op.create_index("ix_photos_photo", "photos", ["site_id", "photo"])
    op.create_table(
        "photo_subjects",
        sa.Column("site_id", ID, nullable=False),
        sa.Column("subject", sa.String(16), nullable=False),
        sa.Column("code", sa.String(140), nullable=False),
        sa.Column("op_id", ID, nullable=False),
        sa.PrimaryKeyConstraint(
            "site_id", "subject", "code", "op_id", name=op.f("pk_photo_subjects")
        ),
    )
    op.create_index("ix_photo_subjects_op", "photo_subjects", ["site_id", "op_id"])
    op.create_table(
        "photo_files",
        sa.Column("site_id", ID, nullable=False),
        sa.Column("photo", ID, nullable=False),
        sa.Column("hash", ID, nullable=False),
        sa.Column("bytes", sa.Integer, nullable=False),
        sa.Column("type", sa.String(16), nullable=False),
        sa.Column("device_id", ID, nullable=False),
        sa.Column("stored_at", MS, nullable=False),
        sa.Column("pruned_at", MS, nullable=True),
        sa.PrimaryKeyConstraint("site_id", "photo", name=op.f("pk_photo_files")),
    )
    op.create_index("ix_photo_files_age", "photo_files", ["site_id", "stored_at"])
    op.create_index("ix_photo_files_device", "photo_files", ["site_id", "device_id"])


def downgrade() -> None:
    op.drop_table("photo_files")
    op.drop_table("photo_subjects")
    op.drop_table("photos")
