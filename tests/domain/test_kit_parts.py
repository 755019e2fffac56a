# SPDX-License-Identifier: Apache-2.0
"""Kits that are not whole, and places found short: the vectors that the handheld runs too."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from backend.domain.books import Books, Order, OrderLine, Task
from backend.domain.rules.count_task import found_short
from backend.domain.rules.kit_parts import beyond, not_packed, not_picked

VECTORS = Path(__file__).parents[1] / "vectors"
KITS = json.loads((VECTORS / "kit_parts.json").read_text("utf-8"))["vectors"]
SHORT = json.loads((VECTORS / "found_short.json").read_text("utf-8"))["vectors"]


def _order(row: dict[str, Any]) -> Order:
    lines = row["lines"]
    return Order(
        "O-1", "C-1",
        lines=tuple(OrderLine("O-1", one["line"], one["part"], one["quantity"],
                              picked=one["picked"]) for one in lines),
        details={
            "asked": {"lines": lines}, "cartons": row["cartons"],
            "given": {str(one["line"]): one["given"] for one in lines if "given" in one},
            "goods": {holder: {part: {"quantity": n, "at": 1} for part, n in parts.items()}
                      for holder, parts in row["goods"].items()},
        },
    )  # fmt: skip


@pytest.mark.parametrize("row", KITS, ids=lambda row: str(row["name"]))
def test_a_kit_that_is_not_whole_and_what_of_it_is_in_a_carton(row: dict[str, Any]) -> None:
    order = _order(row)
    picked, packed = not_picked(order), not_packed(order)
    assert {kit: line.part for kit, line in picked.items()} == row["picked"]
    assert {kit: line.part for kit, line in packed.items()} == row["packed"]
    found = {part: [beyond(order, picked, part), beyond(order, packed, part)]
             for part in row["beyond"]}  # fmt: skip
    assert found == row["beyond"]


@pytest.mark.parametrize("row", SHORT, ids=lambda row: f"{row['task']}"[:60])
def test_a_place_found_short_is_not_trusted_until_it_was_counted(row: dict[str, Any]) -> None:
    told = row["task"]
    details = {"location": told["location"], "why": told["why"], "part": told["part"]}
    books = Books("DC01", tasks={"T": Task("T", "count", told["state"], details=details)})
    assert (told["location"] in found_short(books, row["part"])) is row["short"]
