# SPDX-License-Identifier: Apache-2.0
"""H1: nothing comes out from under its hold but by a supervisor's release."""

from __future__ import annotations

from typing import Any

import pytest

from backend.domain.stock import Goods
from tests.domain.floor import SUPPLIER, Floor, line

FILTER = Goods("FLT-00318")


def _receipt(lpn: str, lines: list[dict[str, Any]], **more: Any) -> dict[str, Any]:
    return {"receipt": "R1", "supplier": SUPPLIER, "location": "DOCK-01", "lpn": lpn,
            "lines": lines, **more}  # fmt: skip


def _hold(floor: Floor, **scope: str) -> None:
    floor.tell("hold", {"hold": "H-1", "scope": scope, "reason": "recall"})


def _held(floor: Floor, holder: str, goods: Goods) -> bool:
    return bool(floor.books.covering(holder, goods))


@pytest.mark.parametrize("scope", [{"lpn": "L1"}, {"location": "DOCK-01"}])
def test_units_taken_out_of_a_held_carton_stay_held(scope: dict[str, str]) -> None:
    floor = Floor()
    floor.tell("receipt", _receipt("L1", [line("FLT-00318", 6)]))
    _hold(floor, **scope)
    floor.tell("transfer", {"source": "lpn:L1", "target": "A02-015-B",
                            "lines": [line("FLT-00318", 2)]})  # fmt: skip
    assert _held(floor, "A02-015-B", FILTER)


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("putaway", {"source": "A02-015-B", "target": "B04-011-B", "lpn": "L1"}),
        ("load", {"shipment": "S", "lpn": "L1", "location": "DOOR-01"}),
        ("count", {"holder": "B04-011-B", "lpns": ["L1"]}),
        ("receipt", _receipt("L1", [])),
    ],
)
def test_a_plate_that_leaves_a_held_place_takes_its_hold_along(
    kind: str, body: dict[str, Any]
) -> None:
    floor = Floor()
    floor.tell("receipt", _receipt("L1", [line("FLT-00318", 6)], location="A02-015-B"))
    _hold(floor, location="A02-015-B")
    floor.tell(kind, body)
    assert _held(floor, "lpn:L1", FILTER)


def test_a_carton_that_leaves_a_held_pallet_takes_its_hold_along() -> None:
    floor = Floor()
    floor.tell("receipt", _receipt("L1", [line("FLT-00318", 6)], parent_lpn="P1"))
    _hold(floor, lpn="P1")
    floor.tell("putaway", {"source": "lpn:P1", "target": "A02-015-B", "lpn": "L1"})
    assert _held(floor, "lpn:L1", FILTER)


def test_a_carton_missed_at_a_held_place_and_found_elsewhere_is_held() -> None:
    floor = Floor()
    floor.tell("receipt", _receipt("L1", [line("FLT-00318", 6)], location="A02-015-B"))
    _hold(floor, location="A02-015-B")
    floor.tell("count", {"holder": "A02-015-B", "empty": True})
    floor.tell("count", {"holder": "B04-011-B", "lpns": ["L1"]})
    assert _held(floor, "lpn:L1", FILTER)


def test_a_count_that_misses_a_held_carton_frees_nothing_that_may_have_come_out_of_it() -> None:
    floor = Floor()
    floor.tell("receipt", _receipt("L1", [line("FLT-00318", 6)], location="A02-015-B"))
    _hold(floor, lpn="L1")
    floor.tell("count", {"holder": "A02-015-B", "lines": [line("FLT-00318", 6)]})
    assert _held(floor, "A02-015-B", FILTER)
    floor.tell("count", {"holder": "B04-011-B", "lines": [line("FLT-00318", 6)]})
    assert not _held(floor, "B04-011-B", FILTER)


def test_a_held_unit_found_in_another_bin_is_held_there() -> None:
    floor, unit = Floor(), Goods("ECU-77810-AB", "", "E7A000001")
    units = [line("ECU-77810-AB", 1, None, "E7A000001")]
    floor.tell("transfer", {"source": "A02-015-B", "target": "A07-032-C", "lines": units})
    _hold(floor, location="A07-032-C")
    floor.tell("count", {"holder": "B04-011-B", "lines": units})
    assert _held(floor, "B04-011-B", unit)


def test_a_held_unit_told_from_a_bin_where_it_was_not_seen_is_held() -> None:
    floor, unit = Floor(), Goods("ECU-77810-AB", "", "E7A000001")
    units = [line("ECU-77810-AB", 1, None, "E7A000001")]
    floor.tell("transfer", {"source": "A02-015-B", "target": "A07-032-C", "lines": units})
    _hold(floor, location="A07-032-C")
    floor.tell("transfer", {"source": "B04-011-B", "target": "PACK-01", "lines": units})
    assert _held(floor, "PACK-01", unit)


def test_a_unit_that_gets_its_number_stays_under_the_hold_of_its_kind_of_goods() -> None:
    floor, unit = Floor(), Goods("ECU-77810-AB", "", "E7A000001")
    floor.tell("receipt", _receipt("L1", [line("ECU-77810-AB", 2)]))
    floor.tell("serial_capture", {"holder": "lpn:L1", "part": "ECU-77810-AB",
                                  "serials": ["E7A000001"]})  # fmt: skip
    assert _held(floor, "lpn:L1", unit)
    assert not [h for h in floor.books.holds.values() if h.scope.location]


def test_a_second_receipt_into_a_plate_frees_nothing_that_is_in_it() -> None:
    floor = Floor()
    floor.tell("receipt", _receipt("L1", [line("FLT-00318", 6)], supplier="STRANGER"))
    assert _held(floor, "lpn:L1", FILTER)
    floor.tell("receipt", _receipt("L1", [line("BRK-10442", 2, "L9")], receipt="R2"))
    assert _held(floor, "lpn:L1", FILTER)


def test_what_a_stranger_delivers_into_a_known_plate_is_held() -> None:
    floor = Floor()
    floor.tell("receipt", _receipt("L1", [line("BRK-10442", 2, "L9")]))
    floor.tell("receipt", _receipt("L1", [line("FLT-00318", 6)], supplier="STRANGER"))
    assert _held(floor, "lpn:L1", FILTER)


def test_a_unit_received_twice_keeps_the_hold_of_its_first_delivery() -> None:
    floor, unit = Floor(), Goods("ECU-77810-AB", "", "E7A000001")
    units = [line("ECU-77810-AB", 1, None, "E7A000001")]
    floor.tell("receipt", _receipt("L1", units))
    floor.tell("count", {"holder": "lpn:L1", "empty": True})
    floor.books.qualified.add(("ECU-77810-AB", SUPPLIER))
    floor.tell("receipt", _receipt("L2", units, receipt="R2"))
    assert _held(floor, "lpn:L2", unit)


def test_a_hold_under_the_name_of_another_takes_nothing_from_it() -> None:
    floor = Floor()
    floor.tell("receipt", _receipt("L1", [line("FLT-00318", 6)]))
    _hold(floor, lpn="L1")
    _hold(floor, lot="L26-0188")
    assert _held(floor, "lpn:L1", FILTER)
    assert len(floor.books.holds) == 2


def test_opening_stock_of_a_lot_does_not_wipe_where_the_lot_came_from() -> None:
    floor, pads = Floor(), Goods("BRK-10442", "L9")
    floor.tell("receipt", _receipt("L1", [line("BRK-10442", 2, "L9")], supplier="STRANGER"))
    assert _held(floor, "lpn:L1", pads)
    floor.tell("catalogue_import", {"opening": [
        {"location": "A02-015-B", "part": "BRK-10442", "lot": "L9", "quantity": 1}]})  # fmt: skip
    assert _held(floor, "lpn:L1", pads)


def test_a_release_frees_only_what_that_hold_covered() -> None:
    floor = Floor()
    floor.tell("receipt", _receipt("L1", [line("FLT-00318", 6)]))
    _hold(floor, lpn="L1")
    floor.tell("hold", {"hold": "H-2", "scope": {"location": "DOCK-01"}, "reason": "recall"})
    refused = floor.tell("hold_release", {"hold": "H-1", "reason": "ok"}, authority="worker")
    assert refused.decision.detail["declined"] is True
    floor.tell("hold_release", {"hold": "H-1", "reason": "ok"}, authority="supervisor")
    assert _held(floor, "lpn:L1", FILTER)
    floor.tell("hold_release", {"hold": "H-2", "reason": "ok"}, authority="supervisor")
    assert not _held(floor, "lpn:L1", FILTER)
