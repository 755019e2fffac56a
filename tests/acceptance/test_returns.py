# SPDX-License-Identifier: Apache-2.0
"""Goods that come back: RT1 to RT7, CO1 to CO5, WA1 to WA3, RM1, RM2, each on a handheld."""

from __future__ import annotations

from tests.acceptance.came_back import (
    CLAIM,
    DEPOSIT,
    RMA,
    TAG,
    answers,
    at_returns,
    credits,
    ready,
    reasons,
    record,
)
from tests.acceptance.conftest import Hire
from tests.acceptance.goods import CARTON, TRUCK, notice
from tests.acceptance.served import Floor
from tests.acceptance.worker import Worker
from tests.domain.floor import SUPPLIER, line


def test_rt1_an_authorized_return_is_held_on_its_plate(floor: Floor, hire: Hire) -> None:
    ready(floor)
    lopez = at_returns(hire)
    lopez.scan("RMA-1")
    lopez.says("Scan the part", "DLR1", "0 / 4")
    lopez.shot("rt1")
    lopez.scan("FLT-00318")
    lopez.number(2)
    lopez.tap("Photo")
    lopez.photograph("Open the camera")
    lopez.tap("Used")
    lopez.scan("L-000901")
    lopez.says("Bring it here", "Q01-004-A")
    lopez.shot("rt1")
    lopez.scan("Q01-004-A")
    lopez.online()
    [photo], [told] = lopez.told("photo"), lopez.told("return_receipt")
    assert photo["body"]["of"]["operation"] == told["body"]["returned"]
    assert floor.stock("FLT-00318") == {("lpn:L-000901", "", ""): 2}
    assert reasons(floor) == ["return_inspection"]
    assert record(floor, "authorization", "RMA-1")["received"] == {"1": 2}
    assert floor.questions("return_doubt") == []


def test_rt2_a_return_without_authorization_is_a_question_of_customer_service(
    floor: Floor, hire: Hire
) -> None:
    ready(floor)
    lopez = at_returns(hire)
    lopez.scan("FLT-00318")
    lopez.says("Who sends it back?")
    lopez.scan("DEALER-77")
    lopez.says("Nobody known: DEALER-77")
    lopez.shot("rt2")
    lopez.tap("Yes, that is the sender")
    lopez.number(1)
    lopez.tap("Opened")
    lopez.scan("L-000901")
    lopez.says("Bring it here")
    lopez.online()
    [asked] = floor.questions("return_doubt")
    assert (asked["body"]["kind"], asked["body"]["return_kind"]) == ("return_doubt", "unknown")
    assert asked["body"]["doubts"] == ["no_authorization"]
    assert asked["body"]["customer"] == "DEALER-77"
    assert reasons(floor) == ["return_provisional"]


def test_rt3_another_part_in_the_box_is_kept_under_both_numbers(floor: Floor, hire: Hire) -> None:
    ready(floor)
    lopez = at_returns(hire)
    lopez.scan("RMA-1", "FLT-00318")
    lopez.number(1)
    lopez.tap("Box says another number")
    lopez.says("Scan the number on the box")
    lopez.scan("BRK-10442")
    lopez.tap("Used")
    lopez.scan("L-000901")
    lopez.says("Bring it here")
    lopez.online()
    assert reasons(floor) == ["wrong_part"]
    [asked] = floor.questions("return_doubt")
    assert (asked["body"]["part"], asked["body"]["boxed_as"]) == ("FLT-00318", "BRK-10442")
    returned = asked["body"]["returned"]
    back = {"returned": returned, "disposition": "send_back", "reason": "charged"}
    decided = floor.ask("return_disposition", back)
    assert decided.outcome == "accepted" and reasons(floor) == ["send_back"]


def test_rt4_a_return_after_its_window_gets_no_credit_by_itself(floor: Floor, hire: Hire) -> None:
    ready(floor, authorizations=[{**RMA, "closes_on": "2020-01-01"}])
    lopez = at_returns(hire)
    lopez.scan("RMA-1", "FLT-00318")
    lopez.number(1)
    lopez.tap("As new")
    lopez.tap("Yes", exact=True)
    lopez.tap("Yes", exact=True)
    lopez.scan("L-000901")
    lopez.says("Bring it here")
    lopez.online()
    [asked] = floor.questions("return_doubt")
    assert asked["body"]["doubts"] == ["out_of_window"]
    assert reasons(floor) == ["return_provisional"]


def test_rt5_a_sealed_new_part_goes_back_to_stock(floor: Floor, hire: Hire) -> None:
    ready(floor)
    lopez = at_returns(hire)
    lopez.scan("RMA-1", "FLT-00318")
    lopez.number(2)
    lopez.tap("As new")
    lopez.says("Is the pack whole?")
    lopez.shot("rt5")
    lopez.tap("Yes", exact=True)
    lopez.says("Is the seal whole?")
    lopez.tap("Yes", exact=True)
    lopez.scan("L-000901")
    lopez.says("Bring it here")
    lopez.online()
    assert floor.holds() == []
    [task] = floor.tasks("putaway")
    assert task["body"]["lpn"] == "L-000901"


def test_rt6_what_looks_odd_is_said_to_a_supervisor_and_not_at_the_bench(
    floor: Floor, hire: Hire
) -> None:
    ready(floor)
    core = {"location": "DOCK-01", "part": "ALT-1C", "sold_as": "ALT-1", "customer": "DLR1",
            "tag": TAG, "answers": dict.fromkeys(
                ("complete", "assembled", "no_crack", "no_fire_or_water", "no_heavy_corrosion",
                 "identification_legible"), True)}  # fmt: skip
    lopez = at_returns(hire)
    floor.tell("core_receipt", {**core, "core": "C-1", "lpn": "L-000800"})
    lopez.scan(TAG, "ALT-1")
    answers(lopez, *["Yes"] * 6)
    lopez.tap("Go on")
    lopez.scan("L-000901")
    lopez.says("Bring it here")
    lopez.online()
    [signal] = floor.questions("fraud_signal")
    assert signal["body"]["difference"] == "deposit_already_paid"
    lopez.caught_up()
    assert "paid" not in lopez.text().lower()
    assert "paid" not in str([row["detail"] for row in floor.journal("core_receipt")])
    assert credits(floor) == [(TAG, 5000)]


def test_rt7_a_leaking_battery_has_its_own_way(floor: Floor, hire: Hire) -> None:
    ready(floor)
    floor.has({"parts": [{"part": "BAT-1", "description": "Battery",
                          "hazard": {"class": "8", "un": "UN2794"}}]})  # fmt: skip
    lopez = at_returns(hire)
    lopez.tap("Problem")
    lopez.tap("Dangerous")
    lopez.tap("Leaking battery")
    lopez.says("Make it safe first", "Gloves and goggles. Into the acid-proof box, upright.")
    lopez.shot("rt7")
    lopez.tap("It is in the container")
    lopez.tap("DLR1")
    lopez.scan("BAT-1")
    lopez.says("Scan the hazard paper")
    lopez.scan("HAZ-1", "L-000901")
    lopez.says("Bring it here", "Q02-001-A")
    lopez.shot("rt7")
    lopez.scan("Q02-001-A")
    lopez.online()
    assert reasons(floor) == ["hazard_return"]
    assert len(floor.questions("return_danger")) == 1


def test_co1_co3_a_tagged_core_is_graded_by_its_answers(floor: Floor, hire: Hire) -> None:
    ready(floor)
    lopez = at_returns(hire)
    lopez.scan(TAG)
    lopez.says("SO-7 / 1", "ALT", "50.00 EUR", "2099-01-01")
    lopez.shot("co1")
    lopez.scan("ALT-1")
    lopez.says("Is it complete?")
    lopez.shot("co3")
    answers(lopez, "No", *["Yes"] * 5)
    lopez.says("Grade B", "75 % of the deposit, by rule.")
    lopez.shot("co3")
    lopez.tap("Go on")
    lopez.scan("L-000901")
    lopez.says("Bring it here")
    lopez.online()
    assert credits(floor) == [(TAG, 3750)]
    assert record(floor, "core_deposit", TAG)["state"] == "paid"


def test_co2_a_core_without_a_tag_answers_the_oldest_open_deposit(
    floor: Floor, hire: Hire
) -> None:
    older = {**DEPOSIT, "order": "SO-1", "due_on": "2098-01-01"}
    ready(floor, deposits=[DEPOSIT, older])
    lopez = at_returns(hire)
    lopez.scan("ALT-1")
    lopez.tap("DLR1")
    answers(lopez, *["Yes"] * 6)
    lopez.tap("Go on")
    lopez.scan("L-000901")
    lopez.says("Bring it here")
    lopez.online()
    assert credits(floor) == [("SO-1|1|1", 5000)] and floor.holds() == []


def test_co4_a_core_that_nobody_paid_for_is_held(floor: Floor, hire: Hire) -> None:
    ready(floor, deposits=[])
    lopez = at_returns(hire)
    lopez.scan("ALT-1")
    lopez.tap("DLR1")
    answers(lopez, *["Yes"] * 6)
    lopez.tap("Go on")
    lopez.scan("L-000901")
    lopez.says("Bring it here")
    lopez.online()
    assert reasons(floor) == ["core_unearned"] and credits(floor) == []
    assert len(floor.questions("core_unearned")) == 1


def test_co5_a_container_of_cores_waits_for_the_vendors_credit(floor: Floor, hire: Hire) -> None:
    ready(floor)
    floor.stocked("A02-015-B", line("ALT-1C", 3))
    lopez = at_returns(hire)
    lopez.tap("Problem")
    lopez.tap("Container")
    lopez.scan("L-000950")
    lopez.says("Scan each core")
    lopez.scan("ALT-1C")
    lopez.says("Scan each core")
    lopez.again("ALT-1C")
    lopez.shot("co5")
    lopez.tap("Close")
    lopez.tap(SUPPLIER)
    lopez.says("Container sent")
    lopez.online()
    sent = lopez.told("core_shipment")[0]["body"]["shipment"]
    assert record(floor, "core_shipment", sent)["missing"] == {"ALT-1C": 2}
    floor.office("returns_import", {"acknowledgements": [
        {"shipment": sent, "part": "ALT-1C", "quantity": 2}]})  # fmt: skip
    assert record(floor, "core_shipment", sent)["state"] == "settled"


def _claimed(floor: Floor, hire: Hire) -> Worker:
    lopez = at_returns(hire)
    lopez.scan("WC-1")
    lopez.says("Scan the vehicle number")
    lopez.scan("1M8GDM9AXKP042788")
    lopez.scan("ECU-77810-AB")
    lopez.says("Scan its serial")
    lopez.scan("E7A000311")
    lopez.says("2099-12-31")
    lopez.shot("wa1")
    lopez.scan("L-000901")
    lopez.says("Bring it here")
    lopez.online()
    return lopez


def test_wa1_wa2_a_claimed_part_is_kept_and_decided_by_its_inspector(
    floor: Floor, hire: Hire
) -> None:
    ready(floor)
    _claimed(floor, hire)
    claim = record(floor, "claim", "WC-1")
    assert (claim["state"], claim["vehicle"]) == ("part_received", "1M8GDM9AXKP042788")
    assert reasons(floor) == ["warranty_keep"]
    found = {"claim": "WC-1", "finding": "no_fault_found", "reason": "tested"}
    assert floor.ask("claim_decision", found, actor="lopez").reason == "declined_role"
    assert floor.ask("claim_decision", found).outcome == "accepted"
    assert record(floor, "claim", "WC-1")["state"] == "denied" and floor.holds() == []


def test_wa3_a_part_that_the_vendor_calls_in_is_sent_with_its_claim(
    floor: Floor, hire: Hire
) -> None:
    ready(floor)
    lopez = _claimed(floor, hire)
    floor.office("returns_import", {"claims": [{**CLAIM, "called_in": True}]})
    lopez.caught_up()
    lopez.tap("Later")
    lopez.offline()
    lopez.tap("Problem")
    lopez.tap("Container")
    lopez.scan("L-000950")
    lopez.says("Scan each core")
    lopez.scan("L-000901")
    lopez.says("Scan each core")
    lopez.tap("Close")
    lopez.tap(SUPPLIER)
    lopez.says("Container sent")
    lopez.online()
    assert record(floor, "claim", "WC-1")["sent"]
    assert floor.stock("ECU-77810-AB") == {}


def _reman(floor: Floor, hire: Hire) -> Worker:
    ready(floor)
    floor.stocked("A02-015-B", line("ALT-1C", 1, None, "OLD1"))
    lopez = at_returns(hire)
    lopez.tap("Problem")
    lopez.tap("Reman")
    lopez.tap("RO-1")
    lopez.scan("PACK-01")
    lopez.says("Scan a core")
    lopez.scan("OLD1")
    lopez.says("In work")
    return lopez


def test_rm1_a_core_comes_out_under_a_number_of_its_own(floor: Floor, hire: Hire) -> None:
    lopez = _reman(floor, hire)
    lopez.shot("rm1")
    lopez.tap("Problem")
    lopez.tap("Unit done")
    lopez.says("From which core?")
    lopez.again("OLD1")
    lopez.says("Scan the new serial")
    lopez.scan("NEW-9")
    lopez.says("Scan its plate")
    lopez.scan("L-000902")
    lopez.says("Unit booked")
    lopez.online()
    assert floor.stock("ALT-1R") == {("lpn:L-000902", "", "NEW-9"): 1}
    assert floor.stock("ALT-1C") == {}
    core = record(floor, "reman_core", "ALT-1C|OLD1")
    assert (core["unit"], core["unit_serial"]) == ("ALT-1R", "NEW-9")
    assert floor.questions("reman_doubt") == []


def test_rm2_a_lost_core_leaves_the_balance_with_its_reason(floor: Floor, hire: Hire) -> None:
    lopez = _reman(floor, hire)
    lopez.tap("Problem")
    lopez.tap("Lost")
    lopez.says("Which core is lost?")
    lopez.again("OLD1")
    lopez.tap("Cracked")
    lopez.says("Loss booked")
    lopez.online()
    order = record(floor, "reman_order", "RO-1")
    assert (order["taken"], order["lost"], order["reasons"]) == (1, 1, {"cracked": 1})


def test_rc19_a_return_on_a_suppliers_truck_keeps_the_carriers_receipt(
    floor: Floor, hire: Hire
) -> None:
    ready(floor)
    floor.office("asn_import", notice((CARTON, [line("BRK-10442", 10, "L26-0190")])))
    lopez = hire("lopez")
    lopez.tap("Receive")
    lopez.tap(TRUCK)
    lopez.offline()
    lopez.scan("DOCK-01")
    lopez.problem("Return")
    lopez.says("Scan paper, tag or part", "PRO998877")
    lopez.scan("RMA-1", "FLT-00318")
    lopez.number(1)
    lopez.tap("Used")
    lopez.scan("L-000901")
    lopez.says("Bring it here")
    lopez.online()
    [told] = lopez.told("return_receipt")
    assert told["body"]["carrier_receipt"] == "PRO998877"
    assert record(floor, "returned", told["body"]["returned"])["carrier_receipt"] == "PRO998877"
