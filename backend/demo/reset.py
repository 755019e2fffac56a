# SPDX-License-Identifier: Apache-2.0
"""Throw a demo's database away, so that the tour begins anew; never anything but a demo."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Final

import sqlalchemy as sa

from backend.demo.load import demo_start
from backend.store import book_tables as t
from backend.store.database import Database
from backend.store.upgrade import current_revision

BESIDE: Final = ("", "-wal", "-shm", ".lane")  # the file, SQLite's two and the writers' queue


class Kept(Exception):
    """The database stays; the text says why and what to do."""


def demo_file(database: Database, site: str) -> Path:
    """The file that holds this site's demo and nothing else. Raises `Kept`."""
    url = database.engine.url
    if database.engine.dialect.name != "sqlite":
        text = f"drop and create the database {url.database} with PostgreSQL's own commands"
        raise Kept(f"a demo on PostgreSQL is not removed from here: {text}")
    path = Path(str(url.database))
    if not path.is_file() or current_revision(database.engine) is None:
        raise Kept(f"{path} holds no demo site")
    if demo_start(database, site) is None:
        raise Kept(f"{path} holds no demo site {site} that flask demo create made")
    others = sa.select(t.sites.c.site_id).where(t.sites.c.site_id != site)
    names = sorted(database.read(lambda c: c.scalars(others).all()))
    if names:
        raise Kept(f"{path} holds other sites too: {', '.join(names)}")
    return path


def remove_demo(database: Database, path: Path) -> None:
    """Remove the file that `demo_file` named. Raises `Kept` while a server has it open."""
    database.close()
    with closing(sqlite3.connect(path, timeout=0)) as connection:
        try:  # leaves write-ahead logging, which SQLite allows to the only user of a file
            connection.execute("PRAGMA journal_mode=DELETE")
        except sqlite3.OperationalError as error:
            raise Kept(f"{path} is in use; stop the server first") from error
    for end in BESIDE:
        path.with_name(path.name + end).unlink(missing_ok=True)
