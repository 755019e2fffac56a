# SPDX-License-Identifier: Apache-2.0
"""Tolerance, recount ladder, approval and accuracy of counts (CC7, CC8, CC9), with the worked
examples of the rules."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.domain.count_rules import (
    EXACT,
    PUBLISHED,
    STRICT,
    Book,
    CountAccuracy,
    Limit,
    Record,
    Step,
    Tally,
    Tolerance,
    Variance,
    approver,
    book_at_count,
    count_accuracy,
    next_step,
    tolerance_for,
)
from backend.domain.parts import Hazard, Part, Tracking
from backend.domain.stock import Goods

PADS, BOLT = Goods("PADS"), Goods("BOLT")
ONE_PERCENT, THREE, FIVE = PUBLISHED["A"], PUBLISHED["B"], PUBLISHED["C"]


def book(pads: int, tolerance: Tolerance = ONE_PERCENT, **values: int) -> Book:
    return Book({PADS: pads}, {"PADS": tolerance}, values)


def tally(person: str, pads: int, lead: bool = False) -> Tally:
    return Tally(person, {PADS: pads}, lead)


@pytest.mark.parametrize(
    ("on_book", "counted", "tolerance", "right"),
    [
        (1000, 1001, ONE_PERCENT, True), (200, 196, ONE_PERCENT, False),
        (40, 41, THREE, True), (8, 8, FIVE, True), (8, 7, FIVE, False),
        (100, 99, ONE_PERCENT, True), (100, 101, ONE_PERCENT, True), (100, 98, ONE_PERCENT, False),
        (199, 197, ONE_PERCENT, False),  # 1.99 rounds down to 1
        (0, 0, FIVE, True), (0, 1, FIVE, False), (0, 1, Tolerance(quantity=5), False),
        (500, 499, STRICT["A"], True), (499, 498, STRICT["A"], False),
    ],
)  # fmt: skip
def test_cc7_a_count_is_right_within_whole_units_of_its_percent(
    on_book: int, counted: int, tolerance: Tolerance, right: bool
) -> None:
    assert tolerance.takes(on_book, counted) is right


def test_cc7_every_limit_that_is_given_must_hold() -> None:
    assert Tolerance(quantity=2).takes(10, 8) and not Tolerance(quantity=2).takes(10, 7)
    assert Tolerance(value=500).takes(100, 95, 100) and not Tolerance(value=500).takes(100, 94, 100)
    both = Tolerance(basis_points=1_000, value=500)
    assert not both.takes(100, 94, 100) and both.takes(100, 95, 100)
    assert not Tolerance().takes(100, 99) and Tolerance().takes(100, 100)


def test_cc7_class_site_and_worker_are_joined_to_the_strictest() -> None:
    part = Part("P", abc="B")
    assert tolerance_for(part) == Tolerance(300)
    new_here = Tolerance(quantity=1)
    assert tolerance_for(part, of_worker=new_here) == Tolerance(300, 1)
    joined = tolerance_for(part, STRICT, Tolerance(200, 5, 9_000), Tolerance(quantity=9))
    assert joined == Tolerance(100, 5, 9_000)
    assert tolerance_for(Part("P", abc="?")) == PUBLISHED["A"]


@pytest.mark.parametrize(
    "part",
    [
        Part("S", tracking=Tracking.SERIAL), Part("H", hazard=Hazard("3", "UN1133")),
        Part("C", critical="safety"),
    ],
    ids=["serial", "hazard", "safety"],
)  # fmt: skip
def test_cc7_serialised_hazardous_and_safety_parts_have_no_tolerance(part: Part) -> None:
    assert tolerance_for(part, of_site=Tolerance(5_000, 99, 10**9)) == EXACT
    assert not EXACT.takes(1_000, 999) and EXACT.takes(1_000, 1_000)


def test_cc8_the_first_count_is_blind_and_anybodys() -> None:
    assert next_step(book(100), []) == Step("count")


def test_cc8_within_tolerance_is_booked_while_it_is_worth_little_else_only_recorded() -> None:
    found = [tally("ann", 99)]
    off = (Variance(PADS, 100, 99, 250),)
    assert next_step(book(100, PADS=250), found, auto_value=250) == Step("post", off)
    assert next_step(book(100, PADS=250), found, auto_value=249) == Step("record", off)
    assert next_step(book(100), [tally("ann", 100)]) == Step("right")


def test_cc8_outside_tolerance_another_person_counts_still_blind() -> None:
    step = next_step(book(100), [tally("ann", 90)])
    assert step == Step("recount", not_by=frozenset({"ann"}))
    assert next_step(book(100), [tally("ann", 90), tally("ann", 90)]) == step


def test_cc8_two_counts_that_agree_ask_for_an_adjustment() -> None:
    step = next_step(book(100), [tally("ann", 90), tally("bob", 90)])
    assert step == Step("request", (Variance(PADS, 100, 90),))


def test_cc8_two_that_differ_are_settled_by_a_lead_and_nobody_picks_there() -> None:
    two = [tally("ann", 90), tally("bob", 100)]
    third = Step("third_count", not_by=frozenset({"ann", "bob"}), by_lead=True, no_picks=True)
    assert next_step(book(100), two) == third
    assert next_step(book(100), [*two, tally("eve", 90)]) == third
    assert next_step(book(100), [*two, tally("ann", 90, lead=True)]) == third
    agreed = next_step(book(100), [*two, tally("eve", 90, lead=True)])
    assert agreed == Step("request", (Variance(PADS, 100, 90),))
    assert next_step(book(100), [*two, tally("eve", 100, lead=True)]) == Step("right")


def test_cc8_three_that_differ_are_decided_by_a_supervisor() -> None:
    three = [tally("ann", 90), tally("bob", 91), tally("eve", 92, lead=True)]
    step = next_step(book(100), three)
    assert step == Step("decide", (Variance(PADS, 100, 92),), no_picks=True)


def test_cc8_a_count_that_comes_after_two_agreed_changes_nothing() -> None:
    told = [tally("ann", 90), tally("bob", 90), tally("eve", 92, lead=True)]
    assert next_step(book(100), told).action == "request"


def test_cc4_goods_that_nobody_expected_have_no_tolerance() -> None:
    both = Tally("ann", {PADS: 100, BOLT: 1})
    assert next_step(book(100), [both]).action == "recount"
    agreed = next_step(book(100), [both, Tally("bob", {BOLT: 1, PADS: 100, Goods("X"): 0})])
    assert agreed == Step("request", (Variance(BOLT, 0, 1),))


def test_errors_of_two_goods_in_one_place_do_not_cancel() -> None:
    held = Book({PADS: 100, BOLT: 100}, {"PADS": THREE, "BOLT": THREE}, {})
    assert next_step(held, [Tally("ann", {PADS: 96, BOLT: 104})]).action == "recount"


def test_cc9_who_approves_is_chosen_by_units_and_value_never_net() -> None:
    limits = [Limit("lead", 5, 10_000), Limit("supervisor", None, 100_000), Limit("manager")]
    few = [Variance(PADS, 10, 8, 100), Variance(BOLT, 10, 12, 100)]
    assert approver(few, limits) == "lead"
    many = [Variance(PADS, 10, 7, 100), Variance(BOLT, 10, 13, 100)]
    assert approver(many, limits) == "supervisor"
    assert approver([Variance(PADS, 2, 1, 10_001)], limits) == "supervisor"
    assert approver([Variance(PADS, 2, 1, 100_001)], limits) == "manager"
    assert approver([Variance(PADS, 2, 1, 100_001)], limits[:2]) is None


def test_cc10_the_book_at_the_count_follows_what_moved_since_the_snapshot() -> None:
    assert book_at_count(100, came=12, went=30) == 82


def test_opposite_errors_never_cancel() -> None:
    records = [Record(100, 95, ONE_PERCENT), Record(100, 105, ONE_PERCENT)]
    told = count_accuracy(records)
    assert told == CountAccuracy(right=0, counted=2, net_units=0, absolute_units=10)
    assert told.share == 0


def test_three_right_records_of_four() -> None:
    rows = [(1000, 1001, ONE_PERCENT), (200, 196, ONE_PERCENT), (40, 41, THREE), (8, 8, FIVE)]
    records = [Record(*row) for row in rows]
    assert [one.right for one in records] == [True, False, True, True]
    assert count_accuracy(records).share == Fraction(3, 4)


def test_nothing_counted_is_no_accuracy() -> None:
    assert count_accuracy([]).share is None


@given(st.integers(0, 5_000), st.integers(0, 5_000), st.integers(0, 10_000), st.integers(0, 99))
def test_a_stricter_tolerance_never_takes_more(
    on_book: int, counted: int, points: int, units: int
) -> None:
    loose, strict = Tolerance(points), Tolerance(points).stricter(Tolerance(quantity=units))
    assert loose.takes(on_book, counted) or not strict.takes(on_book, counted)
    assert loose.takes(on_book, on_book)


tallies = st.builds(tally, st.sampled_from("abc"), st.integers(98, 102), st.booleans())


@given(st.lists(tallies, max_size=6))
def test_nothing_is_booked_outside_tolerance_without_two_people_who_agree(
    told: list[Tally],
) -> None:
    step = next_step(book(100), told, auto_value=0)
    if step.action == "request":
        counted = step.variances[0].counted
        assert len({one.person for one in told if one.found[PADS] == counted}) > 1
    if step.action == "post":
        assert abs(step.variances[0].counted - 100) <= 1
    assert not step.not_by or step.action in ("recount", "third_count")
