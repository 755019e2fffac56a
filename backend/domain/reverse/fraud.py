# SPDX-License-Identifier: Apache-2.0
"""Signals of fraud in goods that come back (RT6): told to a supervisor, not to the dock."""

from __future__ import annotations

from collections.abc import Container
from enum import StrEnum

from backend.domain.reverse.cores import CoreDeposit


class Signal(StrEnum):
    """What looks wrong."""

    SERIAL_RETURNED = "serial_already_returned"
    DEPOSIT_PAID = "deposit_already_paid"
    SERIAL_SWAPPED = "serial_swapped"


def fraud_signals(
    serial: str, *, returned: Container[str] = (), sold: Container[str] | None = None,
    deposit: CoreDeposit | None = None,
) -> tuple[Signal, ...]:
    """What looks wrong with a unit that came back.

    `returned`: serials of its part that came back before and were not sold again. `sold`: those of
    the sale that it is said to be of; None when nobody noted them. `deposit`: the one on its tag.
    """
    found = []
    if serial and serial in returned:
        found.append(Signal.SERIAL_RETURNED)
    if deposit is not None and deposit.state == "paid":
        found.append(Signal.DEPOSIT_PAID)
    if serial and sold is not None and serial not in sold:
        found.append(Signal.SERIAL_SWAPPED)
    return tuple(found)
