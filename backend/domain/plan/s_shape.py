# SPDX-License-Identifier: Apache-2.0
"""The S-shape: every aisle with a pick is walked through, alternately up and down.

Longer than need be, and easy to explain: a site may choose it. With several blocks the tour goes
up the leftmost aisle with a pick to the farthest block and comes back block by block (Roodbergen
and de Koster, 2001).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import groupby

from backend.domain.plan.layout import Layout, Point


def s_shape(layout: Layout, picks: Iterable[Point]) -> tuple[Point, ...]:
    """The points of the walk after the depot: junctions where it turns, and the picks."""
    left = sorted(set(picks))
    if not left:
        return ()
    blocks = _blocks(layout, left)
    farthest = max(blocks)
    front = layout.cross_aisles_y[farthest]
    aisle = left[0][0]
    up = [(aisle, y) for a, y in left if a == aisle and y <= front]
    walk: list[Point] = [(aisle, layout.cross_aisles_y[0]), *up, (aisle, front)]
    for block in range(farthest, -1, -1):
        todo = [point for point in blocks.get(block, ()) if point not in up]
        walk += _block(layout, block, todo, walk[-1])
    walk.append(layout.depot)
    return tuple(point for point, _ in groupby(walk))


def _blocks(layout: Layout, picks: Iterable[Point]) -> dict[int, list[Point]]:
    """Picks by block; one on a cross aisle belongs to the block behind it, the last to its own."""
    found: dict[int, list[Point]] = defaultdict(list)
    behind_all = len(layout.cross_aisles_y) - 2
    for aisle, y in picks:
        block = sum(cross <= y for cross in layout.cross_aisles_y) - 1
        found[min(block, behind_all)].append((aisle, y))
    return found


def _block(layout: Layout, block: int, todo: list[Point], at: Point) -> Iterator[Point]:
    """One block, walked until its front cross aisle is reached: from its nearer side on."""
    front, back = layout.cross_aisles_y[block : block + 2]
    aisles = sorted({aisle for aisle, _ in todo})
    if not aisles:
        yield at[0], front
        return
    if abs(at[0] - aisles[-1]) < abs(at[0] - aisles[0]):
        aisles.reverse()
    upward = at[1] == front
    for aisle in aisles:
        ys = sorted(y for a, y in todo if a == aisle)
        returns = upward and aisle == aisles[-1]
        ends = (front, front if returns else back) if upward else (back, front)
        yield aisle, ends[0]
        yield from ((aisle, y) for y in (ys if upward else reversed(ys)))
        yield aisle, ends[1]
        upward = not upward and not returns
