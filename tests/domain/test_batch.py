# SPDX-License-Identifier: Apache-2.0
"""PK1, batch and sort: goods of several orders in one tote, then each into a tote of its own."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from backend.domain.plan.batch_share import Want, shares
from backend.domain.rules.order_goods import claimed
from backend.domain.stock import Goods
from tests.domain.floor import Floor, line
from tests.domain.test_pick_changes import backs
from tests.domain.test_undo import name

FILTER = "FLT-00318"
VECTOR = Path(__file__).parents[1] / "vectors" / "batch_share.json"
CASES = json.loads(VECTOR.read_text(encoding="utf-8"))["vectors"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case["name"]))
def test_who_gets_what_there_is(case: dict[str, Any]) -> None:
    given = shares(case["units"], [Want(**want) for want in case["wants"]])
    assert [[want.order, want.line, units] for want, units in given] == case["shares"]
    turned = shares(case["units"], [Want(**want) for want in reversed(case["wants"])])
    assert turned == given


def asked(floor: Floor, order: str, quantity: int, purpose: str = "new") -> None:
    lines = [{"line": 1, "part": FILTER, "requested": quantity}]
    told = {"order": order, "asked_by": "D1", "purpose": purpose, "lines": lines}
    floor.tell("order_import", {"order": told}, authority="admin")


def batch() -> Floor:
    """Two filters for one order, three for another, in one tote."""
    floor = Floor()
    for order, quantity in (("O-1", 2), ("O-2", 3)):
        asked(floor, order, quantity)
        floor.tell("pick", {"order": order, "line": 1, "source": "B04-011-B",
                            "target": "lpn:T-9", "lines": [line(FILTER, quantity)]})  # fmt: skip
    return floor


def sort(floor: Floor, order: str, quantity: int, tote: str) -> Any:
    told = {"order": order, "source": "lpn:T-9", "target": tote, "lines": [line(FILTER, quantity)]}
    return floor.tell("transfer", told)


def brought(floor: Floor, order: str) -> dict[str, int]:
    goods = floor.books.orders[order].details["goods"]
    return {holder: parts[FILTER]["quantity"] for holder, parts in goods.items()}


def test_pk1_a_batch_is_sorted_to_the_totes_of_its_orders() -> None:
    floor = batch()
    assert (brought(floor, "O-1"), brought(floor, "O-2")) == ({"lpn:T-9": 2}, {"lpn:T-9": 3})
    sort(floor, "O-1", 2, "lpn:T-1")
    sort(floor, "O-2", 1, "lpn:T-2")
    assert brought(floor, "O-1") == {"lpn:T-1": 2}
    assert brought(floor, "O-2") == {"lpn:T-9": 2, "lpn:T-2": 1}
    assert floor.stock()["lpn:T-9", Goods(FILTER)] == 2
    assert [floor.books.orders[name].lines[0].picked for name in ("O-1", "O-2")] == [2, 3]
    assert backs(floor) == {}


def test_pk1_what_is_sorted_for_nobody_that_is_known_moves_all_the_same() -> None:
    floor = batch()
    sort(floor, "O-77", 1, "lpn:T-1")
    assert floor.stock()["lpn:T-1", Goods(FILTER)] == 1


def test_pk1_pk15_a_cancelled_order_is_put_back_from_where_it_lies_now() -> None:
    floor = batch()
    asked(floor, "O-2", 3, "cancel")
    assert backs(floor) == {"T-9": 3}
    sort(floor, "O-2", 3, "lpn:T-2")  # a handheld that had not heard of it
    assert backs(floor) == {"T-2": 3}


def test_pk1_pk21_what_was_sorted_is_undone_into_the_tote_of_the_batch() -> None:
    floor = batch()
    sort(floor, "O-1", 2, "lpn:T-1")
    floor.tell("undo", {"undoes": name(floor.told), "verb": "transfer", "source": "lpn:T-1",
                        "target": "lpn:T-9", "order": "O-1",
                        "lines": [line(FILTER, 2)]})  # fmt: skip
    assert brought(floor, "O-1") == {"lpn:T-9": 2}
    assert claimed(floor.books.orders["O-1"], "lpn:T-1", FILTER) == 0
    assert floor.stock()["lpn:T-9", Goods(FILTER)] == 5


def test_pk1_pa2_what_is_missing_in_a_batch_is_owed_again() -> None:
    floor = batch()
    floor.tell("pack_short", {"order": "O-2", "source": "lpn:T-9", "reason": "not_there",
                              "lines": [line(FILTER, 1)], "location": "B04-011-B"})  # fmt: skip
    assert brought(floor, "O-2") == {"lpn:T-9": 2}
    assert floor.books.orders["O-2"].lines[0].picked == 2
