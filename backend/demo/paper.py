# SPDX-License-Identifier: Apache-2.0
"""The demo's two EDI messages, their dates moved to the day on which the demo is set up."""

import re
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Final

WRITTEN_ON: Final = date(2026, 3, 2)  # the day of the files in edi/
SEALANT_LOT: Final = "B9931"
SEALANT_EXPIRES_ON: Final = date(2027, 6, 30)
FILES: Final = (("856", "856_northgate.edi"), ("940", "940_hillside.edi"))
_FOLDER: Final = Path(__file__).parent / "edi"
_DAY: Final = re.compile(r"(?<=\*)(20\d\d)(\d\d)(\d\d)(?=[*~])")


def moved(day: date, today: date) -> date:
    """A day of the files, as many days from `today` as it is from the day they were written."""
    return day + (today - WRITTEN_ON)


def messages(today: date) -> list[dict[str, Any]]:
    """Rows `{"type", "name", "text"}`: the notice of the truck, then the emergency order."""
    rows = []
    for kind, name in FILES:
        text = (_FOLDER / name).read_text(encoding="ascii")
        rows.append({"type": kind, "name": name, "text": _redated(text, today)})
    return rows


def _redated(text: str, today: date) -> str:
    """Every whole element that is a day (CCYYMMDD) moves, and with it the envelope's YYMMDD."""
    if today == WRITTEN_ON:
        return text

    def move(found: re.Match[str]) -> str:
        day = moved(date(int(found[1]), int(found[2]), int(found[3])), today)
        return day.strftime("%Y%m%d")

    return _DAY.sub(move, text).replace(f"*{WRITTEN_ON:%y%m%d}*", f"*{today:%y%m%d}*")


def clock(day: date, hour: int, minute: int = 0) -> str:
    """A local time as the neutral documents write it."""
    return f"{day.isoformat()}T{hour:02d}:{minute:02d}"


def later(day: date, days: int) -> str:
    """A day that many days on, as ISO 8601."""
    return (day + timedelta(days=days)).isoformat()
