# SPDX-License-Identifier: Apache-2.0
"""The site of bench/floor.py on both engines: filled once, then a fresh copy for every round."""

from __future__ import annotations

import contextlib
import itertools
import shutil
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from backend.store.database import Database
from backend.store.engine import make_engine
from backend.store.upgrade import upgrade
from bench.cpu import parent_of
from bench.floor import Stocked, fill
from tests.postgres import running_cluster


@dataclass(frozen=True, slots=True)
class Place:
    """An engine with a filled site. `server` is the database server's process, if it has one."""

    name: str
    copy: Callable[[], str]
    processes: int  # of gunicorn: SQLite has one writer, PostgreSQL can use two
    server: int | None = None


def opened(url: str) -> Database:
    """A database as the server opens it."""
    return Database(make_engine(url))


@contextlib.contextmanager
def sqlite(given: Stocked) -> Iterator[Place]:
    """SQLite, set up as the server sets it up."""
    with tempfile.TemporaryDirectory(prefix="pickface-bench-") as folder:
        filled = Path(folder) / "filled.sqlite3"
        _fill(f"sqlite:///{filled}", given)
        names = itertools.count()

        def copy() -> str:
            path = Path(folder) / f"round-{next(names)}.sqlite3"
            shutil.copy(filled, path)
            return f"sqlite:///{path}"

        yield Place("sqlite", copy, 1)


@contextlib.contextmanager
def postgresql(given: Stocked) -> Iterator[Place]:
    """A private PostgreSQL with its durable defaults."""
    with running_cluster() as cluster:
        filled = cluster.create_database()
        _fill(filled, given)
        with cluster.connect() as connection:
            found = connection.execute("SELECT pg_backend_pid()").fetchone()
            assert found is not None
            server = parent_of(int(found[0]))
        template = filled.rsplit("/", 1)[1]
        yield Place("postgresql", lambda: cluster.create_database(template), 2, server)


def _fill(url: str, given: Stocked) -> None:
    database = opened(url)
    upgrade(database.engine)
    fill(database, given)
    with database.engine.connect() as connection:
        if database.engine.dialect.name == "sqlite":
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        else:
            connection.execution_options(isolation_level="AUTOCOMMIT")
            connection.exec_driver_sql("ANALYZE")
    database.close()
