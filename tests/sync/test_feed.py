# SPDX-License-Identifier: Apache-2.0
"""Who may read which topic, and cursors that nobody gave out."""

from __future__ import annotations

import pytest

from backend.domain.identity import Device, DeviceClass, DeviceState, Role
from backend.store.database import Database
from backend.store.room import FeedPages
from sync.feed import Feed, visible
from sync.wire import BadCursor, PullReply, PullRequest
from tests.databases import (  # noqa: F401  (pytest finds fixtures by name in this module)
    database,
    database_url,
    make_database,
    postgres_database,
    postgres_database_url,
    postgres_template,
    sqlite_database,
    sqlite_template,
    sqlite_url,
)
from tests.scenarios.site import SITE, START, Site

DEVICE = Device(SITE, "H-1", "H-1", DeviceClass.HANDHELD, DeviceState.ACTIVE, "i-H-1", START)


def test_a_worker_does_not_read_what_supervisors_read() -> None:
    asked = ("exception", "hold", "device", "outcome")
    assert visible(asked, frozenset({Role.WORKER})) == ["hold", "outcome"]
    assert visible(asked, frozenset({Role.SUPERVISOR})) == sorted(asked)


@pytest.mark.parametrize(
    "cursor",
    ["", "[]", "{}", "[1]", '[true,"part","A"]', '[1e99,"part","A"]', '[-1,"part","A"]',
     f'[{2**64},"part","A"]', r'[1,"part","\u0000"]', r'[1,"part","\ud800"]', "[" * 100_000],
)  # fmt: skip
def test_a_cursor_that_nobody_gave_out_is_refused(
    database: Database,  # noqa: F811
    cursor: str,
) -> None:
    site = Site(database).set_up()
    request = PullRequest(SITE, 0, ("part",), 2, cursor, None)
    reply = Feed(site.feed).pull(device=DEVICE, roles=frozenset(), request=request)
    assert isinstance(reply, BadCursor)


def test_pages_follow_each_other_without_a_gap(database: Database) -> None:  # noqa: F811
    site = Site(database).set_up()
    feed, seen, after = Feed(FeedPages(site.database)), [], None
    while True:
        request = PullRequest(SITE, 0, ("part", "location"), 3, after, "epoch-1")
        page = feed.pull(device=DEVICE, roles=frozenset(), request=request)
        assert isinstance(page, PullReply) and len(page.rows) <= 3
        seen += [(row.topic, row.key) for row in page.rows]
        after = page.next
        if after is None:
            break
    assert len(seen) == len(set(seen)) == 12
