# SPDX-License-Identifier: Apache-2.0
"""What was brought for an order: the vector that the handheld runs too."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from backend.domain import operations as ops
from backend.domain.books import Order
from backend.domain.rules.order_goods import brought, claimed
from tests.domain.floor import line, operation

VECTOR = Path(__file__).parents[1] / "vectors" / "order_goods.json"
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
