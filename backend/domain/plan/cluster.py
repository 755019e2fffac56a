# SPDX-License-Identifier: Apache-2.0
"""Which orders share a tour: a cart of totes takes so many lines, and no order is split.

Tours that save most by being one are joined (Clarke and Wright, 1964); then orders move to another
tour, or change places with one there, as long as the walks together get shorter.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations, product

from backend.domain.plan.layout import Layout, Point
from backend.domain.plan.pick_path import Policy, path_length
from backend.domain.plan.shortest import least_length

PAIRS_ORDERS_MAX = 40
"""Up to so many orders, two may leave a tour together as well; beyond, that takes too long."""

Orders = Sequence[Sequence[Point]]
Tour = frozenset[int]


@dataclass(frozen=True, slots=True)
class Clusters:
    """Tours as places in the given orders, and the length of all walks together.

    `too_large` names orders with more lines than a cart takes: each has a tour of its own, and
    somebody must see to it that it is picked in parts.
    """

    tours: tuple[tuple[int, ...], ...]
    length: int
    too_large: tuple[int, ...] = ()


class _Lengths:
    """The walk of every set of orders that was asked for, and the least that it can be."""

    def __init__(self, layout: Layout, orders: Orders, policy: Policy) -> None:
        self._layout, self._orders, self._policy = layout, orders, policy
        self._known: dict[Tour, int] = {}
        self._least: dict[Tour, int] = {}

    def __call__(self, tour: Tour) -> int:
        length = self._known.get(tour)
        if length is None:
            length = path_length(self._layout, self._picks(tour), self._policy)
            self._known[tour] = length
        return length

    def least(self, tour: Tour) -> int:
        """At most the walk, and found much sooner."""
        least = self._known.get(tour) or self._least.get(tour)
        if least is None:
            least = self._least[tour] = least_length(self._layout, self._picks(tour))
        return least

    def _picks(self, tour: Tour) -> list[Point]:
        return [pick for order in tour for pick in self._orders[order]]


def cluster(
    layout: Layout, orders: Orders, capacity: int, policy: Policy = Policy.SHORTEST
) -> Clusters:
    """The orders grouped to tours of at most `capacity` lines."""
    lines = [len(order) for order in orders]
    too_large = tuple(order for order, total in enumerate(lines) if total > capacity)
    length = _Lengths(layout, orders, policy)
    small = [frozenset({order}) for order in range(len(orders)) if order not in too_large]
    starts = (_joined(small, lines, capacity, length), _filled(small, lines, capacity))
    settled = [_settled(tours, lines, capacity, length) for tours in starts]
    best = min(settled, key=lambda tours: sum(map(length, tours)))
    tours = [*best, *(frozenset({order}) for order in too_large)]
    named = sorted(tuple(sorted(tour)) for tour in tours)
    return Clusters(tuple(named), sum(map(length, tours)), too_large)


def _lines_of(tour: Tour, lines: Sequence[int]) -> int:
    return sum(lines[order] for order in tour)


def _joined(
    tours: Sequence[Tour], lines: Sequence[int], capacity: int, length: _Lengths
) -> list[Tour]:
    """Two tours at a time made one, whichever saves most now, until no two fit a cart."""
    named = dict(enumerate(tours))
    savings: dict[tuple[int, int], int] = {}
    fresh = list(combinations(named, 2))
    while True:
        for first, second in fresh:
            one, two = named[first], named[second]
            if _lines_of(one | two, lines) <= capacity:
                savings[first, second] = length(one) + length(two) - length(one | two)
        if not savings:
            return list(named.values())
        pair = max(savings, key=lambda pair: (savings[pair], -pair[0], -pair[1]))
        both = named.pop(pair[0]) | named.pop(pair[1])
        savings = {at: saved for at, saved in savings.items() if not {*at} & {*pair}}
        name = max(*named, *pair) + 1
        fresh = [(other, name) for other in named]
        named[name] = both


def _filled(tours: Sequence[Tour], lines: Sequence[int], capacity: int) -> list[Tour]:
    """Largest orders first, each to the fullest cart that still takes it: few tours."""
    carts: list[Tour] = []
    for tour in sorted(tours, key=lambda tour: (-_lines_of(tour, lines), sorted(tour))):
        taking = [cart for cart in carts if _lines_of(cart | tour, lines) <= capacity]
        fullest = max(taking, key=lambda cart: _lines_of(cart, lines), default=frozenset())
        carts = [*(cart for cart in carts if cart != fullest), fullest | tour]
    return carts


def _settled(
    tours: Sequence[Tour], lines: Sequence[int], capacity: int, length: _Lengths
) -> list[Tour]:
    """The tours when no order can move or change places for a shorter walk any more."""
    now = list(tours)
    tried: set[frozenset[Tour]] = set()
    while True:
        for one, two in combinations(now, 2):
            if frozenset({one, two}) in tried:
                continue
            tried.add(frozenset({one, two}))
            better = _exchanged(one, two, lines, capacity, length)
            if better is not None:
                now = [tour for tour in now if tour not in (one, two)]
                now += [tour for tour in better if tour]
                break
        else:
            return now


def _exchanged(
    one: Tour, two: Tour, lines: Sequence[int], capacity: int, length: _Lengths
) -> tuple[Tour, Tour] | None:
    """The best of two tours after a move or a swap of orders, None when they are best as is."""
    best, shortest = None, length(one) + length(two)
    pairs_too = len(lines) <= PAIRS_ORDERS_MAX
    for give, take in product(_parts(one, pairs_too), _parts(two, pairs_too)):
        made = (one - give) | take, (two - take) | give
        if any(_lines_of(tour, lines) > capacity for tour in made):
            continue
        if sum(map(length.least, made)) < shortest and sum(map(length, made)) < shortest:
            best, shortest = made, sum(map(length, made))
    return best


def _parts(tour: Tour, pairs_too: bool) -> list[Tour]:
    """Orders that may leave a tour together: none, each alone, and each two."""
    sizes = range(3 if pairs_too else 2)
    return [frozenset(part) for size in sizes for part in combinations(sorted(tour), size)]
