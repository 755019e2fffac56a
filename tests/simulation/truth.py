# SPDX-License-Identifier: Apache-2.0
"""What is really on the floor: plates, places and units, whatever anybody tells of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from backend.domain.stock import Goods, is_plate, plate_holder, plate_of
from tests.simulation.timeline import Event, Timeline

GONE = "gone"
"""Where a plate stands that left with a vehicle."""


@dataclass
class Truth:
    """Physical content of every holder, and where every plate stands."""

    content: dict[str, Counter[Goods]] = field(default_factory=dict)
    standing: dict[str, str] = field(default_factory=dict)
    lost: Counter[str] = field(default_factory=Counter)
    """Units that vanished from the floor, less those that turned up, by part."""
    arrived: Counter[str] = field(default_factory=Counter)
    left: Counter[str] = field(default_factory=Counter)
    timeline: Timeline = field(default_factory=Timeline)

    def put(self, holder: str, goods: Goods, quantity: int = 1) -> None:
        """Units are in a holder now."""
        self.timeline.add(Event("put", "", holder, goods, quantity))
        self._add(holder, goods, quantity)

    def take(self, holder: str, goods: Goods, quantity: int = 1) -> None:
        """Units are no longer in a holder; they must have been there."""
        self.timeline.add(Event("take", holder, "", goods, quantity))
        self._remove(holder, goods, quantity)

    def move(self, source: str, target: str, goods: Goods, quantity: int = 1) -> None:
        """Units go from one holder to another."""
        self.timeline.add(Event("move", source, target, goods, quantity))
        self._remove(source, goods, quantity)
        self._add(target, goods, quantity)

    def number(self, holder: str, goods: Goods) -> None:
        """A unit that had no number of its own gets one."""
        self.timeline.add(Event("number", holder, holder, goods))
        self._remove(holder, Goods(goods.part, goods.lot), 1)
        self._add(holder, goods, 1)

    def stand(self, lpn: str, place: str) -> None:
        """A plate stands somewhere now."""
        self.timeline.add(Event("stand", lpn, place))
        self.standing[lpn] = place

    def _add(self, holder: str, goods: Goods, quantity: int) -> None:
        self.content.setdefault(holder, Counter())[goods] += quantity

    def _remove(self, holder: str, goods: Goods, quantity: int) -> None:
        assert self.content[holder][goods] >= quantity, (holder, goods, quantity)
        self.content[holder][goods] -= quantity
        if not self.content[holder][goods]:
            del self.content[holder][goods]

    def place(self, holder: str) -> str:
        """The location where a holder stands in the end, or `GONE`."""
        while is_plate(holder):
            holder = self.standing[plate_of(holder)]
        return holder

    def here(self) -> list[str]:
        """Holders with goods in them that are still on the site, in a fixed order."""
        return sorted(h for h, found in self.content.items() if found and self.place(h) != GONE)

    def plates_at(self, place: str) -> list[str]:
        """Plates that stand right in a place."""
        return sorted(lpn for lpn, at in self.standing.items() if at == place)

    def plates_here(self) -> list[str]:
        """Plates on the site."""
        return sorted(lpn for lpn in self.standing if self.place(plate_holder(lpn)) != GONE)

    def inside(self, lpn: str) -> Iterator[str]:
        """A plate as a holder, and every plate in it."""
        yield plate_holder(lpn)
        for inner in self.plates_at(plate_holder(lpn)):
            yield from self.inside(inner)

    def drive_away(self, lpn: str, shipment: str) -> None:
        """A plate leaves with a vehicle and takes all that is in it along."""
        self.timeline.add(Event("away", lpn, GONE, more={"operation": shipment}))
        for holder in self.inside(lpn):
            for goods, quantity in self.content.pop(holder, Counter()).items():
                self.left[goods.part] += quantity
        self.standing[lpn] = GONE

    def stock(self) -> dict[tuple[str, Goods], int]:
        """Everything that a perfect count of the whole site would find."""
        return {(h, g): n for h in self.here() for g, n in sorted(self.content[h].items()) if n}

    def units(self, part: str) -> int:
        """Units of a part on the site."""
        return sum(n for (_, goods), n in self.stock().items() if goods.part == part)
