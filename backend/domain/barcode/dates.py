# SPDX-License-Identifier: Apache-2.0
"""Dates and times as barcodes write them, judged by digits alone: this room has no clock."""

from typing import Final

from backend.domain.barcode.check_digits import is_digits

_DAYS: Final = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_TIMES: Final = {
    "h": (("hour", 23),),
    "m": (("minute", 59),),
    "s": (("second", 59),),
    "hm": (("hour", 23), ("minute", 59)),
}
_TIME_NAMES: Final = {"h": "hour", "m": "minute", "s": "second", "hm": "hour_with_minute"}


def month_days(year: int, month: int) -> int:
    """Days in a month of the Gregorian calendar."""
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return 28 if month == 2 and not leap else _DAYS[month - 1]


def date_error(value: str, *, year_digits: int, day_zero: bool) -> str | None:
    """Error code of YYMMDD or YYYYMMDD, or None. `day_zero`: day 00 stands for the month's last
    day.

    A year 00 is judged as 2000, the only leap one of the two that a label in use can mean.
    """
    if len(value) != year_digits + 4:
        return "date_too_short" if len(value) < year_digits + 4 else "date_too_long"
    if not is_digits(value):
        return "non_digit_character"
    year, month, day = int(value[:year_digits]), int(value[-4:-2]), int(value[-2:])
    if not 1 <= month <= 12:
        return "illegal_month"
    if day > month_days(year, month) or (day == 0 and not day_zero):
        return "illegal_day"
    return None


def time_error(value: str, parts: str) -> str | None:
    """Error code of HH, MM, SS or HHMM (`parts` h, m, s or hm), or None."""
    limits = _TIMES[parts]
    if len(value) != 2 * len(limits):
        length = "short" if len(value) < 2 * len(limits) else "long"
        return f"{_TIME_NAMES[parts]}_too_{length}"
    if not is_digits(value):
        return "non_digit_character"
    for place, (name, largest) in enumerate(limits):
        if int(value[2 * place : 2 * place + 2]) > largest:
            return f"illegal_{name}"
    return None


def full_year(two_digits: int, today_year: int) -> int:
    """The year meant by two digits: 49 years back to 50 years ahead of today (GS1 GenSpecs
    7.12)."""
    year = today_year - today_year % 100 + two_digits
    if year - today_year > 50:
        return year - 100
    if year - today_year < -49:
        return year + 100
    return year


def iso_date(value: str, today_year: int) -> str | None:
    """YYMMDD (day 00 = last day of the month) or YYYYMMDD as YYYY-MM-DD; None if it is no date."""
    if len(value) == 8:
        if date_error(value, year_digits=4, day_zero=True) is not None:
            return None
        year, month, day = int(value[:4]), int(value[4:6]), int(value[6:])
    else:
        if date_error(value, year_digits=2, day_zero=True) is not None:
            return None
        year, month, day = full_year(int(value[:2]), today_year), int(value[2:4]), int(value[4:])
    last = month_days(year, month)
    if day > last:
        return None
    return f"{year:04}-{month:02}-{day or last:02}"
