# SPDX-License-Identifier: Apache-2.0
"""Every module that declares tables, imported once, so that `metadata` is complete."""

from backend.store import (
    book_tables,
    identity_tables,
    link_tables,
    photo_tables,
    print_tables,
    quality_tables,
    reverse_tables,
)
from backend.store.database import metadata

__all__ = [
    "book_tables", "identity_tables", "link_tables", "metadata", "photo_tables", "print_tables",
    "quality_tables", "reverse_tables",
]  # fmt: skip
