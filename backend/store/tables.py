# SPDX-License-Identifier: Apache-2.0
"""Every module that declares tables, imported once, so that `metadata` is complete."""

from backend.store import book_tables, identity_tables, print_tables, reverse_tables
from backend.store.database import metadata

__all__ = ["book_tables", "identity_tables", "metadata", "print_tables", "reverse_tables"]
