# SPDX-License-Identifier: Apache-2.0
"""Holds follow goods from their own time on: sightings, and the root of a follower.

Revision 0006.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

ID = sa.String(64)
CODE = sa.String(140)


def upgrade() -> None:
    op.create_table(
        "sightings",
        sa.Column("site_id", ID, nullable=False),
        sa.Column("part", CODE, nullable=False),
        sa.Column("number", CODE, nullable=False),
        sa.Column("op_id", ID, nullable=False),
        sa.Column("holder", sa.String(600), nullable=False),
        sa.Column("occurred_at", sa.BigInteger(), nullable=False),
        sa.Column("device_id", ID, nullable=False),
        sa.Column("error_ms", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint(
            "site_id", "part", "number", "op_id", "holder", name=op.f("pk_sightings")
        ),
    )
    op.create_index("ix_sightings_holder", "sightings", ["site_id", "holder", "occurred_at"])
    op.create_index("ix_plates_receipt", "plates", ["site_id", "receipt"])
    with op.batch_alter_table("holds") as holds:
        # What was held before this revision counts from ever on, and follows nothing.
        holds.add_column(sa.Column("since", sa.BigInteger(), nullable=False, server_default="0"))
        holds.add_column(sa.Column("root", CODE, nullable=False, server_default=""))
        holds.alter_column("since", server_default=None)
        holds.alter_column("root", server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("holds") as holds:
        holds.drop_column("root")
        holds.drop_column("since")
    op.drop_index("ix_plates_receipt", "plates")
    op.drop_index("ix_sightings_holder", "sightings")
    op.drop_table("sightings")
