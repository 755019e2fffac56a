# SPDX-License-Identifier: Apache-2.0
"""What half a tour looks like from the half that is still to come.

While a tour is made from the left aisle to the right, all that matters of its left part is seen at
the junctions of the cross aisles with the present aisle: which of them it touches, an odd or even
number of times, and which are joined to each other on the left. Ratliff and Rosenthal (1983) count
seven such states for one block; every further cross aisle adds to them.

A frontier has a number a junction, front first: 0 untouched, 2c touched an even and 2c + 1 an odd
number of times by component c; components are numbered from 1 in order of appearance.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

Frontier = tuple[int, ...]

SKIP, LOW, HIGH, BOTH, PASS, TWICE = range(6)
"""How a piece of an aisle is walked: not at all, in and out at its front, at its back, at both
ends, through once, through and back."""

KNOWN_MAX = 1 << 16
"""Steps between frontiers that are remembered; four cross aisles have some hundreds."""


def untouched(junctions: int) -> Frontier:
    """Nothing is walked yet."""
    return (0,) * junctions


def complete(frontier: Frontier) -> bool:
    """Whether a tour may end here: all in one piece, and every junction is left again."""
    return set(frontier) <= {0, 2}


@lru_cache(KNOWN_MAX)
def touched(frontier: Frontier, junction: int) -> Frontier:
    """The tour comes to this junction, whatever else it does."""
    if frontier[junction]:
        return frontier
    alone = 2 * (max(frontier) // 2 + 1)
    return _named((*frontier[:junction], alone, *frontier[junction + 1 :]))


@lru_cache(KNOWN_MAX)
def along(frontier: Frontier, piece: int) -> tuple[Frontier, ...]:
    """The frontiers after each way to walk a piece of an aisle, by the number of the way.

    The piece lies between junction `piece` and the next.
    """
    low, high = touched(frontier, piece), touched(frontier, piece + 1)
    both = touched(low, piece + 1)
    one, other = both[piece] // 2, both[piece + 1] // 2
    joined = [2 * one + label % 2 if label // 2 == other else label for label in both]
    passed = list(joined)
    passed[piece] ^= 1
    passed[piece + 1] ^= 1
    return frontier, low, high, both, _named(passed), _named(joined)


@lru_cache(KNOWN_MAX)
def across(frontier: Frontier, junction: int) -> tuple[tuple[int, Frontier], ...]:
    """The ways to the same junction of the next aisle: how many times walked, and what is then.

    An odd junction is left once; an even one twice or not at all, unless it is all that still
    connects its component with the rest of the tour.
    """
    label = frontier[junction]
    if label == 0:
        return ((0, frontier),)
    if label % 2:
        return ((1, frontier),)
    others = (*frontier[:junction], *frontier[junction + 1 :])
    if all(other // 2 != label // 2 for other in others):
        return ((2, frontier),)
    left = _named((*frontier[:junction], 0, *frontier[junction + 1 :]))
    return ((0, left), (2, frontier))


def _named(labels: Iterable[int]) -> Frontier:
    """Components numbered in order of appearance, so that equal frontiers are equal."""
    names: dict[int, int] = {}
    return tuple(
        2 * names.setdefault(label // 2, len(names) + 1) + label % 2 if label else 0
        for label in labels
    )
