# SPDX-License-Identifier: Apache-2.0
"""A backup of the server's database, and its return as another epoch."""

from __future__ import annotations

import sqlite3
from typing import Any

from backend.store.database import Database
from backend.store.site import renew_epoch
from tests.scenarios.site import SITE


def saved_of(database: Database) -> sqlite3.Connection | None:
    """All of the database now; None where it is not in memory."""
    source = database.read(_driver)
    if source is None:
        return None
    copy = sqlite3.connect(":memory:")
    source.backup(copy)
    return copy


def restore(database: Database, backup: sqlite3.Connection, epoch: str) -> None:
    """The database is what it was, and says that it is not the one that devices knew."""
    target = database.read(_driver)
    assert target is not None, "only a database in memory has a backup here"
    backup.backup(target)
    backup.close()
    database.write(lambda c: renew_epoch(c, SITE, epoch))


def _driver(connection: Any) -> sqlite3.Connection | None:
    driver = connection.connection.driver_connection
    return driver if isinstance(driver, sqlite3.Connection) else None
