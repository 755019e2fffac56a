# SPDX-License-Identifier: Apache-2.0
"""One announced carton, told by two: booked once, whoever uploads first."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backend.domain.operations import Operation
from backend.domain.stock import Goods
from tests.domain.floor import SUPPLIER, Floor, line, operation
from tests.domain.test_convergence import DEVICES, NOTICE, books_after

PADS, SEALANT = line("BRK-10442", 8, "L26-0188"), line("SLT-00931", 24, "B7")
UNIT = line("ECU-77810-AB", 2, None, "E7A000001", "E7A000002")


def _receipt(lines: list[dict[str, Any]], **more: Any) -> dict[str, Any]:
    return {"receipt": "R1", "supplier": SUPPLIER, "location": "DOCK-01", "lpn": "L-1",
            "asn": "A-1", "lines": lines, **more}  # fmt: skip


def _floor() -> Floor:
    floor = Floor()
    floor.books.asns["A-1"] = NOTICE
    return floor


def test_a_carton_told_by_two_devices_is_booked_once_and_somebody_hears() -> None:
    floor = _floor()
    floor.tell("receipt", _receipt([PADS, SEALANT, UNIT]))
    tasks, holds = dict(floor.books.tasks), dict(floor.books.holds)
    judged = floor.tell("receipt", _receipt([PADS, SEALANT, UNIT], receipt="R2"), device="H-2")
    assert (judged.decision.outcome, judged.decision.reason) == (
        "accepted_discrepancy", "received_twice"
    )  # fmt: skip
    assert floor.stock() == {
        ("lpn:L-1", Goods("BRK-10442", "L26-0188")): 8,
        ("lpn:L-1", Goods("SLT-00931", "B7")): 24,
        ("lpn:L-1", Goods("ECU-77810-AB", "", "E7A000001")): 1,
        ("lpn:L-1", Goods("ECU-77810-AB", "", "E7A000002")): 1,
    }
    assert judged.decision.documents == (), "the ERP hears of one receipt"
    assert (floor.books.tasks, floor.books.holds) == (tasks, holds), "no work and no hold twice"
    (raised,) = judged.decision.raised
    assert (raised.kind, raised.details["lpn"]) == ("received_twice", "L-1")
    assert not [n for k, n in floor.books.quants.items() if n and "unexplained" in k.holder]


def test_a_carton_that_was_put_away_meanwhile_does_not_come_back() -> None:
    floor = _floor()
    floor.tell("receipt", _receipt([SEALANT]), at=1_000_000)
    floor.tell("putaway", {"source": "lpn:L-1", "target": "H01-001-A", "lines": [SEALANT]})
    judged = floor.tell("receipt", _receipt([SEALANT]), at=1_000_500, device="H-2")
    assert judged.decision.reason == "received_twice"
    assert floor.stock() == {("H01-001-A", Goods("SLT-00931", "B7")): 24}
    assert [t.state for t in floor.books.tasks.values()] == ["done"]


def test_two_who_counted_differently_are_a_difference_that_somebody_decides() -> None:
    for first, second in ((6, 8), (8, 6)):
        floor = _floor()
        sent = []
        for n, units in enumerate((first, second)):
            told = _receipt([line("BRK-10442", units, "L26-0188")])
            judged = floor.tell("receipt", told, device=f"H-{n}")
            sent += [d.body["lines"] for d in judged.decision.documents]
        assert floor.stock() == {("lpn:L-1", Goods("BRK-10442", "L26-0188")): 8}
        assert sum(one["quantity"] for lines in sent for one in lines) == 8
        assert judged.decision.reason == "received_differently"
        assert judged.decision.raised[0].kind == "received_differently"


def test_two_who_each_told_a_half_are_one_delivery() -> None:
    floor = _floor()
    floor.tell("receipt", _receipt([PADS]))
    judged = floor.tell("receipt", _receipt([SEALANT]), device="H-2")
    assert set(floor.stock().values()) == {8, 24}
    # sealant was not announced: on hold, and the ERP hears of it
    assert [d.kind for d in judged.decision.documents] == ["goods_receipt", "stock_status"]
    assert sorted(t.details["part"] for t in floor.books.tasks.values()) == [
        "BRK-10442", "SLT-00931"
    ]  # fmt: skip


def test_damage_that_only_the_second_one_saw_is_held_and_nothing_is_booked_twice() -> None:
    floor = _floor()
    floor.tell("receipt", _receipt([UNIT]))
    judged = floor.tell("receipt", _receipt([UNIT | {"condition": "damaged"}]), device="H-2")
    assert {h.reason for h in judged.decision.holds} == {"damage"}
    assert len(floor.stock()) == 2
    assert [d.kind for d in judged.decision.documents] == ["stock_status"] * 2


def test_a_plate_of_our_own_is_filled_again() -> None:
    floor = _floor()
    for more in ({"asn": None}, {"lpn": "L-3"}):
        for _ in range(2):
            floor.tell("receipt", _receipt([PADS], **more))
    assert set(floor.stock().values()) == {16}


@st.composite
def dock_days(draw: Any) -> list[Operation]:
    """One announced carton, received, emptied and counted by three whose clocks disagree."""
    day = []
    for n in range(draw(st.integers(2, 9))):
        parts = [
            line("FLT-00318", draw(st.integers(1, 6))),
            line("ECU-77810-AB", 1, None, draw(st.sampled_from(["E7A000001", "E7A000002"]))),
        ]
        lines = draw(st.sampled_from([parts, parts[:1], parts[1:]]))
        body: tuple[str, dict[str, Any]] = draw(
            st.sampled_from(
                [
                    ("receipt", _receipt(lines)),
                    ("receipt", _receipt(lines)),
                    ("putaway", {"source": "lpn:L-1", "target": "A02-015-B", "lines": lines}),
                    ("putaway", {"source": "DOCK-01", "target": "A02-015-B", "lpn": "L-1"}),
                    ("count", {"holder": "lpn:L-1", "lines": lines, "lpns": [], "empty": False}),
                    ("count", {"holder": "A02-015-B", "lines": lines, "lpns": ["L-1"],
                               "empty": False}),
                ]
            )
        )  # fmt: skip
        at = 1_000_000 + draw(st.integers(0, 12)) * 100
        device = draw(st.sampled_from(DEVICES))
        error = draw(st.sampled_from([0, 0, 100, 200]))
        day.append(operation(*body, number=n, at=at, device=device, error_ms=error))
    return day


@pytest.mark.thorough
@settings(max_examples=400, deadline=None)
@given(day=dock_days(), data=st.data())
def test_every_order_of_arrival_books_the_carton_once(day: list[Operation], data: Any) -> None:
    first, second = books_after(day), books_after(data.draw(st.permutations(day)))
    assert first.places() == second.places()
    assert {k: n for k, n in first.books.quants.items() if n} == {
        k: n for k, n in second.books.quants.items() if n
    }
