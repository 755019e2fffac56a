# SPDX-License-Identifier: Apache-2.0
"""One way to write and one way to read: `Database.write(fn)` and `Database.read(fn)`.

`write` runs a function inside one transaction and runs it again, from the start, when the
database says "try again" (SQLite busy; PostgreSQL 40001, 40P01 or a lost connection). So the
function must be safe to repeat: it takes its ids from outside and changes nothing but the database.
`read` gives one consistent snapshot and never takes the write lock.

Needs an Engine only, no Flask; tests, commands and the simulator use it as it is.
"""

from __future__ import annotations

import contextlib
import os
import random
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Any, TypeVar

import sqlalchemy as sa
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import types
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import DeclarativeBase

from backend.store.engine import PURPOSE, SYNC_WAIT_CANCELLED, engine_options, set_up
from backend.store.fair_lock import FairLock

try:
    import fcntl
except ImportError:  # Windows: one process only; SQLite's own lock still keeps it correct
    fcntl = None  # type: ignore[assignment]

T = TypeVar("T")

WRITE_ATTEMPTS_MAX = 8  # about a second of waiting in all; then the caller answers 503
RETRY_WAIT_FIRST_S = 0.01
RETRY_WAIT_S_MAX = 0.5
WRITER_QUEUE_S_MAX = 20.0  # a device gives up after 30 s and asks again with the same bytes

_SQLITE_BUSY, _SQLITE_LOCKED = 5, 6  # primary result codes, sqlite.org/rescode.html
_POSTGRESQL_RETRY = frozenset({"40001", "40P01"})  # serialization failure, deadlock

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(DeclarativeBase):
    """All tables share one naming convention, so that a migration can name what it drops."""

    metadata = sa.MetaData(naming_convention=NAMING)


class _SetUpSQLAlchemy(SQLAlchemy):
    """Flask-SQLAlchemy whose engines come set up as `backend.store.engine` says."""

    def _apply_driver_defaults(self, options: dict[str, Any], app: Any) -> None:
        super()._apply_driver_defaults(options, app)
        url = sa.make_url(options["url"])
        options.update(engine_options(url))

    def _make_engine(self, bind_key: str | None, options: dict[str, Any], app: Any) -> Engine:
        return set_up(super()._make_engine(bind_key, options, app))


db = _SetUpSQLAlchemy(model_class=Base)
metadata = Base.metadata


class UtcDateTime(types.TypeDecorator[datetime]):
    """An aware datetime, kept in UTC. A naive one is refused: somebody forgot the zone."""

    impl = types.DateTime
    cache_ok = True

    def load_dialect_impl(self, dialect: sa.Dialect) -> types.TypeEngine[Any]:
        return dialect.type_descriptor(types.DateTime(timezone=dialect.name == "postgresql"))

    def process_bind_param(self, value: datetime | None, dialect: sa.Dialect) -> datetime | None:
        if value is None:
            return None
        assert value.tzinfo is not None, "a time without a zone"
        utc = value.astimezone(UTC)
        return utc if dialect.name == "postgresql" else utc.replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: sa.Dialect) -> datetime | None:
        if value is None:
            return None
        return value.astimezone(UTC) if value.tzinfo else value.replace(tzinfo=UTC)


class DatabaseBusy(Exception):
    """Nothing was written, and trying again later is right. The web answers 503."""


class CommitUnclear(Exception):
    """Committed here, but perhaps on no standby: it must not be acknowledged (send it again)."""


class Database:
    """Write and read transactions on one engine. Threads share one instance."""

    def __init__(self, engine: Engine, *, sleep: Callable[[float], None] = time.sleep) -> None:
        self.engine = engine
        self._sleep = sleep
        self._lane = _WriterLane(engine)
        self._writer = engine.execution_options(**{PURPOSE: "write"})
        reader: dict[str, Any] = {PURPOSE: "read"}
        if engine.dialect.name == "postgresql":
            reader |= {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
        self._reader_options = reader

    def write(self, fn: Callable[[Connection], T]) -> T:
        """Run `fn` in one write transaction and return its result after the commit.

        Raises whatever `fn` raises (rolled back), `DatabaseBusy` after WRITE_ATTEMPTS_MAX tries or
        WRITER_QUEUE_S_MAX seconds in the queue, `CommitUnclear` when a standby did not confirm.
        """
        for attempt in range(1, WRITE_ATTEMPTS_MAX + 1):
            try:
                with self._lane.turn():
                    return self._write_once(fn)
            except DBAPIError as error:
                if not is_retryable(error):
                    raise
                if attempt == WRITE_ATTEMPTS_MAX:
                    raise DatabaseBusy(f"gave up after {attempt} attempts") from error
            self._sleep(retry_wait_s(attempt))
        raise AssertionError("unreachable: the last attempt returns or raises")

    def read(self, fn: Callable[[Connection], T]) -> T:
        """Run `fn` on one consistent snapshot. Writing in it fails."""
        opened = self.engine.connect().execution_options(**self._reader_options)
        with opened as connection, connection.begin():
            return fn(connection)

    def close(self) -> None:
        """Give back every connection and the lock file."""
        self.engine.dispose()
        self._lane.close()

    def _write_once(self, fn: Callable[[Connection], T]) -> T:
        with self._writer.connect() as connection:
            info = connection.info
            info.pop(SYNC_WAIT_CANCELLED, None)
            with connection.begin():
                result = fn(connection)
            if info.pop(SYNC_WAIT_CANCELLED, False):
                raise CommitUnclear("the wait for the synchronous standby was cancelled")
            return result


def is_retryable(error: DBAPIError) -> bool:
    """True when the database asks for the same transaction again, or the connection was lost."""
    if error.connection_invalidated:
        return True
    if getattr(error.orig, "sqlstate", None) in _POSTGRESQL_RETRY:
        return True
    code = getattr(error.orig, "sqlite_errorcode", None)
    return code is not None and code & 0xFF in (_SQLITE_BUSY, _SQLITE_LOCKED)


def retry_wait_s(attempt: int) -> float:
    """Seconds before the next attempt: doubling, bounded, with full jitter."""
    ceiling: float = min(RETRY_WAIT_FIRST_S * 2 ** (attempt - 1), RETRY_WAIT_S_MAX)
    return random.uniform(ceiling / 2, ceiling)


class _WriterLane:
    """The queue before SQLite's single write lock: fair among threads, then among processes.

    PostgreSQL needs none. Between processes the kernel's file lock queues waiters instead of
    polling; it is released by the kernel when a process dies.
    """

    def __init__(self, engine: Engine) -> None:
        self._active = engine.dialect.name == "sqlite"
        path = engine.url.database if self._active else None
        self._path = Path(f"{path}.lane") if path not in (None, "", ":memory:") else None
        self._threads = FairLock()
        self._file: IO[bytes] | None = None
        self._file_pid = 0

    @contextlib.contextmanager
    def turn(self) -> Iterator[None]:
        if not self._active:
            yield
            return
        if not self._threads.acquire(WRITER_QUEUE_S_MAX):
            raise DatabaseBusy(f"waited {WRITER_QUEUE_S_MAX} s for the writers before")
        try:
            with self._among_processes():
                yield
        finally:
            self._threads.release()

    @contextlib.contextmanager
    def _among_processes(self) -> Iterator[None]:
        if self._path is None or fcntl is None:
            yield
            return
        if self._file is None or self._file_pid != os.getpid():
            # After a fork the inherited descriptor would share its parent's lock.
            self._file, self._file_pid = self._path.open("ab"), os.getpid()
        fcntl.flock(self._file, fcntl.LOCK_EX)
        try:
            yield
        finally:
            fcntl.flock(self._file, fcntl.LOCK_UN)

    def close(self) -> None:
        if self._file is not None:
            self._file.close()
            self._file = None
