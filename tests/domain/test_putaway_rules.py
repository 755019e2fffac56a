# SPDX-License-Identifier: Apache-2.0
"""Each rule of putaway by itself: what may not be, what is better, what is said about it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from backend.domain.locations import Location, LocationKind, Role
from backend.domain.parts import Hazard, Part
from backend.domain.plan.floor_index import FloorIndex
from backend.domain.plan.putaway_choice import (
    EMPTY,
    Choice,
    Incoming,
    Occupancy,
    Rules,
    putaway_choices,
    still_fits,
)

FILTER = Part("FLT-1", abc="A", weight_g=400, volume_ml=900)
PADS = Part("PAD-1", abc="B", weight_g=1_900, volume_ml=1_500)
SEALANT = Part("SLT-1", hazard=Hazard("3", "UN1133"))
CLEANER = Part("CLN-1", hazard=Hazard("8", "UN1760"))


def places(incoming: Incoming, *floor: Location, **there: Occupancy) -> list[str]:
    return [choice.location for choice in putaway_choices(incoming, floor, there).best]


def first(incoming: Incoming, *floor: Location, **there: Occupancy) -> Choice:
    return putaway_choices(incoming, floor, there).best[0]


def test_a_hazard_without_a_class_gets_no_place_not_even_a_hold_place() -> None:
    unknown = Part("X", hazard=Hazard("", "UN0000"))
    floor = (Location("H1", role=Role.HAZMAT, hazards=("", "3")), Location("Q1", role=Role.HOLD))
    for held in (False, True):
        told = putaway_choices(Incoming(unknown, 1, held=held), floor, {})
        assert (told.best, told.none) == ((), "hazard_class_missing")


def test_a_missing_class_blocks_an_announced_place_whatever_the_table_says() -> None:
    unknown = Part("X", hazard=Hazard("", "UN0000"))
    place, lax = Location("H1", role=Role.HAZMAT, hazards=("",)), Rules(may_share=lambda _: True)
    assert still_fits(unknown, 1, "", False, place, {}, lax) is None
    assert still_fits(SEALANT, 1, "", False, replace(place, hazards=("3",)), {}, lax) is not None


def test_where_nothing_fits_it_is_said() -> None:
    assert putaway_choices(Incoming(PADS, 1), (), {}).none == "no_place"


def test_hazards_that_may_not_share_a_place_are_kept_apart() -> None:
    bay = Location("Q1", role=Role.HOLD, hazards=("3", "8"))
    other = replace(bay, location="Q2", travel=9)
    there = EMPTY.plus(SEALANT, "", 1)
    apart = Rules(may_share=lambda hazards: len({one.hazard_class for one in hazards}) == 1)
    incoming = Incoming(CLEANER, 1, held=True)
    told = putaway_choices(incoming, (bay, other), {"Q1": there}, rules=apart)
    assert [choice.location for choice in told.best] == ["Q2"]
    assert places(incoming, bay, other, Q1=there) == ["Q1", "Q2"]


def test_goods_with_a_missing_class_block_what_would_join_them() -> None:
    bay = Location("Q1", role=Role.HOLD, hazards=("8",))
    there = EMPTY.plus(Part("X", hazard=Hazard("", "")), "", 1)
    assert places(Incoming(CLEANER, 1, held=True), bay, Q1=there) == []


def test_the_hazard_of_a_place_goes_with_the_last_of_its_goods() -> None:
    two = EMPTY.plus(SEALANT, "L1", 1).plus(SEALANT, "L2", 1)
    assert dict(two.plus(SEALANT, "L1", -1).hazards) == {"SLT-1": SEALANT.hazard}
    assert two.plus(SEALANT, "L1", -1).plus(SEALANT, "L2", -1) == EMPTY


@pytest.mark.parametrize("limit", [{"length_mm": 900}, {"height_mm": 200}])
def test_long_and_high_goods_do_not_go_where_they_do_not_fit(limit: dict[str, Any]) -> None:
    long = replace(PADS, length_mm=1_000, height_mm=250)
    floor = (Location("A1", travel=50, **limit), Location("A2", travel=55))
    assert places(Incoming(long, 1), *floor) == ["A2"]
    assert places(Incoming(PADS, 1), *floor) == ["A1", "A2"]  # a size that nobody told is no limit


def test_a_part_of_another_lot_in_the_bin_and_another_part_keep_goods_out() -> None:
    floor = tuple(Location(f"A{n}", travel=n) for n in (1, 2, 3))
    there = {"A1": EMPTY.plus(PADS, "L1", 1), "A2": EMPTY.plus(FILTER, "", 1)}
    assert places(Incoming(PADS, 1, "L2"), *floor, **there) == ["A3"]


def test_the_same_goods_lie_together_within_their_zone_and_not_at_the_other_end() -> None:
    floor = tuple(Location(f"A{n:03d}", travel=n) for n in (0, 25, 50, 100))
    near, far = {"A025": EMPTY.plus(FILTER, "", 1)}, {"A100": EMPTY.plus(FILTER, "", 1)}
    assert places(Incoming(FILTER, 1), *floor, **near)[:2] == ["A025", "A000"]
    assert places(Incoming(FILTER, 1), *floor, **far)[:2] == ["A000", "A025"]


def test_a_lot_is_not_split_for_a_step_out_of_its_zone() -> None:
    floor = tuple(Location(f"A{n:03d}", travel=n) for n in (0, 50, 100))
    there = {"A050": EMPTY.plus(FILTER, "", 1)}
    assert first(Incoming(FILTER, 1), *floor, **there).why[0] == "same_lot"


def test_each_class_has_its_stretch_of_the_walk() -> None:
    floor = tuple(Location(f"A{n:03d}", travel=n) for n in (0, 40, 80, 100))
    found = [first(Incoming(replace(FILTER, abc=abc), 1), *floor).location for abc in "ABCX"]
    assert found == ["A000", "A040", "A080", "A080"]


def test_fast_movers_lie_in_easy_reach_and_slow_ones_leave_it_to_them() -> None:
    floor = tuple(Location(f"A{n}", level=n) for n in (1, 2, 3, 4))
    fast, slow = Incoming(FILTER, 1), Incoming(replace(FILTER, abc="C"), 1)
    assert places(fast, *floor) == ["A2", "A3", "A1"]
    assert places(slow, *floor) == ["A1", "A4", "A2"]
    assert "golden_zone" in first(fast, *floor).why


def test_heavy_goods_lie_low_even_if_they_move_fast() -> None:
    floor = tuple(Location(f"A{n}", level=n) for n in (3, 2, 1))
    rotor = Incoming(replace(FILTER, weight_g=16_000), 1)
    assert places(rotor, *floor) == ["A1", "A2", "A3"]
    assert first(rotor, *floor).why == ("empty", "heavy_low", "velocity_a")


@pytest.mark.parametrize(
    ("size", "needs"),
    [
        ({"weight_g": 24_999}, None), ({"weight_g": 25_000}, "two_people"),
        ({"weight_g": 50_000}, "needs_truck"), ({"length_mm": 1_999}, None),
        ({"length_mm": 2_000}, "two_people"), ({"length_mm": 3_000}, "needs_truck"),
    ],
)  # fmt: skip
def test_pu7_heavy_and_long_goods_ask_for_a_second_person_or_a_truck(
    size: dict[str, Any], needs: str | None
) -> None:
    why = first(Incoming(replace(PADS, **size), 1), Location("A1")).why
    assert [one for one in why if one in ("two_people", "needs_truck")] == [needs] * bool(needs)


def test_pu6_an_empty_pick_face_that_demand_waits_for_is_filled_first() -> None:
    others = (Location(f"B{n}", travel=50 + n) for n in range(5))
    floor = (Location("A1", travel=50), Location("Z9", travel=99), *others)
    waited = Incoming(PADS, 1, "L1", faces=frozenset({"Z9", "not-a-place"}))
    there = {"A1": EMPTY.plus(PADS, "L1", 1)}
    wanted = Choice("Z9", ("demand_waiting", "empty", "velocity_b"))
    assert first(waited, *floor, **there) == wanted
    assert FloorIndex(floor, there).best(waited) == wanted
    filled = {**there, "Z9": EMPTY.plus(PADS, "L1", 1)}
    assert first(waited, *floor, **filled).location == "A1"


def test_pu10_when_no_bin_is_free_goods_stand_beside_others_in_reserve() -> None:
    other = EMPTY.plus(FILTER, "", 1)
    floor = (
        Location("A1"), Location("B1", role=Role.BULK), Location("R1", role=Role.RESERVE, travel=9),
        Location("R2", role=Role.RESERVE, blocked=True),
        Location("R3", role=Role.RESERVE, capacity_ml=2_000),
        Location("S1", role=Role.RESERVE, kind=LocationKind.STAGE, travel=10),
    )  # fmt: skip
    there = {place.location: other for place in floor if place.location != "S1"}
    told = putaway_choices(Incoming(PADS, 1), floor, there)
    assert [one.location for one in told.best] == ["R1", "S1", "B1"]
    assert [one.why[0] for one in told.best] == ["no_bin_free"] * 3


def test_pu10_hazardous_goods_stand_beside_others_in_their_own_zone_only() -> None:
    zone = Location("H1", role=Role.HAZMAT, hazards=("3",))
    there = EMPTY.plus(SEALANT, "L1", 1)
    incoming = Incoming(SEALANT, 1, "L2")
    told = first(incoming, zone, Location("R1", role=Role.RESERVE), H1=there)
    assert told == Choice("H1", ("hazard_zone", "no_bin_free"))


def test_pu10_held_goods_get_no_place_outside_a_hold_zone() -> None:
    incoming = Incoming(PADS, 1, held=True)
    assert putaway_choices(incoming, (Location("R1", role=Role.RESERVE),), {}).best == ()


def test_pu2_the_next_places_are_told_too_and_no_more_than_asked_for() -> None:
    floor = tuple(Location(f"A{n}", travel=n) for n in range(9))
    assert len(putaway_choices(Incoming(FILTER, 1), floor, {}).best) == 3
    assert len(putaway_choices(Incoming(FILTER, 1), floor, {}, limit=5).best) == 5
