# SPDX-License-Identifier: Apache-2.0
"""Tours against their proven optimum, and how long it takes to choose a place for goods."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from random import Random

from backend.demo.floor import floor
from backend.demo.site import demo_site
from backend.domain.locations import Location, LocationKind
from backend.domain.parts import Part
from backend.domain.plan.putaway_choice import Choice, Occupancy, putaway_choice
from backend.domain.rules.masters import location_from, part_from
from bench.harness import ROOT, Measured, benchmark, figure, seconds
from bench.planners import rows

ROUTING = ROOT / "tests/vectors/routing"
SETS = ("single_block", "multi_block", "batching")
LOCATIONS = 20_000
CHOICES = 60
PUTAWAY_MS_MAX = 5


@benchmark("planners")
def planners() -> Iterator[Measured]:
    """The three sets of the tests."""
    for name in SETS:
        yield from rows(ROUTING / f"{name}_dev.json")


@benchmark("putaway_choice")
def putaway() -> Iterator[Measured]:
    """One choice among many places, most of them with something in; every tenth part is held."""
    rng = Random(20_000)
    parts = [part_from(row, None) for row in demo_site(today=date(2026, 3, 2)).parts]
    places = large_floor(rng)
    occupied = stocked_up(rng, places, parts)
    taken = []
    for number, part in enumerate(rng.sample(parts, CHOICES)):
        held = number % 10 == 0
        taken.append(seconds(lambda p=part, h=held: _choose(p, h, places, occupied)) * 1000)
    yield figure("putaway_choice.at_20000_locations", taken, "ms", bar=PUTAWAY_MS_MAX)


def _choose(
    part: Part, held: bool, places: list[Location], occupied: Mapping[str, Occupancy]
) -> Choice | None:
    """The only call of the planner that is measured."""
    return putaway_choice(part, 2, "L-NEW", held, places, occupied)


def large_floor(rng: Random) -> list[Location]:
    """Halls like the demo's floor, one behind another, until there are enough locations."""
    rows = [location_from(row, None) for row in floor(rng)]
    long = max(place.travel for place in rows) + 100
    halls = -(-LOCATIONS // len(rows))
    return [
        replace(place, location=f"{hall}{place.location}", travel=place.travel + hall * long)
        for hall in range(halls)
        for place in rows
    ][:LOCATIONS]


def stocked_up(
    rng: Random, places: list[Location], parts: list[Part]
) -> dict[str, Occupancy]:
    """Three bins in four hold some units of one lot of one part."""
    return {
        place.location: Occupancy().plus(rng.choice(parts), f"L{rng.randrange(500)}", 4)
        for place in places
        if place.kind is LocationKind.BIN and rng.random() < 0.75
    }
