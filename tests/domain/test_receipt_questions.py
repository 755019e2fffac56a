# SPDX-License-Identifier: Apache-2.0
"""What a receipt asks somebody: whose question it is, and when it is one no more."""

from __future__ import annotations

from typing import Any

from backend.domain.decisions import Raised
from tests.domain.floor import SUPPLIER, Floor, line

SERIALS = ["E7A000311", "E7A000312", "E7A000313"]


def _floor() -> Floor:
    floor = Floor()
    packs: list[dict[str, Any]] = [
        {"lpn": "L-1", "parent": None, "kind": "carton", "lines": [
            {"line": 1, "part": "FLT-00318", "quantity": 10, "lot": None, "serials": []}]},
        {"lpn": "L-2", "parent": None, "kind": "carton", "lines": [
            {"line": 2, "part": "ECU-77810-AB", "quantity": 3, "lot": None, "serials": SERIALS}]},
    ]  # fmt: skip
    floor.books.asns["A-1"] = {
        "asn": "A-1", "supplier": SUPPLIER, "state": "announced", "packs": packs,
    }  # fmt: skip
    return floor


def _receipt(lpn: str, *lines: dict[str, Any]) -> dict[str, Any]:
    return {"receipt": "R1", "supplier": SUPPLIER, "location": "DOCK-01", "lpn": lpn,
            "asn": "A-1", "lines": list(lines)}  # fmt: skip


def _modules(*serials: str) -> dict[str, Any]:
    return _receipt("L-2", line("ECU-77810-AB", len(serials), None, *serials))


def _differ(raised: tuple[Raised, ...]) -> dict[str, Raised]:
    return {one.details["difference"]: one for one in raised if one.kind == "receipt_difference"}


def test_another_number_than_announced_is_a_question_with_the_one_that_did_not_come() -> None:
    asked = _differ(_floor().tell("receipt", _modules(*SERIALS[:2], "E7A000999")).decision.raised)
    told = asked["serial_differs"].details
    assert (told["serials"], told["awaited"]) == (["E7A000999"], [SERIALS[2]])
    assert (told["asn"], told["supplier"]) == ("A-1", SUPPLIER)


def test_announced_numbers_are_no_question_nor_is_one_that_is_short_asked_twice() -> None:
    assert not _differ(_floor().tell("receipt", _modules(*SERIALS)).decision.raised)
    asked = _differ(_floor().tell("receipt", _modules(*SERIALS[:2])).decision.raised)
    assert list(asked) == ["short"]


def test_what_differed_in_an_undone_receipt_is_asked_no_more() -> None:
    floor = _floor()
    goods = line("FLT-00318", 7)
    [short] = _differ(floor.tell("receipt", _receipt("L-1", goods)).decision.raised).values()
    undo = {"undoes": f"op-{floor.told:06d}", "verb": "receipt", "source": "lpn:L-1",
            "lpn": "L-1", "lines": [goods], "asn": "A-1"}  # fmt: skip
    assert short.exception in floor.tell("undo", undo).decision.resolved
    again = floor.tell("receipt", _receipt("L-1", line("FLT-00318", 10))).decision
    assert not _differ(again.raised)


def test_an_undone_empty_carton_is_asked_for_no_more() -> None:
    floor = _floor()
    [short] = _differ(floor.tell("receipt", _receipt("L-1")).decision.raised).values()
    undo = {"undoes": f"op-{floor.told:06d}", "verb": "receipt", "source": "lpn:L-1",
            "lpn": "L-1", "lines": [], "asn": "A-1"}  # fmt: skip
    assert short.exception in floor.tell("undo", undo).decision.resolved


def test_what_was_doubted_of_undone_goods_stays_a_question() -> None:
    floor = _floor()
    bent = {**line("FLT-00318", 10), "condition": "damaged"}
    asked = _differ(floor.tell("receipt", _receipt("L-1", bent)).decision.raised)
    undo = {"undoes": f"op-{floor.told:06d}", "verb": "receipt", "source": "lpn:L-1",
            "lpn": "L-1", "lines": [line("FLT-00318", 10)], "asn": "A-1"}  # fmt: skip
    assert asked["damaged"].exception not in floor.tell("undo", undo).decision.resolved


def test_a_receipt_repeated_after_the_end_holds_nothing_that_came_before_it() -> None:
    floor = _floor()
    floor.tell("receipt", _receipt("L-1", line("FLT-00318", 10)), at=1_000_000)
    floor.tell("receipt_close", {"asn": "A-1", "reason": "not_on_truck"}, at=2_000_000)
    again = floor.tell("receipt", _receipt("L-1", line("FLT-00318", 10)), at=3_000_000)
    assert again.decision.reason == "received_twice"
    assert floor.books.holds == {}


def test_units_that_a_repeated_receipt_adds_after_the_end_are_nobodys() -> None:
    floor = _floor()
    floor.tell("receipt", _receipt("L-1", line("FLT-00318", 10)), at=1_000_000)
    floor.tell("receipt_close", {"asn": "A-1", "reason": "not_on_truck"}, at=2_000_000)
    again = floor.tell("receipt", _receipt("L-1", line("FLT-00318", 12)), at=3_000_000)
    assert "unmatched_receipt" in {one.kind for one in again.decision.raised}
    assert "unmatched_receipt" in {hold.reason for hold in floor.books.holds.values()}


def test_what_is_missing_is_the_question_of_whoever_ended_the_receipt() -> None:
    floor = _floor()
    close = {"asn": "A-1", "reason": "not_on_truck"}
    floor.tell("receipt_close", close, actor="ana", device="H-1", at=9_000_000)
    late = floor.tell("receipt", _modules(*SERIALS), actor="wong", device="H-2", at=8_000_000)
    [asked] = [one for one in late.decision.raised if one.kind == "closed_short"]
    told = asked.details
    assert (told["actor"], told["device"], told["quantity"]) == ("ana", "H-1", 10)
    assert (told["raised_at"], told["operation"]) == ("1970-01-01T02:30:00.000Z", "op-000001")
