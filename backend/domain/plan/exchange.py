# SPDX-License-Identifier: Apache-2.0
"""A near-shortest tour through points whose distances are known, however they are laid out.

Points are inserted where they lengthen the tour least, farthest first; then stretches are turned
round (2-opt) and moved elsewhere (Or-opt) as long as that shortens it; then the tour is broken at
four places in a fixed series of ways, and what mends shorter is kept.
"""

from __future__ import annotations

from collections.abc import Sequence

STRETCH_MAX = 3
BREAKABLE_MIN = 6
BREAKS_MAX = 24
EFFORT = 20_000
"""Breaks times the square of the points: large tours get fewer."""
Distances = Sequence[Sequence[int]]


def exchanged(distances: Distances) -> list[int]:
    """The order of points 1 and up in a tour from point 0 and back to it."""
    best = improved(_inserted(distances), distances)
    length = tour_length(best, distances)
    breaks = min(BREAKS_MAX, EFFORT // len(best) ** 2) if len(best) > BREAKABLE_MIN else 0
    for number in range(breaks):
        tried = improved(_broken(best, number), distances)
        total = tour_length(tried, distances)
        if total < length:
            best, length = tried, total
    return best[1:]


def tour_length(tour: Sequence[int], distances: Distances) -> int:
    """The length of a closed tour."""
    return sum(distances[tour[at - 1]][point] for at, point in enumerate(tour))


def improved(tour: list[int], distances: Distances) -> list[int]:
    """The tour, shortened by turning and moving stretches until neither helps. 0 stays first."""
    while True:
        shorter = _turned(tour, distances) or _moved(tour, distances)
        if shorter is None:
            return tour
        tour = shorter


def _inserted(distances: Distances) -> list[int]:
    tour = [0]
    for point in sorted(range(1, len(distances)), key=lambda point: -distances[0][point]):
        to = distances[point]

        def longer(at: int, to: Sequence[int] = to) -> int:
            one, other = tour[at - 1], tour[at % len(tour)]
            return to[one] + to[other] - distances[one][other]

        tour.insert(min(range(1, len(tour) + 1), key=longer), point)
    return tour


def _turned(tour: list[int], distances: Distances) -> list[int] | None:
    """All the turns of one sweep that shorten the tour; None if there is none."""
    tour, found = [*tour, tour[0]], False
    last = len(tour) - 1
    for start in range(1, last - 1):
        for end in range(start + 1, last):
            before, first, then, after = tour[start - 1], tour[start], tour[end], tour[end + 1]
            now = distances[before][first] + distances[then][after]
            if distances[before][then] + distances[first][after] < now:
                tour[start : end + 1] = tour[end : start - 1 : -1]
                found = True
    return tour[:-1] if found else None


def _moved(tour: list[int], distances: Distances) -> list[int] | None:
    """All the moves of one sweep that shorten the tour; None if there is none."""
    found = False
    for width in range(1, min(STRETCH_MAX, len(tour) - 2) + 1):
        for start in range(1, len(tour) - width + 1):
            stretch, rest = tour[start : start + width], tour[:start] + tour[start + width :]
            one, two = distances[stretch[0]], distances[stretch[-1]]
            legs = list(zip(rest, [*rest[1:], 0], strict=True))
            costs = [one[a] + two[b] - distances[a][b] for a, b in legs]
            turned = [two[a] + one[b] - distances[a][b] for a, b in legs]
            least = min(*costs, *turned)
            if least < costs[start - 1]:
                here = turned.index(least) if least in turned else costs.index(least)
                put = reversed(stretch) if least in turned else stretch
                tour = [*rest[: here + 1], *put, *rest[here + 1 :]]
                found = True
    return tour if found else None


def _broken(tour: list[int], number: int) -> list[int]:
    """The tour with two short neighbouring stretches swapped; every number swaps others."""
    a = 1 + number * 5 % (len(tour) - 2)
    c = min(a + 2 + number // 3 % 4 + number % 3, len(tour))
    b = min(a + 1 + number % 3, c - 1)
    return tour[:a] + tour[b:c] + tour[a:b] + tour[c:]
