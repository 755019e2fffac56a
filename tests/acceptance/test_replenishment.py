# SPDX-License-Identifier: Apache-2.0
"""Replenishment: RP1 to RP5 of the flows, on a handheld in a browser, out of reach of the net."""

from __future__ import annotations

from typing import Any

from backend.domain.locations import Location, Role
from backend.domain.parts import PackSize, Part
from tests.acceptance.conftest import Hire
from tests.acceptance.goods import order
from tests.acceptance.served import Floor
from tests.acceptance.worker import Worker
from tests.domain.floor import line

FACE, R1, R2 = "A02-015-B", "R01-001-A", "R01-002-A"
RESERVES = [Location(code, "R", role=Role.RESERVE, travel=200 + n)
            for n, code in enumerate((R1, R2))]  # fmt: skip
FILTER = Part("FLT-00318", "Oil filter", packs=(PackSize("CARTON", 6, None),))


def faced(floor: Floor, minimum: int = 2, maximum: int = 20, **stock: int) -> None:
    """A pick face for the filter, and reserves with stock."""
    floor.has(FILTER, *RESERVES)
    face = {"part": FILTER.part, "location": FACE, "minimum": minimum, "maximum": maximum}
    floor.has({"faces": [face]})
    for place, quantity in zip((R1, R2), stock.values(), strict=False):
        floor.stocked(place, line(FILTER.part, quantity))


def bringing(floor: Floor, hire: Hire) -> tuple[Worker, dict[str, Any]]:
    """The one task that there is was chosen, and the network is gone."""
    [task] = floor.tasks("replenish")
    lopez = hire("lopez")
    lopez.tap("Move")
    lopez.says("Scan what you move")
    lopez.offline()
    lopez.tap(f"{task['body']['quantity']} {FILTER.part}")
    lopez.says("Scan where you take it")
    return lopez, task["body"]


def test_rp1_rp5_a_face_that_runs_low_is_filled_with_whole_cases_and_an_opened_one(
    floor: Floor, hire: Hire
) -> None:
    faced(floor, reserve=40)
    lopez, task = bringing(floor, hire)
    assert (task["source"], task["quantity"], task["why"]) == (R1, 16, ["minimum"])
    lopez.says("The face runs low", "2 whole cases of 6, and 4 from an opened one")
    lopez.shot("rp1-from")
    lopez.scan(R1, FILTER.part)
    lopez.says("How many do you take?")
    lopez.shot("rp1-many")
    lopez.number(16)
    lopez.says("Scan the pick face")
    lopez.shot("rp1-face")
    lopez.scan(FACE)
    lopez.says("Scan what you move")
    lopez.online()
    assert floor.stock(FILTER.part) == {(FACE, "", ""): 16, (R1, "", ""): 24}
    assert floor.tasks("replenish") == []


def test_rp2_an_empty_source_is_counted_and_the_next_one_is_named(
    floor: Floor, hire: Hire
) -> None:
    faced(floor, one=24, two=24)
    lopez, task = bringing(floor, hire)
    assert task["source"] == R1
    lopez.tap("Not there")
    lopez.says(f"{R1} gets a count")
    lopez.shot("rp2")
    lopez.tap("Not there")
    lopez.says("Scan where you take it", R2)
    lopez.scan(R2, FILTER.part)
    lopez.number(18)
    lopez.scan(FACE)
    lopez.says("Scan what you move")
    lopez.online()
    assert [one["body"]["location"] for one in floor.tasks("count")] == [R1]
    assert floor.stock(FILTER.part)[FACE, "", ""] == 18


def test_rp3_a_face_that_is_full_sends_the_goods_back(floor: Floor, hire: Hire) -> None:
    faced(floor, reserve=24)
    lopez, _ = bringing(floor, hire)
    lopez.scan(R1, FILTER.part)
    lopez.number(18)
    lopez.tap("Full")
    lopez.says("Take it back", f"Or scan {FACE} and put it there")
    lopez.shot("rp3")
    lopez.scan(R1)
    lopez.says("Scan what you move")
    lopez.online()
    assert [op["body"]["reason"] for op in lopez.told("replenish_short")] == ["face_full"]
    assert [one["body"]["location"] for one in floor.tasks("count")] == [FACE]
    assert floor.stock(FILTER.part) == {(R1, "", ""): 24}


def test_rp4_a_pick_that_comes_first_takes_from_the_reserve(floor: Floor, hire: Hire) -> None:
    faced(floor, minimum=0, maximum=12, reserve=13)
    floor.office("order_import", order("O-1", (FILTER.part, 12)))
    [task] = floor.tasks("replenish")
    assert task["body"]["why"] == ["demand"]
    lopez = hire("lopez")
    lopez.tap("Pick")
    lopez.tap("O-1")
    lopez.offline()
    lopez.says(R1)
    lopez.scan(R1, FILTER.part)
    lopez.number(12)
    lopez.scan("T-0418")
    lopez.online()
    [pick] = lopez.told("pick")
    assert pick["body"]["source"] == R1
    [left] = floor.tasks("replenish")
    assert (left["task"], left["body"]["quantity"]) == (task["task"], 1)
