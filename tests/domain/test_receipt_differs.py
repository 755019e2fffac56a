# SPDX-License-Identifier: Apache-2.0
"""Another number than received, found at put-away (PU9)."""

from __future__ import annotations

from typing import Any

from tests.acceptance.goods import notice
from tests.domain.floor import SUPPLIER, Floor, line

CARTON, OWN = "006141410000001026", "C-1"
PADS = line("BRK-10442", 10, "L26-0190")


def received(*lines: dict[str, Any], lpn: str = CARTON, announced: str = CARTON) -> Floor:
    floor = Floor()
    floor.tell("asn_import", notice((announced, list(lines)), truck="S1"))
    floor.tell("receipt", {
        "receipt": "R1", "asn": "S1", "supplier": SUPPLIER, "location": "DOCK-01", "lpn": lpn,
        "parent_lpn": None, "lines": list(lines),
    })  # fmt: skip
    return floor


def differs(floor: Floor, found: int, lpn: str = CARTON, **more: Any) -> Any:
    body = {
        "holder": f"lpn:{lpn}", "part": "BRK-10442", "lot": "L26-0190", "told": 10,
        "found": found, "asn": "S1",
    }  # fmt: skip
    return floor.tell("receipt_differs", {**body, **more})


def units(floor: Floor) -> dict[str, int]:
    return {holder: n for (holder, _), n in floor.stock().items()}


def test_fewer_are_the_suppliers_difference_and_the_put_away_is_of_what_is_there() -> None:
    floor = received(PADS)
    decision = differs(floor, 8).decision
    assert units(floor) == {f"lpn:{CARTON}": 8}
    [raised] = decision.raised
    assert raised.kind == "receipt_difference"
    told = {name: raised.details[name] for name in ("announced", "counted", "difference",
                                                   "supplier", "receipt", "asn")}  # fmt: skip
    assert told == {"announced": 10, "counted": 8, "difference": "short", "supplier": SUPPLIER,
                    "receipt": "R1", "asn": "S1"}  # fmt: skip
    [task] = [one for one in floor.books.tasks.values() if one.kind == "putaway"]
    assert (task.state, task.details["quantity"]) == ("open", 8)
    [advice] = decision.documents
    [sent] = advice.body["lines"]
    assert (advice.kind, sent["quantity"], sent["reason"]) == (
        "adjustment_advice", -2, "receiving_difference",
    )  # fmt: skip
    assert decision.holds == ()


def test_none_at_all_ends_the_put_away() -> None:
    floor = received(PADS)
    differs(floor, 0)
    assert units(floor) == {}
    assert [one.state for one in floor.books.tasks.values() if one.kind == "putaway"] == [
        "cancelled"
    ]


def test_far_more_is_surplus_on_hold_until_somebody_accepts_it() -> None:
    floor = received(PADS)
    [hold] = differs(floor, 30).decision.holds
    assert (hold.reason, hold.scope.part, hold.scope.lpn) == ("surplus", "BRK-10442", CARTON)
    assert units(floor) == {f"lpn:{CARTON}": 30}


def test_loose_surplus_is_held_where_it_lies() -> None:
    floor = received(PADS)
    floor.tell("transfer", {"source": f"lpn:{CARTON}", "target": "DOCK-01", "lines": [PADS]})
    [hold] = floor.tell("receipt_differs", {
        "holder": "DOCK-01", "part": "BRK-10442", "lot": "L26-0190", "told": 10, "found": 30,
    }).decision.holds  # fmt: skip
    assert (hold.scope.part, hold.scope.location, hold.scope.lpn) == ("BRK-10442", "DOCK-01", None)


def test_units_on_a_plate_of_ones_own_are_open_on_the_notice_again() -> None:
    floor = received(PADS, lpn=OWN)
    assert floor.books.asns["S1"]["state"] == "received"
    differs(floor, 8, lpn=OWN)
    notice_now = floor.books.asns["S1"]
    assert notice_now["state"] == "receiving"
    assert notice_now["packs"][0]["lines"][0]["received"] == 8
    differs(floor, 10, lpn=OWN, told=8)
    assert floor.books.asns["S1"]["state"] == "received"


def test_a_rule_for_notices_that_do_not_match_hits() -> None:
    floor = received(PADS)
    floor.tell("hold_rule", {"rule": "W", "when": "asn_mismatch", "part": "BRK-10442"},
               authority="supervisor")  # fmt: skip
    assert [hold.reason for hold in differs(floor, 9).decision.holds] == ["asn_mismatch"]


def test_a_held_unit_that_is_missing_leaves_the_others_held() -> None:
    floor = received(line("ECU-77810-AB", 2, None, "E7A100001", "E7A100002"))
    before = set(floor.books.holds)
    assert before
    differs(floor, 1, part="ECU-77810-AB", lot=None, told=2, serials=["E7A100002"])
    assert set(floor.books.holds) == before
    [task] = [one for one in floor.books.tasks.values() if one.kind == "putaway"]
    assert (task.details["serials"], task.details["quantity"]) == (["E7A100001"], 1)


def test_a_unit_that_nobody_told_of_came_by_the_same_receipt() -> None:
    floor = received(line("ECU-77810-AB", 1, None, "E7A100001"))
    differs(floor, 2, part="ECU-77810-AB", lot=None, told=1, serials=["E7A100002"])
    origin = floor.books.origins["ECU-77810-AB", "E7A100002"]
    assert (origin.supplier, origin.receipt) == (SUPPLIER, "R1")
