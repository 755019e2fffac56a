# SPDX-License-Identifier: Apache-2.0
"""Orders and notices in cartons: booked in smallest units, kept as asked, never guessed."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from backend.domain.decisions import Decision
from backend.domain.parts import PackSize
from tests.domain.floor import SUPPLIER, Floor, line

CARTON = {"quantity": 4, "uom": "CA", "pack": "CARTON", "each": 40}


def _floor() -> Floor:
    floor = Floor()
    pads = floor.books.parts["BRK-10442"]
    floor.books.parts["BRK-10442"] = replace(pads, packs=(PackSize("CARTON", 40),))
    return floor


def _order(floor: Floor, uom: str, part: str = "BRK-10442", **more: Any) -> Decision:
    lines = [{"line": 2, "part": part, "requested": 4, "uom": uom}]
    asked = {"order": "O-1", "asked_by": "D1", "priority": "VOR", "lines": lines, **more}
    return floor.tell("order_import", {"order": asked}, authority="admin").decision


def _notice(floor: Floor, uom: str, quantity: int = 4, **more: Any) -> Decision:
    told = {"line": 1, "part": "BRK-10442", "quantity": quantity, "uom": uom, "lot": "B1", **more}
    notice = {"shipment": "A1", "supplier": SUPPLIER, "packs": [
        {"kind": "pallet", "lpn": "P1", "packs": [{"kind": "carton", "lpn": "L1",
                                                   "lines": [told]}]}]}  # fmt: skip
    return floor.tell("asn_import", {"asn": notice}, authority="admin").decision


def _announced(floor: Floor) -> dict[str, Any]:
    (found,) = [x for pack in floor.books.asns["A1"]["packs"] for x in pack["lines"]]
    return dict(found)


def test_four_cartons_of_forty_are_a_pick_of_a_hundred_and_sixty() -> None:
    floor = _floor()
    assert _order(floor, "CA").outcome == "accepted"
    asked = floor.books.orders["O-1"].lines[0]
    assert (asked.requested, asked.uom, asked.asked) == (160, "EA", CARTON)
    task = floor.books.tasks["pick:O-1:2"].details
    assert (task["quantity"], task["asked"]) == (160, CARTON)
    kept = floor.books.orders["O-1"].details["asked"]["lines"][0]
    assert (kept["requested"], kept["uom"]) == (4, "CA"), "demand stays as it was asked"


@pytest.mark.parametrize("uom", ["EA", "PC"])
def test_pieces_are_pieces(uom: str) -> None:
    floor = _floor()
    assert _order(floor, uom).outcome == "accepted"
    asked = floor.books.orders["O-1"].lines[0]
    assert (asked.requested, asked.uom, asked.asked) == (4, "EA", None)


def test_a_unit_that_the_part_does_not_have_waits_and_says_which_line_it_is() -> None:
    floor = _floor()
    decision = _order(floor, "DZ")
    assert (decision.outcome, decision.reason) == ("parked", "unknown_unit")
    assert decision.waits_for == {"part:BRK-10442"}
    assert decision.detail == {
        "order": "O-1", "priority": "VOR",
        "lines": [{"line": 2, "part": "BRK-10442", "quantity": 4, "unit": "DZ"}],
    }  # fmt: skip
    assert not floor.books.orders and not floor.books.tasks


def test_cartons_of_a_part_that_nobody_described_wait_for_its_description() -> None:
    floor = _floor()
    decision = _order(floor, "CA", "NEW-1")
    assert (decision.outcome, decision.reason) == ("parked", "unknown_part")
    assert (decision.waits_for, decision.detail["parts"]) == ({"part:NEW-1"}, ["NEW-1"])
    row = {"part": "NEW-1", "packs": [{"code": "CARTON", "quantity": 12}]}
    floor.tell("catalogue_import", {"parts": [row]}, authority="admin")
    assert _order(floor, "CA", "NEW-1").outcome == "accepted"
    assert floor.books.orders["O-1"].lines[0].requested == 48


def test_pieces_of_a_part_that_nobody_described_are_taken_as_pieces() -> None:
    floor = _floor()
    assert _order(floor, "EA", "NEW-1").outcome == "accepted"
    assert floor.books.orders["O-1"].lines[0].requested == 4


def test_a_cancellation_never_waits() -> None:
    floor = _floor()
    assert _order(floor, "DZ", purpose="cancel").outcome == "accepted"
    assert floor.books.orders["O-1"].state == "cancelled"
    assert floor.books.tasks["pick:O-1:2"].state == "cancelled"


def test_an_order_that_waited_does_not_undo_the_one_that_came_after_it() -> None:
    floor = _floor()
    _order(floor, "EA", lines=[{"line": 2, "part": "BRK-10442", "requested": 7, "uom": "EA"}])
    lines = [{"line": 2, "part": "BRK-10442", "requested": 4, "uom": "CA"}]
    early = {"order": "O-1", "asked_by": "D1", "lines": lines}
    late = floor.tell("order_import", {"order": early}, at=500_000, authority="admin").decision
    assert late.reason == "late_change"
    assert floor.books.orders["O-1"].lines[0].requested == 7


def test_a_notice_that_waited_does_not_undo_the_one_that_came_after_it() -> None:
    floor = _floor()
    _notice(floor, "CA")
    told = {"shipment": "A1", "supplier": SUPPLIER, "packs": []}
    late = floor.tell("asn_import", {"asn": told}, at=500_000, authority="admin").decision
    assert late.reason == "late_change"
    assert _announced(floor)["quantity"] == 160


def test_an_announced_carton_is_compared_with_what_was_counted_piece_by_piece() -> None:
    floor = _floor()
    assert _notice(floor, "CT", 1).outcome == "accepted"
    announced = _announced(floor)
    assert (announced["quantity"], announced["asked"]["quantity"]) == (40, 1)
    told = {"receipt": "R1", "asn": "A1", "supplier": SUPPLIER, "location": "DOCK-01", "lpn": "L1",
            "lines": [line("BRK-10442", 40, "B1")]}  # fmt: skip
    assert floor.tell("receipt", told).decision.outcome == "accepted"
    assert floor.books.asns["A1"]["state"] == "received"


def test_an_announced_unit_that_the_part_does_not_have_waits() -> None:
    floor = _floor()
    decision = _notice(floor, "BG")
    assert (decision.outcome, decision.reason) == ("parked", "unknown_unit")
    assert (decision.detail["asn"], decision.detail["lines"][0]["unit"]) == ("A1", "BG")
    assert not floor.books.asns


@pytest.mark.parametrize(
    ("more", "clear"),
    [
        ({"serials": [f"S{n}" for n in range(40)]}, True),
        ({"serials": ["S1", "S2", "S3"]}, False),
        ({"label_runs": [{"containers": 2, "per_container": 20}]}, True),
        ({"label_runs": [{"containers": 2, "per_container": 24}]}, False),
    ],
)
def test_what_a_line_lists_piece_by_piece_must_agree_with_its_cartons(
    more: dict[str, Any], clear: bool
) -> None:
    assert (_notice(_floor(), "CA", 1, **more).outcome == "accepted") is clear


def test_more_than_any_line_can_hold_is_a_misread_number() -> None:
    assert _notice(_floor(), "CA", 999_999_999).reason == "unknown_unit"


def test_a_superseded_part_is_said_and_nothing_is_replaced() -> None:
    floor = _floor()
    old = floor.books.parts["BRK-10442"]
    floor.books.parts["BRK-10442"] = replace(old, superseded_by="BRK-10443")
    _order(floor, "EA")
    _notice(floor, "EA")
    task = floor.books.tasks["pick:O-1:2"].details
    assert (task["part"], task["superseded_by"]) == ("BRK-10442", "BRK-10443")
    assert _announced(floor)["superseded_by"] == "BRK-10443"
    assert floor.books.orders["O-1"].lines[0].part == "BRK-10442"
