# SPDX-License-Identifier: Apache-2.0
"""The outbox's rows on our database, as `sync.outbox` describes them, and what follows from them.

E1  Only the holder of a row's current token may change it.
E2  A row is claimed only when no earlier row of its group is left.

A row that is done or refused tells readers so (feed) and, when a person must look, raises an
exception; each in the same transaction. While a row is leased its state also remembers whether
the ERP may already have the document (`leased_unclear`), so that nothing is forgotten by a crash.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from backend.domain.wire import timestamp_text
from backend.store import book_tables as t
from backend.store.booked import tell_booked, tell_refused, tell_waiting
from backend.store.database import Database

T = TypeVar("T")

LEASED, LEASED_UNCLEAR = "leased", "leased_unclear"
o = t.outbox.c


@dataclass(frozen=True, slots=True)
class ClaimedRow:
    """One row as claimed; the fields that `sync.outbox.Row` describes."""

    key: str
    order_key: str
    document_type: str
    body: dict[str, Any]
    attempts: int
    doubts: int
    uncertain: bool
    token: int


class OutboxRows:
    """Rows of one site. Every method is a short transaction of its own."""

    def __init__(self, database: Database, site: str) -> None:
        self._database, self._site = database, site

    def claim(self, limit: int, now: datetime, lease_until: datetime) -> tuple[ClaimedRow, ...]:
        """Lease at most `limit` rows, each the oldest of its group that is left, oldest first.

        Relays that claim at the same time never get the same row: PostgreSQL skips what another
        has locked, SQLite lets one write at a time.
        """
        now_ms, until_ms = _ms(now), _ms(lease_until)
        # Most rounds find nothing; a look beforehand keeps them from queueing with the writers.
        look = _heads(self._site, now_ms, 1)
        if self._database.read(lambda c: c.execute(look).first()) is None:
            return ()

        def work(connection: Connection) -> tuple[ClaimedRow, ...]:
            heads = _heads(self._site, now_ms, limit)
            found = connection.execute(heads.with_for_update(skip_locked=True, of=t.outbox)).all()
            return tuple(_lease(connection, row, until_ms) for row in found)

        return self._database.write(work)

    def done(self, key: str, token: int, reference: str, now: datetime) -> bool:
        """The ERP has it, under its own number `reference`."""
        values = {"state": "done", "reference": reference}
        return self._mark(key, token, values, lambda c: tell_booked(c, self._site, key, _ms(now)))

    def retry(self, key: str, token: int, next_at: datetime, reason: str) -> bool:
        """The ERP cannot have it; try again at `next_at`."""
        return self._mark(key, token, {"state": "retry", "next_at": _ms(next_at), "text": reason})

    def unclear(self, key: str, token: int, next_at: datetime, reason: str, doubts: int) -> bool:
        """The ERP may have it; look it up at `next_at`."""
        values = {"state": "unclear", "next_at": _ms(next_at), "text": reason, "doubts": doubts}
        return self._mark(key, token, values)

    def park(self, key: str, token: int, reason: str, text: str) -> bool:
        """A person must look; later rows of the group wait."""
        values = {"state": "parked", "reason": reason, "text": text}
        return self._mark(
            key, token, values, lambda c: tell_refused(c, self._site, key, reason, text, _now_ms())
        )

    def give_back(self, key: str, token: int) -> bool:
        """Claimed but not tried: as it was before the claim, the attempt not counted."""
        before = sa.case(
            (o.state == LEASED_UNCLEAR, "unclear"), (o.attempts > 1, "retry"), else_="ready"
        )
        return self._mark(key, token, {"state": before, "attempts": o.attempts - 1})

    def resume(self, key: str) -> bool:
        """A supervisor's decision on a parked row: try again, looking it up first."""
        values = {"state": "unclear", "doubts": 0, "next_at": 0, "reason": ""}
        return self._decide(key, values, lambda c: tell_waiting(c, self._site, key))

    def settle(self, key: str, reason: str) -> bool:
        """A supervisor's decision on a parked row: booked by hand or not wanted; never sent."""
        values = {"state": "done", "reason": reason[:64]}
        return self._decide(key, values, lambda c: tell_booked(c, self._site, key, _now_ms()))

    def hold_back(self, key: str, reason: str) -> bool:
        """A person parks a row that is not being sent right now."""
        free = o.state.in_(["ready", "retry", "unclear"])
        values = {"state": "parked", "reason": "by_hand", "text": reason}

        def after(connection: Connection) -> None:
            tell_refused(connection, self._site, key, "by_hand", reason, _now_ms())

        return self._database.write(lambda c: self._change(c, key, free, values, after))

    def page(self, state: str | None, after: str | None, limit: int) -> list[dict[str, Any]]:
        """Rows by key, for people; without their bodies."""
        query = sa.select(
            o.key, o.op_id, o.type, o.order_key, o.state, o.attempts, o.doubts, o.next_at,
            o.reference, o.reason, o.text,
        ).where(o.site_id == self._site)  # fmt: skip
        if state is not None:
            query = query.where(o.state == state)
        if after is not None:
            query = query.where(o.key > after)
        query = query.order_by(o.key).limit(limit)
        rows = self._database.read(lambda c: c.execute(query).mappings().all())
        return [_listed(dict(row)) for row in rows]

    def _mark(
        self,
        key: str,
        token: int,
        values: dict[str, Any],
        after: Callable[[Connection], None] = lambda connection: None,
    ) -> bool:
        mine = sa.and_(o.state.in_([LEASED, LEASED_UNCLEAR]), o.token == token)
        return self._database.write(lambda c: self._change(c, key, mine, values, after))

    def _decide(
        self, key: str, values: dict[str, Any], after: Callable[[Connection], None]
    ) -> bool:
        parked = o.state == "parked"
        return self._database.write(lambda c: self._change(c, key, parked, values, after))

    def _change(
        self,
        connection: Connection,
        key: str,
        allowed: sa.ColumnElement[bool],
        values: dict[str, Any],
        after: Callable[[Connection], None],
    ) -> bool:
        """Change one row if it may be changed, and only then tell others."""
        changed = connection.execute(
            sa.update(t.outbox)
            .where(o.site_id == self._site, o.key == key, allowed)
            .values({"leased_until": 0, **values})
        )
        if changed.rowcount != 1:
            return False
        after(connection)
        return True


def _heads(site: str, now_ms: int, limit: int) -> sa.Select[Any]:
    """Claimable rows that are the oldest of their group that is not done."""
    due = sa.and_(o.state.in_(["ready", "retry", "unclear"]), o.next_at <= now_ms)
    abandoned = sa.and_(o.state.in_([LEASED, LEASED_UNCLEAR]), o.leased_until <= now_ms)
    earlier = t.outbox.alias("earlier")
    e = earlier.c
    before = sa.or_(
        e.version < o.version, sa.and_(e.version == o.version, e.position < o.position)
    )
    left = sa.exists().where(
        e.site_id == o.site_id, e.order_key == o.order_key, e.state != "done", before
    )
    return (
        sa.select(t.outbox)
        .where(o.site_id == site, sa.or_(due, abandoned), ~left)
        .order_by(o.version, o.position)
        .limit(limit)
    )


def _lease(connection: Connection, row: Any, until_ms: int) -> ClaimedRow:
    uncertain = row.state in ("unclear", LEASED, LEASED_UNCLEAR)
    connection.execute(
        sa.update(t.outbox)
        .where(o.site_id == row.site_id, o.key == row.key)
        .values(
            state=LEASED_UNCLEAR if uncertain else LEASED,
            attempts=row.attempts + 1,
            token=row.token + 1,
            leased_until=until_ms,
        )
    )
    return ClaimedRow(
        row.key, row.order_key, row.type, row.body, row.attempts + 1, row.doubts, uncertain,
        row.token + 1,
    )  # fmt: skip


def _listed(row: dict[str, Any]) -> dict[str, Any]:
    next_at = row.pop("next_at")
    return {**row, "next_at": timestamp_text(next_at) if next_at else None}


def _ms(at: datetime) -> int:
    delta = at.astimezone(UTC) - datetime(1970, 1, 1, tzinfo=UTC)
    return delta // timedelta(milliseconds=1)


def _now_ms() -> int:
    return _ms(datetime.now(UTC))
