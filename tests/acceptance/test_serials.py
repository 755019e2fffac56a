# SPDX-License-Identifier: Apache-2.0
"""Serial capture: SE1 to SE5, SE7 and SE8 of the flows, each on a handheld in a browser."""

from __future__ import annotations

import json
from typing import Any

from backend.domain.parts import Part, Tracking
from tests.acceptance.conftest import Hire
from tests.acceptance.goods import CARTON, CARTON_2, notice, order
from tests.acceptance.served import Floor
from tests.acceptance.test_packing import printed
from tests.acceptance.worker import Worker
from tests.domain.floor import SUPPLIER, line

MODULE = "ECU-77810-AB"


def receiving(floor: Floor, hire: Hire, *units: tuple[str, int]) -> Worker:
    """At the dock with an announced carton open, out of reach of the network."""
    floor.has({"qualified": [{"part": part, "supplier": SUPPLIER} for part, _ in units]})
    floor.office("asn_import", notice((CARTON, [line(part, many) for part, many in units])))
    lopez = hire("lopez")
    lopez.tap("Receive")
    lopez.offline()
    lopez.scan("DOCK-01", CARTON)
    return lopez


def bare(floor: Floor) -> None:
    """Modules of the opening stock, without numbers: one is picked for an order into T-0001."""
    floor.has({"opening": [{"part": MODULE, "location": "A02-015-B", "quantity": 2}]})
    floor.office("order_import", order("O-1", (MODULE, 1)))
    floor.tell("pick", {"order": "O-1", "line": 1, "source": "A02-015-B",
                        "target": "lpn:T-0001", "lines": [line(MODULE, 1)]})  # fmt: skip


def test_se1_a_number_has_its_shape_its_check_digit_or_comes_in_a_symbol(
    floor: Floor, hire: Hire
) -> None:
    floor.has(Part("GPS-1", "Antenna", tracking=Tracking.SERIAL, serial_check="mod10"))
    lopez = receiving(floor, hire, (MODULE, 2), ("GPS-1", 1))
    lopez.says("Scan serial 1 of 2")
    lopez.scan("E7A12")
    lopez.says("Not a serial")
    lopez.scan("]C121E7A000001")  # GS1: application identifier 21
    lopez.says("Scan serial 2 of 2")
    lopez.scan("[)>\x1e06\x1dPECU-77810-AB\x1dSE7A000002\x1e\x04")  # a maker's own symbol
    lopez.says("Scan serial 1 of 1")
    lopez.scan("12345671")
    lopez.says("Not a serial")
    lopez.scan("12345670")
    lopez.says("Scan the carton again")
    lopez.scan(CARTON)
    lopez.online()
    numbers = {serial for _, _, serial in floor.stock(MODULE)}
    assert numbers == {"E7A000001", "E7A000002"}
    assert {serial for _, _, serial in floor.stock("GPS-1")} == {"12345670"}
    assert {one["kind"] for one in floor.questions()} == {"unknown_barcode"}, "kept as read"


def test_se2_a_running_list_takes_numbers_out_again(floor: Floor, hire: Hire) -> None:
    lopez = receiving(floor, hire, (MODULE, 3))
    lopez.scan("E7A000001", "E7A000002")
    lopez.says("Scan serial 3 of 3")
    lopez.shot("se2")
    lopez.problem("Take one out")
    lopez.says("Scan the serial to remove")
    lopez.again("E7A000001")
    lopez.says("Scan serial 2 of 3")
    lopez.scan("E7A000003", "E7A000004")
    lopez.says("Scan the carton again")
    lopez.scan(CARTON)
    lopez.online()
    assert {serial for _, _, serial in floor.stock(MODULE)} == {
        "E7A000002", "E7A000003", "E7A000004"}  # fmt: skip


def test_se3_an_unreadable_number_is_photographed_and_the_unit_held(
    floor: Floor, hire: Hire
) -> None:
    lopez = receiving(floor, hire, (MODULE, 2))
    lopez.scan("E7A000001")
    lopez.says("Scan serial 2 of 2")
    lopez.problem("Photo")
    lopez.says("Take a photo of this")
    lopez.photograph("Open the camera")
    lopez.says("Scan serial 2 of 2")
    lopez.problem("Not readable")
    lopez.says("Scan the carton again")
    lopez.scan(CARTON)
    lopez.online()
    assert len(floor.journal("photo")) == 1
    assert floor.stock(MODULE) == {
        (f"lpn:{CARTON}", "", "E7A000001"): 1, (f"lpn:{CARTON}", "", ""): 1}
    assert "identity" in {hold["reason"] for hold in floor.holds()}
    assert "serial_missing" in json.dumps([one["body"] for one in floor.questions()])


def test_se3_an_unreadable_number_is_typed_twice_and_marked(floor: Floor, hire: Hire) -> None:
    lopez = receiving(floor, hire, (MODULE, 2))
    lopez.scan("E7A000001")
    lopez.says("Scan serial 2 of 2")
    lopez.tap("Type it")
    lopez.says("Number on the label")
    lopez.shot("se3-type")
    field = lopez.page.get_by_label("Number on the label")
    field.fill("E7A000002")
    lopez.tap("Take it")
    lopez.says("Type it once more")
    lopez.shot("se3-again")
    lopez.page.wait_for_timeout(700)
    field.fill("E7A000002")
    lopez.tap("Take it")
    lopez.says("Scan the carton again")
    lopez.scan(CARTON)
    lopez.online()
    assert {serial for _, _, serial in floor.stock(MODULE)} == {"E7A000001", "E7A000002"}
    [receipt] = lopez.told("receipt")
    assert [one["entry"] for one in receipt["scans"]].count("keyed") == 2


def test_se4_the_same_number_on_two_handhelds_is_asked_about_and_held(
    floor: Floor, hire: Hire
) -> None:
    lopez = receiving(floor, hire, (MODULE, 1))
    floor.tell("receipt", {
        "receipt": "R-2", "asn": None, "supplier": SUPPLIER, "location": "DOCK-01",
        "lpn": CARTON_2, "parent_lpn": None, "lines": [line(MODULE, 1, None, "E7A000001")],
    })  # fmt: skip
    lopez.scan("E7A000001", CARTON)
    lopez.says("1 of 1 cartons received")
    lopez.online()
    [told] = [op for op in floor.journal("receipt") if CARTON in op["text"]]
    assert told["reason"] == "serial_odd"
    assert ("E7A000001", "identity") in held(floor)
    assert sum(floor.stock(MODULE).values()) == 1, "one number is one unit"


def held(floor: Floor) -> set[tuple[str | None, str]]:
    return {(hold["scope"].get("serial"), hold["reason"]) for hold in floor.holds()}


def test_se5_a_number_that_was_shipped_comes_in_again_held(floor: Floor, hire: Hire) -> None:
    floor.has({"qualified": [{"part": MODULE, "supplier": SUPPLIER}]})
    floor.stocked("A02-015-B", line(MODULE, 1, None, "E7A000001"))
    floor.office("order_import", order("O-1", (MODULE, 1)))
    goods = [line(MODULE, 1, None, "E7A000001")]
    floor.tell("pick", {"order": "O-1", "line": 1, "source": "A02-015-B",
                        "target": "lpn:T-0001", "lines": goods})  # fmt: skip
    floor.tell("pack", {"order": "O-1", "source": "lpn:T-0001", "target": "lpn:C-1",
                        "lines": goods})  # fmt: skip
    floor.tell("load", {"shipment": "S-1", "order": "O-1", "lpn": "C-1", "location": "DOOR-01"})
    assert floor.ask("shipment", {"shipment": "S-1", "orders": ["O-1"]}).reason is None
    lopez = receiving(floor, hire, (MODULE, 1))
    lopez.scan("E7A000001", CARTON)
    lopez.says("1 of 1 cartons received")
    lopez.online()
    assert ("E7A000001", "identity") in held(floor)
    assert "serial_odd" in json.dumps([one["body"] for one in floor.questions()])


def test_se7_a_lost_label_is_printed_anew_and_says_that_it_is_a_copy(
    floor: Floor, hire: Hire
) -> None:
    floor.has({"qualified": [{"part": MODULE, "supplier": SUPPLIER}]})
    floor.stocked("A02-015-B", line(MODULE, 1, None, "E7A000290"))
    lopez = hire("lopez")
    lopez.tap("Look up")
    lopez.offline()
    lopez.scan("E7A000290")
    lopez.says("A02-015-B")
    lopez.shot("se7")
    lopez.tap("More")
    lopez.tap("Print label")
    lopez.says("Goes to the printer")
    lopez.online()
    [job] = printed(floor, "serial", 1)
    assert job["identity"] == "E7A000290"
    story = lopez.context.request.get(f"{floor.address}/api/v1/stock/moves?serial=E7A000290")
    [label] = [one for one in story.json()["items"] if one["kind"] == "label_wanted"]
    assert (label["source"], label["target"], label["actor"]) == (
        "@label:E7A000290", "@label:E7A000290 R1", "lopez",
    )  # fmt: skip


def test_se8_a_unit_without_a_number_gets_it_when_it_is_packed(floor: Floor, hire: Hire) -> None:
    bare(floor)
    lopez = hire("lopez")
    lopez.tap("Pack")
    lopez.offline()
    lopez.scan("T-0001", "C-0001", MODULE)
    lopez.says("Scan the serial")
    lopez.scan("E7A000801")
    lopez.says("Order is packed")
    lopez.online()
    packed: dict[Any, int] = {k: n for k, n in floor.stock(MODULE).items() if k[0] != "A02-015-B"}
    assert packed == {("lpn:C-0001", "", "E7A000801"): 1}
    [told] = floor.journal("serial_capture")
    assert "E7A000801" in told["text"]
    assert floor.questions() == []


def test_se6_the_modules_of_an_assembly_are_captured_with_it_and_are_no_loose_stock(
    floor: Floor, hire: Hire
) -> None:
    axle, hub = "AXL-1", "HUB-1"
    floor.has(
        Part(axle, "Axle", tracking=Tracking.SERIAL, serial_pattern=r"AX\d{6}",
             modules=(hub, hub)),
        Part(hub, "Hub", tracking=Tracking.SERIAL, serial_pattern=r"HB\d{6}"),
        {"qualified": [{"part": one, "supplier": SUPPLIER} for one in (axle, hub)]},
    )  # fmt: skip
    lopez = receiving(floor, hire, (axle, 1), (hub, 1))
    lopez.scan("AX100001")
    lopez.says("Scan module 1 of 2", hub)
    lopez.shot("se6-module")
    lopez.scan("HB200001", "HB200002")
    lopez.says("Scan serial")
    lopez.scan("HB200001")
    lopez.says("Part of an assembly")
    lopez.shot("se6-inside")
    lopez.scan("HB200003", CARTON)
    lopez.says("1 of 1 cartons received")
    lopez.tap("Go on")
    lopez.tap("Look up")
    lopez.scan("AX100001")
    lopez.says("HB200001", "HB200002")
    lopez.shot("se6-story")
    lopez.scan("HB200002")
    lopez.says("In assembly", "AX100001")
    lopez.online()
    assert sorted(serial for (_, _, serial) in floor.stock(hub)) == ["HB200003"]
    assert floor.questions() == []
    story = lopez.context.request.get(
        f"{floor.address}/api/v1/stock/moves?serial=HB200002"
    ).json()["items"]
    assert [one["target"] for one in story] == ["@assembly:AX100001"]
    whole = lopez.context.request.get(
        f"{floor.address}/api/v1/stock/moves?serial=AX100001"
    ).json()["items"]
    inside = [one["serial"] for one in whole if one["kind"] == "modules_capture"]
    assert inside == ["HB200001", "HB200002"]


def test_se6_a_packer_is_asked_for_the_modules_of_an_assembly_and_a_counter_hears_of_one_loose(
    floor: Floor, hire: Hire
) -> None:
    axle, hub = "AXL-1", "HUB-1"
    floor.has(
        Part(axle, "Axle", tracking=Tracking.SERIAL, serial_pattern=r"AX\d{6}",
             modules=(hub, hub)),
        Part(hub, "Hub", tracking=Tracking.SERIAL, serial_pattern=r"HB\d{6}"),
    )  # fmt: skip
    floor.stocked("A02-015-B", line(axle, 1, None, "AX100001"))
    floor.office("order_import", order("O-1", (axle, 1)))
    floor.tell("pick", {"order": "O-1", "line": 1, "source": "A02-015-B", "target": "lpn:T-0001",
                        "lines": [line(axle, 1, None, "AX100001")]})  # fmt: skip
    lopez = hire("lopez")
    lopez.tap("Pack")
    lopez.offline()
    lopez.scan("T-0001", "C-0001", axle)
    lopez.says("Scan the serial")
    lopez.scan("AX100001")
    lopez.says("Scan module 1 of 2", hub)
    lopez.shot("se6-pack")
    lopez.scan("HB200001")
    lopez.tap("Not in it")
    lopez.says("Order is packed")
    lopez.tap("Go on")
    lopez.tap("Count")
    lopez.scan("B04-011-B", "HB200001")
    lopez.says("Part of an assembly", "AX100001")
    lopez.shot("se6-count")
    lopez.tap("That is all in this bin")
    lopez.online()
    [capture] = lopez.told("modules_capture")
    assert [one["serial"] for one in capture["body"]["modules"]] == ["HB200001"]
    [odd] = floor.questions("serial_odd")
    assert (odd["body"]["serials"], odd["body"]["holder"]) == (["HB200001"], "B04-011-B")
    assert len(floor.questions("modules_missing")) == 1
