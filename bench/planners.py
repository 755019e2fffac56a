# SPDX-License-Identifier: Apache-2.0
"""`python -m bench.planners FILE`: how far planned tours lie above a proven optimum, and the time.

A file holds single-block tours, multi-block tours or orders to group to tours; each of its
`instances` says by its fields which. `tests/vectors/routing/` has one of each.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import mean
from typing import Any, TypeVar

from backend.domain.plan.cluster import Clusters, cluster
from backend.domain.plan.layout import Layout, Point
from backend.domain.plan.pick_path import PickPath, Policy, path_length, pick_path
from bench.harness import Measured, figure, percentile
from bench.results import table

GAP_PERCENT_MAX = {"single_block": 0.0, "multi_block": 1.0, "batching": 3.0}
TOUR_MS_MAX = 50.0
T = TypeVar("T")
REPEATS = 3


class Invalid(Exception):
    """A plan that nobody could walk as it says."""


@dataclass(frozen=True, slots=True)
class Instance:
    """One question of a file. `orders` and `capacity` are of those that group orders."""

    name: str
    layout: Layout
    picks: tuple[Point, ...]
    orders: tuple[tuple[Point, ...], ...]
    capacity: int
    optimum: int


@dataclass(frozen=True, slots=True)
class Planned:
    """The length of a plan beside the optimum, how many tours it has and what it took."""

    length: int
    optimum: int
    tours: int
    ms: float

    @property
    def gap(self) -> float:
        """Percent above the optimum."""
        return 100 * (self.length / self.optimum - 1) if self.optimum else 0.0


def read(path: Path) -> tuple[str, list[Instance]]:
    """Which set it is (`single_block`, `multi_block` or `batching`), and its instances."""
    rows = json.loads(path.read_text(encoding="utf-8"))["instances"]
    kinds = {_kind(row) for row in rows}
    if len(kinds) != 1:
        raise ValueError(f"{path} holds {len(kinds)} sets of instances, not one")
    return kinds.pop(), [_instance(row) for row in rows]


def _kind(row: dict[str, Any]) -> str:
    if "orders" in row:
        return "batching"
    return "multi_block" if "cross_aisles_y" in row else "single_block"


def _instance(row: dict[str, Any]) -> Instance:
    crosses = tuple(row.get("cross_aisles_y") or (0, row["aisle_length"]))
    return Instance(
        row["id"],
        Layout(row["aisle_pitch"], crosses, row["depot_aisle"]),
        _points(row.get("picks", ())),
        tuple(_points(order) for order in row.get("orders", ())),
        row.get("capacity_lines", 0),
        row["optimal_total"] if "orders" in row else row["optimal"],
    )


def _points(rows: Sequence[Sequence[int]]) -> tuple[Point, ...]:
    return tuple((aisle, y) for aisle, y in rows)


def planned(one: Instance) -> Planned:
    """Plan an instance some times, check the plan, and keep the least disturbed of the times."""
    if one.orders:
        made, ms = _timed(lambda: cluster(one.layout, one.orders, one.capacity))
        check_clusters(one, made)
        return Planned(made.length, one.optimum, len(made.tours), ms / len(made.tours))
    path, ms = _timed(lambda: pick_path(one.layout, one.picks))
    check_path(one, path)
    return Planned(path.length, one.optimum, 1, ms)


def _timed(work: Callable[[], T]) -> tuple[T, float]:
    took = []
    for _ in range(REPEATS):
        began = time.perf_counter()
        made = work()
        took.append((time.perf_counter() - began) * 1000)
    return made, min(took)


def check_path(one: Instance, path: PickPath) -> None:
    """Every pick once, walked in this order within the length that is told, not below optimum."""
    if sorted(path.order) != list(range(len(one.picks))):
        raise Invalid(f"{one.name}: not every pick once")
    if one.layout.walked(one.picks[at] for at in path.order) > path.length:
        raise Invalid(f"{one.name}: the walk is longer than told")
    if path.length < one.optimum:
        raise Invalid(f"{one.name}: shorter than the proven optimum")


def check_clusters(one: Instance, made: Clusters) -> None:
    """Every order in one tour, no cart too full, and the tours as long as told."""
    if sorted(order for tour in made.tours for order in tour) != list(range(len(one.orders))):
        raise Invalid(f"{one.name}: not every order once")
    tours = [[pick for order in tour for pick in one.orders[order]] for tour in made.tours]
    if any(len(tour) > one.capacity for tour in tours):
        raise Invalid(f"{one.name}: a cart takes more lines than it can")
    if sum(path_length(one.layout, tour) for tour in tours) != made.length:
        raise Invalid(f"{one.name}: the tours are not as long as told")
    if made.length < one.optimum:
        raise Invalid(f"{one.name}: shorter than the proven optimum")


def rows(path: Path, under: str = "planners") -> Iterator[Measured]:
    """The figures of one file."""
    kind, instances = read(path)
    plans = [planned(one) for one in instances]
    gaps, times = [plan.gap for plan in plans], [plan.ms for plan in plans]
    name = f"{under}.{kind}"
    yield figure(f"{name}.gap_mean", mean(gaps), "%", bar=GAP_PERCENT_MAX[kind])
    yield figure(f"{name}.gap_max", max(gaps), "%")
    yield figure(f"{name}.tour_mean", mean(times), "ms", bar=TOUR_MS_MAX)
    yield figure(f"{name}.tour_p95", percentile(times, 95), "ms", bar=TOUR_MS_MAX)
    yield figure(f"{name}.tour_max", max(times), "ms", bar=TOUR_MS_MAX)
    if kind != "batching":
        above = [_s_shape(one).gap for one in instances]
        yield figure(f"{name}.s_shape_gap_mean", mean(above), "%")


def _s_shape(one: Instance) -> Planned:
    path = pick_path(one.layout, one.picks, Policy.S_SHAPE)
    check_path(one, path)
    return Planned(path.length, one.optimum, 1, 0)


def main() -> int:
    """Prints the table of each file."""
    asked = argparse.ArgumentParser(prog="python -m bench.planners", description=__doc__)
    asked.add_argument("file", nargs="+", type=Path)
    for path in asked.parse_args().file:
        kind, instances = read(path)
        print(f"{path.name}: {len(instances)} instances, {kind}")
        print(f"{table(rows(path))}\n", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
