# SPDX-License-Identifier: Apache-2.0
"""PK1 on a database: the walk is in the row that handhelds read; the map is looked at rarely."""

from __future__ import annotations

import json
from typing import Any

import sqlalchemy as sa

from backend.domain.parts import Part
from backend.store import book_tables as t
from backend.store.database import Database
from backend.store.feed_rows import location_body, part_body
from backend.use_cases.replay import replay
from tests.domain.test_pick_walk import AISLES, S_SHAPE, SHORTEST, aisles
from tests.scenarios.site import SITE, Site
from tests.use_cases.test_statements import statements

MAP = "FROM locations AS l"


def stocked(site: Site) -> None:
    site.tell("catalogue_import", {
        "parts": [part_body(Part(part)) for part in AISLES],
        "locations": [location_body(place) for place in aisles()],
        "opening": [{"location": at, "part": part, "quantity": 9} for part, at in AISLES.items()],
    })  # fmt: skip


def ordered(site: Site) -> None:
    lines = [{"line": n, "part": part, "requested": 2} for n, part in enumerate(AISLES, 1)]
    site.tell("order_import", {"order": {"order": "O-1", "lines": lines}})


def row(site: Site) -> Any:
    """The order as handhelds read it."""
    f = t.feed.c
    query = sa.select(f.body).where(f.topic == "order", f.key == "O-1")
    [(body,)] = site.rows(query)
    return json.loads(body) if isinstance(body, str) else body


def test_an_import_puts_the_walk_into_the_row_of_the_order(site: Site) -> None:
    stocked(site)
    ordered(site)
    assert row(site)["walk"] == {"places": SHORTEST, "why": "shortest_proven"}


def test_a_claim_puts_in_the_walk_that_the_site_chose_meanwhile(site: Site) -> None:
    stocked(site)
    ordered(site)
    site.ask("policy_change", {"base": 0, "changes": {"pick.path": "s_shape"}})
    site.ask("claim", {"order": "O-1", "tour": ["O-1", "O-2"]}, actor="lopez")
    told = {"places": S_SHAPE, "why": "site_choice", "tour": ["O-1", "O-2"]}
    assert row(site)["walk"] == told


def test_a_claim_that_is_repeated_reads_no_map(site: Site) -> None:
    stocked(site)
    with statements(site.database) as sent:
        ordered(site)
    assert len([one for one in sent if MAP in one]) == 1
    with statements(site.database) as sent:
        site.ask("claim", {"order": "O-1"}, actor="lopez")
        site.ask("claim", {"order": "O-1"}, actor="lopez")
    assert [one for one in sent if MAP in one] == []


def test_a_place_that_was_moved_changes_the_walk_of_the_next_order(site: Site) -> None:
    stocked(site)
    ordered(site)
    moved = [place for place in aisles() if place.location in AISLES.values()]
    bodies = [location_body(place) | {"travel": 1} for place in moved]
    site.tell("catalogue_import", {"locations": [one | {"zone": "X"} for one in bodies]})
    ordered(site)
    assert row(site)["walk"]["why"] == "no_geometry"


def test_a_replay_finds_the_same_walks(site: Site, empty: Database) -> None:
    stocked(site)
    ordered(site)
    site.ask("policy_change", {"base": 0, "changes": {"pick.path": "s_shape"}})
    site.ask("claim", {"order": "O-1"}, actor="lopez")
    found = replay(site.database, empty, SITE)
    assert found.ok, found
