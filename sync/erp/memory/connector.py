# SPDX-License-Identifier: Apache-2.0
"""An ERP in memory that fails when told to, in the ways real ones were seen to.

By default it is the bad kind: no unique key, so a repeated create books twice (Tryton). What it
ends with, `documents`, is what invariant E1 is checked on.
"""
from __future__ import annotations

from collections import Counter, deque
from collections.abc import Iterable
from typing import Literal

from sync.erp.connector import (
    Absent,
    Balance,
    Fetched,
    Found,
    LookUpAnswer,
    Refused,
    SendAnswer,
    Sent,
    Unclear,
    Unreachable,
)
from sync.erp.documents import Inbound, Outbound
from sync.erp.embedded.connector import LedgerEntry, effect

Fault = Literal["none", "down", "refuse", "lost", "accept_then_time_out", "crash_after_accept",
                "look_up_down"]


class Crashed(Exception):
    """The connector broke after the ERP had taken the document."""


class MemoryConnector:
    """`script` holds one fault a call; when it is used up, everything works.

    `down`: no connection. `refuse`: an answer of no. `lost`: timed out, not taken.
    `accept_then_time_out`: timed out, taken. `crash_after_accept`: taken, then an exception.
    `look_up_down`: the next look-up finds no connection (a `send` is not affected).
    """

    name = "memory"
    timeout_s = 5

    def __init__(self, script: Iterable[Fault] = (), *, unique_keys: bool = False,
                 inbox: Iterable[Inbound] = ()) -> None:
        self.unique_keys = unique_keys
        self.script: deque[Fault] = deque(script)
        self.documents: list[Outbound] = []
        self.inbox = tuple(inbox)
        self.calls: Counter[str] = Counter()

    def send(self, document: Outbound) -> SendAnswer:
        """Take a document, or fail as scripted."""
        self.calls["send"] += 1
        fault = self._next()
        match fault:
            case "down":
                return Unreachable("no connection")
            case "refuse":
                return Refused("refused", "the period is closed")
            case "lost":
                return Unclear("no answer in time")
        reference = self._take(document)
        if fault == "crash_after_accept":
            raise Crashed(document.key)
        if fault == "accept_then_time_out":
            return Unclear("no answer in time")
        return Sent(reference)

    def look_up(self, key: str) -> LookUpAnswer:
        """By key; fails only for `down` and `look_up_down`."""
        self.calls["look_up"] += 1
        if self.script and self.script[0] in ("down", "look_up_down"):
            self.script.popleft()
            return Unreachable("no connection")
        for at, document in enumerate(self.documents, 1):
            if document.key == key:
                return Found(str(at))
        return Absent()

    def fetch(self, cursor: str, limit: int) -> Fetched | Unreachable | Refused:
        """The inbox, page by page; the cursor is how many were read."""
        start = int(cursor or "0")
        page = self.inbox[start:start + limit]
        return Fetched(page, str(start + len(page)))

    def balances(self, site: str) -> tuple[Balance, ...] | Unreachable | Refused:
        """What the documents taken add up to, doubles included: that is the point."""
        totals: Counter[str] = Counter()
        for document in self.documents:
            if document.site == site:
                totals.update(effect(document))
        return tuple(Balance(part, total) for part, total in sorted(totals.items()) if total)

    def per_key(self) -> Counter[str]:
        """How many documents the ERP holds for each key (E1: one)."""
        return Counter(document.key for document in self.documents)

    def _take(self, document: Outbound) -> str:
        if self.unique_keys:
            for at, kept in enumerate(self.documents, 1):
                if kept.key == document.key:
                    return str(at)
        self.documents.append(document)
        return str(len(self.documents))

    def _next(self) -> Fault:
        while self.script and self.script[0] == "look_up_down":
            self.script.popleft()
        return self.script.popleft() if self.script else "none"


class MemoryLedger:
    """A `DocumentLedger` in memory."""

    def __init__(self) -> None:
        self._entries: dict[str, LedgerEntry] = {}

    def append(self, key: str, type: str, json: str) -> Literal["new", "exists"]:
        """Keep it, unless the key is known."""
        if key in self._entries:
            return "exists"
        self._entries[key] = LedgerEntry(len(self._entries) + 1, key, type, json)
        return "new"

    def look_up(self, key: str) -> LedgerEntry | None:
        """By key."""
        return self._entries.get(key)

    def list(self, after: int, limit: int) -> tuple[LedgerEntry, ...]:
        """In the order of arrival."""
        return tuple(e for e in self._entries.values() if e.number > after)[:limit]
