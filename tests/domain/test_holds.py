# SPDX-License-Identifier: Apache-2.0
"""What a hold covers: the same rows are read by the device's tests."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from backend.domain.holds import HoldScope, Unit, covers

VECTORS = json.loads((Path(__file__).parents[1] / "vectors/hold_scope.json").read_text())["vectors"]


def unit_of(row: dict[str, Any]) -> Unit:
    sets = {name: frozenset(row[name]) for name in ("suppliers", "receipts")}
    return Unit(**{**row, **sets, "plates": tuple(row["plates"])})


@pytest.mark.parametrize("row", VECTORS, ids=lambda row: "+".join(row["scope"]) or "empty")
def test_a_hold_covers_the_units_that_fit_all_that_it_names(row: dict[str, Any]) -> None:
    assert covers(HoldScope(**row["scope"]), unit_of(row["unit"])) is row["covers"]


def test_the_rows_say_both_yes_and_no_for_every_field() -> None:
    for name in ("part", "supplier", "lot", "serial", "lpn", "location", "receipt"):
        assert {row["covers"] for row in VECTORS if name in row["scope"]} == {True, False}
