# SPDX-License-Identifier: Apache-2.0
"""Goods that come back: held from their first moment, one credit a deposit in any order of arrival,
and nothing said to the bench of what looks odd."""

from __future__ import annotations

import json
from itertools import permutations
from typing import Any

import pytest

from backend.domain.operations import Operation
from backend.domain.parts import Part
from backend.domain.policy import Policy
from tests.domain.floor import Floor, operation
from tests.domain.goods_back import (
    DAY,
    DEPOSIT,
    FILTERS,
    GROUP,
    NOW,
    YES,
    a_core,
    a_floor,
    a_return,
    ask,
    credits,
    decide_on,
    deposit_of,
    kinds_raised,
    reasons,
    tell,
)


@pytest.fixture(name="floor")
def _floor() -> Floor:
    return a_floor()


# returns


def test_an_authorized_return_is_on_its_plate_on_hold_and_in_a_task(floor: Floor) -> None:
    decision = tell(floor, "return_receipt", a_return())
    assert {h: n for (h, _), n in floor.stock().items()} == {"lpn:L-1": 2}
    assert reasons(floor) == ["return_inspection"]
    assert decision.outcome == "accepted" and [t.kind for t in decision.tasks] == ["return"]
    assert floor.books.records[("authorization", "RMA-1")].body["received"] == {"1": 2}


@pytest.mark.parametrize(("changes", "reason", "doubt"), [
    ({"authorization": None}, "return_provisional", "no_authorization"),
    ({"customer": "DLR2"}, "return_provisional", "other_customer"),
    ({"quantity": 5}, "return_provisional", "too_many"),
    ({"part": "ALT-1"}, "wrong_part", "wrong_part"),
    ({"boxed_as": "BRK-10442"}, "wrong_part", "box_differs"),
    ({"kind": "warranty", "claim": "WC-?"}, "warranty_keep", "no_claim")])  # fmt: skip
def test_what_nobody_allowed_is_held_and_asked(
    floor: Floor, changes: dict[str, Any], reason: str, doubt: str
) -> None:
    decision = tell(floor, "return_receipt", a_return(**changes))
    assert reasons(floor) == [reason]
    (asked,) = [one for one in decision.raised if one.kind == "return_doubt"]
    assert asked.details["doubts"] == [doubt] and decision.reason == "return_provisional"


def test_a_return_after_its_window_is_a_question(floor: Floor) -> None:
    row = {**FILTERS, "closes_on": "2020-01-01"}
    floor.tell("returns_import", {"authorizations": [row]})
    decision = tell(floor, "return_receipt", a_return())
    assert decision.raised[0].details["doubts"] == ["out_of_window"]


def test_dangerous_goods_are_a_matter_of_their_own(floor: Floor) -> None:
    decision = tell(floor, "return_receipt",
                     a_return(danger="leaking_battery", container="L-77"))  # fmt: skip
    assert reasons(floor) == ["hazard_return"]
    assert kinds_raised(decision) == {"return_danger": "open"}


CLEAN = {"condition": "as_new", "checks": {"box_closed": True, "seal_whole": True}}


@pytest.mark.parametrize(("changes", "policy", "free"), [
    (CLEAN, {}, True),
    (CLEAN, {"returns.restock": "supervisor"}, False),
    ({**CLEAN, "checks": {"box_closed": True, "seal_whole": False}}, {}, False),
    ({**CLEAN, "checks": {}}, {}, False),
    ({**CLEAN, "condition": "opened"}, {}, False),
    ({**CLEAN, "authorization": None}, {}, False),
    ({**CLEAN, "danger": "other"}, {}, False)])  # fmt: skip
def test_only_what_is_clean_in_every_point_is_restocked_by_rule(
    floor: Floor, changes: dict[str, Any], policy: dict[str, Any], free: bool
) -> None:
    floor.books.policy = Policy(1, policy)
    decision = tell(floor, "return_receipt", a_return(**changes))
    assert (not floor.books.holds) is free
    assert [t.kind for t in decision.tasks] == ["putaway" if free else "return"]
    assert ("return_advice" in [p.kind for p in decision.documents]) is free


@pytest.mark.parametrize(("disposition", "held", "credit", "left"), [
    ("restock_A", [], 1500, 2), ("restock_B", [], 1500, 2),
    ("return_to_vendor", ["vendor_return"], 1800, 2), ("send_back", ["send_back"], 0, 2),
    ("warranty_test", ["warranty_keep"], None, 2), ("scrap", [], None, 0)])  # fmt: skip
def test_each_disposition_has_its_stock_state_and_its_credit(
    floor: Floor, disposition: str, held: list[str], credit: int | None, left: int
) -> None:
    tell(floor, "return_receipt", a_return())
    decision = ask(floor, "return_disposition", decide_on(disposition, fee_minor=300))
    assert reasons(floor) == held and sum(floor.stock().values()) == left
    (advice,) = [p.body for p in decision.documents if p.kind == "return_advice"]
    assert advice["credit_minor"] == credit and decision.resolved == ("return|R-1",)
    again = ask(floor, "return_disposition", decide_on("restock_A"))
    assert again.detail["declined"] and not again.documents, "one return, one credit"


@pytest.mark.parametrize(("policy", "currency"), [({}, None), ({"returns.currency": "CHF"}, "CHF")])
def test_a_fee_is_told_in_the_currency_of_the_site_where_the_paper_names_none(
    floor: Floor, policy: dict[str, Any], currency: str | None
) -> None:
    floor.books.policy = Policy(1, policy)
    tell(floor, "return_receipt", a_return(authorization=None, kind="unknown"))
    assert floor.books.records["returned", "R-1"].body["currency"] == (currency or "")
    decision = ask(floor, "return_disposition", decide_on("restock_A", fee_minor=300))
    (advice,) = [p.body for p in decision.documents if p.kind == "return_advice"]
    told = (advice["credit_minor"], advice["fee_minor"], advice["currency"])
    assert told == (None, 300, currency)


def test_a_fee_of_an_authorized_return_is_in_its_own_currency(floor: Floor) -> None:
    floor.books.policy = Policy(1, {"returns.currency": "CHF"})
    tell(floor, "return_receipt", a_return())
    assert floor.books.records["returned", "R-1"].body["currency"] == "EUR"
    decision = ask(floor, "return_disposition", decide_on("send_back", fee_minor=300))
    (advice,) = [p.body for p in decision.documents if p.kind == "return_advice"]
    assert (advice["credit_minor"], advice["fee_minor"]) == (0, None), "no credit, no fee"


def test_nobody_but_a_supervisor_decides(floor: Floor) -> None:
    tell(floor, "return_receipt", a_return())
    assert tell(floor, "return_disposition", decide_on("restock_A")).reason == "declined_role"
    assert ask(floor, "return_disposition",
                {**decide_on("scrap"), "returned": "?"}).reason == "declined_unknown"  # fmt: skip


def test_what_is_not_on_its_plate_any_more_is_not_scrapped(floor: Floor) -> None:
    tell(floor, "return_receipt", a_return())
    tell(floor, "transfer", {"source": "lpn:L-1", "target": "A02-015-B",
                              "lines": [{"part": "FLT-00318", "quantity": 1}]}, at=NOW + 1)
    assert reasons(floor) == ["return_inspection"] * 2, "the hold follows"
    decision = ask(floor, "return_disposition", decide_on("scrap"), at=NOW + 2)
    assert decision.reason == "declined_changed" and len(floor.books.holds) == 2
    ask(floor, "return_disposition", decide_on("restock_A"), at=NOW + 3)
    assert not floor.books.holds, "followers end with it"


def test_an_authorization_is_over_when_all_came_and_was_decided(floor: Floor) -> None:
    tell(floor, "return_receipt", a_return(quantity=4))
    assert floor.books.records[("authorization", "RMA-1")].body["state"] == "received"
    floor.tell("returns_import", {"authorizations": [FILTERS]})
    assert floor.books.records[("authorization", "RMA-1")].body["received"] == {"1": 4}
    ask(floor, "return_disposition", decide_on("restock_A"))
    assert floor.books.records[("authorization", "RMA-1")].body["state"] == "dispositioned"


# cores


def test_a_tagged_core_earns_its_deposit(floor: Floor) -> None:
    decision = tell(floor, "core_receipt", a_core(tag="SO-7|1|1"))
    assert credits(decision) == [("C-1", 5000, False)] and not floor.books.holds
    assert (deposit_of(floor)["state"], deposit_of(floor)["core"]) == ("paid", "C-1")


def test_the_grade_is_what_the_answers_come_to(floor: Floor) -> None:
    answers = {**YES, "complete": False}
    decision = tell(floor, "core_receipt", a_core(tag="SO-7|1|1", answers=answers, grade="A"))
    assert credits(decision) == [("C-1", 3750, False)] and decision.detail["grade"] == "B"


def test_a_core_that_is_turned_down_is_held_and_its_deposit_kept(floor: Floor) -> None:
    answers = {**YES, "no_crack": False}
    decision = tell(floor, "core_receipt", a_core(tag="SO-7|1|1", answers=answers))
    assert credits(decision) == [("C-1", 0, False)] and reasons(floor) == ["core_rejected"]
    assert deposit_of(floor)["state"] == "forfeit"


def test_a_core_under_the_number_of_what_is_sold_is_never_free(floor: Floor) -> None:
    tell(floor, "core_receipt", a_core(tag="SO-7|1|1", part="ALT-1"))
    assert reasons(floor) == ["core"]


def test_a_core_without_a_tag_takes_the_oldest_open_deposit(floor: Floor) -> None:
    old = {**DEPOSIT, "order": "SO-1", "due_on": "2029-01-01"}
    floor.tell("returns_import", {"deposits": [old]})
    tell(floor, "core_receipt", a_core())
    assert floor.books.records[("core_deposit", "SO-1|1|1")].body["state"] == "paid"
    assert deposit_of(floor)["state"] == "open"


@pytest.mark.parametrize("changes", [
    {"customer": "DLR2"}, {"tag": "?"}, {"part": "FLT-00318", "sold_as": None}])  # fmt: skip
def test_an_unearned_core_is_held_and_asked_and_the_bench_hears_only_that(
    floor: Floor, changes: dict[str, Any]
) -> None:
    decision = tell(floor, "core_receipt", a_core(**changes))
    assert reasons(floor) == ["core_unearned"]
    assert kinds_raised(decision) == {"core_unearned": "open"}
    assert decision.reason == "core_unearned" and credits(decision) == []


def test_the_sale_that_is_told_after_its_core_still_pays(floor: Floor) -> None:
    tell(floor, "core_receipt", a_core(tag="SO-8|1|1"))
    judged = floor.tell("returns_import", {"deposits": [{**DEPOSIT, "order": "SO-8"}]})
    assert credits(judged.decision) == [("C-1", 5000, False)]
    assert kinds_raised(judged.decision) == {"core_unearned": "resolved"}


def _books(floor: Floor) -> Any:
    kinds = ("core_deposit", "core")
    return json.dumps(sorted((str(r.key), r.body) for r in floor.books.records.values()
                             if r.kind in kinds), sort_keys=True)  # fmt: skip


def _told() -> list[Operation]:
    """Two with one tag, one without; the earliest told of a tag counts."""
    tagged = [a_core("C-1", tag="SO-7|1|1"), a_core("C-2", tag="SO-7|1|1")]
    bodies = [*tagged, a_core("C-3"), a_core("C-4")]
    return [operation("core_receipt", body, at=NOW + n, number=900 + n, device=f"H-{n}")
            for n, body in enumerate(bodies)]  # fmt: skip


def test_one_deposit_has_one_credit_in_any_order_of_arrival() -> None:
    seen = set()
    for order in permutations(range(4)):
        floor = Floor()
        floor.books.parts |= {p: Part(p, "Alternator") for p in ("ALT-1", "ALT-1C")}
        deposit = {**DEPOSIT, "quantity": 2}
        floor.tell("returns_import", {"deposits": [deposit], "groups": [GROUP]}, at=NOW - DAY)
        told = _told()
        at_erp: dict[str, tuple[str, int]] = {}
        for n in order:
            for paper in floor.hear(told[n]).decision.documents:
                if paper.kind == "core_credit":
                    at_erp[paper.body["core"]] = paper.body["deposit"], paper.body["credit_minor"]
        paid = sorted((core, *what) for core, what in at_erp.items() if what[1])
        assert paid == [("C-1", "SO-7|1|1", 5000), ("C-3", "SO-7|1|2", 5000)], order
        held = {h.scope.lpn for h in floor.books.holds.values()}
        assert {"L-C-2", "L-C-4"} <= held, order
        seen.add(_books(floor))
    assert len(seen) == 1


# what looks odd


def test_a_serial_that_came_before_is_a_signal_and_no_word_to_the_bench(floor: Floor) -> None:
    first = a_return("ECU-77810-AB", 1, serials=["E7A000311"], authorization=None)
    assert "fraud_signal" not in kinds_raised(tell(floor, "return_receipt", first))
    again = {**first, "returned": "R-2", "lpn": "L-2"}
    decision = tell(floor, "return_receipt", again, at=NOW + 5)
    assert kinds_raised(decision)["fraud_signal"] == "open"
    assert "serial" not in json.dumps(decision.detail)


def test_a_deposit_that_was_paid_is_a_signal_and_no_word_to_the_bench(floor: Floor) -> None:
    tell(floor, "core_receipt", a_core(tag="SO-7|1|1"))
    decision = tell(floor, "core_receipt", a_core("C-2", tag="SO-7|1|1"), at=NOW + 5)
    assert kinds_raised(decision) == {"core_unearned": "open", "fraud_signal": "open"}
    unknown = tell(floor, "core_receipt", a_core("C-3", tag="?"), at=NOW + 6)
    assert decision.detail.keys() == unknown.detail.keys() and decision.reason == unknown.reason


def test_another_serial_than_was_authorized_is_a_signal_only(floor: Floor) -> None:
    row = {"authorization": "RMA-2", "customer": "DLR1", "lines": [
        {"line": 1, "part": "ECU-77810-AB", "quantity": 1, "serials": ["E7A000001"]}]}  # fmt: skip
    floor.tell("returns_import", {"authorizations": [row]})
    decision = tell(floor, "return_receipt", a_return("ECU-77810-AB", 1, serials=["E7A000002"],
                                                    authorization="RMA-2"))  # fmt: skip
    assert kinds_raised(decision)["fraud_signal"] == "open"
    assert "serial" not in json.dumps([decision.detail, floor.books.records[
        ("returned", "R-1")].body["doubts"]])  # fmt: skip
