# SPDX-License-Identifier: Apache-2.0
"""A block of parallel aisles between cross aisles, and how far it is from one shelf to another.

Whole numbers in one unit of length. Both sides of an aisle are reached from its middle, so a pick
is an aisle and how far along it (`y`); a walk changes aisles on cross aisles only.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

Point = tuple[int, int]
"""An aisle and a distance along it."""


@dataclass(frozen=True, slots=True)
class Layout:
    """Aisles `aisle_pitch` apart, cross aisles at each of `cross_aisles_y`, front one first.

    With two cross aisles this is a single block. A tour starts and ends where `depot_aisle` meets
    the front cross aisle.
    """

    aisle_pitch: int
    cross_aisles_y: tuple[int, ...]
    depot_aisle: int = 0

    def __post_init__(self) -> None:
        if len(self.cross_aisles_y) < 2 or self.aisle_pitch < 0:
            raise ValueError("a block lies between two cross aisles at least")
        if any(one >= other for one, other in pairwise(self.cross_aisles_y)):
            raise ValueError("cross aisles are named from the front to the back")

    @property
    def depot(self) -> Point:
        """Where a tour starts and ends."""
        return self.depot_aisle, self.cross_aisles_y[0]

    def reaches(self, picks: Iterable[Point]) -> bool:
        """Whether all of these lie between the first and the last cross aisle."""
        front, back = self.cross_aisles_y[0], self.cross_aisles_y[-1]
        return all(front <= y <= back for _, y in picks)

    def distance(self, one: Point, other: Point) -> int:
        """The shortest walk between two points."""
        if one[0] == other[0]:
            return abs(one[1] - other[1])
        along = min(abs(one[1] - y) + abs(other[1] - y) for y in self.cross_aisles_y)
        return along + abs(one[0] - other[0]) * self.aisle_pitch

    def walked(self, points: Iterable[Point]) -> int:
        """The length of a walk from the depot through these points, in this order, and back."""
        return sum(self.distance(*leg) for leg in pairwise((self.depot, *points, self.depot)))
