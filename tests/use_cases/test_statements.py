# SPDX-License-Identifier: Apache-2.0
"""A batch costs the same number of statements whatever its size, and looks everything up by key."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterator
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy import event

from backend.store import book_tables as t
from backend.store.database import Database
from backend.store.exact_keys import _statement
from backend.store.link_tables import substitutes, supersessions
from backend.store.load_trail import DEPARTURES, SEEN_IN, built_for
from tests.domain.floor import line
from tests.scenarios.site import SITE, Handheld, Site
from tests.use_cases.busy_site import order, receipt

FILLED = 4_000
"""Rows of a table before its plan is asked for: a planner scans a table of a page rightly."""

LOOKED_UP = [
    (t.parts, ("part",)),
    (t.qualified, ("part", "supplier")),
    (t.suppliers, ("supplier",)),
    (supersessions, ("old",)),
    (substitutes, ("for_part", "part")),
    (t.locations, ("location",)),
    (t.quants, ("holder", "part", "lot", "serial")),
    (t.quants, ("holder",)),
    (t.quants, ("part", "serial")),
    (t.quants, ("part", "lot")),
    (t.serials, ("part", "serial")),
    (t.serials, ("holder",)),
    (t.plates, ("lpn",)),
    (t.plates, ("holder",)),
    (t.plates, ("receipt",)),
    (t.sightings, ("part", "number")),
    (t.lots, ("part", "lot")),
    (t.horizons, ("holder",)),
    (t.moves, ("source",)),
    (t.moves, ("target",)),
    (t.counts, ("holder",)),
    (t.journal, ("op_id",)),
    (t.waits, ("waits_for",)),
    (t.waits, ("op_id",)),
    (t.orders, ("order_id",)),
    (t.tasks, ("task",)),
    (t.tasks, ("source", "state")),
    (t.tasks, ("location", "state")),
    (t.shipments, ("shipment",)),
    (t.asns, ("asn",)),
    (t.undone, ("operation",)),
    (t.exceptions, ("exception",)),
]


@contextlib.contextmanager
def statements(database: Database) -> Iterator[list[str]]:
    """Every statement that is sent meanwhile."""
    sent: list[str] = []

    def note(_c: Any, _cursor: Any, statement: str, *_more: Any) -> None:
        sent.append(statement)

    event.listen(database.engine, "before_cursor_execute", note)
    try:
        yield sent
    finally:
        event.remove(database.engine, "before_cursor_execute", note)


def _receive(handheld: Handheld, n: int) -> None:
    handheld.tell("receipt", receipt(f"L-{n}", [line("BRK-10442", 4, f"L{n}")]))


def _count(handheld: Handheld, n: int) -> None:
    handheld.tell("count", {"holder": f"lpn:X-{n}", "lines": [line("FLT-00318", n + 1)]})


def _pick(handheld: Handheld, n: int) -> None:
    handheld.tell("pick", {"order": "O-1", "line": 2, "source": f"lpn:X-{n}", "target": "lpn:T",
                           "lines": [line("BRK-10442", 1, "L1")]})  # fmt: skip


def _move(handheld: Handheld, n: int) -> None:
    handheld.tell("putaway", {"source": "DOCK-01", "target": "A07-032-C", "lpn": f"M-{n}"})


def _undo(handheld: Handheld, n: int) -> None:
    handheld.tell("undo", {"undoes": f"op-{n}", "verb": "pick", "source": "lpn:T",
                           "target": f"lpn:X-{n}", "order": "O-1", "line": 2,
                           "lines": [line("BRK-10442", 1, "L1")]})  # fmt: skip


@pytest.mark.parametrize("tell", [_receive, _count, _pick, _move, _undo])
def test_ten_operations_cost_as_many_statements_as_fifty(site: Site, tell: Any) -> None:
    order(site)
    handheld, spent = Handheld(site), []
    for first, many in ((0, 10), (100, 10), (200, 50)):
        for n in range(first, first + many):
            tell(handheld, n)
        with statements(site.database) as sent:
            reply = handheld.push()
        assert len(reply.results) == many
        spent.append(len(sent))
    assert spent[2] == spent[1], spent  # the first batch finds less to load


@pytest.mark.parametrize(("table", "columns"), LOOKED_UP, ids=lambda x: str(getattr(x, "name", x)))
def test_every_exact_key_is_an_index_look_up(
    database: Database, table: sa.Table, columns: tuple[str, ...]
) -> None:
    scope = "network_id" if "network_id" in table.c else "site_id"
    _fill(database, table)
    statement = _statement(database.engine.dialect.name, table, scope, columns)
    lines = database.read(lambda c: _plan(c, statement, len(columns)))
    if database.engine.dialect.name == "sqlite":
        assert any(text.startswith("SEARCH t USING") for text in lines), lines
        assert not any(text.startswith("SCAN t") for text in lines), lines
    else:
        assert any("Index Cond" in text and "k.value" in text for text in lines), lines


@pytest.mark.parametrize(
    ("table", "columns"),
    [
        (t.parts, ("part",)),
        (t.locations, ("location",)),
        (t.quants, ("holder",)),
        (t.journal, ("op_id",)),
    ],
    ids=lambda x: str(getattr(x, "name", x)),
)
def test_a_few_keys_are_looked_up_without_being_asked_to(
    postgres_database: Database, table: sa.Table, columns: tuple[str, ...]
) -> None:
    """PostgreSQL must know how few they are, or it reads the whole table for one."""
    database = postgres_database
    scope = "network_id" if "network_id" in table.c else "site_id"
    _fill(database, table)
    asked = {"scope": SITE, "keys": json.dumps([["7"]] * 3)}
    query = sa.text(f"EXPLAIN {_statement('postgresql', table, scope, columns)}")
    lines = database.read(lambda c: [str(row[-1]) for row in c.execute(query, asked)])
    assert any("Index Cond" in text and "k.value" in text for text in lines), lines


@pytest.mark.parametrize(
    ("statement", "table"), [(DEPARTURES, t.moves), (SEEN_IN, t.sightings)], ids=["left", "seen"]
)
def test_where_goods_went_is_looked_up_by_holder(
    database: Database, statement: str, table: sa.Table
) -> None:
    _fill(database, table)
    asked = {"site": SITE, "keys": json.dumps([["7", 1]] * 3)}
    built = built_for(database.engine.dialect.name, statement)
    lines = database.read(lambda c: _explained(c, built, asked))
    if database.engine.dialect.name == "sqlite":
        assert any(text.startswith("SEARCH t USING") for text in lines), lines
        assert not any(text.startswith("SCAN") and "k" not in text for text in lines), lines
    else:
        assert any("Index Cond" in text and "k.value" in text for text in lines), lines


def _plan(connection: Any, statement: str, many: int) -> list[str]:
    """How the database would run it. PostgreSQL reads a small table whole, and is right to: it is
    asked whether it could do without."""
    keys = json.dumps([["7"] * many] * 3)
    return _explained(connection, statement, {"scope": SITE, "keys": keys})


def _explained(connection: Any, statement: str, asked: dict[str, str]) -> list[str]:
    explain = "EXPLAIN QUERY PLAN"
    if connection.dialect.name == "postgresql":
        explain = "EXPLAIN"
        for name in ("enable_seqscan", "enable_hashjoin", "enable_mergejoin"):
            connection.execute(sa.text(f"SET LOCAL {name} = off"))
    return [str(row[-1]) for row in connection.execute(sa.text(f"{explain} {statement}"), asked)]


def _fill(database: Database, table: sa.Table) -> None:
    """Rows of one site with keys that differ, and fresh statistics."""
    rows = [{c.name: _value(c, n) for c in table.columns} for n in range(FILLED)]
    database.write(lambda c: c.execute(sa.insert(table), rows))
    with database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(sa.text(f"ANALYZE {table.name}"))


def _value(column: Any, n: int) -> Any:
    if column.name in ("site_id", "network_id"):
        return SITE
    if isinstance(column.type, sa.JSON):
        return {}
    if isinstance(column.type, sa.Boolean):
        return False
    if isinstance(column.type, sa.Integer):
        return 1 if column.name == "quantity" else n
    if column.table.name == "moves" and column.name in ("serial", "target"):
        return "" if column.name == "serial" else f"@{n}"
    return str(n)
