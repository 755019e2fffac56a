# SPDX-License-Identifier: Apache-2.0
"""Which units are drawn, and whether what was measured keeps its limits."""

import json
from pathlib import Path
from typing import Any

import pytest

from backend.domain.sampling import Fit, Limits, Measured, drawn, judge
from backend.domain.wire import Malformed

VECTORS = json.loads((Path(__file__).parents[2] / "vectors" / "sample_draw.json").read_text())


@pytest.mark.parametrize("row", VECTORS["vectors"], ids=lambda row: row["name"])
def test_the_same_units_for_everybody(row: dict[str, Any]) -> None:
    assert drawn(row["lot_size"], row["n"], row["seed"]) == tuple(row["drawn"])


def test_every_unit_is_drawn_about_as_often_as_any_other() -> None:
    often = [0] * 21
    for lot in range(2000):
        found = drawn(20, 5, f"LOT-{lot}")
        assert isinstance(found, tuple) and len(set(found)) == 5
        assert found == tuple(sorted(found)) and 1 <= found[0] <= found[-1] <= 20
        for unit in found:
            often[unit] += 1
    assert all(400 < times < 600 for times in often[1:])  # 500 each, a spread of about 19


@pytest.mark.parametrize(("lot_size", "n", "where"), [(0, 5, "lot_size"), (9, 0, "n")])
def test_nothing_to_draw_is_said(lot_size: int, n: int, where: str) -> None:
    fault = drawn(lot_size, n, "x")
    assert isinstance(fault, Malformed) and fault.where == where


@pytest.mark.parametrize(("value", "scale", "limits", "fit"), [
    (1250, 2, Limits(1200, 1300, 2, "mm"), "within"),
    (1200, 2, Limits(1200, 1300, 2, "mm"), "within"),
    (1300, 2, Limits(1200, 1300, 2, "mm"), "within"),
    (1199, 2, Limits(1200, 1300, 2, "mm"), "below"),
    (1301, 2, Limits(1200, 1300, 2, "mm"), "above"),
    (12, 0, Limits(1200, 1300, 2, "mm"), "within"),
    (14, 0, Limits(1200, 1300, 2, "mm"), "above"),
    (13_001, 3, Limits(12, 13, 0, "mm"), "above"),
    (11_999, 3, Limits(12, 13, 0, "mm"), "below"),
    (-5, 0, Limits(None, 0, 0, "mm"), "within"), (1, 9, Limits(None, 0, 0, "mm"), "above"),
    (10**12, 0, Limits(0, None, 0, "mm"), "within"), (-1, 9, Limits(0, None, 0, "mm"), "below"),
    (-1250, 2, Limits(-13, -12, 0, "mm"), "within"),
])  # fmt: skip
def test_a_value_lies_within_below_or_above(
    value: int, scale: int, limits: Limits, fit: str
) -> None:
    assert judge(Measured(value, scale, "mm"), limits) == Fit(fit)


@pytest.mark.parametrize(("measured", "limits", "where"), [
    (Measured(1, 0, "cm"), Limits(1, 2, 0, "mm"), "measured.unit"),
    (Measured(1, -1, "mm"), Limits(1, 2, 0, "mm"), "measured.scale"),
    (Measured(1, 0, "mm"), Limits(1, 2, 10, "mm"), "limits.scale"),
    (Measured(1, 0, "mm"), Limits(None, None, 0, "mm"), "limits"),
    (Measured(1, 0, "mm"), Limits(2, 1, 0, "mm"), "limits.low"),
])  # fmt: skip
def test_what_cannot_be_compared_is_said(
    measured: Measured, limits: Limits, where: str
) -> None:
    fault = judge(measured, limits)
    assert isinstance(fault, Malformed) and fault.where == where
