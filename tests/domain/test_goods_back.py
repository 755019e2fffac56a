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
from backend.domain.reverse.grading import CORE_CHECKS
from sync.erp.documents import outbound
from tests.domain.floor import Floor, operation

DAY = 86_400_000
NOW = 20_000 * DAY
YES = {one.check: True for one in CORE_CHECKS if not one.by_book}
LINE = {"line": 1, "part": "FLT-00318", "quantity": 4, "price_minor": 900}
FILTERS = {"authorization": "RMA-1", "customer": "DLR1", "currency": "EUR", "lines": [LINE]}
DEPOSIT = {"order": "SO-7", "line": 1, "customer": "DLR1", "core_group": "ALT", "part": "ALT-1",
           "deposit_minor": 5000, "currency": "EUR", "due_on": "2030-01-01"}  # fmt: skip
GROUP = {"part": "ALT-1", "core_group": "ALT", "family": "alternator", "core_part": "ALT-1C"}
CLAIM = {"claim": "WC-1", "part": "ECU-77810-AB", "serial": "E7A000311", "customer": "DLR1",
         "currency": "EUR", "claimed_minor": 40_000, "keep_until": "2024-12-31",
         "supplier": "SUP0417"}  # fmt: skip


@pytest.fixture(name="floor")
def _floor() -> Floor:
    floor = Floor()
    floor.books.parts |= {p: Part(p, "Alternator") for p in ("ALT-1", "ALT-1C", "ALT-1R")}
    floor.tell("returns_import", {
        "authorizations": [FILTERS], "deposits": [DEPOSIT], "groups": [GROUP], "claims": [CLAIM],
        "reman_orders": [{"order": "RO-1", "core_group": "ALT", "part": "ALT-1R"}],
    }, at=NOW - DAY)  # fmt: skip
    return floor


def _back(part: str = "FLT-00318", quantity: int = 2, **more: Any) -> dict[str, Any]:
    keys = ("condition", "boxed_as", "checks", "serials", "lot")
    extra = {name: more.pop(name) for name in keys if name in more}
    return {
        "returned": "R-1", "location": "DOCK-01", "lpn": "L-1", "kind": "rma", "customer": "DLR1",
        "authorization": "RMA-1", "lines": [{"part": part, "quantity": quantity, **extra}], **more,
    }  # fmt: skip


def _core(name: str = "C-1", **more: Any) -> dict[str, Any]:
    return {"core": name, "location": "DOCK-01", "lpn": f"L-{name}", "part": "ALT-1C",
            "sold_as": "ALT-1", "customer": "DLR1", "answers": YES, **more}  # fmt: skip


def _tell(floor: Floor, kind: str, body: dict[str, Any], **more: Any) -> Any:
    more.setdefault("at", NOW)
    judged = floor.tell(kind, body, **more)
    for paper in judged.decision.documents:
        assert not isinstance(outbound(paper.kind, paper.body), tuple), paper
    return judged.decision


def _ask(floor: Floor, kind: str, body: dict[str, Any], **more: Any) -> Any:
    return _tell(floor, kind, body, authority="supervisor", **more)


def _deposit(floor: Floor, unit: int = 1) -> dict[str, Any]:
    return floor.books.records[("core_deposit", f"SO-7|1|{unit}")].body


def _reasons(floor: Floor) -> list[str]:
    return sorted(hold.reason for hold in floor.books.holds.values())


def _raised(decision: Any) -> dict[str, str]:
    return {one.kind: one.state for one in decision.raised}


def _credits(decision: Any) -> list[tuple[str, int, bool]]:
    return [(p.body["core"], p.body["credit_minor"], p.body["corrects"])
            for p in decision.documents if p.kind == "core_credit"]  # fmt: skip


# returns


def test_an_authorized_return_is_on_its_plate_on_hold_and_in_a_task(floor: Floor) -> None:
    decision = _tell(floor, "return_receipt", _back())
    assert {h: n for (h, _), n in floor.stock().items()} == {"lpn:L-1": 2}
    assert _reasons(floor) == ["return_inspection"]
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
    decision = _tell(floor, "return_receipt", _back(**changes))
    assert _reasons(floor) == [reason]
    (asked,) = [one for one in decision.raised if one.kind == "return_doubt"]
    assert asked.details["doubts"] == [doubt] and decision.reason == "return_provisional"


def test_a_return_after_its_window_is_a_question(floor: Floor) -> None:
    row = {**FILTERS, "closes_on": "2020-01-01"}
    floor.tell("returns_import", {"authorizations": [row]})
    decision = _tell(floor, "return_receipt", _back())
    assert decision.raised[0].details["doubts"] == ["out_of_window"]


def test_dangerous_goods_are_a_matter_of_their_own(floor: Floor) -> None:
    decision = _tell(floor, "return_receipt",
                     _back(danger="leaking_battery", container="L-77"))  # fmt: skip
    assert _reasons(floor) == ["hazard_return"] and _raised(decision) == {"return_danger": "open"}


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
    decision = _tell(floor, "return_receipt", _back(**changes))
    assert (not floor.books.holds) is free
    assert [t.kind for t in decision.tasks] == ["putaway" if free else "return"]
    assert ("return_advice" in [p.kind for p in decision.documents]) is free


def _decide(disposition: str, **more: Any) -> dict[str, Any]:
    return {"returned": "R-1", "disposition": disposition, "reason": "looked at", **more}


@pytest.mark.parametrize(("disposition", "held", "credit", "left"), [
    ("restock_A", [], 1500, 2), ("restock_B", [], 1500, 2),
    ("return_to_vendor", ["vendor_return"], 1800, 2), ("send_back", ["send_back"], 0, 2),
    ("warranty_test", ["warranty_keep"], None, 2), ("scrap", [], None, 0)])  # fmt: skip
def test_each_disposition_has_its_stock_state_and_its_credit(
    floor: Floor, disposition: str, held: list[str], credit: int | None, left: int
) -> None:
    _tell(floor, "return_receipt", _back())
    decision = _ask(floor, "return_disposition", _decide(disposition, fee_minor=300))
    assert _reasons(floor) == held and sum(floor.stock().values()) == left
    (advice,) = [p.body for p in decision.documents if p.kind == "return_advice"]
    assert advice["credit_minor"] == credit and decision.resolved == ("return|R-1",)
    again = _ask(floor, "return_disposition", _decide("restock_A"))
    assert again.detail["declined"] and not again.documents, "one return, one credit"


def test_nobody_but_a_supervisor_decides(floor: Floor) -> None:
    _tell(floor, "return_receipt", _back())
    assert _tell(floor, "return_disposition", _decide("restock_A")).reason == "declined_role"
    assert _ask(floor, "return_disposition",
                {**_decide("scrap"), "returned": "?"}).reason == "declined_unknown"  # fmt: skip


def test_what_is_not_on_its_plate_any_more_is_not_scrapped(floor: Floor) -> None:
    _tell(floor, "return_receipt", _back())
    _tell(floor, "transfer", {"source": "lpn:L-1", "target": "A02-015-B",
                              "lines": [{"part": "FLT-00318", "quantity": 1}]}, at=NOW + 1)
    assert _reasons(floor) == ["return_inspection"] * 2, "the hold follows"
    decision = _ask(floor, "return_disposition", _decide("scrap"), at=NOW + 2)
    assert decision.reason == "declined_changed" and len(floor.books.holds) == 2
    _ask(floor, "return_disposition", _decide("restock_A"), at=NOW + 3)
    assert not floor.books.holds, "followers end with it"


def test_an_authorization_is_over_when_all_came_and_was_decided(floor: Floor) -> None:
    _tell(floor, "return_receipt", _back(quantity=4))
    assert floor.books.records[("authorization", "RMA-1")].body["state"] == "received"
    floor.tell("returns_import", {"authorizations": [FILTERS]})
    assert floor.books.records[("authorization", "RMA-1")].body["received"] == {"1": 4}
    _ask(floor, "return_disposition", _decide("restock_A"))
    assert floor.books.records[("authorization", "RMA-1")].body["state"] == "dispositioned"


# cores


def test_a_tagged_core_earns_its_deposit(floor: Floor) -> None:
    decision = _tell(floor, "core_receipt", _core(tag="SO-7|1|1"))
    assert _credits(decision) == [("C-1", 5000, False)] and not floor.books.holds
    assert (_deposit(floor)["state"], _deposit(floor)["core"]) == ("paid", "C-1")


def test_the_grade_is_what_the_answers_come_to(floor: Floor) -> None:
    answers = {**YES, "complete": False}
    decision = _tell(floor, "core_receipt", _core(tag="SO-7|1|1", answers=answers, grade="A"))
    assert _credits(decision) == [("C-1", 3750, False)] and decision.detail["grade"] == "B"


def test_a_core_that_is_turned_down_is_held_and_its_deposit_kept(floor: Floor) -> None:
    answers = {**YES, "no_crack": False}
    decision = _tell(floor, "core_receipt", _core(tag="SO-7|1|1", answers=answers))
    assert _credits(decision) == [("C-1", 0, False)] and _reasons(floor) == ["core_rejected"]
    assert _deposit(floor)["state"] == "forfeit"


def test_a_core_under_the_number_of_what_is_sold_is_never_free(floor: Floor) -> None:
    _tell(floor, "core_receipt", _core(tag="SO-7|1|1", part="ALT-1"))
    assert _reasons(floor) == ["core"]


def test_a_core_without_a_tag_takes_the_oldest_open_deposit(floor: Floor) -> None:
    old = {**DEPOSIT, "order": "SO-1", "due_on": "2029-01-01"}
    floor.tell("returns_import", {"deposits": [old]})
    _tell(floor, "core_receipt", _core())
    assert floor.books.records[("core_deposit", "SO-1|1|1")].body["state"] == "paid"
    assert _deposit(floor)["state"] == "open"


@pytest.mark.parametrize("changes", [
    {"customer": "DLR2"}, {"tag": "?"}, {"part": "FLT-00318", "sold_as": None}])  # fmt: skip
def test_an_unearned_core_is_held_and_asked_and_the_bench_hears_only_that(
    floor: Floor, changes: dict[str, Any]
) -> None:
    decision = _tell(floor, "core_receipt", _core(**changes))
    assert _reasons(floor) == ["core_unearned"] and _raised(decision) == {"core_unearned": "open"}
    assert decision.reason == "core_unearned" and _credits(decision) == []


def test_the_sale_that_is_told_after_its_core_still_pays(floor: Floor) -> None:
    _tell(floor, "core_receipt", _core(tag="SO-8|1|1"))
    judged = floor.tell("returns_import", {"deposits": [{**DEPOSIT, "order": "SO-8"}]})
    assert _credits(judged.decision) == [("C-1", 5000, False)]
    assert _raised(judged.decision) == {"core_unearned": "resolved"}


def _books(floor: Floor) -> Any:
    kinds = ("core_deposit", "core")
    return json.dumps(sorted((str(r.key), r.body) for r in floor.books.records.values()
                             if r.kind in kinds), sort_keys=True)  # fmt: skip


def _told() -> list[Operation]:
    """Two with one tag, one without; the earliest told of a tag counts."""
    tagged = [_core("C-1", tag="SO-7|1|1"), _core("C-2", tag="SO-7|1|1")]
    bodies = [*tagged, _core("C-3"), _core("C-4")]
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
    first = _back("ECU-77810-AB", 1, serials=["E7A000311"], authorization=None)
    assert "fraud_signal" not in _raised(_tell(floor, "return_receipt", first))
    again = {**first, "returned": "R-2", "lpn": "L-2"}
    decision = _tell(floor, "return_receipt", again, at=NOW + 5)
    assert _raised(decision)["fraud_signal"] == "open"
    assert "serial" not in json.dumps(decision.detail)


def test_a_deposit_that_was_paid_is_a_signal_and_no_word_to_the_bench(floor: Floor) -> None:
    _tell(floor, "core_receipt", _core(tag="SO-7|1|1"))
    decision = _tell(floor, "core_receipt", _core("C-2", tag="SO-7|1|1"), at=NOW + 5)
    assert _raised(decision) == {"core_unearned": "open", "fraud_signal": "open"}
    unknown = _tell(floor, "core_receipt", _core("C-3", tag="?"), at=NOW + 6)
    assert decision.detail.keys() == unknown.detail.keys() and decision.reason == unknown.reason


def test_another_serial_than_was_authorized_is_a_signal_only(floor: Floor) -> None:
    row = {"authorization": "RMA-2", "customer": "DLR1", "lines": [
        {"line": 1, "part": "ECU-77810-AB", "quantity": 1, "serials": ["E7A000001"]}]}  # fmt: skip
    floor.tell("returns_import", {"authorizations": [row]})
    decision = _tell(floor, "return_receipt", _back("ECU-77810-AB", 1, serials=["E7A000002"],
                                                    authorization="RMA-2"))  # fmt: skip
    assert _raised(decision)["fraud_signal"] == "open"
    assert "serial" not in json.dumps([decision.detail, floor.books.records[
        ("returned", "R-1")].body["doubts"]])  # fmt: skip


# warranty


def _claimed(floor: Floor) -> Any:
    return _tell(floor, "return_receipt", _back(
        "ECU-77810-AB", 1, serials=["E7A000311"], kind="warranty", claim="WC-1",
        authorization=None, vehicle="WVW1"))  # fmt: skip


def _inspected(finding: str, approved: int = 0, **more: Any) -> dict[str, Any]:
    return {"claim": "WC-1", "finding": finding, "reason": "tested", "approved_minor": approved,
            **more}  # fmt: skip


def test_a_claimed_part_is_kept_and_its_claim_knows_it(floor: Floor) -> None:
    assert _claimed(floor).outcome == "accepted"
    claim = floor.books.records[("claim", "WC-1")].body
    assert (claim["state"], claim["vehicle"], claim["returned"]) == ("part_received", "WVW1", "R-1")
    assert _reasons(floor) == ["warranty_keep"]
    assert _ask(floor, "return_disposition", _decide("scrap", witness="wong")).detail[
        "what"] == "keep_until"  # fmt: skip


@pytest.mark.parametrize(("finding", "approved", "witness", "state", "held", "left"), [
    ("valid", 40_000, "wong", "approved", ["warranty_keep"], 1),
    ("valid", 9_000, None, "partially_approved", ["warranty_keep"], 1),
    ("vendor_responsible", 40_000, None, "approved", ["vendor_return"], 1),
    ("no_fault_found", 0, None, "denied", [], 1)])  # fmt: skip
def test_each_finding_has_its_result_for_goods_and_money(
    floor: Floor, finding: str, approved: int, witness: str | None, state: str, held: list[str],
    left: int,
) -> None:  # fmt: skip
    _claimed(floor)
    decision = _ask(floor, "claim_decision", _inspected(finding, approved, witness=witness))
    assert decision.detail["state"] == state and _reasons(floor) == held
    assert sum(floor.stock().values()) == left
    (advice,) = [p.body for p in decision.documents if p.kind == "return_advice"]
    assert (advice["credit_minor"], advice["currency"]) == (approved, "EUR")
    assert _ask(floor, "claim_decision", _inspected(finding, approved)).detail["declined"]


def test_an_invalid_part_is_scrapped_after_its_day_before_a_witness_only(floor: Floor) -> None:
    _claimed(floor)
    late = NOW + 100 * DAY  # the claim's own day has passed
    alone = _ask(floor, "claim_decision", _inspected("invalid", witness="lopez"), at=late)
    assert sum(floor.stock().values()) == 1 and alone.detail["kept_until"]
    assert _ask(floor, "return_disposition", _decide("scrap"), at=late).detail["what"] == "witness"
    _ask(floor, "return_disposition", _decide("scrap", witness="wong"), at=late)
    assert sum(floor.stock().values()) == 0 and not floor.books.holds


def test_a_part_that_the_vendor_calls_in_is_not_scrapped_but_sent(floor: Floor) -> None:
    _claimed(floor)
    floor.tell("returns_import", {"claims": [{**CLAIM, "called_in": True}]})
    assert floor.books.records[("claim", "WC-1")].body["state"] == "part_received"
    scrap = _ask(floor, "return_disposition", _decide("scrap", witness="wong"))
    assert scrap.detail["what"] == "called_in"
    _tell(floor, "core_shipment", {"shipment": "VS-1", "vendor": "SUP0417", "lpn": "L-1", "lines": [
        {"part": "ECU-77810-AB", "quantity": 1, "serials": ["E7A000311"], "claim": "WC-1"}]},
        at=NOW + 9)  # fmt: skip
    assert floor.books.records[("claim", "WC-1")].body["sent"] == "VS-1"
    assert sum(floor.stock().values()) == 0


@pytest.mark.parametrize(("finding", "approved"), [
    ("valid", 0), ("valid", 40_001), ("no_fault_found", 1)])  # fmt: skip
def test_a_finding_that_its_money_contradicts_is_declined(
    floor: Floor, finding: str, approved: int
) -> None:
    _claimed(floor)
    decision = _ask(floor, "claim_decision", _inspected(finding, approved))
    assert decision.reason == "declined_unfit" and _reasons(floor) == ["warranty_keep"]


# to the vendor, and remanufacture


def test_a_container_waits_for_the_vendors_word_part_by_part(floor: Floor) -> None:
    _tell(floor, "core_receipt", _core(tag="SO-7|1|1", lpn="L-9"))
    _tell(floor, "core_shipment", {"shipment": "VS-1", "vendor": "REMAN", "lpn": "L-9", "lines": [
        {"part": "ALT-1C", "quantity": 1, "grade": "A"}]}, at=NOW + 1)  # fmt: skip
    sent = floor.books.records[("core_shipment", "VS-1")].body
    assert (sent["missing"], sent["state"]) == ({"ALT-1C": 1}, "awaiting")
    assert not floor.stock()
    for _ in range(2):  # told twice, counted once
        floor.tell("returns_import", {"acknowledgements": [
            {"shipment": "VS-1", "part": "ALT-1C", "quantity": 1}]})  # fmt: skip
    assert floor.books.records[("core_shipment", "VS-1")].body["state"] == "settled"


CONSUME = {"order": "RO-1", "source": "lpn:L-C-1",
           "lines": [{"part": "ALT-1C", "quantity": 1, "serials": ["OLD1"]}]}  # fmt: skip
OUTPUT = {"order": "RO-1", "location": "DOCK-01", "lpn": "L-R", "part": "ALT-1R", "serial": "NEW1",
          "parent_part": "ALT-1C", "parent_serial": "OLD1"}  # fmt: skip


def test_a_core_becomes_a_unit_with_a_new_number_and_a_parent(floor: Floor) -> None:
    _tell(floor, "core_receipt", _core(tag="SO-7|1|1", serial="OLD1"))
    assert _tell(floor, "reman_consume", CONSUME, at=NOW + 1).raised == ()
    assert _tell(floor, "reman_output", OUTPUT, at=NOW + 2).raised == ()
    ((place, goods),) = floor.stock()
    assert (place, goods.part, goods.serial) == ("lpn:L-R", "ALT-1R", "NEW1")
    order = floor.books.records[("reman_order", "RO-1")].body
    assert (order["taken"], order["made"], order["lost"]) == (1, 1, 0)
    unit = floor.books.records[("reman_core", "ALT-1C|OLD1")].body
    assert (unit["unit"], unit["unit_serial"]) == ("ALT-1R", "NEW1")


def test_what_came_out_before_it_is_told_to_have_gone_in_is_watched_until_then(
    floor: Floor,
) -> None:
    _tell(floor, "core_receipt", _core(tag="SO-7|1|1", serial="OLD1"))
    assert _raised(_tell(floor, "reman_output", OUTPUT, at=NOW + 2)) == {"reman_doubt": "watching"}
    assert _raised(_tell(floor, "reman_consume", CONSUME, at=NOW + 1)) == {
        "reman_doubt": "resolved"}  # fmt: skip


def test_a_lost_core_is_out_of_the_books_with_its_reason(floor: Floor) -> None:
    _tell(floor, "core_receipt", _core(tag="SO-7|1|1", serial="OLD1"))
    _tell(floor, "reman_consume", CONSUME, at=NOW + 1)
    lost = {"order": "RO-1", "part": "ALT-1C", "serial": "OLD1", "reason": "cracked"}
    decision = _tell(floor, "reman_loss", lost, at=NOW + 2)
    assert decision.detail == {"taken": 1, "made": 0, "lost": 1} and not floor.stock()
    assert floor.books.records[("reman_order", "RO-1")].body["reasons"] == {"cracked": 1}
