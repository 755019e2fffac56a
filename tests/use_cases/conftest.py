# SPDX-License-Identifier: Apache-2.0
"""A site on each engine, and an empty database to replay into."""

from __future__ import annotations

from collections.abc import Iterator

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
from tests.postgres import PostgresCluster
from tests.scenarios.site import Site
from tests.simulation.server import in_memory, on_url


@pytest.fixture
def site(database: Database) -> Site:  # noqa: F811
    """The demo parts and places on a fresh database, once on each engine."""
    return Site(database).set_up()


@pytest.fixture(params=["into sqlite", "into postgresql"])
def empty(
    request: pytest.FixtureRequest,
    postgres_cluster: PostgresCluster,
    postgres_template: str,  # noqa: F811
) -> Iterator[Database]:
    """A migrated database without rows, once on each engine."""
    if request.param == "into sqlite":
        one = in_memory(empty=True)
        yield one
        one.close()
        return
    url = postgres_cluster.create_database(postgres_template)
    one = on_url(url)
    yield one
    one.close()
    postgres_cluster.drop_database(url)
