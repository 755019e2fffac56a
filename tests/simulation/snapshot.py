# SPDX-License-Identifier: Apache-2.0
"""Everything that the database holds of the books, read without the product's loader."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy.engine import Connection

from backend.domain.books import Books, Lot, Plate, Seen, SerialOrigin
from backend.domain.holds import Hold, HoldScope
from backend.domain.ledger import Witness
from backend.domain.stock import Goods, QuantKey, is_virtual

Rows = Sequence[Any]


@dataclass
class Snapshot:
    """Tables at one version; `books` holds all of the site, not what some operation needs."""

    version: int
    books: Books
    journal: Rows
    moves: Rows
    outbox: Rows
    quarantine: Rows
    expected_seq: dict[str, int]

    def physical(self) -> dict[QuantKey, int]:
        """Balances of things on the floor that are not zero."""
        return {k: n for k, n in self.books.quants.items() if n and not is_virtual(k.holder)}

    def released(self) -> frozenset[str]:
        """Holds that are open, by name."""
        return frozenset(self.books.holds)


def value(column: Any) -> Any:
    """A JSON column: PostgreSQL's driver reads it, SQLite's does not."""
    return json.loads(column) if isinstance(column, str) else column


def snapshot(connection: Connection, since: int) -> Snapshot:
    """All of the books; of moves, only those above the version `since`."""
    ask = connection.exec_driver_sql
    version = ask("SELECT version FROM sites").scalar() or 0
    books = Books("DC01")
    for r in ask("SELECT holder, part, lot, serial, quantity FROM quants"):
        books.add(QuantKey(r[0], Goods(r[1], r[2], r[3])), r[4])
    for r in ask("SELECT part, serial, holder, lot, supplier, receipt, occurred_at, op_id"
                 " FROM serials"):  # fmt: skip
        if r[2]:
            books.serials[(r[0], r[1])] = Seen(r[2], Witness((r[6], r[7])), r[3])
        if r[4] or r[5]:
            books.origins[(r[0], r[1])] = SerialOrigin(r[4], r[5])
    for r in ask("SELECT lpn, holder, missing, supplier, receipt, occurred_at, op_id FROM plates"):
        seen = Seen(r[1], Witness((r[5], r[6]))) if r[1] else None
        books.plates[r[0]] = Plate(r[0], seen, bool(r[2]), r[3], r[4])
    for r in ask("SELECT part, lot, suppliers, receipts FROM lots"):
        books.lots[(r[0], r[1])] = Lot(None, frozenset(value(r[2])), frozenset(value(r[3])))
    for r in ask("SELECT hold, scope, reason, root FROM holds WHERE state = 'open'"):
        books.holds[r[0]] = Hold(r[0], HoldScope(**value(r[1])), r[2], root=r[3])
    return Snapshot(
        version,
        books,
        ask("SELECT op_id, outcome, resolved_outcome, hash, installation_id, seq, kind, version,"
            " detail FROM journal").all(),
        ask("SELECT op_id, part, lot, serial, quantity, source, target, settled, version"
            f" FROM moves WHERE version > {since} ORDER BY op_id, n").all(),
        ask("SELECT key, op_id FROM outbox").all(),
        ask("SELECT op_id, installation_id, seq FROM quarantine").all(),
        {r[0]: r[1] for r in ask("SELECT installation_id, expected_seq FROM installations")},
    )  # fmt: skip
