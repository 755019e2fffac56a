# SPDX-License-Identifier: Apache-2.0
"""Goods that came without papers: what is asked, and what the papers do when they come (RC10)."""

from __future__ import annotations

from typing import Any

from backend.domain.decide import Judged
from backend.domain.policy import Policy
from backend.domain.rules.receipt_match import papers_together
from tests.domain.floor import SUPPLIER, Floor, line


def _blind(floor: Floor, lpn: str, *lines: dict[str, Any]) -> Judged:
    return floor.tell("receipt", {
        "receipt": "R9", "supplier": SUPPLIER, "location": "DOCK-01", "lpn": lpn, "asn": None,
        "paper": "DN-778", "lines": list(lines),
    })  # fmt: skip


def _notice(floor: Floor, quantity: int) -> None:
    floor.books.asns["A-1"] = {
        "asn": "A-1", "supplier": SUPPLIER, "state": "announced", "packs": [
            {"lpn": "L-1", "parent": None, "kind": "carton", "lines": [
                {"line": 1, "part": "FLT-00318", "quantity": quantity, "lot": None}]}],
    }  # fmt: skip


def _match(floor: Floor, *lines: dict[str, Any], actor: str = "rossi", **more: Any) -> Judged:
    body = {"receipt": "R9", "asn": "A-1", "lines": list(lines), **more}
    return floor.tell("receipt_match", body, authority="supervisor", actor=actor)


def test_who_sent_it_under_which_note_and_what_it_was_is_asked() -> None:
    judged = _blind(Floor(), "L-9", line("FLT-00318", 5))
    [asked] = judged.decision.raised
    told = asked.details
    assert (asked.exception, asked.kind) == ("paper|R9", "awaiting_paper")
    assert (told["supplier"], told["document"], told["lpns"]) == (SUPPLIER, "DN-778", ["L-9"])
    assert [(one["part"], one["quantity"]) for one in told["lines"]] == [("FLT-00318", 5)]
    assert told["holds"] == [hold.hold for hold in judged.decision.holds]


def test_receipts_under_one_note_are_one_question_whichever_came_first() -> None:
    floor = Floor()
    told = [
        {**_blind(floor, lpn, line("FLT-00318", n)).decision.raised[0].details,
         "raised_at": f"{n}", "operation": f"op-{n:06d}"}
        for n, lpn in enumerate(("L-8", "L-9"), 1)
    ]  # fmt: skip
    for one, other in (told, told[::-1]):
        joined = papers_together(one, other)
        assert (joined["lpns"], len(joined["lines"])) == (["L-8", "L-9"], 2)
        assert papers_together(joined, other)["lines"] == joined["lines"]


def test_the_notice_ends_the_hold_and_has_what_came() -> None:
    floor = Floor()
    _blind(floor, "L-9", line("FLT-00318", 5))
    _notice(floor, 5)
    decision = _match(floor, line("FLT-00318", 5)).decision
    assert floor.books.holds == {}
    assert floor.books.asns["A-1"]["state"] == "received"
    assert "paper|R9" in decision.resolved
    assert decision.documents[0].body["reason"] == "papers: A-1"
    assert not decision.raised
    assert _match(floor, line("FLT-00318", 5)).decision.reason == "declined_done"


def test_what_the_notice_did_not_announce_is_a_difference() -> None:
    floor = Floor()
    _blind(floor, "L-9", line("FLT-00318", 5), line("BRK-10442", 2, "L26"))
    _notice(floor, 3)
    raised = _match(floor, line("FLT-00318", 5), line("BRK-10442", 2, "L26")).decision.raised
    assert [(one.details["part"], one.details["difference"], one.details["over"])
            for one in raised] == [("BRK-10442", "unexpected", 2), ("FLT-00318", "over", 2)]


def test_another_paper_ends_the_hold_too_and_a_notice_that_is_not_here_does_not() -> None:
    floor = Floor()
    _blind(floor, "L-9", line("FLT-00318", 5))
    assert _match(floor, line("FLT-00318", 5)).decision.reason == "declined_unknown"
    assert floor.books.holds
    _match(floor, line("FLT-00318", 5), asn=None, reference="PO 4711")
    assert floor.books.holds == {}


def test_safety_goods_wait_for_a_second_person_before_the_notice_has_them() -> None:
    floor = Floor()
    floor.books.policy = Policy(1, {"hold.two_person_safety": True})
    serial = line("ECU-77810-AB", 1, None, "E7A000311")
    _blind(floor, "L-9", serial)
    _notice(floor, 3)
    first = _match(floor, serial)
    assert first.decision.detail["needs"] == 2
    assert not first.decision.asns and "paper|R9" not in first.decision.resolved
    assert _match(floor, serial).decision.reason == "declined_same_person"
    assert "paper|R9" in _match(floor, serial, actor="weber").decision.resolved
