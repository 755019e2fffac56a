# SPDX-License-Identifier: Apache-2.0
"""The real intake, rules and store, on a database that is quick to make, and ways to hurt them."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any, TypeVar

import sqlalchemy as sa
from sqlalchemy.pool import StaticPool

from backend.domain import decide as decisions
from backend.domain import operations as ops
from backend.domain.books import Books
from backend.domain.decisions import Decision
from backend.store.database import Database
from backend.store.engine import make_engine, set_up
from backend.store.identity_tables import actors
from backend.store.room import SiteStore
from backend.store.site import SiteTransaction
from backend.store.upgrade import upgrade
from tests.scenarios.site import SITE, Site
from tests.simulation.work import POISON

T = TypeVar("T")


class Crash(Exception):
    """The server process died."""


class PoisonError(Exception):
    """A fault in a rule."""


class CrashingStore:
    """A store whose process may die before or after the next commit."""

    def __init__(self, database: Database) -> None:
        self.inner = SiteStore(database)
        self.dies: str | None = None

    def write(self, site: str, fn: Callable[[SiteTransaction], T]) -> T:
        """As the real one, unless it dies; it dies once."""
        dies, self.dies = self.dies, None

        def work(books: SiteTransaction) -> T:
            result = fn(books)
            if dies == "before commit":
                raise Crash(dies)
            return result

        result = self.inner.write(site, work)
        if dies == "after commit":
            raise Crash(dies)
        return result


def prepare(database: Database) -> None:
    """The demo parts and places, and one more worker."""
    Site(database).set_up()
    row = {
        "site_id": SITE, "id": "kim", "name": "Kim", "initials": "KI", "roles": "worker",
        "badge_hash": "kim", "pin_hash": "-", "state": "active", "pin_failures": 0,
    }  # fmt: skip
    database.write(lambda connection: connection.execute(sa.insert(actors), [row]))


@cache
def _template() -> bytes:
    """A migrated database with the demo parts and places, as bytes."""
    connection = sqlite3.connect(":memory:", check_same_thread=False)
    engine = _engine(connection)
    upgrade(engine)
    database = Database(engine)
    prepare(database)
    content = connection.serialize()
    database.close()
    return content


@cache
def _empty_template() -> bytes:
    """A migrated database without a site, as bytes."""
    connection = sqlite3.connect(":memory:", check_same_thread=False)
    engine = _engine(connection)
    upgrade(engine)
    content = connection.serialize()
    engine.dispose()
    return content


def _engine(connection: sqlite3.Connection) -> sa.Engine:
    engine = sa.create_engine("sqlite://", creator=lambda: connection, poolclass=StaticPool)
    return set_up(engine)


def in_memory(*, empty: bool = False) -> Database:
    """A fresh SQLite database in memory: a crash in it is a rollback."""
    connection = sqlite3.connect(":memory:", check_same_thread=False)
    connection.deserialize(_empty_template() if empty else _template())
    return Database(_engine(connection))


def on_url(url: str) -> Database:
    """The database at this address."""
    return Database(make_engine(url))


def on_server(url: str) -> Database:
    """A migrated, empty database at this address, set up."""
    database = on_url(url)
    prepare(database)
    return database


@contextlib.contextmanager
def poisonous(active: Callable[[], bool]) -> Iterator[None]:
    """Rules that break on poison while the fault is in the program."""
    before = dict(decisions.RULES)

    def breaking(rule: decisions.Rule) -> decisions.Rule:
        def judge(books: Books, operation: ops.Operation) -> Decision:
            body: Any = operation.body
            if active() and POISON in (getattr(body, "reason", ""), getattr(body, "task", "")):
                raise PoisonError(operation.op_id)
            return rule(books, operation)

        return judge

    decisions.RULES.update(
        {kind: breaking(before[kind]) for kind in ("putaway", "transfer", "count")}
    )
    try:
        yield
    finally:
        decisions.RULES.update(before)
