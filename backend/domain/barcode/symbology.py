# SPDX-License-Identifier: Apache-2.0
"""AIM symbology identifiers, and the exact characters a conforming scanner transmits for a symbol.

Source: ISO/IEC 15424 (identifiers); GS1 General Specifications 5.1.2 (which of them mean GS1 data).
A *message* below is written as label software writes it: ^ for FNC1, | before a composite
component, a backslash before a ^ that is data at the start.
"""

import re
from typing import Final, NamedTuple

from backend.domain.barcode.check_digits import is_digits, mod10, mod10_matches
from backend.domain.barcode.gs1 import read_elements
from backend.domain.barcode.reading import GS
from backend.domain.barcode.table import AIS

COMPOSITE: Final = "|]e0"  # before the composite component of an EAN or UPC symbol


class Symbology(NamedTuple):
    """`mode`: gs1, plain, ean13, ean8 or itf; `eci`: a \\nnnnnn character-set mark may come
    first."""

    name: str
    mode: str
    eci: bool = False


def _plain(letter: str, modifiers: str, name: str) -> dict[str, Symbology]:
    return {letter + modifier: Symbology(name, "plain") for modifier in modifiers}


IDENTIFIERS: Final[dict[str, Symbology]] = {
    **_plain("A", "01234578", "Code39"),
    **_plain("C", "024", "Code128"),
    **_plain("F", "0124", "Codabar"),
    **_plain("G", "0123456789", "Code93"),
    **_plain("L", "012345", "PDF417"),
    **_plain("M", "01", "MSI"),
    **_plain("U", "0123", "MaxiCode"),
    **_plain("d", "013", "DM"),
    **_plain("Q", "015", "QR"),
    **_plain("J", "02", "DotCode"),
    **_plain("h", "0123", "HanXin"),
    **_plain("z", "0123456789ABC", "Aztec"),
    "C1": Symbology("GS1_128_CCA", "gs1"),
    "e0": Symbology("DataBarExpanded", "gs1"),
    "d2": Symbology("DM", "gs1"),
    "d4": Symbology("DM", "plain", True),
    "d5": Symbology("DM", "gs1", True),
    "d6": Symbology("DM", "plain", True),
    "Q2": Symbology("QR", "plain", True),
    "Q3": Symbology("QR", "gs1"),
    "Q4": Symbology("QR", "gs1", True),
    "Q6": Symbology("QR", "plain", True),
    "J1": Symbology("DotCode", "gs1"),
    "E0": Symbology("EAN13", "ean13"),
    "E3": Symbology("EAN13", "ean13"),
    "E4": Symbology("EAN8", "ean8"),
    "I0": Symbology("ITF", "itf"),
    "I1": Symbology("ITF", "itf"),
    "I3": Symbology("ITF", "itf"),
}

_ECI: Final = re.compile(r"\\[0-9]{6}")
_MODES: Final = {"QR": ("]Q1", "]Q3"), "DM": ("]d1", "]d2"), "DotCode": ("]J0", "]J1")}
_LINEAR_GS1: Final = frozenset({"GS1_128_CCA", "GS1_128_CCC", "DataBarExpanded"})
_DATABAR: Final = frozenset(
    {
        "DataBarOmni",
        "DataBarTruncated",
        "DataBarStacked",
        "DataBarStackedOmni",
        "DataBarLimited",
    }
)
_EAN: Final = {
    "EAN13": (13, "]E0"),
    "UPCA": (12, "]E00"),
    "UPCE": (12, "]E00"),
    "EAN8": (8, "]E4"),
}
_LIMITED_MAX: Final = "19999999999999"


def strip_eci(text: str) -> str:
    r"""Without the \nnnnnn that announces a character set (AIM ECI protocol)."""
    return text[7:] if _ECI.match(text) else text


def primary_error(text: str, length: int) -> str | None:
    """Error code of the digits of an EAN symbol, or None."""
    if len(text) != length:
        return "primary_too_short" if len(text) < length else "primary_too_long"
    if not is_digits(text):
        return "primary_not_digits"
    return None if mod10_matches(text) else "incorrect_check_digit"


def normalise_scan_data(scan: str) -> tuple[str, str] | None:
    """(symbology name, message) for scanner output with an identifier; None if it has no known one.

    Turns the transmission into the message it came from; whether its content is legal is not asked.
    """
    known = IDENTIFIERS.get(scan[1:3]) if scan.startswith("]") else None
    if known is None:
        return None
    text = scan[3:]
    if known.mode == "gs1":
        return known.name, "^" + text.replace(GS, "^")
    primary, mark, composite = text.partition(COMPOSITE)
    if known.mode in ("ean13", "ean8") and mark:
        return known.name, f"{primary}|^{composite.replace(GS, '^')}"
    escaped = text.lstrip("\\").startswith("^")
    return known.name, "\\" + text if escaped else text


def build_scan_data(name: str, message: str, *, add_check_digit: bool = False) -> str | None:
    """What a conforming scanner transmits for `message` in symbology `name`; None if it cannot be.

    Used to judge a printed label after it was decoded. GS1 data is checked, never corrected.
    """
    if name in _MODES:
        return _matrix(name, message)
    linear, mark, composite = message.partition("|")
    if mark and not composite.startswith("^"):
        return None
    if composite and read_elements(_transmitted(composite)).error is not None:
        return None
    if name in _LINEAR_GS1:
        return _linear(name, linear, composite)
    if name in _DATABAR:
        return _databar(name, linear, composite, add_check_digit)
    if name in _EAN:
        return _ean(name, linear, composite, add_check_digit)
    return None


def _transmitted(message: str) -> str:
    return message[1:].replace("^", GS)


def _matrix(name: str, message: str) -> str | None:
    plain, gs1 = _MODES[name]
    if message.startswith("^"):
        text = _transmitted(message)
        return gs1 + text if read_elements(text).error is None else None
    escaped = message.startswith("\\") and message.lstrip("\\").startswith("^")
    return plain + (message[1:] if escaped else message)


def _linear(name: str, linear: str, composite: str) -> str | None:
    text = _transmitted(linear)
    elements = read_elements(text)
    if not linear.startswith("^") or elements.error is not None:
        return None
    if not composite:
        return ("]e0" if name == "DataBarExpanded" else "]C1") + text
    joint = "" if AIS[elements.pairs[-1][0]].predefined or text.endswith(GS) else GS
    return "]e0" + text + joint + _transmitted(composite)


def _databar(name: str, linear: str, composite: str, add_check_digit: bool) -> str | None:
    digits = _primary(linear.removeprefix("^01"), 14, add_check_digit)
    if digits is None or (name == "DataBarLimited" and digits > _LIMITED_MAX):
        return None
    return "]e001" + digits + _transmitted(composite)


def _ean(name: str, linear: str, composite: str, add_check_digit: bool) -> str | None:
    length, identifier = _EAN[name]
    zeros = "^01" + "0" * (14 - length)
    digits = _primary(linear.removeprefix(zeros), length, add_check_digit)
    if digits is None:
        return None
    tail = COMPOSITE + _transmitted(composite) if composite else ""
    return identifier + digits + tail


def _primary(digits: str, length: int, add_check_digit: bool) -> str | None:
    if add_check_digit:
        if len(digits) != length - 1 or not is_digits(digits):
            return None
        return digits + mod10(digits)
    return digits if primary_error(digits, length) is None else None
