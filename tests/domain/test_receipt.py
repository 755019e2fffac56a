# SPDX-License-Identifier: Apache-2.0
"""Receipt: what arrived is booked as it arrived, and held when somebody must look."""

from __future__ import annotations

from typing import Any

from backend.domain.stock import Goods
from tests.domain.floor import SUPPLIER, Floor, line


def _receipt(lines: list[dict[str, Any]], **more: Any) -> dict[str, Any]:
    return {"receipt": "R1", "supplier": SUPPLIER, "location": "DOCK-01", "lpn": "L1",
            "lines": lines, **more}  # fmt: skip


def _reasons(floor: Floor) -> list[str]:
    return sorted(hold.reason for hold in floor.books.holds.values())


def test_a_carton_of_pads_is_booked_and_wants_to_be_put_away() -> None:
    floor = Floor()
    judged = floor.tell("receipt", _receipt([line("BRK-10442", 40, "L26-0188")]))
    assert judged.decision.outcome == "accepted"
    assert floor.stock() == {("lpn:L1", Goods("BRK-10442", "L26-0188")): 40}
    assert floor.places() == {"L1": ("DOCK-01", False)}
    (task,) = floor.books.tasks.values()
    assert (task.kind, task.state, task.details["quantity"]) == ("putaway", "open", 40)


def test_the_first_delivery_of_a_part_by_a_supplier_is_held_from_its_first_moment() -> None:
    floor = Floor()
    floor.tell("receipt", _receipt([line("ECU-77810-AB", 1, None, "E7A000001")]))
    assert _reasons(floor) == ["first_delivery"]
    floor.books.qualified.add(("ECU-77810-AB", SUPPLIER))
    judged = floor.tell("receipt", _receipt([line("ECU-77810-AB", 1, None, "E7A000002")],
                                            receipt="R2", lpn="L2"))  # fmt: skip
    assert judged.decision.holds == ()


def test_damaged_goods_are_booked_and_held() -> None:
    floor = Floor()
    judged = floor.tell("receipt", _receipt([line("FLT-00318", 2) | {"condition": "damaged"}]))
    assert judged.decision.reason == "damaged"
    assert _reasons(floor) == ["damage"]
    assert floor.stock() == {("lpn:L1", Goods("FLT-00318")): 2}


def test_expired_sealant_is_held_and_sealant_that_expires_tomorrow_is_not() -> None:
    for date, reasons in (("1970-01-01", ["expired"]), ("1970-01-02", [])):
        floor = Floor()
        floor.tell("receipt", _receipt([line("SLT-00931", 2, "B7") | {"expires_on": date}]))
        assert _reasons(floor) == reasons


def test_pads_without_a_lot_are_booked_and_somebody_is_asked() -> None:
    floor = Floor()
    judged = floor.tell("receipt", _receipt([line("BRK-10442", 4)]))
    assert judged.decision.reason == "lot_missing"
    assert _reasons(floor) == ["identity"]


def test_a_number_of_the_wrong_shape_is_booked_and_held() -> None:
    floor = Floor()
    judged = floor.tell("receipt", _receipt([line("ECU-77810-AB", 1, None, "XYZ")]))
    assert judged.decision.reason == "serial_odd"
    assert _reasons(floor) == ["first_delivery", "identity"]


def test_a_number_that_is_here_already_is_somebodys_question() -> None:
    floor = Floor()
    floor.books.qualified.add(("ECU-77810-AB", SUPPLIER))
    units = [line("ECU-77810-AB", 1, None, "E7A000001")]
    floor.tell("receipt", _receipt(units))
    judged = floor.tell("receipt", _receipt(units, lpn="L2"))
    assert judged.decision.reason == "serial_odd"
    assert floor.stock() == {("lpn:L2", Goods("ECU-77810-AB", "", "E7A000001")): 1}


def test_more_and_fewer_than_announced_are_named() -> None:
    floor = Floor()
    lines = [{"line": 1, "part": "FLT-00318", "quantity": 6},
             {"line": 2, "part": "BRK-10442", "quantity": 4, "lot": "B1"}]  # fmt: skip
    notice = {"shipment": "A1", "supplier": SUPPLIER,
              "packs": [{"lpn": "L1", "kind": "carton", "lines": lines}]}  # fmt: skip
    floor.tell("asn_import", {"asn": notice}, authority="admin")
    told = [line("FLT-00318", 8), line("BRK-10442", 3, "B1")]
    judged = floor.tell("receipt", _receipt(told, asn="A1"))
    differences = {raised.details["difference"] for raised in judged.decision.raised}
    assert differences >= {"over", "short"}
    assert floor.books.asns["A1"]["state"] == "received"


def test_a_late_receipt_repays_an_early_putaway() -> None:
    floor = Floor()
    early = floor.tell("putaway", {"source": "lpn:L1", "target": "A02-015-B",
                                   "lines": [line("FLT-00318", 6)]}, at=2_000_000)  # fmt: skip
    assert early.decision.reason == "book_short"
    floor.tell("receipt", _receipt([line("FLT-00318", 6)]), at=1_500_000)
    assert floor.stock() == {("A02-015-B", Goods("FLT-00318")): 6}
    assert not floor.books.balance("@unexplained:lpn:L1", Goods("FLT-00318"))


def test_units_that_left_a_held_carton_before_it_was_told_in_are_held_too() -> None:
    floor = Floor()
    floor.books.qualified.discard(("FLT-00318", SUPPLIER))
    taken = {"source": "lpn:L-7", "target": "A02-015-B", "lines": [line("FLT-00318", 2)]}
    floor.tell("putaway", taken, device="H-2", at=2_000_000)
    assert not floor.books.covering("A02-015-B", Goods("FLT-00318"))
    carton = {
        "receipt": "R-1", "asn": None, "supplier": SUPPLIER, "location": "DOCK-01",
        "lpn": "L-7", "parent_lpn": None, "lines": [line("FLT-00318", 10)],
    }  # fmt: skip
    floor.tell("receipt", carton, at=1_000_000)
    assert floor.stock()[("A02-015-B", Goods("FLT-00318"))] == 2
    assert floor.books.covering("A02-015-B", Goods("FLT-00318"))
