# SPDX-License-Identifier: Apache-2.0
"""What is counted today: classes, criticality, what happened, the audit sample (CC1)."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.domain.parts import Hazard, Part, Tracking
from backend.domain.plan.count_schedule import (
    STRICT_YEARLY,
    TRIGGERS,
    Countable,
    Due,
    Schedule,
    abc_classes,
    audit_sample,
    daily_load,
    due_counts,
)

TODAY = date(2026, 6, 1)
A, B, C = (Part(f"P-{abc}", abc=abc) for abc in "ABC")


def place(name: str, *parts: Part, days: int | None = 0, after: str = "") -> Countable:
    counted = None if days is None else TODAY - timedelta(days)
    return Countable(name, parts, counted, frozenset(after.split()))


def test_classes_are_the_first_80_the_next_15_and_the_last_5_percent_of_value() -> None:
    value = {"a": 50, "b": 29, "c": 10, "d": 6, "e": 4, "f": 1, "g": 0}
    assert abc_classes(value) == {
        "a": "A", "b": "A", "c": "A", "d": "B", "e": "C", "f": "C", "g": "C",
    }  # fmt: skip
    assert abc_classes({"a": 80, "b": 15, "c": 5}) == {"a": "A", "b": "B", "c": "C"}
    assert abc_classes({"a": 0}) == {"a": "C"}


@pytest.mark.parametrize(
    ("schedule", "days"),
    [(Schedule(), (91, 182, 365)), (Schedule(STRICT_YEARLY), (30, 91, 365))],
    ids=["published", "strict"],
)
def test_a_place_is_due_when_its_class_is(schedule: Schedule, days: tuple[int, ...]) -> None:
    for part, every in zip((A, B, C), days, strict=True):
        assert due_counts([place("L", part, days=every - 1)], TODAY, schedule) == ()
        (due,) = due_counts([place("L", part, days=every + 3)], TODAY, schedule)
        assert due == Due("L", ("schedule",), 3)


def test_a_place_is_counted_as_often_as_the_strictest_part_in_it() -> None:
    assert Schedule().every_days(place("L", C, A, B)) == 91
    assert Schedule().every_days(place("L", Part("?", abc="?"))) == 91
    assert due_counts([place("empty", days=999)], TODAY) == ()


@pytest.mark.parametrize(
    "part",
    [
        Part("S", tracking=Tracking.SERIAL), Part("H", hazard=Hazard("3", "UN1133")),
        Part("C", critical="safety"),
    ],
    ids=["serial", "hazard", "safety"],
)  # fmt: skip
def test_critical_parts_are_counted_as_often_as_class_a(part: Part) -> None:
    assert Schedule().every_days(place("L", part)) == 91
    assert Schedule(critical_as="B").every_days(place("L", part)) == 182


def test_what_happened_is_counted_first_and_in_any_case() -> None:
    places = [
        place("late", A, days=300), place("zero", A, after="bin_zero"), place("x", A, days=None),
        place("below", C, days=400, after="spot negative"),
    ]  # fmt: skip
    assert due_counts(places, TODAY, limit=1) == (
        Due("below", ("negative", "spot", "schedule"), 35),
        Due("zero", ("bin_zero",)),
        Due("x", ("never_counted",)),
    )


def test_every_trigger_is_heard_and_an_empty_place_too() -> None:
    for name in TRIGGERS:
        assert due_counts([place("L", after=name)], TODAY) == (Due("L", (name,)),)


def test_the_latest_is_first_and_what_was_never_counted_before_it() -> None:
    places = [place("b", A, days=100), place("c", A, days=200), place("n", C, days=None),
              place("m", A, days=None)]  # fmt: skip
    assert [due.location for due in due_counts(places, TODAY)] == ["m", "n", "c", "b"]


def test_the_daily_load_keeps_the_schedule() -> None:
    places = [place(f"A{n}", A) for n in range(100)] + [place(f"C{n}", C) for n in range(400)]
    assert daily_load(places) == 3  # 800 a year
    assert daily_load([]) == 0


@given(st.sets(st.text(max_size=4), max_size=30), st.integers(0, 12), st.text(max_size=3))
def test_the_audit_sample_is_drawn_the_same_by_everybody(
    locations: set[str], size: int, seed: str
) -> None:
    drawn = audit_sample(locations, size, seed)
    assert len(drawn) == min(size, len(locations)) and set(drawn) <= locations
    assert drawn == audit_sample(sorted(locations), size, seed)
    assert audit_sample(locations, size + 1, seed)[:size] == drawn


def test_another_seed_draws_another_sample() -> None:
    names = [f"L{n}" for n in range(50)]
    assert audit_sample(names, 10, "2026-06-01") != audit_sample(names, 10, "2026-06-02")
