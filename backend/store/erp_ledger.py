# SPDX-License-Identifier: Apache-2.0
"""The embedded ERP's ledger of documents: appended once under each key, numbered without holes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from backend.store import book_tables as t
from backend.store.database import Database

d = t.erp_documents.c


@dataclass(frozen=True, slots=True)
class KeptDocument:
    """One document as kept; `json` is its canonical spelling."""

    number: int
    key: str
    type: str
    json: str


class ErpLedger:
    """Documents of one site, in the order in which they came: 1, 2, 3 and so on."""

    def __init__(self, database: Database, site: str) -> None:
        self._database, self._site = database, site

    def append(self, key: str, type: str, json: str) -> Literal["new", "exists"]:
        """Keep a document; "exists" leaves the first one as it is."""
        return self._database.write(lambda c: self._append(c, key, type, json))

    def _append(
        self, connection: Connection, key: str, type: str, json: str
    ) -> Literal["new", "exists"]:
        # Whoever numbers holds the site's row until the commit, so that no number is given twice.
        lock = sa.select(t.sites.c.site_id).where(t.sites.c.site_id == self._site)
        connection.execute(lock.with_for_update())
        known = sa.select(d.key).where(d.site_id == self._site, d.key == key)
        if connection.execute(known).first() is not None:
            return "exists"
        last = sa.select(sa.func.max(d.number)).where(d.site_id == self._site)
        number = (connection.scalar(last) or 0) + 1
        row = {"site_id": self._site, "key": key, "number": number, "type": type, "json": json}
        connection.execute(sa.insert(t.erp_documents), [row])
        return "new"

    def look_up(self, key: str) -> KeptDocument | None:
        """The document with this key."""
        query = _chosen().where(d.site_id == self._site, d.key == key)
        row = self._database.read(lambda c: c.execute(query).first())
        return None if row is None else KeptDocument(*row)

    def list(self, after: int, limit: int) -> tuple[KeptDocument, ...]:
        """At most `limit` documents with a number above `after`, in order."""
        query = _chosen().where(d.site_id == self._site, d.number > after)
        query = query.order_by(d.number).limit(limit)
        rows = self._database.read(lambda c: c.execute(query).all())
        return tuple(KeptDocument(*row) for row in rows)


def _chosen() -> sa.Select[Any]:
    return sa.select(d.number, d.key, d.type, d.json)
