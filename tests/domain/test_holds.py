# SPDX-License-Identifier: Apache-2.0
"""What a hold covers: the same rows are read by the device's tests."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from backend.domain.holds import Hold, HoldScope, Unit, covers

ROWS = json.loads((Path(__file__).parents[1] / "vectors/hold_scope.json").read_text())
VECTORS = ROWS["vectors"]


def unit_of(row: dict[str, Any]) -> Unit:
    sets = {name: frozenset(row[name]) for name in ("suppliers", "receipts")}
    return Unit(**{**row, **sets, "plates": tuple(row["plates"])})


@pytest.mark.parametrize("row", VECTORS, ids=lambda row: "+".join(row["scope"]) or "empty")
def test_a_hold_covers_the_units_that_fit_all_that_it_names(row: dict[str, Any]) -> None:
    assert covers(HoldScope(**row["scope"]), unit_of(row["unit"])) is row["covers"]


def test_the_rows_say_both_yes_and_no_for_every_field() -> None:
    for name in ("part", "supplier", "lot", "serial", "lpn", "location", "receipt"):
        assert {row["covers"] for row in VECTORS if name in row["scope"]} == {True, False}


@pytest.mark.parametrize("row", ROWS["rests"], ids=lambda row: f"{row['until']} on {row['day']}")
def test_a_hold_released_on_condition_rests_to_the_end_of_its_day(row: dict[str, Any]) -> None:
    hold = Hold("H", HoldScope(part="P"), "sample_due", until=row["until"])
    assert hold.rests(row["day"]) is row["rests"]
    assert not hold.rests("")
