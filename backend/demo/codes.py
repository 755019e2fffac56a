# SPDX-License-Identifier: Apache-2.0
"""GTIN, SSCC and VIN with their check digits, and a message label, for demo data only."""

from typing import Final

from backend.domain.barcode.check_digits import mod10, vin_check_digit

# The company prefix of the examples in the GS1 General Specifications; nobody trades under it.
COMPANY_PREFIX: Final = "0614141"
GS: Final = "\x1d"
RS: Final = "\x1e"
EOT: Final = "\x04"
# All but the check digit and the last five digits of the usual textbook VIN, 1M8GDM9AXKP042788.
VIN_HEAD, VIN_MIDDLE = "1M8GDM9A", "KP0"


def gtin14(reference: int, indicator: int = 0) -> str:
    """A 14-digit GTIN in the demo's prefix; `indicator` 0 is the unit itself, 1 to 8 a pack."""
    assert 0 <= reference <= 99_999 and 0 <= indicator <= 8
    body = f"{indicator}{COMPANY_PREFIX}{reference:05d}"
    return body + mod10(body)


def sscc(serial: int, extension: int = 0) -> str:
    """An 18-digit SSCC in the demo's prefix, without the leading application identifier."""
    assert 0 <= serial <= 999_999_999 and 0 <= extension <= 9
    body = f"{extension}{COMPANY_PREFIX}{serial:09d}"
    return body + mod10(body)


def iso15434(*elements: str) -> str:
    """ISO/IEC 15434 message, format 06: each element begins with its data identifier."""
    return f"[)>{RS}06{GS}{GS.join(elements)}{RS}{EOT}"


def vin(serial: int) -> str:
    """A VIN with a right check digit (49 CFR 565.15); `serial` is its last five digits."""
    assert 0 <= serial <= 99_999
    tail = f"{VIN_MIDDLE}{serial:05d}"
    return f"{VIN_HEAD}{vin_check_digit(f'{VIN_HEAD}0{tail}')}{tail}"
