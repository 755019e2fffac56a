# SPDX-License-Identifier: Apache-2.0
"""A ledger of documents that behaves as an ERP.

It keeps every document under its key, once and for ever, so that a site without an ERP (or one
that reads our tables itself) still has goods receipts, counts and shipments in order.
"""
from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, Protocol

from sync.erp.connector import (
    Absent,
    Balance,
    Fetched,
    Found,
    LookUpAnswer,
    Refused,
    SendAnswer,
    Sent,
)
from sync.erp.documents import (
    AdjustmentAdvice,
    GoodsReceipt,
    Outbound,
    ShipmentAdvice,
    outbound,
)
from sync.erp.plain import canonical

PAGE = 500  # documents read at once when balances are added up


@dataclass(frozen=True, slots=True)
class LedgerEntry:
    """One document as kept: `number` rises in the order of arrival (numbers may be missing);
    `json` is the canonical spelling."""

    number: int
    key: str
    type: str
    json: str


class DocumentLedger(Protocol):
    """What the store offers: the append-only table `erp_documents` with a unique key."""

    def append(self, key: str, type: str, json: str) -> Literal["new", "exists"]:
        """Keep a document in a transaction of its own; "exists" leaves the first one as it is."""
        ...

    def look_up(self, key: str) -> LedgerEntry | None:
        """The document with this key."""
        ...

    def list(self, after: int, limit: int) -> tuple[LedgerEntry, ...]:
        """At most `limit` entries with a number above `after`, in order."""
        ...


class EmbeddedConnector:
    """The connector onto a `DocumentLedger`. It cannot be unreachable: it is our database."""

    name = "embedded"
    timeout_s = 5
    unique_keys = True

    def __init__(self, ledger: DocumentLedger) -> None:
        self._ledger = ledger

    def send(self, document: Outbound) -> SendAnswer:
        """Append; the same key with other content is refused, as an id reused."""
        body = canonical(document.to_json())
        if self._ledger.append(document.key, document.TYPE, body) == "exists":
            kept = self._ledger.look_up(document.key)
            assert kept is not None, "E1: a key that exists can be looked up"
            if kept.json != body:
                return Refused("key_reused", f"{document.key} is kept with other content")
        return Sent(document.key)

    def look_up(self, key: str) -> LookUpAnswer:
        """By key."""
        return Found(key) if self._ledger.look_up(key) else Absent()

    def fetch(self, cursor: str, limit: int) -> Fetched:
        """Nothing: without an ERP, inbound documents come as files."""
        return Fetched((), cursor)

    def balances(self, site: str) -> tuple[Balance, ...]:
        """Receipts and adjustments less shipments of a site. A count or hold moves nothing."""
        totals: Counter[str] = Counter()
        after = 0
        while entries := self._ledger.list(after, PAGE):
            for entry in entries:
                document = outbound(entry.type, json.loads(entry.json))
                assert not isinstance(document, tuple), f"E6: {entry.key} cannot be read back"
                if document.site == site:
                    totals.update(effect(document))
            after = entries[-1].number
        return tuple(Balance(part, total) for part, total in sorted(totals.items()) if total)


def effect(document: Outbound) -> dict[str, int]:
    """By how much a document changes what the ERP believes the site owns, by part."""
    lines: Iterable[tuple[str, int]] = ()
    match document:
        case GoodsReceipt() | AdjustmentAdvice():
            lines = ((line.part, line.quantity) for line in document.lines)
        case ShipmentAdvice():
            lines = ((line.part, -line.quantity) for line in document.lines)
    totals: Counter[str] = Counter()
    for part, quantity in lines:
        totals[part] += quantity
    return dict(totals)
