# SPDX-License-Identifier: Apache-2.0
"""A reader of the feed that asks for one page now and then, while others write."""

from __future__ import annotations

import random
from dataclasses import dataclass, field

from backend.domain.identity import Role
from backend.store.database import Database
from backend.store.room import FeedPages
from sync.feed import EVERYBODY, SUPERVISORS, Feed
from sync.wire import EpochChanged, FeedRow, PullReply, PullRequest
from tests.scenarios.site import SITE, device
from tests.simulation.checks import demand

TOPICS = tuple(sorted(EVERYBODY | SUPERVISORS))
PAGES_MAX = 10_000


@dataclass
class Reader:
    """F1: at the end of every pull, it has every row up to the version it was told."""

    database: Database
    pages: FeedPages
    version: int = 0
    after: str | None = None
    epoch: str = "epoch-1"
    mirror: dict[tuple[str, str], str] = field(default_factory=dict)
    staged: list[FeedRow] = field(default_factory=list)

    def page(self, rng: random.Random) -> bool:
        """Pull one page; True when the pull is complete and what it gave is right."""
        request = PullRequest(
            SITE, self.version, TOPICS, rng.choice([1, 3, 20, 200]), self.after, self.epoch
        )
        feed = Feed(self.pages)
        reply = feed.pull(device=device("D-1"), roles=frozenset({Role.SUPERVISOR}), request=request)
        if isinstance(reply, EpochChanged):
            self.version, self.after, self.mirror, self.staged = 0, None, {}, []
            self.epoch = reply.epoch
            return False
        assert isinstance(reply, PullReply), reply
        self.staged += reply.rows
        self.after = reply.next
        if reply.next is not None:
            return False
        for row in self.staged:
            if row.body is None:
                self.mirror.pop((row.topic, row.key), None)
            else:
                self.mirror[(row.topic, row.key)] = row.body
        self.version, self.staged = reply.version, []
        self._compare()
        return True

    def finish(self, rng: random.Random) -> None:
        """Pull to the end."""
        for _ in range(PAGES_MAX):
            if self.page(rng):
                return
        raise AssertionError("a pull that does not end")

    def _compare(self) -> None:
        statement = "SELECT topic, key, version, body FROM feed WHERE audience = ''"
        rows = self.database.read(lambda c: c.exec_driver_sql(statement).all())
        there = {(r.topic, r.key): r.body for r in rows if r.version <= self.version}
        there = {key: body for key, body in there.items() if body is not None}
        newer = {(r.topic, r.key) for r in rows if r.version > self.version}
        mine = {key: body for key, body in self.mirror.items() if key not in newer}
        demand(mine == there, "F1", sorted(mine.items() ^ there.items())[:3])
