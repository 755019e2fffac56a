# SPDX-License-Identifier: Apache-2.0
"""From the pieces of a tour to the tour: a walk over each of them once, back to the start."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from backend.domain.plan.layout import Point


def circuit(start: Point, legs: Sequence[tuple[Point, Point]]) -> tuple[Point, ...]:
    """The points in the order of the walk, without the start at both ends (Hierholzer, 1873).

    Every point is left as often as it is reached, and all hang together with the start.
    """
    open_legs: dict[Point, list[int]] = defaultdict(list)
    for number, (one, other) in enumerate(legs):
        open_legs[one].append(number)
        open_legs[other].append(number)
    walked: set[int] = set()
    path, done = [start], []
    while path:
        here = path[-1]
        left = open_legs[here]
        while left and left[-1] in walked:
            left.pop()
        if not left:
            done.append(path.pop())
            continue
        number = left.pop()
        walked.add(number)
        one, other = legs[number]
        path.append(other if here == one else one)
    if len(done) != len(legs) + 1 or done[0] != done[-1]:
        raise ValueError("these pieces are no tour")
    return tuple(done[1:-1])
