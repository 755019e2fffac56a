# SPDX-License-Identifier: Apache-2.0
"""Replenishment of pick faces: triggers, rotation, whole cases, and what is no longer needed."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.domain.plan.replenishment import (
    Face,
    Levels,
    Reserve,
    Unfilled,
    levels,
    replenishments,
    still_needed,
    trigger,
)

FACE = Face("A1", "P", Levels(10, 40), on_hand=20)


def reserve(holder: str, quantity: int, **more: Any) -> Reserve:
    return Reserve(holder, f"R-{holder}", "P", quantity, **more)


def brought(face: Face, *reserves: Reserve, top_off: bool = False) -> list[tuple[str, int]]:
    plan = replenishments([face], reserves, top_off=top_off)
    return [(move.holder, move.quantity) for move in plan.moves]


def test_levels_are_demand_in_the_lead_time_with_safety_up_to_what_fits() -> None:
    assert levels(demand=100, days=30, lead_days=2, safety=3, fits=50) == Levels(10, 50)
    assert levels(demand=100, days=30, lead_days=2, safety=30, fits=20) == Levels(20, 20)


@pytest.mark.parametrize(
    ("facts", "why"),
    [
        ({}, ""),
        ({"on_hand": 11}, ""),
        ({"on_hand": 10}, "minimum"),
        ({"on_hand": 4, "incoming": 7}, ""),
        ({"demand": 20}, ""),
        ({"demand": 21}, "demand"),
        ({"demand": 15, "wave": 5}, ""),
        ({"demand": 15, "wave": 6}, "wave"),
        ({"demand": 21, "on_hand": 1}, "demand"),
    ],
)
def test_rp1_what_triggers_a_replenishment(facts: dict[str, Any], why: str) -> None:
    assert trigger(replace(FACE, **facts)) == why


def test_rp1_a_face_is_topped_off_only_when_asked_and_not_full() -> None:
    assert trigger(FACE, top_off=True) == "top_off"
    assert trigger(replace(FACE, on_hand=40), top_off=True) == ""
    assert trigger(replace(FACE, levels=Levels(40, 40), on_hand=40)) == ""


def test_the_face_is_filled_to_its_maximum_and_what_is_coming_counts() -> None:
    low = replace(FACE, on_hand=3, incoming=5)
    assert brought(low, reserve("X", 500)) == [("X", 32)]
    assert brought(FACE, reserve("X", 500)) == []


def test_the_most_pressing_face_is_served_first() -> None:
    low, wave = replace(FACE, location="L", on_hand=1), replace(FACE, location="W", wave=30)
    waited = replace(FACE, location="D", demand=25, travel=99)
    quiet = replace(FACE, location="T")
    plan = replenishments([quiet, low, wave, waited], [reserve("X", 999)], top_off=True)
    told = [(move.face, move.why) for move in plan.moves]
    assert told == [("D", "demand"), ("W", "wave"), ("L", "minimum"), ("T", "top_off")]


def test_the_source_is_chosen_by_rotation_first_expired_then_first_received() -> None:
    low = replace(FACE, on_hand=0)
    late = reserve("late", 99, expires_on="2027-06-01")
    soon = reserve("soon", 99, expires_on="2027-01-01")
    never = reserve("never", 99)
    assert brought(low, never, late, soon) == [("soon", 40)]
    young = reserve("y", 9, received_on="2026-05-01")
    old = reserve("o", 9, received_on="2026-01-01")
    assert brought(low, young, old) == [("o", 9), ("y", 9)]


def test_one_lot_a_bin() -> None:
    older = reserve("older", 5, lot="L1", received_on="2026-01-01")
    newer = reserve("newer", 99, lot="L2", received_on="2026-02-01")
    assert brought(replace(FACE, on_hand=0), newer, older) == [("older", 5)]
    assert brought(replace(FACE, on_hand=2, lot="L2"), newer, older) == [("newer", 38)]
    plan = replenishments([replace(FACE, on_hand=2, lot="L3", demand=9)], [newer, older])
    assert (plan.moves, plan.unfilled) == ((), (Unfilled("A1", "P", 7, "demand"),))


@pytest.mark.parametrize(
    ("on_hand", "there", "cases", "loose"),
    [
        (4, 120, 3, 0),  # room for 36: three cases of 12
        (8, 120, 2, 0),  # room for 32
        (4, 29, 2, 5),  # the opened case first, then whole ones
        (9, 12, 1, 0),
        (9, 7, 0, 7),  # only an opened case is left
    ],
)
def test_rp5_whole_cases_where_a_case_is_known(
    on_hand: int, there: int, cases: int, loose: int
) -> None:
    face = replace(FACE, on_hand=on_hand, case=12)
    (move,) = replenishments([face], [reserve("X", there)]).moves
    assert (move.cases, move.loose, move.quantity) == (cases, loose, cases * 12 + loose)


def test_rp5_a_case_is_opened_for_somebody_who_waits_and_not_to_top_off() -> None:
    small = Face("A1", "P", Levels(2, 9), on_hand=1, case=12)
    assert brought(small, reserve("X", 24)) == [("X", 8)]
    quiet = replace(small, on_hand=5)
    assert brought(quiet, reserve("X", 24), top_off=True) == []


def test_rp5_a_case_is_opened_for_the_last_units_that_are_waited_for() -> None:
    waited = replace(FACE, on_hand=4, demand=34, case=25)
    (move,) = replenishments([waited], [reserve("X", 100)]).moves
    assert (move.cases, move.loose) == (1, 5)


def test_rp5_no_case_is_opened_to_fill_up_behind_whole_ones() -> None:
    low = replace(FACE, on_hand=4, levels=Levels(10, 22), case=12)
    assert brought(low, reserve("X", 12), reserve("Y", 12)) == [("X", 12)]


def test_rp5_loose_units_that_make_a_case_are_one() -> None:
    waited = replace(FACE, on_hand=4, demand=17, levels=Levels(2, 17), case=12)
    (move,) = replenishments([waited], [reserve("X", 100)]).moves
    assert (move.cases, move.loose) == (1, 1)


def test_what_is_more_than_the_face_takes_is_not_missing() -> None:
    plan = replenishments([replace(FACE, demand=99)], [reserve("X", 500)])
    assert (plan.moves[0].quantity, plan.unfilled) == (20, ())


def test_rp2_where_reserve_is_short_it_is_said_for_whom() -> None:
    waited = replace(FACE, demand=35)
    plan = replenishments([waited], [reserve("X", 6)])
    assert plan.unfilled == (Unfilled("A1", "P", 9, "demand"),)
    none = replenishments([replace(FACE, on_hand=0)], [])
    assert none.unfilled == (Unfilled("A1", "P", 1, "minimum"),)


def test_rp3_what_the_face_no_longer_needs_is_put_back() -> None:
    assert still_needed(replace(FACE, on_hand=8), 32) == 32
    assert still_needed(replace(FACE, on_hand=8), 40) == 32
    assert still_needed(replace(FACE, on_hand=30), 32) == 0
    assert still_needed(replace(FACE, on_hand=30), 32, top_off=True) == 10


faces = st.builds(
    lambda n, low, more, on_hand, demand, wave, case: Face(
        f"A{n}", "P", Levels(low, low + more), on_hand, 0, demand, wave, case),
    st.integers(0, 5), st.integers(0, 20), st.integers(1, 40), st.integers(0, 30),
    st.integers(0, 50), st.integers(0, 20), st.sampled_from((0, 6, 12)),
)  # fmt: skip
stock = st.lists(st.tuples(st.integers(0, 40), st.sampled_from(("", "L1"))), max_size=5)


@given(st.lists(faces, max_size=5, unique_by=lambda face: face.location), stock, st.booleans())
def test_no_face_gets_too_much_and_no_reserve_gives_what_it_has_not(
    some: list[Face], rows: list[tuple[int, str]], top_off: bool
) -> None:
    reserves = [reserve(f"X{n}", q, lot=lot) for n, (q, lot) in enumerate(rows)]
    plan = replenishments(some, reserves, top_off=top_off)
    for face in some:
        mine = [move for move in plan.moves if move.face == face.location]
        assert sum(m.quantity for m in mine) <= max(face.levels.maximum - face.coming, 0)
        assert len({m.lot for m in mine}) <= 1
        assert all(m.quantity == m.cases * face.case + m.loose > 0 for m in mine)
    for one in reserves:
        given_away = sum(m.quantity for m in plan.moves if m.holder == one.holder)
        assert given_away <= one.quantity
