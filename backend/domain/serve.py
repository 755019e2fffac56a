# SPDX-License-Identifier: Apache-2.0
"""What may be given for a part that was ordered, in the order in which it is promised.

First the number that was ordered, while it is still given. Then numbers before it that are fully
interchangeable with it and are being used up, oldest first. Then its successors, nearest first; of
a set that is needed together, all or none. A number that was switched or blocked is not given, but
what comes after it is. The walk stops where a number was withdrawn, where the vehicle does not fit,
at a circle, and at a safety-critical part unless the link allows it outright.

The device asks the same (`pwa/src/domain/supersession.ts`); the shared vector is
`tests/vectors/supersession.json`.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from backend.domain.supersession import DEPTH_MAX, Interchange, Strategy, Supersession, in_force

Force = Mapping[str, tuple[Supersession, ...]]
Way = tuple[tuple["Served", ...], ...]
"""Lines that cover an order together, and for each the numbers that may fill it."""


class Why(StrEnum):
    """Why a number may be given."""

    ORDERED = "ordered"
    PREDECESSOR = "predecessor"
    SUCCESSOR = "successor"
    SET = "set"


@dataclass(frozen=True, slots=True)
class Served:
    """A number that may be given: `factor` units of it for one that was ordered.

    `via` is the chain from the ordered number. `together` names a set of which every number is
    needed: this one stands for the first of them that `via` passes.
    """

    part: str
    factor: int
    why: Why
    via: tuple[str, ...]
    together: tuple[str, ...] = ()

    @property
    def stands_for(self) -> str:
        """The number of the set that this one stands for; '' when it serves by itself."""
        return next((name for name in self.via if name in self.together), "")


@dataclass(frozen=True, slots=True)
class Cover:
    """What to send of each number; what waits for more of the ordered part (`backorder`, in its
    units); and what nobody will ever have: it was withdrawn without a successor."""

    ship: dict[str, int] = field(default_factory=dict)
    backorder: int = 0
    refused: int = 0


def may_serve(
    links: Iterable[Supersession], ordered: str, on_day: str, *,
    fits: Container[str] = (), safety: Container[str] = (),
) -> tuple[Served, ...]:
    """Numbers that may be given for `ordered` on a day, in the order of the promise.

    `fits`: conditions that the vehicle is known to meet. `safety`: parts that are safety critical.
    """
    force = in_force(links, on_day, fits)
    own = (Served(ordered, 1, Why.ORDERED, (ordered,)),) if _is_given(ordered, force) else ()
    return (*own, *_before(force, ordered, safety), *_after(force, ordered, safety))


def _is_given(part: str, force: Force) -> bool:
    """Whether a number is still given: nothing in force blocks it or took its place."""
    return all(link.strategy is Strategy.USE_UP for link in force.get(part, ()))


def _hops(link: Supersession, safety: Container[str]) -> bool:
    """Whether what is behind a link may serve at all. Part of a set is as good as nothing."""
    parts = (link.old, *(one.part for one in link.new))
    return link.safety or not any(part in safety for part in parts)


def _before(force: Force, ordered: str, safety: Container[str]) -> list[Served]:
    behind: dict[str, list[Supersession]] = {}
    for link in (one for links in force.values() for one in links):
        if link.kind is Interchange.FULL and len(link.new) == 1 and _hops(link, safety):
            behind.setdefault(link.new[0].part, []).append(link)
    seen, found = {ordered}, list[Served]()
    frontier: list[tuple[str, ...]] = [(ordered,)]
    for _ in range(DEPTH_MAX):
        following: list[tuple[str, ...]] = []
        for via in frontier:
            for link in behind.get(via[-1], ()):
                if link.old not in seen and _is_given(link.old, force):
                    seen.add(link.old)
                    following.append((*via, link.old))
        frontier = sorted(following, key=lambda via: via[-1])
        found = [*(Served(via[-1], 1, Why.PREDECESSOR, via) for via in frontier), *found]
    return found


def _after(force: Force, ordered: str, safety: Container[str]) -> list[Served]:
    seen: set[tuple[str, tuple[str, ...], str]] = {(ordered, (), "")}
    found: list[Served] = []
    frontier = [Served(ordered, 1, Why.ORDERED, (ordered,))]
    for _ in range(DEPTH_MAX):
        following = []
        for one in (step for here in frontier for step in _next(here, force, safety)):
            name = (one.part, one.together, one.stands_for)
            if name not in seen and one.part not in one.via[:-1]:
                seen.add(name)
                following.append(one)
        frontier = following
        found += [one for one in frontier if _is_given(one.part, force)]
    return [one for one in found if _is_whole(one.together, found)]


def _next(here: Served, force: Force, safety: Container[str]) -> Iterable[Served]:
    """One link further. A set within a set is not followed: nobody could check it at a shelf."""
    for link in force.get(here.part, ()):
        if not _hops(link, safety) or (link.is_set and here.together):
            continue
        together = tuple(one.part for one in link.new) if link.is_set else here.together
        why = Why.SET if together else Why.SUCCESSOR
        for one in link.new:
            factor = here.factor * one.factor
            yield Served(one.part, factor, why, (*here.via, one.part), together)


def _is_whole(together: tuple[str, ...], found: list[Served]) -> bool:
    """Whether every number of a set has something that may be given for it."""
    return all(
        any(one.together == together and name == one.stands_for for one in found)
        for name in together
    )


def cover(
    links: Iterable[Supersession], ordered: str, quantity: int, stock: Mapping[str, int],
    on_day: str, *, fits: Container[str] = (), safety: Container[str] = (), mix: bool = True,
) -> Cover:
    """What to send for an order line from free stock, and what becomes of the rest.

    A site that does not mix numbers within one order line (`mix`) sends what covers it by itself:
    the first that covers all of it, else the one that covers most.
    """
    links = list(links)
    ways = _ways(may_serve(links, ordered, on_day, fits=fits, safety=safety))
    left, rest = dict(stock), quantity
    ship: dict[str, int] = {}
    if not mix:
        ways = sorted(ways, key=lambda way: -_most(way, quantity, left, mix)[0])[:1]
    for way in ways:
        covered, taken = _most(way, rest, left, mix)
        rest -= covered
        for part, n in taken.items():
            left[part] -= n
            ship[part] = ship.get(part, 0) + n
    if _can_come(ordered, in_force(links, on_day, fits), ()):
        return Cover(ship, backorder=rest)
    return Cover(ship, refused=rest)


def _ways(served: Iterable[Served]) -> list[Way]:
    """Single numbers and whole sets, in the order of the promise."""
    found: dict[tuple[str, ...], list[Served]] = {}
    for one in served:
        found.setdefault(one.together or (one.part,), []).append(one)
    return [
        tuple(tuple(one for one in some if one.stands_for == name) for name in together)
        if some[0].together
        else (tuple(some),)
        for together, some in found.items()
    ]


def _most(way: Way, wanted: int, left: Mapping[str, int], mix: bool) -> tuple[int, dict[str, int]]:
    """The most ordered units, up to `wanted`, that a way covers, and what that takes."""
    low, high = 0, max(wanted, 0)
    while low < high:
        middle = (low + high + 1) // 2
        if _taken(way, middle, left, mix) is None:
            high = middle - 1
        else:
            low = middle
    return low, _taken(way, low, left, mix) or {}


def _taken(way: Way, units: int, left: Mapping[str, int], mix: bool) -> dict[str, int] | None:
    """What covering so many ordered units takes of each number; None when there is too little."""
    taken: dict[str, int] = {}
    for line in way:
        need = units
        for one in line:
            there = max(left.get(one.part, 0) - taken.get(one.part, 0), 0) // one.factor
            some = min(there, need) if mix or there >= need else 0
            need -= some
            if some:
                taken[one.part] = taken.get(one.part, 0) + some * one.factor
        if need:
            return None
    return taken


def _can_come(part: str, force: Force, via: tuple[str, ...]) -> bool:
    """Whether somebody still makes this number or one after it; a circle leads nowhere."""
    if part in via:
        return False
    if len(via) > DEPTH_MAX or not force.get(part):
        return True
    for link in force[part]:
        some = [_can_come(one.part, force, (*via, part)) for one in link.new]
        if some and (all(some) if link.is_set else any(some)):
            return True
    return False
