# SPDX-License-Identifier: Apache-2.0
"""Places that somebody doubts get a count: one open task a place, whoever uploads first."""

from __future__ import annotations

import json
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest

from backend.domain.books import Task
from backend.domain.operations import Operation
from tests.domain.floor import SUPPLIER, Floor, line, operation

NAMED, OTHER = "A02-015-B", "A07-032-C"
T = 1_000_000
REASONS = json.loads(
    (Path(__file__).parents[1] / "vectors" / "other_bin.json").read_text()
)["vectors"]


def elsewhere(n: int, reason: str | None = "bin_full", **more: Any) -> Operation:
    body = {"source": "DOCK-01", "target": OTHER, "lpn": f"L{n}", "suggested": NAMED,
            "reason": reason, **more}  # fmt: skip
    return operation("putaway", body, number=n, at=T + n * 1000)


def short(n: int, source: str = NAMED) -> Operation:
    body = {"order": "O-1", "line": 1, "source": source, "part": "FLT-00318", "asked": 4,
            "found": 1, "reason": "not_there"}  # fmt: skip
    return operation("short_pick", body, number=n, at=T + n * 1000, device="H-2")


def count(n: int, place: str = NAMED, **more: Any) -> Operation:
    body = {"holder": place, "lines": [], "empty": True, **more}
    return operation("count", body, number=n, at=T + n * 1000, device="H-3")


def receipt(n: int, lpn: str, **more: Any) -> Operation:
    body = {"receipt": "R1", "supplier": SUPPLIER, "location": "DOCK-01", "lpn": lpn,
            "lines": [line("FLT-00318", 4)], **more}  # fmt: skip
    return operation("receipt", body, number=n, at=T + n * 1000)


def to_count(told: Any) -> list[Task]:
    """Open count tasks after these arrived."""
    floor = Floor()
    for one in told:
        floor.hear(one)
    tasks = floor.books.tasks.values()
    return [task for task in tasks if (task.kind, task.state) == ("count", "open")]


def places(told: Any) -> list[str]:
    return [task.details["location"] for task in to_count(told)]


@pytest.mark.parametrize("row", REASONS, ids=lambda row: row["reason"])
@pytest.mark.parametrize("kind", ["putaway", "transfer"])
def test_a_reason_that_speaks_of_the_named_bin_gets_it_counted(
    row: dict[str, Any], kind: str
) -> None:
    body = elsewhere(1, row["reason"]).envelope.body
    told = operation(kind, body, number=1, at=T)
    assert places([told]) == ([NAMED] if row["of_named_bin"] else [])


def test_goods_in_the_named_bin_and_bins_nobody_knows_ask_for_no_count() -> None:
    assert places([elsewhere(1, None)]) == []
    assert places([elsewhere(1, suggested=None)]) == []
    assert places([elsewhere(1, suggested="NOWHERE-1")]) == []
    assert places([elsewhere(1, target=NAMED)]) == []


def test_one_open_count_is_enough_for_all_who_doubt_a_place() -> None:
    for order in permutations([elsewhere(1), elsewhere(2, "blocked"), short(3)]):
        (task,) = to_count(order)
        assert (task.details["why"], task.priority) == (["other_bin", "short_pick"], 30)


@pytest.mark.parametrize("doubt", [elsewhere, short])
def test_a_count_answers_what_was_said_before_it_and_nothing_later_in_any_order(
    doubt: Any,
) -> None:
    for order in permutations([doubt(1), count(2), doubt(3)]):
        assert places(order) == [NAMED], [one.op_id for one in order]
    for order in permutations([doubt(1), doubt(2), count(3)]):
        assert places(order) == [], [one.op_id for one in order]


def test_a_count_that_names_its_task_answers_it_whatever_the_clocks_say() -> None:
    told = elsewhere(5)
    assert places([told, count(1, task=f"count:{NAMED}:{told.op_id}")]) == []


def test_a_short_pick_from_a_plate_gets_the_place_counted_where_it_stands() -> None:
    inner = receipt(1, "L1", parent_lpn="P1")
    stored = operation("putaway", {"source": "DOCK-01", "target": NAMED, "lpn": "P1"},
                       number=2, at=T + 2000)  # fmt: skip
    (task,) = to_count([inner, stored, short(3, "lpn:L1")])
    assert (task.details["location"], task.details["part"]) == (NAMED, "FLT-00318")


def test_a_short_pick_from_a_plate_that_nobody_has_seen_asks_for_no_count() -> None:
    assert places([short(1, "lpn:L9")]) == []
    assert places([short(1, "unknown")]) == []
