# SPDX-License-Identifier: Apache-2.0
"""Supersessions and approved substitutes of a network.

Revision 0007.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

ID = sa.String(64)
CODE = sa.String(140)


def upgrade() -> None:
    op.create_table(
        "supersessions",
        sa.Column("network_id", ID, nullable=False),
        sa.Column("old", CODE, nullable=False),
        sa.Column("condition", CODE, nullable=False),
        sa.Column("valid_from", sa.String(10), nullable=False),
        sa.Column("body", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint(
            "network_id", "old", "condition", "valid_from", name=op.f("pk_supersessions")
        ),
    )
    op.create_table(
        "substitutes",
        sa.Column("network_id", ID, nullable=False),
        sa.Column("for_part", CODE, nullable=False),
        sa.Column("part", CODE, nullable=False),
        sa.Column("body", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("network_id", "for_part", "part", name=op.f("pk_substitutes")),
    )


def downgrade() -> None:
    op.drop_table("substitutes")
    op.drop_table("supersessions")
