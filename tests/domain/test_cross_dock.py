# SPDX-License-Identifier: Apache-2.0
"""Goods that an order waits for go from the dock straight to it (RC18)."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from backend.domain.books import Task
from backend.domain.plan.cross_dock import Waiting, cross_dock
from backend.domain.touches import touches, unplaced
from tests.acceptance.goods import order
from tests.domain.floor import SUPPLIER, Floor, line, operation

VECTORS = json.loads(
    (Path(__file__).parents[1] / "vectors" / "cross_dock.json").read_text(encoding="utf-8")
)["vectors"]
FILTER = "FLT-00318"


@pytest.mark.parametrize("row", VECTORS, ids=lambda row: row["name"])
def test_who_waits_gets_so_many(row: dict[str, Any]) -> None:
    given = cross_dock(row["units"], [Waiting(**one) for one in row["waiting"]])
    assert given == row["given"]


def _receipt(quantity: int, lpn: str = "L1", **more: Any) -> dict[str, Any]:
    return {"receipt": f"R-{lpn}", "asn": None, "supplier": SUPPLIER, "location": "DOCK-01",
            "lpn": lpn, "parent_lpn": None, "lines": [line(FILTER, quantity) | more]}  # fmt: skip


def _floor(*orders: tuple[str, int, str], cross: bool = True) -> Floor:
    floor = Floor()
    if not cross:
        floor.books.policy = floor.books.policy.with_changes({"receive.cross_dock": False})
    for name, many, priority in orders:
        floor.tell("order_import", order(name, (FILTER, many), priority=priority))
    return floor


def _open(floor: Floor, kind: str) -> list[Task]:
    return [one for one in floor.books.tasks.values() if (one.kind, one.state) == (kind, "open")]


def _from(floor: Floor) -> dict[str, tuple[str | None, str | None]]:
    return {
        one.details["order"]: (one.details["source"], one.details["location"])
        for one in _open(floor, "pick")
    }


def _stored(floor: Floor) -> list[int]:
    return [one.details["quantity"] for one in _open(floor, "putaway")]


def test_the_pick_is_sent_to_the_plate_and_only_the_rest_is_put_away() -> None:
    floor = _floor(("O-1", 4, "STOCK"))
    floor.tell("receipt", _receipt(10))
    assert _from(floor) == {"O-1": ("lpn:L1", "DOCK-01")}
    assert _stored(floor) == [6]


def test_where_all_of_it_is_waited_for_nothing_is_put_away_and_an_emergency_goes_first() -> None:
    floor = _floor(("O-1", 4, "STOCK"), ("O-2", 5, "VOR"))
    floor.tell("receipt", _receipt(5))
    assert _from(floor) == {"O-1": (None, None), "O-2": ("lpn:L1", "DOCK-01")}
    assert _stored(floor) == []
    floor.tell("receipt", _receipt(6, "L2"))
    assert _from(floor)["O-1"] == ("lpn:L2", "DOCK-01")
    assert _stored(floor) == [2]


def test_an_order_that_has_goods_in_a_bin_is_picked_from_there() -> None:
    floor = Floor()
    floor.tell("receipt", _receipt(10))
    floor.tell("putaway", {"source": "lpn:L1", "target": "A02-015-B", "lpn": None,
                           "lines": [line(FILTER, 10)]})  # fmt: skip
    floor.tell("order_import", order("O-1", (FILTER, 4)))
    floor.tell("receipt", _receipt(6, "L2"))
    assert _from(floor) == {"O-1": ("A02-015-B", "A02-015-B")}
    assert _stored(floor) == [6]


@pytest.mark.parametrize("why", [{"condition": "damaged"}, {"aside": "surplus"}])
def test_held_goods_are_not_given_to_an_order(why: dict[str, str]) -> None:
    floor = _floor(("O-1", 4, "VOR"))
    body = _receipt(10, **{k: v for k, v in why.items() if k == "condition"})
    floor.tell("receipt", body | {k: v for k, v in why.items() if k == "aside"})
    assert floor.books.holds
    assert _from(floor) == {"O-1": (None, None)}
    assert _stored(floor) == [10]


def test_a_site_that_stores_everything_first_says_so() -> None:
    floor = _floor(("O-1", 4, "VOR"), cross=False)
    floor.tell("receipt", _receipt(10))
    assert (_from(floor), _stored(floor)) == ({"O-1": (None, None)}, [10])


def test_a_pick_goes_after_goods_that_were_put_away_all_the_same() -> None:
    floor = _floor(("O-1", 4, "STOCK"))
    floor.tell("receipt", _receipt(4))
    floor.tell("putaway", {"source": "DOCK-01", "target": "A02-015-B", "lpn": "L1", "lines": []})
    assert _from(floor) == {"O-1": ("lpn:L1", "A02-015-B")}


def test_a_pick_waits_again_when_the_receipt_is_undone() -> None:
    floor = _floor(("O-1", 4, "STOCK"))
    floor.tell("receipt", _receipt(4), number=77)
    floor.tell("undo", {
        "undoes": "op-000077", "verb": "receipt", "source": "lpn:L1", "target": None,
        "lpn": "L1", "lines": [line(FILTER, 4)], "order": None, "line": None, "asn": None,
        "shipment": None,
    })  # fmt: skip
    assert _from(floor) == {"O-1": (None, None)}


def test_the_picks_that_wait_for_its_parts_are_loaded_with_a_receipt() -> None:
    found = touches([operation("receipt", _receipt(4))])
    assert unplaced(FILTER) in found.task_sources
