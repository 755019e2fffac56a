# SPDX-License-Identifier: Apache-2.0
"""An adjustment books what somebody can find on the floor, and nothing else."""

from __future__ import annotations

import json
from typing import Any

import pytest

from backend.domain import operations as ops
from backend.domain.decide import Judged
from backend.domain.wire import Malformed
from tests.domain.floor import Floor

BIN, UNIT = "A02-015-B", "E7A000311"


def ask(floor: Floor, kind: str = "adjustment", **body: Any) -> Judged:
    told = {"holder": BIN, "part": "FLT-00318", "quantity": 2, "reason": "found"} | body
    return floor.tell(kind, told, authority="supervisor")


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ({}, None),
        ({"part": "NOPE"}, "declined_unknown"),
        ({"holder": "NO-SUCH"}, "declined_unknown"),
        ({"holder": "lpn:999"}, "declined_unknown"),
        ({"lot": "L1"}, "declined_tracking"),
        ({"part": "BRK-10442"}, "declined_tracking"),
        ({"part": "BRK-10442", "lot": ""}, "declined_tracking"),
        ({"part": "BRK-10442", "lot": "L1"}, None),
        ({"part": "ECU-77810-AB"}, "declined_tracking"),
        ({"part": "ECU-77810-AB", "serial": UNIT, "quantity": 1}, None),
    ],
)
def test_what_nobody_could_find_is_declined(body: dict[str, Any], reason: str | None) -> None:
    floor = Floor()
    judged = ask(floor, **body)
    assert judged.decision.reason == reason
    assert bool(floor.stock()) == (reason is None)


def test_what_the_book_has_may_always_be_corrected() -> None:
    floor = Floor()
    floor.tell("transfer", {"source": "DOCK-01", "target": BIN, "lines": [
        {"part": "FLT-00318", "quantity": 3, "lot": "ODD", "serials": []}]})  # fmt: skip
    assert ask(floor, lot="ODD", quantity=-3).decision.reason is None
    assert not floor.stock()


def test_a_unit_told_twice_too_often_goes_one_by_one() -> None:
    floor = Floor()
    unit = {"part": "ECU-77810-AB", "quantity": 1, "lot": None, "serials": [UNIT]}
    for _ in range(2):
        floor.tell("transfer", {"source": BIN, "target": "A07-032-C", "lines": [unit]})
    asked = {"holder": BIN, "part": "ECU-77810-AB", "serial": UNIT, "cause": "told_twice"}
    said = [
        floor.tell("variance_approval", asked | {"quantity": 1}, authority="supervisor")
        for _ in range(3)
    ]
    assert [one.decision.reason for one in said] == [None, None, "declined_changed"]


def test_what_was_taken_before_is_read_as_one_unit_whatever_it_says() -> None:
    body = {"holder": BIN, "part": "ECU-77810-AB", "quantity": 2, "reason": "x", "serial": UNIT}
    text = json.dumps({
        "v": 1, "op_id": "o", "site": "DC01", "kind": "adjustment", "kind_v": 1, "actor": "a",
        "captured_at": "2026-03-02T08:00:00.000Z", "body": body,
    })  # fmt: skip
    assert isinstance(ops.parse(text), Malformed)
    kept = ops.parse(text, taken=True)
    assert isinstance(kept, ops.Operation)
    assert [move.quantity for move in kept.told.moves] == [1]
