# SPDX-License-Identifier: Apache-2.0
"""The sorted floor gives the answers of the plain rule, also while places fill and empty."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.domain.locations import Location, LocationKind, Role
from backend.domain.parts import Hazard, Part
from backend.domain.plan.floor_index import FloorIndex
from backend.domain.plan.putaway_choice import (
    Incoming,
    Occupancy,
    Rules,
    all_classified,
    putaway_choices,
)

PARTS = (
    Part("FLT-1", abc="A", weight_g=400, volume_ml=900),
    Part("PAD-1", abc="B", weight_g=1_900, volume_ml=1_500, length_mm=300, height_mm=90),
    Part("ROT-1", abc="C", weight_g=28_000, volume_ml=9_000, length_mm=2_100),
    Part("SLT-1", abc="A", volume_ml=300, hazard=Hazard("3", "UN1133")),
    Part("BAT-1", abc="C", weight_g=16_000, volume_ml=8_000, hazard=Hazard("8", "UN2794")),
    Part("ODD-1", hazard=Hazard("", "")),
)
ROLES = (Role.FORWARD, Role.FORWARD, Role.RESERVE, Role.BULK, Role.HAZMAT, Role.HOLD, Role.DOCK)
HAZARDS: Mapping[Role, tuple[tuple[str, ...], ...]] = {
    Role.HAZMAT: (("3",), ("3", "8"), ("8",)), Role.HOLD: ((), ("3", "8")),
}  # fmt: skip


@st.composite
def places(draw: st.DrawFn) -> Location:
    role = draw(st.sampled_from(ROLES))
    kinds = (LocationKind.BIN, LocationKind.BIN, LocationKind.BIN, LocationKind.STAGE)
    return Location(
        "",
        kind=draw(st.sampled_from(kinds)),
        role=role,
        level=draw(st.integers(1, 4)),
        travel=draw(st.integers(0, 60)),
        hazards=draw(st.sampled_from(HAZARDS.get(role, ((), (), (), ("3",))))),
        blocked=draw(st.sampled_from((False, False, False, True))),
        capacity_ml=draw(st.sampled_from((0, 2_000, 10_000, 50_000))),
        capacity_g=draw(st.sampled_from((0, 5_000, 90_000))),
        length_mm=draw(st.sampled_from((0, 0, 400, 2_500))),
        height_mm=draw(st.sampled_from((0, 0, 80))),
    )


floors = st.lists(places(), min_size=1, max_size=25).map(
    lambda some: [replace(place, location=f"L{n:02d}") for n, place in enumerate(some)]
)
goods = st.tuples(st.sampled_from(PARTS), st.sampled_from(("", "L1", "L2")), st.integers(1, 4))


def apart(hazards: object) -> bool:
    """Class 3 and class 8 are kept apart, as a table of segregation may say."""
    assert isinstance(hazards, tuple)
    return all_classified(hazards) and len({one.hazard_class for one in hazards}) == 1


RULES = Rules(may_share=apart)


@pytest.mark.thorough
@given(st.data())
def test_the_sorted_floor_answers_as_the_plain_rule_does(data: st.DataObject) -> None:
    floor = data.draw(floors)
    codes = st.sampled_from([place.location for place in floor])
    occupied: dict[str, Occupancy] = {}
    for code, (part, lot, n) in data.draw(st.lists(st.tuples(codes, goods), max_size=12)):
        occupied[code] = occupied.get(code, Occupancy()).plus(part, lot, n)
    base = dict(occupied)
    index = FloorIndex(floor, base, RULES)
    for part, lot, n in data.draw(st.lists(goods, min_size=1, max_size=6)):
        faces = frozenset(data.draw(st.sets(codes, max_size=2)))
        incoming = Incoming(part, n, lot, data.draw(st.booleans()), faces)
        found = index.choices(incoming, 3)
        assert found == putaway_choices(incoming, floor, occupied, rules=RULES, limit=3)
        for code in (*(choice.location for choice in found.best[:1]), data.draw(codes)):
            more = data.draw(st.sampled_from((1, -2, 2)))
            occupied[code] = occupied.get(code, Occupancy()).plus(part, lot, more)
            index.put(code, occupied[code])
    changes = {data.draw(codes): Occupancy().plus(*data.draw(goods))}
    index.overlay(changes)
    incoming = Incoming(*data.draw(goods)[:1], 1)
    plain = putaway_choices(incoming, floor, {**base, **changes}, rules=RULES)
    assert index.choices(incoming) == plain


def test_what_fits_nowhere_is_not_looked_for_in_bins_that_are_too_small() -> None:
    index = FloorIndex([Location(f"A{n}", capacity_ml=500, travel=n) for n in range(9)], {})
    assert index.choices(Incoming(PARTS[2], 1)).none == "no_place"
    assert len(index) == 9
