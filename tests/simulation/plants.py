# SPDX-License-Identifier: Apache-2.0
"""Bugs planted on purpose: a simulator that does not find them is worth nothing."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TypeVar

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import Connection

from backend.domain import decide as decisions
from backend.domain import operations as ops
from backend.domain import settle
from backend.domain.availability import Availability
from backend.domain.books import Books, OrderLine
from backend.domain.decisions import Decision
from backend.domain.effects import Effects
from backend.domain.journal import Entry, Kept
from backend.domain.ledger import Counted, Witness
from backend.domain.rules import undo as undoing
from backend.store import book_tables as t
from backend.store import journal, reads
from backend.store.aftermath import write_aftermath
from backend.store.bulk import insert
from backend.store.database import Database
from backend.store.room import FeedPages, Snapshot
from backend.store.save import save, write_feed
from backend.store.site import SiteTransaction
from sync.wire import PushReply
from tests.simulation.device import Handheld
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

    transaction: type[SiteTransaction] = _Forgetful

    def __init__(self, database: Database) -> None:
        super().__init__(database)
        self.database = database

    def write(self, site: str, fn: Callable[[SiteTransaction], T]) -> T:
        """As the real one, with a transaction that forgets."""
        dies, self.dies = self.dies, None
        if dies == "before commit":
            raise Crash(dies)
        result = self.database.write(lambda connection: fn(self.transaction(connection, site)))
        if dies == "after commit":
            raise Crash(dies)
        return result


class _Doubling(_Forgetful):
    """Keeps one journal row of an operation, and applies its moves each time that it comes."""

    def save(self, books: Books, entries: Sequence[Entry]) -> None:
        told = [entry.arrival.op_id for entry in entries if not entry.resolves]
        known = journal.kept(self.connection, self.site, told)
        again = [e for e in entries if not e.resolves and e.arrival.op_id in known]
        super().save(books, [entry for entry in entries if entry not in again])
        for entry in again:
            if entry.operation is not None:
                self._move_again(entry)

    def _move_again(self, entry: Entry) -> None:
        """The moves go behind those that are there, so that no key of the database objects."""
        told, m = entry.operation, t.moves.c
        assert told is not None
        mine = sa.and_(m.site_id == self.site, m.op_id == told.op_id)
        first = self.connection.scalar(sa.select(sa.func.count()).where(mine)) or 0
        rows = [
            {
                "site_id": self.site, "op_id": told.op_id, "n": n, "part": move.goods.part,
                "lot": move.goods.lot, "serial": move.goods.serial, "quantity": move.quantity,
                "source": move.source, "target": move.target, "settled": False,
                "occurred_at": told.occurred_at, "device_id": told.device,
                "error_ms": told.error_ms, "version": self.version,
            }
            for n, move in enumerate([*entry.posting.told, *entry.posting.settled], first)
        ]  # fmt: skip
        insert(self.connection, t.moves, rows)


class AppliesRepeats(NoDedupe):
    """A repeat finds its journal row, and its effect all the same."""

    transaction = _Doubling


class _Split(SiteTransaction):
    """Writes the journal, and leaves the books for a second transaction."""

    later: list[Books]

    def save(self, books: Books, entries: Sequence[Entry]) -> None:
        journal.write_entries(self.connection, self.site, self.version, entries)
        shown = write_aftermath(self.connection, self.site, self.version, entries)
        write_feed(self.connection, self.site, self.version, shown)
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
                write_feed(connection, books.site, version, save(connection, books, network))

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


@contextlib.contextmanager
def effects_told_twice() -> Iterator[None]:
    """What an operation moves is posted twice in its one transaction."""
    real = settle.post

    def twice(
        books: Books,
        told: Effects,
        witness: Witness,
        count: tuple[str, Counted] | None = None,
    ) -> settle.Posting:
        return real(books, replace(told, moves=told.moves * 2), witness, count)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(decisions, "post", twice)
        yield


@contextlib.contextmanager
def held_stock_promised() -> Iterator[None]:
    """Whoever asks what may be promised is told of held goods too."""
    real = reads.availability

    def generous(books: Books, part: str, lines: Iterable[OrderLine] = ()) -> Availability:
        return real(replace(books, holds={}), part, lines)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(reads, "availability", generous)
        yield


@contextlib.contextmanager
def nothing_follows() -> Iterator[None]:
    """Goods that are told out of a held plate or place are free."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(decisions, "following", lambda books, operation, before: iter(()))
        yield


@contextlib.contextmanager
def late_holds_look_nowhere() -> Iterator[None]:
    """A hold covers only what is there when it is told."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(decisions, "spread", lambda books, starts: ([], []))
        yield


@contextlib.contextmanager
def release_frees_all() -> Iterator[None]:
    """The release of one hold ends every other that names the same part or place."""
    real = decisions.RULES["hold_release"]

    def generous(books: Books, operation: ops.Operation) -> Decision:
        decision, body = real(books, operation), operation.body
        if not decision.released or not isinstance(body, ops.HoldRelease):
            return decision
        named = set(books.holds[body.hold].scope.as_dict().items())
        alike = (h for h, one in books.holds.items() if named & set(one.scope.as_dict().items()))
        return replace(decision, released=tuple({*decision.released, *alike}))

    decisions.RULES["hold_release"] = generous
    try:
        yield
    finally:
        decisions.RULES["hold_release"] = real


@contextlib.contextmanager
def undone_each_time() -> Iterator[None]:
    """Who says again that something was put back moves it again."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(undoing, "_once", lambda told, before, this: told)
        yield


@contextlib.contextmanager
def undo_leaves_the_order() -> Iterator[None]:
    """Goods go back, and the line that they were picked for counts them as served."""
    real = decisions.RULES["undo"]

    def forgetful(books: Books, operation: ops.Operation) -> Decision:
        return replace(real(books, operation), orders=())

    decisions.RULES["undo"] = forgetful
    try:
        yield
    finally:
        decisions.RULES["undo"] = real


class LeakyHandheld(Handheld):
    """After an answer, the youngest operation is gone and its number is given to the next one, so
    that the server sees no hole."""

    def hear(self, reply: PushReply) -> None:
        super().hear(reply)
        if self.queue:
            self.queue.pop()
            self.seq -= 1


class ForgetfulHandheld(Handheld):
    """What was once answered is not sent again, whatever became of the server."""

    def resend(self, epoch: str, installation: str) -> None:
        self.epoch = epoch


class SkippingPages(FeedPages):
    """The next page begins behind the version of the last row, not behind the row."""

    def page(
        self,
        site: str,
        topics: Sequence[str],
        audience: str,
        since: int,
        after: tuple[int, str, str] | None,
        limit: int,
    ) -> Snapshot:
        """As the real one, some rows on."""
        behind = after and (after[0], "~", "")
        return super().page(site, topics, audience, since, behind, limit)


STORES: dict[str, Callable[[Database], CrashingStore]] = {
    "no dedupe": NoDedupe,
    "repeats applied": AppliesRepeats,
    "split commit": SplitCommit,
}
"""Plants that are another store."""

RULES: dict[str, Callable[[], contextlib.AbstractContextManager[None]]] = {
    "hold ignored": shipment_ignores_holds,
    "nothing follows": nothing_follows,
    "late hold blind": late_holds_look_nowhere,
    "release frees all": release_frees_all,
    "effects twice": effects_told_twice,
    "held promised": held_stock_promised,
    "undone again": undone_each_time,
    "undo half": undo_leaves_the_order,
}
HANDHELDS: dict[str, type[Handheld]] = {
    "leaky device": LeakyHandheld,
    "restore forgotten": ForgetfulHandheld,
}
PAGES: dict[str, Callable[[Database], FeedPages]] = {"rows skipped": SkippingPages}


PLANTS = sorted({*STORES, *RULES, *HANDHELDS, *PAGES})


def planted(name: str) -> contextlib.AbstractContextManager[None]:
    """The bug that changes a rule, if this is one."""
    return RULES.get(name, contextlib.nullcontext)()
