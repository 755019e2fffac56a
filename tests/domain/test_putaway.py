# SPDX-License-Identifier: Apache-2.0
"""Putaway and transfer: goods are where they were put, and somebody is asked when it is wrong."""

from __future__ import annotations

from dataclasses import replace

import pytest

from backend.domain.stock import Goods
from tests.domain.floor import SUPPLIER, Floor, line


def _plate(floor: Floor, *lines: dict[str, object]) -> None:
    floor.tell("receipt", {"receipt": "R1", "supplier": SUPPLIER, "location": "DOCK-01",
                           "lpn": "L1", "lines": list(lines)})  # fmt: skip


def test_a_plate_moves_without_touching_its_content() -> None:
    floor = Floor()
    _plate(floor, line("FLT-00318", 6))
    judged = floor.tell("putaway", {"source": "DOCK-01", "target": "A02-015-B", "lpn": "L1"})
    assert judged.posting.told == () and judged.posting.settled == ()
    assert floor.places() == {"L1": ("A02-015-B", False)}


def test_putting_everything_away_finishes_the_task() -> None:
    floor = Floor()
    _plate(floor, line("FLT-00318", 6))
    floor.tell("putaway", {"source": "lpn:L1", "target": "A02-015-B",
                           "lines": [line("FLT-00318", 6)]})  # fmt: skip
    assert [task.state for task in floor.books.tasks.values()] == ["done"]


@pytest.mark.parametrize(
    ("line_", "target", "reason"),
    [
        (line("ECU-77810-AB", 1, None, "E7A000001"), "A02-015-B", "held"),
        (line("ECU-77810-AB", 1, None, "E7A000001"), "Q01-004-A", None),
        (line("SLT-00931", 2, "B7"), "A02-015-B", "wrong_zone"),
        (line("SLT-00931", 2, "B7"), "H01-001-A", None),
        (line("FLT-00318", 2), "H01-001-A", "wrong_zone"),
        (line("FLT-00318", 2), "A02-015-B", None),
        (line("FLT-00318", 2), "PACK-01", "wrong_zone"),
        (line("SLT-00931", 2, "B7"), "DOOR-01", "wrong_zone"),
        (line("ECU-77810-AB", 1, None, "E7A000001"), "DOOR-01", "wrong_zone"),
    ],
)
def test_where_goods_may_be_put(
    line_: dict[str, object], target: str, reason: str | None
) -> None:
    floor = Floor()
    _plate(floor, line_)
    judged = floor.tell("putaway", {"source": "DOCK-01", "target": target, "lpn": "L1"})
    assert judged.decision.reason == reason
    assert floor.places() == {"L1": (target, False)}
    assert bool([r for r in judged.decision.raised if r.kind == "misplaced"]) == bool(reason)


@pytest.mark.parametrize(
    ("line_", "target", "reason"),
    [
        (line("FLT-00318", 2), "DOOR-01", None),
        (line("SLT-00931", 2, "B7"), "PACK-01", None),
        (line("ECU-77810-AB", 1, None, "E7A000001"), "DOOR-01", "held"),
        (line("ECU-77810-AB", 1, None, "E7A000001"), "PACK-01", "held"),
    ],
)
def test_free_goods_are_moved_to_a_door_by_hand_but_held_ones_are_asked_after(
    line_: dict[str, object], target: str, reason: str | None
) -> None:
    floor = Floor()
    _plate(floor, line_)
    judged = floor.tell("transfer", {"source": "DOCK-01", "target": target, "lpn": "L1"})
    assert judged.decision.reason == reason
    assert [r.kind for r in judged.decision.raised] == (["misplaced"] if reason else [])


@pytest.mark.parametrize("kind", ["putaway", "transfer"])
def test_a_plate_that_only_passes_somewhere_still_waits_to_be_put_away(kind: str) -> None:
    floor = Floor()
    _plate(floor, line("FLT-00318", 6))
    floor.tell(kind, {"source": "DOCK-01", "target": "DOOR-01", "lpn": "L1",
                      "task": "putaway:L1:0"})  # fmt: skip
    assert [task.state for task in floor.books.tasks.values()] == ["open"]
    floor.tell("putaway", {"source": "DOOR-01", "target": "A02-015-B", "lpn": "L1"})
    assert [task.state for task in floor.books.tasks.values()] == ["done"]


@pytest.mark.parametrize("target", ["DOCK-01", "lpn:L2"])
def test_the_task_follows_goods_that_leave_their_plate_at_the_dock(target: str) -> None:
    floor = Floor()
    _plate(floor, line("FLT-00318", 6))
    floor.tell("receipt", {"receipt": "R2", "supplier": SUPPLIER, "location": "DOCK-01",
                           "lpn": "L2", "lines": [line("BRK-10442", 1, "L1")]})  # fmt: skip
    lines = [line("FLT-00318", 6)]
    floor.tell("transfer", {"source": "lpn:L1", "target": target, "lines": lines})
    assert floor.books.tasks["putaway:L1:0"].state == "open"
    floor.tell("putaway", {"source": target, "target": "A02-015-B", "lines": lines})
    assert floor.books.tasks["putaway:L1:0"].state == "done"


def test_a_transfer_of_what_the_book_does_not_know_is_booked_as_a_shortage() -> None:
    floor = Floor()
    judged = floor.tell("transfer", {"source": "A02-015-B", "target": "B04-011-B",
                                     "lines": [line("FLT-00318", 3)]})  # fmt: skip
    assert judged.decision.reason == "book_short"
    assert floor.stock() == {("B04-011-B", Goods("FLT-00318")): 3}
    assert floor.books.balance("@unexplained:A02-015-B", Goods("FLT-00318")) == -3


PADS = 1_500, 1_900
"""Millilitres and grams of one brake pad set of the floor."""


def _limited(floor: Floor, *, ml: int = 0, g: int = 0) -> None:
    place = floor.books.locations["A02-015-B"]
    floor.books.locations["A02-015-B"] = replace(place, capacity_ml=ml, capacity_g=g)


@pytest.mark.parametrize(("limit", "measure", "used"), [
    ({"ml": 10 * PADS[0]}, "volume", 11 * PADS[0]), ({"g": 10 * PADS[1]}, "weight", 11 * PADS[1]),
])
def test_more_than_a_bin_can_hold_is_booked_and_somebody_is_asked(
    limit: dict[str, int], measure: str, used: int
) -> None:
    floor = Floor()
    _limited(floor, **limit)
    _plate(floor, line("BRK-10442", 11, "L1"))
    ten = {"source": "lpn:L1", "target": "A02-015-B", "lines": [line("BRK-10442", 10, "L1")]}
    assert floor.tell("putaway", ten).decision.reason is None
    last = {"source": "DOCK-01", "target": "A02-015-B", "lpn": "L1"}
    judged = floor.tell("putaway", last)
    assert (judged.decision.outcome, judged.decision.reason) == (
        "accepted_discrepancy", "over_capacity")  # fmt: skip
    (raised,) = judged.decision.raised
    assert (raised.kind, raised.details["measure"], raised.details["used"]) == (
        "over_capacity", measure, used)  # fmt: skip
    assert floor.places() == {"L1": ("A02-015-B", False)}


def test_goods_that_only_change_their_plate_within_a_full_bin_raise_nothing() -> None:
    floor = Floor()
    _plate(floor, line("BRK-10442", 8, "L1"))
    floor.tell("putaway", {"source": "DOCK-01", "target": "A02-015-B", "lpn": "L1"})
    _limited(floor, ml=1)
    told = {"source": "lpn:L1", "target": "A02-015-B", "lines": [line("BRK-10442", 8, "L1")]}
    assert floor.tell("transfer", told).decision.raised == ()


def test_a_place_that_goods_only_pass_is_never_over_its_limit() -> None:
    floor = Floor()
    bench = floor.books.locations["PACK-01"]
    floor.books.locations["PACK-01"] = replace(bench, capacity_ml=1)
    _plate(floor, line("BRK-10442", 8, "L1"))
    told = {"source": "DOCK-01", "target": "PACK-01", "lpn": "L1"}
    assert floor.tell("transfer", told).decision.reason is None
