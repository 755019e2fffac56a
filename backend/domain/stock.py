# SPDX-License-Identifier: Apache-2.0
"""Where stock can be, and what it is.

A *holder* is anything that can hold stock, written as a string: a location code, a licence plate
(``lpn:...``), or a virtual location (``@...``), the counterparty of double entry.
"""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

SUPPLIER = "@supplier"
CUSTOMER = "@customer"
SCRAP = "@scrap"
ADJUSTMENT = "@adjustment"
CONVERSION = "@conversion"
"""Passed through when a unit gets its serial number late: out without, in with."""

_PLATE = "lpn:"
_UNEXPLAINED = "@unexplained:"


class StockStatus(StrEnum):
    """What may be done with a unit. Derived from the open holds that cover it, never stored."""

    AVAILABLE = "available"
    HELD = "held"
    DAMAGED = "damaged"
    INSPECTION = "inspection"


class Goods(NamedTuple):
    """What is counted: a part, and its lot and serial number ('' when it has none)."""

    part: str
    lot: str = ""
    serial: str = ""


class QuantKey(NamedTuple):
    """Goods at a holder: the key of one balance."""

    holder: str
    goods: Goods


def is_virtual(holder: str) -> bool:
    """Whether the holder is a counterparty and not a thing on the floor."""
    return holder.startswith("@")


def is_plate(holder: str) -> bool:
    """Whether the holder is a licence plate."""
    return holder.startswith(_PLATE)


def plate_holder(lpn: str) -> str:
    """The holder that a licence plate is."""
    return _PLATE + lpn


def plate_of(holder: str) -> str:
    """The licence plate of a holder.

    The holder must be a plate: ask ``is_plate`` first.
    """
    assert is_plate(holder), holder
    return holder[len(_PLATE) :]


def unexplained(holder: str) -> str:
    """The account of what the book of this holder cannot explain."""
    return _UNEXPLAINED + holder


def explained_by(holder: str) -> str | None:
    """The holder whose unexplained account this is, or None if it is no such account."""
    if not holder.startswith(_UNEXPLAINED):
        return None
    return holder[len(_UNEXPLAINED) :]
