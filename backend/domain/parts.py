# SPDX-License-Identifier: Apache-2.0
"""Parts: catalogue numbers that can be stocked, and how their units are told apart."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum


class Tracking(StrEnum):
    """How units of a part are told apart."""

    NONE = "none"
    LOT = "lot"
    SERIAL = "serial"


class SupersessionPolicy(StrEnum):
    """Use up the old number first, or the new one only."""

    EXHAUST = "exhaust"
    IMMEDIATE = "immediate"


@dataclass(frozen=True, slots=True)
class PackSize:
    """A pack of a part: its code (EA, INNER, CARTON, PALLET), units in it, GTIN if it has one."""

    code: str
    quantity: int
    gtin: str | None = None


@dataclass(frozen=True, slots=True)
class Hazard:
    """Dangerous goods data of a part: class or division, UN number, packing group."""

    hazard_class: str
    un: str
    packing_group: str | None = None


@dataclass(frozen=True, slots=True)
class Supersession:
    """A new number replaces an old one, one way."""

    old: str
    new: str
    policy: SupersessionPolicy = SupersessionPolicy.EXHAUST


@dataclass(frozen=True, slots=True)
class Part:
    """A catalogue number. Weight in grams and volume in millilitres of one smallest unit."""

    part: str
    description: str = ""
    uom: str = "EA"
    packs: tuple[PackSize, ...] = ()
    tracking: Tracking = Tracking.NONE
    expires: bool = False
    serial_pattern: str | None = None
    hazard: Hazard | None = None
    abc: str = "C"
    critical: str = "normal"
    superseded_by: str | None = None
    supersession: SupersessionPolicy = SupersessionPolicy.EXHAUST
    weight_g: int = 0
    volume_ml: int = 0
    supplier: str | None = None
    aliases: tuple[str, ...] = ()

    def serial_fits(self, serial: str) -> bool:
        """Whether a serial number has the shape that this part's numbers have."""
        if not serial:
            return False
        return self.serial_pattern is None or re.fullmatch(self.serial_pattern, serial) is not None


def supersession_chain(part: str, successors: dict[str, str]) -> tuple[str, ...]:
    """The numbers that replace a part, nearest first; stops where the chain bites its tail."""
    chain: list[str] = []
    current = successors.get(part)
    while current is not None and current != part and current not in chain:
        chain.append(current)
        current = successors.get(current)
    return tuple(chain)
