# SPDX-License-Identifier: Apache-2.0
"""Receiving: what is announced, and what differs from it, each on a handheld in a browser."""

from __future__ import annotations

import pytest

from backend.domain.parts import Part, SupersessionPolicy
from tests.acceptance.conftest import Hire
from tests.acceptance.goods import CARTON, CARTON_2, PALLET, TRUCK, notice
from tests.acceptance.served import Floor
from tests.acceptance.worker import Worker
from tests.domain.floor import line

SIDE = "L-000901"
PADS = line("BRK-10442", 10, "L26-0190")


@pytest.fixture
def at_dock(floor: Floor, hire: Hire) -> Worker:
    """Lopez at the dock with one truck: two cartons, out of reach of the network."""
    floor.office("asn_import", notice((CARTON, [PADS]), (CARTON_2, [line("FLT-00318", 6)])))
    return receiving(hire)


def receiving(hire: Hire, truck: str = TRUCK) -> Worker:
    lopez = hire("lopez")
    lopez.tap("Receive")
    lopez.says(truck)
    lopez.offline()
    lopez.tap(truck)
    lopez.scan("DOCK-01")
    lopez.says("Scan a pallet or carton")
    return lopez


def reasons(floor: Floor) -> list[str]:
    return sorted(hold["reason"] for hold in floor.holds())


def test_rc1_an_announced_carton_is_received_by_its_plate(floor: Floor, at_dock: Worker) -> None:
    at_dock.scan(CARTON)
    at_dock.says("Scan the carton again", "BRK-10442", "L26-0190")
    at_dock.shot("rc1-carton")
    at_dock.again(CARTON)
    at_dock.says("Received")
    assert [op["kind"] for op in at_dock.told()] == ["receipt"]
    assert floor.stock("BRK-10442") == {}, "nobody knows it yet"
    at_dock.online()
    assert floor.stock("BRK-10442") == {(f"lpn:{CARTON}", "L26-0190", ""): 10}


def test_rc2_one_scan_of_a_pallet_receives_all_its_cartons(floor: Floor, hire: Hire) -> None:
    goods = notice((CARTON, [PADS]), (CARTON_2, [line("FLT-00318", 6)]), pallet=PALLET)
    floor.office("asn_import", goods)
    lopez = receiving(hire)
    lopez.scan(PALLET)
    lopez.tap("All cartons here")
    lopez.says("2 of 2 cartons received")
    lopez.online()
    assert floor.stock() == {
        (f"lpn:{CARTON}", "BRK-10442", "L26-0190"): 10, (f"lpn:{CARTON_2}", "FLT-00318", ""): 6,
    }  # fmt: skip


def test_rc3_what_never_came_is_short_when_the_receipt_is_ended(
    floor: Floor, at_dock: Worker
) -> None:
    at_dock.scan(CARTON)
    at_dock.tap("All is as announced")
    at_dock.says("Scan a pallet or carton")
    at_dock.tap("Finish")
    at_dock.says("Cartons still missing: 1", "Comes later")
    at_dock.shot("rc3-ending")
    at_dock.tap("Not on truck")
    at_dock.tap("End the receipt")
    at_dock.online()
    [question] = floor.questions("closed_short")
    missing = [(one["part"], one["quantity"]) for one in question["body"]["lines"]]
    assert (question["body"]["difference"], missing) == ("not_on_truck", [("FLT-00318", 6)])


def test_rc4_more_than_announced_is_put_apart_and_a_supervisor_may_accept_it(
    floor: Floor, at_dock: Worker
) -> None:
    at_dock.scan(CARTON)
    at_dock.tap("It differs")
    at_dock.number(13)
    at_dock.tap("Too many")
    at_dock.tap("Note 13 of 10")
    at_dock.says("Put them apart", "Scan a plate for it", "3")
    at_dock.shot("rc4-side")
    at_dock.scan(SIDE)
    at_dock.tap("Record 10, 3 beside it")
    at_dock.says("Received")
    at_dock.online()
    assert floor.stock("BRK-10442") == {
        (f"lpn:{CARTON}", "L26-0190", ""): 10, (f"lpn:{SIDE}", "L26-0190", ""): 3,
    }  # fmt: skip
    [hold] = floor.holds()
    assert (hold["reason"], hold["scope"]) == ("surplus", {"lpn": SIDE})
    assert floor.ask("hold_release", {"hold": hold["hold"], "reason": "taken"}).reason is None
    assert floor.holds() == []


def test_rc4_within_the_tolerance_of_the_site_it_is_confirmed_and_stays(
    floor: Floor, hire: Hire
) -> None:
    floor.office("asn_import", notice((CARTON, [PADS])))
    floor.ask("policy_change", {"base": 0, "changes": {"receive.over_percent": 10}})
    lopez = receiving(hire)
    lopez.scan(CARTON)
    lopez.tap("It differs")
    lopez.number(11)
    lopez.tap("Too many")
    lopez.tap("Note 11 of 10")
    lopez.tap("Record 11, 1 too many")
    lopez.says("1 of 1 cartons received")
    lopez.online()
    assert floor.stock("BRK-10442") == {(f"lpn:{CARTON}", "L26-0190", ""): 11}
    assert (floor.holds(), len(floor.questions("receipt_difference"))) == ([], 1)


def test_rc5_a_part_that_is_announced_on_another_truck_is_received_there_or_put_aside(
    floor: Floor, at_dock: Worker
) -> None:
    floor.office("asn_import", notice((PALLET, [line("SLT-00931", 5, "B7")]), truck="SHP-OTHER"))
    at_dock.online()
    at_dock.caught_up()
    at_dock.offline()
    at_dock.scan("SLT-00931")
    at_dock.says("It is not announced here", "SHP-OTHER", "Put it aside")
    at_dock.shot("rc5-unexpected")
    at_dock.tap("Put it aside")
    at_dock.number(2)
    at_dock.scan("B7")
    at_dock.says("Scan or type its date")
    at_dock.scan("2028-12-31")
    at_dock.scan(SIDE)
    at_dock.says("Received")
    at_dock.online()
    assert floor.stock("SLT-00931") == {(f"lpn:{SIDE}", "B7", ""): 2}
    assert reasons(floor) == ["unexpected"]
    assert [q["body"]["part"] for q in floor.questions("receipt_difference")] == ["SLT-00931"]


def test_rc6_another_part_under_the_label_is_booked_as_what_it_is(
    floor: Floor, at_dock: Worker
) -> None:
    at_dock.scan(CARTON)
    at_dock.tap("It differs")
    at_dock.tap("Other part inside")
    at_dock.number(2)
    at_dock.tap("2 of 10 another part")
    at_dock.says("Scan the part inside")
    at_dock.shot("rc6-actual")
    at_dock.scan("FLT-00318")
    at_dock.says("Scan a plate for it")
    at_dock.scan(SIDE)
    at_dock.tap("Record 8, 2 beside it")
    at_dock.online()
    assert floor.stock() == {
        (f"lpn:{CARTON}", "BRK-10442", "L26-0190"): 8, (f"lpn:{SIDE}", "FLT-00318", ""): 2,
    }  # fmt: skip
    assert set(reasons(floor)) == {"mislabelled"}
    assert {"part": "BRK-10442", "supplier": "SUP0417"} in [h["scope"] for h in floor.holds()]
    assert len(floor.questions("mislabelled")) == 1


def test_rc7_a_code_that_nobody_knows_is_kept_and_counted(floor: Floor, at_dock: Worker) -> None:
    at_dock.scan("NB-S1/2027-04 0931")
    at_dock.says("Unknown barcode")
    at_dock.number(3)
    at_dock.tap("Keep 3 as unknown")
    at_dock.says("Scan a pallet or carton")
    at_dock.online()
    [question] = floor.questions("unknown_barcode")
    assert (question["body"]["raw"], question["body"]["quantity"]) == ("NB-S1/2027-04 0931", 3)
    assert floor.stock() == {}


@pytest.mark.parametrize(
    ("policy", "held"),
    [(SupersessionPolicy.EXHAUST, []), (SupersessionPolicy.IMMEDIATE, ["superseded"])],
)
def test_rc8_a_superseded_number_is_stock_of_the_old_number_and_a_rule_decides(
    floor: Floor, hire: Hire, policy: SupersessionPolicy, held: list[str]
) -> None:
    floor.has(
        Part("BRK-10441", "Brake pad set, old", superseded_by="BRK-10442", supersession=policy)
    )
    floor.office("asn_import", notice((CARTON, [line("BRK-10441", 4)])))
    lopez = receiving(hire)
    lopez.scan(CARTON)
    lopez.says("Superseded", "BRK-10442")
    lopez.shot(f"rc8-{policy}")
    lopez.tap("All is as announced")
    lopez.says("1 of 1 cartons received")
    lopez.online()
    assert floor.stock("BRK-10441") == {(f"lpn:{CARTON}", "", ""): 4}
    assert reasons(floor) == held


def test_rc9_damaged_units_leave_the_carton_and_are_held_alone(
    floor: Floor, at_dock: Worker
) -> None:
    at_dock.scan(CARTON)
    at_dock.tap("It differs")
    at_dock.tap("Damaged")
    at_dock.number(4)
    at_dock.tap("Note 4 of 10 damaged")
    at_dock.scan(SIDE)
    at_dock.tap("Record 6, 4 beside it")
    at_dock.says("Received")
    at_dock.online()
    assert floor.stock("BRK-10442") == {
        (f"lpn:{CARTON}", "L26-0190", ""): 6, (f"lpn:{SIDE}", "L26-0190", ""): 4,
    }  # fmt: skip
    assert [(h["reason"], h["scope"]) for h in floor.holds()] == [
        ("damage", {"part": "BRK-10442", "lpn": SIDE})
    ]


def test_rc10_goods_without_papers_wait_on_hold_under_their_delivery_note(
    floor: Floor, hire: Hire
) -> None:
    floor.office("asn_import", notice((CARTON, [PADS])))
    lopez = hire("lopez")
    lopez.tap("Receive")
    lopez.offline()
    lopez.tap("No papers")
    lopez.says("Who sent it?", "Northgate")
    lopez.shot("rc10-supplier")
    lopez.tap("SUP0417")
    lopez.scan("DN-4711", "DOCK-01")
    lopez.says("Scan a part", "goes on hold", "DN-4711")
    lopez.shot("rc10-blind")
    lopez.scan("FLT-00318")
    lopez.number(4)
    lopez.scan(SIDE)
    lopez.says("Scan a part")
    lopez.tap("Finish")
    lopez.says("Received, waits for papers: 1")
    lopez.online()
    assert floor.stock("FLT-00318") == {(f"lpn:{SIDE}", "", ""): 4}
    assert reasons(floor) == ["awaiting_paper"]
    [question] = floor.questions("awaiting_paper")
    floor.ask("receipt_match", {
        "receipt": question["body"]["receipt"], "lines": [line("FLT-00318", 4)], "asn": None,
        "reference": "PO 4711",
    })  # fmt: skip
    assert (reasons(floor), floor.questions("awaiting_paper")) == ([], [])
