# SPDX-License-Identifier: Apache-2.0
"""What `sync` describes as Protocols, on our database: site transactions and feed pages."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from backend.store import book_tables as t
from backend.store.database import Database
from backend.store.site import SiteTransaction, UnknownSite

T = TypeVar("T")


class SiteStore:
    """Write transactions of a site."""

    def __init__(self, database: Database) -> None:
        """Use this database."""
        self._database = database

    def write(self, site: str, fn: Callable[[SiteTransaction], T]) -> T:
        """Run `fn` in one write transaction, again from the start if the database asks so."""
        return self._database.write(lambda connection: fn(SiteTransaction(connection, site)))


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the feed."""

    topic: str
    key: str
    version: int
    body: str | None


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A page and the version and epoch that it was read at."""

    epoch: str
    version: int
    rows: tuple[Row, ...]


class FeedPages:
    """Pages of the feed, each read in one snapshot."""

    def __init__(self, database: Database) -> None:
        """Use this database."""
        self._database = database

    def page(
        self,
        site: str,
        topics: Sequence[str],
        audience: str,
        since: int,
        after: tuple[int, str, str] | None,
        limit: int,
    ) -> Snapshot:
        """Rows above `since` and after the cursor, in order, at most `limit`."""
        return self._database.read(
            lambda connection: _page(connection, site, topics, audience, since, after, limit)
        )

    def epoch(self, site: str) -> str | None:
        """The epoch of a site, None when it is not set up."""
        query = sa.select(t.sites.c.epoch).where(t.sites.c.site_id == site)
        return self._database.read(lambda connection: connection.scalar(query))


def _page(
    connection: Connection,
    site: str,
    topics: Sequence[str],
    audience: str,
    since: int,
    after: tuple[int, str, str] | None,
    limit: int,
) -> Snapshot:
    head = connection.execute(
        sa.select(t.sites.c.epoch, t.sites.c.version).where(t.sites.c.site_id == site)
    ).first()
    if head is None:
        raise UnknownSite(site)
    f = t.feed.c
    query = (
        sa.select(f.topic, f.key, f.version, f.body)
        .where(f.site_id == site, f.version > since, f.topic.in_(topics))
        .where(f.audience.in_(["", audience]))
        .order_by(f.version, f.topic, f.key)
        .limit(limit)
    )
    if since == 0 and after is None:
        # A new reader needs no tombstones; on later pages they may tell of rows it was just given.
        query = query.where(f.body.is_not(None))
    if after is not None:
        here = sa.tuple_(f.version, f.topic, f.key)
        query = query.where(f.version >= after[0], here > sa.tuple_(*after))
    rows = tuple(Row(r.topic, r.key, r.version, r.body) for r in connection.execute(query))
    return Snapshot(head.epoch, head.version, rows)
