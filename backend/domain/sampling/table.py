# SPDX-License-Identifier: Apache-2.0
"""The tables of sampling inspection as objects, read once from the package's own files."""

import csv
import json
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from importlib.resources import files
from typing import Any, Final


@dataclass(frozen=True, slots=True)
class Cell:
    """A single plan, arrows followed: the letter where it is printed, and its numbers."""

    letter: str
    n: int
    ac: int
    re: int


@dataclass(frozen=True, slots=True)
class SwitchingRules:
    """What differs between the standards: how reduced inspection is reached, and when it stops."""

    edition: str
    reduced_by: str
    discontinued_by: str
    discontinued_at: int


def _text(name: str) -> str:
    return files("backend.domain.sampling").joinpath("tables", name).read_text(encoding="utf-8")


def _rows(name: str) -> Iterator[dict[str, str]]:
    return csv.DictReader(_text(name).splitlines())


def _letters() -> dict[str, tuple[tuple[int, str], ...]]:
    """Of each level, the first lot size of every range and its letter."""
    found: dict[str, tuple[tuple[int, str], ...]] = {}
    for row in _rows("code_letters.csv"):
        step = (int(row["lot_from"]), row["letter"])
        found[row["level"]] = (*found.get(row["level"], ()), step)
    return found


def _plans() -> dict[tuple[str, str, str], Cell]:
    return {
        (row["inspection"], row["letter"], row["aql"]): Cell(
            row["plan_letter"], int(row["n"]), int(row["ac"]), int(row["re"])
        )
        for row in _rows("single_plans.csv")
    }


_ABOUT: Final[dict[str, Any]] = json.loads(_text("editions.json"))
PLANS_EDITION: Final[str] = _ABOUT["plans"]["edition"]
SWITCHING: Final = {name: SwitchingRules(**told) for name, told in _ABOUT["switching"].items()}
LETTERS: Final = _letters()
PLANS: Final = _plans()
AQLS: Final = tuple(dict.fromkeys(aql for _, _, aql in PLANS))
AQL_OF: Final = {Decimal(aql): aql for aql in AQLS}
"""The table's spelling of an AQL, by its value: 1 and 1.0 are one."""
