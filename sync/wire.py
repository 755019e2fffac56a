# SPDX-License-Identifier: Apache-2.0
"""What travels between a device and `sync`, as frozen types.

The words are those of docs/concepts/operations.md.
The web reads requests into these and writes answers from them; intake and feed know no HTTP.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from backend.domain.identity import QueueReport


@dataclass(frozen=True, slots=True)
class SentOperation:
    """One operation as sent: its number on that device, and the bytes as they were written once.

    `text` is the JSON text of the operation; `hash` is what the device says is its SHA-256, in hex.
    """

    seq: int
    op_id: str
    hash: str
    text: str


@dataclass(frozen=True, slots=True)
class PushRequest:
    """A batch of one device and one site. `stored_through`: outcomes safely kept by the device."""

    site: str
    epoch: str | None
    stored_through: int
    sent_at: datetime
    queue: QueueReport
    operations: tuple[SentOperation, ...]


@dataclass(frozen=True, slots=True)
class OperationResult:
    """The answer to one operation. `version` is the site version at which it took effect."""

    op_id: str
    seq: int
    outcome: str
    reason: str | None
    detail: dict[str, Any] | None
    version: int | None
    replayed: bool


@dataclass(frozen=True, slots=True)
class PushReply:
    """Answers in the order of the batch; shorter than the batch when a number was missing."""

    epoch: str
    version: int
    expected_seq: int
    durable_through: int
    results: tuple[OperationResult, ...]
    pull: bool = True
    slow_ms: int = 0


@dataclass(frozen=True, slots=True)
class EpochChanged:
    """The server's database is another incarnation than the device thinks (409)."""

    epoch: str


@dataclass(frozen=True, slots=True)
class Forked:
    """This installation was copied: same number, other content (409)."""

    expected_seq: int


@dataclass(frozen=True, slots=True)
class PullRequest:
    """What a reader wants: rows newer than `since`, of these topics, at most `limit` of them."""

    site: str
    since: int
    topics: tuple[str, ...]
    limit: int
    after: str | None
    epoch: str | None


@dataclass(frozen=True, slots=True)
class FeedRow:
    """One row of the feed. `body` is JSON text as the books keep it; None means gone."""

    topic: str
    key: str
    version: int
    body: str | None


@dataclass(frozen=True, slots=True)
class PullReply:
    """One page, ordered by (version, topic, key). `next` is None on the last page."""

    epoch: str
    version: int
    rows: tuple[FeedRow, ...]
    next: str | None


@dataclass(frozen=True, slots=True)
class BadCursor:
    """`after` is not a place that this feed gave out (422)."""
