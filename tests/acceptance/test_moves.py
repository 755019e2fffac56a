# SPDX-License-Identifier: Apache-2.0
"""Moves: MV1 to MV3 of the flows, on a handheld in a browser, out of reach of the net."""

from __future__ import annotations

from tests.acceptance.conftest import Hire
from tests.acceptance.goods import CARTON_2, order
from tests.acceptance.served import Floor
from tests.acceptance.worker import Worker
from tests.domain.floor import line

FILTERS = line("FLT-00318", 6)
PADS = line("BRK-10442", 10, "L26-0190")
HERE, THERE, ZONE = "B04-011-B", "A02-015-B", "Q01-004-A"


def moving(hire: Hire, who: str = "lopez") -> Worker:
    """A move is open, and the network is gone."""
    worker = hire(who)
    worker.tap("Move")
    worker.says("Scan what you move")
    worker.offline()
    return worker


def test_mv1_a_plate_a_part_and_a_whole_bin_are_moved(floor: Floor, hire: Hire) -> None:
    floor.stocked(HERE, FILTERS, lpn=CARTON_2)
    floor.stocked("A07-032-C", PADS)
    lopez = moving(hire)
    lopez.scan(CARTON_2)
    lopez.says("Scan where you put it")
    lopez.shot("mv1-to")
    lopez.scan(THERE)
    lopez.says("Scan what you move")
    lopez.scan("A07-032-C")
    lopez.says("Scan what you take")
    lopez.shot("mv1-bin")
    lopez.scan("BRK-10442")
    lopez.says("How many do you move?")
    lopez.number(4)
    lopez.scan(HERE)
    lopez.says("Scan what you take")
    lopez.tap("All of it")
    lopez.again(HERE)
    lopez.says("Scan what you move")
    lopez.again(HERE)
    lopez.tap("All of it")
    lopez.scan(CARTON_2)  # onto a plate, where other goods are: said, and scanned once more
    lopez.says("Scan this plate again")
    lopez.shot("mv1-onto")
    lopez.again(CARTON_2)
    lopez.says("Scan what you move")
    lopez.online()
    assert floor.place(CARTON_2) == THERE
    assert floor.stock() == {
        (f"lpn:{CARTON_2}", "FLT-00318", ""): 6,
        (f"lpn:{CARTON_2}", "BRK-10442", "L26-0190"): 10,
    }  # fmt: skip
    assert floor.questions() == []


def test_mv2_promised_goods_are_moved_by_whom_may_and_their_pick_follows(
    floor: Floor, hire: Hire
) -> None:
    floor.stocked(HERE, FILTERS)
    floor.office("order_import", order("O-1", ("FLT-00318", 4)))
    lopez = moving(hire)
    lopez.scan(HERE)
    lopez.tap("All of it")
    lopez.says("Promised to an order", "A supervisor may move it")
    lopez.shot("mv2")
    lopez.scan(THERE)
    lopez.says("A supervisor may move it")
    assert lopez.told() == []
    rossi = moving(hire, "rossi")
    rossi.scan(HERE)
    rossi.tap("All of it")
    rossi.scan(THERE)
    rossi.says("Scan what you move")
    rossi.online()
    [task] = floor.tasks("pick")
    assert task["body"]["location"] == THERE
    assert floor.questions("moved_without_right") == []


def test_mv3_goods_that_went_on_hold_meanwhile_are_moved_and_asked_about(
    floor: Floor, hire: Hire
) -> None:
    floor.stocked(HERE, FILTERS)
    lopez = moving(hire)
    lopez.scan(HERE)
    lopez.tap("All of it")
    lopez.says("Scan where you put it")
    scope = dict.fromkeys(("supplier", "lot", "serial", "lpn", "location", "receipt"))
    floor.tell("hold", {"hold": "H-1", "scope": {**scope, "part": "FLT-00318"},
                        "reason": "recall", "note": ""})  # fmt: skip
    lopez.scan(ZONE)
    lopez.says("Scan what you move")
    lopez.online()
    assert floor.stock("FLT-00318") == {(ZONE, "", ""): 6}
    [question] = floor.questions("moved_without_right")
    assert question["body"]["difference"] == "held"
