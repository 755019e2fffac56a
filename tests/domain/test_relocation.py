# SPDX-License-Identifier: Apache-2.0
"""Two people at one empty bin, promised goods that are moved, and bins that cannot be used."""

from __future__ import annotations

import pytest

from backend.domain.books import Task
from tests.domain.floor import SUPPLIER, Floor, line

BIN, OTHER = "A02-015-B", "B04-011-B"


def _plate(floor: Floor, lpn: str, *lines: dict[str, object]) -> None:
    floor.tell("receipt", {"receipt": f"R{lpn}", "supplier": SUPPLIER, "location": "DOCK-01",
                           "lpn": lpn, "lines": list(lines)})  # fmt: skip


def _put(floor: Floor, lpn: str, target: str = BIN, **more: object) -> None:
    judged = floor.tell("putaway", {"source": "DOCK-01", "target": target, "lpn": lpn, **more})
    assert judged.decision.outcome == "accepted"


def _moves(floor: Floor) -> list[Task]:
    return [t for t in floor.books.tasks.values() if (t.kind, t.state) == ("move", "open")]


def test_the_second_at_one_empty_bin_is_asked_to_move_on() -> None:
    floor = Floor()
    _plate(floor, "L1", line("FLT-00318", 6))
    _plate(floor, "L2", line("BRK-10442", 4, "L26"))
    task = floor.books.tasks["putaway:L2:0"]
    task.details["alternatives"] = [BIN, OTHER]
    _put(floor, "L1")
    assert _moves(floor) == []
    _put(floor, "L2")
    assert floor.places() == {"L1": (BIN, False), "L2": (BIN, False)}, "both are facts"
    [move] = _moves(floor)
    told = move.details
    assert (told["lpn"], told["part"], told["quantity"]) == ("L2", "BRK-10442", 4)
    assert (told["from"], told["location"], told["why"]) == (BIN, OTHER, ["bin_taken"])
    floor.tell("transfer", {"source": BIN, "target": OTHER, "lpn": "L2", "task": move.task})
    assert _moves(floor) == []


def test_the_same_goods_join_without_a_task() -> None:
    floor = Floor()
    for lpn in ("L1", "L2"):
        _plate(floor, lpn, line("BRK-10442", 4, "L26"))
        _put(floor, lpn)
    assert _moves(floor) == []


def test_goods_that_the_plan_sent_beside_others_are_moved_on_when_a_bin_is_free() -> None:
    floor = Floor()
    _plate(floor, "L1", line("FLT-00318", 6))
    _plate(floor, "L2", line("BRK-10442", 4, "L26"))
    floor.books.tasks["putaway:L2:0"].details.update(location=BIN, why=["no_bin_free"])
    _put(floor, "L1")
    _put(floor, "L2")
    [task] = [one for one in floor.books.tasks.values() if one.kind == "move"]
    assert (task.priority, task.details["location"]) == (60, None)
    assert (task.details["lpn"], task.details["why"]) == ("L2", ["overflow"])


@pytest.mark.parametrize(("reason", "unfit"), [
    ("blocked", True), ("unsafe", True), ("bin_full", False), ("other_part_there", False),
])  # fmt: skip
def test_a_bin_that_no_count_puts_right_is_asked_about(reason: str, unfit: bool) -> None:
    floor = Floor()
    _plate(floor, "L1", line("FLT-00318", 6))
    judged = floor.tell("putaway", {"source": "DOCK-01", "target": BIN, "lpn": "L1",
                                    "suggested": OTHER, "reason": reason})  # fmt: skip
    raised = [r for r in judged.decision.raised if r.kind == "place_unfit"]
    assert [r.details["location"] for r in raised] == ([OTHER] if unfit else [])


@pytest.mark.parametrize(("moved", "sent_to"), [(10, OTHER), (6, BIN)])
def test_a_pick_is_sent_after_goods_that_were_moved(moved: int, sent_to: str) -> None:
    floor = Floor()
    _plate(floor, "L1", line("FLT-00318", 10))
    floor.tell("putaway", {"source": "lpn:L1", "target": BIN, "lines": [line("FLT-00318", 10)]})
    floor.tell("order_import", {"order": {
        "order": "O1", "lines": [{"line": 1, "part": "FLT-00318", "requested": 4}],
    }}, authority="admin")  # fmt: skip
    floor.tell("transfer", {"source": BIN, "target": OTHER, "lines": [line("FLT-00318", moved)]})
    assert floor.books.tasks["pick:O1:1"].details["location"] == sent_to
