# SPDX-License-Identifier: Apache-2.0
"""Tables of quality, beside the books: what is known of the supplies that are inspected."""

from __future__ import annotations

import sqlalchemy as sa

from backend.store.book_tables import CODE, ID
from backend.store.database import metadata

supplies = sa.Table(
    "supplies",
    metadata,
    sa.Column("site_id", ID, primary_key=True),
    sa.Column("part", CODE, primary_key=True),
    sa.Column("supplier", CODE, primary_key=True),
    sa.Column("body", sa.JSON, nullable=False),
)
"""Receipts and inspected lots of a part from a supplier, while a hold rule counts them."""
