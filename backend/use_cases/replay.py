# SPDX-License-Identifier: Apache-2.0
"""S4: the journal, applied again from the first row, gives the same books.

The rows go through the same `apply_operations` in (version, position) order into an empty,
migrated database, on this engine or the other. Site, actors and devices are not part of the
journal; the time and authority that intake decided are in its rows.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, zip_longest
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from backend.domain.policy import Policy, policy_from
from backend.domain.reasons import Reason
from backend.store import book_tables as t
from backend.store.database import Database
from backend.store.journal import arrival_of
from backend.store.link_tables import substitutes, supersessions
from backend.store.photo_tables import photo_subjects, photos
from backend.store.quality_tables import supplies
from backend.store.reverse_tables import reverse_records
from backend.store.site import SiteTransaction, create_site
from backend.use_cases.apply_operations import Fault, apply_operations

DIFFERENCES_MAX = 20
"""Rows named for each table; more would not help anybody."""
ROWS_A_PAGE = 500

_OUTBOX = ("key", "op_id", "order_key", "version", "position", "type", "body")
"""What the operation made of a document; how far it got to the ERP is not the journal's."""

_REBUILT = (
    t.journal, t.waits, t.moves, t.sightings, t.counts, t.horizons, t.quants, t.serials, t.plates,
    t.lots, t.holds, t.parts, t.suppliers, supersessions, substitutes, t.qualified, supplies,
    t.locations, t.asns, t.orders, t.tasks, t.shipments, t.undone, photos, photo_subjects,
    reverse_records,
)  # fmt: skip
TABLES: tuple[tuple[sa.Table, tuple[str, ...]], ...] = (
    *((table, tuple(c.name for c in table.columns if c.name != "site_id")) for table in _REBUILT),
    (t.outbox, _OUTBOX),
    (t.sites, ("quality",)),
)


@dataclass(frozen=True, slots=True)
class Difference:
    """A row that is not the same: its table and key, and the columns that differ."""

    table: str
    key: str
    columns: tuple[str, ...]
    """Empty when the row is on one side only."""


@dataclass(frozen=True, slots=True)
class Differences:
    """What a replay found: nothing, when the promise is kept. At most DIFFERENCES_MAX a table."""

    operations: int
    found: tuple[Difference, ...] = ()

    @property
    def ok(self) -> bool:
        """Whether the books are the same."""
        return not self.found


def replay(source: Database, empty: Database, site: str) -> Differences:
    """Apply the journal of `source` to `empty` (migrated, without rows) and compare.

    Reads one snapshot of the source, so it may go on being used.
    """
    return source.read(lambda connection: _replay(connection, empty, site))


def _replay(source: Connection, empty: Database, site: str) -> Differences:
    row = source.execute(sa.select(t.sites).where(t.sites.c.site_id == site)).one()
    empty.write(lambda c: _found(c, row))
    number = 0
    query = (
        sa.select(t.journal)
        .where(t.journal.c.site_id == site)
        .order_by(t.journal.c.version, t.journal.c.position)
    )
    rows = source.execute(query).yield_per(ROWS_A_PAGE)
    for version, batch in groupby(rows, key=lambda r: r.version):
        told = list(batch)
        number += len(told)
        _apply(empty, site, version, told)
    found = empty.read(lambda c: list(_compare(source, c, site, row.network_id)))
    return Differences(number, tuple(found))


def _found(connection: Connection, row: Any) -> None:
    known = connection.scalar(sa.select(sa.func.count()).select_from(t.journal))
    assert known == 0, "a replay needs an empty database"
    create_site(connection, row.site_id, row.name, "replay")
    statement = sa.update(t.sites).where(t.sites.c.site_id == row.site_id)
    connection.execute(statement.values(network_id=row.network_id))


def _apply(empty: Database, site: str, version: int, rows: Sequence[Any]) -> None:
    """One batch as it was cut, at the version that it had."""
    arrivals = [arrival_of(row) for row in rows]
    faults = {row.op_id: fault for row in rows if (fault := _fault(row)) is not None}

    def work(connection: Connection) -> None:
        before = sa.update(t.sites).where(t.sites.c.site_id == site).values(version=version - 1)
        connection.execute(before)
        apply_operations(SiteTransaction(connection, site), arrivals, faults)

    empty.write(work)


def _fault(row: Any) -> Fault | None:
    """A fault of the program at that time: it is not in the operation, and may be mended now."""
    if row.outcome == "parked" and row.reason == Reason.SERVER_FAULT:
        return Fault(row.detail.get("fault", ""), True)
    if row.outcome != "parked" and "fault" in row.detail:
        return Fault(row.detail["fault"], False)
    return None


def _compare(
    source: Connection, other: Connection, site: str, network: str
) -> Iterator[Difference]:
    if _policy(source, site) != _policy(other, site):
        yield Difference("sites", site, ("settings",))
    for table, columns in TABLES:
        scope = network if "network_id" in table.primary_key.columns else site
        pairs = zip_longest(_rows(source, table, scope), _rows(other, table, scope))
        found = 0
        for here, there in pairs:
            difference = _difference(table, columns, here, there)
            if difference is not None:
                yield difference
                found += 1
            if found == DIFFERENCES_MAX or here is None or there is None or _apart(difference):
                break  # rows that do not pair make every later pair differ


def _policy(connection: Connection, site: str) -> Policy:
    settings = connection.scalar(sa.select(t.sites.c.settings).where(t.sites.c.site_id == site))
    return policy_from((settings or {}).get("policy", {}))


def _apart(difference: Difference | None) -> bool:
    return difference is not None and not difference.columns


def _rows(connection: Connection, table: sa.Table, scope: str) -> Iterator[Any]:
    """Rows in an order that both engines share: by the bytes of their key."""
    first, *key = table.primary_key.columns
    order = [_bytes(connection, column) for column in key]
    query = sa.select(table).where(first == scope).order_by(*order)
    return iter(connection.execute(query).yield_per(ROWS_A_PAGE))


def _bytes(connection: Connection, column: Any) -> Any:
    text = isinstance(column.type, sa.String) and connection.dialect.name == "postgresql"
    return sa.collate(column, "C") if text else column


def _difference(
    table: sa.Table, columns: tuple[str, ...], here: Any, there: Any
) -> Difference | None:
    _, *key = (column.name for column in table.primary_key.columns)
    if here is None or there is None:
        return Difference(table.name, _name(here or there, key), ())
    if _name(here, key) != _name(there, key):
        return Difference(table.name, min(_name(here, key), _name(there, key)), ())
    unlike = tuple(name for name in columns if getattr(here, name) != getattr(there, name))
    return Difference(table.name, _name(here, key), unlike) if unlike else None


def _name(row: Any, key: list[str]) -> str:
    return "|".join(str(getattr(row, name)) for name in key)
