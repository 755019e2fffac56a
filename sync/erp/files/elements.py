# SPDX-License-Identifier: Apache-2.0
"""Single X12 elements to values: quantities, days, times, identities, licence plates.

Each function answers with the value, or None after noting the fault.
"""
from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, time

from backend.domain.barcode.check_digits import mod10
from sync.erp.files.faults import Faults, Segment
from sync.erp.plain import IDENT_LENGTH_MAX, QUANTITY_MAX

_WHOLE = re.compile(r"\+?(\d{1,12})(?:\.0*)?", re.ASCII)
_PLATE = re.compile(r"[0-9]?J[A-Z0-9]{4,34}", re.ASCII)  # ISO/IEC 15459 plate, MH10 J family
_UTC = {"UT", "GM", "Z"}                                 # X12 element 623, those without doubt


def whole(segment: Segment, position: int, what: str, faults: Faults) -> int | None:
    """A count above zero. X12 type R allows `40.` and `40.00`; a real fraction is refused."""
    raw = segment.get(position)
    match = _WHOLE.fullmatch(raw)
    value = int(match.group(1)) if match else 0
    if not 1 <= value <= QUANTITY_MAX:
        said = raw if raw else "missing"
        faults.error(segment, position, "quantity", f"{what} is not a whole number above 0: {said}")
        return None
    return value


def key(segment: Segment, position: int, what: str, faults: Faults) -> str | None:
    """An identity that must be there."""
    value = segment.get(position)
    if not value:
        faults.error(segment, position, "missing", f"{what} is missing")
        return None
    return optional(segment, position, what, faults)


def optional(segment: Segment, position: int, what: str, faults: Faults) -> str | None:
    """An identity that may be absent."""
    value = segment.get(position)
    if len(value) > IDENT_LENGTH_MAX:
        faults.error(segment, position, "too_long",
                     f"{what} is longer than {IDENT_LENGTH_MAX} characters")
        return None
    return value or None


def pairs(segment: Segment, first: int) -> Iterator[tuple[str, int]]:
    """Qualifier and the position of its value: LIN02/03, 04/05 and so on."""
    for position in range(first, len(segment.elements), 2):
        if segment.get(position) and segment.get(position + 1):
            yield segment.get(position), position + 1


def iso_day(raw: str) -> str | None:
    """CCYYMMDD, or YYMMDD of this century, as YYYY-MM-DD."""
    if not (raw.isascii() and raw.isdigit() and len(raw) in (6, 8)):
        return None
    full = raw if len(raw) == 8 else "20" + raw
    try:
        return date(int(full[:4]), int(full[4:6]), int(full[6:])).isoformat()
    except ValueError:
        return None


def iso_moment(day_raw: str, time_raw: str, zone: str = "") -> str | None:
    """Day and HHMM[SS[dd]] as an ISO time; local unless the zone code is one of UTC's."""
    day = iso_day(day_raw)
    if day is None:
        return None
    digits = (time_raw or "0000")[:6]
    if not (digits.isascii() and digits.isdigit() and len(digits) in (4, 6)):
        return None
    try:
        clock = time(int(digits[:2]), int(digits[2:4]), int(digits[4:] or "0"))
    except ValueError:
        return None
    return f"{day}T{clock.isoformat()}" + ("Z" if zone in _UTC else "")


def moment(segment: Segment, faults: Faults) -> str | None:
    """DTM02 to 04. A time nobody can read costs a warning: no stock hangs on it."""
    value = iso_moment(segment.get(2), segment.get(3), segment.get(4))
    if value is None:
        faults.warning(segment, 2, "time", f"is no date and time: {segment.get(2)}")
    return value


def day(segment: Segment, faults: Faults) -> str | None:
    """A day in element 2; unreadable costs a warning."""
    value = iso_day(segment.get(2))
    if value is None:
        faults.warning(segment, 2, "day", f"is no day of the calendar: {segment.get(2)}")
    return value


def expiry(segment: Segment, faults: Faults) -> str | None:
    """DTM*036. Unreadable is an error: stock without its date would be issued too late."""
    value = iso_day(segment.get(2))
    if value is None:
        faults.error(segment, 2, "expiry", f"expiry is no day of the calendar: {segment.get(2)}")
    return value


def licence_plate(segment: Segment, faults: Faults) -> str | None:
    """MAN*GM: an SSCC of 18 digits, or 20 with application identifier 00 before it."""
    raw = segment.get(2)
    if segment.get(3):
        faults.error(segment, 3, "sscc_range", "a range of SSCC does not say which pack holds what")
        return None
    if not (raw.isascii() and raw.isdigit()):
        if _PLATE.fullmatch(raw):
            faults.warning(segment, 2, "plate", "is a licence plate, not an SSCC")
            return raw
        faults.error(segment, 2, "sscc", f"is no SSCC: {raw or 'missing'}")
        return None
    sscc = raw[2:] if len(raw) == 20 and raw.startswith("00") else raw
    if len(sscc) != 18:
        faults.error(segment, 2, "sscc",
                     f"SSCC {raw} has not 18 digits, nor 20 beginning with 00")
        return None
    right = mod10(sscc[:-1])
    if sscc[-1] != right:
        faults.error(segment, 2, "sscc_check_digit",
                     f"SSCC check digit wrong: {sscc} should end in {right}")
        return None
    return sscc
