# SPDX-License-Identifier: Apache-2.0
"""State models, dispositions, return authorizations."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.domain.reverse.dispositions import DISPOSITIONS, due_minor
from backend.domain.reverse.models import (
    AUTHORIZATION,
    CLAIM,
    CORE_DEPOSIT,
    REMAN,
    Fault,
    Model,
    step,
)
from backend.domain.reverse.returns import (
    ReturnAuthorization,
    ReturnDoubt,
    Returned,
    ReturnLine,
    ReturnMatch,
    match_return,
)

MODELS = (AUTHORIZATION, CLAIM, REMAN, CORE_DEPOSIT)
AUTHORIZATION_STEPS = {
    "requested>approved", "requested>rejected", "requested>cancelled", "approved>in_transit",
    "approved>cancelled", "in_transit>received", "approved>received", "received>inspecting",
    "inspecting>dispositioned", "dispositioned>closed",
}  # fmt: skip
CLAIM_STATES = {
    "submitted", "validating", "info_requested", "part_requested", "part_received", "approved",
    "partially_approved", "denied", "paid", "supplier_recovery_open", "supplier_recovered",
    "closed",
}  # fmt: skip
REMAN_STATES = {
    "core_received", "graded", "eligible", "ineligible", "teardown", "in_process", "tested",
    "failed_test", "finished", "stocked",
}  # fmt: skip


def test_an_authorization_takes_these_steps_and_no_others() -> None:
    taken = {f"{a}>{b}" for a in AUTHORIZATION.moves for b in AUTHORIZATION.moves
             if not isinstance(step(AUTHORIZATION, a, b), Fault)}  # fmt: skip
    assert taken == AUTHORIZATION_STEPS


def test_claims_and_cores_have_these_states() -> None:
    assert set(CLAIM.moves) == CLAIM_STATES
    assert set(REMAN.moves) == REMAN_STATES


@pytest.mark.parametrize("model", MODELS, ids=lambda one: one.name)
def test_every_state_is_reached_and_leads_to_an_end(model: Model) -> None:
    def behind(state: str) -> set[str]:
        seen, waiting = {state}, [state]
        while waiting:
            news = set(model.moves[waiting.pop()]) - seen
            seen |= news
            waiting += news
        return seen

    assert behind(model.start) == set(model.moves)
    for state in model.moves:
        assert [one for one in behind(state) if not model.moves[one]]


def test_a_wrong_step_is_told_in_words() -> None:
    assert step(AUTHORIZATION, "rejected", "received") == Fault(
        "authorization", "received does not follow rejected: nothing does")
    assert step(REMAN, "tested", "stocked") == Fault(
        "reman", "stocked does not follow tested: finished, failed_test does")
    assert step(CLAIM, "submitted", "lost") == Fault("claim", "lost is no state")
    assert step(CLAIM, "lost", "paid") == Fault("claim", "lost is no state")


RESULTS = {
    "restock_A": ("available", 9000), "restock_B": ("available_open_box", 9000),
    "return_to_vendor": ("vendor_hold", 10000), "core_ok": ("core", 10000),
    "core_partial": ("core", 9000), "core_reject": ("scrap_or_send_back", 0),
    "send_back": ("scrap_or_send_back", 0), "warranty_test": ("warranty_hold", None),
    "scrap": ("scrapped", None), "hazmat_quarantine": ("quarantine", None),
}  # fmt: skip


def test_a_disposition_has_a_stock_state_and_a_credit() -> None:
    found = {name: (one.stock.value, due_minor(one, 10000, 1000))
             for name, one in DISPOSITIONS.items()}  # fmt: skip
    assert found == RESULTS
    available = {name for name, one in DISPOSITIONS.items() if one.available}
    assert available == {"restock_A", "restock_B"}, "all other goods are held"
    assert {n for n, one in DISPOSITIONS.items() if one.reman_eligible} == {"core_ok",
                                                                            "core_partial"}
    assert [name for name, one in DISPOSITIONS.items() if one.vendor_debit] == ["return_to_vendor"]


@given(st.sampled_from(list(DISPOSITIONS)), st.integers(0, 10**9), st.integers(-9, 10**9))
def test_a_credit_is_never_below_zero_or_above_what_was_paid(
    name: str, paid: int, less: int
) -> None:
    due = due_minor(DISPOSITIONS[name], paid, less)
    assert due is None or 0 <= due <= paid


RMA = ReturnAuthorization("RMA-1", "DLR2207", (
    ReturnLine(1, "FLT-00318", 4), ReturnLine(2, "ECU-77810-AB", 1, ("E7A000311",)),
    ReturnLine(3, "ECU-77810-AB", 1, ("E7A000312",)),
), "2026-11-01", "2026-11-30", "approved")  # fmt: skip
FILTERS, FIRST, SECOND = RMA.lines


def back(part: str = "FLT-00318", quantity: int = 1, serial: str = "", **more: str) -> Returned:
    """Goods that came back from the customer of RMA in its window."""
    told = {"customer": "DLR2207", "on_day": "2026-11-30", **more}
    return Returned(part=part, quantity=quantity, serial=serial, **told)


MATCHES = {
    "RT1 a line of the authorization": (RMA, back(quantity=4), ReturnMatch(FILTERS, 4)),
    "RT1 the line of the serial": (
        RMA, back("ECU-77810-AB", serial="E7A000312"), ReturnMatch(SECOND, 1)),
    "RT1 too many": (
        RMA, back(quantity=6), ReturnMatch(FILTERS, 4, 2, (ReturnDoubt.TOO_MANY,))),
    "RT2 no authorization": (
        None, back(quantity=2), ReturnMatch(None, 0, 2, (ReturnDoubt.NO_AUTHORIZATION,))),
    "RT3 wrong part in the box": (
        RMA, back("BRK-10442"), ReturnMatch(None, 0, 1, (ReturnDoubt.WRONG_PART,))),
    "RT3 another serial": (
        RMA, back("ECU-77810-AB", serial="E7A999999"),
        ReturnMatch(FIRST, 1, 0, (ReturnDoubt.OTHER_SERIAL,))),
    "RT4 out of the window": (
        RMA, back(on_day="2026-12-01"),
        ReturnMatch(FILTERS, 1, 0, (ReturnDoubt.OUT_OF_WINDOW,))),
    "RT4 before the window": (
        RMA, back(on_day="2026-10-31"),
        ReturnMatch(FILTERS, 1, 0, (ReturnDoubt.OUT_OF_WINDOW,))),
    "RT4 from somebody else": (
        RMA, back(customer="DLR3013"),
        ReturnMatch(FILTERS, 1, 0, (ReturnDoubt.OTHER_CUSTOMER,))),
}  # fmt: skip


@pytest.mark.parametrize("case", MATCHES)
def test_goods_that_come_back_find_their_line(case: str) -> None:
    authorization, returned, expected = MATCHES[case]
    found = match_return(authorization, returned)
    assert found == expected
    assert found.provisional == bool(expected.doubts)


def test_what_came_before_counts_and_the_other_line_is_filled() -> None:
    assert match_return(RMA, back(quantity=3), {1: 2}) == ReturnMatch(
        FILTERS, 2, 1, (ReturnDoubt.TOO_MANY,))
    assert match_return(RMA, back("ECU-77810-AB"), {2: 1}).line == SECOND


@pytest.mark.parametrize("state", list(AUTHORIZATION.moves))
def test_only_an_authorization_in_force_expects_goods(state: str) -> None:
    authorization = ReturnAuthorization("RMA-2", "DLR2207", RMA.lines, state=state)
    found = match_return(authorization, back())
    expected = state in {"approved", "in_transit", "received", "inspecting"}
    assert (ReturnDoubt.NO_AUTHORIZATION not in found.doubts) == expected
