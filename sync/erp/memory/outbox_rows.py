# SPDX-License-Identifier: Apache-2.0
"""The outbox's rows in memory: `OutboxRows` as the store must behave."""
from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sync.outbox import Row, State


@dataclass(slots=True)
class Kept:
    """One row as stored."""

    key: str
    order_key: str
    document_type: str
    body: Mapping[str, Any]
    state: State = "ready"
    attempts: int = 0
    doubts: int = 0
    next_at: datetime | None = None
    lease_until: datetime | None = None
    token: int = 0
    uncertain: bool = False
    reason: str = ""
    text: str = ""
    reference: str = ""
    before: State = "ready"     # the state before the claim, for giving back


class MemoryOutbox:
    """Rows in order of insertion, which is the order of the operations that caused them."""

    def __init__(self) -> None:
        self.kept: dict[str, Kept] = {}

    def add(self, key: str, order_key: str, document_type: str, body: Mapping[str, Any]) -> None:
        """As the transaction of the operation does; the same key again changes nothing."""
        self.kept.setdefault(key, Kept(key, order_key, document_type, body))

    def claim(self, limit: int, now: datetime, lease_until: datetime) -> tuple[Row, ...]:
        """See `OutboxRows`."""
        heads: dict[str, Kept] = {}
        for row in self.kept.values():
            if row.state != "done":
                heads.setdefault(row.order_key, row)
        due = [row for row in heads.values() if self._claimable(row, now)]
        return tuple(self._lease(row, lease_until) for row in due[:limit])

    def done(self, key: str, token: int, reference: str, now: datetime) -> bool:
        """See `OutboxRows`."""
        return self._mark(key, token, "done", reference=reference, uncertain=False)

    def retry(self, key: str, token: int, next_at: datetime, reason: str) -> bool:
        """See `OutboxRows`."""
        return self._mark(key, token, "retry", next_at=next_at, text=reason, uncertain=False)

    def unclear(self, key: str, token: int, next_at: datetime, reason: str, doubts: int) -> bool:
        """See `OutboxRows`."""
        return self._mark(key, token, "unclear", next_at=next_at, text=reason, doubts=doubts,
                          uncertain=True)

    def park(self, key: str, token: int, reason: str, text: str) -> bool:
        """See `OutboxRows`."""
        return self._mark(key, token, "parked", reason=reason, text=text)

    def give_back(self, key: str, token: int) -> bool:
        """See `OutboxRows`."""
        row = self.kept[key]
        return self._mark(key, token, row.before, attempts=row.attempts - 1)

    def resume(self, key: str) -> None:
        """A supervisor's decision on a parked row: try again, looking it up first."""
        row = self.kept[key]
        assert row.state == "parked", f"{key} is not parked"
        row.state, row.uncertain, row.doubts, row.next_at = "unclear", True, 0, None

    def settle(self, key: str, reason: str) -> None:
        """A supervisor's decision on a parked row: booked by hand or not wanted; never sent."""
        row = self.kept[key]
        assert row.state == "parked", f"{key} is not parked"
        row.state, row.reason = "done", reason

    def _claimable(self, row: Kept, now: datetime) -> bool:
        if row.state == "leased":
            return row.lease_until is not None and row.lease_until <= now
        waits = row.next_at is not None and row.next_at > now
        return row.state in ("ready", "retry", "unclear") and not waits

    def _lease(self, row: Kept, lease_until: datetime) -> Row:
        if row.state == "leased":
            row.uncertain, row.before = True, "unclear"
        else:
            row.before = row.state
        row.state, row.lease_until = "leased", lease_until
        row.attempts += 1
        row.token += 1
        return Row(row.key, row.order_key, row.document_type, row.body, row.attempts, row.doubts,
                   row.uncertain, row.token)

    def _mark(self, key: str, token: int, state: State, **values: Any) -> bool:
        row = self.kept[key]
        if row.state != "leased" or row.token != token:
            return False
        row.state, row.lease_until = state, None
        for name, value in values.items():
            setattr(row, name, value)
        return True
