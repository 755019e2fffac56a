# SPDX-License-Identifier: Apache-2.0
"""Picking: PK2 to PK14 of the flows, each on a handheld in a browser."""

from __future__ import annotations

from typing import Any

from backend.domain.parts import Part
from tests.acceptance.conftest import Hire
from tests.acceptance.goods import order
from tests.acceptance.served import Floor
from tests.acceptance.worker import Worker
from tests.domain.floor import line

PADS, MODULE, FILTER = "BRK-10442", "ECU-77810-AB", "FLT-00318"


def shelves(floor: Floor) -> None:
    """Pads of two lots, a module, filters: each in a bin of its own."""
    floor.has({"qualified": [{"part": MODULE, "supplier": "SUP0417"}]})
    floor.stocked("A07-032-C", line(PADS, 10, "L26-0188"))
    floor.stocked("A02-015-B", line(MODULE, 1, None, "E7A000290"))
    floor.stocked("B04-011-B", line(FILTER, 6))


def change(floor: Floor, **settings: Any) -> None:
    """The site sets something of its own: names with a double underscore for the point."""
    changes = {key.replace("__", "."): value for key, value in settings.items()}
    result = floor.ask("policy_change", {"base": 0, "changes": changes})
    assert result.reason is None, result


def problem(worker: Worker, name: str) -> None:
    """A side door that waits behind "Problem"."""
    worker.tap("Problem")
    worker.tap(name)


def picking(floor: Floor, hire: Hire, name: str = "O-1", actor: str = "lopez") -> Worker:
    """A worker before the first line of an order, out of reach of the network."""
    worker = hire(actor)
    worker.tap("Pick")
    worker.offline()
    worker.tap(name)
    return worker


def test_pk2_a_line_is_bin_part_lot_quantity_and_tote(floor: Floor, hire: Hire) -> None:
    shelves(floor)
    floor.office("order_import", order("O-1", (PADS, 4), (MODULE, 1)))
    lopez = picking(floor, hire)
    lopez.says("Scan the bin")
    lopez.scan("A02-015-B", MODULE, "E7A000290", "T-0001", "A07-032-C")
    lopez.says("Scan the part")
    lopez.shot("pk2")
    lopez.scan(PADS, "L26-0188")
    lopez.number(4)
    lopez.says("Scan the tote")
    lopez.scan("T-0001")
    lopez.says("Order is picked")
    lopez.shot("pk2")
    lopez.online()
    assert floor.stock(PADS)["lpn:T-0001", "L26-0188", ""] == 4
    assert floor.stock(MODULE) == {("lpn:T-0001", "", "E7A000290"): 1}
    assert floor.tasks("pick") == []


def test_pk3_wrong_bin_part_and_tote_stop_and_change_nothing(floor: Floor, hire: Hire) -> None:
    shelves(floor)
    floor.office("order_import", order("O-1", (FILTER, 2)))
    floor.office("order_import", order("O-2", (PADS, 1)))
    floor.tell("pick", {"order": "O-2", "line": 1, "source": "A07-032-C", "target": "lpn:T-0002",
                        "lines": [line(PADS, 1, "L26-0188")]})  # fmt: skip
    lopez = picking(floor, hire)
    lopez.scan("A07-032-C")
    lopez.says("Wrong bin", "B04-011-B", "A07-032-C", "Nothing recorded")
    lopez.shot("pk3")
    lopez.scan("B04-011-B", PADS)
    lopez.says("Wrong part", FILTER, PADS, "Nothing recorded")
    lopez.scan(FILTER)
    lopez.number(2)
    lopez.scan("T-0002")
    lopez.says("Wrong tote", "O-2")
    assert lopez.told("pick") == []
    lopez.scan("T-0001")
    lopez.online()
    [told] = floor.journal("pick")[1:]
    assert "T-0002" in told["text"], "what was scanned by mistake is kept with the pick"


def test_pk4_short_a_reason_other_stock_and_a_count(floor: Floor, hire: Hire) -> None:
    shelves(floor)
    floor.stocked("A02-015-B", line(FILTER, 9))
    floor.office("order_import", order("O-1", (FILTER, 4)))
    lopez = picking(floor, hire)
    lopez.scan("A02-015-B", FILTER)
    lopez.number(1)
    lopez.says("How many are there?", "B04-011-B")
    lopez.tap("Not there")
    lopez.shot("pk4")
    lopez.tap("Record 1 of 4")
    lopez.scan("T-0001")
    lopez.says("Scan the bin", "B04-011-B")
    lopez.online()
    [task] = floor.tasks("pick")
    assert task["body"]["location"] == "B04-011-B"
    assert [one["body"]["location"] for one in floor.tasks("count")] == ["A02-015-B"]


def test_pk5_none_found_asks_for_no_tote(floor: Floor, hire: Hire) -> None:
    shelves(floor)
    floor.office("order_import", order("O-1", (PADS, 4), (FILTER, 1)))
    lopez = picking(floor, hire)
    lopez.scan("A07-032-C")
    problem(lopez, "Not enough")
    lopez.number(0)
    lopez.tap("Not there")
    lopez.tap("Record 0 of 4")
    lopez.says("Scan the bin", "B04-011-B")
    assert [op["kind"] for op in lopez.told()] == ["short_pick"]
    lopez.online()
    assert len(floor.questions("short_pick")) == 1


def test_pk6_damaged_units_go_on_hold_at_once(floor: Floor, hire: Hire) -> None:
    shelves(floor)
    floor.office("order_import", order("O-1", (FILTER, 4)))
    lopez = picking(floor, hire)
    lopez.scan("B04-011-B", FILTER)
    lopez.number(3)
    lopez.says("How many are there?")
    lopez.tap("Damaged")
    lopez.tap("Record 3 of 4")
    lopez.says("Scan a plate for damaged", "Q01-004-A")
    lopez.shot("pk6")
    lopez.scan("L-0777")
    lopez.says("Scan the tote")
    lopez.scan("T-0001")
    lopez.online()
    assert [op["kind"] for op in lopez.told()] == ["hold", "transfer", "pick", "short_pick"]
    assert floor.stock(FILTER)["lpn:L-0777", "", ""] == 1
    [hold] = floor.holds()
    assert (hold["scope"]["lpn"], hold["reason"]) == ("L-0777", "damage")


def test_pk7_a_successor_is_gone_for_and_a_safety_part_is_not(floor: Floor, hire: Hire) -> None:
    old, new = Part("OLD-1", "Seal, first design"), Part("NEW-1", "Seal")
    floor.has(old, new, {"supersessions": [
        {"old": "OLD-1", "new": [{"part": "NEW-1", "factor": 1}], "kind": "full"}]})  # fmt: skip
    floor.stocked("A07-032-C", line("NEW-1", 5))
    floor.office("order_import", order("O-1", ("OLD-1", 2)))
    lopez = picking(floor, hire)
    lopez.says("Serves for the part", "NEW-1", "OLD-1", "A07-032-C")
    lopez.shot("pk7")
    lopez.scan("A07-032-C", "NEW-1")
    lopez.number(2)
    lopez.scan("T-0001")
    lopez.says("Order is picked")
    lopez.online()
    assert floor.questions() == []
    assert floor.tasks("pick") == []


def test_pk8_a_substitute_is_taken_if_it_was_approved(floor: Floor, hire: Hire) -> None:
    floor.has(Part("WANT-1", "Seal"), Part("SUB-1", "Seal, other maker"), Part("SUB-2", "Seal"))
    floor.has({"substitutes": [
        {"part": "SUB-1", "for_part": "WANT-1", "customers": ["D1001"], "price": "neutral"},
        {"part": "SUB-2", "for_part": "WANT-1", "customers": [], "price": "call"}]})  # fmt: skip
    floor.stocked("A07-032-C", line("SUB-1", 5))
    floor.stocked("A02-015-B", line("SUB-2", 5))
    floor.office("order_import", order("O-1", ("WANT-1", 2)))
    lopez = picking(floor, hire)
    lopez.says("SUB-1", "same price", "call first")
    lopez.shot("pk8")
    lopez.tap("SUB-2")
    lopez.says("Call the customer first")
    lopez.tap("SUB-1")
    lopez.scan("A07-032-C", "SUB-1")
    lopez.number(2)
    lopez.scan("T-0001")
    lopez.online()
    assert floor.questions() == []


def test_pk9_a_wrong_serial_gets_an_answer_of_its_own(floor: Floor, hire: Hire) -> None:
    shelves(floor)
    floor.stocked("A02-015-B", line(MODULE, 1, None, "E7A000291"))
    floor.stocked("Q01-004-A", line(MODULE, 1, None, "E7A000292"))
    floor.tell("hold", {"hold": "H-1", "scope": {"serial": "E7A000292", "part": MODULE},
                        "reason": "suspect"})  # fmt: skip
    floor.office("order_import", order("O-2", (MODULE, 1)))
    floor.office("order_import", order("O-1", (MODULE, 3)))
    [other] = [t["body"]["serial"] for t in floor.tasks("pick") if t["body"]["order"] == "O-2"]
    lopez = picking(floor, hire)
    lopez.scan("A02-015-B", MODULE)
    lopez.says("Scan serial 1 of 2")
    lopez.scan("E7A000292")
    lopez.says("Do not use this unit")
    lopez.scan("E7A000290")
    lopez.says("Scan serial 2 of 2")
    lopez.again("E7A000290")
    lopez.says("Scanned twice")
    lopez.scan("E7A000999")
    lopez.says("Serial not in the book")
    lopez.scan("T-0001")
    lopez.online()
    assert other in ("E7A000290", "E7A000291")


def test_pk10_a_lot_that_expires_later_needs_a_reason(floor: Floor, hire: Hire) -> None:
    sealant = "SLT-00931"
    for lot, day in (("OLD", "2027-01-31"), ("NEW", "2027-09-30")):
        goods = {**line(sealant, 5, lot), "expires_on": day}
        floor.stocked("H01-001-A", goods, lpn=f"L-{lot}")
    floor.office("order_import", order("O-1", (sealant, 2)))
    lopez = picking(floor, hire)
    lopez.scan("H01-001-A", sealant)
    lopez.says("Scan the lot")
    lopez.tap("NEW")
    lopez.says("It expires later. Why?", "OLD")
    lopez.shot("pk10")
    lopez.tap("Not there")
    lopez.number(2)
    lopez.scan("T-0001")
    lopez.online()
    [told] = floor.journal("pick")
    assert '"reason":"not_there"' in told["text"]


def test_pk11_a_hold_found_at_the_bin_stops_the_pick_there(floor: Floor, hire: Hire) -> None:
    shelves(floor)
    floor.stocked("A02-015-B", line(FILTER, 9))
    floor.office("order_import", order("O-1", (FILTER, 4)))
    lopez = picking(floor, hire)
    lopez.scan("A02-015-B")
    problem(lopez, "Put on hold")
    lopez.says("A02-015-B", FILTER)
    lopez.shot("pk11")
    lopez.tap("Put this on hold")
    lopez.tap("Looks wrong")
    lopez.tap("Put it on hold")
    lopez.tap("Go on")
    lopez.says("Scan the bin", "B04-011-B")
    lopez.online()
    [hold] = floor.holds()
    assert hold["scope"]["location"] == "A02-015-B"


def test_pk12_cf6_goods_held_after_the_pick_are_pulled_at_packing(
    floor: Floor, hire: Hire
) -> None:
    shelves(floor)
    floor.office("order_import", order("O-1", (PADS, 4)))
    lopez = picking(floor, hire)
    lopez.scan("A07-032-C", PADS, "L26-0188")
    lopez.number(4)
    floor.tell("hold", {"hold": "H-1", "scope": {"part": PADS, "lot": "L26-0188"},
                        "reason": "recall"})  # fmt: skip
    lopez.scan("T-0001")
    lopez.says("Order is picked")
    lopez.online()
    assert floor.stock(PADS)["lpn:T-0001", "L26-0188", ""] == 4
    assert len(floor.questions("picked_held")) == 1
    wong = hire("wong")
    wong.tap("Pack")
    wong.offline()
    wong.scan("T-0001")
    wong.says("Do not use this unit")
    wong.shot("pk12")


def test_pk13_a_full_tote_is_followed_by_another(floor: Floor, hire: Hire) -> None:
    shelves(floor)
    floor.office("order_import", order("O-1", (PADS, 1), (FILTER, 6)))
    lopez = picking(floor, hire)
    lopez.scan("A07-032-C", PADS, "L26-0188")
    lopez.number(1)
    lopez.scan("T-0001", "B04-011-B", FILTER)
    lopez.number(6)
    lopez.says("Scan the tote")
    lopez.tap("Tote is full")
    lopez.says("How many still went in?")
    lopez.shot("pk13")
    lopez.number(4)
    lopez.scan("T-0002")
    lopez.says("Order is picked", "T-0001", "T-0002")
    lopez.online()
    assert floor.stock(FILTER) == {("lpn:T-0001", "", ""): 4, ("lpn:T-0002", "", ""): 2}


def test_pk14_cp25_an_order_left_half_way_is_gone_on_with_by_a_colleague(
    floor: Floor, hire: Hire
) -> None:
    shelves(floor)
    floor.office("order_import", order("O-1", (PADS, 4), (FILTER, 6)))
    lopez = picking(floor, hire)
    lopez.says("A07-032-C")
    problem(lopez, "Do it later")
    lopez.says("B04-011-B")
    lopez.scan("B04-011-B", FILTER)
    lopez.number(6)
    lopez.scan("T-0001")
    lopez.says("A07-032-C")
    lopez.online()
    wong = picking(floor, hire, actor="wong")
    wong.scan("A07-032-C", PADS, "L26-0188")
    wong.number(4)
    wong.says("Scan the tote", "T-0001")
    wong.scan("T-0001")
    wong.says("Order is picked")
    wong.online()
    assert floor.stock(PADS)["lpn:T-0001", "L26-0188", ""] == 4
    assert floor.questions() == []
