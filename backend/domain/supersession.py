# SPDX-License-Identifier: Apache-2.0
"""Supersessions: which catalogue number comes after which, from when, and what serves for what.

A link is kept by the number that it replaces, the condition under which it does (a model, a range
of vehicles; '' is any) and the day from which it holds. So for a part and a condition one set of
successors is in force at a time: the one with the latest day that has come. Several old numbers
with one successor are several links.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from backend.domain.parts import Part, SupersessionPolicy
from backend.domain.sense import is_day

DEPTH_MAX = 10
"""Links from the first number of a chain to the last; the longest that dealers tell of are 6."""

Edges = Mapping[str, set[str]]


class Interchange(StrEnum):
    """Forward: the new number serves for the old one. Full: either serves for the other."""

    FORWARD = "forward"
    FULL = "full"


class Strategy(StrEnum):
    """What becomes of the old number: sold until it is used up, blocked, or switched on a day."""

    USE_UP = "use_up"
    IMMEDIATE = "immediate"
    DATE = "date"


class Join(StrEnum):
    """Whether several successors are needed together (a kit) or each serves by itself."""

    AND = "and"
    OR = "or"


@dataclass(frozen=True, slots=True, order=True)
class Successor:
    """A number that comes after another: `factor` units of it stand for one of the old."""

    part: str
    factor: int = 1


@dataclass(frozen=True, slots=True, order=True)
class Supersession:
    """`old` is replaced by `new`; by nothing when it was withdrawn (`new` is empty).

    `safety` says outright that safety-critical parts may serve for each other over this link. One
    that is not `active` was taken back: it stays on file and says nothing.
    """

    old: str
    new: tuple[Successor, ...] = ()
    kind: Interchange = Interchange.FORWARD
    join: Join = Join.OR
    condition: str = ""
    strategy: Strategy = Strategy.USE_UP
    valid_from: str = ""
    safety: bool = False
    active: bool = True

    @property
    def key(self) -> str:
        """What a link is kept by."""
        return supersession_key(self.old, self.condition, self.valid_from)

    @property
    def is_set(self) -> bool:
        """Whether several successors are needed together."""
        return self.join is Join.AND and len(self.new) > 1


def supersession_key(old: str, condition: str = "", valid_from: str = "") -> str:
    """The key of a link."""
    return "|".join((old, condition, valid_from))


def told_by(part: Part) -> Supersession | None:
    """The link that a part's own record tells of: forward, one for one."""
    if not part.superseded_by:
        return None
    now = part.supersession is SupersessionPolicy.IMMEDIATE
    strategy = Strategy.IMMEDIATE if now else Strategy.USE_UP
    return Supersession(part.part, (Successor(part.superseded_by),), strategy=strategy)


def links_of(parts: Iterable[Part], links: Iterable[Supersession]) -> list[Supersession]:
    """Links on file, and what parts tell of themselves where nobody filed a link without a
    condition: the file knows more than the part's record."""
    filed = list(links)
    known = {link.old for link in filed if link.active and not link.condition}
    derived = (told_by(part) for part in parts if part.part not in known)
    return [*filed, *(link for link in derived if link is not None)]


def in_force(
    links: Iterable[Supersession], on_day: str, fits: Container[str] = ()
) -> dict[str, tuple[Supersession, ...]]:
    """By old number, what holds on a day for a vehicle that `fits` these conditions.

    A link under a condition that fits stands before the one for all others. Without a known
    vehicle nothing fits, and nobody guesses.
    """
    latest: dict[tuple[str, str], Supersession] = {}
    for link in links:
        known = latest.get((link.old, link.condition))
        if not link.active or link.valid_from > on_day:
            continue
        if link.condition and link.condition not in fits:
            continue
        if known is None or (link.valid_from, link) > (known.valid_from, known):
            latest[link.old, link.condition] = link
    found: dict[str, tuple[Supersession, ...]] = {}
    for (old, _), link in sorted(latest.items()):
        found[old] = (*found.get(old, ()), link)
    return {old: tuple(one for one in all_ if one.condition) or all_ for old, all_ in found.items()}


@dataclass(frozen=True, slots=True)
class LinkFault:
    """Why a link cannot be taken: its place among those told, its field, and words."""

    number: int
    column: str
    text: str


def faults(
    links: Sequence[Supersession], known: Iterable[Supersession] = ()
) -> Iterator[LinkFault]:
    """What is wrong with links that are told together, over those that are known.

    Only what would then stand counts, so one file may turn a chain round; every link of a circle
    is named, whichever came first.
    """
    standing = {link.key: link for link in (*known, *links)}
    ahead, behind = _edges(standing.values())
    told = [(n, x) for n, x in enumerate(links) if x.active and standing[x.key] == x]
    found = [LinkFault(n, *bad) for n, x in told if (bad := _alone(x) or _circle(x, ahead))]
    if not found:  # a circle has no length
        found = [LinkFault(n, *bad) for n, x in told if (bad := _too_long(x, ahead, behind))]
    yield from found


def admit(
    told: Iterable[Supersession], known: Iterable[Supersession]
) -> tuple[list[Supersession], list[str]]:
    """Of links that are told together, those that can be taken, and words on the others.

    A link that is left out leaves in force what it would have replaced, so the rest is looked at
    again.
    """
    known, words = list(known), list[str]()
    taken = list({link.key: link for link in told}.values())
    while wrong := {fault.number: fault.text for fault in faults(taken, known)}:
        words += [f"{taken[number].old}: {text}" for number, text in wrong.items()]
        taken = [link for number, link in enumerate(taken) if number not in wrong]
    return taken, words


def _alone(link: Supersession) -> tuple[str, str] | None:
    """What is wrong with a link by itself: its field, and words."""
    names = [one.part for one in link.new]
    if link.old in names:
        return "new", "a part is not replaced by itself"
    if len(set(names)) != len(names):
        return "new", "names a successor twice"
    if any(one.factor < 1 for one in link.new):
        return "factors", "at least one unit of each successor"
    if link.kind is Interchange.FULL and (link.is_set or [one.factor for one in link.new] != [1]):
        return "kind", "full interchange is of one number for one other, unit for unit"
    if not is_day(link.valid_from or None):
        return "valid_from", f"{link.valid_from} is not a day like 2026-11-23"
    if link.strategy is Strategy.DATE and not link.valid_from:
        return "valid_from", "a switch on a day needs the day"
    return None


def _circle(link: Supersession, ahead: Edges) -> tuple[str, str] | None:
    ways = [_path(ahead, one.part, link.old) for one in link.new]
    way = next(filter(None, ways), None)
    return ("new", " -> ".join((link.old, *way)) + " is a circle") if way else None


def _too_long(link: Supersession, ahead: Edges, behind: Edges) -> tuple[str, str] | None:
    below = [_longest(ahead, one.part) for one in link.new]
    if not below or _longest(behind, link.old) + 1 + max(below) <= DEPTH_MAX:
        return None
    return "new", f"makes a chain of more than {DEPTH_MAX} links"


def _edges(links: Iterable[Supersession]) -> tuple[Edges, Edges]:
    """Numbers after and before each number, whatever the day and the vehicle."""
    ahead: dict[str, set[str]] = {}
    behind: dict[str, set[str]] = {}
    for link in links:
        for one in link.new if link.active else ():
            ahead.setdefault(link.old, set()).add(one.part)
            behind.setdefault(one.part, set()).add(link.old)
    return ahead, behind


def _path(edges: Edges, start: str, goal: str) -> tuple[str, ...]:
    """The shortest way from one number to another, both ends named; nothing when there is none."""
    ways: dict[str, tuple[str, ...]] = {start: (start,)}
    frontier = [start]
    while frontier and goal not in ways:
        following = []
        for here in frontier:
            for there in sorted(edges.get(here, ())):
                if there not in ways:
                    ways[there] = (*ways[here], there)
                    following.append(there)
        frontier = following
    return ways.get(goal, ())


def _longest(edges: Edges, start: str) -> int:
    """Links of the longest way from a number; one more than allowed says enough."""
    frontier = {start}
    for depth in range(DEPTH_MAX + 1):
        frontier = {there for here in frontier for there in edges.get(here, ())}
        if not frontier:
            return depth
    return DEPTH_MAX + 1
