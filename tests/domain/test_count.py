# SPDX-License-Identifier: Apache-2.0
"""Count: what was found is what there is; the difference stands in an account."""

from __future__ import annotations

from typing import Any

from backend.domain.operations import placed_at
from backend.domain.stock import Goods
from backend.domain.wire import timestamp_text
from tests.domain.floor import Floor, line, operation

BIN, FILTER = "A02-015-B", Goods("FLT-00318")


def _put(floor: Floor, quantity: int, **more: Any) -> None:
    floor.tell("transfer", {"source": "B04-011-B", "target": BIN,
                            "lines": [line("FLT-00318", quantity)]}, **more)  # fmt: skip


def _count(floor: Floor, quantity: int, **more: Any) -> Any:
    lines = [line("FLT-00318", quantity)] if quantity else []
    told = {"holder": BIN, "lines": lines, "empty": not lines}
    return floor.tell("count", told, **more).decision


def test_a_count_that_agrees_changes_nothing() -> None:
    floor = Floor()
    _put(floor, 5)
    assert _count(floor, 5).outcome == "accepted"
    assert floor.stock() == {(BIN, FILTER): 5}


def test_missing_units_go_to_the_unexplained_account_of_the_bin() -> None:
    floor = Floor()
    _put(floor, 5)
    decision = _count(floor, 3)
    assert (decision.reason, decision.detail["variance"]) == ("variance", {"FLT-00318||": -2})
    assert floor.stock() == {(BIN, FILTER): 3}
    assert floor.books.balance(f"@unexplained:{BIN}", FILTER) == 2


def test_a_fact_older_than_the_count_cannot_disturb_it() -> None:
    floor = Floor()
    _count(floor, 3, at=2_000_000)
    _put(floor, 5, at=1_500_000)
    assert floor.stock() == {(BIN, FILTER): 3}


def test_a_fact_after_the_count_adds_to_it() -> None:
    floor = Floor()
    _count(floor, 3, at=2_000_000)
    _put(floor, 5, at=2_500_000)
    assert floor.stock() == {(BIN, FILTER): 8}


def test_a_count_too_near_to_another_devices_move_asks_for_a_recount() -> None:
    floor = Floor()
    _put(floor, 5, at=1_000_000, device="H-2", error_ms=300)
    decision = _count(floor, 3, at=1_000_400, device="H-1", error_ms=300)
    assert decision.reason == "recount"
    assert [task.details["why"] for task in decision.tasks] == [["recount"]]
    assert floor.stock() == {(BIN, FILTER): 5}


def test_a_late_move_too_near_to_a_count_sets_it_aside_and_asks_for_another() -> None:
    floor = Floor()
    _put(floor, 5, at=500_000)
    _count(floor, 3, at=1_000_400, device="H-1", error_ms=300)
    body = {"source": BIN, "target": "B04-011-B", "lines": [line("FLT-00318", 1)]}
    decision = floor.tell("transfer", body, at=1_000_000, device="H-2", error_ms=300).decision
    assert [(task.kind, task.details["location"]) for task in decision.tasks] == [("count", BIN)]
    (raised,) = [one for one in decision.raised if one.kind == "count_set_aside"]
    assert raised.details["location"] == BIN
    assert floor.stock()[BIN, FILTER] == 4, "as before the count, less what was moved"


def test_a_plate_that_the_count_did_not_find_is_missing_until_it_is_seen() -> None:
    floor = Floor()
    floor.tell("putaway", {"source": "DOCK-01", "target": BIN, "lpn": "L1"})
    _count(floor, 0)
    assert floor.places() == {"L1": (BIN, True)}
    floor.tell("count", {"holder": "B04-011-B", "lpns": ["L1"]})
    assert floor.places() == {"L1": ("B04-011-B", False)}


def test_a_numbered_unit_found_in_another_bin_is_there_and_nowhere_else() -> None:
    floor, unit = Floor(), Goods("ECU-77810-AB", "", "E7A000001")
    units = [line("ECU-77810-AB", 1, None, "E7A000001")]
    floor.tell("transfer", {"source": "B04-011-B", "target": "A07-032-C", "lines": units})
    floor.tell("count", {"holder": BIN, "lines": units})
    assert floor.stock() == {(BIN, unit): 1}


BEGAN, ENDED = 1_000_000, 1_060_000


def _crossed(moved_at: int, device: str = "H-2", error_ms: int = 0) -> Any:
    """A count of a minute, and units that somebody moved into the bin at some time."""
    floor = Floor()
    _put(floor, 5, at=500_000)
    _put(floor, 2, at=moved_at, device=device)
    began = timestamp_text(BEGAN)
    told = {"holder": BIN, "lines": [line("FLT-00318", 5)], "began_at": began}
    return floor, floor.tell("count", told, at=ENDED, error_ms=error_ms).decision


def test_what_another_device_moved_while_somebody_counted_asks_for_a_recount() -> None:
    for moved_at in (BEGAN, BEGAN + 1, 1_030_000, ENDED - 1, ENDED):
        floor, decision = _crossed(moved_at)
        assert decision.reason == "recount", moved_at
        assert [task.details["why"] for task in decision.tasks] == [["recount"]]
        assert floor.stock() == {(BIN, FILTER): 7}


def test_what_was_moved_before_or_after_a_count_does_not_cross_it() -> None:
    before, decision = _crossed(BEGAN - 1)
    assert (decision.reason, before.stock()) == ("variance", {(BIN, FILTER): 5})
    after, decision = _crossed(ENDED + 1)
    assert (decision.outcome, after.stock()) == ("accepted", {(BIN, FILTER): 7})
    assert _crossed(BEGAN - 1, error_ms=1)[1].reason == "recount", "clocks are not that sure"


def test_a_late_move_from_within_a_count_takes_its_trust() -> None:
    floor = Floor()
    _put(floor, 5, at=500_000)
    told = {"holder": BIN, "lines": [line("FLT-00318", 5)], "began_at": timestamp_text(BEGAN)}
    assert floor.tell("count", told, at=ENDED).decision.outcome == "accepted"
    _put(floor, 2, at=1_010_000, device="H-2")
    assert floor.stock() == {(BIN, FILTER): 7}


def test_a_count_that_says_it_began_after_its_end_took_no_time() -> None:
    told = {"holder": BIN, "empty": True, "began_at": timestamp_text(ENDED + 5)}
    found = operation("count", told, at=ENDED)
    assert (found.occurred_at, found.error_ms) == (ENDED, 0)


def test_a_count_placed_elsewhere_in_time_keeps_its_own_time_in_reach() -> None:
    told = {"holder": BIN, "empty": True, "began_at": timestamp_text(BEGAN)}
    placed = placed_at(operation("count", told, at=ENDED), 1_050_000, "granted")
    assert placed.occurred_at - placed.error_ms <= BEGAN
    assert placed.occurred_at + placed.error_ms >= ENDED
    untold = operation("count", {"holder": BIN, "empty": True}, at=ENDED)
    plain = placed_at(untold, ENDED + 9, "granted")
    assert (plain.occurred_at, plain.error_ms) == (ENDED + 9, 0)
