# SPDX-License-Identifier: Apache-2.0
"""In which order the picks of a tour are walked to, how long that is, and by which rule."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from backend.domain.plan.exchange import exchanged
from backend.domain.plan.layout import Layout, Point
from backend.domain.plan.s_shape import s_shape
from backend.domain.plan.shortest import shortest, shortest_length

PROVEN_CROSS_AISLES_MAX = 4
"""With more, the exact programme takes too long: a near-shortest tour is made by exchanges."""


class Policy(StrEnum):
    """How a site walks. `TRAVEL` is what is left where nobody knows the geometry."""

    SHORTEST = "shortest"
    S_SHAPE = "s_shape"
    TRAVEL = "travel"


@dataclass(frozen=True, slots=True)
class PickPath:
    """The order of the picks as places in the given sequence, and the length of the whole tour.

    `why` is a word for the screen: `shortest_proven`, `shortest_near` (too many cross aisles for a
    proof), or `site_choice`.
    """

    order: tuple[int, ...]
    length: int
    policy: Policy
    why: str


def pick_path(
    layout: Layout, picks: Sequence[Point], policy: Policy = Policy.SHORTEST
) -> PickPath:
    """The tour from the depot to every pick and back."""
    if not layout.reaches(picks):
        raise ValueError("a pick lies outside the cross aisles")
    if policy is Policy.S_SHAPE:
        walk = s_shape(layout, picks)
        return PickPath(_order(picks, walk), layout.walked(walk), policy, "site_choice")
    if policy is not Policy.SHORTEST:
        raise ValueError("a layout is not needed to walk by travel sequence")
    if len(layout.cross_aisles_y) <= PROVEN_CROSS_AISLES_MAX:
        tour = shortest(layout, picks)
        return PickPath(_round(picks, tour.points), tour.length, policy, "shortest_proven")
    points = _near(layout, picks)
    return PickPath(_round(picks, points), layout.walked(points), policy, "shortest_near")


def path_length(layout: Layout, picks: Sequence[Point], policy: Policy = Policy.SHORTEST) -> int:
    """The length of the tour alone, which is found sooner: for planners that compare tours."""
    if policy is Policy.SHORTEST and len(layout.cross_aisles_y) <= PROVEN_CROSS_AISLES_MAX:
        return shortest_length(layout, picks)
    return pick_path(layout, picks, policy).length


def _near(layout: Layout, picks: Sequence[Point]) -> tuple[Point, ...]:
    points = [layout.depot, *sorted({*picks} - {layout.depot})]
    distances = [[layout.distance(one, other) for other in points] for one in points]
    return tuple(points[at] for at in exchanged(distances))


def _round(picks: Sequence[Point], walk: tuple[Point, ...]) -> tuple[int, ...]:
    """A tour is as long either way round: it begins, as far as it may, with what was given first.
    """
    return min(_order(picks, walk), _order(picks, walk[::-1]))


def _order(picks: Sequence[Point], walk: tuple[Point, ...]) -> tuple[int, ...]:
    """Picks as the walk first comes by; those at one point stay as they were given."""
    first: dict[Point, int] = {}
    for place, point in enumerate(walk):
        first.setdefault(point, place)
    return tuple(sorted(range(len(picks)), key=lambda pick: first.get(picks[pick], -1)))
