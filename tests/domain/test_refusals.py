# SPDX-License-Identifier: Apache-2.0
"""What cannot be meant: absurd quantities, empty receipts for the ERP, approvals of another sum."""

from __future__ import annotations

import json
from typing import Any

import pytest

from backend.domain import operations as ops
from backend.domain.sense import QUANTITY_MAX
from backend.domain.stock import Goods
from backend.domain.wire import Malformed
from tests.domain.floor import SUPPLIER, Floor, line

PART, BIN = "FLT-00318", "A02-015-B"


def text(kind: str, body: dict[str, Any]) -> str:
    """An operation as a device sends it."""
    return json.dumps({
        "v": 1, "op_id": "o1", "site": "DC01", "kind": kind, "kind_v": 1, "actor": "a",
        "captured_at": "2026-11-23T09:33:12.123Z", "body": body,
    })  # fmt: skip


@pytest.mark.parametrize(("kind", "body", "where"), [
    ("transfer", {"source": "A", "target": "B", "lines": [line(PART, 10**15)]},
     "body.lines.0.quantity"),
    ("adjustment", {"holder": "A", "part": PART, "quantity": -(10**6), "reason": "found"},
     "body.quantity"),
])  # fmt: skip
def test_a_quantity_that_cannot_be_meant_is_malformed(
    kind: str, body: dict[str, Any], where: str
) -> None:
    fault = ops.parse(text(kind, body))
    assert isinstance(fault, Malformed) and fault.where == where
    assert fault.text == f"quantity above {QUANTITY_MAX}"


def test_the_largest_quantity_is_taken() -> None:
    body = {"source": "A", "target": "B", "lines": [line(PART, QUANTITY_MAX)]}
    assert isinstance(ops.parse(text("transfer", body)), ops.Operation)


def test_an_empty_carton_is_seen_and_the_erp_hears_nothing_of_it() -> None:
    floor = Floor()
    judged = floor.tell("receipt", {
        "receipt": "R1", "supplier": SUPPLIER, "location": "DOCK-01", "lpn": "L1", "lines": [],
    })  # fmt: skip
    assert judged.decision.documents == ()
    assert floor.places() == {"L1": ("DOCK-01", False)}


def short_bin() -> Floor:
    """Two filters are missing from a bin that had five."""
    floor = Floor()
    opening = [{"location": BIN, "part": PART, "quantity": 5}]
    floor.tell("catalogue_import", {"opening": opening}, authority="admin")
    floor.tell("count", {"holder": BIN, "lines": [line(PART, 3)]})
    assert floor.books.balance(f"@unexplained:{BIN}", Goods(PART)) == 2
    return floor


@pytest.mark.parametrize("quantity", [5, 2, -1, -3])
def test_an_approval_of_another_variance_changes_nothing(quantity: int) -> None:
    floor = short_bin()
    body = {"holder": BIN, "part": PART, "quantity": quantity, "cause": "lost"}
    judged = floor.tell("variance_approval", body, authority="supervisor")
    assert (judged.decision.reason, judged.decision.documents) == ("declined_changed", ())
    assert judged.decision.detail["quantity"] == -2
    assert floor.books.balance(f"@unexplained:{BIN}", Goods(PART)) == 2


def test_the_variance_as_it_is_may_be_approved_once() -> None:
    floor = short_bin()
    body = {"holder": BIN, "part": PART, "quantity": -2, "cause": "lost"}
    judged = [floor.tell("variance_approval", body, authority="supervisor") for _ in range(2)]
    assert [one.decision.reason for one in judged] == [None, "declined_changed"]
    assert floor.books.balance(f"@unexplained:{BIN}", Goods(PART)) == 0
