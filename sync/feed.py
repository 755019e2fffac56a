# SPDX-License-Identifier: Apache-2.0
"""Changes out: rows of a site by the version at which they changed.

F1  A reader at version V has every row up to V: versions are taken under a lock and a page's
    version is read in the page's own snapshot.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Protocol

from backend.domain.identity import Device, Role
from backend.domain.wire import NUMBER_MAX
from sync.wire import BadCursor, EpochChanged, FeedRow, PullReply, PullRequest

EVERYBODY = frozenset(
    {"site", "hold", "part", "supersession", "substitute", "supplier", "location", "lpn", "quant",
     "asn", "order", "task", "shipment", "authorization", "core_deposit", "core_group", "checklist",
     "claim", "returned", "core_shipment", "reman_order", "assembly", "carton_size",
     "customer"}
)
OWN = frozenset({"outcome"})
SUPERVISORS = frozenset({"exception", "device", "erp_document"})

Cursor = tuple[int, str, str]
"""The last row of a page: version, topic, key."""


class StoredRow(Protocol):
    """A row as the store reads it."""

    @property
    def topic(self) -> str: ...
    @property
    def key(self) -> str: ...
    @property
    def version(self) -> int: ...
    @property
    def body(self) -> str | None: ...


class FeedSnapshot(Protocol):
    """One consistent reading of a site's feed."""

    @property
    def epoch(self) -> str: ...
    @property
    def version(self) -> int: ...
    @property
    def rows(self) -> Sequence[StoredRow]: ...


class FeedStore(Protocol):
    """What the store offers."""

    def page(
        self,
        site: str,
        topics: Sequence[str],
        audience: str,
        since: int,
        after: Cursor | None,
        limit: int,
    ) -> FeedSnapshot:
        """Rows above `since` and after the cursor, by (version, topic, key), at most `limit`."""
        ...  # fmt: skip


class Feed:
    """Tells readers what changed."""

    def __init__(self, store: FeedStore) -> None:
        self._store = store

    def pull(
        self, *, device: Device, roles: frozenset[Role], request: PullRequest
    ) -> PullReply | EpochChanged | BadCursor:
        """One page. Topics that the reader may not see are left out, silently and always."""
        after = _cursor(request.after)
        if isinstance(after, BadCursor):
            return after
        topics = visible(request.topics, roles)
        snapshot = self._store.page(
            device.site, topics, device.id, request.since, after, request.limit + 1
        )
        if request.epoch is not None and request.epoch != snapshot.epoch:
            return EpochChanged(snapshot.epoch)
        rows = tuple(
            FeedRow(row.topic, row.key, row.version, row.body)
            for row in snapshot.rows[: request.limit]
        )
        more = len(snapshot.rows) > request.limit
        last = rows[-1] if more else None
        following = json.dumps([last.version, last.topic, last.key]) if last else None
        return PullReply(snapshot.epoch, snapshot.version, rows, following)


def visible(topics: Sequence[str], roles: frozenset[Role]) -> list[str]:
    """Of the topics asked for, those that this reader may see."""
    allowed = EVERYBODY | OWN
    if roles & {Role.SUPERVISOR, Role.ADMIN}:
        allowed |= SUPERVISORS
    return sorted(set(topics) & allowed)


def _cursor(text: str | None) -> Cursor | BadCursor | None:
    if text is None:
        return None
    try:
        match json.loads(text):
            case [int(version), str(topic), str(key)] if _is_sane(version, topic, key):
                return version, topic, key
    except (ValueError, RecursionError):
        pass
    return BadCursor()


def _is_sane(version: int, topic: str, key: str) -> bool:
    """Whether our own feed could have given this: no database is asked about anything else."""
    whole = not isinstance(version, bool) and 0 <= version <= NUMBER_MAX
    return whole and not any(c < " " or "\ud800" <= c <= "\udfff" for c in topic + key)
