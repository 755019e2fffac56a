# SPDX-License-Identifier: Apache-2.0
"""Load what is known of goods that come back: a fixed number of statements, by exact key.

A core is judged with its pool: the deposits of its customer and group, and every core that may have
earned one of them. What was decided stays in its pool, so that a core told late finds its place.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy.engine import Connection

from backend.domain.books import Books
from backend.domain.records import Kind, Record, RecordKey, pool_of
from backend.domain.rules.faces import places_of
from backend.domain.touches import Touches
from backend.store.exact_keys import by_name, rows_by_keys
from backend.store.reverse_tables import reverse_records


def load_records(connection: Connection, site: str, books: Books, found: Touches) -> None:
    """Fill the books, and widen `found` by the plates and parts that the records name."""
    loader = _Loader(connection, site, books)
    loader.rows(["kind", "name"], found.records)
    loader.rows(["tag"], by_name(found.tags))
    owners = found.core_owners | {loader.pool(*one) for one in found.core_pools}
    owners |= {one.owner for one in loader.of(Kind.DEPOSIT) if one.tag in found.tags}
    loader.rows(["owner"], by_name(owners))
    loader.rows(["tag"], by_name({one.tag for one in loader.of(Kind.DEPOSIT)} - found.tags))
    loader.rows(["kind", "name"], loader.next_to())
    for one in loader.of(Kind.FACE):
        found.locations |= places_of(one)
        found.task_locations |= places_of(one)
    for one in loader.of(Kind.RETURNED):
        found.contents.add("lpn:" + one.body["lpn"])
        found.parts.update(line["part"] for line in one.body["lines"])
        found.tasks.add(f"return:{one.name}")


class _Loader:
    def __init__(self, connection: Connection, site: str, books: Books) -> None:
        self.connection, self.site, self.books = connection, site, books

    def rows(self, columns: Sequence[str], keys: Iterable[Sequence[str]]) -> None:
        scope, listed = ("site_id", self.site), sorted(tuple(key) for key in keys)
        for row in rows_by_keys(self.connection, reverse_records, scope, columns, listed):
            record = Record(row.kind, row.name, row.body, row.owner, row.tag)
            self.books.records[record.key] = record

    def of(self, kind: Kind) -> list[Record]:
        return [one for one in self.books.records.values() if one.kind == kind]

    def pool(self, customer: str, part: str) -> str:
        group = self.books.records.get((Kind.GROUP, part))
        return pool_of(customer, group.body["core_group"] if group else "")

    def next_to(self) -> set[RecordKey]:
        """What belongs to what was named: a claim's goods, a return's papers, a family's list."""
        wanted: set[RecordKey] = set()
        for one in self.of(Kind.CLAIM):
            wanted.add((Kind.RETURNED, one.body.get("returned") or ""))
        for one in self.of(Kind.RETURNED):
            wanted |= {(Kind.AUTHORIZATION, one.body["authorization"]),
                       (Kind.CLAIM, one.body["claim"])}  # fmt: skip
        for one in self.of(Kind.GROUP):
            wanted.add((Kind.CHECKLIST, one.body["family"]))
        return {key for key in wanted if key[1]} - self.books.records.keys()
