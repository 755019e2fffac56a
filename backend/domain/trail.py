# SPDX-License-Identifier: Apache-2.0
"""Where goods went: what was told of moves out of a holder, and of where plates and serial numbers
were seen. Facts only, so that a hold that is told late finds what it covered at its own time.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from backend.domain.effects import Effects
from backend.domain.ledger import Witness
from backend.domain.stock import CUSTOMER, Goods

Identity = tuple[str, str]
"""A serial number of a part; or a plate, whose part is ''."""


@dataclass(frozen=True, slots=True)
class Departure:
    """Goods were told out of a holder, to another."""

    witness: Witness
    goods: Goods
    target: str


@dataclass(frozen=True, slots=True)
class Sighting:
    """A plate or a serial number was seen in a holder."""

    witness: Witness
    identity: Identity
    holder: str


@dataclass(slots=True)
class Trail:
    """What is loaded of these facts, and what this batch adds."""

    departures: dict[str, set[Departure]] = field(default_factory=dict)
    shipped: set[tuple[str, Departure]] = field(default_factory=set)
    """Those that left the site, with the holder that they left."""
    in_holder: dict[str, set[Sighting]] = field(default_factory=dict)
    of_identity: dict[Identity, set[Sighting]] = field(default_factory=dict)

    def depart(self, holder: str, departure: Departure) -> None:
        """Add a told move out of a holder."""
        self.departures.setdefault(holder, set()).add(departure)
        if departure.target == CUSTOMER:
            self.shipped.add((holder, departure))

    def see(self, sighting: Sighting) -> None:
        """Add a sighting."""
        self.in_holder.setdefault(sighting.holder, set()).add(sighting)
        self.of_identity.setdefault(sighting.identity, set()).add(sighting)

    def left(self, holder: str) -> list[Departure]:
        """Told moves out of a holder, the oldest first."""
        found = self.departures.get(holder, ())
        return sorted(found, key=lambda d: (d.witness.moment, d.goods, d.target))

    def stays(self, holder: str) -> Iterator[tuple[Sighting, Sighting | None]]:
        """Each sighting in a holder, with the next one of the same plate or unit, if any."""
        here = sorted(self.in_holder.get(holder, ()), key=_order)
        for sighting in here:
            later = [s for s in self.of_identity[sighting.identity] if _order(s) > _order(sighting)]
            yield sighting, min(later, key=_order, default=None)


def _order(sighting: Sighting) -> tuple[tuple[int, str], Identity, str]:
    return sighting.witness.moment, sighting.identity, sighting.holder


def seen(told: Effects, counted: str | None) -> Iterator[tuple[Identity, str]]:
    """What told effects saw, and where; `counted` is the holder that a count looked into."""
    for placement in told.placements:
        yield ("", placement.lpn), placement.place
    for move in told.moves:
        if move.goods.serial:
            yield (move.goods.part, move.goods.serial), move.target
    for goods in told.found:
        assert counted is not None, "only a count finds"
        yield (goods.part, goods.serial), counted


def remember(trail: Trail, told: Effects, witness: Witness, counted: str | None) -> None:
    """Add the facts of one operation."""
    for move in told.moves:
        trail.depart(move.source, Departure(witness, move.goods, move.target))
    for identity, holder in seen(told, counted):
        trail.see(Sighting(witness, identity, holder))
