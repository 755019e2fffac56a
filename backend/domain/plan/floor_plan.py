# SPDX-License-Identifier: Apache-2.0
"""What location codes tell of a floor: zones as blocks of aisles, places as points in them.

A code is zone and aisle, bay, and mostly a level: `A07-032-C`. A place with another code, or with
one that names another zone than its own, has no geometry. Codes do not tell how wide a bay is or
where aisles are joined: `Measures` does, by the site, and its defaults are no more than usual.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from backend.domain.locations import Location
from backend.domain.plan.layout import Layout, Point

_CODE = re.compile(r"([A-Z]+)(\d+)-(\d+)(?:-\w+)?")


@dataclass(frozen=True, slots=True)
class Measures:
    """Centimetres a bay and from aisle to aisle; bays after which a cross aisle runs."""

    bay: int = 100
    aisle_pitch: int = 400
    cross_after: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class FloorPlan:
    """Zones with their layout, places with zone and point, and every place's travel sequence."""

    zones: Mapping[str, Layout]
    spots: Mapping[str, tuple[str, Point]]
    travel: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class _Place:
    location: str
    travel: int
    aisle: int
    bay: int


def floor_plan(locations: Iterable[Location], measures: Measures | None = None) -> FloorPlan:
    """The plan of all these locations: made once, used for many tours."""
    measures = measures or Measures()
    travel: dict[str, int] = {}
    places: dict[str, list[_Place]] = defaultdict(list)
    for place in locations:
        travel[place.location] = place.travel
        code = _CODE.fullmatch(place.location)
        if code is not None and code[1] == place.zone and int(code[3]) > 0:
            found = _Place(place.location, place.travel, int(code[2]), int(code[3]))
            places[place.zone].append(found)
    zones: dict[str, Layout] = {}
    spots: dict[str, tuple[str, Point]] = {}
    for zone, there in places.items():
        zones[zone], points = _block(there, measures)
        spots |= {location: (zone, point) for location, point in points.items()}
    return FloorPlan(zones, spots, travel)


def _block(places: list[_Place], measures: Measures) -> tuple[Layout, dict[str, Point]]:
    """One zone. It is entered where the travel sequence enters it: that end is its front."""
    bays = max(place.bay for place in places)
    first = min(places, key=lambda place: (place.travel, place.aisle, place.bay))
    turned = 2 * first.bay > bays + 1
    back = bays * measures.bay
    cross = {bay * measures.bay for bay in measures.cross_after if 0 < bay < bays}
    if turned:
        cross = {back - y for y in cross}
    layout = Layout(measures.aisle_pitch, (0, *sorted(cross), back), first.aisle)
    points = {}
    for place in places:
        y = place.bay * measures.bay - measures.bay // 2
        points[place.location] = (place.aisle, back - y if turned else y)
    return layout, points
