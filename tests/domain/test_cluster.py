# SPDX-License-Identifier: Apache-2.0
"""Orders that lie on one way share a tour; none is split, and no cart is too full."""

from __future__ import annotations

from itertools import combinations, pairwise
from pathlib import Path
from statistics import mean

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.domain.plan.cluster import cluster
from backend.domain.plan.layout import Layout
from backend.domain.plan.pick_path import Policy, path_length
from bench.planners import planned, read

BATCHING = read(Path(__file__).parents[1] / "vectors/routing/batching_dev.json")[1]
LAYOUT = Layout(3, (0, 20))
ORDERS = st.lists(
    st.lists(st.tuples(st.integers(0, 4), st.integers(1, 19)), min_size=1, max_size=4),
    max_size=7,
)


@pytest.mark.thorough
def test_grouped_orders_are_walked_within_three_percent_of_the_optimum() -> None:
    gaps = [planned(one).gap for one in BATCHING]
    assert mean(gaps) <= 3
    assert max(gaps) <= 5, "one way to start is not enough"


@pytest.mark.thorough
def test_no_order_is_better_off_in_another_tour_of_two() -> None:
    for one in BATCHING:
        made = cluster(one.layout, one.orders, one.capacity)
        for first, second in combinations(made.tours, 2):
            both = [list(one.orders[order]) for order in (*first, *second)]
            assert cluster(one.layout, both, one.capacity).length >= sum(
                path_length(one.layout, [pick for order in tour for pick in one.orders[order]])
                for tour in (first, second)
            )


def test_what_lies_together_is_picked_together() -> None:
    orders = [[(0, 5)], [(4, 5)], [(0, 6)], [(4, 6)]]
    made = cluster(LAYOUT, orders, 2)
    assert made.tours == ((0, 2), (1, 3))
    assert made.length == 2 * 6 + 2 * 6 + 2 * 12


@given(ORDERS)
def test_every_order_has_one_tour_that_a_cart_takes(orders: list[list[tuple[int, int]]]) -> None:
    made = cluster(LAYOUT, orders, 5)
    assert sorted(order for tour in made.tours for order in tour) == list(range(len(orders)))
    tours = [[pick for order in tour for pick in orders[order]] for tour in made.tours]
    assert all(len(tour) <= 5 for tour in tours)
    assert made.length == sum(path_length(LAYOUT, tour) for tour in tours)
    assert made.length <= sum(path_length(LAYOUT, order) for order in orders)


def test_an_order_that_no_cart_takes_is_named_and_not_split() -> None:
    made = cluster(LAYOUT, [[(0, 1)], [(1, 1), (2, 1), (3, 1)], [(0, 2)]], 2)
    assert made.too_large == (1,)
    assert made.tours == ((0, 2), (1,))


def test_a_cart_with_more_room_walks_less() -> None:
    one = BATCHING[0]
    lengths = [cluster(one.layout, one.orders, room).length for room in (8, 12, 16, 24, 99)]
    assert all(more <= less for less, more in pairwise(lengths))


def test_a_site_that_walks_in_an_s_groups_by_that_walk() -> None:
    one = BATCHING[0]
    made = cluster(one.layout, one.orders, one.capacity, Policy.S_SHAPE)
    tours = [[pick for order in tour for pick in one.orders[order]] for tour in made.tours]
    assert made.length == sum(path_length(one.layout, tour, Policy.S_SHAPE) for tour in tours)
    assert made.length >= one.optimum


@pytest.mark.thorough
def test_many_orders_are_grouped_too() -> None:
    orders = [[((7 * n) % 9, 1 + (5 * n * n) % 19), ((n * n) % 9, 3)] for n in range(45)]
    made = cluster(LAYOUT, orders, 12)
    assert sorted(order for tour in made.tours for order in tour) == list(range(45))
    assert made.length <= sum(path_length(LAYOUT, order) for order in orders) // 2


def test_no_orders_are_no_tours() -> None:
    assert cluster(LAYOUT, [], 5).tours == ()
