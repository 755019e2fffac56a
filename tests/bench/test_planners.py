# SPDX-License-Identifier: Apache-2.0
"""The planners' figures: each kind of file is known, and a plan nobody could walk is caught."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from backend.domain.plan.cluster import Clusters, cluster
from backend.domain.plan.pick_path import PickPath, pick_path
from bench.planners import (
    GAP_PERCENT_MAX,
    Invalid,
    Planned,
    check_clusters,
    check_path,
    read,
    rows,
)

ROUTING = Path(__file__).parents[1] / "vectors/routing"


def some_of(name: str, total: int, folder: Path) -> Path:
    whole = json.loads((ROUTING / f"{name}_dev.json").read_text())
    made = folder / f"{name}.json"
    made.write_text(json.dumps({"instances": whole["instances"][:total]}))
    return made


@pytest.mark.parametrize("name", sorted(GAP_PERCENT_MAX))
def test_a_file_is_known_by_its_fields_and_held_against_its_bar(
    name: str, tmp_path: Path
) -> None:
    found = {one.row.name: one.row for one in rows(some_of(name, 4, tmp_path))}
    gap = found[f"planners.{name}.gap_mean"]
    assert (gap.bar, gap.ok) == (GAP_PERCENT_MAX[name], True)
    assert found[f"planners.{name}.tour_p95"].bar == 50


def test_a_file_holds_one_kind(tmp_path: Path) -> None:
    mixed = [json.loads((ROUTING / f"{name}_dev.json").read_text())["instances"][0]
             for name in sorted(GAP_PERCENT_MAX)]  # fmt: skip
    (tmp_path / "mixed.json").write_text(json.dumps({"instances": mixed}))
    with pytest.raises(ValueError):
        read(tmp_path / "mixed.json")


def test_a_gap_is_percent_above_the_optimum() -> None:
    assert Planned(103, 100, 1, 0.0).gap == pytest.approx(3)


@pytest.mark.parametrize(
    "wrong",
    [
        lambda path: replace(path, order=path.order[:-1]),
        lambda path: replace(path, order=(*path.order[:-1], path.order[0])),
        lambda path: replace(path, order=tuple(sorted(path.order, key=lambda at: at % 3))),
        lambda path: replace(path, length=path.length - 1),
        lambda path: replace(path, order=path.order[::-1], length=1),
    ],
)
def test_a_wrong_path_is_caught(wrong: object) -> None:
    one = read(ROUTING / "single_block_dev.json")[1][3]
    path = pick_path(one.layout, one.picks)
    check_path(one, path)
    assert callable(wrong)
    broken: PickPath = wrong(path)
    with pytest.raises(Invalid):
        check_path(one, broken)


@pytest.mark.parametrize(
    "wrong",
    [
        lambda made: replace(made, tours=made.tours[1:]),
        lambda made: replace(made, tours=(*made.tours, made.tours[0])),
        lambda made: replace(made, tours=(tuple(o for tour in made.tours for o in tour),)),
        lambda made: replace(made, length=made.length + 1),
        lambda made: replace(made, length=made.length - 1),
    ],
)
def test_wrong_clusters_are_caught(wrong: object) -> None:
    one = read(ROUTING / "batching_dev.json")[1][0]
    made = cluster(one.layout, one.orders, one.capacity)
    check_clusters(one, made)
    assert callable(wrong)
    broken: Clusters = wrong(made)
    with pytest.raises(Invalid):
        check_clusters(one, broken)
