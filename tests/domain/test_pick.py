# SPDX-License-Identifier: Apache-2.0
"""Pick and short pick: what is in the tote is in the tote."""

from __future__ import annotations

from typing import Any

from backend.domain.stock import Goods
from tests.domain.floor import Floor, line


def _floor() -> Floor:
    floor = Floor()
    floor.tell("transfer", {"source": "B04-011-B", "target": "A02-015-B",
                            "lines": [line("FLT-00318", 6)]})  # fmt: skip
    lines = [{"line": 1, "part": "FLT-00318", "requested": 4}]
    asked = {"order": "O-1", "asked_by": "D1", "priority": "VOR", "lines": lines}
    floor.tell("order_import", {"order": asked}, authority="admin")
    return floor


def _pick(floor: Floor, quantity: int, number: int = 1) -> Any:
    told = {"order": "O-1", "line": number, "source": "A02-015-B", "target": "lpn:T-1",
            "lines": [line("FLT-00318", quantity)]}  # fmt: skip
    return floor.tell("pick", told).decision


def test_a_picked_line_is_served_and_its_task_done() -> None:
    floor = _floor()
    assert _pick(floor, 4).outcome == "accepted"
    order = floor.books.orders["O-1"]
    assert (order.state, order.lines[0].picked) == ("picked", 4)
    assert floor.books.tasks["pick:O-1:1"].state == "done"
    assert floor.stock()[("lpn:T-1", Goods("FLT-00318"))] == 4


def test_half_a_line_leaves_the_rest_to_pick() -> None:
    floor = _floor()
    _pick(floor, 1)
    assert floor.books.orders["O-1"].state == "picking"
    task = floor.books.tasks["pick:O-1:1"]
    assert (task.state, task.details["quantity"]) == ("open", 3)


def test_too_many_are_booked_and_somebody_takes_them_back() -> None:
    floor = _floor()
    decision = _pick(floor, 5)
    assert (decision.reason, decision.raised[-1].details["quantity"]) == ("line_overpicked", 1)


def test_a_pick_for_no_known_line_is_booked_and_asked_about() -> None:
    floor = _floor()
    assert _pick(floor, 1, number=9).reason == "order_unknown"
    assert floor.stock()[("lpn:T-1", Goods("FLT-00318"))] == 1


def test_a_held_unit_in_the_tote_is_recorded_and_stays_held() -> None:
    floor = _floor()
    floor.tell("hold", {"hold": "H-1", "scope": {"location": "A02-015-B"}, "reason": "recall"})
    decision = _pick(floor, 1)
    assert (decision.reason, decision.raised[0].kind) == ("held", "picked_held")
    assert floor.books.covering("lpn:T-1", Goods("FLT-00318"))


def test_an_order_is_sent_to_free_stock_and_not_to_held() -> None:
    floor = _floor()
    floor.tell("hold", {"hold": "H-1", "scope": {"location": "A02-015-B"}, "reason": "recall"})
    lines = [{"line": 1, "part": "FLT-00318", "requested": 4}]
    asked = {"order": "O-2", "asked_by": "D1", "lines": lines}
    floor.tell("order_import", {"order": asked}, authority="admin")
    assert floor.books.tasks["pick:O-1:1"].details["source"] is None, "sent elsewhere: none is free"
    assert floor.books.tasks["pick:O-2:1"].details["source"] is None


def test_a_short_pick_moves_nothing_and_asks_for_a_count() -> None:
    floor = _floor()
    before = floor.stock()
    told = {"order": "O-1", "line": 1, "source": "A02-015-B", "part": "FLT-00318", "asked": 4,
            "found": 1, "reason": "short"}  # fmt: skip
    decision = floor.tell("short_pick", told).decision
    assert floor.stock() == before
    assert decision.reason == "short"
    assert [task.kind for task in decision.tasks] == ["count", "pick"]
    assert floor.books.tasks["pick:O-1:1"].details["source"] is None
    assert decision.raised[0].details["priority"] == "VOR"


def test_an_order_is_sent_to_a_bin_that_waits_for_a_count_only_if_no_other_has_the_part() -> None:
    floor = _floor()
    told = {"order": "O-1", "line": 1, "source": "A02-015-B", "part": "FLT-00318", "asked": 4,
            "found": 0, "reason": "not_there"}  # fmt: skip
    floor.tell("short_pick", told)

    def planned(number: str) -> str | None:
        lines = [{"line": 1, "part": "FLT-00318", "requested": 4}]
        asked = {"order": number, "asked_by": "D1", "lines": lines}
        floor.tell("order_import", {"order": asked}, authority="admin")
        source: str | None = floor.books.tasks[f"pick:{number}:1"].details["source"]
        return source

    assert planned("O-2") == "A02-015-B"
    floor.tell("transfer", {"source": "DOCK-01", "target": "B04-011-B",
                            "lines": [line("FLT-00318", 9)]})  # fmt: skip
    assert planned("O-3") == "B04-011-B"
    floor.tell("count", {"holder": "A02-015-B", "lines": [line("FLT-00318", 6)], "empty": False})
    assert planned("O-4") == "A02-015-B"
