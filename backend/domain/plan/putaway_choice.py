# SPDX-License-Identifier: Apache-2.0
"""Where received goods should go, and why, in words a worker can check.

Filter order: hold state, hazard class, blocked, size and weight, mixing; then the same part's bin
with room, then velocity class against the travel sequence (fast movers near the start).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from backend.domain.locations import Location, LocationKind, Role
from backend.domain.parts import Part

_STORAGE = (Role.FORWARD, Role.RESERVE, Role.BULK)
_VELOCITY_PERCENT = {"A": 0, "B": 30, "C": 60}
"""Where along the travel sequence a class belongs, in percent of its length."""


NOTHING: Mapping[tuple[str, str], int] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Occupancy:
    """What stands in a location, in plates too, or is on its way there.

    Volume in millilitres, weight in grams; units by part and lot.
    """

    used_ml: int = 0
    used_g: int = 0
    goods: Mapping[tuple[str, str], int] = field(default_factory=lambda: NOTHING)

    def plus(self, part: Part, lot: str, quantity: int) -> Occupancy:
        """With so many units more (fewer, if negative); goods of which none is left are gone."""
        key = (part.part, lot)
        left = self.goods.get(key, 0) + quantity
        others = {goods: n for goods, n in self.goods.items() if goods != key}
        return Occupancy(
            self.used_ml + part.volume_ml * quantity,
            self.used_g + part.weight_g * quantity,
            {**others, key: left} if left > 0 else others,
        )


@dataclass(frozen=True, slots=True)
class Choice:
    """A location and the names of the reasons for it, strongest first."""

    location: str
    why: tuple[str, ...]


def putaway_choice(
    part: Part,
    quantity: int,
    lot: str,
    held: bool,
    locations: Iterable[Location],
    occupied: Mapping[str, Occupancy],
) -> Choice | None:
    """The best location for these goods, or None when no location may take them."""
    fitting = [p for p in locations if _fits(part, quantity, lot, held, p, occupied)]
    if not fitting:
        return None
    last = max(place.travel for place in fitting) or 1
    best = min(fitting, key=lambda place: _cost(part, lot, place, occupied, last))
    return Choice(best.location, _why(part, lot, held, best, occupied))


def still_fits(
    part: Part,
    quantity: int,
    lot: str,
    held: bool,
    place: Location,
    occupied: Mapping[str, Occupancy],
) -> Choice | None:
    """This place with what speaks for it now, or None when it may not take these goods."""
    if not _fits(part, quantity, lot, held, place, occupied):
        return None
    return Choice(place.location, _why(part, lot, held, place, occupied))


EMPTY = Occupancy()


def _fits(
    part: Part,
    quantity: int,
    lot: str,
    held: bool,
    place: Location,
    occupied: Mapping[str, Occupancy],
) -> bool:
    if not _suits(part, held, place):
        return False
    now = occupied.get(place.location, EMPTY)
    if not (held or may_mix(part.part, lot, now.goods)):
        return False
    volume, weight = part.volume_ml * quantity, part.weight_g * quantity
    return over_capacity(place, now.used_ml + volume, now.used_g + weight) is None


def _suits(part: Part, held: bool, place: Location) -> bool:
    hazard_class = part.hazard.hazard_class if part.hazard else None
    if place.refuses(hazard_class, held) is not None:
        return False
    if held:
        return place.role is Role.HOLD
    if hazard_class is not None:
        return place.role is Role.HAZMAT
    return place.role in _STORAGE and place.kind is LocationKind.BIN


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


def _cost(
    part: Part, lot: str, place: Location, occupied: Mapping[str, Occupancy], last: int
) -> tuple[int, int, int, str]:
    now = occupied.get(place.location, EMPTY)
    goal = _VELOCITY_PERCENT.get(part.abc, 60)
    return (
        0 if (part.part, lot) in now.goods else 1,
        _STORAGE.index(place.role) if place.role in _STORAGE else 0,
        abs(place.travel * 100 // last - goal),
        place.location,
    )


def _why(
    part: Part, lot: str, held: bool, place: Location, occupied: Mapping[str, Occupancy]
) -> tuple[str, ...]:
    now = occupied.get(place.location, EMPTY)
    why = []
    if held:
        why.append("hold_zone")
    if part.hazard is not None and not held:
        why.append("hazard_zone")
    if (part.part, lot) in now.goods:
        why.append("same_lot")
    elif not now.goods:
        why.append("empty")
    if not held and part.hazard is None:
        why.append(f"velocity_{part.abc.lower()}")
    return tuple(why)
