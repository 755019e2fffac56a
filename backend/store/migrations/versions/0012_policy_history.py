# SPDX-License-Identifier: Apache-2.0
"""Settings: the changes are found without reading the whole journal.

Revision 0012.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

OF_SETTINGS = sa.text("kind = 'policy_change'")


def upgrade() -> None:
    op.create_index(
        "ix_journal_policy", "journal", ["site_id", "version", "position"],
        postgresql_where=OF_SETTINGS, sqlite_where=OF_SETTINGS,
    )  # fmt: skip


def downgrade() -> None:
    op.drop_index("ix_journal_policy", "journal")
