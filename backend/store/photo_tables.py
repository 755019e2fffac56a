# SPDX-License-Identifier: Apache-2.0
"""Tables of photos: what was said of each, what it is of, and which pictures are kept here.

The first two follow from the journal. `photo_files` does not: a picture may come before its fact
is told, after it, or never, and goes again when its time is over.
"""

from __future__ import annotations

import sqlalchemy as sa

from backend.store.database import metadata

ID = sa.String(64)
CODE = sa.String(140)
MS = sa.BigInteger
SUBJECT = sa.String(16)

photos = sa.Table(
    "photos",
    metadata,
    sa.Column("site_id", ID, primary_key=True),
    sa.Column("op_id", ID, primary_key=True),
    sa.Column("photo", ID, nullable=False),
    sa.Column("hash", ID, nullable=False),
    sa.Column("bytes", sa.Integer, nullable=False),
    sa.Column("type", sa.String(16), nullable=False),
    sa.Column("where", sa.String(512), nullable=False),
    sa.Column("note", sa.String(512), nullable=False),
    sa.Column("actor", ID, nullable=False),
    sa.Column("device_id", ID, nullable=False),
    sa.Column("taken_at", MS, nullable=False),
    sa.Index("ix_photos_photo", "site_id", "photo"),
)

photo_subjects = sa.Table(
    "photo_subjects",
    metadata,
    sa.Column("site_id", ID, primary_key=True),
    sa.Column("subject", SUBJECT, primary_key=True),
    sa.Column("code", CODE, primary_key=True),
    sa.Column("op_id", ID, primary_key=True),
    sa.Index("ix_photo_subjects_op", "site_id", "op_id"),
)

photo_files = sa.Table(
    "photo_files",
    metadata,
    sa.Column("site_id", ID, primary_key=True),
    sa.Column("photo", ID, primary_key=True),
    sa.Column("hash", ID, nullable=False),
    sa.Column("bytes", sa.Integer, nullable=False),
    sa.Column("type", sa.String(16), nullable=False),
    sa.Column("device_id", ID, nullable=False),
    sa.Column("stored_at", MS, nullable=False),
    sa.Column("pruned_at", MS),
    sa.Index("ix_photo_files_age", "site_id", "stored_at"),
    sa.Index("ix_photo_files_device", "site_id", "device_id"),
)
"""`pruned_at`: its time was over; the row stays, so that the same picture is not taken in again."""
