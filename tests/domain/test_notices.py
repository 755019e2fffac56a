# SPDX-License-Identifier: Apache-2.0
"""What of a notice is in: the same rows are read by the device's tests."""

from __future__ import annotations

import copy
import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from backend.domain.notices import tick, untick

FOLDER = Path(__file__).parents[1] / "vectors"
VECTORS = json.loads((FOLDER / "notice_tick.json").read_text())["vectors"]
UNDONE = json.loads((FOLDER / "notice_untick.json").read_text())["vectors"]


def counted(row: dict[str, Any]) -> Counter[tuple[str, str]]:
    units: Counter[tuple[str, str]] = Counter()
    for line in row["lines"]:
        units[line["part"], line["lot"] or ""] += line["quantity"]
    return units


@pytest.mark.parametrize("row", UNDONE, ids=lambda row: row["name"])
def test_a_notice_is_open_again_where_a_receipt_was_undone(row: dict[str, Any]) -> None:
    assert untick(row["packs"], row["lpn"], counted(row)) == row["after"]


@pytest.mark.parametrize("row", VECTORS)
def test_a_notice_is_ticked_by_carton_or_by_unit(row: dict[str, Any]) -> None:
    before = copy.deepcopy(row["packs"])
    assert tick(row["packs"], row["lpn"], counted(row))[0] == row["after"]
    assert row["packs"] == before, "what was given stays as it was"


@pytest.mark.parametrize("row", VECTORS)
def test_every_unit_fills_a_line_or_is_too_much(row: dict[str, Any]) -> None:
    if any(pack["lpn"] == row["lpn"] for pack in row["packs"]):
        return

    def filled(packs: list[dict[str, Any]]) -> int:
        return sum(line.get("received", 0) for pack in packs for line in pack["lines"])

    after, over = tick(row["packs"], row["lpn"], counted(row))
    put_in = filled(after) - filled(row["packs"])
    assert put_in + sum(over.values()) == sum(counted(row).values())
