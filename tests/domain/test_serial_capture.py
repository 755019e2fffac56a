# SPDX-License-Identifier: Apache-2.0
"""Serial capture: units that came without a number get theirs."""

from __future__ import annotations

from backend.domain.stock import Goods
from tests.domain.floor import Floor, line

BARE, FIRST = Goods("ECU-77810-AB"), Goods("ECU-77810-AB", "", "E7A000001")


def _capture(floor: Floor, *serials: str) -> str | None:
    told = {"holder": "A02-015-B", "part": "ECU-77810-AB", "serials": list(serials)}
    return floor.tell("serial_capture", told).decision.reason


def _two_bare(floor: Floor) -> None:
    floor.tell("transfer", {"source": "B04-011-B", "target": "A02-015-B",
                            "lines": [line("ECU-77810-AB", 2)]})  # fmt: skip


def test_a_bare_unit_becomes_a_numbered_one() -> None:
    floor = Floor()
    _two_bare(floor)
    assert _capture(floor, "E7A000001") is None
    assert floor.stock() == {("A02-015-B", BARE): 1, ("A02-015-B", FIRST): 1}
    assert floor.books.balance("@conversion", BARE) == 1
    assert floor.books.balance("@conversion", FIRST) == -1


def test_a_number_of_the_wrong_shape_is_taken_and_asked_about() -> None:
    floor = Floor()
    _two_bare(floor)
    assert _capture(floor, "XYZ") == "serial_odd"


def test_a_number_that_stands_elsewhere_moves_here_and_is_asked_about() -> None:
    floor = Floor()
    _two_bare(floor)
    floor.tell("transfer", {"source": "B04-011-B", "target": "A07-032-C",
                            "lines": [line("ECU-77810-AB", 1, None, "E7A000001")]})  # fmt: skip
    assert _capture(floor, "E7A000001") == "serial_odd"
    assert floor.stock()[("A02-015-B", FIRST)] == 1
    assert ("A07-032-C", FIRST) not in floor.stock()
