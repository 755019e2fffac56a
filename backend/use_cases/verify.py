# SPDX-License-Identifier: Apache-2.0
"""Check the promises on a running site: reads one snapshot, in bounded memory, changes nothing."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from itertools import islice
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from backend.domain.ledger import History, expected, horizon
from backend.domain.stock import Goods
from backend.store import book_tables as t
from backend.store.audit import (
    OFFENDING_MAX,
    folded_holders,
    offending,
    released_by_nobody,
    undocumented,
    unlike_feed,
)
from backend.store.database import Database
from backend.store.engine import make_engine
from backend.store.site import UnknownSite
from backend.store.upgrade import upgrade
from backend.use_cases.replay import replay as replay_journal

CHECKS: tuple[tuple[str, str, str], ...] = (
    ("moves are whole and go somewhere", "L1", "l1"),
    ("every part sums to zero", "L2", "l2"),
    ("nothing physical is below zero", "L3", "l3"),
    ("quants are the fold of their moves", "L4", "l4"),
    ("a serial is in one place", "L5", "l5"),
    ("a serial stands where it was last seen", "L5", "l5_seen"),
    ("the latest sighting of a serial is the one kept", "L5", "l5_late"),
    ("every effect has one booked operation", "S1", "s1"),
    ("an outcome has at most one resolution", "S2", "s2"),
    ("what is parked can be found, and nothing else", "S2", "s2_waits"),
    ("numbers of a device have no hole", "S3", "s3"),
    ("no number is ahead of what is expected", "S3", "s3_ahead"),
    ("no feed row is newer than its site", "F1", "f1"),
    ("no journal row is newer than its site", "F1", "f1_journal"),
    ("only shipments leave to the customer", "H1", "h1_left"),
    ("documents come from booked operations", "E1", "e1"),
)
"""Name, invariant, question of `backend.store.audit`."""


@dataclass(frozen=True, slots=True)
class Check:
    """One promise: its name, the invariant's number, and the first rows that break it."""

    name: str
    invariant: str
    offending: tuple[str, ...] = ()

    @property
    def ok(self) -> bool:
        """Whether the promise is kept."""
        return not self.offending


@dataclass(frozen=True, slots=True)
class Report:
    """Every check of a site at one version."""

    site: str
    version: int
    checks: tuple[Check, ...]

    @property
    def ok(self) -> bool:
        """Whether every promise is kept."""
        return all(check.ok for check in self.checks)

    @property
    def exit_code(self) -> int:
        """What a command ends with: 0 when every promise is kept, 1 when one is broken."""
        return 0 if self.ok else 1

    def as_dict(self) -> dict[str, Any]:
        """Plain values, for JSON."""
        checks = [{**asdict(check), "ok": check.ok} for check in self.checks]
        return {"site": self.site, "version": self.version, "ok": self.ok, "checks": checks}


def verify(database: Database, site: str, *, replay: bool = False) -> Report:
    """Check every promise of a site; with `replay` also apply its journal anew and compare (S4).

    The replay goes into a temporary SQLite file, about the size of the site's books. Raises
    `UnknownSite`.
    """
    version, checks = database.read(lambda connection: _checked(connection, site))
    if replay:
        checks = [*checks, _replayed(database, site)]
    return Report(site, version, tuple(checks))


def _checked(connection: Connection, site: str) -> tuple[int, list[Check]]:
    version = connection.scalar(sa.select(t.sites.c.version).where(t.sites.c.site_id == site))
    if version is None:
        raise UnknownSite(site)
    checks = [
        Check(name, invariant, tuple(offending(connection, site, question)))
        for name, invariant, question in CHECKS
    ]
    checks += [
        _check("holders contain what the facts say", "L4", _unlike_facts(connection, site)),
        _check("holds end by a supervisor's release", "H1", released_by_nobody(connection, site)),
        _check("booked operations sent their document", "E1", undocumented(connection, site)),
        _check("readers see the books", "F1", unlike_feed(connection, site)),
    ]
    return version, checks


def _check(name: str, invariant: str, found: Iterable[str]) -> Check:
    return Check(name, invariant, tuple(islice(found, OFFENDING_MAX)))


def _unlike_facts(connection: Connection, site: str) -> Iterator[str]:
    """Holders whose raw balances, horizon or settled balances are not the fold of their facts."""
    for holder, history, balances, mark in folded_holders(connection, site):
        trusted = horizon(history)
        kept = (mark.occurred_at, mark.op_id) if mark is not None else None
        if kept != (trusted.witness.moment if trusted is not None else None):
            yield f"{holder}: horizon {kept}"
        yield from _unlike_fold(holder, history, balances)


def _unlike_fold(holder: str, history: History, balances: list[Any]) -> Iterator[str]:
    wanted = {goods: n for goods, n in expected(history).items() if n}
    for row in balances:
        goods = Goods(row.part, row.lot, row.serial)
        if goods.serial:
            continue
        number = wanted.pop(goods, 0)
        if (row.raw, row.quantity) != (number, max(number, 0)):
            yield f"{holder}|{row.part}|{row.lot}: raw {row.raw}, {row.quantity}, by facts {number}"
    for goods, number in wanted.items():
        yield f"{holder}|{goods.part}|{goods.lot}: no row, by facts {number}"


def _replayed(database: Database, site: str) -> Check:
    with tempfile.TemporaryDirectory(prefix="pickface-replay-") as folder:
        engine = make_engine(f"sqlite:///{Path(folder) / 'replay.sqlite3'}")
        upgrade(engine)
        empty = Database(engine)
        try:
            found = replay_journal(database, empty, site).found
        finally:
            empty.close()
    named = tuple(f"{d.table}|{d.key}: {', '.join(d.columns) or 'one side only'}" for d in found)
    return Check("the journal rebuilds the books", "S4", named[:OFFENDING_MAX])
