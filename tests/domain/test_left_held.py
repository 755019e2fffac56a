# SPDX-License-Identifier: Apache-2.0
"""Held goods that left before their hold was told are a question, whatever the hold names."""

from __future__ import annotations

from typing import Any

import pytest

from backend.domain.decisions import Raised
from backend.domain.operations import Operation
from tests.domain.floor import SUPPLIER, Floor, line, operation
from tests.domain.test_spread import BIN, UNITS, T, hold, move, receipt

PADS = [line("BRK-10442", 4, "L1")]
NUMBERED = [
    operation("count", {"holder": "lpn:L1", "lines": UNITS}, number=1, at=T + 1000),
    move(3, "lpn:L1", BIN, UNITS), move(4, BIN, "lpn:C-1", UNITS),
]  # fmt: skip
PACKED = [receipt(PADS, 1), move(3, "lpn:L1", BIN, PADS), move(4, BIN, "lpn:C-1", PADS)]


def _shipped(told: list[Operation]) -> Floor:
    floor = Floor()
    loaded = {"shipment": "S", "lpn": "C-1", "location": "DOOR-01"}
    leaves = [
        operation("load", loaded, number=6, at=T + 6000),
        operation("shipment", {"shipment": "S", "orders": []}, number=7, at=T + 7000),
    ]
    for one in (*told, *leaves):
        floor.hear(one)
    assert not [holder for holder, _ in floor.stock() if holder == "lpn:C-1"]
    return floor


def _asked(floor: Floor, late: Operation) -> list[Raised]:
    raised = floor.hear(late).decision.raised
    return [one for one in raised if one.kind == "shipped_held"]


@pytest.mark.parametrize("scope", [
    {"part": "BRK-10442"}, {"part": "BRK-10442", "lot": "L1"}, {"supplier": SUPPLIER},
    {"part": "BRK-10442", "supplier": SUPPLIER}, {"receipt": "R1"},
], ids="+".join)  # fmt: skip
def test_goods_that_a_late_hold_names_are_a_question_once_they_left(scope: dict[str, Any]) -> None:
    (raised,) = _asked(_shipped(PACKED), hold(2, scope))
    assert raised.details["holds"] == ["H-1"]
    assert (raised.details["lot"], raised.details["holder"]) == ("L1", "lpn:C-1")


@pytest.mark.parametrize("scope", [
    {"lpn": "L1"}, {"part": "ECU-77810-AB", "serial": "E7A000001"},
], ids="+".join)  # fmt: skip
def test_a_unit_that_left_in_another_carton_is_a_question(scope: dict[str, str]) -> None:
    (raised,) = _asked(_shipped(NUMBERED), hold(2, scope))
    assert raised.details["serial"] == "E7A000001"


def test_a_first_delivery_that_was_told_after_it_left_is_a_question() -> None:
    """Nothing holds this supplier's pads until the receipt is told, and then they are gone."""
    floor = _shipped(PACKED[1:])
    (raised,) = _asked(floor, receipt(PADS, 1, supplier="SUP0999"))
    assert (raised.details["hold_reason"], raised.details["lot"]) == ("first_delivery", "L1")


def test_a_unit_whose_first_delivery_is_told_after_it_left_is_a_question() -> None:
    """Its way out of the carton is told later still: nothing leads from the carton to it."""
    floor = _shipped([move(4, BIN, "lpn:C-1", UNITS)])
    (raised,) = _asked(floor, receipt(UNITS, 1))
    assert raised.details["hold_reason"] == "first_delivery"
    assert raised.details["serial"] == "E7A000001"
    assert not _asked(floor, move(3, "lpn:L1", BIN, UNITS)), "it is asked once"


def test_what_left_before_the_hold_was_laid_is_none() -> None:
    assert not _asked(_shipped(PACKED), hold(9, {"part": "BRK-10442", "lot": "L1"}))
