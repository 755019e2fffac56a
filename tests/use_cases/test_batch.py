# SPDX-License-Identifier: Apache-2.0
"""PK1 on a database: a batch, sorted in pushes of their own, is in the rows that handhelds read."""

from __future__ import annotations

import json

import sqlalchemy as sa

from backend.store import book_tables as t
from backend.store.database import Database
from backend.use_cases.replay import replay
from tests.domain.floor import line
from tests.scenarios.site import SITE, Handheld, Site

FILTER = "FLT-00318"


def brought(site: Site, order: str) -> dict[str, int]:
    f = t.feed.c
    [(body,)] = site.rows(sa.select(f.body).where(f.topic == "order", f.key == order))
    told = json.loads(body) if isinstance(body, str) else body
    return {one["holder"]: one["quantity"] for one in told["goods"]}


def sorted_batch(site: Site) -> Handheld:
    """Picked for two orders into one tote, then one of them sorted out, each in a push."""
    worker = Handheld(site, "H-1")
    for order, quantity in (("O-1", 2), ("O-2", 3)):
        lines = [{"line": 1, "part": FILTER, "requested": quantity}]
        site.tell("order_import", {"order": {"order": order, "lines": lines}})
        worker.tell("pick", {"order": order, "line": 1, "source": "B04-011-B",
                             "target": "lpn:T-9", "lines": [line(FILTER, quantity)]})  # fmt: skip
    worker.push()
    worker.tell("transfer", {"order": "O-1", "source": "lpn:T-9", "target": "lpn:T-1",
                             "lines": [line(FILTER, 2)]})  # fmt: skip
    worker.push()
    return worker


def test_what_was_sorted_is_the_orders_own_and_undone_it_is_not(site: Site) -> None:
    worker = sorted_batch(site)
    assert brought(site, "O-1") == {"lpn:T-1": 2}
    assert brought(site, "O-2") == {"lpn:T-9": 3}
    told = worker.tell("transfer", {"order": "O-2", "source": "lpn:T-9", "target": "lpn:T-2",
                                    "lines": [line(FILTER, 1)]})  # fmt: skip
    worker.push()
    assert brought(site, "O-2") == {"lpn:T-9": 2, "lpn:T-2": 1}
    worker.tell("undo", {"undoes": told, "verb": "transfer", "source": "lpn:T-2", "order": "O-2",
                         "target": "lpn:T-9", "lines": [line(FILTER, 1)]})  # fmt: skip
    worker.push()
    assert brought(site, "O-2") == {"lpn:T-9": 3}
    assert site.stock()["lpn:T-9", FILTER, "", ""] == 3


def test_a_replay_sorts_the_same(site: Site, empty: Database) -> None:
    sorted_batch(site)
    found = replay(site.database, empty, SITE)
    assert found.ok, found
