# SPDX-License-Identifier: Apache-2.0
"""PU3: a rule is broken with a right and a reason; otherwise somebody is asked to move goods on."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from backend.domain.locations import Location, Role
from backend.domain.override import may_override
from backend.domain.policy import Policy
from tests.domain.floor import Floor, line
from tests.domain.quality import received

VECTORS = json.loads((Path(__file__).parents[1] / "vectors" / "override.json").read_text())


@pytest.mark.parametrize("row", VECTORS["vectors"], ids=str)
def test_who_may_break_which_rule_is_the_same_here_and_on_the_device(row: dict[str, Any]) -> None:
    policy = Policy(1, {"putaway.override": row["setting"]})
    place = Location(
        "X", role=Role(row["role"]), hazards=tuple(row["hazards"]), blocked=row["blocked"]
    )
    assert may_override(place, row["hazard"], row["held"], row["lead"], policy) is row["may"]


def put(floor: Floor, part: str, target: str, reason: str | None, authority: str) -> list[str]:
    received(floor, line(part, 2, "B7"))
    body = {"source": "DOCK-01", "target": target, "lpn": "L1", "reason": reason}
    judged = floor.tell("putaway", body, authority=authority)
    return [raised.kind for raised in judged.decision.raised]


@pytest.mark.parametrize(
    ("reason", "authority", "asked"),
    [
        ("agreed_quality", "supervisor", []),
        ("agreed_quality", "worker", ["misplaced"]),
        ("other", "supervisor", ["misplaced"]),
        (None, "supervisor", ["misplaced"]),
    ],
)
def test_goods_in_a_blocked_bin_are_asked_about_unless_a_supervisor_said_why(
    reason: str | None, authority: str, asked: list[str]
) -> None:
    floor = Floor()
    floor.books.locations["A07-032-C"] = replace(floor.books.locations["A07-032-C"], blocked=True)
    assert put(floor, "FLT-00318", "A07-032-C", reason, authority) == asked


def test_no_right_and_no_reason_put_a_hazard_where_it_may_not_be() -> None:
    asked = put(Floor(), "SLT-00931", "A02-015-B", "agreed_quality", "supervisor")
    assert asked == ["misplaced"]


def test_a_law_is_not_broken_behind_a_rule_that_may_be() -> None:
    floor = Floor()
    floor.books.locations["A02-015-B"] = replace(floor.books.locations["A02-015-B"], blocked=True)
    asked = put(floor, "SLT-00931", "A02-015-B", "agreed_quality", "supervisor")
    assert asked == ["misplaced"]


def test_held_goods_at_a_door_are_asked_about_whoever_moved_them() -> None:
    floor = Floor()
    received(floor, line("ECU-77810-AB", 1, None, "E7A000001"))
    body = {"source": "DOCK-01", "target": "DOOR-01", "lpn": "L1", "reason": "for_short_time"}
    judged = floor.tell("transfer", body, authority="supervisor")
    assert "misplaced" in [raised.kind for raised in judged.decision.raised]
