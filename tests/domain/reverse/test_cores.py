# SPDX-License-Identifier: Apache-2.0
"""Core deposits: one deposit, one credit; exposure is what is open; late and rejected cores."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.domain.reverse.cores import (
    CoreDeposit,
    CoreReceipt,
    CoreVerdict,
    Deposits,
    Unearned,
    core_received,
    exposure_minor,
    lapsed,
    match_core,
    sold,
)
from backend.domain.reverse.fraud import Signal, fraud_signals
from backend.domain.reverse.grading import (
    CHECKLISTS,
    CORE_CHECKS,
    Check,
    Grade,
    checklist,
    checklist_faults,
    credit_minor,
    grade,
)

ASKED = [one.check for one in CORE_CHECKS if not one.by_book]
GOOD = dict.fromkeys(ASKED, True)
DUE, AFTER = "2026-11-30", "2026-12-01"
SALE = CoreDeposit("O-1", 1, 1, "DLR2207", "ALT-A", 7500, "EUR", DUE)


def core(*failed: str, tag: str = "", on_day: str = DUE, **more: Any) -> CoreReceipt:
    """A core of the dealer's alternators, with these checks failed."""
    told = {"customer": "DLR2207", "core_group": "ALT-A", **more}
    return CoreReceipt(on_day=on_day, answers=GOOD | dict.fromkeys(failed, False), tag=tag, **told)


def received(
    deposits: Deposits, receipt: CoreReceipt
) -> tuple[dict[str, CoreDeposit], CoreVerdict]:
    """The deposits after a core, and the verdict."""
    verdict = core_received(deposits, receipt)
    changed = {verdict.changed.key: verdict.changed} if verdict.changed else {}
    return {**deposits, **changed}, verdict


def test_the_money_example() -> None:
    """ALT-33012-RX: deposit 75.00, a missing pulley 18.00."""
    deposits = sold(SALE, 1)
    assert exposure_minor(deposits.values()) == {"EUR": 7500}
    results = {
        "ok": core(), "late": core(on_day=AFTER),
        "partial": core("complete", deductions_minor=1800),
    }  # fmt: skip
    money = {}
    for name, receipt in results.items():
        after, verdict = received(deposits, receipt)
        money[name] = (verdict.credit_minor, verdict.kept_minor)
        assert exposure_minor(after.values()) == {}
    assert money == {"ok": (7500, 0), "partial": (5700, 1800), "late": (0, 7500)}


def test_co1_a_second_core_of_one_sale_is_held_and_earns_nothing() -> None:
    deposits, first = received(sold(SALE, 1), core(tag="O-1|1|1"))
    assert (first.credit_minor, first.held, first.changed and first.changed.state) == (
        7500, False, "paid")
    again, second = received(deposits, core(tag="O-1|1|1"))
    assert (second.credit_minor, second.unearned, second.held) == (0, Unearned.ALREADY_PAID, True)
    assert second.graded.decision == "core_reject" and again == deposits
    _, other = received(deposits, core())
    assert (other.credit_minor, other.unearned, other.held) == (0, Unearned.NONE_OPEN, True)


def test_co1_one_tag_a_unit() -> None:
    deposits = sold(SALE, 3)
    assert [one.tag for one in deposits.values()] == ["O-1|1|1", "O-1|1|2", "O-1|1|3"]
    deposits, _ = received(deposits, core(tag="O-1|1|2"))
    assert [one.state for one in deposits.values()] == ["open", "paid", "open"]
    assert exposure_minor(deposits.values()) == {"EUR": 15000}


def ledger() -> dict[str, CoreDeposit]:
    """Deposits of two dealers, two groups, and an earlier one that has run out."""
    rows = [
        CoreDeposit("O-3", 1, 1, "DLR2207", "ALT-A", 100, "EUR", "2026-12-24", "T-3"),
        CoreDeposit("O-2", 1, 1, "DLR2207", "ALT-A", 100, "EUR", "2026-12-05", "T-2"),
        CoreDeposit("O-0", 1, 1, "DLR2207", "ALT-A", 100, "EUR", "2026-11-02", "T-0"),
        CoreDeposit("O-4", 1, 1, "DLR2207", "STA-B", 100, "USD", "2026-12-01", "T-4"),
        CoreDeposit("O-5", 1, 1, "DLR3013", "ALT-A", 100, "EUR", "2026-12-01", "T-5"),
    ]
    return {one.key: one for one in rows}


def test_co2_without_a_tag_the_oldest_open_deposit_that_is_still_in_time() -> None:
    found = []
    deposits = ledger()
    for _ in range(4):
        deposits, verdict = received(deposits, core())
        found.append((verdict.changed.order if verdict.changed else None, verdict.credit_minor))
    assert found == [("O-2", 100), ("O-3", 100), ("O-0", 0), (None, 0)]
    assert exposure_minor(deposits.values()) == {"USD": 100, "EUR": 100}
    assert exposure_minor(deposits.values(), "DLR2207") == {"USD": 100}


def test_co4_another_family_or_an_unknown_tag_is_held() -> None:
    deposits = ledger()
    assert match_core(deposits.values(), DUE, tag="T-4", core_group="ALT-A") == (
        Unearned.OTHER_FAMILY)
    assert match_core(deposits.values(), DUE, tag="T-9") == Unearned.UNKNOWN_TAG
    after, verdict = received(deposits, core(tag="T-4"))
    assert verdict.unearned is Unearned.OTHER_FAMILY and verdict.held and after == deposits
    assert verdict.graded.failed == ("same_family",)


def test_a_deposit_lapses_the_day_after_and_a_late_core_earns_nothing() -> None:
    deposits = sold(SALE, 2)
    assert lapsed(deposits, DUE) == {}
    deposits |= lapsed(deposits, AFTER)
    assert {one.state for one in deposits.values()} == {"forfeit"}
    assert exposure_minor(deposits.values()) == {} and lapsed(deposits, AFTER) == {}
    _, verdict = received(deposits, core(tag="O-1|1|1", on_day=AFTER))
    assert (verdict.credit_minor, verdict.unearned) == (0, Unearned.KEPT)
    assert verdict.graded.failed == ("in_window", "deposit_open")


def test_a_late_core_earns_nothing_whatever_a_site_asks() -> None:
    verdict = core_received(sold(SALE, 1), core(on_day=AFTER), (Check("complete", "core_partial"),))
    assert (verdict.credit_minor, verdict.kept_minor) == (0, 7500)


GRADES = {
    (): ("A", "core_ok"),
    ("complete",): ("B", "core_partial"),
    ("identification_legible",): ("B", "core_partial"),
    ("complete", "identification_legible"): ("C", "core_partial"),
    ("assembled",): ("scrap", "core_reject"),
    ("no_crack", "complete"): ("scrap", "core_reject"),
    ("no_fire_or_water",): ("scrap", "core_reject"),
    ("no_heavy_corrosion",): ("scrap", "core_reject"),
    ("drained_and_safe",): ("A", "hazmat_quarantine"),
    ("drained_and_safe", "no_crack"): ("scrap", "hazmat_quarantine"),
}  # fmt: skip


@pytest.mark.parametrize("failed", GRADES, ids="+".join)
def test_co3_grades_and_what_becomes_of_a_core(failed: tuple[str, ...]) -> None:
    after, verdict = received(sold(SALE, 1), core(*failed, deductions_minor=1800))
    assert (verdict.graded.grade, verdict.graded.decision) == GRADES[failed]
    state = {"core_ok": "paid", "core_partial": "paid", "core_reject": "forfeit",
             "hazmat_quarantine": "open"}[GRADES[failed][1]]  # fmt: skip
    assert [one.state for one in after.values()] == [state]
    assert verdict.held == (state == "open")


def test_co3_there_are_ten_checks_and_a_family_may_ask_less() -> None:
    assert len(CORE_CHECKS) == 10
    assert {one.check for one in CORE_CHECKS if one.by_book} == {
        "same_family", "in_window", "deposit_open"}
    assert checklist("turbocharger") == CORE_CHECKS
    assert "drained_and_safe" not in {one.check for one in checklist("alternator")}
    own = (*CORE_CHECKS, Check("pulley_there", "core_partial"))
    assert checklist("alternator", {"alternator": own}) == own
    assert all(checklist_faults(checks) == [] for checks in (*CHECKLISTS.values(), own))


def test_co3_a_checklist_of_a_site_is_checked() -> None:
    wrong = (*CORE_CHECKS[:-1], Check("no_crack", "burn_it"))
    assert [(one.where, one.text) for one in checklist_faults(wrong)] == [
        ("no_crack", "burn_it is no disposition of a core"),
        ("no_crack", "is asked twice"),
        ("deposit_open", "must be asked"),
    ]


def test_co3_an_unanswered_check_decides_nothing_but_unsafe_is_unsafe() -> None:
    answers = {name: True for name in ASKED if name != "no_crack"}
    receipt = CoreReceipt("DLR2207", "ALT-A", DUE, answers)
    after, verdict = received(sold(SALE, 1), receipt)
    assert (verdict.graded.decision, verdict.graded.unanswered) == (None, ("no_crack",))
    assert verdict.held and verdict.changed is None and after == sold(SALE, 1)
    assert grade({"drained_and_safe": False}).decision == "hazmat_quarantine"


def test_co3_a_site_may_pay_less_for_a_grade() -> None:
    percent = {Grade.A: 100, Grade.B: 80, Grade.C: 33, Grade.SCRAP: 0}
    paid = [credit_minor(7500, one, 1800, percent) for one in Grade]
    assert paid == [7500, 4200, 675, 0]
    assert credit_minor(7500, Grade.B, 9000) == 0
    assert credit_minor(7500, Grade.B, -500) == 7500
    assert credit_minor(7500, Grade.A, 0, {Grade.A: 150}) == 7500


def test_rt6_fraud_signals() -> None:
    (open_,) = sold(SALE, 1).values()
    (paid,) = received(sold(SALE, 1), core())[0].values()
    assert fraud_signals("S-1", returned={"S-2"}, sold={"S-1"}, deposit=open_) == ()
    assert fraud_signals("S-1", returned={"S-1"}) == (Signal.SERIAL_RETURNED,)
    assert fraud_signals("S-1", deposit=paid) == (Signal.DEPOSIT_PAID,)
    assert fraud_signals("S-1", sold={"S-2"}) == (Signal.SERIAL_SWAPPED,)
    assert fraud_signals("S-1", returned={"S-1"}, sold=set(), deposit=paid) == tuple(Signal)
    assert fraud_signals("", returned={""}, sold={"S-2"}) == ()


RECEIPTS = st.lists(
    st.builds(
        core,
        st.sampled_from([*ASKED, ""]),
        tag=st.sampled_from(["", "T-0", "T-2", "T-3", "T-4", "T-5", "T-9"]),
        on_day=st.sampled_from(["2026-11-01", DUE, "2026-12-10"]),
        customer=st.sampled_from(["DLR2207", "DLR3013"]),
        core_group=st.sampled_from(["ALT-A", "STA-B"]),
        deductions_minor=st.integers(-10, 200),
    ),
    max_size=12,
)


@given(RECEIPTS, st.booleans())
def test_no_deposit_is_credited_twice_and_exposure_is_what_is_open(
    receipts: list[CoreReceipt], close: bool
) -> None:
    deposits = ledger()
    touched: list[str] = []
    total = kept = 0
    for receipt in receipts:
        before = exposure_minor(deposits.values())
        deposits, verdict = received(deposits, receipt)
        total, kept = total + verdict.credit_minor, kept + verdict.kept_minor
        gone = sum(before.values()) - sum(exposure_minor(deposits.values()).values())
        assert gone == verdict.credit_minor + verdict.kept_minor
        assert (verdict.changed is None) == (gone == 0)
        assert not verdict.credit_minor or not verdict.held
        touched += [verdict.changed.key] if verdict.changed else []
        if close:
            deposits |= lapsed(deposits, receipt.on_day)
        still = [one.deposit_minor for one in deposits.values() if one.state == "open"]
        assert sum(exposure_minor(deposits.values()).values()) == sum(still)
    assert len(touched) == len(set(touched)), "C1"
    assert 0 <= total + kept <= 500
