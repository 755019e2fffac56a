# SPDX-License-Identifier: Apache-2.0
"""Where received goods should go: held to hold zones, hazards to theirs, the same lot together."""

from __future__ import annotations

from dataclasses import replace

from backend.domain.locations import Location
from backend.domain.plan.putaway_choice import Choice, Occupancy, putaway_choice
from tests.domain.floor import LOCATIONS, PARTS

PADS, MODULE, SEALANT, FILTER = PARTS


def test_held_goods_go_to_a_hold_zone_and_nowhere_else() -> None:
    choice = putaway_choice(MODULE, 1, "", True, LOCATIONS, {})
    assert choice is not None and choice.location == "Q01-004-A"
    assert choice.why[0] == "hold_zone"
    storage = [place for place in LOCATIONS if place.location != "Q01-004-A"]
    assert putaway_choice(MODULE, 1, "", True, storage, {}) is None


def test_hazardous_goods_go_to_a_place_for_their_class() -> None:
    choice = putaway_choice(SEALANT, 1, "B7", False, LOCATIONS, {})
    assert choice == Choice("H01-001-A", ("hazard_zone", "empty"))


def test_a_lot_goes_where_it_lies_already() -> None:
    occupied = {"B04-011-B": Occupancy(goods=frozenset({("BRK-10442", "L1")}))}
    choice = putaway_choice(PADS, 1, "L1", False, LOCATIONS, occupied)
    assert choice is not None and choice.location == "B04-011-B"
    assert choice.why[0] == "same_lot"


def test_two_lots_are_not_mixed_in_a_bin() -> None:
    bins = [Location("A1", travel=1), Location("B1", travel=90)]
    occupied = {"A1": Occupancy(goods=frozenset({("BRK-10442", "L1")}))}
    choice = putaway_choice(PADS, 1, "L2", False, bins, occupied)
    assert choice is not None and choice.location == "B1"


def test_a_full_and_a_blocked_bin_take_nothing() -> None:
    full = Location("A1", capacity_ml=1_000)
    blocked = Location("B1", blocked=True)
    assert putaway_choice(PADS, 1, "L1", False, [full, blocked], {}) is None
    assert putaway_choice(replace(PADS, volume_ml=500), 2, "L1", False, [full], {}) is not None


def test_fast_movers_lie_near_the_start_of_the_walk() -> None:
    bins = [Location("A1", travel=0), Location("B1", travel=60), Location("C1", travel=100)]
    for abc, place in (("A", "A1"), ("C", "B1")):
        choice = putaway_choice(replace(FILTER, abc=abc), 1, "", False, bins, {})
        assert choice is not None and choice.location == place
