# SPDX-License-Identifier: Apache-2.0
"""Core deposits: what was paid for each exchange unit on top of its price, until a core comes back.

C1  One deposit, one credit: a deposit that was paid back or kept never changes again.
C2  Exposure is the sum of open deposits.

The ERP keeps the money; amounts here are what is at stake, in minor units of a currency.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from backend.domain.reverse.grading import (
    CORE_CHECKS,
    CREDIT_PERCENT,
    DEPOSIT_OPEN,
    IN_WINDOW,
    OK,
    PARTIAL,
    REJECT,
    SAME_FAMILY,
    Check,
    Grade,
    Graded,
    credit_minor,
    grade,
)
from backend.domain.reverse.models import CORE_DEPOSIT, Fault, step


@dataclass(frozen=True, slots=True)
class CoreDeposit:
    """The deposit of one unit of a sale. `tag` is what was printed with the part (PK20); a core
    that comes on the day `due_on` is in time."""

    order: str
    line: int
    unit: int
    customer: str
    core_group: str
    deposit_minor: int
    currency: str
    due_on: str
    tag: str = ""
    state: str = CORE_DEPOSIT.start

    @property
    def key(self) -> str:
        """What a deposit is kept by."""
        return f"{self.order}|{self.line}|{self.unit}"


Deposits = Mapping[str, CoreDeposit]
"""Deposits by their key."""


def sold(deposit: CoreDeposit, quantity: int) -> dict[str, CoreDeposit]:
    """The deposits of a sale line, one a unit, each with a tag of its own."""
    units = (replace(deposit, unit=unit, tag=f"{deposit.order}|{deposit.line}|{unit}")
             for unit in range(1, quantity + 1))
    return {one.key: one for one in units}


def exposure_minor(deposits: Iterable[CoreDeposit], customer: str = "") -> dict[str, int]:
    """C2: what may have to be paid back, by currency; of one customer if named."""
    found: dict[str, int] = {}
    for one in deposits:
        if one.state == "open" and customer in ("", one.customer):
            found[one.currency] = found.get(one.currency, 0) + one.deposit_minor
    return found


def lapsed(deposits: Deposits, on_day: str) -> dict[str, CoreDeposit]:
    """Deposits whose day has passed without a core: they are kept from now on."""
    return {
        key: _become(one, "forfeit")
        for key, one in deposits.items()
        if one.state == "open" and one.due_on < on_day
    }


def _become(deposit: CoreDeposit, state: str) -> CoreDeposit:
    """C1."""
    to = step(CORE_DEPOSIT, deposit.state, state)
    assert not isinstance(to, Fault), to
    return replace(deposit, state=to)


class Unearned(StrEnum):
    """Why a core has no open deposit: it is held, and somebody is told."""

    UNKNOWN_TAG = "unknown_tag"
    ALREADY_PAID = "already_paid"
    KEPT = "kept"
    OTHER_FAMILY = "other_family"
    NONE_OPEN = "none_open"


def match_core(
    deposits: Iterable[CoreDeposit], on_day: str, *,
    tag: str = "", customer: str = "", core_group: str = "",
) -> CoreDeposit | Unearned:
    """The open deposit that a core is for: by its tag (CO1), else the customer's oldest one of its
    group (CO2), those that are still in time first."""
    if tag:
        tagged = next((one for one in deposits if one.tag == tag), None)
        return Unearned.UNKNOWN_TAG if tagged is None else _tagged(tagged, core_group)
    mine = [one for one in deposits if one.customer == customer and one.core_group == core_group]
    still = [one for one in mine if one.state == "open"]
    if still:
        return min(still, key=lambda one: (one.due_on < on_day, one.due_on, one.order, one.line,
                                           one.unit))  # fmt: skip
    return Unearned.NONE_OPEN


def _tagged(deposit: CoreDeposit, core_group: str) -> CoreDeposit | Unearned:
    if deposit.state == "open":
        return deposit if core_group in ("", deposit.core_group) else Unearned.OTHER_FAMILY
    return Unearned.ALREADY_PAID if deposit.state == "paid" else Unearned.KEPT


@dataclass(frozen=True, slots=True)
class CoreReceipt:
    """A core that came in: whose, of which group, and what the person at the bench answered.
    `deductions_minor` is the worth of what is missing or broken."""

    customer: str
    core_group: str
    on_day: str
    answers: Mapping[str, bool]
    tag: str = ""
    deductions_minor: int = 0


@dataclass(frozen=True, slots=True)
class CoreVerdict:
    """What becomes of a core and of its deposit.

    `changed` is the deposit as it is from now on, None when none changes. `credit_minor` is paid
    back and `kept_minor` is not, of that deposit; both are 0 while it stays open. A core that is
    `unearned` is on hold whatever its grade.
    """

    graded: Graded
    changed: CoreDeposit | None = None
    credit_minor: int = 0
    kept_minor: int = 0
    unearned: Unearned | None = None

    @property
    def held(self) -> bool:
        """Whether the core waits for somebody's decision."""
        return self.unearned is not None or self.graded.decision not in (OK, PARTIAL, REJECT)


def core_received(
    deposits: Deposits, receipt: CoreReceipt, checks: tuple[Check, ...] = CORE_CHECKS,
    percent: Mapping[Grade, int] = CREDIT_PERCENT,
) -> CoreVerdict:
    """Judge one core against the deposits. Whoever keeps them puts `changed` in by its key.

    A late core, and one that is turned down, earn nothing: their deposit is kept. One that is not
    safe, or not looked at to the end, leaves its deposit open.
    """
    found = match_core(deposits.values(), receipt.on_day, tag=receipt.tag,
                       customer=receipt.customer, core_group=receipt.core_group)  # fmt: skip
    if isinstance(found, Unearned):
        book = {SAME_FAMILY: found is not Unearned.OTHER_FAMILY,
                IN_WINDOW: found is not Unearned.KEPT,
                DEPOSIT_OPEN: found is Unearned.OTHER_FAMILY}  # fmt: skip
        return CoreVerdict(grade({**receipt.answers, **book}, checks), unearned=found)
    in_time = receipt.on_day <= found.due_on
    book = {SAME_FAMILY: True, IN_WINDOW: in_time, DEPOSIT_OPEN: True}
    graded = grade({**receipt.answers, **book}, checks)
    if graded.grade is None or graded.decision not in (OK, PARTIAL, REJECT):
        return CoreVerdict(graded)
    if graded.decision == REJECT or not in_time:
        return CoreVerdict(graded, _become(found, "forfeit"), kept_minor=found.deposit_minor)
    credit = credit_minor(found.deposit_minor, graded.grade, receipt.deductions_minor, percent)
    return CoreVerdict(graded, _become(found, "paid"), credit, found.deposit_minor - credit)
