# SPDX-License-Identifier: Apache-2.0
"""Parts: catalogue numbers that can be stocked, and how their units are told apart."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from backend.domain.barcode.check_digits import mod10_matches


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
    """Dangerous goods data of a part: class or division, UN number, packing group.

    `subsidiary` holds the classes of its further hazards. `state` is how it is packed (liquid,
    solid, gas, article), '' where nobody said; rules then take the strictest.
    """

    hazard_class: str
    un: str
    packing_group: str | None = None
    subsidiary: tuple[str, ...] = ()
    state: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """A catalogue number. Weight in grams and volume in millilitres of one smallest unit.

    `uom` names the smallest unit, the only one that the books count in. `superseded_by` is the
    number that replaces this one, `supersession` what becomes of the old stock; nothing is
    replaced by itself. `critical` is normal or safety. `distrusted` are names of it that were found
    on other goods: they identify nothing until somebody has looked. `length_mm` is the longest side
    of one unit, `height_mm` its height as it is stored; 0 when unknown. `family` names its kind.
    `value` is what one unit is worth, in the smallest unit of the currency; 0 when unknown.
    `serial_check` is `mod10` where the last digit of a serial number checks its other digits (the
    rule of GS1, letters left out); '' where nothing does. `modules` are the parts of the numbered
    units that an assembly is built of; one that it has twice is named twice.
    """

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
    distrusted: tuple[str, ...] = ()
    length_mm: int = 0
    height_mm: int = 0
    family: str = ""
    value: int = 0
    serial_check: str = ""
    modules: tuple[str, ...] = ()

    def serial_fits(self, serial: str) -> bool:
        """Whether a serial number has the shape that this part's numbers have."""
        if not serial:
            return False
        if self.serial_check == "mod10" and not mod10_matches(re.sub("[^0-9]", "", serial)):
            return False
        return self.serial_pattern is None or re.fullmatch(self.serial_pattern, serial) is not None
