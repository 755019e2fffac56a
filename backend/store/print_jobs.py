# SPDX-License-Identifier: Apache-2.0
"""Print jobs of one site in the database. Satisfies `PrintJobs` of `labels/queue.py`.

The type of a job belongs to the label room, which this room does not import: whoever wires the
two gives a `make` that builds it from a row's columns.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar, Generic, Protocol, TypeVar

import sqlalchemy as sa
from sqlalchemy.engine import Connection
from sqlalchemy.exc import IntegrityError

from backend.store.database import Database
from backend.store.print_tables import print_jobs, print_sources

QUEUED, LEASED = "queued", ("claimed", "sending")
LAPSED_MAX = 200  # rows a sweep; the next sweep takes the rest


class Job(Protocol):
    """What the store needs to know of a job: a dataclass whose fields are the columns."""

    __dataclass_fields__: ClassVar[dict[str, Any]]

    @property
    def id(self) -> str: ...
    @property
    def request_key(self) -> str: ...
    @property
    def state(self) -> str: ...
    @property
    def attempt(self) -> int: ...


J = TypeVar("J", bound=Job)
Make = Callable[[Mapping[str, Any]], J]


@dataclass(frozen=True, slots=True)
class Source:
    """What a job's labels were made from: one mapping a label, each printed `copies` times."""

    rows: list[dict[str, str]]
    copies: int


class SqlPrintJobs(Generic[J]):
    """The queue of one site."""

    def __init__(self, database: Database, site: str, make: Make[J]) -> None:
        self._database, self._site, self._make = database, site, make

    def add(self, job: J) -> J:
        """Insert, or return the job that has this request key already."""
        values = {**_values(job), "site_id": self._site}

        def save(connection: Connection) -> Any:
            kept = connection.execute(self._by_key(job.request_key)).first()
            if kept is None:
                connection.execute(sa.insert(print_jobs), [values])
            return kept

        try:
            kept = self._database.write(save)
        except IntegrityError:  # PostgreSQL: somebody inserted the key after our look
            kept = self._database.read(
                lambda connection: connection.execute(self._by_key(job.request_key)).first()
            )
            if kept is None:
                raise
        return job if kept is None else self._job(kept)

    def get(self, job_id: str) -> J | None:
        """A job."""
        query = sa.select(print_jobs).where(*self._is(job_id))
        row = self._database.read(lambda connection: connection.execute(query).first())
        return None if row is None else self._job(row)

    def swap(self, old: J, new: J) -> bool:
        """Replace `old` by `new` if state and attempt are still old's (compare and set)."""
        c = print_jobs.c
        values = _values(new)
        change = (
            sa.update(print_jobs)
            .where(*self._is(old.id), c.state == str(old.state), c.attempt == old.attempt)
            .values(values)
        )
        return self._database.write(
            lambda connection: bool(connection.execute(change).rowcount == 1)
        )

    def waiting(self, station: str, limit: int) -> tuple[J, ...]:
        """Queued jobs of a station, oldest first."""
        c = print_jobs.c
        query = (
            sa.select(print_jobs)
            .where(c.site_id == self._site, c.station == station, c.state == QUEUED)
            .order_by(c.created_at, c.id)
            .limit(limit)
        )
        return self._many(query)

    def lapsed(self, now: datetime) -> tuple[J, ...]:
        """Claimed and sending jobs whose lease has ended."""
        c = print_jobs.c
        query = (
            sa.select(print_jobs)
            .where(c.site_id == self._site, c.lease_until <= now, c.state.in_(LEASED))
            .limit(LAPSED_MAX)
        )
        return self._many(query)

    def page(self, after: str | None, limit: int) -> tuple[tuple[J, ...], str | None]:
        """Jobs, the newest first; `after` and the second value are ids (they sort by time)."""
        c = print_jobs.c
        query = sa.select(print_jobs).where(c.site_id == self._site).order_by(c.id.desc())
        if after is not None:
            query = query.where(c.id < after)
        found = self._many(query.limit(limit + 1))
        return found[:limit], found[limit - 1].id if len(found) > limit else None

    def keep_source(self, request_key: str, rows: Sequence[Mapping[str, str]], copies: int) -> None:
        """Keep what a job is made from; the first of a request key stays."""
        values = {"rows": [dict(row) for row in rows], "copies": copies}

        def save(connection: Connection) -> None:
            if connection.execute(self._source(request_key)).first() is None:
                key = {"site_id": self._site, "request_key": request_key}
                connection.execute(sa.insert(print_sources), [{**key, **values}])

        try:
            self._database.write(save)
        except IntegrityError:  # kept by somebody else meanwhile, which is as good
            return

    def source(self, request_key: str) -> Source | None:
        """What the job with this request key was made from."""
        row = self._database.read(
            lambda connection: connection.execute(self._source(request_key)).first()
        )
        return None if row is None else Source(row.rows, row.copies)

    def _is(self, job_id: str) -> tuple[sa.ColumnElement[bool], sa.ColumnElement[bool]]:
        return print_jobs.c.site_id == self._site, print_jobs.c.id == job_id

    def _by_key(self, request_key: str) -> sa.Select[Any]:
        c = print_jobs.c
        return sa.select(print_jobs).where(
            c.site_id == self._site, c.request_key == request_key
        )

    def _source(self, request_key: str) -> sa.Select[Any]:
        c = print_sources.c
        return sa.select(c.rows, c.copies).where(
            c.site_id == self._site, c.request_key == request_key
        )

    def _many(self, query: sa.Select[Any]) -> tuple[J, ...]:
        rows = self._database.read(lambda connection: connection.execute(query).all())
        return tuple(self._job(row) for row in rows)

    def _job(self, row: Any) -> J:
        return self._make({k: v for k, v in row._mapping.items() if k != "site_id"})


def _values(job: Job) -> dict[str, Any]:
    """The job's fields, its state as plain text."""
    values = {field.name: getattr(job, field.name) for field in dataclasses.fields(job)}
    return {**values, "state": str(job.state), "detail": values["detail"][:512]}
