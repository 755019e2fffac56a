# SPDX-License-Identifier: Apache-2.0
"""Where received goods should go: held to hold zones, hazards to theirs, the same lot together."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from backend.domain.locations import Location, Role
from backend.domain.plan.putaway_choice import Choice, Occupancy, may_mix, putaway_choice
from tests.domain.floor import LOCATIONS, PARTS

PADS, MODULE, SEALANT, FILTER = PARTS
MIXING = json.loads((Path(__file__).parents[1] / "vectors/mixing.json").read_text())["vectors"]


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
    occupied = {"B04-011-B": Occupancy().plus(PADS, "L1", 1)}
    choice = putaway_choice(PADS, 1, "L1", False, LOCATIONS, occupied)
    assert choice is not None and choice.location == "B04-011-B"
    assert choice.why[0] == "same_lot"


def test_two_lots_are_not_mixed_in_a_bin() -> None:
    bins = [Location("A1", travel=1), Location("B1", travel=90)]
    occupied = {"A1": Occupancy().plus(PADS, "L1", 1)}
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


@pytest.mark.parametrize(
    "place", [Location("A1", capacity_ml=6_000), Location("A1", capacity_g=7_600)]
)
def test_what_stands_in_a_bin_takes_its_room(place: Location) -> None:
    two = {"A1": Occupancy().plus(PADS, "L1", 2)}  # of 1,500 ml and 1,900 g each
    assert putaway_choice(PADS, 2, "L1", False, [place], two) is not None
    assert putaway_choice(PADS, 3, "L1", False, [place], two) is None


def test_a_hold_bay_where_other_goods_stand_is_not_called_empty() -> None:
    bay = [Location("Q1", role=Role.HOLD)]
    choice = putaway_choice(MODULE, 1, "", True, bay, {"Q1": Occupancy().plus(PADS, "L1", 1)})
    assert choice == Choice("Q1", ("hold_zone",))


def test_what_leaves_a_bin_leaves_nothing_behind() -> None:
    assert Occupancy().plus(PADS, "L1", 3).plus(PADS, "L1", -3) == Occupancy()


@pytest.mark.parametrize("row", MIXING, ids=lambda row: str(row["name"]))
def test_one_part_and_one_lot_share_a_bin(row: dict[str, Any]) -> None:
    there = [(part, lot) for part, lot in row["there"]]
    assert may_mix(row["part"], row["lot"], there) == row["may_mix"]
