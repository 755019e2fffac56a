# SPDX-License-Identifier: Apache-2.0
"""Units of measure: what a partner's code means for one part, and when it means nothing."""

from __future__ import annotations

import pytest

from backend.domain.parts import PackSize, Part
from backend.domain.units import is_piece, pack_of

PADS = Part("BRK-10442", packs=(PackSize("EA", 1), PackSize("CARTON", 40), PackSize("PALLET", 480)))
CLIPS = Part("CLP-1", packs=(PackSize("INNER", 20), PackSize("CARTON", 200)))
OIL = Part("OIL-1", uom="L", packs=(PackSize("EA", 5),))


def _units(part: Part | None, unit: str) -> int | None:
    pack = pack_of(part, unit)
    return pack.quantity if pack else None


@pytest.mark.parametrize("unit", ["EA", "PC", "UN", "ea", "PCE", "C62"])
def test_a_piece_is_a_piece_whatever_the_partner_calls_it(unit: str) -> None:
    assert is_piece(unit)
    assert _units(PADS, unit) == 1
    assert _units(None, unit) == 1, "a part that nobody has described yet comes in pieces"


@pytest.mark.parametrize(
    ("unit", "units"),
    [("CA", 40), ("CT", 40), ("CS", 40), ("CARTON", 40), ("BX", 40), ("PL", 480), ("PALLET", 480)],
)
def test_a_case_holds_what_the_part_says(unit: str, units: int) -> None:
    assert _units(PADS, unit) == units
    assert _units(None, unit) is None, "of an unknown part it holds nobody knows how many"


def test_a_package_is_the_inner_one_and_a_box_that_may_be_either_is_neither() -> None:
    assert _units(CLIPS, "PK") == 20
    assert _units(CLIPS, "CA") == 200
    assert _units(CLIPS, "BX") is None
    assert _units(PADS, "PK") is None


@pytest.mark.parametrize("unit", ["DZ", "PR", "ZZ", "LB", ""])
def test_a_unit_that_the_part_does_not_have_is_not_guessed(unit: str) -> None:
    assert _units(PADS, unit) is None


def test_a_part_that_is_counted_in_litres_has_cans_only_where_it_says_so() -> None:
    assert (_units(OIL, "LT"), _units(OIL, "EA")) == (1, 5)
    assert _units(Part("OIL-2", uom="L"), "EA") is None


def test_two_cartons_of_different_sizes_are_unclear() -> None:
    part = Part("X", packs=(PackSize("CARTON", 10), PackSize("CARTON", 12)))
    assert _units(part, "CA") is None
