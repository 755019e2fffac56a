# SPDX-License-Identifier: Apache-2.0
"""What becomes of returned goods: the state of their stock, and the kind of credit that is due.

Amounts are whole numbers of the currency's minor unit. The ERP keeps the money; here is only cited
what is at stake.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class StockState(StrEnum):
    """Where returned goods stand."""

    AVAILABLE = "available"
    OPEN_BOX = "available_open_box"
    VENDOR_HOLD = "vendor_hold"
    CORE = "core"
    TURNED_DOWN = "scrap_or_send_back"
    WARRANTY_HOLD = "warranty_hold"
    SCRAPPED = "scrapped"
    QUARANTINE = "quarantine"


class Credit(StrEnum):
    """Which credit is due; of PENDING ones nobody knows yet."""

    FULL_LESS_FEE = "full_less_fee"
    PARTIAL = "partial"
    FULL = "full"
    DEPOSIT = "deposit"
    DEPOSIT_LESS_MISSING = "deposit_less_missing"
    NONE = "none"
    PENDING = "pending"
    PENDING_CLAIM = "pending_claim"
    CLAIM_RESULT = "claim_result"


@dataclass(frozen=True, slots=True)
class Disposition:
    """One decision. `vendor_debit`: the supplier owes for it from then on."""

    name: str
    stock: StockState
    credit: Credit
    vendor_debit: bool = False

    @property
    def available(self) -> bool:
        """Whether the goods may be sold again; all others are held."""
        return self.stock in (StockState.AVAILABLE, StockState.OPEN_BOX)

    @property
    def reman_eligible(self) -> bool:
        """Whether it is a core that may be remanufactured."""
        return self.stock is StockState.CORE


DISPOSITIONS = {
    one.name: one
    for one in (
        Disposition("restock_A", StockState.AVAILABLE, Credit.FULL_LESS_FEE),
        Disposition("restock_B", StockState.OPEN_BOX, Credit.PARTIAL),
        Disposition("return_to_vendor", StockState.VENDOR_HOLD, Credit.FULL, vendor_debit=True),
        Disposition("core_ok", StockState.CORE, Credit.DEPOSIT),
        Disposition("core_partial", StockState.CORE, Credit.DEPOSIT_LESS_MISSING),
        Disposition("core_reject", StockState.TURNED_DOWN, Credit.NONE),
        Disposition("send_back", StockState.TURNED_DOWN, Credit.NONE),
        Disposition("warranty_test", StockState.WARRANTY_HOLD, Credit.PENDING_CLAIM),
        Disposition("scrap", StockState.SCRAPPED, Credit.CLAIM_RESULT),
        Disposition("hazmat_quarantine", StockState.QUARANTINE, Credit.PENDING),
    )
}

_LESS = frozenset({Credit.FULL_LESS_FEE, Credit.PARTIAL, Credit.DEPOSIT_LESS_MISSING})
_WHOLE = frozenset({Credit.FULL, Credit.DEPOSIT})


def less_fee(disposition: Disposition) -> bool:
    """Whether its credit is less a fee, or what is missing."""
    return disposition.credit in _LESS


def due_minor(disposition: Disposition, paid_minor: int, deductions_minor: int = 0) -> int | None:
    """The credit for what was paid (a price or a deposit), never below zero; None while nobody
    knows. `deductions_minor`: the restocking fee, or what is missing or broken."""
    if disposition.credit in _WHOLE:
        return paid_minor
    if less_fee(disposition):
        return max(paid_minor - max(deductions_minor, 0), 0)
    return 0 if disposition.credit is Credit.NONE else None
