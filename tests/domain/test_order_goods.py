# SPDX-License-Identifier: Apache-2.0
"""What was brought for an order: the vector that the handheld runs too."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from backend.domain import operations as ops
from backend.domain.books import Order, OrderLine
from backend.domain.rules.kit import WAITS
from backend.domain.rules.order_goods import brought, claimed
from backend.domain.rules.serving import asked_for, line_of
from tests.domain.floor import line, operation

VECTOR = Path(__file__).parents[1] / "vectors" / "order_goods.json"
ASKED = json.loads(VECTOR.with_name("asked_for.json").read_text("utf-8"))["vectors"]
CASES = json.loads(VECTOR.read_text(encoding="utf-8"))["cases"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case["name"]))
def test_what_was_brought_is_where_it_was_told_to_be(case: dict[str, Any]) -> None:
    order = Order("O-1", "C-1")
    for told in case["told"]:
        body = {"order": "O-1", "source": told["source"], "target": told["target"],
                "lines": [line("FLT-00318", told["quantity"])]}  # fmt: skip
        if told["kind"] == "pick":
            body["line"] = 1
        moved = operation(told["kind"], body).body
        assert isinstance(moved, ops.Pick | ops.Pack | ops.Transfer)
        order = brought(order, moved, 1)
    assert set(order.details["goods"]) == set(case["goods"])
    for holder, quantity in case["goods"].items():
        assert claimed(order, holder, "FLT-00318") == quantity


@pytest.mark.parametrize("row", ASKED, ids=lambda row: str(row["name"]))
def test_what_an_order_asks_for_number_by_number(row: dict[str, Any]) -> None:
    lines = row["lines"]
    order = Order(
        "O-1", "C-1",
        lines=tuple(OrderLine("O-1", one["line"], one["part"], one["quantity"]) for one in lines),
        details={
            "asked": {"lines": lines},
            "given": {str(one["line"]): one["given"] for one in lines if "given" in one},
            WAITS: {one["kit"]: one["part"] for one in lines if one.get("waits")},
        },
    )  # fmt: skip
    assert asked_for(order) == row["asked"]
    found = {part: line_of(order, part) for part in row["line_of"]}
    assert {part: line and line.line for part, line in found.items()} == row["line_of"]
