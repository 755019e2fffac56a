# SPDX-License-Identifier: Apache-2.0
"""Work that the office gives out: counts by plan (CC1), orders by wave (PK1)."""

from __future__ import annotations

from typing import Any

from tests.domain.floor import Floor


def plan(floor: Floor, *counts: tuple[str, str], role: str = "supervisor") -> Any:
    told = [{"location": place, "why": [why]} for place, why in counts]
    return floor.tell("count_plan", {"counts": told, "seed": "s"}, authority=role).decision


def counts(floor: Floor) -> dict[str, list[str]]:
    return {
        task.details["location"]: task.details["why"]
        for task in floor.books.tasks.values()
        if (task.kind, task.state) == ("count", "open")
    }


def test_a_plan_makes_a_task_for_each_place_with_its_reason() -> None:
    floor = Floor()
    decision = plan(floor, ("A02-015-B", "schedule"), ("A07-032-C", "audit"))
    assert counts(floor) == {"A02-015-B": ["schedule"], "A07-032-C": ["audit"]}
    assert decision.detail == {"counts": 2, "unknown": [], "seed": "s"}


def test_a_place_that_waits_for_a_count_gets_no_second_one() -> None:
    floor = Floor()
    plan(floor, ("A02-015-B", "schedule"))
    plan(floor, ("A02-015-B", "audit"), ("A02-015-B", "spot"))
    assert counts(floor) == {"A02-015-B": ["audit", "schedule", "spot"]}


def test_unknown_places_are_named_and_the_others_are_counted() -> None:
    floor = Floor()
    assert plan(floor, ("X99", "spot"), ("A02-015-B", "spot")).detail["unknown"] == ["X99"]
    assert plan(floor, ("X99", "spot")).reason == "declined_unknown"
    assert plan(floor, ("A07-032-C", "spot"), role="worker").reason == "declined_role"


def order(floor: Floor, name: str, purpose: str = "new") -> None:
    lines = [{"line": 1, "part": "FLT-00318", "requested": 1}]
    asked = {"order": name, "asked_by": "D1", "purpose": purpose, "lines": lines}
    floor.tell("order_import", {"order": asked}, authority="admin")


def release(floor: Floor, *orders: str, role: str = "supervisor") -> Any:
    return floor.tell("wave_release", {"orders": list(orders)}, authority=role).decision


def test_orders_of_a_wave_are_released_once_and_stay_so_when_they_change() -> None:
    floor = Floor()
    for name in ("O-1", "O-2"):
        order(floor, name)
    order(floor, "O-2", "cancel")
    assert release(floor, "O-1", "O-2", "O-9").detail == {"orders": 1, "left": ["O-2", "O-9"]}
    assert release(floor, "O-1").reason == "declined_done"
    order(floor, "O-1", "change")
    assert "released" in floor.books.orders["O-1"].details
    order(floor, "O-3")
    assert release(floor, "O-3", role="worker").reason == "declined_role"
