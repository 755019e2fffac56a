# SPDX-License-Identifier: Apache-2.0
"""Load where goods went: what holds and receipts of a batch look back at (`domain/spread.py`).

What left a holder is followed from holder to holder, one statement a level; in everyday work the
first level is empty, since nothing is told later than what this batch tells.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from backend.domain import operations as ops
from backend.domain.books import Books
from backend.domain.ledger import Witness
from backend.domain.spread import earliest
from backend.domain.stock import CUSTOMER, Goods, is_plate, is_virtual, plate_holder
from backend.domain.trail import Departure, Sighting, seen
from backend.store import book_tables as t
from backend.store.exact_keys import KEYS, VALUE, columns_of, rows_by_keys

LAYING = ops.Receipt | ops.ReturnReceipt | ops.CoreReceipt
"""Bodies that lay holds over what they bring."""
LEVELS_MAX = 40
"""Holders that goods pass one after the other between two reports of a device; far above a day's
way from dock to door. Reached, it is an error: nothing may be held by half."""


def load_trail(
    connection: Connection, site: str, books: Books, operations: Sequence[ops.Operation]
) -> None:
    """Departures and sightings that judging these operations may look at."""
    trail = _Trail(connection, site, books)
    for parts, since in _named(operations):
        trail.shipped(parts, since)
    wanted = _starts(books, operations)
    if not wanted:
        return
    trail.identities(_seen(operations))
    held = {hold.scope.location for hold in books.holds.values() if hold.scope.location}
    trail.follow(wanted, _places(operations) | held)


def _named(operations: Sequence[ops.Operation]) -> Iterable[tuple[str | None, int]]:
    """Parts of holds that name goods alone, and from when on; no part: of any. A recall is of all
    that ever left."""
    for told in operations:
        body = told.body
        if isinstance(body, ops.PlaceHold) and not _scope_places(body):
            yield body.scope.part, told.occurred_at - told.error_ms
        elif isinstance(body, ops.HoldRuleChange) and body.when == "recall" and body.active:
            yield body.part, 0


def look_back(operations: Iterable[ops.Operation]) -> set[str]:
    """Receipts that a hold of this batch is about: their plates are asked for."""
    bodies = [told.body for told in operations]
    return {b.scope.receipt for b in bodies if isinstance(b, ops.PlaceHold) and b.scope.receipt}


def _starts(books: Books, operations: Sequence[ops.Operation]) -> dict[str, int]:
    """Holders from which goods may have gone on, each with the earliest time that matters."""
    laying = any(isinstance(o.body, ops.PlaceHold | LAYING) for o in operations)
    wanted: dict[str, int] = {}
    if not operations or not (laying or books.holds):
        return wanted
    for told in operations:
        since = told.occurred_at - told.error_ms
        for holder, at in _touched(books, told, since):
            if not is_virtual(holder):
                wanted[holder] = min(at, wanted.get(holder, at))
    for lpn in books.plates:  # what was on a missing plate may have gone on from where it was
        missed = books.missed(plate_holder(lpn))
        if missed is not None:
            since = earliest(missed.witness)
            wanted[missed.holder] = min(since, wanted.get(missed.holder, since))
    return wanted


def _touched(
    books: Books, operation: ops.Operation, since: int
) -> Iterable[tuple[str, int]]:
    body, told = operation.body, operation.told
    if isinstance(body, LAYING):  # its holds cover what ever left its plates
        yield plate_holder(body.lpn), 0
        if isinstance(body, ops.Receipt) and body.parent_lpn:
            yield plate_holder(body.parent_lpn), 0
        return
    if isinstance(body, ops.Count):  # what it found may be what was on a plate that it missed
        yield body.holder, since
    yield from ((move.target, since) for move in told.moves)
    for placement in told.placements:
        yield from ((holder, since) for holder in (plate_holder(placement.lpn), placement.place))
    if isinstance(body, ops.PlaceHold):
        yield from ((place, since) for place in _scope_places(body))
        if body.scope.receipt is not None:
            plates = books.plates.values()
            own = [plate.lpn for plate in plates if plate.receipt == body.scope.receipt]
            yield from ((plate_holder(lpn), since) for lpn in own)


def _scope_places(body: ops.PlaceHold) -> list[str]:
    scope = body.scope
    if scope.lpn is not None:
        return [plate_holder(scope.lpn)]
    return [scope.location] if scope.location is not None else []


def _seen(operations: Sequence[ops.Operation]) -> set[tuple[str, str]]:
    """Plates and units that the batch saw: whether they went on is asked of all their sightings."""
    return {
        identity
        for told in operations
        for identity, _ in seen(told.told, getattr(told.body, "holder", None))
    }


def _places(operations: Sequence[ops.Operation]) -> set[str]:
    """Places of new holds: whatever was seen there counts."""
    bodies = [told.body for told in operations]
    return {place for b in bodies if isinstance(b, ops.PlaceHold) for place in _scope_places(b)}


class _Trail:
    def __init__(self, connection: Connection, site: str, books: Books) -> None:
        self.connection, self.site, self.books = connection, site, books
        self.known: set[tuple[str, str]] = set()

    def follow(self, wanted: dict[str, int], places: set[str]) -> None:
        """Level by level until nothing is new. `places`: where every sighting is asked for; of
        other holders only plates are looked into, since plates stand in plates."""
        done: dict[str, int] = {}
        for _ in range(LEVELS_MAX):
            news = {h: at for h, at in wanted.items() if at < done.get(h, at + 1)}
            if not news:
                return
            done |= news
            wanted = self._departures(news)
            looked = {holder for holder in news if is_plate(holder) or holder in places}
            for holder, at in self._sightings({h: news[h] for h in looked}).items():
                wanted[holder] = min(at, wanted.get(holder, at))
        raise AssertionError(f"goods were followed through {LEVELS_MAX} holders without an end")

    def shipped(self, part: str | None, since: int) -> None:
        """What left the site since a hold that names goods alone: nothing leads to it from a place.

        A shipment is confirmed online, so its own time is sure.
        """
        m = t.moves.c
        query = sa.select(t.moves).where(
            m.site_id == self.site, m.target == CUSTOMER, m.occurred_at >= since
        )
        if part:
            query = query.where(m.part == part)
        for row in self.connection.execute(query):
            goods = Goods(row.part, row.lot, row.serial)
            self.books.trail.depart(row.source, Departure(_witness(row), goods, row.target))

    def identities(self, wanted: set[tuple[str, str]]) -> None:
        """Every sighting of these plates and units."""
        scope, columns = ("site_id", self.site), ["part", "number"]
        fresh = sorted(wanted - self.known)
        self.known |= wanted
        for row in rows_by_keys(self.connection, t.sightings, scope, columns, fresh):
            self.books.trail.see(Sighting(_witness(row), (row.part, row.number), row.holder))

    def _departures(self, since: dict[str, int]) -> dict[str, int]:
        """What was told out of these holders; answers where it went, and when."""
        following: dict[str, int] = {}
        for row in _rows(self.connection, self.site, DEPARTURES, since):
            witness = _witness(row)
            goods = Goods(row.part, row.lot, row.serial)
            self.books.trail.depart(row.source, Departure(witness, goods, row.target))
            if not is_virtual(row.target):
                at = row.occurred_at - row.error_ms
                following[row.target] = min(at, following.get(row.target, at))
        return following

    def _sightings(self, since: dict[str, int]) -> dict[str, int]:
        """What was seen in these holders and is there, or left later; answers plates, and when."""
        plates: dict[str, int] = {}
        found = list(_rows(self.connection, self.site, SEEN_IN, since))
        self.identities({(row.part, row.number) for row in found})
        for row in found:
            if not row.part:
                at = max(since[row.holder], row.occurred_at - row.error_ms)
                holder = plate_holder(row.number)
                plates[holder] = min(at, plates.get(holder, at))
        return plates


def _witness(row: Any) -> Witness:
    return Witness((row.occurred_at, row.op_id), row.device_id, row.error_ms)


DEPARTURES = """SELECT {columns} FROM {keys} CROSS JOIN moves AS t
WHERE t.site_id = :site AND t.source = {holder} AND NOT t.settled
AND t.occurred_at + t.error_ms >= {since}"""
SEEN_IN = """SELECT {columns} FROM {keys} CROSS JOIN sightings AS t
WHERE t.site_id = :site AND t.holder = {holder} AND (
  NOT EXISTS (SELECT 1 FROM sightings AS n WHERE n.site_id = t.site_id AND n.part = t.part
    AND n.number = t.number AND n.occurred_at > t.occurred_at)
  OR EXISTS (SELECT 1 FROM sightings AS n WHERE n.site_id = t.site_id AND n.part = t.part
    AND n.number = t.number AND n.occurred_at + n.error_ms >= {since}
    AND n.occurred_at >= t.occurred_at))"""
_TABLES = {DEPARTURES: t.moves, SEEN_IN: t.sightings}


def _rows(
    connection: Connection, site: str, statement: str, since: dict[str, int]
) -> Sequence[Any]:
    """Rows by holder and time: all holders in one statement, each an index look-up."""
    if not since:
        return []
    keys = json.dumps([[holder, at] for holder, at in sorted(since.items())], ensure_ascii=False)
    built = _built(connection.dialect.name, statement)
    return connection.execute(built, {"site": site, "keys": keys}).all()


@cache
def _built(dialect: str, statement: str) -> sa.TextualSelect:
    return sa.text(built_for(dialect, statement)).columns(*_TABLES[statement].columns)


def built_for(dialect: str, statement: str) -> str:
    """The statement as this database reads it."""
    value = VALUE[dialect].format
    return statement.format(
        columns=columns_of(_TABLES[statement]),
        keys=KEYS[dialect],
        holder=value(0),
        since=f"CAST({value(1)} AS bigint)",
    )
