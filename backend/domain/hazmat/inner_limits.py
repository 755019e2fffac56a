# SPDX-License-Identifier: Apache-2.0
"""How much an inner pack may hold for the goods to travel as limited quantity in the US.

The device asks the same (`pwa/src/domain/inner_limits.ts`); the vector is
`tests/vectors/inner_limits.json`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from backend.domain.hazmat.label import labels
from backend.domain.hazmat.table import ABOUT, rows_of
from backend.domain.parts import Hazard

_AMOUNT: Final = re.compile(r"([0-9.]+) (L|mL|kg|g)( metal can)?")
_SMALL: Final = {"L": ("ml", 1000), "mL": ("ml", 1), "kg": ("g", 1000), "g": ("g", 1)}
_ABOUT: Final = ABOUT["limited_quantity"]
PEROXIDES: Final = frozenset(un for known in _ABOUT["peroxide_types"].values() for un in known)
AEROSOLS: Final = frozenset[str](_ABOUT["aerosols"])


@dataclass(frozen=True, slots=True)
class InnerLimit:
    """The most that one inner pack may hold; 0 where goods measured so have no relief."""

    ml: int
    g: int
    metal_can: bool
    section: str


def inner_limit(hazard: Hazard) -> InnerLimit | None:
    """The limit for these goods, or None when they have none: no relief in the table, or a class,
    packing group or type that nobody told."""
    known = labels(hazard)
    if known is None:
        return None
    division = known[0].division
    if division.startswith("2.") and hazard.un in AEROSOLS:
        return LIMITS["2 aerosol", ""]
    if division == "5.2":
        return LIMITS["5.2 type D,E,F", ""] if hazard.un in PEROXIDES else None
    return LIMITS.get((division, hazard.packing_group or "")) or LIMITS.get((division, ""))


def is_limited_quantity(hazard: Hazard, ml: int, g: int) -> bool:
    """Whether an inner pack of so much is within the limit. Liquids count by volume, solids and
    articles by weight; where nobody told the state, or how much is in, it is not."""
    limit = inner_limit(hazard)
    if limit is None:
        return False
    if limit.metal_can or hazard.state == "liquid":
        return 0 < ml <= limit.ml
    return hazard.state in ("solid", "article") and 0 < g <= limit.g


def _read(text: str, section: str) -> InnerLimit:
    found = {"ml": 0, "g": 0}
    metal = False
    for amount in text.split(" / "):
        match = _AMOUNT.fullmatch(amount)
        assert match is not None, f"limit {text!r}"
        measure, factor = _SMALL[match[2]]
        found[measure] = int(Decimal(match[1]) * factor)
        metal = metal or match[3] is not None
    return InnerLimit(found["ml"], found["g"], metal, section)


LIMITS: Final = {
    (row["class"], row["packing_group"]): _read(row["inner_limit"], row["section"])
    for row in rows_of("limited_quantity.csv")
}
