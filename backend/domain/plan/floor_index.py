# SPDX-License-Identifier: Apache-2.0
"""The floor, sorted so that the best place for goods is found without looking at every place.

The answers are those of `putaway_choice.putaway_choices`, which looks at every place; a test holds
the two together. Empty bins lie in groups (role, level, hazard classes) along the walk, so that
within a group they need only be walked outward from the zone of the velocity class until enough of
them fit. Bins that are not empty may only take the goods that lie in them: these are looked up.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import islice
from typing import NamedTuple

from backend.domain.locations import Location, LocationKind, Role
from backend.domain.plan.putaway_choice import (
    BAND_PERCENT,
    BESIDE,
    EMPTY,
    RULES,
    STORAGE,
    SUGGESTIONS,
    Choice,
    Choices,
    Incoming,
    Occupancy,
    Rules,
    Walks,
    chosen,
    class_missing,
    fits,
    fits_beside,
    percent,
    rank,
    walks,
    zone,
)

_NO_LIMIT = 1 << 62


class _Entry(NamedTuple):
    """A place in its group: sorted along the walk, with the limits that rule most places out."""

    travel: int
    location: str
    ml: int
    g: int
    length_mm: int
    height_mm: int


class _Need(NamedTuple):
    """What goods take of the limits of a place."""

    ml: int
    g: int
    length_mm: int
    height_mm: int


class _Group:
    """Places of one role, level and list of hazard classes along the walk."""

    def __init__(self) -> None:
        self.entries: list[_Entry] = []
        self.roomiest_ml = self.strongest_g = 0

    def add(self, entry: _Entry) -> None:
        """Put a place at its turn in the walk."""
        insort(self.entries, entry)
        self.reach(entry)

    def reach(self, entry: _Entry) -> None:
        """Remember the most that any place of this group ever took."""
        self.roomiest_ml = max(self.roomiest_ml, entry.ml)
        self.strongest_g = max(self.strongest_g, entry.g)

    def remove(self, entry: _Entry) -> None:
        """Take a place out."""
        del self.entries[bisect_left(self.entries, entry)]

    def outward(self, walk: tuple[int, int], zone_of_class: tuple[int, int]) -> Iterator[_Entry]:
        """Places by the bands that they are outside the zone, each band along the walk."""
        rows = self.entries
        low, high = zone_of_class

        def at(entry: _Entry) -> int:
            return percent(entry.travel, walk)

        start, stop = bisect_left(rows, low, key=at), bisect_right(rows, high, key=at)
        yield from islice(rows, start, stop)
        while start > 0 or stop < len(rows):
            low, high = low - BAND_PERCENT, high + BAND_PERCENT
            before, after = start, stop
            start, stop = bisect_left(rows, low, key=at), bisect_right(rows, high, key=at)
            yield from islice(rows, start, before)
            yield from islice(rows, after, stop)


class _Row:
    """Places of one role along the walk, with room or without, in stretches of which each knows
    the most room that any of its places has left."""

    STRETCH = 128

    def __init__(self) -> None:
        self._places: list[Location] = []
        self._turn: dict[str, int] = {}
        self._room: list[tuple[int, int]] = []

    def add(self, place: Location) -> None:
        """One more place; `ready` must be called before the row is walked."""
        self._places.append(place)

    def ready(self, stands: Callable[[Location], Occupancy]) -> None:
        """Sort the row and measure its stretches."""
        self._places.sort(key=lambda p: (p.travel, p.location))
        self._turn = {place.location: n for n, place in enumerate(self._places)}
        starts = range(0, len(self._places), self.STRETCH)
        self._room = [self._measured(start, stands) for start in starts]

    def changed(self, place: Location, stands: Callable[[Location], Occupancy]) -> None:
        """Measure the stretch of this place again."""
        stretch = self._turn[place.location] // self.STRETCH
        self._room[stretch] = self._measured(stretch * self.STRETCH, stands)

    def with_room(self, need: _Need) -> Iterator[Location]:
        """Places of the stretches where one may have room, along the walk."""
        for stretch, (ml, g) in enumerate(self._room):
            if need.ml <= ml and need.g <= g:
                start = stretch * self.STRETCH
                yield from self._places[start:start + self.STRETCH]

    def _measured(self, start: int, stands: Callable[[Location], Occupancy]) -> tuple[int, int]:
        ml = g = -_NO_LIMIT
        for place in self._places[start:start + self.STRETCH]:
            now = stands(place)
            ml = max(ml, (place.capacity_ml or _NO_LIMIT) - now.used_ml)
            g = max(g, (place.capacity_g or _NO_LIMIT) - now.used_g)
        return ml, g


_Key = tuple[Role, int, tuple[str, ...]]
_SHARED = frozenset({*BESIDE, Role.HAZMAT, Role.HOLD})


class FloorIndex:
    """The places of one floor and what stands in them, kept up to date place by place."""

    def __init__(
        self,
        locations: Iterable[Location],
        occupied: Mapping[str, Occupancy],
        rules: Rules = RULES,
    ) -> None:
        """Sort the floor once: `occupied` says how full places are, and is kept, not copied."""
        self._places = {place.location: place for place in locations}
        self._base, self._now, self.rules = occupied, dict(occupied), rules
        self._along: Walks = walks(self._places.values())
        self._over: set[str] = set()
        self._empty: defaultdict[_Key, _Group] = defaultdict(_Group)
        self._rows: dict[Role, _Row] = {}
        self._lies_in: dict[tuple[str, str], set[str]] = {}
        for place in self._places.values():
            self._sort_in(place)
        for group in self._empty.values():
            group.entries.sort()
        for row in self._rows.values():
            row.ready(self._stands)

    def __len__(self) -> int:
        """How many places it knows."""
        return len(self._places)

    def _sort_in(self, place: Location) -> None:
        if place.blocked:
            return
        if place.role in _SHARED:
            self._rows.setdefault(place.role, _Row()).add(place)
        now = self._now.get(place.location, EMPTY)
        for goods in now.goods:
            self._lies_in.setdefault(goods, set()).add(place.location)
        group = self._group(place)
        if group is not None:
            entry = _entry(place)
            group.reach(entry)
            if not now.goods:
                group.entries.append(entry)

    def _group(self, place: Location) -> _Group | None:
        """The group of a bin that may be chosen while it is empty; None for other places."""
        bin_of_storage = place.role in STORAGE and place.kind is LocationKind.BIN
        if place.blocked or not (bin_of_storage or place.role is Role.HAZMAT):
            return None
        return self._empty[place.role, place.level, place.hazards]

    def at(self, location: str) -> Occupancy:
        """What stands in a place now."""
        return self._now.get(location, EMPTY)

    def put(self, location: str, now: Occupancy) -> None:
        """A place is this full now."""
        before = self.at(location)
        self._now[location] = now
        self._over.add(location)
        place = self._places.get(location)
        if place is None or place.blocked:
            return
        for goods in before.goods.keys() - now.goods.keys():
            self._lies_in[goods].discard(location)
        for goods in now.goods.keys() - before.goods.keys():
            self._lies_in.setdefault(goods, set()).add(location)
        if place.role in _SHARED:
            self._rows[place.role].changed(place, self._stands)
        group = self._group(place)
        if group is not None and bool(before.goods) != bool(now.goods):
            (group.remove if now.goods else group.add)(_entry(place))

    def overlay(self, changes: Mapping[str, Occupancy]) -> None:
        """As it was when it was sorted, but for these places."""
        for location in self._over - changes.keys():
            self.put(location, self._base.get(location, EMPTY))
        for location, now in changes.items():
            self.put(location, now)
        self._over = set(changes)

    def choices(self, incoming: Incoming, limit: int = SUGGESTIONS) -> Choices:
        """The best places for these goods and the next ones, with the reasons for each."""
        if class_missing(incoming.part):
            return Choices(none="hazard_class_missing")
        found = self._in_bins(incoming, limit)
        if found:
            return chosen(incoming, found, self._stands, self.rules)
        beside = islice(self._beside(incoming), limit)
        return chosen(incoming, beside, self._stands, self.rules, free=False)

    def best(self, incoming: Incoming) -> Choice | None:
        """The best place for these goods, or None."""
        return next(iter(self.choices(incoming, limit=1).best), None)

    def _stands(self, place: Location) -> Occupancy:
        return self.at(place.location)

    def _fits(self, incoming: Incoming, place: Location) -> bool:
        return fits(incoming, place, self.at(place.location), self.rules)

    def _in_bins(self, incoming: Incoming, limit: int) -> list[Location]:
        named = incoming.faces | self._lies_in.get(incoming.goods, set())
        known = (self._places[code] for code in named if code in self._places)
        found = {p.location: p for p in known if self._fits(incoming, p)}
        for places in self._walked(incoming):
            found |= {p.location: p for p in islice(places, limit)}

        def key(place: Location) -> tuple[object, ...]:
            return rank(incoming, place, self._stands(place), self._along, self.rules)

        return sorted(found.values(), key=key)[:limit]

    def _walked(self, incoming: Incoming) -> Iterator[Iterator[Location]]:
        """Fitting places, group by group, each group best first."""
        need = _need(incoming)
        if incoming.held:
            yield (p for p in self._row(Role.HOLD, need) if self._fits(incoming, p))
            return
        for (role, _, hazards), group in self._empty.items():
            if role in incoming.roles and _lists(hazards, incoming):
                yield self._fitting(incoming, need, role, group)

    def _fitting(
        self, incoming: Incoming, need: _Need, role: Role, group: _Group
    ) -> Iterator[Location]:
        if need.ml > group.roomiest_ml or need.g > group.strongest_g:
            return
        ml, g, length_mm, height_mm = need
        for entry in group.outward(self._along[role], zone(incoming.part.abc)):
            if ml > entry.ml or g > entry.g:
                continue
            if length_mm > entry.length_mm or height_mm > entry.height_mm:
                continue
            place = self._places[entry.location]
            if self._fits(incoming, place):
                yield place

    def _row(self, role: Role, need: _Need) -> Iterator[Location]:
        row = self._rows.get(role)
        return row.with_room(need) if row else iter(())

    def _beside(self, incoming: Incoming) -> Iterator[Location]:
        """Reserve before bulk, each along the walk."""
        need = _need(incoming)
        for role in (*BESIDE, Role.HAZMAT):
            for place in self._row(role, need):
                if fits_beside(incoming, place, self._stands(place), self.rules):
                    yield place


def _need(incoming: Incoming) -> _Need:
    part, quantity = incoming.part, incoming.quantity
    return _Need(part.volume_ml * quantity, part.weight_g * quantity,
                 part.length_mm, part.height_mm)  # fmt: skip


def _entry(place: Location) -> _Entry:
    limits = (place.capacity_ml, place.capacity_g, place.length_mm, place.height_mm)
    return _Entry(place.travel, place.location, *(limit or _NO_LIMIT for limit in limits))


def _lists(hazards: tuple[str, ...], incoming: Incoming) -> bool:
    hazard = incoming.part.hazard
    return hazard.hazard_class in hazards if hazard else not hazards
