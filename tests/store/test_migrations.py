# SPDX-License-Identifier: Apache-2.0
"""The migrations make the tables that the code speaks of, on both engines."""

from __future__ import annotations

import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from backend.store.database import Database
from backend.store.tables import metadata


def _differences(database: Database, wanted: sa.MetaData) -> list[object]:
    with database.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        return list(compare_metadata(context, wanted))


def test_migrations_and_tables_say_the_same(database: Database) -> None:
    assert _differences(database, metadata) == []


def test_a_forgotten_migration_is_noticed(database: Database) -> None:
    wanted = sa.MetaData(naming_convention=metadata.naming_convention)
    for table in metadata.tables.values():
        table.to_metadata(wanted)
    wanted.tables["quants"].append_column(sa.Column("owner", sa.String(64)))
    assert len(_differences(database, wanted)) == 1
