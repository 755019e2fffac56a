# SPDX-License-Identifier: Apache-2.0
"""What follows from a count that differs: tolerance, another person, a supervisor (CC7, CC8)."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from backend.domain.books import Task
from backend.domain.decide import Judged
from backend.domain.stock import Goods
from backend.store.feed_rows import feed_row
from tests.domain.floor import Floor, line

BIN, PART = "A02-015-B", "FLT-00318"


def floor_with(quantity: int, **part: Any) -> Floor:
    floor = Floor()
    floor.books.parts[PART] = replace(floor.books.parts[PART], **part)
    moved = {"source": "B04-011-B", "target": BIN, "lines": [line(PART, quantity)]}
    floor.tell("transfer", moved)
    return floor


def count(floor: Floor, quantity: int, actor: str = "lopez", lead: bool = False) -> Judged:
    lines = [line(PART, quantity)] if quantity else []
    told = {"holder": BIN, "lines": lines, "empty": not lines}
    return floor.tell("count", told, actor=actor, authority="supervisor" if lead else "granted")


def asked(floor: Floor) -> list[Task]:
    """Open count tasks."""
    return [task for task in floor.books.tasks.values() if task.state == "open"]


def kept(floor: Floor, quantity: int, **more: Any) -> Judged:
    """A supervisor does not believe the count."""
    body = {"holder": BIN, "part": PART, "quantity": quantity, "against": "@unexplained",
            "reason": "counted_wrongly", **more}  # fmt: skip
    return floor.tell("adjustment", body, authority="supervisor", actor="rossi")


@pytest.mark.parametrize(("counted", "back"), [(9, -3), (4, 2)])
def test_a_count_that_is_not_believed_leaves_the_book_and_the_erp_alone(
    counted: int, back: int
) -> None:
    floor = floor_with(6)
    count(floor, counted)
    assert kept(floor, back + 1).decision.reason == "declined_changed"
    judged = kept(floor, back)
    assert floor.stock()[BIN, Goods(PART)] == 6
    assert judged.decision.documents == ()
    [asked_] = [one for one in judged.decision.raised if one.kind == "unexplained"]
    assert (asked_.state, asked_.details["quantity"]) == ("resolved", 0)
    assert kept(floor, back).decision.reason == "declined_changed"


def test_each_count_says_how_many_it_found() -> None:
    floor = floor_with(100)
    count(floor, 90)
    told = question(count(floor, 91, "wong"))["counts"]
    name = f"{PART}||"
    assert [(one["found"][name], one["off"][name]) for one in told] == [(90, -10), (91, -9)]


def question(judged: Judged) -> dict[str, Any]:
    [raised] = [one for one in judged.decision.raised if one.kind == "unexplained"]
    return raised.details


def set_policy(floor: Floor, **changes: Any) -> None:
    floor.books.policy = floor.books.policy.with_changes(
        {f"count.{name}": value for name, value in changes.items()}
    )


@pytest.mark.parametrize(
    ("part", "policy", "counted", "within"),
    [
        ({}, {}, 95, True),  # class C: 5 % of 100
        ({}, {}, 94, False),
        ({"abc": "A"}, {}, 99, True),
        ({"abc": "A"}, {}, 98, False),
        ({"abc": "B"}, {}, 97, True),
        ({}, {"within_units": 2}, 97, False),
        ({"value": 1000}, {}, 98, True),  # 20.00 of 25.00
        ({"value": 1000}, {}, 97, False),
        ({"critical": "safety"}, {}, 99, False),
        ({}, {"exact_people": ["lopez"]}, 99, False),
        ({}, {"exact_people": ["wong"]}, 99, True),
        ({}, {"percent_c": 0}, 99, False),
    ],
)
def test_within_tolerance_the_rule_may_book_it_and_beyond_another_person_counts(
    part: dict[str, Any], policy: dict[str, Any], counted: int, within: bool
) -> None:
    floor = floor_with(100, **part)
    set_policy(floor, **policy)
    told = question(count(floor, counted))
    assert (told["within"], told["asks"]) == (within, None if within else "recount")
    assert [task.details["not_by"] for task in asked(floor)] == ([] if within else [["lopez"]])


def test_a_part_missing_from_a_bin_is_never_within_tolerance() -> None:
    floor = floor_with(3)
    assert question(count(floor, 0))["within"] is False


def test_two_that_agree_leave_the_question_to_a_supervisor_with_all_that_was_told() -> None:
    floor = floor_with(100)
    count(floor, 80)
    told = question(count(floor, 80, "wong"))
    assert asked(floor) == []
    assert [(one["actor"], one["off"]) for one in told["counts"]] == [
        ("lopez", {f"{PART}||": -20}), ("wong", {f"{PART}||": -20}),
    ]  # fmt: skip
    assert (told["within"], told["quantity"]) == (False, -20)


def test_two_that_differ_are_followed_by_a_supervisor() -> None:
    floor = floor_with(100)
    count(floor, 80)
    count(floor, 70, "wong")
    [task] = asked(floor)
    assert (task.details["lead"], task.details["not_by"]) == (True, ["lopez", "wong"])
    count(floor, 70, "ana")
    assert [one.task for one in asked(floor)] == [task.task], "is no supervisor"
    told = question(count(floor, 80, "rossi", lead=True))
    assert asked(floor) == []
    assert [one["actor"] for one in told["counts"]] == ["lopez", "wong", "ana", "rossi"]


def test_the_first_counter_cannot_answer_the_recount_but_what_was_told_is_kept() -> None:
    floor = floor_with(100)
    count(floor, 80)
    count(floor, 81)
    [task] = asked(floor)
    assert task.details["not_by"] == ["lopez"]
    assert [one["off"][f"{PART}||"] for one in task.details["tallies"]] == [-20, -19]


def test_a_recount_that_finds_the_book_right_ends_it() -> None:
    floor = floor_with(100)
    count(floor, 80)
    judged = count(floor, 100, "wong")
    assert asked(floor) == []
    assert [one.state for one in judged.decision.raised] == ["resolved"]


def test_what_was_moved_between_two_counts_is_no_difference_of_theirs() -> None:
    floor = floor_with(100)
    count(floor, 80)
    moved = {"source": BIN, "target": "B04-011-B", "lines": [line(PART, 10)]}
    floor.tell("transfer", moved)
    told = question(count(floor, 70, "wong"))
    assert (told["quantity"], told["asks"], asked(floor)) == (-20, None, [])


def test_who_counts_again_is_not_told_what_the_first_one_found() -> None:
    floor = floor_with(100)
    count(floor, 77)
    [task] = asked(floor)
    row = feed_row(floor.books, "task", task.task)
    assert row is not None and row.body is not None
    assert "tallies" not in row.body and "not_by" in row.body


def test_two_counters_sent_by_one_task_are_two_tellings_of_one_bin() -> None:
    floor = floor_with(100)
    made = floor.tell("recount", {"holder": BIN}, authority="supervisor").decision.tasks
    told = {"task": made[0].task, "holder": BIN, "empty": False}
    floor.tell("count", {**told, "lines": [line(PART, 80)]})
    judged = floor.tell("count", {**told, "lines": [line(PART, 79)]}, actor="wong")
    [task] = asked(floor)
    assert task.details["lead"] is True
    assert [one["actor"] for one in question(judged)["counts"]] == ["lopez", "wong"]
