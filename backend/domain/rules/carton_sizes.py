# SPDX-License-Identifier: Apache-2.0
"""Cartons of a site: what fits into one inside, and what it may weigh (PA3).

Master data, one record a size. Which one is proposed for an order the device says
(`pwa/src/domain/cartons.ts`), from the goods that lie in the tote before it.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from backend.domain.records import Kind, Record

SIDES: Final = ("length_mm", "width_mm", "height_mm")
_WHOLE: Final = (*SIDES, "max_g")
SIDE_MAX: Final = 10_000
GRAMS_MAX: Final = 2_000_000
FILL_PERCENT: Final = 85
"""Goods never fill all of a carton; so much, where nobody said."""


def told_cartons(rows: Iterable[dict[str, Any]]) -> tuple[tuple[Record, ...], list[str]]:
    """Sizes as told, and why others are left out. One that is not active is offered no more."""
    told, left_out = [], []
    for row in rows:
        name, fault = str(row.get("carton") or ""), _fault(row)
        if fault:
            left_out.append(f"carton {name[:60]} {fault}")
            continue
        body = {
            "carton": name,
            **{key: row[key] for key in _WHOLE},
            "weight_g": row.get("weight_g") or 0,
            "fill_percent": row.get("fill_percent") or FILL_PERCENT,
            "state": "" if row.get("active", True) else "retired",
        }
        told.append(Record(Kind.CARTON, name, body))
    return tuple(told), left_out


def _fault(row: dict[str, Any]) -> str:
    if not row.get("carton"):
        return "has no name"
    for key in _WHOLE:
        if not _whole(row.get(key), 1, GRAMS_MAX if key == "max_g" else SIDE_MAX):
            return f"{key}: not a whole number above zero"
    for key, low, high in (("weight_g", 0, GRAMS_MAX), ("fill_percent", 10, 100)):
        if row.get(key) is not None and not _whole(row[key], low, high):
            return f"{key}: not a whole number from {low} to {high}"
    return ""


def _whole(value: Any, low: int, high: int) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and low <= value <= high
