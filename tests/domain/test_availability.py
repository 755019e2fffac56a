# SPDX-License-Identifier: Apache-2.0
"""What may be promised: free stock in storage, less what open lines are owed."""

from __future__ import annotations

from backend.domain.availability import availability
from backend.domain.books import OrderLine
from tests.domain.floor import Floor, line


def _put(floor: Floor, target: str, quantity: int) -> None:
    floor.tell("transfer", {"source": "B04-011-B", "target": target,
                            "lines": [line("FLT-00318", quantity)]})  # fmt: skip


def test_stock_in_storage_is_available_and_stock_on_its_way_is_not() -> None:
    floor = Floor()
    _put(floor, "A02-015-B", 5)
    _put(floor, "PACK-01", 2)
    found = availability(floor.books, "FLT-00318")
    assert (found.on_hand, found.available, found.moving, found.held) == (7, 5, 2, 0)


def test_held_stock_is_here_and_cannot_be_promised() -> None:
    floor = Floor()
    _put(floor, "A02-015-B", 5)
    floor.tell("hold", {"hold": "H", "scope": {"location": "A02-015-B"}, "reason": "recall"})
    found = availability(floor.books, "FLT-00318")
    assert (found.on_hand, found.available, found.held, found.atp) == (5, 0, 5, 0)


def test_what_open_lines_are_owed_is_promised_already() -> None:
    floor = Floor()
    _put(floor, "A02-015-B", 5)
    lines = [OrderLine("O", 1, "FLT-00318", 4, picked=1), OrderLine("O", 2, "BRK-10442", 9)]
    found = availability(floor.books, "FLT-00318", lines)
    assert (found.allocated, found.atp) == (3, 2)


def test_no_more_is_promised_than_there_is() -> None:
    floor = Floor()
    _put(floor, "A02-015-B", 2)
    found = availability(floor.books, "FLT-00318", [OrderLine("O", 1, "FLT-00318", 9)])
    assert (found.allocated, found.atp) == (2, 0)
