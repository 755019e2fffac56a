# SPDX-License-Identifier: Apache-2.0
"""Many rows of one table in one statement: insert, insert or overwrite, insert or add up.

SQLite takes the rows one by one from a prepared statement, which is as fast as it gets there.
PostgreSQL would take a round trip for each row, so there all rows travel as one JSON value and
become rows again in the server. Statements are built once.
"""

from __future__ import annotations

import json
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.engine import Connection

Rows = list[dict[str, Any]]
_ROWS = sa.bindparam("rows", type_=sa.Text)


def insert(connection: Connection, table: sa.Table, rows: Rows) -> None:
    """Append rows."""
    if rows:
        _send(connection, _insert(connection.dialect.name, table, tuple(rows[0])), rows)


def upsert(connection: Connection, table: sa.Table, rows: Rows, add: tuple[str, ...] = ()) -> None:
    """Insert rows, or overwrite those with the same key; columns in `add` are added up.

    Keys must differ within `rows`, since one statement may not touch a row twice.
    """
    if rows:
        _send(connection, _upsert(connection.dialect.name, table, tuple(rows[0]), add), rows)


def increase(connection: Connection, table: sa.Table, rows: Rows, add: tuple[str, ...]) -> None:
    """Add up the columns in `add` of rows that all exist; the other columns are the key."""
    if rows:
        statement = _increase(connection.dialect.name, table, tuple(rows[0]), add)
        # An UPDATE keeps the plain names of its columns for itself.
        sqlite = connection.dialect.name != "postgresql"
        named = [{f"given_{k}": v for k, v in row.items()} for row in rows] if sqlite else rows
        changed = _send(connection, statement, named)
        assert changed.rowcount == len(rows), "a row to increase is there"


def _send(connection: Connection, statement: Any, rows: Rows) -> Any:
    if connection.dialect.name == "postgresql":
        return connection.execute(statement, {"rows": json.dumps(rows, ensure_ascii=False)})
    return connection.execute(statement, rows)


@cache
def _insert(dialect: str, table: sa.Table, columns: tuple[str, ...]) -> Any:
    if dialect != "postgresql":
        return sa.insert(table)
    return postgresql_insert(table).from_select(columns, _given(table, columns))


@cache
def _upsert(
    dialect: str, table: sa.Table, columns: tuple[str, ...], add: tuple[str, ...]
) -> Any:
    keys = [column.name for column in table.primary_key]
    made: Any = sqlite_insert(table)
    if dialect == "postgresql":
        made = postgresql_insert(table).from_select(columns, _given(table, columns))
    new = made.excluded
    changed = {
        name: table.c[name] + new[name] if name in add else new[name]
        for name in columns
        if name not in keys
    }
    if changed:
        return made.on_conflict_do_update(index_elements=keys, set_=changed)
    return made.on_conflict_do_nothing(index_elements=keys)


@cache
def _increase(
    dialect: str, table: sa.Table, columns: tuple[str, ...], add: tuple[str, ...]
) -> Any:
    given: Any = {name: sa.bindparam(f"given_{name}") for name in columns}
    if dialect == "postgresql":
        rows = sa.cast(_ROWS, postgresql.JSON)
        # LIMIT tells the planner how many there are: it would read the whole table for a few.
        few = _given(table, columns).limit(sa.func.json_array_length(rows))
        given = few.subquery("given").c
    return (
        sa.update(table)
        .where(*(table.c[name] == given[name] for name in columns if name not in add))
        .values({name: table.c[name] + given[name] for name in add})
    )


def _given(table: sa.Table, columns: tuple[str, ...]) -> sa.Select[Any]:
    """The rows of the bound JSON array, as a select of these columns."""
    types = [sa.column(name, _plain(table.c[name].type)) for name in columns]
    source = (
        sa.func.json_to_recordset(sa.cast(_ROWS, postgresql.JSON))
        .table_valued(*types, name="r")
        .render_derived(name="r", with_types=True)
    )
    return sa.select(*(source.c[name] for name in columns))


def _plain(kind: Any) -> Any:
    """Text without a length: the column itself then refuses what is too long, never cuts it."""
    return sa.Text() if isinstance(kind, sa.String) else kind
