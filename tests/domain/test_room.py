# SPDX-License-Identifier: Apache-2.0
"""What fits beside what: the plan answers as the device does (`tests/vectors/room.json`)."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from backend.domain.books import Books
from backend.domain.locations import Location, Role
from backend.domain.parts import Part
from backend.domain.plan.putaway_choice import EMPTY, Incoming, fits
from backend.domain.rules.directed import rules_of
from backend.domain.rules.masters import part_from

VECTORS = json.loads((Path(__file__).parents[1] / "vectors/room.json").read_text("utf-8"))
PARTS = {
    name: part_from({"part": name, "description": name, **row})
    for name, row in VECTORS["parts"].items()
}


def _place(part: Part, row: dict[str, Any]) -> Location:
    """A place that takes such goods as far as its role and classes go."""
    limits = row["place"]
    if row["held"]:
        classes = (part.hazard.hazard_class,) if part.hazard else ()
        return Location("Q1", role=Role.HOLD, hazards=classes, **limits)
    if part.hazard:
        return Location("H1", role=Role.HAZMAT, hazards=(part.hazard.hazard_class,), **limits)
    return Location("A1", **limits)


@pytest.mark.parametrize("row", VECTORS["vectors"], ids=lambda row: str(row["goods"]))
def test_goods_join_what_stands_in_a_place_or_not(row: dict[str, Any]) -> None:
    [(name, lot, quantity)] = row["goods"]
    now = EMPTY
    for part, other_lot, n in row["there"]:
        now = now.plus(PARTS[part], other_lot, n)
    incoming = Incoming(PARTS[name], quantity, lot, row["held"])
    place = _place(PARTS[name], row)
    assert fits(incoming, place, now, rules_of(Books("DC01"))) == (row["misfit"] is None)
