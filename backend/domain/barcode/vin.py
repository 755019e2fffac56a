# SPDX-License-Identifier: Apache-2.0
"""Vehicle identification numbers (ISO 3779): 17 characters without I, O and Q."""

import re
from dataclasses import dataclass
from typing import Final

from backend.domain.barcode.check_digits import vin_check_digit

_VIN: Final = re.compile("I?([A-HJ-NPR-Z0-9]{17})")


@dataclass(frozen=True, slots=True)
class VinRead:
    """`check_digit_matches` False is no fault: European makers put filler in position 9."""

    vin: str
    check_digit_matches: bool


def read_vin(text: str) -> VinRead | None:
    """The VIN in `text`, upper-cased; a leading I before 17 characters is the data identifier."""
    if not 17 <= len(text) <= 18 or not text.isascii():
        return None
    match = _VIN.fullmatch(text.upper())
    if match is None:
        return None
    vin = match.group(1)
    return VinRead(vin, vin_check_digit(vin) == vin[8])
