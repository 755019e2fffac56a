# SPDX-License-Identifier: Apache-2.0
"""A site on each engine."""

import pytest

from backend.store.database import Database
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
from tests.scenarios.site import Site


@pytest.fixture
def site(database: Database) -> Site:  # noqa: F811
    """The demo parts and places on a fresh database, once on each engine."""
    return Site(database).set_up()
