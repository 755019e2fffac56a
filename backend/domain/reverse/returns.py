# SPDX-License-Identifier: Apache-2.0
"""Return authorizations, and what a carton that comes back is to them. Nothing is turned away at
the dock: what nobody expected is received on hold, and somebody is asked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

EXPECTED = frozenset({"approved", "in_transit", "received", "inspecting"})
"""States in which goods of an authorization may still arrive."""


@dataclass(frozen=True, slots=True)
class ReturnLine:
    """A line of an authorization: so many units of a part, of an order line if that is known."""

    line: int
    part: str
    quantity: int
    serials: tuple[str, ...] = ()
    order: str = ""
    order_line: int = 0


@dataclass(frozen=True, slots=True)
class ReturnAuthorization:
    """What a customer may send back in a window of days, both included; '' has no bound."""

    authorization: str
    customer: str
    lines: tuple[ReturnLine, ...]
    opens_on: str = ""
    closes_on: str = ""
    state: str = "requested"

    def is_open_on(self, day: str) -> bool:
        """Whether the window is open."""
        return self.opens_on <= day and (not self.closes_on or day <= self.closes_on)


@dataclass(frozen=True, slots=True)
class Returned:
    """Goods of one part that came back, from whom, on which day."""

    customer: str
    part: str
    quantity: int
    on_day: str
    serial: str = ""


class ReturnDoubt(StrEnum):
    """Why returned goods wait for a decision beside their inspection; RT2 to RT4."""

    NO_AUTHORIZATION = "no_authorization"
    OTHER_CUSTOMER = "other_customer"
    WRONG_PART = "wrong_part"
    OTHER_SERIAL = "other_serial"
    OUT_OF_WINDOW = "out_of_window"
    TOO_MANY = "too_many"


@dataclass(frozen=True, slots=True)
class ReturnMatch:
    """`quantity` units are of `line`; `surplus` units are of none. With any doubt the goods are
    provisional: held, without credit, until customer service has decided."""

    line: ReturnLine | None = None
    quantity: int = 0
    surplus: int = 0
    doubts: tuple[ReturnDoubt, ...] = ()

    @property
    def provisional(self) -> bool:
        """Whether somebody has to decide first."""
        return bool(self.doubts)


def match_return(
    authorization: ReturnAuthorization | None, returned: Returned,
    received: Mapping[int, int] | None = None,
) -> ReturnMatch:
    """The line that returned goods are of. `received`: units that came before, by line.

    The number on the box and the number on the part may differ (RT3): what is asked here is the
    number on the part.
    """
    if authorization is None or authorization.state not in EXPECTED:
        return ReturnMatch(surplus=returned.quantity, doubts=(ReturnDoubt.NO_AUTHORIZATION,))
    doubts = []
    if returned.customer != authorization.customer:
        doubts.append(ReturnDoubt.OTHER_CUSTOMER)
    if not authorization.is_open_on(returned.on_day):
        doubts.append(ReturnDoubt.OUT_OF_WINDOW)
    lines = [line for line in authorization.lines if line.part == returned.part]
    if not lines:
        doubts.append(ReturnDoubt.WRONG_PART)
        return ReturnMatch(surplus=returned.quantity, doubts=tuple(doubts))
    line = max(lines, key=lambda one: (returned.serial in one.serials, _left(one, received) > 0))
    if returned.serial and line.serials and returned.serial not in line.serials:
        doubts.append(ReturnDoubt.OTHER_SERIAL)
    quantity = min(returned.quantity, _left(line, received))
    if quantity < returned.quantity:
        doubts.append(ReturnDoubt.TOO_MANY)
    return ReturnMatch(line, quantity, returned.quantity - quantity, tuple(doubts))


def _left(line: ReturnLine, received: Mapping[int, int] | None) -> int:
    return max(line.quantity - (received or {}).get(line.line, 0), 0)
