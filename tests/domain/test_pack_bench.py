# SPDX-License-Identifier: Apache-2.0
"""What a packing bench tells beside the pack: missing units, held ones pulled, cartons weighed."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from backend.domain.reasons import Reason
from backend.domain.stock import Goods
from backend.domain.tolerance import weight_off
from tests.domain.floor import SUPPLIER, Floor, line

PADS, MODULE = "BRK-10442", "ECU-77810-AB"
WEIGHTS = json.loads(
    (Path(__file__).parents[1] / "vectors/carton_weight.json").read_text("utf-8")
)["vectors"]


def picked(floor: Floor, asked: int = 4, stock: int = 10) -> None:
    """An order of pads, in its tote."""
    goods = [line(PADS, stock, "L1")]
    floor.tell("receipt", {"receipt": "R", "asn": None, "supplier": SUPPLIER,
                           "location": "DOCK-01", "lpn": "L-1", "lines": goods})  # fmt: skip
    floor.tell("putaway", {"source": "lpn:L-1", "target": "A07-032-C", "lines": goods})
    floor.tell("order_import", {"order": {
        "order": "O-1", "ship_to": {"id": "D1"}, "lines": [
            {"line": 1, "part": PADS, "requested": asked, "uom": "EA"}]}})  # fmt: skip
    floor.tell("pick", {"order": "O-1", "line": 1, "source": "A07-032-C",
                        "target": "lpn:T-1", "lines": [line(PADS, asked, "L1")]})  # fmt: skip


def _short(quantity: int, **more: Any) -> dict[str, Any]:
    return {"order": "O-1", "source": "lpn:T-1", "lines": [line(PADS, quantity, "L1")],
            "reason": "not_in_tote", "location": "A07-032-C", **more}  # fmt: skip


def _owed(floor: Floor) -> tuple[int, str, int]:
    [entry] = floor.books.orders["O-1"].lines
    task = floor.books.tasks["pick:O-1:1"]
    return entry.picked, task.state, task.details["quantity"]


def test_what_is_missing_in_a_tote_is_asked_about_counted_and_owed_again() -> None:
    floor = Floor()
    picked(floor)
    decision = floor.tell("pack_short", _short(1)).decision
    assert decision.reason is Reason.SHORT
    assert {"pack_short", "unexplained"} == {one.kind for one in decision.raised}
    assert _owed(floor) == (3, "open", 1)
    assert floor.books.orders["O-1"].state == "picking"
    assert floor.stock()["lpn:T-1", Goods(PADS, "L1")] == 3
    counts = [t.details["location"] for t in floor.books.tasks.values() if t.kind == "count"]
    assert counts == ["A07-032-C"]


def test_missing_units_are_no_longer_claimed_by_the_order() -> None:
    floor = Floor()
    picked(floor)
    floor.tell("pack_short", _short(4))
    assert floor.books.orders["O-1"].details["goods"] == {}
    assert _owed(floor) == (0, "open", 4)


def test_missing_units_of_a_part_given_for_another_open_the_line_that_asked() -> None:
    floor = Floor()
    picked(floor)
    order = floor.books.orders["O-1"]
    order.details["given"] = {"1": {"FLT-00318": 2}}
    floor.tell("pack_short", _short(1, lines=[line("FLT-00318", 2)]))
    assert _owed(floor)[:2] == (2, "open")
    assert floor.books.orders["O-1"].details["given"]["1"]["FLT-00318"] == 0


def test_an_order_that_has_left_is_not_opened_by_what_is_told_late() -> None:
    floor = Floor()
    picked(floor)
    order = floor.books.orders["O-1"]
    floor.books.orders["O-1"] = type(order)(**{
        name: getattr(order, name) for name in order.__slots__ if name != "state"
    }, state="shipped")  # fmt: skip
    decision = floor.tell("pack_short", _short(1)).decision
    assert not [task for task in decision.tasks if task.kind == "pick"]


def test_of_an_order_that_nobody_knows_the_units_are_missing_all_the_same() -> None:
    floor = Floor()
    picked(floor)
    decision = floor.tell("pack_short", _short(1, order="O-9")).decision
    assert "pack_short" in {one.kind for one in decision.raised}
    assert floor.stock()["lpn:T-1", Goods(PADS, "L1")] == 3


def test_held_goods_that_are_pulled_leave_their_line_owed_and_answer_their_task() -> None:
    floor = Floor()
    picked(floor)
    floor.tell("hold", {"hold": "H-1", "scope": {"part": PADS, "lot": "L1"}, "reason": "recall"})
    asked = [task for task in floor.books.tasks.values() if task.kind == "put_back"]
    assert [task.state for task in asked] == ["open"]
    floor.tell("transfer", {
        "task": f"put_back|O-1|lpn:T-1|{PADS}", "source": "lpn:T-1", "target": "Q01-004-A",
        "lines": [line(PADS, 4, "L1")], "reason": "held"})  # fmt: skip
    assert _owed(floor) == (0, "open", 4)
    assert floor.books.tasks["pick:O-1:1"].details["source"] is None, "all of it is held"
    assert floor.books.tasks[asked[0].task].state == "done"
    assert floor.stock()["Q01-004-A", Goods(PADS, "L1")] == 4


@pytest.mark.parametrize("row", WEIGHTS)
def test_a_carton_is_doubted_by_its_weight(row: dict[str, Any]) -> None:
    assert weight_off(row["computed"], row["measured"], row["percent"]) is row["off"]


def test_a_carton_that_weighs_too_much_is_asked_about_and_its_weight_is_kept() -> None:
    floor = Floor()
    picked(floor)
    told = {"lpn": "C-1", "order": "O-1", "weight_g": 8000, "computed_g": 8000}
    assert floor.tell("carton_weighed", told).decision.raised == ()
    decision = floor.tell("carton_weighed", {**told, "weight_g": 9000}).decision
    [raised] = decision.raised
    assert (raised.kind, raised.details["weight_g"]) == ("carton_weight", 9000)
    assert floor.books.orders["O-1"].details["weights"] == {"C-1": 9000}


def test_a_label_is_a_task_that_nobody_has_to_do() -> None:
    floor = Floor()
    [task] = floor.tell("label_wanted", {"label": "lpn", "code": "C-1", "copy": 2,
                                         "reason": "torn"}).decision.tasks  # fmt: skip
    assert (task.kind, task.state, task.details["copy"]) == ("label", "done", 2)


def _packed(floor: Floor, at: int) -> Any:
    return floor.tell("pack", {"order": "O-1", "source": "lpn:T-1", "target": "lpn:C-1",
                               "lines": [line(PADS, 1, "L1")]}, at=at).decision  # fmt: skip


def test_packed_after_the_cut_off_is_asked_about_once_and_marks_the_order() -> None:
    floor = Floor()
    picked(floor)
    floor.books.orders["O-1"].details["asked"]["cut_off"] = "1970-01-01T01:00:00Z"
    hour = 3_600_000
    assert _packed(floor, hour).raised == ()
    [raised] = _packed(floor, hour + 1).raised
    assert (raised.kind, raised.details["at"]) == ("cut_off_missed", "1970-01-01T01:00:00.000Z")
    assert floor.books.orders["O-1"].details["missed_cut_off"]
    assert _packed(floor, hour + 2).raised == ()


def test_a_cut_off_that_is_no_instant_is_none() -> None:
    floor = Floor()
    picked(floor)
    floor.books.orders["O-1"].details["asked"]["cut_off"] = "four o'clock"
    assert _packed(floor, 9_000_000_000).raised == ()


def test_each_unit_of_a_part_with_a_core_gets_one_tag_however_often_it_is_picked() -> None:
    floor = Floor()
    floor.tell("returns_import", {"groups": [
        {"part": PADS, "core_group": "PAD", "family": "", "core_part": "PAD-C"}]})  # fmt: skip
    picked(floor, asked=2)
    tags = [task for task in floor.books.tasks.values() if task.kind == "label"]
    assert [task.details["code"] for task in tags] == ["O-1|1|1", "O-1|1|2"]
    floor.tell("pick", {"order": "O-1", "line": 1, "source": "A07-032-C",
                        "target": "lpn:T-1", "lines": [line(PADS, 1, "L1")]})  # fmt: skip
    again = [task for task in floor.books.tasks.values() if task.kind == "label"]
    assert len(again) == 2, "more than the line asks for bears no deposit"
