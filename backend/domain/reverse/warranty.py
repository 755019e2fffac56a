# SPDX-License-Identifier: Apache-2.0
"""Warranty claims: the part is kept until its day, the inspector's finding has a result for the
goods and for the money, and the supplier may have to pay."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from backend.domain.reverse.dispositions import DISPOSITIONS, Disposition
from backend.domain.reverse.models import CLAIM, Fault, step


@dataclass(frozen=True, slots=True)
class Claim:
    """A claim on a part that failed. The part must not be scrapped before `keep_until` has passed
    (that day included), as the supplier may call it in. Amounts are in minor units."""

    claim: str
    part: str
    serial: str
    vehicle: str
    customer: str
    keep_until: str
    currency: str
    claimed_minor: int
    approved_minor: int = 0
    recovery_minor: int = 0
    supplier: str = ""
    state: str = CLAIM.start


@dataclass(frozen=True, slots=True)
class Finding:
    """What an inspector found (WA2): the claim's next state, what becomes of the goods, and
    whether the supplier is asked to pay."""

    finding: str
    states: tuple[str, ...]
    disposition: Disposition
    recovery: bool = False


FINDINGS = {
    one.finding: one
    for one in (
        Finding("valid", ("approved", "partially_approved"), DISPOSITIONS["scrap"]),
        Finding("vendor_responsible", ("approved", "partially_approved"),
                DISPOSITIONS["return_to_vendor"], recovery=True),
        Finding("no_fault_found", ("denied",), DISPOSITIONS["restock_B"]),
        Finding("invalid", ("denied",), DISPOSITIONS["scrap"]),
    )
}  # fmt: skip


def moved(claim: Claim, to: str) -> Claim | Fault:
    """The claim in its next state."""
    state = step(CLAIM, claim.state, to)
    return state if isinstance(state, Fault) else replace(claim, state=state)


def decided(claim: Claim, finding: Finding, approved_minor: int = 0) -> Claim | Fault:
    """The claim after the inspector's decision: approved in full, in part, or denied."""
    if not 0 <= approved_minor <= claim.claimed_minor:
        return Fault("approved_minor", "more than was claimed, or below zero")
    if finding.states == ("denied",):
        if approved_minor:
            return Fault("approved_minor", f"{finding.finding} earns nothing")
        return moved(claim, "denied")
    if not approved_minor:
        return Fault("approved_minor", f"{finding.finding} earns something")
    full = approved_minor == claim.claimed_minor
    after = moved(claim, "approved" if full else "partially_approved")
    owed = approved_minor if finding.recovery else 0
    if isinstance(after, Fault):
        return after
    return replace(after, approved_minor=approved_minor, recovery_minor=owed)


def after_payment(claim: Claim) -> Claim | Fault:
    """A paid claim goes on to the supplier where the supplier is at fault, else it is closed."""
    if claim.state != "paid":
        return Fault("claim", f"{claim.state} is not paid")
    return moved(claim, "supplier_recovery_open" if claim.recovery_minor else "closed")


_LIKELY = frozenset({"approved", "partially_approved", "paid", "supplier_recovery_open"})
_OWING = frozenset({"approved", "partially_approved"})


def claims_minor(claims: Iterable[Claim]) -> dict[str, tuple[int, int]]:
    """By currency: what is still to be paid to customers, and what suppliers still owe."""
    found: dict[str, tuple[int, int]] = {}
    for one in claims:
        pay, owed = found.get(one.currency, (0, 0))
        pay += one.approved_minor if one.state in _OWING else 0
        owed += one.recovery_minor if one.state in _LIKELY else 0
        found[one.currency] = (pay, owed)
    return found


_OVER = frozenset({"denied", "supplier_recovered", "closed"})


def keeping(claim: Claim, on_day: str, called_in: bool = False) -> str:
    """What may be done with the claimed part (WA1, WA3): `send` it to the supplier who called it
    in, `keep` it, or `scrap` it before a witness."""
    if called_in:
        return "send"
    over = claim.state in _OVER or (claim.state == "paid" and not claim.recovery_minor)
    return "scrap" if over and on_day > claim.keep_until else "keep"
