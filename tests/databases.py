# SPDX-License-Identifier: Apache-2.0
"""Fixtures: an empty, migrated database for one test, on SQLite and on PostgreSQL.

The migrations run once into a template; each test gets a copy of it (a file copy, or
CREATE DATABASE ... TEMPLATE), so a test never sees another test's rows.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from backend.store.database import Database
from backend.store.engine import make_engine
from backend.store.upgrade import upgrade
from tests.once import once
from tests.postgres import PostgresCluster

ENGINES = ["sqlite", "postgresql"]

# A maker opens further Databases on the same data, as a second process would.
MakeDatabase = Callable[[], Database]


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated SQLite file, closed and without a WAL."""
    return once(tmp_path_factory, "template", _migrated) / "template.sqlite3"


def _migrated(folder: Path) -> None:
    engine = make_engine(f"sqlite:///{folder}/template.sqlite3")
    upgrade(engine)
    with engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    engine.dispose()


@pytest.fixture(scope="session")
def postgres_template(postgres_cluster: PostgresCluster) -> str:
    """Name of a migrated template database, one for each server."""
    if postgres_cluster.template is None:
        url = postgres_cluster.create_database()
        engine = make_engine(url)
        upgrade(engine)
        engine.dispose()
        postgres_cluster.template = url.rsplit("/", 1)[1]
    return postgres_cluster.template


@pytest.fixture
def sqlite_url(sqlite_template: Path, tmp_path: Path) -> str:
    """Address of a fresh, migrated SQLite file."""
    path = tmp_path / "pickface.sqlite3"
    shutil.copy(sqlite_template, path)
    return f"sqlite:///{path}"


@pytest.fixture
def postgres_database_url(
    postgres_cluster: PostgresCluster, postgres_template: str
) -> Iterator[str]:
    """Address of a fresh, migrated PostgreSQL database."""
    url = postgres_cluster.create_database(postgres_template)
    yield url
    postgres_cluster.drop_database(url)


@pytest.fixture(params=ENGINES)
def database_url(request: pytest.FixtureRequest) -> str:
    """Address of a fresh, migrated database; the test runs once on each engine."""
    fixture = "sqlite_url" if request.param == "sqlite" else "postgres_database_url"
    url: str = request.getfixturevalue(fixture)
    return url


@pytest.fixture
def make_database(database_url: str) -> Iterator[MakeDatabase]:
    """Opens a Database on the test's data, as often as asked."""
    opened: list[Database] = []

    def make() -> Database:
        opened.append(Database(make_engine(database_url)))
        return opened[-1]

    yield make
    for one in opened:
        one.close()


@pytest.fixture
def database(make_database: MakeDatabase) -> Database:
    """A fresh, migrated database, once on each engine."""
    return make_database()


@pytest.fixture
def sqlite_database(sqlite_url: str) -> Iterator[Database]:
    """A fresh, migrated SQLite database, where the engine does not matter."""
    one = Database(make_engine(sqlite_url))
    yield one
    one.close()


@pytest.fixture
def postgres_database(postgres_database_url: str) -> Iterator[Database]:
    """A fresh, migrated PostgreSQL database, for what only PostgreSQL does."""
    one = Database(make_engine(postgres_database_url))
    yield one
    one.close()
