# SPDX-License-Identifier: Apache-2.0
"""Claimed parts are kept and decided once; cores leave for a vendor or become another unit."""

from __future__ import annotations

from typing import Any

import pytest

from tests.domain.floor import Floor
from tests.domain.goods_back import (
    CLAIM,
    DAY,
    NOW,
    a_core,
    a_floor,
    a_return,
    ask,
    decide_on,
    kinds_raised,
    reasons,
    tell,
)


@pytest.fixture(name="floor")
def _floor() -> Floor:
    return a_floor()


# warranty


def _claimed(floor: Floor) -> Any:
    return tell(floor, "return_receipt", a_return(
        "ECU-77810-AB", 1, serials=["E7A000311"], kind="warranty", claim="WC-1",
        authorization=None, vehicle="WVW1"))  # fmt: skip


def _inspected(finding: str, approved: int = 0, **more: Any) -> dict[str, Any]:
    return {"claim": "WC-1", "finding": finding, "reason": "tested", "approved_minor": approved,
            **more}  # fmt: skip


def test_a_claimed_part_is_kept_and_its_claim_knows_it(floor: Floor) -> None:
    assert _claimed(floor).outcome == "accepted"
    claim = floor.books.records[("claim", "WC-1")].body
    assert (claim["state"], claim["vehicle"], claim["returned"]) == ("part_received", "WVW1", "R-1")
    assert reasons(floor) == ["warranty_keep"]
    assert ask(floor, "return_disposition", decide_on("scrap", witness="wong")).detail[
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
    decision = ask(floor, "claim_decision", _inspected(finding, approved, witness=witness))
    assert decision.detail["state"] == state and reasons(floor) == held
    assert sum(floor.stock().values()) == left
    (advice,) = [p.body for p in decision.documents if p.kind == "return_advice"]
    assert (advice["credit_minor"], advice["currency"]) == (approved, "EUR")
    assert ask(floor, "claim_decision", _inspected(finding, approved)).detail["declined"]


def test_an_invalid_part_is_scrapped_after_its_day_before_a_witness_only(floor: Floor) -> None:
    _claimed(floor)
    late = NOW + 100 * DAY  # the claim's own day has passed
    alone = ask(floor, "claim_decision", _inspected("invalid", witness="lopez"), at=late)
    assert sum(floor.stock().values()) == 1 and alone.detail["kept_until"]
    assert ask(floor, "return_disposition", decide_on("scrap"), at=late).detail["what"] == "witness"
    ask(floor, "return_disposition", decide_on("scrap", witness="wong"), at=late)
    assert sum(floor.stock().values()) == 0 and not floor.books.holds


def test_a_part_that_the_vendor_calls_in_is_not_scrapped_but_sent(floor: Floor) -> None:
    _claimed(floor)
    floor.tell("returns_import", {"claims": [{**CLAIM, "called_in": True}]})
    assert floor.books.records[("claim", "WC-1")].body["state"] == "part_received"
    scrap = ask(floor, "return_disposition", decide_on("scrap", witness="wong"))
    assert scrap.detail["what"] == "called_in"
    tell(floor, "core_shipment", {"shipment": "VS-1", "vendor": "SUP0417", "lpn": "L-1", "lines": [
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
    decision = ask(floor, "claim_decision", _inspected(finding, approved))
    assert decision.reason == "declined_unfit" and reasons(floor) == ["warranty_keep"]


# to the vendor, and remanufacture


def test_a_container_waits_for_the_vendors_word_part_by_part(floor: Floor) -> None:
    tell(floor, "core_receipt", a_core(tag="SO-7|1|1", lpn="L-9"))
    tell(floor, "core_shipment", {"shipment": "VS-1", "vendor": "REMAN", "lpn": "L-9", "lines": [
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
    tell(floor, "core_receipt", a_core(tag="SO-7|1|1", serial="OLD1"))
    assert tell(floor, "reman_consume", CONSUME, at=NOW + 1).raised == ()
    assert tell(floor, "reman_output", OUTPUT, at=NOW + 2).raised == ()
    ((place, goods),) = floor.stock()
    assert (place, goods.part, goods.serial) == ("lpn:L-R", "ALT-1R", "NEW1")
    order = floor.books.records[("reman_order", "RO-1")].body
    assert (order["taken"], order["made"], order["lost"]) == (1, 1, 0)
    unit = floor.books.records[("reman_core", "ALT-1C|OLD1")].body
    assert (unit["unit"], unit["unit_serial"]) == ("ALT-1R", "NEW1")


def test_what_came_out_before_it_is_told_to_have_gone_in_is_watched_until_then(
    floor: Floor,
) -> None:
    tell(floor, "core_receipt", a_core(tag="SO-7|1|1", serial="OLD1"))
    early = tell(floor, "reman_output", OUTPUT, at=NOW + 2)
    assert kinds_raised(early) == {"reman_doubt": "watching"}
    assert kinds_raised(tell(floor, "reman_consume", CONSUME, at=NOW + 1)) == {
        "reman_doubt": "resolved"}  # fmt: skip


def test_a_lost_core_is_out_of_the_books_with_its_reason(floor: Floor) -> None:
    tell(floor, "core_receipt", a_core(tag="SO-7|1|1", serial="OLD1"))
    tell(floor, "reman_consume", CONSUME, at=NOW + 1)
    lost = {"order": "RO-1", "part": "ALT-1C", "serial": "OLD1", "reason": "cracked"}
    decision = tell(floor, "reman_loss", lost, at=NOW + 2)
    assert decision.detail == {"taken": 1, "made": 0, "lost": 1} and not floor.stock()
    assert floor.books.records[("reman_order", "RO-1")].body["reasons"] == {"cracked": 1}
