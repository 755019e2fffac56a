# SPDX-License-Identifier: Apache-2.0
"""Bugs planted on purpose: a simulator that does not find them is worth nothing."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TypeVar

from sqlalchemy.engine import Connection

from backend.domain import decide as decisions
from backend.domain import operations as ops
from backend.domain.books import Books
from backend.domain.decisions import Decision
from backend.domain.journal import Entry, Kept
from backend.store import journal
from backend.store.aftermath import write_aftermath
from backend.store.database import Database
from backend.store.save import save
from backend.store.site import SiteTransaction
from tests.simulation.server import Crash, CrashingStore

T = TypeVar("T")


class _Forgetful(SiteTransaction):
    """Looks nothing up by operation id."""

    def kept(self, op_ids: Iterable[str]) -> dict[str, Kept]:
        return {}

    def kept_by_seq(self, installation: str, seqs: Sequence[int]) -> dict[int, Kept]:
        return {}


class NoDedupe(CrashingStore):
    """The journal is not asked whether an operation is known."""

    def __init__(self, database: Database) -> None:
        super().__init__(database)
        self.database = database

    def write(self, site: str, fn: Callable[[SiteTransaction], T]) -> T:
        """As the real one, with a transaction that forgets."""
        dies, self.dies = self.dies, None
        if dies == "before commit":
            raise Crash(dies)
        result = self.database.write(lambda connection: fn(_Forgetful(connection, site)))
        if dies == "after commit":
            raise Crash(dies)
        return result


class _Split(SiteTransaction):
    """Writes the journal, and leaves the books for a second transaction."""

    later: list[Books]

    def save(self, books: Books, entries: Sequence[Entry]) -> None:
        journal.write_entries(self.connection, self.site, self.version, entries)
        write_aftermath(self.connection, self.site, self.version, entries)
        self.later.append(books)


class SplitCommit(CrashingStore):
    """Journal and books in two transactions; a crash may come between."""

    def __init__(self, database: Database) -> None:
        super().__init__(database)
        self.database = database

    def write(self, site: str, fn: Callable[[SiteTransaction], T]) -> T:
        """Two commits for one batch."""
        dies, self.dies = self.dies, None
        later: list[Books] = []

        def first(connection: Connection) -> tuple[T, str, int]:
            books = _Split(connection, site)
            books.later = later
            return fn(books), books.network, books.version

        result, network, version = self.database.write(first)
        if dies is not None:
            raise Crash(dies)

        def second(connection: Connection) -> None:
            for books in later:
                save(connection, books, network, version)

        self.database.write(second)
        return result


@contextlib.contextmanager
def shipment_ignores_holds() -> Iterator[None]:
    """The shipment rule does not look at holds."""
    real = decisions.RULES["shipment"]

    def careless(books: Books, operation: ops.Operation) -> Decision:
        return real(replace(books, holds={}), operation)

    decisions.RULES["shipment"] = careless
    try:
        yield
    finally:
        decisions.RULES["shipment"] = real


STORES: dict[str, Callable[[Database], CrashingStore]] = {
    "": CrashingStore,
    "no dedupe": NoDedupe,
    "split commit": SplitCommit,
    "hold ignored": CrashingStore,
}


def planted(name: str) -> contextlib.AbstractContextManager[None]:
    """The bug that changes a rule, if this is one."""
    return shipment_ignores_holds() if name == "hold ignored" else contextlib.nullcontext()


