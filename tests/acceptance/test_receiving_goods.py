# SPDX-License-Identifier: Apache-2.0
"""Receiving: pieces, packs, serials, days, dangerous goods, colleagues, late papers, refusals."""

from __future__ import annotations

from backend.domain.locations import Location, LocationKind, Role
from backend.domain.parts import PackSize, Part, Tracking
from tests.acceptance.conftest import Hire
from tests.acceptance.goods import CARTON, CARTON_2, PALLET, TRUCK, notice
from tests.acceptance.served import Floor
from tests.acceptance.test_receiving import PADS, SIDE, reasons, receiving
from tests.domain.floor import SUPPLIER, line

FILTERS = line("FLT-00318", 6)
BOX = "10614141000057"


def test_rc11_pieces_are_counted_while_the_driver_waits(floor: Floor, hire: Hire) -> None:
    floor.office("asn_import", notice((CARTON, [PADS]), (CARTON_2, [FILTERS]), pallet=PALLET))
    lopez = receiving(hire)
    lopez.problem("Count pieces")
    lopez.says("How many pallets?")
    lopez.number(1)
    lopez.says("How many loose cartons?")
    lopez.shot("rc11-pieces")
    lopez.number(1)
    lopez.says("Other number of pieces", "SAIA", "Scan a pallet or carton")
    lopez.shot("rc11-differ")
    lopez.online()
    [question] = floor.questions("carrier_mismatch")
    assert question["body"]["counted"] == {"pallets": 1, "cartons": 1}
    assert question["body"]["announced"] == {"pallets": 1, "cartons": 0}
    assert floor.stock() == {}, "what is in them comes later"


def test_rc12_a_mixed_pallet_is_broken_down_by_part_with_what_is_left(
    floor: Floor, hire: Hire
) -> None:
    loose = {"kind": "pallet", "lpn": None, "packs": [], "lines": [
        {**PADS, "line": 1, "expires_on": None, "uom": "EA"},
        {**FILTERS, "line": 2, "expires_on": None, "uom": "EA"},
    ]}  # fmt: skip
    floor.office("asn_import", notice(packs=[loose]))
    lopez = receiving(hire)
    lopez.scan("FLT-00318")
    lopez.number(4)
    lopez.scan("L-000901")
    lopez.says("Received", "BRK-10442")
    lopez.scan("FLT-00318")
    lopez.number(2)
    lopez.scan("L-000902")
    lopez.scan("BRK-10442")
    lopez.number(10)
    lopez.tap("L26-0190")
    lopez.scan("L-000903")
    lopez.says("1 of 1 cartons received")
    lopez.online()
    assert floor.stock() == {
        ("lpn:L-000901", "FLT-00318", ""): 4, ("lpn:L-000902", "FLT-00318", ""): 2,
        ("lpn:L-000903", "BRK-10442", "L26-0190"): 10,
    }  # fmt: skip
    assert reasons(floor) == []


def test_rc13_a_pack_is_said_in_words_and_another_number_in_it_is_asked_about(
    floor: Floor, hire: Hire
) -> None:
    floor.has(Part("CLP-1", "Clip", packs=(PackSize("CARTON", 10, BOX),)))
    loose = {"kind": "pallet", "lpn": None, "packs": [], "lines": [
        {**line("CLP-1", 30), "line": 1, "expires_on": None, "uom": "EA"},
    ]}  # fmt: skip
    floor.office("asn_import", notice(packs=[loose]))
    lopez = receiving(hire)
    lopez.scan(BOX)
    lopez.says("10 in one pack?", "Yes, 10 in each")
    lopez.shot("rc13-pack")
    lopez.number(12)
    lopez.tap("No, 12 in each")
    lopez.says("Told to the desk")
    lopez.again(BOX)
    lopez.says("24")
    lopez.tap("Done")
    lopez.scan(SIDE)
    lopez.says("Received")
    lopez.online()
    assert floor.stock("CLP-1") == {(f"lpn:{SIDE}", "", ""): 24}
    [question] = floor.questions("pack_differs")
    assert (question["body"]["announced"], question["body"]["counted"]) == (10, 12)


def test_rc14_one_serial_a_unit_twice_and_wrong_shapes_are_not_taken(
    floor: Floor, hire: Hire
) -> None:
    floor.office("asn_import", notice((CARTON, [line("ECU-77810-AB", 2)])))
    lopez = receiving(hire)
    lopez.scan(CARTON)
    lopez.says("Scan serial 1 of 2")
    lopez.scan("E7A000001")
    lopez.says("Scan serial 2 of 2")
    lopez.again("E7A000001")
    lopez.says("Scanned twice")
    lopez.scan("E7A12")
    lopez.says("Not a serial")
    lopez.shot("rc14-shape")
    lopez.scan("E7A000002")
    lopez.says("Scan the carton again")
    lopez.tap("All is as announced")
    lopez.says("1 of 1 cartons received")
    lopez.online()
    assert floor.stock("ECU-77810-AB") == {
        (f"lpn:{CARTON}", "", "E7A000001"): 1, (f"lpn:{CARTON}", "", "E7A000002"): 1,
    }  # fmt: skip


def test_rc15_lot_and_day_come_from_two_labels_and_what_expires_too_soon_is_held(
    floor: Floor, hire: Hire
) -> None:
    floor.has(Part("FLU-1", "Fluid", tracking=Tracking.LOT, expires=True))
    floor.ask("policy_change", {"base": 0, "changes": {"receive.short_dated_days": 90}})
    loose = {"kind": "pallet", "lpn": None, "packs": [], "lines": [
        {**line("FLU-1", 8), "line": 1, "expires_on": None, "uom": "EA"},
    ]}  # fmt: skip
    floor.office("asn_import", notice(packs=[loose]))
    lopez = receiving(hire)
    for lot, day, plate, words in (
        ("A1", "991231", "L-000901", "December 31, 2099"),
        ("B2", "261215", "L-000902", "December 15, 2026"),
    ):
        lopez.scan("FLU-1")
        lopez.number(4)
        lopez.scan(lot)
        lopez.says("Scan or type its date")
        lopez.type_in(day)
        lopez.says("Which day is meant?")
        lopez.shot("rc15-which")
        lopez.tap(words)
        lopez.says("Scan a free plate")
        lopez.scan(plate)
        lopez.says("Received")
    lopez.shot("rc15-day")
    lopez.online()
    assert floor.stock("FLU-1") == {
        ("lpn:L-000901", "A1", ""): 4, ("lpn:L-000902", "B2", ""): 4,
    }  # fmt: skip
    assert [(h["reason"], h["scope"]) for h in floor.holds()] == [
        ("short_dated", {"part": "FLU-1", "lot": "B2"})
    ]


def test_rc16_dangerous_goods_are_looked_at_and_staged_apart(floor: Floor, hire: Hire) -> None:
    floor.has(Location("STG-03", kind=LocationKind.STAGE, role=Role.STAGE, hazards=("3",)))
    sealant = {**line("SLT-00931", 4, "B7"), "expires_on": "2099-12-31"}
    floor.office("asn_import", notice((CARTON, [sealant]), (CARTON_2, [sealant])))
    lopez = receiving(hire)
    lopez.scan(CARTON)
    lopez.says("Do the labels agree?", "UN1133, class 3", "STG-03")
    lopez.shot("rc16-hazmat")
    lopez.tap("They differ")
    lopez.says("Scan the carton again")
    lopez.tap("All is as announced")
    lopez.scan(CARTON_2)
    lopez.says("Scan the carton again")
    lopez.tap("All is as announced")
    lopez.says("2 of 2 cartons received")
    lopez.online()
    assert [(h["reason"], h["scope"]) for h in floor.holds()] == [
        ("suspect", {"part": "SLT-00931", "lpn": CARTON})
    ]


def test_rc20_two_on_one_delivery_add_up_and_its_end_waits_for_both(
    floor: Floor, hire: Hire
) -> None:
    floor.office("asn_import", notice((CARTON, [PADS]), (CARTON_2, [FILTERS])))
    lopez, wong = receiving(hire), hire("wong")
    wong.tap("Receive")
    wong.tap(TRUCK)
    wong.scan("DOCK-01")
    wong.says("Scan a pallet or carton")
    wong.offline()
    wong.scan(CARTON_2)
    wong.tap("All is as announced")
    wong.says("Received")
    lopez.scan(CARTON)
    lopez.tap("All is as announced")
    lopez.says("Received")
    lopez.tap("Finish")
    lopez.tap("Not on truck")
    lopez.tap("End the receipt")
    lopez.online()
    assert floor.questions("closed_short") == [], "Wong has not reported since"
    wong.online()
    assert floor.stock() == {
        (f"lpn:{CARTON}", "BRK-10442", "L26-0190"): 10, (f"lpn:{CARTON_2}", "FLT-00318", ""): 6,
    }  # fmt: skip
    assert floor.questions("closed_short") == [], "all of it came"
    assert reasons(floor) == []


def test_rc22_cf3_goods_of_a_notice_that_was_withdrawn_meanwhile_are_a_question(
    floor: Floor, hire: Hire
) -> None:
    floor.office("asn_import", notice((CARTON, [PADS])))
    lopez = receiving(hire)
    floor.office("asn_import", notice((CARTON, [PADS]), purpose="cancel"))
    lopez.scan(CARTON)
    lopez.tap("All is as announced")
    lopez.says("1 of 1 cartons received")
    lopez.online()
    assert floor.stock("BRK-10442") == {(f"lpn:{CARTON}", "L26-0190", ""): 10}
    assert reasons(floor) == ["unmatched_receipt"]
    assert len(floor.questions("unmatched_receipt")) == 1


def test_rc23_a_refused_delivery_goes_back_and_nothing_enters_stock(
    floor: Floor, hire: Hire
) -> None:
    floor.office("asn_import", notice((CARTON, [PADS]), (CARTON_2, [FILTERS])))
    lopez = receiving(hire)
    lopez.problem("Refuse it")
    lopez.says("What goes back?", "The whole delivery")
    lopez.shot("rc23-refuse")
    lopez.scan(CARTON)
    lopez.says("Why is it refused?", "Nothing enters stock")
    lopez.tap("Damaged")
    lopez.tap("Send it back")
    lopez.says("Refused")
    lopez.scan(CARTON_2)
    lopez.tap("All is as announced")
    lopez.says("1 of 2 cartons received")
    lopez.online()
    assert floor.stock() == {(f"lpn:{CARTON_2}", "FLT-00318", ""): 6}
    [question] = floor.questions("delivery_refused")
    assert (question["body"]["supplier"], question["body"]["lpns"]) == (SUPPLIER, [CARTON])
