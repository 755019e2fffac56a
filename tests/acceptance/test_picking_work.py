# SPDX-License-Identifier: Apache-2.0
"""Picking: PK15 to PK22, and what a queued pick meets (CF8 to CF10), each on a handheld."""

from __future__ import annotations

from backend.domain.locations import Location
from backend.domain.parts import Hazard, PackSize, Part, Tracking
from tests.acceptance.conftest import Hire
from tests.acceptance.goods import order
from tests.acceptance.served import Floor
from tests.acceptance.test_picking import (
    FILTER,
    MODULE,
    PADS,
    change,
    picking,
    problem,
    shelves,
)
from tests.domain.floor import line


def test_pk15_cf8_a_cancelled_order_is_said_and_its_tote_put_back(
    floor: Floor, hire: Hire
) -> None:
    shelves(floor)
    floor.has(Part("BAT-00712", "Battery"), Location("B05-001-A", "B", travel=160))
    floor.stocked("B05-001-A", line("BAT-00712", 5))
    floor.office("order_import", order("O-1", (FILTER, 4), ("BAT-00712", 2)))
    lopez = picking(floor, hire)
    lopez.scan("B04-011-B", FILTER)
    lopez.number(4)
    lopez.scan("T-0001")
    lopez.says("Scan the bin", "B05-001-A")
    floor.office("order_import", order("O-1", purpose="cancel"))
    lopez.online()
    assert [task["body"]["lpn"] for task in floor.tasks("put_back")] == ["T-0001"]
    lopez.caught_up()
    lopez.says("Order was cancelled")
    lopez.shot("pk15")
    lopez.tap("Back")
    lopez.tap("Pick")
    lopez.tap("T-0001")
    lopez.says("Put back from T-0001", FILTER)
    lopez.offline()
    lopez.scan(FILTER)
    lopez.says("Scan the bin it goes to", "B04-011-B")
    lopez.shot("pk15")
    lopez.scan("B04-011-B")
    lopez.says("Put back")
    lopez.online()
    assert floor.stock(FILTER) == {("B04-011-B", "", ""): 6}
    assert floor.tasks("put_back") == []


def test_pk16_a_bin_that_is_empty_by_the_book_is_looked_at(floor: Floor, hire: Hire) -> None:
    shelves(floor)
    change(floor, pick__zero_check=True)
    floor.office("order_import", order("O-1", (FILTER, 6)))
    lopez = picking(floor, hire)
    lopez.scan("B04-011-B", FILTER)
    lopez.number(6)
    lopez.scan("T-0001")
    lopez.says("Is it empty now?", "B04-011-B")
    lopez.shot("pk16")
    lopez.tap("Yes, it is empty")
    lopez.says("Order is picked")
    lopez.online()
    [count] = lopez.told("count")
    assert (count["body"]["holder"], count["body"]["empty"]) == ("B04-011-B", True)
    assert floor.questions() == []


def test_pk17_a_case_opened_for_a_few_is_marked(floor: Floor, hire: Hire) -> None:
    case = PackSize("CARTON", 10, "10614141000057")
    floor.has(Part("BAT-00712", "Battery", packs=(PackSize("EA", 1, None), case)))
    floor.stocked("B04-011-B", line("BAT-00712", 20))
    floor.office("order_import", order("O-1", ("BAT-00712", 4)))
    lopez = picking(floor, hire)
    lopez.scan("B04-011-B", "10614141000057")
    lopez.number(4)
    lopez.scan("T-0001")
    lopez.says("Mark the case: 6 left")
    lopez.shot("pk17")
    lopez.tap("Go on")
    lopez.says("Order is picked")
    lopez.online()
    [told] = lopez.told("pick")
    assert told["body"]["opened"] == 6
    assert floor.stock("BAT-00712")["B04-011-B", "", ""] == 16


def test_pk19_dangerous_goods_get_a_tote_of_their_own(floor: Floor, hire: Hire) -> None:
    floor.has(
        Part("ACD-1", "Battery acid", hazard=Hazard("8", "UN2796", state="liquid")),
        Part("CYN-1", "Hardening salt", hazard=Hazard("6.1", "UN1588", state="solid")),
    )
    floor.stocked("A02-015-B", line("ACD-1", 5))
    floor.stocked("A07-032-C", line("CYN-1", 5))
    floor.office("order_import", order("O-1", ("ACD-1", 1), ("CYN-1", 1)))
    lopez = picking(floor, hire)
    lopez.scan("A02-015-B", "ACD-1")
    lopez.number(1)
    lopez.scan("T-0001", "A07-032-C", "CYN-1")
    lopez.number(1)
    lopez.scan("T-0001")
    lopez.says("Not in this tote", "Class 8 and class 6.1 stay apart. Nothing recorded.")
    lopez.shot("pk19")
    lopez.scan("T-0002")
    lopez.says("Order is picked")
    lopez.online()
    assert floor.stock("CYN-1")["lpn:T-0002", "", ""] == 1


def test_pk22_cf9_cp4_work_given_away_meanwhile_is_kept_and_the_surplus_goes_back(
    floor: Floor, hire: Hire
) -> None:
    shelves(floor)
    floor.stocked("A02-015-B", line(FILTER, 9))
    floor.office("order_import", order("O-1", (FILTER, 4)))
    lopez = picking(floor, hire)
    lopez.tap("Problem")
    lopez.tap("Take it along")
    lopez.scan("A02-015-B", FILTER)
    lopez.number(4)
    told = {"order": "O-1", "line": 1, "source": "A02-015-B", "target": "lpn:T-0009",
            "lines": [line(FILTER, 4)]}  # fmt: skip
    floor.tell("pick", told)
    lopez.scan("T-0001")
    lopez.says("Order is picked")
    lopez.online()
    assert floor.stock(FILTER)["lpn:T-0001", "", ""] == 4
    assert floor.stock(FILTER)["lpn:T-0009", "", ""] == 4
    [task] = floor.tasks("put_back")
    assert (task["body"]["lpn"], task["body"]["quantity"]) == ("T-0001", 4)
    lopez.caught_up()
    lopez.says("Given to a colleague")
    lopez.shot("pk22")


def test_cf10_more_picked_than_the_book_has_is_kept_and_counted(floor: Floor, hire: Hire) -> None:
    shelves(floor)
    floor.office("order_import", order("O-1", (FILTER, 6)))
    lopez = picking(floor, hire)
    lopez.scan("B04-011-B", FILTER)
    lopez.number(6)
    away = {"source": "B04-011-B", "target": "A02-015-B", "lines": [line(FILTER, 3)]}
    floor.tell("transfer", away)
    lopez.scan("T-0001")
    lopez.online()
    assert floor.stock(FILTER)["lpn:T-0001", "", ""] == 6
    assert [one["body"]["location"] for one in floor.tasks("count")] == ["B04-011-B"]


def test_cp19_cp20_a_wrong_part_or_lot_amid_a_line_is_said_and_drops_nothing(
    floor: Floor, hire: Hire
) -> None:
    shelves(floor)
    floor.stocked("A07-032-C", line(PADS, 3, "L26-0199"))
    floor.office("order_import", order("O-1", (PADS, 4)))
    lopez = picking(floor, hire)
    lopez.scan("A07-032-C")
    lopez.says("Scan the part")
    lopez.scan(PADS, "L26-0188")
    lopez.again(PADS)
    lopez.says("2")
    lopez.scan(FILTER)
    lopez.says("Wrong part", "Nothing recorded")
    lopez.scan("L26-0199")
    lopez.says("Two lots. Which one counts?")
    lopez.tap("Stay with L26-0188")
    lopez.number(4)
    lopez.scan("T-0001")
    lopez.says("Order is picked")
    lopez.online()
    assert floor.stock(PADS)["lpn:T-0001", "L26-0188", ""] == 4
    assert len(lopez.told("pick")) == 1


def test_cp22_the_serials_that_were_scanned_are_the_ones_that_are_kept(
    floor: Floor, hire: Hire
) -> None:
    shelves(floor)
    for serial in ("E7A000291", "E7A000292"):
        floor.stocked("A02-015-B", line(MODULE, 1, None, serial))
    floor.office("order_import", order("O-1", (MODULE, 2)))
    lopez = picking(floor, hire)
    lopez.scan("A02-015-B", MODULE, "E7A000292", "E7A000290", "T-0001")
    lopez.says("Order is picked")
    lopez.online()
    there = {serial for holder, _, serial in floor.stock(MODULE) if holder == "lpn:T-0001"}
    assert there == {"E7A000290", "E7A000292"}


def test_cp23_what_is_superseded_is_picked_under_its_successor(floor: Floor, hire: Hire) -> None:
    old = Part("OLD-1", "Seal, first design", superseded_by="NEW-1", tracking=Tracking.NONE)
    floor.has(Part("NEW-1", "Seal"), old)
    floor.stocked("A07-032-C", line("NEW-1", 5))
    floor.office("order_import", order("O-1", ("OLD-1", 2)))
    lopez = picking(floor, hire)
    lopez.says("Scan the bin", "NEW-1", "A07-032-C")
    lopez.online()


def test_pk1_several_orders_are_picked_on_one_walk_and_an_emergency_comes_first(
    floor: Floor, hire: Hire
) -> None:
    shelves(floor)
    floor.stocked("A02-015-B", line(FILTER, 3))
    change(floor, pick__waves=True)
    for name, asked in (("O-1", [(FILTER, 2)]), ("O-2", [(PADS, 4), (FILTER, 1)])):
        floor.office("order_import", order(name, *asked))
    floor.office("order_import", order("O-3", (PADS, 1)))
    assert floor.ask("wave_release", {"orders": ["O-1", "O-2"]}).reason is None
    lopez = hire("lopez")
    lopez.tap("Pick")
    lopez.says("O-1", "O-2")
    lopez.silent_of("O-3")
    lopez.shot("pk1-list")
    lopez.offline()
    lopez.tap("Several orders")
    lopez.says("Scan the bin", "A02-015-B")
    lopez.shot("pk1-walk")
    for tote, many in (("T-0001", 2), ("T-0002", 1)):
        if tote == "T-0001":
            lopez.scan("A02-015-B")
        lopez.again(FILTER)
        lopez.number(many)
        lopez.scan(tote)
    lopez.says("A07-032-C")
    lopez.scan("A07-032-C", PADS, "L26-0188")
    lopez.number(4)
    lopez.says("T-0002")
    lopez.scan("T-0001")
    lopez.says("Wrong tote")
    lopez.scan("T-0002")
    lopez.says("All 2 orders are picked", "T-0001", "T-0002")
    lopez.shot("pk1-done")
    lopez.online()
    assert floor.stock(FILTER)["lpn:T-0001", "", ""] == 2
    assert floor.stock(PADS)["lpn:T-0002", "L26-0188", ""] == 4
    assert floor.questions() == []
    floor.office("order_import", order("O-9", (PADS, 1), priority="VOR"))
    lopez.caught_up()
    lopez.tap("Go on")
    lopez.tap("Pick")
    lopez.says("O-9")
    lopez.silent_of("O-3")
    lopez.tap("Several orders")
    lopez.says("Emergency order first")


def test_pk18_a_kit_that_lacks_a_part_waits_whole_and_what_was_picked_goes_back(
    floor: Floor, hire: Hire
) -> None:
    shelves(floor)
    asked = order("O-1", (PADS, 2), (FILTER, 4))
    for row in asked["order"]["lines"]:
        row["kit"] = "SERVICE-7"
    floor.office("order_import", asked)
    lopez = picking(floor, hire)
    lopez.scan("A07-032-C", PADS, "L26-0188")
    lopez.number(2)
    lopez.scan("T-0001")
    lopez.says("B04-011-B")
    problem(lopez, "Not enough")
    lopez.number(0)
    lopez.tap("Not there")
    lopez.tap("Record")
    lopez.says("Kit waits", "SERVICE-7")
    lopez.shot("pk18")
    lopez.online()
    [back] = floor.tasks("put_back")
    assert (back["body"]["lpn"], back["body"]["quantity"]) == ("T-0001", 2)
    assert [one["body"]["kit"] for one in floor.questions("kit_incomplete")] == ["SERVICE-7"]
