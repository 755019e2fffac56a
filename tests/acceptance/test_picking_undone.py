# SPDX-License-Identifier: Apache-2.0
"""Picking taken back: a line is put where it came from, and owed again."""

from __future__ import annotations

from tests.acceptance.conftest import Hire
from tests.acceptance.goods import order
from tests.acceptance.served import Floor
from tests.domain.floor import line


def test_pk21_a_line_that_was_picked_is_put_back_and_owed_again(floor: Floor, hire: Hire) -> None:
    floor.stocked("A07-032-C", line("FLT-00318", 10))
    floor.stocked("B04-011-B", line("BRK-10442", 5, "L26-0188"))
    floor.office("order_import", order("ORD-21", ("FLT-00318", 4), ("BRK-10442", 2)))
    lopez = hire("lopez")
    lopez.tap("Pick")
    lopez.tap("ORD-21")
    lopez.offline()
    lopez.scan("A07-032-C", "FLT-00318")
    lopez.says("How many")
    lopez.tap("Done")
    lopez.scan("T-0418")
    lopez.says("Picked")
    lopez.shot("pk21")
    lopez.tap("Undo")
    lopez.says("Put 4 back in A07-032-C")
    lopez.shot("pk21")
    lopez.scan("A07-032-C")
    lopez.says("Taken back", "FLT-00318")
    lopez.shot("pk21")
    assert [op["kind"] for op in lopez.told()] == ["pick", "undo"]
    lopez.online()
    assert floor.stock("FLT-00318") == {("A07-032-C", "", ""): 10}
    [task] = [one for one in floor.tasks("pick") if one["body"]["part"] == "FLT-00318"]
    assert task["body"]["quantity"] == 4
