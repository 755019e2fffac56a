# SPDX-License-Identifier: Apache-2.0
"""The gate: what must wait before it may be judged, and what means nothing."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from backend.domain.books import ParkedOperation
from backend.domain.operations import KINDS, parse
from backend.domain.sense import senseless
from backend.domain.wire import Malformed, read, timestamp_ms
from tests.domain.floor import Floor, line, operation

SCAN = {"raw": "?", "where": "dock"}
SENSE = json.loads((Path(__file__).parents[1] / "vectors/sense.json").read_text())["vectors"]
UNIT = {"holder": "A02-015-B", "part": "ECU-77810-AB", "serial": "E7A000001"}
MOVE = {"source": "A02-015-B", "target": "B04-011-B", "lines": [line("FLT-00318", 1)]}


def _parked(floor: Floor, number: int, **more: Any) -> None:
    waits_for = frozenset(more.pop("waits_for", ()))
    told = operation("unknown_scan", SCAN, number=number, **more)
    floor.books.parked[told.op_id] = ParkedOperation(
        told.op_id, (1, number), waits_for, told.envelope.group, told
    )


@pytest.mark.parametrize(
    ("body", "reason", "waits_for"),
    [
        ({"lines": [line("NEW-1", 1)]}, "unknown_part", {"part:NEW-1"}),
        ({"target": "Z99-001-A"}, "unknown_location", {"location:Z99-001-A"}),
    ],
)
def test_what_names_the_unknown_waits_for_it(
    body: dict[str, Any], reason: str, waits_for: set[str]
) -> None:
    decision = Floor().tell("transfer", MOVE | body).decision
    assert (decision.outcome, decision.reason) == ("parked", reason)
    assert decision.waits_for == waits_for


@pytest.mark.parametrize("authority", ["device_revoked", "actor_revoked"])
def test_what_a_revoked_device_or_worker_tells_is_kept_for_a_supervisor(authority: str) -> None:
    decision = Floor().tell("transfer", MOVE, authority=authority).decision
    assert (decision.outcome, decision.reason) == ("parked", authority)


def test_an_operation_waits_for_the_one_it_says_comes_first() -> None:
    floor = Floor()
    decision = floor.tell("unknown_scan", SCAN, number=2, after=["op-000001"]).decision
    assert decision.waits_for == {"op:op-000001"}
    floor.tell("unknown_scan", SCAN, number=1)
    decision = floor.tell("unknown_scan", SCAN, number=2, after=["op-000001"]).decision
    assert decision.outcome == "accepted"


def test_only_operations_of_the_same_group_wait_behind_a_parked_one() -> None:
    floor = Floor()
    _parked(floor, 1, group="lpn:L1")
    assert floor.tell("unknown_scan", SCAN, number=2, group="lpn:L1").decision.reason == "behind"
    assert floor.tell("unknown_scan", SCAN, number=3, group="lpn:L2").decision.reason is None
    assert floor.tell("unknown_scan", SCAN, number=4).decision.reason is None


def test_an_operation_never_waits_behind_what_waits_for_it() -> None:
    floor = Floor()
    _parked(floor, 1, group="g", waits_for=["op:op-000009"])
    _parked(floor, 2, group="g", waits_for=["group:g"])
    assert floor.tell("unknown_scan", SCAN, number=9, group="g").decision.reason is None


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("transfer", MOVE | {"target": "@customer"}),
        ("transfer", MOVE | {"source": "@supplier"}),
        ("transfer", MOVE | {"lpn": ""}),
        ("transfer", MOVE | {"target": "A02-015-B"}),
        ("transfer", MOVE | {"lines": [line("FLT-00318", 0)]}),
        ("transfer", MOVE | {"lines": [line("ECU-77810-AB", 1, None, "")]}),
        ("transfer", MOVE | {"lines": [line("ECU-77810-AB", 3, None, "E7A000001")]}),
        ("count", {"holder": "A02-015-B"}),
        ("count", {"holder": "@unexplained:A02-015-B", "empty": True}),
        ("adjustment", {"holder": "A02-015-B", "part": "P", "quantity": 0, "reason": "x"}),
        ("adjustment", {"holder": "A02-015-B", "part": "P", "quantity": 1, "reason": " "}),
        ("adjustment", UNIT | {"quantity": 2, "reason": "x"}),
        ("variance_approval", UNIT | {"quantity": -2, "cause": "x"}),
        ("variance_approval", UNIT | {"quantity": 1, "cause": ""}),
        ("hold_release", {"hold": "H-1", "reason": ""}),
    ],
)
def test_what_cannot_be_on_a_floor_is_malformed(kind: str, body: dict[str, Any]) -> None:
    with pytest.raises(AssertionError, match="Malformed"):
        operation(kind, body)


@pytest.mark.parametrize("row", SENSE, ids=lambda row: f"{row['kind']}-{row['fault']}")
def test_a_body_that_moves_goods_says_something(row: dict[str, Any]) -> None:
    body = read(KINDS[row["kind"]].body, row["body"], "body")
    assert not isinstance(body, Malformed), body
    fault = senseless(body)
    assert (fault.where if fault else None) == row["fault"]


def test_text_that_is_no_operation_is_malformed() -> None:
    for text in ("", "[]", "{}", '{"v":1}', "[" * 100_000):
        assert not hasattr(parse(text), "envelope")


def test_a_time_says_its_zone_once() -> None:
    assert timestamp_ms("1970-01-01T00:00:01.000Z") == 1000
    assert timestamp_ms("1970-01-01T00:00:01.000+05:00Z") is None
    assert timestamp_ms("1970-01-01T00:00:01.000") is None
