# SPDX-License-Identifier: Apache-2.0
"""What must be held, worked out from the true order of things alone.

The rule (decision 007): a hold covers from its own time on what is in its scope, and whatever it
once covered stays held wherever it goes, until a person releases that hold. Every unit on the
floor is an object here, so a unit that was truly under a hold is known whatever the books think.
No rule of the product is asked. Less is demanded where nobody could know: what was moved and told
to nobody loses the marks of the place that it was taken from, unless it bears a number by which
it was seen there. So all that this demands is a lower bound.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from backend.domain.stock import Goods, is_plate, plate_holder, plate_of
from tests.domain.floor import SUPPLIER
from tests.simulation.timeline import Event, Key, Timeline, Told

KNOWN_SUPPLY = {(part, SUPPLIER) for part in ("BRK-10442", "FLT-00318", "SLT-00931")}
"""Parts that a supplier has delivered before: no hold when they arrive."""
NUMBERED = "ECU-77810-AB"
Departures = Mapping[tuple[str, str, Goods], int]
"""Units that a shipment took along by the books: operation, holder and goods."""


@dataclass(eq=False)
class Mark:
    """One hold of the true day. `names` are those that the books may know it by."""

    scope: Mapping[str, str]
    reason: str
    names: frozenset[str] = frozenset()
    """Empty for what a receipt lays by itself: its names are the server's."""

    def of_goods(self) -> bool:
        """Whether it names goods alone, wherever they are."""
        return not {"lpn", "location"} & self.scope.keys()


@dataclass(eq=False)
class Unit:
    """One thing that can be taken in a hand."""

    goods: Goods
    supplier: str = ""
    receipt: str = ""
    carton: str = ""
    """The plate that it came in."""
    born: bool = False
    """Whether its origin is kept by number or lot."""
    strayed: bool = False
    """Whether it was moved once and nobody told."""
    seen: bool = False
    """Whether somebody told its number where it is now."""
    marks: dict[Mark, bool] = field(default_factory=dict)
    """Holds over it, and whether each goes with it wherever it is found again."""


@dataclass(frozen=True)
class Left:
    """A unit that left the site under a hold, as the books know too."""

    unit: Unit
    holder: str
    mark: Mark


class HeldTruth:
    """The floor once more, unit by unit, from its timeline and from what of it was booked."""

    def __init__(self, booked: Collection[Key], shipped: Departures) -> None:
        self.booked, self.shipped = booked, Counter(shipped)
        self.rng = random.Random(0)
        self.floor: dict[str, list[Unit]] = {}
        self.standing: dict[str, str] = {}
        self.sure: set[str] = set()
        """Plates that were last told where they truly stand."""
        self.origins: dict[str, set[tuple[str, str]]] = {}
        self.open: list[Mark] = []
        self.known_supply = set(KNOWN_SUPPLY)
        self.left: list[Left] = []

    def live(self, timeline: Timeline) -> HeldTruth:
        """Go through the whole day."""
        for n, event in enumerate(timeline.events):
            told = timeline.told.get(n)
            if told is not None and told.key not in self.booked:
                told = None
            getattr(self, f"_{event.what}")(event, told)
        return self

    def units(self) -> Iterator[tuple[str, Unit]]:
        """Every unit on the floor, with its holder."""
        for holder, found in sorted(self.floor.items()):
            for unit in found:
                yield holder, unit

    def hidden(self, holder: str, unit: Unit, mark: Mark) -> bool:
        """Whether a plate of another supplier hides where a unit without a mark came from.

        The books see that only of a hold that they knew when the unit was put there.
        """
        if unit.born or "supplier" not in mark.scope:
            return False
        around = [plate_of(one) for one in self._around(holder) if is_plate(one)]
        return any(
            supplier != unit.supplier for lpn in around for supplier, _ in self.origins.get(lpn, ())
        )

    def _put(self, event: Event, told: Told | None) -> None:
        units = [Unit(event.goods) for _ in range(event.quantity)]
        self.floor.setdefault(event.target, []).extend(units)
        if told is not None and told.kind == "receipt":
            self._arrived(units, told.body)
        self._cover(event.target, units)

    def _arrived(self, units: list[Unit], body: Mapping[str, Any]) -> None:
        lpn, supplier, receipt = body["lpn"], body["supplier"], body["receipt"]
        for unit in units:
            unit.supplier, unit.receipt, unit.carton = supplier, receipt, lpn
            unit.born = bool(unit.goods.lot or unit.goods.serial)
            unit.seen = bool(unit.goods.serial)
            self._look_at(unit, body)
        self.origins.setdefault(lpn, set()).add((supplier, receipt))

    def _look_at(self, unit: Unit, body: Mapping[str, Any]) -> None:
        """First delivery, damage and missing numbers hold what came, from the first moment."""
        goods = unit.goods
        mine = {"serial": goods.serial} if goods.serial else {"lpn": body["lpn"]}
        found = []
        if (goods.part, body["supplier"]) not in self.known_supply:
            found.append(("first_delivery", {"receipt": body["receipt"]}))
        lines = [x for x in body["lines"] if (x["part"], x["lot"] or "") == (goods.part, goods.lot)]
        lines = [x for x in lines if not x["serials"] or goods.serial in x["serials"]]
        if all(line["condition"] == "damaged" for line in lines):
            found.append(("damage", mine))
        if goods.part == NUMBERED and not goods.serial:
            found.append(("identity", mine))
        for reason, scope in found:
            unit.marks[Mark({"part": goods.part, **scope}, reason)] = bool(goods.serial)

    def _take(self, event: Event, told: Told | None) -> None:
        self._some(event.source, event.goods, event.quantity)

    def _move(self, event: Event, told: Told | None) -> None:
        units = self._some(event.source, event.goods, event.quantity)
        for unit in units:
            self._depart(unit, told is not None)
        self.floor.setdefault(event.target, []).extend(units)
        self._cover(event.target, units)

    def _number(self, event: Event, told: Told | None) -> None:
        goods = event.goods
        (unit,) = self._some(event.source, Goods(goods.part, goods.lot), 1)
        unit.goods, unit.seen = goods, told is not None
        self.floor[event.source].append(unit)
        self._cover(event.source, [unit])

    def _stand(self, event: Event, told: Told | None) -> None:
        lpn, place = event.source, event.target
        self.standing[lpn] = place
        self.sure.discard(lpn)
        if told is not None and _tells(told, lpn, place):
            self._sight(lpn)

    def _away(self, event: Event, told: Told | None) -> None:
        for holder in list(self._inside(plate_holder(event.source))):
            for unit in self.floor.pop(holder, []):
                known = (event.more["operation"], holder, unit.goods)
                if self.shipped[known] > 0:
                    self.shipped[known] -= 1
                    self.left += [Left(unit, holder, mark) for mark in unit.marks
                                  if not (unit.strayed and _of_origin(mark))]  # fmt: skip
        self.standing[event.source] = ""

    def _count(self, event: Event, told: Told | None) -> None:
        if told is None:
            return
        for unit in self.floor.get(event.source, []):
            unit.seen = bool(unit.goods.serial)
        for lpn in [lpn for lpn, place in self.standing.items() if place == event.source]:
            if lpn in told.body["lpns"]:
                self._sight(lpn)
            else:  # overlooked: nobody knows that it stands there
                self.sure.discard(lpn)

    def _hold(self, event: Event, told: Told | None) -> None:
        if told is None:
            return
        body = told.body
        mark = Mark(body["scope"], body["reason"], frozenset({body["hold"], told.key[0]}))
        self.open.append(mark)
        for holder, unit in self.units():
            self._cover(holder, [unit], [mark])

    def _release(self, event: Event, told: Told | None) -> None:
        """One hold ends. What a receipt laid has no name here: all that it may be ends."""
        name, scope, reason = event.source, event.more["scope"], event.more["reason"]
        ended = {m for m in self.open if name in m.names and m.scope == scope}
        self.open = [mark for mark in self.open if mark not in ended]
        supply = (scope.get("part", ""), scope.get("supplier", ""))
        if event.more["qualify"] and all(supply):
            self.known_supply.add(supply)
        for _, unit in self.units():
            for mark in list(unit.marks):
                alike = not mark.names and mark.reason == reason and not ended
                if mark in ended or (alike and unit.goods.part == scope.get("part")):
                    del unit.marks[mark]

    def _depart(self, unit: Unit, told: bool) -> None:
        """A unit leaves where it was. Marks of the place go with it if anybody can know."""
        numbered = bool(unit.goods.serial)
        follows = numbered and (told or unit.seen)
        for mark, firm in list(unit.marks.items()):
            if follows:
                unit.marks[mark] = True
            elif not told and not firm and not self._by_goods(mark, unit):
                del unit.marks[mark]
        unit.seen = numbered and told
        unit.strayed |= not told

    def _by_goods(self, mark: Mark, unit: Unit) -> bool:
        return mark.of_goods() and (unit.born or not _of_origin(mark))

    def _sight(self, lpn: str) -> None:
        self.sure.add(lpn)
        for holder in self._inside(plate_holder(lpn)):
            self._cover(holder, self.floor.get(holder, []))

    def _cover(self, holder: str, units: list[Unit], marks: list[Mark] | None = None) -> None:
        around = self._around(holder)
        for mark in self.open if marks is None else marks:
            for unit in units:
                if mark not in unit.marks and self._fits(mark.scope, unit, around):
                    unit.marks[mark] = False

    def _fits(self, scope: Mapping[str, str], unit: Unit, around: list[str]) -> bool:
        """Whether a unit is in a hold's scope, by what anybody can know."""
        goods = unit.goods
        own = unit.carton in map(plate_of, filter(is_plate, around))
        alone = len(self.origins.get(unit.carton, ())) == 1
        fits = {
            "part": lambda v: v == goods.part,
            "lot": lambda v: v == goods.lot,
            "serial": lambda v: v == goods.serial,
            "lpn": lambda v: plate_holder(v) in around,
            "location": lambda v: v == around[-1],
            "supplier": lambda v: v == unit.supplier,
            "receipt": lambda v: v == unit.receipt and (unit.born or (own and alone)),
        }
        return all(fits[name](value) for name, value in scope.items())

    def _around(self, holder: str) -> list[str]:
        """The holder and what it stands in, as far as that was told."""
        found = [holder]
        while is_plate(holder) and plate_of(holder) in self.sure:
            holder = self.standing[plate_of(holder)]
            found.append(holder)
        return found

    def _inside(self, holder: str) -> Iterator[str]:
        yield holder
        for lpn, place in sorted(self.standing.items()):
            if place == holder:
                yield from self._inside(plate_holder(lpn))

    def _some(self, holder: str, goods: Goods, quantity: int) -> list[Unit]:
        """Units that a hand takes: nobody can tell them apart."""
        there = [unit for unit in self.floor[holder] if unit.goods == goods]
        taken = self.rng.sample(there, quantity)
        self.floor[holder] = [unit for unit in self.floor[holder] if unit not in taken]
        return taken


def _of_origin(mark: Mark) -> bool:
    return bool({"supplier", "receipt"} & mark.scope.keys())


def _tells(told: Told, lpn: str, place: str) -> bool:
    """Whether an operation says of a plate where it truly stands."""
    body = told.body
    if told.kind == "receipt":
        return True
    return body["lpn"] == lpn and place in (body.get("target"), body.get("location"))
