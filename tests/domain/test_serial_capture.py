# SPDX-License-Identifier: Apache-2.0
"""Serial capture: units that came without a number get theirs."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from backend.domain.books import Seen
from backend.domain.ledger import Witness
from backend.domain.parts import Part
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


SHAPES = json.loads(
    (Path(__file__).parents[1] / "vectors/serial_shape.json").read_text("utf-8")
)["vectors"]


@pytest.mark.parametrize("row", SHAPES)
def test_a_number_has_its_shape_and_its_check_digit(row: dict[str, Any]) -> None:
    part = Part("P", serial_pattern=row["pattern"], serial_check=row["check"])
    assert part.serial_fits(row["serial"]) is row["fits"]


def test_a_number_that_was_shipped_is_asked_about_when_it_is_captured_again() -> None:
    floor = Floor()
    _two_bare(floor)
    gone = Seen("@customer", Witness((1, "a"), "H-9", 0))
    floor.books.serials["ECU-77810-AB", "E7A000001"] = gone
    assert _capture(floor, "E7A000001") == "serial_odd"
