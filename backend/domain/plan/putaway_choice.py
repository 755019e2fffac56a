# SPDX-License-Identifier: Apache-2.0
"""Where received goods should go, and why, in words a worker can check (PU1, PU2, PU6, PU7, PU10).

What may not be, in this order: hold state, hazard zone and segregation, size and weight, mixing.
What is best of the rest, in this order: an empty pick face that demand waits for, distance by
velocity class (whole zones), the same goods, the rest of that distance, the role (forward,
reserve, bulk), the level (golden zone for fast movers, low for heavy goods), the walk. Only when
no bin may take the goods: a reserve or bulk place where they stand on their plate, beside others.

Source: data-and-rules section 8 (Heskett 1963, Bartholdi and Hackman); zones, levels and weights
in `Rules` are defaults that a site confirms. Volume in millilitres, weight in grams, sizes in
millimetres, travel in the units of the floor's travel sequence.

This file is the plain rule, over all places one by one. `plan/floor_index.py` gives the same
answers without looking at every place.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

from backend.domain.locations import Location, LocationKind, Role
from backend.domain.parts import Hazard, Part

STORAGE = (Role.FORWARD, Role.RESERVE, Role.BULK)
BESIDE = (Role.RESERVE, Role.BULK)
"""Roles of places where goods may stand beside others, on their plate, when no bin is free."""
VELOCITY_ZONES = MappingProxyType({"A": (0, 30), "B": (30, 60), "C": (60, 100)})
"""Where along the walk of its role a class belongs, in percent of its length."""
BAND_PERCENT = 10
"""Outside its zone, places within so many percent of the walk are equally far."""
NEAR_BANDS = 3
"""A lot is not split for fewer bands than this: a zone's width."""
SUGGESTIONS = 3
NOTHING: Mapping[tuple[str, str], int] = MappingProxyType({})
HARMLESS: Mapping[str, Hazard] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Occupancy:
    """What stands in a location, in plates too, or is on its way there.

    Volume in millilitres, weight in grams; units by part and lot; the hazard of each part that has
    one.
    """

    used_ml: int = 0
    used_g: int = 0
    goods: Mapping[tuple[str, str], int] = field(default_factory=lambda: NOTHING)
    hazards: Mapping[str, Hazard] = field(default_factory=lambda: HARMLESS)

    def plus(self, part: Part, lot: str, quantity: int) -> Occupancy:
        """With so many units more (fewer, if negative); goods of which none is left are gone."""
        key = (part.part, lot)
        left = self.goods.get(key, 0) + quantity
        goods = {other: n for other, n in self.goods.items() if other != key}
        if left > 0:
            goods[key] = left
        return Occupancy(
            self.used_ml + part.volume_ml * quantity,
            self.used_g + part.weight_g * quantity,
            goods,
            self._hazards(part, goods),
        )

    def _hazards(self, part: Part, goods: Mapping[tuple[str, str], int]) -> Mapping[str, Hazard]:
        if part.hazard is None and part.part not in self.hazards:
            return self.hazards
        others = {name: hazard for name, hazard in self.hazards.items() if name != part.part}
        if part.hazard is not None and any(name == part.part for name, _ in goods):
            others[part.part] = part.hazard
        return others or HARMLESS


EMPTY = Occupancy()


def all_classified(hazards: Sequence[Hazard]) -> bool:
    """Whether each of these hazards has a class: without a segregation table, all that is asked.
    A place's own list of classes says what may stand there."""
    return all(hazard.hazard_class for hazard in hazards)


@dataclass(frozen=True, slots=True)
class Rules:
    """What a site may set. `may_share` answers whether these hazards may stand in one place.

    Levels are counted from the floor, 1 first. Golden: knee to shoulder, some 0.7 to 1.5 m. A unit
    of `heavy_g` lies low; one of `two_people_g` or `two_people_mm` needs a second person, one of
    `truck_g` or `truck_mm` a truck.
    """

    may_share: Callable[[Sequence[Hazard]], bool] = all_classified
    golden_levels: tuple[int, ...] = (2, 3)
    heavy_g: int = 15_000
    two_people_g: int = 25_000
    truck_g: int = 50_000
    two_people_mm: int = 2_000
    truck_mm: int = 3_000

    def heavy(self, part: Part) -> bool:
        """Whether a unit of this part should lie low."""
        return part.weight_g >= self.heavy_g

    def needs(self, part: Part) -> str:
        """What one unit is handled with: needs_truck, two_people or '' (PU7)."""
        if part.weight_g >= self.truck_g or part.length_mm >= self.truck_mm:
            return "needs_truck"
        two = part.weight_g >= self.two_people_g or part.length_mm >= self.two_people_mm
        return "two_people" if two else ""

    def level(self, part: Part, place: Location) -> int:
        """How unsuitable the level of a place is; 0 is best. Slow goods leave the golden zone."""
        if self.heavy(part):
            return max(place.level - 1, 0)
        return int((place.level in self.golden_levels) != (part.abc == "A"))


RULES = Rules()


@dataclass(frozen=True, slots=True)
class Incoming:
    """Goods that want a place. `faces` are pick faces of this part where demand waits: one that is
    empty is filled first (PU6)."""

    part: Part
    quantity: int
    lot: str = ""
    held: bool = False
    faces: frozenset[str] = frozenset()

    @property
    def goods(self) -> tuple[str, str]:
        """What may lie together."""
        return self.part.part, self.lot

    @property
    def roles(self) -> tuple[Role, ...]:
        """The roles of places where these goods are stored."""
        if self.held:
            return (Role.HOLD,)
        return (Role.HAZMAT,) if self.part.hazard is not None else STORAGE


@dataclass(frozen=True, slots=True)
class Choice:
    """A location and the names of the reasons for it, strongest first.

    hold_zone, hazard_zone, no_bin_free, demand_waiting, same_lot (same part, where it has no lots),
    empty, heavy_low, golden_zone, two_people, needs_truck, velocity_a to velocity_c.
    """

    location: str
    why: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Choices:
    """The best places, best first. When there is none, `none` says why: hazard_class_missing or
    no_place."""

    best: tuple[Choice, ...] = ()
    none: str = ""


Walks = Mapping[Role, tuple[int, int]]
"""The first and the last travel number of the bins of each role."""


def walks(locations: Iterable[Location]) -> Walks:
    """From where to where each role's bins stretch along the walk."""
    found: dict[Role, tuple[int, int]] = {}
    for place in locations:
        first, last = found.get(place.role, (place.travel, place.travel))
        found[place.role] = (min(first, place.travel), max(last, place.travel))
    return found


def putaway_choice(
    part: Part,
    quantity: int,
    lot: str,
    held: bool,
    locations: Iterable[Location],
    occupied: Mapping[str, Occupancy],
) -> Choice | None:
    """The best location for these goods, or None when no location may take them."""
    incoming = Incoming(part, quantity, lot, held)
    return next(iter(putaway_choices(incoming, tuple(locations), occupied, limit=1).best), None)


def putaway_choices(
    incoming: Incoming,
    locations: Sequence[Location],
    occupied: Mapping[str, Occupancy],
    *,
    rules: Rules = RULES,
    limit: int = SUGGESTIONS,
) -> Choices:
    """The best places for these goods and the next ones, with the reasons for each."""
    if class_missing(incoming.part):
        return Choices(none="hazard_class_missing")
    along = walks(locations)

    def stands(place: Location) -> Occupancy:
        return occupied.get(place.location, EMPTY)

    fitting = [p for p in locations if fits(incoming, p, stands(p), rules)]
    fitting.sort(key=lambda p: rank(incoming, p, stands(p), along, rules))
    if fitting:
        return chosen(incoming, fitting[:limit], stands, rules)
    beside = [p for p in locations if fits_beside(incoming, p, stands(p), rules)]
    return chosen(incoming, sorted(beside, key=rank_beside)[:limit], stands, rules, free=False)


def chosen(
    incoming: Incoming,
    places: Iterable[Location],
    stands: Callable[[Location], Occupancy],
    rules: Rules,
    *,
    free: bool = True,
) -> Choices:
    """These places with the reasons for each; not `free`: beside other goods."""
    best = (Choice(p.location, _why(incoming, p, stands(p), rules, free)) for p in places)
    found = tuple(best)
    return Choices(found, "" if found else "no_place")


def still_fits(
    part: Part,
    quantity: int,
    lot: str,
    held: bool,
    place: Location,
    occupied: Mapping[str, Occupancy],
    rules: Rules = RULES,
) -> Choice | None:
    """This place with what speaks for it now, or None when it may not take these goods."""
    incoming, now = Incoming(part, quantity, lot, held), occupied.get(place.location, EMPTY)
    if not fits(incoming, place, now, rules):
        return None
    return Choice(place.location, _why(incoming, place, now, rules, free=True))


def class_missing(part: Part) -> bool:
    """Whether a part is known as hazardous but not as what: it gets no place by guessing."""
    return part.hazard is not None and not part.hazard.hazard_class


def fits(incoming: Incoming, place: Location, now: Occupancy, rules: Rules) -> bool:
    """Whether these goods may be stored in this place as it stands now."""
    if place.role not in incoming.roles or not _suits(incoming, place, now, rules):
        return False
    if place.role in STORAGE and place.kind is not LocationKind.BIN:
        return False
    return incoming.held or may_mix(incoming.part.part, incoming.lot, now.goods)


def fits_beside(incoming: Incoming, place: Location, now: Occupancy, rules: Rules) -> bool:
    """Whether these goods may stand here on their plate, beside others, when no bin is free."""
    roles = (Role.HAZMAT,) if incoming.part.hazard is not None else BESIDE
    return not incoming.held and place.role in roles and _suits(incoming, place, now, rules)


def _suits(incoming: Incoming, place: Location, now: Occupancy, rules: Rules) -> bool:
    part = incoming.part
    if class_missing(part):
        return False
    if place.refuses(part.hazard.hazard_class if part.hazard else None, incoming.held) is not None:
        return False
    if part.hazard and not rules.may_share((*now.hazards.values(), part.hazard)):
        return False
    if place.length_mm and part.length_mm > place.length_mm:
        return False
    if place.height_mm and part.height_mm > place.height_mm:
        return False
    volume, weight = part.volume_ml * incoming.quantity, part.weight_g * incoming.quantity
    return over_capacity(place, now.used_ml + volume, now.used_g + weight) is None


def over_capacity(place: Location, used_ml: int, used_g: int) -> str | None:
    """What a place has too much of (volume, weight), or None. Capacity 0 is no limit."""
    if place.capacity_ml and used_ml > place.capacity_ml:
        return "volume"
    return "weight" if place.capacity_g and used_g > place.capacity_g else None


def may_mix(part: str, lot: str, there: Iterable[tuple[str, str]]) -> bool:
    """One part a bin, one lot a bin. Not asked for held goods: they carry their plate.

    The device asks the same of what it knows (`pwa/src/domain/storage.ts`); the shared vector is
    `tests/vectors/mixing.json`.
    """
    return all(goods == (part, lot) for goods in there)


Rank = tuple[bool, int, bool, int, int, int, int, str]


def rank(
    incoming: Incoming, place: Location, now: Occupancy, along: Walks, rules: Rules
) -> Rank:
    """What a place is sorted by; smallest is best, and no two places have the same."""
    same = incoming.goods in now.goods
    if incoming.held:
        return (True, 0, not same, 0, 0, 0, place.travel, place.location)
    away = band(incoming.part.abc, percent(place.travel, along[place.role]))
    return (
        not _waited_for(incoming, place, now),
        away // NEAR_BANDS,
        not same,
        away,
        incoming.roles.index(place.role),
        rules.level(incoming.part, place),
        place.travel,
        place.location,
    )


def rank_beside(place: Location) -> tuple[bool, int, str]:
    """Reserve before bulk, then the walk."""
    return (place.role is not Role.RESERVE, place.travel, place.location)


def percent(travel: int, walk: tuple[int, int]) -> int:
    """Where on a walk a travel number lies, in whole percent of its length."""
    first, last = walk
    return (travel - first) * 100 // ((last - first) or 1)


def zone(abc: str) -> tuple[int, int]:
    """The part of the walk that a velocity class belongs to; an unknown one is slow."""
    return VELOCITY_ZONES.get(abc, VELOCITY_ZONES["C"])


def band(abc: str, at: int) -> int:
    """How many bands a place is outside the zone of a class; 0 inside."""
    low, high = zone(abc)
    return -(-max(low - at, at - high, 0) // BAND_PERCENT)


def _waited_for(incoming: Incoming, place: Location, now: Occupancy) -> bool:
    return place.location in incoming.faces and not now.goods


def _why(
    incoming: Incoming, place: Location, now: Occupancy, rules: Rules, free: bool
) -> tuple[str, ...]:
    part, velocity = incoming.part, not incoming.held and incoming.part.hazard is None
    told = (
        ("hold_zone", incoming.held),
        ("hazard_zone", part.hazard is not None and not incoming.held),
        ("no_bin_free", not free),
        ("demand_waiting", not incoming.held and _waited_for(incoming, place, now)),
        ("same_lot", incoming.goods in now.goods),
        ("empty", not now.goods),
        ("heavy_low", rules.heavy(part) and place.level <= 1 and not incoming.held),
        ("golden_zone", part.abc == "A" and place.level in rules.golden_levels
                        and not rules.heavy(part) and not incoming.held),
        (rules.needs(part), bool(rules.needs(part))),
        (f"velocity_{part.abc.lower()}", velocity),
    )  # fmt: skip
    return tuple(name for name, is_so in told if is_so)
