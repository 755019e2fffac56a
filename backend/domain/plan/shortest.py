# SPDX-License-Identifier: Apache-2.0
"""The shortest tour to a set of picks: a dynamic programme over the aisles, left to right.

The best left part for every frontier is kept; the next piece of an aisle or of a cross aisle makes
new frontiers of it. This is Ratliff and Rosenthal (1983) for one block, and as exact for several;
but each cross aisle more makes five times as many frontiers (7, 25, 111 for 2, 3, 4).
"""

from __future__ import annotations

from bisect import bisect
from collections import defaultdict, deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from backend.domain.plan.circuit import circuit
from backend.domain.plan.frontier import (
    BOTH,
    HIGH,
    LOW,
    PASS,
    SKIP,
    TWICE,
    Frontier,
    across,
    along,
    complete,
    touched,
    untouched,
)
from backend.domain.plan.layout import Layout, Point

Costs = dict[Frontier, tuple[int, Frontier, int]]
"""Length of the shortest left part, the frontier that it was made from, and by which choice."""
Leg = tuple[Point, Point]


@dataclass(frozen=True, slots=True)
class Walk:
    """A tour's points after the depot, picks and junctions, and its length."""

    points: tuple[Point, ...]
    length: int


@dataclass(frozen=True, slots=True)
class _Step:
    """A piece of an aisle or cross aisle from `start` to `end`, and the picks on it."""

    start: Point
    end: Point
    junction: int
    picks: tuple[int, ...] = ()


def shortest_length(layout: Layout, picks: Iterable[Point]) -> int:
    """The length of the shortest tour, where nobody asks for the tour itself."""
    needed = frozenset(picks) - {layout.depot}
    if not needed:
        return 0
    _, ends = deque(_programme(layout, needed), maxlen=1)[0]
    return min(cost for frontier, (cost, _, _) in ends.items() if complete(frontier))


def least_length(layout: Layout, picks: Iterable[Point]) -> int:
    """What every tour to these picks is long at least: each piece of an aisle by its shortest way,
    and the cross aisles there and back."""
    crosses = layout.cross_aisles_y
    points = {*picks, layout.depot}
    pieces: dict[tuple[int, int], list[int]] = defaultdict(list)
    for aisle, y in sorted(points):
        if y not in crosses:
            pieces[aisle, bisect(crosses, y)].append(y)
    aisles = [aisle for aisle, _ in points]
    total = 2 * layout.aisle_pitch * (max(aisles) - min(aisles))
    for (_, place), ys in pieces.items():
        total += min(extra for _, extra in _ways(crosses[place - 1], crosses[place], ys))
    return total


def shortest(layout: Layout, picks: Iterable[Point]) -> Walk:
    """The shortest tour that comes to every pick."""
    needed = frozenset(picks) - {layout.depot}
    if not needed:
        return Walk((), 0)
    done = list(_programme(layout, needed))
    ends = done[-1][1]
    length, at = min((cost, at) for at, (cost, _, _) in ends.items() if complete(at))
    legs: list[Leg] = []
    for step, costs in reversed(done):
        _, before, choice = costs[at]
        if step is not None:
            legs += _legs(step, choice, layout)
        at = before
    return Walk(circuit(layout.depot, legs), length)


def _programme(layout: Layout, needed: frozenset[Point]) -> Iterator[tuple[_Step | None, Costs]]:
    """Every step with the costs after it.

    A step without a piece only touches the junctions where the tour must come.
    """
    costs: Costs = {untouched(len(layout.cross_aisles_y)): (0, (), 0)}
    for step in _steps(layout, needed):
        if isinstance(step, frozenset):
            costs = _touch(costs, step)
            yield None, costs
        else:
            within = step.start[0] == step.end[0]
            costs = _serve(costs, step) if within else _move_on(costs, step, layout.aisle_pitch)
            yield step, costs


def _steps(layout: Layout, needed: frozenset[Point]) -> Iterator[_Step | frozenset[int]]:
    """What is decided one after another, from the first aisle that matters to the last."""
    crosses = layout.cross_aisles_y
    by_aisle: dict[int, list[int]] = defaultdict(list)
    for aisle, y in sorted({*needed, layout.depot}):
        by_aisle[aisle].append(y)
    last = max(by_aisle)
    for aisle in range(min(by_aisle), last + 1):
        ys = by_aisle.get(aisle, [])
        at_junctions = frozenset(crosses.index(y) for y in ys if y in crosses)
        if at_junctions:
            yield at_junctions
        for junction, (front, back) in enumerate(pairwise(crosses)):
            between = tuple(y for y in ys if front < y < back)
            yield _Step((aisle, front), (aisle, back), junction, between)
        if aisle < last:
            for junction, y in enumerate(crosses):
                yield _Step((aisle, y), (aisle + 1, y), junction)


def _touch(costs: Costs, junctions: frozenset[int]) -> Costs:
    best: Costs = {}
    for frontier, (cost, _, _) in costs.items():
        after = frontier
        for junction in junctions:
            after = touched(after, junction)
        if after not in best or cost < best[after][0]:
            best[after] = (cost, frontier, 0)
    return best


def _serve(costs: Costs, step: _Step) -> Costs:
    ways = _ways(step.start[1], step.end[1], step.picks)
    best: Costs = {}
    for frontier, (cost, _, _) in costs.items():
        afters = along(frontier, step.junction)
        for way, extra in ways:
            after, total = afters[way], cost + extra
            known = best.get(after)
            if known is None or total < known[0]:
                best[after] = (total, frontier, way)
    return best


def _ways(front: int, back: int, picks: Sequence[int]) -> tuple[tuple[int, int], ...]:
    """How the picks of a piece can be reached, with the length of each way."""
    through = ((PASS, back - front), (TWICE, 2 * (back - front)))
    if not picks:
        return ((SKIP, 0), *through)
    sides = ((LOW, 2 * (picks[-1] - front)), (HIGH, 2 * (back - picks[0])))
    if len(picks) == 1:
        return (*sides, *through)
    gap = max(two - one for one, two in pairwise(picks))
    return (*sides, (BOTH, 2 * (back - front - gap)), *through)


def _move_on(costs: Costs, step: _Step, pitch: int) -> Costs:
    best: Costs = {}
    for frontier, (cost, _, _) in costs.items():
        for times, after in across(frontier, step.junction):
            total = cost + times * pitch
            known = best.get(after)
            if known is None or total < known[0]:
                best[after] = (total, frontier, times)
    return best


def _legs(step: _Step, choice: int, layout: Layout) -> Iterator[Leg]:
    """The straight pieces that were walked, each as often as it was."""
    if step.start[0] != step.end[0]:
        yield from [(step.start, step.end)] * choice
        return
    aisle, front = step.start
    ys = (front, *step.picks, step.end[1])
    pieces = [((aisle, one), (aisle, two)) for one, two in pairwise(ys)]
    if choice == SKIP:
        return
    if choice == PASS:
        yield from pieces
        return
    left_out = {TWICE: len(pieces), LOW: len(pieces) - 1, HIGH: 0}.get(choice)
    if left_out is None:
        gaps = range(1, len(pieces) - 1)
        left_out = max(gaps, key=lambda at: ys[at + 1] - ys[at])
    for at, piece in enumerate(pieces):
        if at != left_out:
            yield from (piece, piece)
