# SPDX-License-Identifier: Apache-2.0
"""Sizes of cartons as site data, the size that a packer took, and its most weight (PA3)."""

from __future__ import annotations

from typing import Any

import pytest

from backend.domain.records import Kind
from backend.store.feed_rows import feed_row, order_body, order_view
from tests.domain.floor import Floor, line
from tests.domain.test_pack_bench import picked

SIZE = {"carton": "M", "length_mm": 300, "width_mm": 200, "height_mm": 150, "max_g": 9000}


def told(*rows: dict[str, Any]) -> tuple[Floor, list[str]]:
    floor = Floor()
    decision = floor.tell("catalogue_import", {"cartons": list(rows)}).decision
    return floor, decision.detail.get("left_out", [])


def test_a_size_is_told_to_devices_until_it_is_used_no_more() -> None:
    floor, left_out = told(SIZE)
    row = feed_row(floor.books, "record", (Kind.CARTON, "M"))
    assert not left_out and row is not None and row.topic == "carton_size"
    assert row.body is not None and '"max_g":9000,"weight_g":0,"fill_percent":85' in row.body
    floor.tell("catalogue_import", {"cartons": [{**SIZE, "active": False}]})
    gone = feed_row(floor.books, "record", (Kind.CARTON, "M"))
    assert gone is not None and gone.body is None


@pytest.mark.parametrize("odd", [
    {"carton": ""}, {"length_mm": 0}, {"width_mm": "300"}, {"height_mm": None}, {"max_g": -1},
    {"max_g": True}, {"weight_g": -1}, {"fill_percent": 9}, {"fill_percent": 101},
    {"height_mm": 10_001},
])
def test_a_size_that_cannot_be_is_left_out_and_said(odd: dict[str, Any]) -> None:
    floor, left_out = told({**SIZE, **odd}, {**SIZE, "carton": "L"})
    assert [key for key in floor.books.records if key[0] == Kind.CARTON] == [(Kind.CARTON, "L")]
    assert len(left_out) == 1 and left_out[0].startswith("carton ")


def test_the_order_keeps_the_size_of_each_carton() -> None:
    floor = Floor()
    picked(floor)
    for carton, size in (("C-1", "M"), ("C-2", None)):
        floor.tell("pack", {"order": "O-1", "source": "lpn:T-1", "target": f"lpn:{carton}",
                            "lines": [line("BRK-10442", 1, "L1")], "size": size})  # fmt: skip
    view = order_view(order_body(floor.books.orders["O-1"]))
    assert view["sizes"] == {"C-1": "M"}


@pytest.mark.parametrize(("said", "asked"), [(9000, False), (9001, True)])
def test_more_than_a_carton_may_weigh_is_a_question(said: int, *, asked: bool) -> None:
    floor = Floor()
    picked(floor)
    body = {"lpn": "C-1", "weight_g": said, "computed_g": 9000, "order": "O-1", "most_g": 9000}
    raised = floor.tell("carton_weighed", body).decision.raised
    assert [one.kind for one in raised] == ["carton_weight"] * asked
    assert [one.details["most_g"] for one in raised] == [9000] * asked
