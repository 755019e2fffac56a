# SPDX-License-Identifier: Apache-2.0
"""Which parts would lie better elsewhere, and how much travel that saves (SL1, SL2, SL3).

Cube-per-order index: storage cube of a part by its orders in the period, the lowest nearest the
door (Heskett 1963). Forward area: the share of space of part i is sqrt(f_i) / sum sqrt(f), with
f the flow in cube, and parts are ranked for it by picks / sqrt(f) (Bartholdi and Hackman).
Data-and-rules section 8 has both, with golden zone, heavy low, kit and family parts together,
look-alikes and left and right of a pair apart.

Cube in millilitres, weight in grams, picks and orders in one period (that of the coming season,
where parts have one), travel in the units of the floor's travel sequence, one way a pick.
"""

from __future__ import annotations

import heapq
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import combinations
from math import isqrt
from types import MappingProxyType

from backend.domain.locations import Location
from backend.domain.parts import Part
from backend.domain.plan.putaway_choice import RULES, Rules

_ROOT_SCALE = 10**12
"""Roots are whole numbers of millionths."""


def cube_per_order(cube_ml: int, orders: int) -> Fraction | None:
    """The cube-per-order index; None for a part that nobody orders, which lies last."""
    return Fraction(cube_ml, orders) if orders > 0 else None


def nearest_first(cube_ml: Mapping[str, int], orders: Mapping[str, int]) -> tuple[str, ...]:
    """Parts by their cube-per-order index: the first deserves the place nearest the door."""

    def key(part: str) -> tuple[bool, Fraction, str]:
        index = cube_per_order(cube_ml[part], orders.get(part, 0))
        return index is None, index or Fraction(0), part

    return tuple(sorted(cube_ml, key=key))


def forward_rank(picks: Mapping[str, int], flow_ml: Mapping[str, int]) -> tuple[str, ...]:
    """Parts by what they gain from the forward area, most first: picks / sqrt(flow)."""

    def gain(part: str) -> Fraction:
        return Fraction(picks[part] ** 2, max(flow_ml.get(part, 0), 1))

    return tuple(sorted(picks, key=lambda part: (-gain(part), part)))


def forward_shares(flow_ml: Mapping[str, int], space_ml: int) -> dict[str, int]:
    """How the space of the forward area is shared, so that it is restocked least often.

    Whole millilitres that add up to the space; what rounding leaves goes to the largest remainders.
    """
    roots = {part: isqrt(max(flow, 0) * _ROOT_SCALE) for part, flow in flow_ml.items()}
    total = sum(roots.values())
    if not total:
        return dict.fromkeys(flow_ml, 0)
    shares = {part: space_ml * root // total for part, root in roots.items()}
    rest = sorted(roots, key=lambda part: (-(space_ml * roots[part] % total), part))
    for part in rest[: space_ml - sum(shares.values())]:
        shares[part] += 1
    return shares


def picked_together(orders: Iterable[Iterable[str]]) -> dict[str, dict[str, int]]:
    """For each part, how many orders had it together with each other part: kits and families."""
    pairs = Counter(pair for order in orders for pair in combinations(sorted(set(order)), 2))
    found: dict[str, dict[str, int]] = {}
    for (one, other), n in pairs.items():
        found.setdefault(one, {})[other] = n
        found.setdefault(other, {})[one] = n
    return found


@dataclass(frozen=True, slots=True)
class Slotted:
    """A part where it lies now: the location, the cube that it takes there, its weight there, its
    picks in the period, the orders that it shares with other parts, and its look-alikes."""

    part: Part
    location: str
    cube_ml: int
    picks: int
    weight_g: int = 0
    together: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))
    look_alikes: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Slotting:
    """What a site may set: how far look-alikes lie apart, what a pick out of the golden zone costs
    as travel, and how much a move must save in the period to be worth its work."""

    apart: int = 20
    level_travel: int = 10
    saved_min: int = 1
    rules: Rules = RULES


@dataclass(frozen=True, slots=True)
class Proposal:
    """Move a part to another bin; `swap_with` is the part that comes back from there, if any.

    `saved` is the travel saved in a period. Reasons: nearer, golden_zone, heavy_low, together. The
    old bin stays the part's until it is empty.
    """

    part: str
    source: str
    target: str
    saved: int
    why: tuple[str, ...]
    swap_with: str = ""


def proposals(
    slotted: Sequence[Slotted],
    places: Sequence[Location],
    slotting: Slotting = Slotting(),
    limit: int = 20,
) -> tuple[Proposal, ...]:
    """Moves that save travel, largest first. Each can be done by itself: no place is in two.

    Only bins with one part take part: a bin that several parts share is put in order first. Parts
    are looked at by the most that they could gain themselves, so that most are never looked at.
    """
    floor = _Floor(slotted, places, slotting)
    waiting: list[tuple[int, str, Proposal | None]] = [
        (-floor.bound(one), one.part.part, None) for one in floor.movable
    ]
    heapq.heapify(waiting)
    found: list[Proposal] = []
    while waiting and len(found) < limit:
        _, part, one = heapq.heappop(waiting)
        if one is not None and floor.is_open(one):
            floor.take(one)
            found.append(one)
        elif (best := floor.best(floor.parts[part])) is not None:
            heapq.heappush(waiting, (-best.saved, part, best))
    return tuple(sorted(found, key=lambda one: (-one.saved, one.part)))


class _Floor:
    """The floor as it is, with the places that accepted proposals have taken."""

    def __init__(
        self, slotted: Sequence[Slotted], places: Sequence[Location], slotting: Slotting
    ) -> None:
        self.parts = {one.part.part: one for one in slotted}
        self._places = {place.location: place for place in places}
        self._slotting = slotting
        self._walk = sorted(places, key=lambda place: (place.travel, place.location))
        self._lies: dict[str, list[Slotted]] = {}
        for one in slotted:
            self._lies.setdefault(one.location, []).append(one)
        self._taken: set[str] = set()
        self._going_to: dict[str, Location] = {}
        self.movable = [one for one in slotted if one.picks > 0 and one.location in self._places]

    def bound(self, one: Slotted) -> int:
        """The most that a part could save by itself, anywhere."""
        return self._cost(one, self._places[one.location]) - one.picks * self._walk[0].travel

    def is_open(self, one: Proposal) -> bool:
        """Whether neither end of a proposal was taken, and it still keeps look-alikes apart."""
        if self._taken & {one.source, one.target}:
            return False
        other = self.parts.get(one.swap_with)
        return self._is_apart(self.parts[one.part], self._places[one.target]) and (
            other is None or self._is_apart(other, self._places[one.source])
        )

    def take(self, one: Proposal) -> None:
        """Accept a proposal."""
        self._taken |= {one.source, one.target}
        self._going_to[one.part] = self._places[one.target]
        if one.swap_with:
            self._going_to[one.swap_with] = self._places[one.source]

    def best(self, one: Slotted) -> Proposal | None:
        """What saves most for this part: an empty bin, or one whose part changes places with it."""
        source = self._places[one.location]
        if one.location in self._taken or len(self._lies[one.location]) > 1:
            return None
        now, most, target = self._cost(one, source), max(self._slotting.saved_min, 1) - 1, source
        for place in self._walk:
            if now - one.picks * place.travel <= most:
                break
            saved = self._saved(one, source, place)
            if saved > most:
                most, target = saved, place
        if target is source:
            return None
        saved, place = most, target
        swap = next((other.part.part for other in self._lies.get(place.location, ())), "")
        why = self._why(one, source, place)
        return Proposal(one.part.part, source.location, place.location, saved, why, swap)

    def _saved(self, one: Slotted, source: Location, place: Location) -> int:
        """Travel saved by this move; 0 where it may not be, or its own part gains nothing."""
        there = self._lies.get(place.location, [])
        if len(there) > 1 or place.location in self._taken or not self._takes(one, source, place):
            return 0
        saved = self._cost(one, source) - self._cost(one, place)
        if saved > 0 and there:
            back = there[0]
            if not self._takes(back, place, source):
                return 0
            saved += self._cost(back, place) - self._cost(back, source)
        return saved

    def _takes(self, one: Slotted, source: Location, place: Location) -> bool:
        """Same role, hazard class kept, room enough, look-alikes not near."""
        part, hazard = one.part, one.part.hazard
        if place.location == source.location or place.role is not source.role:
            return False
        if place.kind is not source.kind:
            return False
        if place.refuses(hazard.hazard_class if hazard else None, held=False) is not None:
            return False
        sizes = (
            (one.cube_ml, place.capacity_ml), (one.weight_g, place.capacity_g),
            (part.length_mm, place.length_mm), (part.height_mm, place.height_mm),
        )  # fmt: skip
        if any(limit and size > limit for size, limit in sizes):
            return False
        return self._is_apart(one, place)

    def _is_apart(self, one: Slotted, place: Location) -> bool:
        """Whether every look-alike is far from a place, where it lies and where it goes."""
        for name in one.look_alikes:
            other = self.parts.get(name)
            lies = self._places.get(other.location) if other else None
            for at in (lies, self._going_to.get(name)):
                if at is not None and abs(at.travel - place.travel) < self._slotting.apart:
                    return False
        return True

    def _cost(self, one: Slotted, place: Location) -> int:
        """Travel of the period from this place, with its level and the way to neighbours."""
        level = self._slotting.rules.level(one.part, place) * self._slotting.level_travel
        return one.picks * (place.travel + level) + self._to_neighbours(one, place)

    def _to_neighbours(self, one: Slotted, place: Location) -> int:
        total = 0
        for name, orders in one.together.items():
            other = self.parts.get(name)
            if other is not None and other.location in self._places:
                total += orders * abs(self._places[other.location].travel - place.travel)
        return total

    def _why(self, one: Slotted, source: Location, place: Location) -> tuple[str, ...]:
        rules = self._slotting.rules
        better = rules.level(one.part, place) < rules.level(one.part, source)
        heavy = rules.heavy(one.part)
        told = (
            ("nearer", place.travel < source.travel),
            ("golden_zone", better and not heavy and one.part.abc == "A"),
            ("heavy_low", better and heavy),
            ("together", self._to_neighbours(one, place) < self._to_neighbours(one, source)),
        )
        return tuple(name for name, is_so in told if is_so)
