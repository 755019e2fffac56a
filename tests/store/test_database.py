# SPDX-License-Identifier: Apache-2.0
"""Writing and reading: durable, repeatable, fair, on both engines."""

from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta, timezone
from functools import partial

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy.exc import DBAPIError, OperationalError, StatementError

from backend.store import book_tables as t
from backend.store import tables
from backend.store.database import (
    WRITE_ATTEMPTS_MAX,
    CommitUnclear,
    Database,
    DatabaseBusy,
    UtcDateTime,
)
from backend.store.exact_keys import rows_by_keys
from backend.store.fair_lock import FairLock
from backend.store.identity_tables import enrolment_tokens
from backend.store.upgrade import current_revision, newest_revision
from tests.databases import MakeDatabase

NOW = datetime(2026, 11, 23, 9, 33, 12, 123000, tzinfo=UTC)


def insert(connection: sa.Connection, id: str) -> None:
    connection.execute(
        enrolment_tokens.insert().values(
            site_id="DC01",
            id=id,
            token_hash="0" * 64,
            device_class="handheld",
            made_by="A1",
            made_at=NOW,
            expires_at=NOW + timedelta(minutes=10),
        )
    )


def total(connection: sa.Connection) -> int:
    return connection.scalar(sa.select(sa.func.count()).select_from(enrolment_tokens)) or 0


class Again(Exception):
    """A driver's error that asks for the same transaction again."""

    def __init__(self, **codes: object) -> None:
        super().__init__("try again")
        for name, value in codes.items():
            setattr(self, name, value)


def busy() -> DBAPIError:
    return OperationalError("INSERT", {}, Again(sqlite_errorcode=517))  # SQLITE_BUSY_SNAPSHOT


def deadlock() -> DBAPIError:
    return OperationalError("INSERT", {}, Again(sqlstate="40P01"))


def test_migrations_make_exactly_the_tables_that_the_code_declares(database: Database) -> None:
    with database.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, tables.metadata) == []
    assert current_revision(database.engine) == newest_revision()


def test_what_was_written_is_read_by_another_connection(make_database: MakeDatabase) -> None:
    make_database().write(lambda c: insert(c, "a"))
    assert make_database().read(total) == 1


def test_an_error_in_the_middle_leaves_nothing_behind(database: Database) -> None:
    def half(connection: sa.Connection) -> None:
        insert(connection, "a")
        raise ValueError("the power of the forklift")

    with pytest.raises(ValueError):
        database.write(half)
    assert database.read(total) == 0


@pytest.mark.parametrize("error", [busy, deadlock])
def test_a_transaction_that_must_be_repeated_is_repeated_whole(
    database: Database, error: object
) -> None:
    attempts = []

    def twice_unlucky(connection: sa.Connection) -> str:
        insert(connection, "a")
        attempts.append(1)
        if len(attempts) < 3:
            raise error()  # type: ignore[operator]
        return "done"

    assert database.write(twice_unlucky) == "done"
    assert (len(attempts), database.read(total)) == (3, 1)


def test_repeating_ends_and_says_that_the_database_is_busy(database: Database) -> None:
    slept: list[float] = []
    patient = Database(database.engine, sleep=slept.append)

    def always(_: sa.Connection) -> None:
        raise busy()

    with pytest.raises(DatabaseBusy):
        patient.write(always)
    assert len(slept) == WRITE_ATTEMPTS_MAX - 1
    assert sum(slept) < 5


def test_an_error_that_would_not_go_away_is_not_repeated(database: Database) -> None:
    attempts = []

    def clumsy(connection: sa.Connection) -> None:
        attempts.append(1)
        connection.exec_driver_sql("SELECT * FROM no_such_table")

    with pytest.raises(DBAPIError):
        database.write(clumsy)
    assert attempts == [1]


def test_a_reader_cannot_write(database: Database) -> None:
    with pytest.raises(DBAPIError):
        database.read(lambda c: insert(c, "a"))
    database.write(lambda c: insert(c, "b"))
    assert database.read(total) == 1


def test_a_reader_sees_one_moment_while_others_write(make_database: MakeDatabase) -> None:
    reader, writer = make_database(), make_database()

    def look(connection: sa.Connection) -> tuple[int, int]:
        before = total(connection)
        writer.write(lambda c: insert(c, "a"))
        return before, total(connection)

    assert reader.read(look) == (0, 0)
    assert reader.read(total) == 1


def test_two_processes_worth_of_writers_lose_nothing(make_database: MakeDatabase) -> None:
    each, ones = 25, [make_database(), make_database()]
    failures: list[BaseException] = []

    def work(name: int) -> None:
        try:
            for number in range(each):
                ones[name % 2].write(partial(insert, id=f"{name}-{number}"))
        except BaseException as error:
            failures.append(error)

    threads = [threading.Thread(target=work, args=(name,)) for name in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert failures == []
    assert ones[0].read(total) == each * len(threads)


def test_a_read_then_write_never_loses_an_update(make_database: MakeDatabase) -> None:
    """The classic trap: with a deferred BEGIN this fails on SQLite at once, timeout or not."""
    ones = [make_database(), make_database()]
    ones[0].write(lambda c: insert(c, "0"))

    def add_one(connection: sa.Connection) -> None:
        if connection.dialect.name == "postgresql":  # there a row lock is the writer's duty
            connection.execute(sa.select(enrolment_tokens).with_for_update()).all()
        seen = connection.scalar(sa.select(enrolment_tokens.c.device_id)) or "0"
        connection.execute(enrolment_tokens.update().values(device_id=str(int(seen) + 1)))

    def work(one: Database) -> None:
        for _ in range(20):
            one.write(add_one)

    threads = [threading.Thread(target=work, args=(one,)) for one in ones]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert ones[0].read(lambda c: c.scalar(sa.select(enrolment_tokens.c.device_id))) == "40"


def test_sqlite_flushes_at_every_commit(sqlite_database: Database) -> None:
    def pragmas(connection: sa.Connection) -> list[object]:
        names = ("journal_mode", "synchronous", "foreign_keys")
        return [connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in names]

    full = 2
    assert sqlite_database.write(pragmas) == ["wal", full, 1]


def test_a_commit_that_no_standby_confirmed_is_not_acknowledged(
    postgres_database: Database,
) -> None:
    def cancelled(connection: sa.Connection) -> None:
        text = "canceling wait for synchronous replication due to user request"
        connection.exec_driver_sql(f"DO $$ BEGIN RAISE WARNING '{text}'; END $$")

    with pytest.raises(CommitUnclear):
        postgres_database.write(cancelled)
    assert postgres_database.write(lambda _: "next") == "next"


def test_a_lost_connection_is_replaced_and_the_write_repeated(postgres_database: Database) -> None:
    attempts = []

    def cut_once(connection: sa.Connection) -> None:
        attempts.append(1)
        insert(connection, "a")
        if len(attempts) == 1:
            connection.exec_driver_sql("SELECT pg_terminate_backend(pg_backend_pid())")

    postgres_database.write(cut_once)
    assert (len(attempts), postgres_database.read(total)) == (2, 1)


def test_times_come_back_in_utc_and_a_time_without_zone_is_refused(database: Database) -> None:
    column = sa.literal(NOW.astimezone(timezone(timedelta(hours=5))), UtcDateTime)
    came = database.read(lambda c: c.scalar(sa.select(sa.type_coerce(column, UtcDateTime))))
    assert came is not None
    assert (came, came.tzinfo) == (NOW, UTC)
    naive = sa.select(sa.literal(NOW.replace(tzinfo=None), UtcDateTime))
    with pytest.raises(StatementError, match="without a zone"):
        database.read(lambda c: c.scalar(naive))


def test_writers_are_served_in_the_order_in_which_they_came() -> None:
    lock, order, queued = FairLock(), [], []
    assert lock.acquire(1)
    threads = []
    for name in range(5):

        def work(name: int = name) -> None:
            assert lock.acquire(10)
            order.append(name)
            lock.release()

        thread = threading.Thread(target=work)
        thread.start()
        threads.append(thread)
        while len(lock._waiting) <= name:  # the thread has taken its place in the queue
            threading.Event().wait(0.001)
        queued.append(name)
    lock.release()
    for thread in threads:
        thread.join(10)
    assert order == queued


def test_a_writer_who_waited_too_long_gives_up_its_place() -> None:
    lock = FairLock()
    assert lock.acquire(1)
    came: list[bool] = []
    thread = threading.Thread(target=lambda: came.append(lock.acquire(0.01)))
    thread.start()
    thread.join(10)
    lock.release()
    assert came == [False]
    assert lock.acquire(1), "the lock is free again"


def test_a_write_inside_a_write_is_a_bug_and_says_so(sqlite_database: Database) -> None:
    with pytest.raises(AssertionError, match="inside"):
        sqlite_database.write(lambda _: sqlite_database.write(lambda _: None))


def test_a_prepared_look_up_survives_an_added_column(postgres_database: Database) -> None:
    def look_up(connection: sa.Connection) -> int:
        return len(rows_by_keys(connection, t.parts, ("network_id", "n"), ["part"], [("P",)]))

    def add_column(connection: sa.Connection) -> None:
        connection.exec_driver_sql("ALTER TABLE parts ADD COLUMN later TEXT")

    row = {"network_id": "n", "part": "P", "body": {}}
    postgres_database.write(lambda c: c.execute(sa.insert(t.parts), [row]))

    def often(connection: sa.Connection) -> tuple[int, object]:
        found = sum(look_up(connection) for _ in range(10))
        ours = "SELECT count(*) FROM pg_prepared_statements WHERE statement LIKE :said"
        return found, connection.scalar(sa.text(ours), {"said": "%JOIN parts AS t%"})

    assert postgres_database.read(often) == (10, 1)
    postgres_database.write(add_column)
    assert postgres_database.read(often) == (10, 1)
