# SPDX-License-Identifier: Apache-2.0
"""Goods that come back: authorizations, deposits, cores, claims, remanufacture.

Revision 0011.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

ID = sa.String(64)


def upgrade() -> None:
    op.create_table(
        "reverse_records",
        sa.Column("site_id", ID, nullable=False),
        sa.Column("kind", sa.String(24), nullable=False),
        sa.Column("name", sa.String(300), nullable=False),
        sa.Column("owner", sa.String(300), nullable=False),
        sa.Column("tag", sa.String(300), nullable=False),
        sa.Column("body", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("site_id", "kind", "name", name=op.f("pk_reverse_records")),
    )
    op.create_index("ix_reverse_records_owner", "reverse_records", ["site_id", "owner"])
    op.create_index("ix_reverse_records_tag", "reverse_records", ["site_id", "tag"])


def downgrade() -> None:
    op.drop_table("reverse_records")
