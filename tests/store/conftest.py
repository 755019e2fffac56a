# SPDX-License-Identifier: Apache-2.0
"""Databases for the tests of the store."""

from tests.databases import (  # noqa: F401  (pytest finds fixtures by name in this module)
    database,
    database_url,
    make_database,
    postgres_database,
    postgres_database_url,
    postgres_template,
    sqlite_database,
    sqlite_template,
    sqlite_url,
)
