# SPDX-License-Identifier: Apache-2.0
"""Cores that a vehicle is to bring back: kept with its departure, each for one deposit (SH8)."""

from __future__ import annotations

import json
from typing import Any

from backend.store.feed_rows import feed_row
from tests.domain.floor import Floor, line
from tests.domain.goods_back import DEPOSIT, NOW, a_core, a_floor, tell

SEVEN, EIGHT = "SO-7|1|1", "SO-8|1|1"


def leaves(*collect: str, before: Any = None) -> tuple[Floor, dict[str, Any]]:
    """A vehicle whose driver is to bring cores back; the shipment as devices read it."""
    floor = a_floor()
    floor.tell("returns_import", {"deposits": [{**DEPOSIT, "order": "SO-8"}]}, at=NOW - 5000)
    if before:
        before(floor)
    floor.tell("transfer", {"source": "B04-011-B", "target": "lpn:C-9",
                            "lines": [line("FLT-00318", 4)]}, at=NOW - 4000)  # fmt: skip
    floor.tell("load", {"shipment": "S-1", "lpn": "C-9", "location": "DOOR-01"}, at=NOW - 3000)
    body = {"shipment": "S-1", "orders": [], "collect": list(collect)}
    floor.tell("shipment", body, authority="worker", at=NOW - 2000)
    row = feed_row(floor.books, "shipment", "S-1")
    assert row is not None and row.body is not None
    told: dict[str, Any] = json.loads(row.body)
    return floor, told


def test_a_departure_keeps_what_is_to_come_back_and_what_is_at_stake() -> None:
    _, told = leaves(SEVEN, EIGHT, SEVEN, "UNKNOWN|1|1")
    assert (told["collect"], told["exposure_minor"]) == ([SEVEN, EIGHT], {"EUR": 10_000})


def test_what_was_paid_back_before_it_left_is_not_asked_for() -> None:
    _, told = leaves(SEVEN, EIGHT, before=lambda floor: floor.tell(
        "core_receipt", a_core(tag=SEVEN, customer=None), at=NOW - 4500))  # fmt: skip
    assert (told["collect"], told["exposure_minor"]) == ([EIGHT], {"EUR": 5000})


def test_a_core_that_came_with_it_ends_one_deposit_once() -> None:
    floor, _ = leaves(SEVEN, EIGHT)
    first = tell(floor, "core_receipt", a_core("C-1", tag=EIGHT))
    again = tell(floor, "core_receipt", a_core("C-2", tag=EIGHT, lpn="L-2"))
    credits = [paper.body["credit_minor"] for paper in first.documents
               if paper.kind == "core_credit"]  # fmt: skip
    assert credits == [5000]
    assert again.reason == "core_unearned"
    assert [one.kind for one in again.documents if one.kind == "core_credit"] == []
