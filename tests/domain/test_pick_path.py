# SPDX-License-Identifier: Apache-2.0
"""Tours are the shortest that are possible, and an S-shape is never told to be shorter."""

from __future__ import annotations

from itertools import combinations, permutations
from pathlib import Path
from random import Random
from statistics import mean

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.domain.plan.circuit import circuit
from backend.domain.plan.exchange import STRETCH_MAX, exchanged, improved, tour_length
from backend.domain.plan.layout import Layout, Point
from backend.domain.plan.pick_path import Policy, path_length, pick_path
from backend.domain.plan.shortest import least_length, shortest
from bench.planners import Instance, check_path, read

ROUTING = Path(__file__).parents[1] / "vectors/routing"
SINGLE = read(ROUTING / "single_block_dev.json")[1]
MULTI = read(ROUTING / "multi_block_dev.json")[1]
ONE_BLOCK = Layout(3, (0, 10), 1)


@st.composite
def tours(draw: st.DrawFn, picks_max: int = 6, cross_max: int = 4) -> tuple[Layout, list[Point]]:
    """A small layout and picks anywhere in it, on its cross aisles and twice at a point too."""
    widths = draw(st.lists(st.integers(1, 9), min_size=1, max_size=cross_max - 1))
    crosses = [0]
    for width in widths:
        crosses.append(crosses[-1] + width)
    pick = st.tuples(st.integers(0, 4), st.integers(0, crosses[-1]))
    layout = Layout(draw(st.integers(1, 6)), tuple(crosses), draw(st.integers(0, 4)))
    return layout, draw(st.lists(pick, max_size=picks_max))


def brute_force(layout: Layout, picks: list[Point]) -> int:
    return min(layout.walked(order) for order in permutations(picks))


@pytest.mark.parametrize("one", SINGLE, ids=lambda one: one.name)
def test_a_tour_of_one_block_is_the_proven_optimum(one: Instance) -> None:
    path = pick_path(one.layout, one.picks)
    check_path(one, path)
    assert (path.length, path.why) == (one.optimum, "shortest_proven")


@pytest.mark.parametrize("one", MULTI, ids=lambda one: one.name)
def test_a_tour_of_several_blocks_is_the_proven_optimum(one: Instance) -> None:
    path = pick_path(one.layout, one.picks)
    check_path(one, path)
    assert path.length == one.optimum


@pytest.mark.parametrize("one", [*SINGLE, *MULTI], ids=lambda one: one.name)
def test_an_s_shape_brings_every_pick_and_is_not_below_the_optimum(one: Instance) -> None:
    path = pick_path(one.layout, one.picks, Policy.S_SHAPE)
    check_path(one, path)
    assert path.why == "site_choice"


def test_an_s_shape_walks_every_aisle_with_a_pick_through_and_returns_in_the_last() -> None:
    path = pick_path(ONE_BLOCK, [(0, 7), (0, 2), (1, 3), (2, 1), (2, 4)], Policy.S_SHAPE)
    assert [path.order[0], path.order[-1]] == [1, 4]
    assert path.length == 3 + 10 + 3 + 10 + 3 + 2 * 4 + 3


def test_an_s_shape_starts_each_nearer_block_at_its_nearer_side() -> None:
    layout = Layout(3, (0, 10, 20))
    picks = [(0, 4), (1, 5), (2, 15), (3, 4), (4, 16), (4, 15)]
    path = pick_path(layout, picks, Policy.S_SHAPE)
    assert [picks[at] for at in path.order[1:]] == [(2, 15), (4, 16), (4, 15), (3, 4), (1, 5)]


@given(tours())
def test_a_tour_is_as_short_as_the_best_of_all_orders(given_: tuple[Layout, list[Point]]) -> None:
    layout, picks = given_
    path = pick_path(layout, picks)
    assert path.length == brute_force(layout, picks) == path_length(layout, picks)
    assert sorted(path.order) == list(range(len(picks)))
    assert layout.walked(picks[at] for at in path.order) == path.length


@given(tours(picks_max=20))
def test_no_policy_is_shorter_than_the_shortest(given_: tuple[Layout, list[Point]]) -> None:
    layout, picks = given_
    path = pick_path(layout, picks, Policy.S_SHAPE)
    assert sorted(path.order) == list(range(len(picks)))
    assert layout.walked(picks[at] for at in path.order) <= path.length
    assert least_length(layout, picks) <= path_length(layout, picks) <= path.length


@given(tours(picks_max=8))
def test_exchanges_find_the_shortest_of_a_few_picks(given_: tuple[Layout, list[Point]]) -> None:
    layout, picks = given_
    points = [layout.depot, *picks]
    distances = [[layout.distance(one, other) for other in points] for one in points]
    order = exchanged(distances)
    assert sorted(order) == list(range(1, len(points)))
    assert layout.walked(points[at] for at in order) <= 1.1 * shortest(layout, picks).length


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), min_size=3, max_size=14))
def test_an_exchanged_tour_gains_by_no_turn_and_no_move(spots: list[tuple[int, int]]) -> None:
    distances = [[abs(a - c) + abs(b - d) for c, d in spots] for a, b in spots]
    tour = improved(list(range(len(spots))), distances)
    assert tour[0] == 0 and sorted(tour) == list(range(len(spots)))
    length = tour_length(tour, distances)
    for start, end in combinations(range(1, len(tour) + 1), 2):
        stretch, rest = tour[start:end], tour[:start] + tour[end:]
        for at in range(1, len(rest) + 1):
            for put in (stretch, stretch[::-1]):
                tried = [*rest[:at], *put, *rest[at:]]
                moved = end - start <= STRETCH_MAX
                turned = at == start
                if moved or turned:
                    assert tour_length(tried, distances) >= length


@pytest.mark.parametrize(("total", "percent"), [(15, 0.5), (45, 1.5)])
def test_exchanges_alone_stay_near_what_is_exact(total: int, percent: float) -> None:
    """They are used where there are too many cross aisles for a proof; here both are possible."""
    rng, gaps = Random(1), []
    for _ in range(20):
        layout = Layout(5, rng.choice([(0, 12, 24), (0, 12, 24, 36)]), rng.randrange(20))
        ys = [y for y in range(layout.cross_aisles_y[-1]) if y % 12]
        picks = {(rng.randrange(20), rng.choice(ys)) for _ in range(total)}
        points = [layout.depot, *sorted(picks)]
        distances = [[layout.distance(one, other) for other in points] for one in points]
        length = layout.walked(points[at] for at in exchanged(distances))
        gaps.append(100 * (length / shortest(layout, picks).length - 1))
    assert min(gaps) >= 0
    assert mean(gaps) <= percent


def test_with_many_cross_aisles_a_tour_is_near_and_says_so() -> None:
    layout = Layout(5, (0, 6, 12, 18, 24), 2)
    picks = [(0, 22), (1, 9), (2, 1), (4, 11), (3, 19), (4, 11)]
    path = pick_path(layout, picks)
    assert path.why == "shortest_near"
    assert path.length == brute_force(layout, picks)
    assert sorted(path.order) == list(range(len(picks)))
    assert path_length(layout, picks) == path.length


def test_nothing_to_pick_is_no_walk() -> None:
    for policy in (Policy.SHORTEST, Policy.S_SHAPE):
        path = pick_path(ONE_BLOCK, [], policy)
        assert (path.order, path.length) == ((), 0)


def test_a_pick_behind_the_last_cross_aisle_is_nowhere() -> None:
    with pytest.raises(ValueError):
        pick_path(ONE_BLOCK, [(0, 11)])


@pytest.mark.parametrize("crosses", [(0,), (0, 5, 5), (5, 0)])
def test_a_block_lies_between_cross_aisles_from_front_to_back(crosses: tuple[int, ...]) -> None:
    with pytest.raises(ValueError):
        Layout(3, crosses)


def test_pieces_that_do_not_hang_together_are_no_tour() -> None:
    there, away, off = (0, 0), (0, 5), (3, 3)
    assert circuit(there, [(there, away), (away, there)]) == (away,)
    with pytest.raises(ValueError):
        circuit(there, [(there, away)])
    with pytest.raises(ValueError):
        circuit(there, [(there, away), (away, there), (off, (3, 4)), (off, (3, 4))])
