# SPDX-License-Identifier: Apache-2.0
"""What comes after a number, and what may be given for one: tables of a network of sites."""

from __future__ import annotations

import sqlalchemy as sa

from backend.store.book_tables import CODE, ID
from backend.store.database import metadata

supersessions = sa.Table(
    "supersessions",
    metadata,
    sa.Column("network_id", ID, primary_key=True),
    sa.Column("old", CODE, primary_key=True),
    sa.Column("condition", CODE, primary_key=True),
    sa.Column("valid_from", sa.String(10), primary_key=True),
    sa.Column("body", sa.JSON, nullable=False),
)

substitutes = sa.Table(
    "substitutes",
    metadata,
    sa.Column("network_id", ID, primary_key=True),
    sa.Column("for_part", CODE, primary_key=True),
    sa.Column("part", CODE, primary_key=True),
    sa.Column("body", sa.JSON, nullable=False),
)
