# SPDX-License-Identifier: Apache-2.0
"""H1 does not depend on who uploaded first: a hold told late covers what left since its time."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import permutations
from typing import Any

import pytest

from backend.domain.operations import Operation
from backend.domain.stock import Goods
from tests.domain.floor import SUPPLIER, Floor, line, operation

FILTER, BIN = Goods("FLT-00318"), "A02-015-B"
T = 1_000_000
UNIT = Goods("ECU-77810-AB", "", "E7A000001")
UNITS = [line("ECU-77810-AB", 1, None, "E7A000001")]


def receipt(lines: list[dict[str, Any]], n: int = 1, **more: Any) -> Operation:
    body = {"receipt": "R1", "supplier": SUPPLIER, "location": "DOCK-01", "lpn": "L1",
            "lines": lines, **more}  # fmt: skip
    return operation("receipt", body, number=n, at=T + n * 1000)


def hold(n: int, scope: dict[str, str], at: int | None = None) -> Operation:
    body = {"hold": "H-1", "scope": scope, "reason": "recall"}
    return operation("hold", body, number=n, at=at or T + n * 1000, device="H-2")


def move(n: int, source: str, target: str, lines: Any = None, **more: Any) -> Operation:
    body = {"source": source, "target": target, "lines": lines or [line("FLT-00318", 2)], **more}
    return operation("transfer", body, number=n, at=T + n * 1000)


def plate(n: int, target: str, lpn: str = "L1", source: str = "DOCK-01") -> Operation:
    body = {"source": source, "target": target, "lpn": lpn}
    return operation("putaway", body, number=n, at=T + n * 1000)


def heard(told: Iterable[Operation]) -> Floor:
    floor = Floor()
    for one in told:
        floor.hear(one)
    return floor


def held(floor: Floor, holder: str, goods: Goods = FILTER) -> bool:
    return bool(floor.books.covering(holder, goods))


SCOPES: list[dict[str, str]] = [
    {"lpn": "L1"},
    {"location": "DOCK-01"},
    {"receipt": "R1"},
    {"part": "FLT-00318"},
    {"part": "FLT-00318", "supplier": SUPPLIER},
    {"supplier": SUPPLIER},
    {"part": "FLT-00318", "receipt": "R1"},
    {"part": "FLT-00318", "lpn": "L1"},
    {"part": "FLT-00318", "supplier": SUPPLIER, "receipt": "R1"},
]


@pytest.mark.parametrize("scope", SCOPES, ids="+".join)
@pytest.mark.parametrize("order", list(permutations(range(4))), ids=str)
def test_units_taken_out_after_a_hold_are_held_whoever_uploads_first(
    scope: dict[str, str], order: tuple[int, ...]
) -> None:
    told = [
        receipt([line("FLT-00318", 6)], 1), hold(2, scope),
        move(3, "lpn:L1", BIN), move(4, BIN, "lpn:T-1", [line("FLT-00318", 1)]),
    ]  # fmt: skip
    floor = heard(told[n] for n in order)
    assert held(floor, "lpn:L1")
    assert held(floor, BIN)
    assert held(floor, "lpn:T-1")


@pytest.mark.parametrize("order", list(permutations(range(4))), ids=str)
def test_a_plate_that_left_a_held_place_is_held_whoever_uploads_first(
    order: tuple[int, ...],
) -> None:
    told = [
        receipt([line("FLT-00318", 6)], 1, location=BIN), hold(2, {"location": BIN}),
        plate(3, "B04-011-B", source=BIN), move(4, "lpn:L1", "A07-032-C"),
    ]  # fmt: skip
    floor = heard(told[n] for n in order)
    assert held(floor, "lpn:L1")
    assert held(floor, "A07-032-C")


@pytest.mark.parametrize("order", list(permutations(range(4))), ids=str)
def test_a_carton_that_left_a_held_pallet_is_held_whoever_uploads_first(
    order: tuple[int, ...],
) -> None:
    told = [
        receipt([line("FLT-00318", 6)], 1, parent_lpn="P1"), hold(2, {"lpn": "P1"}),
        plate(3, BIN, source="lpn:P1"), move(4, "lpn:L1", "A07-032-C"),
    ]  # fmt: skip
    floor = heard(told[n] for n in order)
    assert held(floor, "lpn:L1")
    assert held(floor, "A07-032-C")


@pytest.mark.parametrize("how", ["told", "from elsewhere", "counted"])
@pytest.mark.parametrize("order", list(permutations(range(3))), ids=str)
def test_a_unit_that_left_a_held_bin_is_held_whoever_uploads_first(
    how: str, order: tuple[int, ...]
) -> None:
    found = {"holder": "B04-011-B", "lines": UNITS}
    left = {
        "told": move(3, BIN, "B04-011-B", UNITS),
        "from elsewhere": move(3, "A07-032-C", "B04-011-B", UNITS),
        "counted": operation("count", found, number=3, at=T + 3000),
    }[how]
    told = [move(1, "A07-032-C", BIN, UNITS), hold(2, {"location": BIN}), left]
    floor = heard(told[n] for n in order)
    assert held(floor, "B04-011-B", UNIT)


def test_what_had_left_before_the_hold_is_not_held() -> None:
    told = [
        receipt([line("FLT-00318", 6)], 1), move(2, "lpn:L1", BIN),
        plate(3, "A07-032-C"), hold(9, {"lpn": "L1"}),
    ]  # fmt: skip
    floor = heard(told)
    assert held(floor, "lpn:L1")
    assert not held(floor, BIN)


def test_clocks_in_doubt_speak_for_the_hold() -> None:
    early = operation(
        "transfer", {"source": "lpn:L1", "target": BIN, "lines": [line("FLT-00318", 2)]},
        number=2, at=T + 2000, error_ms=500,
    )  # fmt: skip
    floor = heard([receipt([line("FLT-00318", 6)], 1), early, hold(3, {"lpn": "L1"}, at=T + 2400)])
    assert held(floor, BIN)


def test_a_receipt_told_late_holds_what_was_taken_out_before_and_what_that_became() -> None:
    floor = Floor()
    floor.books.qualified.discard(("FLT-00318", SUPPLIER))
    for told in (move(2, "lpn:L1", BIN), move(3, BIN, "lpn:T-1")):
        floor.hear(told)
    assert not held(floor, BIN)
    floor.hear(receipt([line("FLT-00318", 6)], 9))
    assert held(floor, BIN)
    assert held(floor, "lpn:T-1")
    assert not held(floor, "A07-032-C")


def test_a_first_delivery_does_not_hold_what_was_here_before() -> None:
    floor = Floor()
    floor.tell("receipt", {"receipt": "R0", "supplier": SUPPLIER, "location": "DOCK-01",
                           "lpn": "L0", "lines": [line("FLT-00318", 9)]})  # fmt: skip
    floor.tell("putaway", {"source": "lpn:L0", "target": BIN, "lines": [line("FLT-00318", 9)]})
    floor.tell("receipt", {"receipt": "R1", "supplier": "STRANGER", "location": "DOCK-01",
                           "lpn": "L1", "lines": [line("FLT-00318", 6)]})  # fmt: skip
    floor.tell("putaway", {"source": "lpn:L1", "target": "Q01-004-A",
                           "lines": [line("FLT-00318", 6)]})  # fmt: skip
    assert held(floor, "Q01-004-A")
    assert not held(floor, BIN)


def test_goods_without_a_mark_are_held_with_any_supplier_that_ever_delivered_them() -> None:
    floor = Floor()
    for n, supplier in enumerate((SUPPLIER, "SUP0208")):
        floor.tell("receipt", {"receipt": f"R{n}", "supplier": supplier, "location": "DOCK-01",
                               "lpn": f"L{n}", "lines": [line("FLT-00318", 9)]})  # fmt: skip
        floor.tell("hold_release", {"hold": "op-000003:1", "reason": "ok"}, authority="supervisor")
    floor.tell("putaway", {"source": "lpn:L0", "target": BIN, "lines": [line("FLT-00318", 9)]})
    floor.tell("hold", {"hold": "H-9", "scope": {"part": "FLT-00318", "supplier": "SUP0208"},
                        "reason": "recall"})  # fmt: skip
    assert held(floor, BIN)
    assert not held(floor, "lpn:L0")


def test_a_release_ends_the_hold_wherever_its_goods_went() -> None:
    told = [receipt([line("FLT-00318", 6)], 1), hold(2, {"lpn": "L1"}), move(3, "lpn:L1", BIN)]
    floor = heard(told)
    (follower,) = [one for one in floor.books.holds.values() if one.root]
    refused = floor.tell("hold_release", {"hold": follower.hold, "reason": "ok"},
                         authority="supervisor")  # fmt: skip
    assert refused.decision.detail == {"declined": True, "hold": "H-1"}
    assert held(floor, BIN)
    released = floor.tell("hold_release", {"hold": "H-1", "reason": "ok"}, authority="supervisor")
    assert [doc.body["action"] for doc in released.decision.documents] == ["release"]
    assert not held(floor, BIN)
    assert not floor.books.holds


def test_held_goods_that_left_the_site_before_anybody_knew_are_a_question() -> None:
    floor = heard([
        receipt([line("FLT-00318", 6)], 1), move(3, "lpn:L1", "lpn:C-1"),
        operation("load", {"shipment": "S", "lpn": "C-1", "location": "DOOR-01"}, number=4,
                  at=T + 4000),
        operation("shipment", {"shipment": "S", "orders": []}, number=5, at=T + 5000),
    ])  # fmt: skip
    assert not [holder for holder, _ in floor.stock() if holder == "lpn:C-1"]
    judged = floor.hear(hold(2, {"lpn": "L1"}))
    (raised,) = [one for one in judged.decision.raised if one.kind == "shipped_held"]
    assert raised.details["holds"] == ["H-1"]
    assert (raised.details["part"], raised.details["holder"]) == ("FLT-00318", "lpn:C-1")


def test_questions_name_the_hold_that_a_person_can_release() -> None:
    told = [receipt([line("FLT-00318", 6)], 1), hold(2, {"lpn": "L1"}), move(3, "lpn:L1", BIN)]
    floor = heard(told)
    picked = floor.tell("pick", {"order": "O-1", "line": 1, "source": BIN, "target": "lpn:T-1",
                                 "lines": [line("FLT-00318", 1)]})  # fmt: skip
    (raised,) = [one for one in picked.decision.raised if one.kind == "picked_held"]
    assert raised.details["holds"] == ["H-1"]
