# SPDX-License-Identifier: Apache-2.0
"""Give me work: what comes first, what is left out, and why it is offered."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.domain.plan.next_work import (
    Interleaving,
    Offer,
    Work,
    Worker,
    may_do,
    next_work,
    presses,
)

VECTORS = json.loads((Path(__file__).parents[1] / "vectors/next_work.json").read_text())["vectors"]
ANN = Worker("ann", now=600, travel=100, zone="A")


def told(*tasks: Work, worker: Worker = ANN) -> list[str]:
    return [offer.task for offer in next_work(worker, tasks, limit=9)]


def task(name: str, priority: int = 50, **more: Any) -> Work:
    return Work(name, more.pop("kind", "pick"), priority, **more)


def test_a_vehicle_off_the_road_comes_before_everything() -> None:
    far = task("vor", 10, vor=True, travel=9_000, zone="Z")
    begun = task("begun", 10, taken_by="ann", cut_off=601, travel=100, zone="A")
    assert told(begun, far) == ["vor", "begun"]
    assert next_work(ANN, [far])[0] == Offer("vor", ("vor",))


def test_what_was_begun_is_finished_first() -> None:
    assert told(task("x", 30, cut_off=610), task("begun", taken_by="ann")) == ["begun", "x"]


def test_what_would_miss_its_cut_off_is_lifted_over_priority() -> None:
    late, soon = task("late", 50, cut_off=610), task("soon", 30)
    assert told(soon, late) == ["late", "soon"]
    assert told(soon, task("later", 50, cut_off=900)) == ["soon", "later"]


@pytest.mark.parametrize(
    ("cut_off", "travel", "now"),
    [(634, 100, True), (635, 100, False), (635, 101, True), (636, 160, False), (500, 100, True)],
)
def test_a_cut_off_presses_with_the_way_and_the_work_itself(
    cut_off: int, travel: int, now: bool
) -> None:
    assert presses(ANN, task("t", cut_off=cut_off, travel=travel)) is now


def test_the_earliest_of_two_that_press_is_first() -> None:
    assert told(task("b", 30, cut_off=630), task("a", 50, cut_off=620)) == ["a", "b"]


def test_pu14_a_putaway_on_the_way_comes_before_a_pick_at_the_other_end() -> None:
    put, pick = task("put", 50, kind="putaway", travel=110), task("pick", 40, travel=900)
    assert told(pick, put) == ["put", "pick"]
    assert told(task("count", 30, travel=900), put) == ["count", "put"]


def test_of_two_on_the_same_spot_the_more_pressing_is_first() -> None:
    assert told(task("a", 50, travel=110), task("b", 40, travel=110)) == ["b", "a"]


def test_of_equals_the_own_zone_then_the_own_truck_then_the_nearest() -> None:
    driver = Worker("ann", travel=100, zone="A", trucks=frozenset({"reach"}))
    rows = [
        task("near", travel=101, zone="B"), task("zone", travel=400, zone="A"),
        task("truck", travel=300, zone="A", needs="reach"), task("by_hand", travel=200, zone="A"),
    ]  # fmt: skip
    assert told(*rows, worker=driver) == ["truck", "by_hand", "zone", "near"]


def test_the_earlier_hour_of_departure_comes_first() -> None:
    rows = [task("far_off", cut_off=1_200, travel=100), task("noon", cut_off=720, travel=500)]
    assert told(*rows, task("whenever", travel=100)) == ["noon", "far_off", "whenever"]


@pytest.mark.parametrize(
    "work",
    [
        task("t", taken_by="bob"), task("t", needs="reach"), task("t", right="hazmat"),
        task("t", zone="B"), task("t", vor=True, needs="reach"),
    ],
)  # fmt: skip
def test_what_is_not_this_workers_to_do_is_left_out(work: Work) -> None:
    bound = Worker("ann", zones=frozenset({"A"}))
    assert not may_do(bound, work) and next_work(bound, [work]) == ()


def test_what_a_worker_has_the_truck_the_right_and_the_zone_for_is_offered() -> None:
    able = Worker("ann", zones=frozenset({"A"}), trucks=frozenset({"reach"}),
                  rights=frozenset({"hazmat"}))  # fmt: skip
    assert may_do(able, task("t", needs="reach", right="hazmat", zone="A", taken_by="ann"))
    assert may_do(able, task("t")) and may_do(able, task("t", vor=True, zone="B"))


def test_each_offer_says_why() -> None:
    driver = Worker("ann", now=600, travel=100, zone="A", trucks=frozenset({"reach"}))
    full = task("t", 10, taken_by="ann", cut_off=610, zone="A", travel=120, needs="reach")
    first, last = next_work(driver, [full, task("u", travel=900)])
    every = ("begun", "cut_off", "priority", "your_zone", "your_truck", "near")
    assert (first, last) == (Offer("t", every), Offer("u", ()))


def test_no_more_is_offered_than_asked_for() -> None:
    assert len(next_work(ANN, [task(str(n)) for n in range(9)])) == 3
    assert next_work(ANN, []) == ()


@pytest.mark.parametrize("row", VECTORS, ids=lambda row: row["name"])
def test_the_same_is_offered_as_on_a_handheld(row: dict[str, Any]) -> None:
    known: dict[str, Any] = {
        k: frozenset(v) if isinstance(v, list) else v for k, v in row["worker"].items()
    }
    rows = [Work(kind="pick", **one) for one in row["tasks"]]
    told = [{"task": one.task, "why": list(one.why)} for one in next_work(Worker(**known), rows)]
    assert told == row["offers"]


works = st.builds(
    Work, st.text("abc", min_size=1, max_size=2), st.just("pick"), st.integers(0, 60),
    st.booleans(), st.none() | st.integers(550, 800), st.sampled_from(("", "A", "B")),
    st.none() | st.integers(0, 200), st.sampled_from(("", "reach")), st.just(""),
    st.sampled_from(("", "ann", "bob")),
)  # fmt: skip


@given(st.lists(works, max_size=8, unique_by=lambda one: one.task), st.randoms())
def test_everybody_is_told_the_same_whatever_the_order(rows: list[Work], chance: Any) -> None:
    driver = Worker("ann", now=600, travel=100, zone="A", trucks=frozenset({"reach"}))
    offered = next_work(driver, rows, Interleaving(), limit=9)
    again = list(rows)
    chance.shuffle(again)
    assert next_work(driver, again, limit=9) == offered
    known = {one.task: one for one in rows}
    vor = [known[offer.task].vor for offer in offered]
    assert vor == sorted(vor, reverse=True)
    assert {o.task for o in offered} == {w.task for w in rows if w.taken_by != "bob"}
