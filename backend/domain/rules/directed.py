# SPDX-License-Identifier: Apache-2.0
"""How full places are, with what is promised to them; and where received goods are sent.

The books hold the few rows that a batch may touch, so how full a location is comes as one sum
from the store (`books.occupancy`). What the books know of it row by row (`books.stood`, taken at
the same moment) is replaced by what the same rows say now: the sum follows the operations of a
batch without being loaded again. Only what differs from the sum is written down (`Filled`), so
that a batch sorts its floor once and then tells it the few places that changed.
"""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache, partial
from itertools import islice
from typing import Any

from backend.domain.books import Books
from backend.domain.hazmat import may_share
from backend.domain.locations import PASSING_ROLES
from backend.domain.parts import Part
from backend.domain.plan.floor_index import FloorIndex
from backend.domain.plan.putaway_choice import (
    EMPTY,
    Choice,
    Incoming,
    Occupancy,
    Rules,
    still_fits,
)
from backend.domain.rules.held import inside
from backend.domain.stock import is_virtual

OPEN_NOTICE = ("announced", "receiving")
Goods = dict[tuple[str, str], int]
"""Units by part and lot."""
Filled = ChainMap[str, Occupancy]
"""How full places are: those that differ, over what was loaded."""


@dataclass(frozen=True, slots=True)
class Promise:
    """Goods on their way to a location."""

    location: str
    part: str
    lot: str
    quantity: int


def standing(books: Books) -> dict[str, Goods]:
    """What stands where, in plates too, by location; loaded rows only."""
    found: dict[str, Goods] = {}
    for key, quantity in books.quants.items():
        if quantity <= 0 or is_virtual(key.holder):
            continue
        _, location = books.around(key.holder)
        if location and not is_virtual(location):
            goods = found.setdefault(location, {})
            named = (key.goods.part, key.goods.lot)
            goods[named] = goods.get(named, 0) + quantity
    return found


def occupied(books: Books) -> Filled:
    """How full every location is now; those that nothing is known of are left out."""
    now = standing(books)
    changed: dict[str, Occupancy] = {}
    for location in now.keys() | books.stood.keys():
        changed[location] = _brought_up(books, location, now.get(location, {}))
    return ChainMap(changed, books.occupancy)


@lru_cache(maxsize=32)
def _rules(edition: str, lifts_g: int) -> Rules:
    return Rules(may_share=partial(may_share, edition), two_people_g=lifts_g)


def rules_of(books: Books) -> Rules:
    """What this site has set: who may stand beside whom, and what one person lifts. The same
    settings give the same object."""
    return _rules(books.policy["hazmat.edition"], books.policy["putaway.heavy_g"])


def sorted_floor(books: Books, filled: Filled) -> FloorIndex:
    """The floor with its places as full as this. One a batch: whoever asks last has it."""
    floor, rules = books.floor, rules_of(books)
    if floor is None or len(floor) != len(books.locations) or floor.rules is not rules:
        books.floor = FloorIndex(books.locations.values(), books.occupancy, rules)
    assert books.floor is not None
    books.floor.overlay(filled.maps[0])
    return books.floor


def occupied_at(books: Books, location: str) -> Occupancy:
    """How full one location is now."""
    now: Goods = {}
    for _, goods, quantity in inside(books, location):
        now[goods.part, goods.lot] = now.get((goods.part, goods.lot), 0) + quantity
    return _brought_up(books, location, now)


def _brought_up(books: Books, location: str, now: Goods) -> Occupancy:
    was = books.stood.get(location, {})
    filled = books.occupancy.get(location, EMPTY)
    for part, lot in now.keys() | was.keys():
        change = now.get((part, lot), 0) - was.get((part, lot), 0)
        if change and part in books.parts:
            filled = filled.plus(books.parts[part], lot, change)
    return filled


def promised_by_tasks(books: Books, but: str = "") -> Iterator[Promise]:
    """What open putaway tasks bring, those of the plate `but` left out."""
    for task in books.tasks.values():
        if task.kind != "putaway" or task.state != "open":
            continue
        told = task.details
        if told["location"] and told["lpn"] != but:
            yield Promise(told["location"], told["part"], told["lot"], told["quantity"])


def promised_by_notices(
    books: Books, notice: dict[str, Any] | None = None, but: str = ""
) -> Iterator[Promise]:
    """What open notices will bring: `notice` instead of the one known by its number; not `but`."""
    notices = {**books.asns, **({notice["asn"]: notice} if notice else {})}
    for name, one in notices.items():
        if name == but or one["state"] not in OPEN_NOTICE:
            continue
        for line in (x for pack in one["packs"] if not pack.get("received") for x in pack["lines"]):
            left = line["quantity"] - line.get("received", 0)
            if line.get("putaway") and left > 0:
                place = line["putaway"]["location"]
                yield Promise(place, line["part"], line["lot"] or "", left)


def with_promised(books: Books, filled: Filled, promises: Iterable[Promise]) -> Filled:
    """As full as it will be when all that was promised has come."""
    found = filled.copy()
    for one in promises:
        if one.part in books.parts:
            now = found.get(one.location, EMPTY)
            found[one.location] = now.plus(books.parts[one.part], one.lot, one.quantity)
    return found


class Director:
    """Chooses places for the lines of one receipt, one after the other."""

    def __init__(self, books: Books, lpn: str, notice: dict[str, Any]) -> None:
        """`lpn` is the plate that is received; `notice` its notice, with this receipt ticked."""
        self._books = books
        self._now = with_promised(books, occupied(books), promised_by_tasks(books, lpn))
        self._later = with_promised(books, self._now, promised_by_notices(books, notice))

    def choose(
        self, part: Part, quantity: int, lot: str, held: bool, announced: str | None
    ) -> tuple[Choice, ...]:
        """The announced place if it may still take the goods, else the best of all; and after it
        the next best ones, for when it proves full, blocked or unsafe (PU2)."""
        books = self._books
        place, rules = books.locations.get(announced or ""), rules_of(books)
        stays = place and still_fits(part, quantity, lot, held, place, self._now, rules)
        more = int(books.policy["putaway.alternatives"])
        floor = sorted_floor(books, self._later)
        best = floor.choices(Incoming(part, quantity, lot, held), limit=more + 1).best
        first = (stays,) if stays else best[:1]
        others = (one for one in best if one.location != (first[0].location if first else ""))
        for choice in first:
            for filled in (self._now, self._later):
                now = filled.get(choice.location, EMPTY)
                filled[choice.location] = now.plus(part, lot, quantity)
        return (*first, *islice(others, more))


def room_matters(books: Books, holder: str) -> str | None:
    """The location with a limit that a holder stands in; None if goods only pass there."""
    place = books.place_of(holder)
    if place is None or place.role in PASSING_ROLES or not (place.capacity_ml or place.capacity_g):
        return None
    return place.location
