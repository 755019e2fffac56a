# SPDX-License-Identifier: Apache-2.0
"""Where received goods should go, and why, in words a worker can check.

Filter order: hold state, hazard class, blocked, size and weight, mixing; then the same part's bin
with room, then velocity class against the travel sequence (fast movers near the start).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from backend.domain.locations import Location, LocationKind, Role
from backend.domain.parts import Part

_STORAGE = (Role.FORWARD, Role.RESERVE, Role.BULK)
_VELOCITY_PERCENT = {"A": 0, "B": 30, "C": 60}
"""Where along the travel sequence a class belongs, in percent of its length."""


@dataclass(frozen=True, slots=True)
class Occupancy:
    """What stands in a location: volume in millilitres, weight in grams, goods as part and lot."""

    used_ml: int = 0
    used_g: int = 0
    goods: frozenset[tuple[str, str]] = field(default_factory=frozenset)


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
    fitting = [
        place
        for place in locations
        if _suits(part, held, place)
        and _has_room(part, quantity, place, occupied.get(place.location, _EMPTY))
        and _may_mix(part, lot, held, occupied.get(place.location, _EMPTY))
    ]
    if not fitting:
        return None
    last = max(place.travel for place in fitting) or 1
    best = min(fitting, key=lambda place: _cost(part, lot, place, occupied, last))
    return Choice(best.location, _why(part, lot, held, best, occupied))


_EMPTY = Occupancy()


def _suits(part: Part, held: bool, place: Location) -> bool:
    hazard_class = part.hazard.hazard_class if part.hazard else None
    if place.refuses(hazard_class, held) is not None:
        return False
    if held:
        return place.role is Role.HOLD
    if hazard_class is not None:
        return place.role is Role.HAZMAT
    return place.role in _STORAGE and place.kind is LocationKind.BIN


def _has_room(part: Part, quantity: int, place: Location, now: Occupancy) -> bool:
    if place.capacity_ml and now.used_ml + part.volume_ml * quantity > place.capacity_ml:
        return False
    return not (place.capacity_g and now.used_g + part.weight_g * quantity > place.capacity_g)


def _may_mix(part: Part, lot: str, held: bool, now: Occupancy) -> bool:
    """One part a bin, one lot a bin; hold zones take anything, held goods carry their plate."""
    return held or not now.goods or now.goods == frozenset({(part.part, lot)})


def _cost(
    part: Part, lot: str, place: Location, occupied: Mapping[str, Occupancy], last: int
) -> tuple[int, int, int, str]:
    now = occupied.get(place.location, _EMPTY)
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
    now = occupied.get(place.location, _EMPTY)
    why = []
    if held:
        why.append("hold_zone")
    if part.hazard is not None and not held:
        why.append("hazard_zone")
    why.append("same_lot" if (part.part, lot) in now.goods else "empty")
    if not held and part.hazard is None:
        why.append(f"velocity_{part.abc.lower()}")
    return tuple(why)
