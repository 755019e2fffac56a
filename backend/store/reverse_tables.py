# SPDX-License-Identifier: Apache-2.0
"""The table of goods that come back."""

from __future__ import annotations

import sqlalchemy as sa

from backend.store.book_tables import ID
from backend.store.database import metadata

NAME = sa.String(300)  # a part and a serial, or a customer and a group

reverse_records = sa.Table(
    "reverse_records",
    metadata,
    sa.Column("site_id", ID, primary_key=True),
    sa.Column("kind", sa.String(24), primary_key=True),
    sa.Column("name", NAME, primary_key=True),
    sa.Column("owner", NAME, nullable=False),
    sa.Column("tag", NAME, nullable=False),
    sa.Column("body", sa.JSON, nullable=False),
    sa.Index("ix_reverse_records_owner", "site_id", "owner"),
    sa.Index("ix_reverse_records_tag", "site_id", "tag"),
)
"""What is known of goods that come back (`backend/domain/records.py`)."""
