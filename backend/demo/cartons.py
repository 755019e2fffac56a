# SPDX-License-Identifier: Apache-2.0
"""Cartons of the demo site: measures and weights are invented, as such cartons are sold."""

from typing import Any, Final

# name, length, width, height inside (mm), what it may weigh full and weighs empty (g)
CARTONS: Final[tuple[tuple[str, int, int, int, int, int], ...]] = (
    ("S", 250, 175, 100, 5_000, 110),
    ("M", 350, 250, 200, 15_000, 280),
    ("L", 600, 400, 300, 25_000, 720),
    ("LONG", 1_200, 200, 200, 20_000, 850),
)


def cartons() -> list[dict[str, Any]]:
    """One row a size."""
    names = ("carton", "length_mm", "width_mm", "height_mm", "max_g", "weight_g")
    return [dict(zip(names, row, strict=True)) for row in CARTONS]
