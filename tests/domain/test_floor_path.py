# SPDX-License-Identifier: Apache-2.0
"""A floor's codes are read as aisles and bays; where they tell nothing, travel sequence leads."""

from __future__ import annotations

from random import Random

import pytest

from backend.demo.floor import floor
from backend.domain.locations import Location
from backend.domain.plan.floor_path import floor_path
from backend.domain.plan.floor_plan import Measures, floor_plan
from backend.domain.plan.pick_path import Policy
from backend.domain.rules.masters import location_from

DEMO = [location_from(row, None) for row in floor(Random(3))]
PLAN = floor_plan(DEMO)


def walked(places: list[str], order: tuple[int, ...]) -> list[str]:
    assert sorted(order) == list(range(len(places)))
    return [places[at] for at in order]


def test_bays_and_aisles_become_points_at_the_middle_of_a_bay() -> None:
    zone, point = PLAN.spots["A07-032-C"]
    assert (zone, point) == ("A", (7, 3150))
    assert PLAN.zones["A"].cross_aisles_y == (0, 4200)
    assert PLAN.zones["A"].depot_aisle == 1


def test_in_one_zone_the_walk_is_the_shortest_and_never_longer_than_by_travel() -> None:
    rng, layout = Random(7), PLAN.zones["A"]
    in_a = [place.location for place in DEMO if place.zone == "A"]
    for total in (1, 2, 5, 12, 30):
        places = rng.sample(in_a, total)
        path = floor_path(PLAN, places)
        by_travel = floor_path(PLAN, places, Policy.TRAVEL)
        assert (path.policy, path.why) == (Policy.SHORTEST, "shortest_proven")
        points = [PLAN.spots[place][1] for place in walked(places, by_travel.order)]
        assert path.length is not None and path.length <= layout.walked(points)


def test_a_site_may_choose_the_s_shape_or_the_travel_sequence() -> None:
    places = ["A03-040-A", "A01-010-A", "A02-005-B"]
    s_shape = floor_path(PLAN, places, Policy.S_SHAPE)
    assert (s_shape.policy, s_shape.why) == (Policy.S_SHAPE, "site_choice")
    travel = floor_path(PLAN, places, Policy.TRAVEL)
    assert (travel.policy, travel.why, travel.length) == (Policy.TRAVEL, "site_choice", None)
    assert walked(places, travel.order) == ["A01-010-A", "A02-005-B", "A03-040-A"]


def test_zones_follow_one_another_by_travel_sequence() -> None:
    places = ["C01-001-A", "A02-030-A", "B01-002-B", "A01-003-A"]
    path = floor_path(PLAN, places)
    assert [place[0] for place in walked(places, path.order)] == ["A", "A", "B", "C"]
    assert (path.why, path.length) == ("zones_by_travel", None)


def test_a_place_without_geometry_comes_where_its_travel_sequence_puts_it() -> None:
    places = ["NOWHERE", "PACK-01", "A02-030-A", "DOCK-02", "A01-003-A"]
    path = floor_path(PLAN, places)
    in_order = walked(places, path.order)
    assert (in_order[0], in_order[-2:]) == ("DOCK-02", ["PACK-01", "NOWHERE"])
    assert (path.why, path.length) == ("some_by_travel", None)


@pytest.mark.parametrize("code", ["SHELF 7", "A07", "B07-032-C", "A07-000-A", "7-32"])
def test_a_code_of_another_form_tells_no_geometry(code: str) -> None:
    plan = floor_plan([Location(code, "A", travel=5), Location("X", "A", travel=3)])
    path = floor_path(plan, [code, "X"])
    assert (path.order, path.policy, path.why) == ((1, 0), Policy.TRAVEL, "no_geometry")


def test_a_zone_is_entered_where_the_travel_sequence_enters_it() -> None:
    places = [Location(f"A01-{bay:03d}-A", "A", travel=100 - bay) for bay in range(1, 11)]
    plan = floor_plan(places, Measures(bay=100, cross_after=(3,)))
    assert plan.spots["A01-010-A"] == ("A", (1, 50))
    assert plan.zones["A"].cross_aisles_y == (0, 700, 1000)


def test_levels_of_a_bay_are_picked_in_travel_sequence() -> None:
    places = ["A01-003-C", "A01-003-A", "A01-003-B"]
    path = floor_path(PLAN, places)
    assert walked(places, path.order) == ["A01-003-A", "A01-003-B", "A01-003-C"]


def test_no_places_are_no_walk() -> None:
    assert floor_path(PLAN, []).order == ()
