# SPDX-License-Identifier: Apache-2.0
"""Warranty claims and remanufacture."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from backend.domain.reverse import reman, warranty
from backend.domain.reverse.models import Fault
from backend.domain.reverse.reman import (
    Core,
    RemanOrder,
    RemanUnit,
    consumed,
    core_balance,
    finished,
    lost,
    yield_of,
)
from backend.domain.reverse.warranty import (
    FINDINGS,
    Claim,
    after_payment,
    claims_minor,
    decided,
    keeping,
)

CLAIM = Claim("W-1", "ECU-77810-AB", "E7A000311", "VIN-1", "DLR2207", "2026-12-31", "EUR", 20000,
              supplier="SUP0417")  # fmt: skip


def at(state: str, **more: Any) -> Claim:
    """The claim in a state."""
    return replace(CLAIM, state=state, **more)


def walked(claim: Claim | Fault, *states: str) -> Claim:
    """The claim some steps further."""
    for state in states:
        assert not isinstance(claim, Fault)
        claim = warranty.moved(claim, state)
    assert not isinstance(claim, Fault), claim
    return claim


def test_wa2_a_supplier_at_fault_pays_what_the_customer_got() -> None:
    claim = walked(CLAIM, "validating", "part_requested", "part_received")
    claim = walked(decided(claim, FINDINGS["vendor_responsible"], 15000))
    assert (claim.state, claim.recovery_minor) == ("partially_approved", 15000)
    assert claims_minor([claim, CLAIM]) == {"EUR": (15000, 15000)}
    claim = walked(after_payment(walked(claim, "paid")))
    assert claim.state == "supplier_recovery_open"
    assert claims_minor([claim]) == {"EUR": (0, 15000)}
    claim = walked(claim, "supplier_recovered")
    assert claims_minor([claim]) == {"EUR": (0, 0)}


def test_wa2_our_own_fault_is_paid_and_closed() -> None:
    claim = walked(decided(at("validating"), FINDINGS["valid"], 20000), "paid")
    assert walked(after_payment(claim)).state == "closed"
    assert isinstance(after_payment(at("approved")), Fault)


RESULTS = {
    "valid": ("scrap", False), "vendor_responsible": ("return_to_vendor", True),
    "no_fault_found": ("restock_B", False), "invalid": ("scrap", False),
}  # fmt: skip


def test_wa2_every_finding_has_a_result_for_goods_and_money() -> None:
    found = {name: (one.disposition.name, one.recovery) for name, one in FINDINGS.items()}
    assert found == RESULTS
    for name in ("no_fault_found", "invalid"):
        claim = walked(decided(at("part_received"), FINDINGS[name]))
        assert (claim.state, claims_minor([claim])) == ("denied", {"EUR": (0, 0)})


@pytest.mark.parametrize(("finding", "minor", "state"), [
    ("valid", 20001, "validating"), ("valid", -1, "validating"), ("valid", 0, "validating"),
    ("invalid", 1, "validating"), ("valid", 20000, "paid"), ("invalid", 0, "closed"),
])  # fmt: skip
def test_wa2_what_cannot_be_decided(finding: str, minor: int, state: str) -> None:
    assert isinstance(decided(at(state), FINDINGS[finding], minor), Fault)


@pytest.mark.parametrize(("state", "day", "called_in", "expected"), [
    ("denied", "2026-12-31", False, "keep"), ("denied", "2027-01-01", False, "scrap"),
    ("validating", "2027-01-01", False, "keep"), ("paid", "2027-01-01", False, "scrap"),
    ("supplier_recovery_open", "2027-01-01", False, "keep"),
    ("supplier_recovered", "2027-01-01", False, "scrap"),
    ("denied", "2027-01-01", True, "send"), ("validating", "2026-12-01", True, "send"),
])  # fmt: skip
def test_wa1_wa3_a_claimed_part_is_kept_until_its_day(
    state: str, day: str, called_in: bool, expected: str
) -> None:
    assert keeping(at(state), day, called_in) == expected


def test_wa1_a_paid_part_is_kept_while_the_supplier_has_not_been_asked() -> None:
    assert keeping(at("paid", recovery_minor=1), "2027-01-01") == "keep"


ORDER = RemanOrder("RM-1", "ALT-A", "ALT-33012-RX")
CORE = Core("ALT-33012", "C-1", "ALT-A", "eligible")


def in_test(serial: str) -> Core:
    """A core of the order that passed its test."""
    core = consumed(replace(CORE, serial=serial), ORDER)
    for state in ("in_process", "tested"):
        assert not isinstance(core, Fault)
        core = reman.moved(core, state)
    assert not isinstance(core, Fault)
    return core


def test_rm1_a_core_becomes_a_unit_that_knows_it() -> None:
    made = finished(in_test("C-1"), ORDER, "R-1", used=())
    assert not isinstance(made, Fault)
    core, unit = made
    assert unit == RemanUnit("ALT-33012-RX", "R-1", "RM-1", "ALT-33012", "C-1")
    assert core.state == "finished"


def test_rm1_what_cannot_go_in() -> None:
    taken = consumed(CORE, ORDER)
    assert not isinstance(taken, Fault) and (taken.order, taken.state) == ("RM-1", "teardown")
    for wrong in (taken, replace(CORE, core_group="STA-B"), replace(CORE, order="RM-0"),
                  replace(CORE, state="graded"), replace(CORE, state="ineligible")):  # fmt: skip
        assert isinstance(consumed(wrong, ORDER), Fault)


def test_rm1_what_cannot_come_out() -> None:
    core = in_test("C-1")
    for wrong in (
        finished(core, ORDER, "", ()), finished(core, ORDER, "C-1", ()),
        finished(core, ORDER, "R-1", {"R-1"}), finished(CORE, ORDER, "R-1", ()),
        finished(core, replace(ORDER, part="ALT-33012"), "R-1", ()),
        finished(replace(core, state="in_process"), ORDER, "R-1", ()),
    ):  # fmt: skip
        assert isinstance(wrong, Fault)


def test_rm2_yield_loss_has_a_reason_and_lowers_the_balance() -> None:
    free = [replace(CORE, serial=f"C-{n}") for n in range(4)]
    assert core_balance([*free, in_test("C-9")]) == {"ALT-A": 4}
    failed = reman.moved(in_test("C-0"), "failed_test")
    assert not isinstance(failed, Fault)
    assert isinstance(lost(failed, " "), Fault)
    gone = lost(failed, "cracked shaft")
    made = finished(in_test("C-1"), ORDER, "R-1", ())
    assert not isinstance(gone, Fault) and not isinstance(made, Fault)
    found = yield_of(ORDER, [gone, made[0], in_test("C-2"), free[3]])
    assert (found.taken, found.made, found.lost, found.in_work) == (3, 1, 1, 1)
    assert (found.permille, found.reasons) == (500, (("cracked shaft", 1),))
    assert yield_of(ORDER, free).permille is None
    assert isinstance(lost(made[0], "too late"), Fault)
