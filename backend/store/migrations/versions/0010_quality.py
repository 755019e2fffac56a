# SPDX-License-Identifier: Apache-2.0
"""Hold rules and checklists of a site, its supplies, and what few holds have.

Revision 0010.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

ID = sa.String(64)
CODE = sa.String(140)


def upgrade() -> None:
    op.create_table(
        "supplies",
        sa.Column("site_id", ID, nullable=False),
        sa.Column("part", CODE, nullable=False),
        sa.Column("supplier", CODE, nullable=False),
        sa.Column("body", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("site_id", "part", "supplier", name=op.f("pk_supplies")),
    )
    for table, column in (("sites", "quality"), ("holds", "more")):
        with op.batch_alter_table(table) as altered:
            altered.add_column(sa.Column(column, sa.JSON(), nullable=False, server_default="{}"))
            altered.alter_column(column, server_default=None)


def downgrade() -> None:
    for table, column in (("sites", "quality"), ("holds", "more")):
        with op.batch_alter_table(table) as altered:
            altered.drop_column(column)
    op.drop_table("supplies")
