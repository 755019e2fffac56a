# SPDX-License-Identifier: Apache-2.0
"""Putaway and transfer: goods are where they were put, and somebody is asked when it is wrong."""

from __future__ import annotations

import pytest

from backend.domain.stock import Goods
from tests.domain.floor import SUPPLIER, Floor, line


def _plate(floor: Floor, *lines: dict[str, object]) -> None:
    floor.tell("receipt", {"receipt": "R1", "supplier": SUPPLIER, "location": "DOCK-01",
                           "lpn": "L1", "lines": list(lines)})  # fmt: skip


def test_a_plate_moves_without_touching_its_content() -> None:
    floor = Floor()
    _plate(floor, line("FLT-00318", 6))
    judged = floor.tell("putaway", {"source": "DOCK-01", "target": "A02-015-B", "lpn": "L1"})
    assert judged.posting.told == () and judged.posting.settled == ()
    assert floor.places() == {"L1": ("A02-015-B", False)}


def test_putting_everything_away_finishes_the_task() -> None:
    floor = Floor()
    _plate(floor, line("FLT-00318", 6))
    floor.tell("putaway", {"source": "lpn:L1", "target": "A02-015-B",
                           "lines": [line("FLT-00318", 6)]})  # fmt: skip
    assert [task.state for task in floor.books.tasks.values()] == ["done"]


@pytest.mark.parametrize(
    ("line_", "target", "reason"),
    [
        (line("ECU-77810-AB", 1, None, "E7A000001"), "A02-015-B", "held"),
        (line("ECU-77810-AB", 1, None, "E7A000001"), "Q01-004-A", None),
        (line("SLT-00931", 2, "B7"), "A02-015-B", "wrong_zone"),
        (line("SLT-00931", 2, "B7"), "H01-001-A", None),
        (line("FLT-00318", 2), "H01-001-A", "wrong_zone"),
        (line("FLT-00318", 2), "A02-015-B", None),
    ],
)
def test_where_goods_may_be_put(
    line_: dict[str, object], target: str, reason: str | None
) -> None:
    floor = Floor()
    _plate(floor, line_)
    judged = floor.tell("putaway", {"source": "DOCK-01", "target": target, "lpn": "L1"})
    assert judged.decision.reason == reason
    assert floor.places() == {"L1": (target, False)}
    assert bool([r for r in judged.decision.raised if r.kind == "misplaced"]) == bool(reason)


def test_a_transfer_of_what_the_book_does_not_know_is_booked_as_a_shortage() -> None:
    floor = Floor()
    judged = floor.tell("transfer", {"source": "A02-015-B", "target": "B04-011-B",
                                     "lines": [line("FLT-00318", 3)]})  # fmt: skip
    assert judged.decision.reason == "book_short"
    assert floor.stock() == {("B04-011-B", Goods("FLT-00318")): 3}
    assert floor.books.balance("@unexplained:A02-015-B", Goods("FLT-00318")) == -3
