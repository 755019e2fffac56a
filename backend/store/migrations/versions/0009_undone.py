# SPDX-License-Identifier: Apache-2.0
"""Operations that somebody undid, so that each is undone once, whoever tells it first.

Revision 0009.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "undone",
        sa.Column("site_id", sa.String(64), nullable=False),
        sa.Column("operation", sa.String(64), nullable=False),
        sa.Column("tellings", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("site_id", "operation", name=op.f("pk_undone")),
    )


def downgrade() -> None:
    op.drop_table("undone")
