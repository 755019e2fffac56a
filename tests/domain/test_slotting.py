# SPDX-License-Identifier: Apache-2.0
"""Slotting: indices of the books, and moves that save what they say (SL1, SL2, SL3)."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from backend.domain.locations import Location, LocationKind, Role
from backend.domain.parts import Hazard, Part
from backend.domain.plan.slotting import (
    Slotted,
    Slotting,
    cube_per_order,
    forward_rank,
    forward_shares,
    nearest_first,
    picked_together,
    proposals,
)

FLAT = Slotting(level_travel=0)


def part(name: str, picks: int, at: str, **more: Any) -> Slotted:
    about = {k: more.pop(k) for k in ("abc", "hazard", "weight_g") if k in more}
    return Slotted(Part(name, **about), at, more.pop("cube_ml", 100), picks, **more)


def place(name: str, travel: int, **more: Any) -> Location:
    return Location(name, travel=travel, **more)


def test_the_index_is_cube_by_orders_and_what_nobody_orders_has_none() -> None:
    assert cube_per_order(3_000, 4) == 750
    assert cube_per_order(1_000, 3) == Fraction(1_000, 3)
    assert cube_per_order(1_000, 0) is None


def test_small_parts_that_are_ordered_often_lie_nearest_the_door() -> None:
    cube = {"large": 9_000, "small": 100, "often": 900, "never": 1}
    assert nearest_first(cube, {"large": 9, "small": 2, "often": 30}) == (
        "often", "small", "large", "never",
    )  # fmt: skip


def test_space_is_shared_by_the_roots_of_the_flows() -> None:
    assert forward_shares({"A": 100, "B": 400, "C": 900}, 600) == {"A": 100, "B": 200, "C": 300}
    assert forward_shares({"A": 1, "B": 1, "C": 1}, 100) == {"A": 34, "B": 33, "C": 33}
    assert forward_shares({"A": 0}, 100) == {"A": 0}


@given(st.dictionaries(st.sampled_from("ABCDEFG"), st.integers(1, 10**9), min_size=2),
       st.integers(10_000, 10**7))  # fmt: skip
def test_shares_add_up_and_restock_no_more_than_equal_space(
    flows: dict[str, int], space: int
) -> None:
    shares = forward_shares(flows, space)
    assert sum(shares.values()) == space
    if min(shares.values()) > 100:  # rounding to whole millilitres no longer matters
        mine = sum(Fraction(flow, shares[name]) for name, flow in flows.items())
        equal = sum(Fraction(flow * len(flows), space) for flow in flows.values())
        assert mine <= equal * Fraction(102, 100)


def test_parts_are_ranked_for_the_forward_area_by_picks_over_the_root_of_flow() -> None:
    picks, flow = {"often": 100, "large": 100, "seldom": 10}, {"often": 100, "large": 10_000}
    assert forward_rank(picks, flow | {"seldom": 1}) == ("often", "seldom", "large")


def test_parts_of_one_order_are_picked_together() -> None:
    together = picked_together([("A", "B", "A"), ("B", "A", "C")])
    assert together["A"] == {"B": 2, "C": 1} and together["C"] == {"A": 1, "B": 1}


def test_sl1_a_fast_part_far_away_is_proposed_for_the_nearest_empty_bin() -> None:
    floor = [place("N", 10), place("M", 50), place("F", 100)]
    (found,) = proposals([part("P", 7, "F")], floor, FLAT)
    assert (found.part, found.source, found.target, found.saved) == ("P", "F", "N", 7 * 90)
    assert (found.why, found.swap_with) == (("nearer",), "")


def test_sl1_a_slow_part_near_the_door_changes_places_and_the_net_is_told() -> None:
    floor = [place("N", 10), place("F", 100)]
    (found,) = proposals([part("slow", 2, "N"), part("fast", 7, "F")], floor, FLAT)
    assert (found.part, found.swap_with, found.saved) == ("fast", "slow", (7 - 2) * 90)
    assert proposals([part("fast", 7, "N"), part("slow", 2, "F")], floor, FLAT) == ()


def test_sl1_the_largest_saving_is_first_and_no_place_is_in_two_moves() -> None:
    floor = [place("N", 10), place("M", 20), place("F", 100), place("G", 110)]
    found = proposals([part("a", 3, "F"), part("b", 9, "G")], floor, FLAT)
    assert [(one.part, one.target, one.saved) for one in found] == [
        ("b", "N", 900), ("a", "M", 240),
    ]  # fmt: skip
    assert len(proposals([part("a", 3, "F"), part("b", 9, "G")], floor, FLAT, limit=1)) == 1


def test_a_move_that_saves_too_little_is_not_worth_its_work() -> None:
    floor = [place("N", 10), place("F", 12)]
    assert proposals([part("P", 4, "F")], floor, replace(FLAT, saved_min=9)) == ()
    assert proposals([part("P", 4, "F")], floor, replace(FLAT, saved_min=8)) != ()


def test_fast_movers_come_to_the_golden_zone_and_heavy_ones_down() -> None:
    floor = [place("low", 10), place("gold", 10, level=2), place("top", 10, level=4)]
    (found,) = proposals([part("fast", 5, "top", abc="A")], floor)
    assert (found.target, found.why, found.saved) == ("gold", ("golden_zone",), 50)
    (found,) = proposals([part("heavy", 5, "top", abc="A", weight_g=20_000)], floor)
    assert (found.target, found.why) == ("low", ("heavy_low",))


def test_sl3_kit_neighbours_come_together() -> None:
    floor = [place("N", 50), place("M", 90), place("F", 100)]
    slotted = [part("bolt", 1, "F", together={"cover": 30}), part("cover", 40, "N")]
    floor.append(place("X", 60))
    found = proposals(slotted, floor, FLAT)
    assert [(one.part, one.target) for one in found] == [("bolt", "X")]
    assert found[0].why == ("nearer", "together") and found[0].saved == 40 + 30 * 40


def test_look_alikes_and_left_and_right_stay_apart() -> None:
    floor = [place("N", 10), place("M", 25), place("X", 40), place("F", 100)]
    left = part("left", 9, "N", look_alikes=frozenset({"right"}))
    right = part("right", 5, "F", look_alikes=frozenset({"left"}))
    (found,) = proposals([left, right], floor, FLAT)
    assert (found.part, found.target) == ("right", "X")


def test_look_alikes_that_both_move_stay_apart() -> None:
    floor = [place("N", 10), place("M", 15), place("F", 100), place("G", 200)]
    left = part("left", 9, "F", look_alikes=frozenset({"right"}))
    right = part("right", 5, "G", look_alikes=frozenset({"left"}))
    found = proposals([left, right], floor, FLAT)
    assert [(one.part, one.target) for one in found] == [("right", "N")]


def test_sl3_the_hazard_class_is_kept_and_the_role_too() -> None:
    sealant = part("sealant", 9, "H9", hazard=Hazard("3", "UN1133"))
    floor = [
        place("N", 1), place("R", 2, role=Role.RESERVE),
        place("H1", 5, role=Role.HAZMAT, hazards=("8",)),
        place("H2", 6, role=Role.HAZMAT, hazards=("3",), blocked=True),
        place("H3", 7, role=Role.HAZMAT, hazards=("3",)),
        place("H9", 90, role=Role.HAZMAT, hazards=("3",)),
    ]  # fmt: skip
    assert [one.target for one in proposals([sealant], floor, FLAT)] == ["H3"]


def test_what_is_too_large_for_a_bin_is_not_proposed_for_it() -> None:
    floor = [place("N", 1, capacity_ml=99), place("M", 2, capacity_g=9), place("F", 90)]
    assert proposals([part("P", 9, "F", weight_g=0)], floor[::2], FLAT) == ()
    heavy = replace(part("P", 9, "F"), weight_g=10)
    assert proposals([heavy], floor, FLAT) == ()


def test_a_part_that_comes_back_must_fit_too() -> None:
    floor = [place("N", 1), place("F", 90, capacity_ml=100)]
    slotted = [part("large", 1, "N", cube_ml=101), part("fast", 9, "F")]
    assert proposals(slotted, floor, FLAT) == ()


def test_a_bin_that_parts_share_is_left_alone_at_both_ends() -> None:
    floor = [place("N", 1), place("M", 50), place("F", 90)]
    shared = [part("a", 1, "N"), part("b", 1, "N"), part("c", 9, "F"), part("d", 9, "F")]
    assert proposals(shared, floor, FLAT) == ()
    assert [one.target for one in proposals(shared[:3], floor, FLAT)] == ["M"]


def test_what_is_no_bin_is_no_target() -> None:
    floor = [place("N", 1, kind=LocationKind.CART), place("F", 90)]
    assert proposals([part("P", 9, "F")], floor, FLAT) == ()


def test_a_part_that_nobody_picks_stays() -> None:
    assert proposals([part("P", 0, "F")], [place("N", 1), place("F", 90)], FLAT) == ()


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 100)), min_size=1, max_size=8),
       st.lists(st.integers(0, 100), max_size=5))  # fmt: skip
def test_the_moves_together_save_what_they_say(
    lies: list[tuple[int, int]], empty: list[int]
) -> None:
    floor = {f"L{n}": place(f"L{n}", travel) for n, (_, travel) in enumerate(lies)}
    floor |= {f"E{n}": place(f"E{n}", travel) for n, travel in enumerate(empty)}
    slotted = [part(f"P{n}", picks, f"L{n}") for n, (picks, _) in enumerate(lies)]
    at = {one.part.part: one.location for one in slotted}
    picks = {one.part.part: one.picks for one in slotted}

    def travel() -> int:
        return sum(picks[name] * floor[where].travel for name, where in at.items())

    before, found = travel(), proposals(slotted, list(floor.values()), FLAT)
    for one in found:
        assert at[one.part] == one.source
        at[one.part] = one.target
        if one.swap_with:
            at[one.swap_with] = one.source
    assert len(set(at.values())) == len(at)
    assert before - travel() == sum(one.saved for one in found)
    assert [one.saved for one in found] == sorted((one.saved for one in found), reverse=True)
