# SPDX-License-Identifier: Apache-2.0
"""Engines for SQLite and PostgreSQL, set up so that a commit means what the promise says.

SQLite: WAL with `synchronous=FULL`, because NORMAL may roll back accepted commits after a power
loss (sqlite.org, "Write-Ahead Logging", section 2.2). The driver's own transaction handling is
switched off and BEGIN is written by us, because a deferred transaction that reads first and then
writes fails at once with SQLITE_BUSY and never waits.
PostgreSQL: psycopg 3, which prepares what a connection sends often: planning is a third of what
the database does for a batch. A transaction pooler must know prepared statements (PgBouncer 1.22).
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.engine import URL, Connection, Engine, make_url
from sqlalchemy.pool import StaticPool

SQLITE_BUSY_TIMEOUT_MS = 5_000  # only another program (a backup, a shell) is waited for like this
SQLITE_CACHE_KIB = 16_384
POOL_SIZE = 20  # connections; 16 request threads, the background workers and one to spare
PREPARE_FROM = 1  # sent once before on the same connection: what is sent again is sent for ever
CONNECT_TIMEOUT_S = 5
TCP_USER_TIMEOUT_MS = 3_000  # a vanished database host is noticed within a failover's time

PURPOSE = "pickface_purpose"  # execution option of a connection: "read" or "write"
SYNC_WAIT_CANCELLED = "sync_wait_cancelled"  # key in a pooled connection's `info`


def normal_url(url: str | URL, root: Path) -> URL:
    """Name the driver, and make a relative SQLite path absolute below `root`."""
    parsed = make_url(url)
    if parsed.drivername in ("postgresql", "postgres"):
        return parsed.set(drivername="postgresql+psycopg")
    if parsed.get_backend_name() == "sqlite" and parsed.database not in (None, "", ":memory:"):
        return parsed.set(database=str(root / str(parsed.database)))
    return parsed


def engine_options(url: URL) -> dict[str, Any]:
    """Arguments for `sqlalchemy.create_engine`, by database."""
    if url.get_backend_name() == "sqlite":
        options: dict[str, Any] = {
            "connect_args": {"check_same_thread": False, "timeout": SQLITE_BUSY_TIMEOUT_MS / 1000}
        }
        if url.database in (None, "", ":memory:"):
            return options | {"poolclass": StaticPool}
        return options | {"pool_size": POOL_SIZE}
    return {
        "pool_size": POOL_SIZE,
        "pool_use_lifo": True,  # few connections, each with all its statements prepared
        "pool_pre_ping": True,
        "isolation_level": "READ COMMITTED",
        "connect_args": {
            "prepare_threshold": PREPARE_FROM,
            "connect_timeout": CONNECT_TIMEOUT_S,
            "tcp_user_timeout": TCP_USER_TIMEOUT_MS,
        },
    }


def make_engine(url: str | URL, *, root: Path | None = None) -> Engine:
    """An engine ready for `Database`. `root` anchors a relative SQLite path."""
    parsed = normal_url(url, root or Path.cwd())
    return set_up(sa.create_engine(parsed, **engine_options(parsed)))


def set_up(engine: Engine) -> Engine:
    """Attach what every connection of this engine needs. Returns the engine."""
    if engine.dialect.name == "sqlite":
        event.listen(engine, "do_connect", _sqlite_connecting)
        event.listen(engine, "connect", _sqlite_connected)
        event.listen(engine, "begin", _sqlite_begin)
    elif engine.dialect.name == "postgresql":
        event.listen(engine, "connect", _postgresql_connected)
    return engine


def file_of(engine: Engine) -> Path | None:
    """The file of an SQLite database; None for every other."""
    name = engine.url.database
    if engine.dialect.name != "sqlite" or name in (None, "", ":memory:"):
        return None
    return Path(str(name))


def _sqlite_connecting(_dialect: Any, _record: Any, args: Any, _more: Any) -> None:
    """The first connection makes the file, and so needs its folder; an engine alone makes none."""
    name = str(args[0]) if args else ""
    if name not in ("", ":memory:"):
        Path(name).parent.mkdir(parents=True, exist_ok=True)


def _sqlite_connected(dbapi_connection: Any, _record: Any) -> None:
    dbapi_connection.isolation_level = None  # no BEGIN behind our back
    cursor = dbapi_connection.cursor()
    cursor.execute(f"PRAGMA busy_timeout={SQLITE_BUSY_TIMEOUT_MS}")
    cursor.execute("PRAGMA journal_mode=WAL")
    cursor.execute("PRAGMA synchronous=FULL")
    cursor.execute("PRAGMA foreign_keys=ON")
    cursor.execute(f"PRAGMA cache_size=-{SQLITE_CACHE_KIB}")
    cursor.close()


def _sqlite_begin(connection: Connection) -> None:
    """Writers take the write lock at once; readers take a snapshot and cannot write."""
    purpose = connection.get_execution_options().get(PURPOSE)
    read_only = "ON" if purpose == "read" else "OFF"
    connection.exec_driver_sql(f"PRAGMA query_only={read_only}")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if purpose == "write" else "BEGIN")


def _postgresql_connected(dbapi_connection: Any, record: Any) -> None:
    """Notice the warning that a commit did not wait for its synchronous standby.

    A cancelled wait is committed locally and acknowledged, and a failover then loses it
    (PostgreSQL documentation, "Synchronous Replication", 27.2.8.3).
    """

    def noticed(diagnostic: Any) -> None:
        text = diagnostic.message_primary or ""
        if "wait for synchronous replication" in text:
            record.info[SYNC_WAIT_CANCELLED] = True

    dbapi_connection.add_notice_handler(noticed)
