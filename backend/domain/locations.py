# SPDX-License-Identifier: Apache-2.0
"""Locations: anywhere on the floor that stock can be."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class LocationKind(StrEnum):
    """What a location is, physically."""

    BIN = "bin"
    DOCK = "dock"
    STAGE = "stage"
    PACK = "pack"
    DOOR = "door"
    QUARANTINE = "quarantine"
    CART = "cart"


class Role(StrEnum):
    """What a location is used for."""

    FORWARD = "forward"
    RESERVE = "reserve"
    BULK = "bulk"
    HAZMAT = "hazmat"
    HOLD = "hold"
    RETURNS = "returns"
    PROBLEM = "problem"
    DOCK = "dock"
    STAGE = "stage"
    PACK = "pack"
    DOOR = "door"


PASSING_ROLES = frozenset({Role.DOCK, Role.STAGE, Role.PACK, Role.DOOR})
"""Roles of places that goods only pass."""
STORAGE_ROLES = frozenset({Role.FORWARD, Role.RESERVE, Role.BULK, Role.HAZMAT})
"""Roles whose stock may be promised to an order."""

_HOLD_ROLES = frozenset({Role.HOLD, Role.RETURNS, Role.PROBLEM})
"""Roles of places for what is on hold, came back, or has a label that nobody knows."""


@dataclass(frozen=True, slots=True)
class Location:
    """A place with a label. Capacity in millilitres and grams, 0 when unlimited.

    `length_mm` and `height_mm` are the longest and the highest that it takes, 0 when unlimited.
    """

    location: str
    zone: str = ""
    kind: LocationKind = LocationKind.BIN
    role: Role = Role.FORWARD
    level: int = 1
    confirm: str = ""
    travel: int = 0
    hazards: tuple[str, ...] = ()
    blocked: bool = False
    capacity_ml: int = 0
    capacity_g: int = 0
    length_mm: int = 0
    height_mm: int = 0

    def takes_held(self) -> bool:
        """Whether stock on quality hold may be stored here."""
        return self.role in _HOLD_ROLES

    def takes_hazard(self, hazard_class: str | None) -> bool:
        """Whether goods of this hazard class (None: not hazardous) may be stored here.

        A place that lists classes takes these and nothing else; elsewhere nothing hazardous is
        stored. Places that goods only pass (dock, stage, pack, door) take all.
        """
        if self.role in PASSING_ROLES:
            return True
        if hazard_class is None:
            return not self.hazards
        return hazard_class in self.hazards

    def refuses(
        self, hazard_class: str | None, held: bool, *, transfer: bool = False
    ) -> str | None:
        """Why goods may not be put away here (blocked, not_storage, hold_zone_only, hazard_zone),
        or None. A place that goods only pass is no target of put-away. A `transfer` may go there,
        but what is held goes no further than a dock: behind a door nobody can hold it.

        The device asks the same before it lets go of them (`pwa/src/flow/putaway.ts`); the shared
        vector is `tests/vectors/storage.json`.
        """
        if self.blocked:
            return "blocked"
        if self.role in PASSING_ROLES and not transfer:
            return "not_storage"
        if held and not self.takes_held() and self.role is not Role.DOCK:
            return "hold_zone_only"
        return None if self.takes_hazard(hazard_class) else "hazard_zone"
