# SPDX-License-Identifier: Apache-2.0
"""What was picked and does not go the plain way: under another number, for an order that left,
part of a kit, held when it is aboard."""

from __future__ import annotations

from backend.domain.parts import Part
from tests.acceptance.conftest import Hire
from tests.acceptance.goods import order
from tests.acceptance.served import Floor
from tests.acceptance.test_packing import FILTER, PADS, understood
from tests.acceptance.test_shipping import at_door, packed
from tests.acceptance.worker import Worker
from tests.domain.floor import line


def _pick(lopez: Worker, bin_: str, part: str, many: int) -> None:
    lopez.scan(bin_, part)
    lopez.number(many)
    lopez.scan("T-0001")


def test_pk7_pk8_what_serves_a_line_is_packed_loaded_and_leaves_as_that_line(
    floor: Floor, hire: Hire
) -> None:
    floor.has(Part("OLD-1", "Seal, first design"), Part("NEW-1", "Seal"), Part("WANT-1", "Ring"),
              Part("SUB-1", "Ring, other maker"), {
        "supersessions": [
            {"old": "OLD-1", "new": [{"part": "NEW-1", "factor": 1}], "kind": "full"}],
        "substitutes": [
            {"part": "SUB-1", "for_part": "WANT-1", "customers": ["D1001"], "price": "neutral"}],
    })  # fmt: skip
    floor.stocked("A07-032-C", line("NEW-1", 5))
    floor.stocked("A02-015-B", line("SUB-1", 5))
    floor.office("order_import", order("O-1", ("OLD-1", 2), ("WANT-1", 1)))
    lopez = hire("lopez")
    lopez.tap("Pick")
    lopez.offline()
    lopez.tap("O-1")
    _pick(lopez, "A07-032-C", "NEW-1", 2)
    lopez.tap("SUB-1")
    _pick(lopez, "A02-015-B", "SUB-1", 1)
    lopez.says("Order is picked")
    lopez.tap("Go on")
    lopez.tap("Pack")
    lopez.again("T-0001")
    lopez.scan("C-0001", "NEW-1")
    lopez.number(2)
    lopez.scan("SUB-1")
    lopez.number(1)
    lopez.says("2 / 2 · NEW-1")
    lopez.shot("served-packed")
    lopez.tap("Go on")
    lopez.tap("Load")
    lopez.scan("DOOR-01", "C-0001")
    lopez.says("On the vehicle")
    lopez.online()
    result = floor.ask("shipment", {"shipment": "S-O-1", "orders": ["O-1"]})
    assert result.reason is None, result
    assert floor.questions() == []


def test_pk22_cf9_what_was_picked_offline_for_an_order_that_left_goes_back_whole(
    floor: Floor, hire: Hire
) -> None:
    floor.stocked("A07-032-C", line(FILTER, 10))
    floor.office("order_import", order("O-1", (FILTER, 4)))
    lopez = hire("lopez")
    lopez.tap("Pick")
    lopez.offline()
    lopez.tap("O-1")
    lines = [line(FILTER, 2)]
    told = {"order": "O-1", "line": 1, "source": "A07-032-C", "target": "lpn:T-0009"}
    floor.tell("pick", {**told, "lines": lines})
    floor.tell("pack", {"order": "O-1", "source": "lpn:T-0009", "target": "lpn:C-0009",
                        "lines": lines})  # fmt: skip
    floor.tell("load", {"shipment": "S-1", "order": "O-1", "lpn": "C-0009",
                        "location": "DOOR-01"})  # fmt: skip
    floor.ask("shipment", {"shipment": "S-1", "orders": ["O-1"]})
    _pick(lopez, "A07-032-C", FILTER, 4)
    lopez.online()
    lopez.says("The truck had left: put 4 back")
    lopez.shot("left-asks")
    [back] = floor.tasks("put_back")
    assert (back["body"]["lpn"], back["body"]["quantity"]) == ("T-0001", 4)
    lopez.tap("Seen")
    lopez.caught_up()
    lopez.tap("Go on")
    lopez.tap("Pack")
    lopez.again("T-0001")
    lopez.says("Order has left", "Put it back: Pick lists it")
    lopez.shot("left-stop")
    understood(lopez)
    lopez.tap("Put back")
    lopez.says("Put back 4 × " + FILTER)
    lopez.tap("T-0001")
    lopez.scan(FILTER, "A07-032-C")
    lopez.says("Put back")
    lopez.sent()
    assert floor.stock(FILTER)["A07-032-C", "", ""] == 8
    assert floor.tasks("put_back") == []


def test_pk18_a_part_of_a_kit_is_not_packed_alone(floor: Floor, hire: Hire) -> None:
    asked = order("O-1", (PADS, 2), (FILTER, 1))
    for row in asked["order"]["lines"]:
        row["kit"] = "SERVICE-7"
    floor.stocked("A07-032-C", line(PADS, 2, "L1"))
    floor.office("order_import", asked)
    floor.tell("pick", {"order": "O-1", "line": 1, "source": "A07-032-C", "target": "lpn:T-0001",
                        "lines": [line(PADS, 2, "L1")]})  # fmt: skip
    lopez = hire("lopez")
    lopez.tap("Pack")
    lopez.offline()
    lopez.scan("T-0001", "C-0001", PADS)
    lopez.says("Part of a kit", f"All or none: {FILTER} is missing")
    lopez.shot("kit-stop")
    lopez.online()
    assert floor.journal("pack") == []


def test_in7_held_goods_aboard_are_named_and_come_off_at_their_door(
    floor: Floor, hire: Hire
) -> None:
    packed(floor)
    floor.tell("load", {"shipment": "S-5", "order": "ORD-5", "lpn": "C-0005",
                        "location": "DOOR-01"})  # fmt: skip
    floor.tell("hold", {"hold": "H-1", "scope": {"part": FILTER}, "reason": "recall", "note": ""})
    lopez = at_door(hire, away=True)
    lopez.says("Held goods on board", "C-0005", FILTER)
    lopez.shot("held-aboard")
    lopez.scan("C-0005")
    lopez.says("Take it off. Scan its place", "Q01-004-A")
    lopez.shot("held-off")
    lopez.scan("Q01-004-A")
    lopez.says("Scan a carton")
    lopez.online()
    assert floor.place("C-0005") == "Q01-004-A"
    [left] = floor.questions("left_behind")
    assert left["body"]["lpn"] == "C-0005"
    assert floor.questions("moved_without_right") == []
