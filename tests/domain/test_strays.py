# SPDX-License-Identifier: Apache-2.0
"""What a count finds where it does not belong is taken back by a task (CC4)."""

from __future__ import annotations

from typing import Any

from tests.domain.floor import Floor, line

BIN, HOME = "A02-015-B", "B04-011-B"


def count(floor: Floor, *lines: dict[str, Any], strays: Any = (), holder: str = BIN) -> None:
    floor.tell("count", {"holder": holder, "lines": list(lines), "lpns": [], "empty": not lines,
                         "task": None, "strays": list(strays)})  # fmt: skip


def moves(floor: Floor) -> list[tuple[str, str, int, Any]]:
    return [
        (one.details["source"], one.details["part"], one.details["quantity"],
         one.details["location"])
        for one in floor.books.tasks.values() if (one.kind, one.state) == ("move", "open")
    ]  # fmt: skip


FILTER = {"part": "FLT-00318", "location": HOME}


def test_a_stray_gets_a_task_to_where_it_belongs() -> None:
    floor = Floor()
    count(floor, line("FLT-00318", 2), line("BRK-10442", 5, "L1"), strays=[FILTER])
    assert moves(floor) == [(BIN, "FLT-00318", 2, HOME)]


def test_moved_back_or_counted_away_it_is_over_and_two_counters_ask_once() -> None:
    for ended in (True, False):
        floor = Floor()
        count(floor, line("FLT-00318", 2), strays=[FILTER])
        count(floor, line("FLT-00318", 2), strays=[FILTER])
        assert len(moves(floor)) == 1
        if ended:
            count(floor)
        else:
            floor.tell("putaway", {"source": BIN, "target": HOME,
                                   "lines": [line("FLT-00318", 2)]})  # fmt: skip
        assert moves(floor) == []


def test_on_a_dock_goods_wait_anyway() -> None:
    floor = Floor()
    count(floor, line("FLT-00318", 2), strays=[FILTER], holder="DOCK-01")
    assert moves(floor) == []
