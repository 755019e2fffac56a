# SPDX-License-Identifier: Apache-2.0
"""Alembic's entry: on the connection given by `backend.store.upgrade`, or on Flask's engine."""

from __future__ import annotations

from alembic import context
from sqlalchemy.engine import Connection

from backend.store import tables
from backend.store.engine import PURPOSE


def run(connection: Connection) -> None:
    """One transaction a migration. SQLite alters a table by copying it, hence batch mode."""
    context.configure(
        connection=connection,
        target_metadata=tables.metadata,
        render_as_batch=connection.dialect.name == "sqlite",
        transaction_per_migration=True,
    )
    with context.begin_transaction():
        context.run_migrations()


given = context.config.attributes.get("connection")
if given is not None:
    run(given)
else:
    from flask import current_app

    engine = current_app.extensions["migrate"].db.engine
    with engine.connect().execution_options(**{PURPOSE: "write"}) as opened:
        run(opened)
