# SPDX-License-Identifier: Apache-2.0
"""Loading and leaving: SH1 to SH9 of the flows, each on a handheld in a browser."""

from __future__ import annotations

from typing import Any

from tests.acceptance.came_back import DEPOSIT, GROUP
from tests.acceptance.conftest import Hire
from tests.acceptance.goods import order
from tests.acceptance.served import Floor
from tests.acceptance.worker import Worker
from tests.domain.floor import line

FILTERS = "FLT-00318"


def packed(floor: Floor, name: str = "ORD-5", carton: str = "C-0005", **more: Any) -> None:
    """A carton of an order stands at the bench."""
    if not floor.journal("receipt"):
        floor.stocked("A07-032-C", line(FILTERS, 40))
    floor.office("order_import", order(name, (FILTERS, 4), **more))
    lines = [line(FILTERS, 4)]
    tote = f"lpn:T-{name}"
    floor.tell("pick", {"order": name, "line": 1, "source": "A07-032-C", "target": tote,
                        "lines": lines})  # fmt: skip
    floor.tell("pack", {"order": name, "source": tote, "target": f"lpn:{carton}", "lines": lines})
    floor.tell("transfer", {"source": "DOCK-01", "target": "PACK-01", "lpn": carton})


def at_door(hire: Hire, *, away: bool = False) -> Worker:
    lopez = hire("lopez")
    lopez.tap("Load")
    if away:
        lopez.offline()
    lopez.scan("DOOR-01")
    lopez.says("Scan a carton")
    return lopez


def loaded(hire: Hire, *cartons: str) -> Worker:
    """Lopez with these cartons on the vehicle, at the end of loading; the server knows them."""
    lopez = at_door(hire)
    for carton in cartons:
        lopez.again(carton)
        lopez.says("On the vehicle", carton)
    lopez.sent()
    lopez.caught_up()
    lopez.tap("Finish")
    lopez.says("loaded")
    return lopez


def sent(floor: Floor) -> list[dict[str, Any]]:
    """Departures that were told."""
    return floor.journal("shipment")


def test_sh1_the_last_stop_is_loaded_first_and_another_order_is_confirmed(
    floor: Floor, hire: Hire
) -> None:
    packed(floor, "ORD-1", "C-0001", carrier="R1", stop=1)
    packed(floor, "ORD-2", "C-0002", carrier="R1", stop=2, door="DOOR-01")
    lopez = at_door(hire, away=True)
    lopez.says("ORD-1, stop 1", "ORD-2, stop 2")
    lopez.scan("C-0001")
    lopez.says("A later stop goes first", "Load C-0002 first, or scan this one again.")
    lopez.shot("sh1")
    lopez.scan("C-0002")
    lopez.says("Scan a carton")
    lopez.again("C-0001")
    lopez.says("Loaded", "On the vehicle")
    lopez.online()
    assert [op["body"]["lpn"] for op in lopez.told("load")] == ["C-0002", "C-0001"]
    assert floor.questions() == []


def test_sh2_sh9_a_carton_that_is_missing_at_the_close_is_left_with_a_reason_and_told_once(
    floor: Floor, hire: Hire
) -> None:
    packed(floor, "ORD-1", "C-0001", carrier="R1")
    packed(floor, "ORD-2", "C-0002", carrier="R1")
    lopez = loaded(hire, "C-0001")
    lopez.tap("It leaves")
    lopez.says("1 not loaded: why?", "C-0002")
    lopez.shot("sh2")
    lopez.tap("C-0002")
    lopez.tap("Too late for it")
    lopez.tap("The next one")
    lopez.says("Does the truck leave now?")
    lopez.shot("sh2")
    lopez.offline()
    lopez.tap("Confirm the departure")
    lopez.says("Needs the network", "A departure is not queued. Do it again in reach.")
    lopez.shot("sh2")
    assert lopez.told("shipment") == [] == sent(floor)
    lopez.online()
    lopez.tap("Confirm the departure")
    lopez.says("The truck has left")
    [left] = floor.questions("left_behind")
    assert (left["body"]["lpn"], left["body"]["why"]) == ("C-0002", "too_late")
    [told] = sent(floor)
    again = floor.ask("shipment", {"shipment": "S-ORD-1", "orders": ["ORD-1"]})
    assert (again.reason, len(floor.advices())) == ("declined_done", 1)
    assert floor.advices()[0]["op_id"] == told["op_id"]


def test_sh3_seal_driver_and_signature_go_with_the_departure(floor: Floor, hire: Hire) -> None:
    floor.ask("policy_change", {"base": 0, "changes": {"load.seal": True, "load.signature": True}})
    packed(floor)
    lopez = loaded(hire, "C-0005")
    lopez.tap("It leaves")
    lopez.says("Scan the seal")
    lopez.shot("sh3")
    lopez.scan("SL-99120")
    lopez.says("Who takes it?")
    lopez.scan("Anna Berg")
    lopez.says("Sign here", "SL-99120", "Anna Berg")
    lopez.sign()
    lopez.shot("sh3")
    lopez.tap("Keep it")
    lopez.says("Does the truck leave now?")
    lopez.shot("sh3")
    lopez.tap("Confirm the departure")
    lopez.says("The truck has left")
    lopez.photos_sent()
    [picture] = floor.journal("photo")
    [body] = [row["body"] for row in floor.shipments()]
    assert (body["seal"], body["taken_by"]) == ("SL-99120", "Anna Berg")
    assert body["signature"] and body["signature"] in picture["text"]


def test_sh4_a_full_truck_leaves_a_carton_for_the_next_route(floor: Floor, hire: Hire) -> None:
    packed(floor, "ORD-1", "C-0001", carrier="R1")
    packed(floor, "ORD-2", "C-0002", carrier="R2")
    lopez = at_door(hire, away=True)
    lopez.problem("Leave it")
    lopez.scan("C-0001")
    lopez.says("Why does C-0001 stay?")
    lopez.shot("sh4")
    lopez.tap("Truck is full")
    lopez.says("Which route is next?")
    lopez.shot("sh4")
    lopez.tap("R2")
    lopez.says("Left behind", "ORD-1: left behind, next truck")
    lopez.shot("sh4")
    lopez.online()
    [question] = floor.questions("left_behind")
    assert (question["body"]["route"], question["body"]["why"]) == ("R2", "truck_full")
    lopez.again("C-0001")
    lopez.says("On the vehicle", "Loaded")
    lopez.sent()
    assert floor.questions("left_behind") == []


def test_sh5_a_loaded_carton_is_taken_off_before_the_truck_leaves_and_not_after(
    floor: Floor, hire: Hire
) -> None:
    packed(floor)
    lopez = at_door(hire, away=True)
    lopez.scan("C-0005")
    lopez.says("Loaded")
    lopez.problem("Undo")
    lopez.says("C-0005")
    lopez.scan("PACK-01")
    lopez.says("Taken back")
    lopez.shot("sh5")
    lopez.online()
    assert [op["kind"] for op in lopez.told()] == ["load", "undo"]
    assert ("lpn:C-0005", "", "") in floor.stock(FILTERS)
    lopez.caught_up()
    lopez.again("C-0005")
    lopez.says("On the vehicle", "Loaded")
    lopez.sent()
    [shipment] = {op["body"]["shipment"] for op in lopez.told("load")}
    result = floor.ask("shipment", {"shipment": shipment, "orders": ["ORD-5"]})
    assert result.outcome == "accepted" and result.reason is None, result
    lopez.caught_up()
    lopez.problem("Undo")
    lopez.says("Only by a return")
    lopez.shot("sh5")
    assert len(lopez.told("undo")) == 1


def test_sh6_goods_are_handed_over_to_somebody_who_says_who_they_are(
    floor: Floor, hire: Hire
) -> None:
    packed(floor, service="pickup")
    lopez = loaded(hire, "C-0005")
    no = floor.ask("shipment", {"shipment": "S-ORD-5", "orders": ["ORD-5"]})
    assert (no.reason, (no.detail or {})["fields"]) == (
        "declined_papers", ["taken_by", "document"],
    )  # fmt: skip
    lopez.tap("It leaves")
    lopez.says("Who takes it?")
    lopez.scan("Anna Berg")
    lopez.says("Which document?")
    lopez.shot("sh6")
    lopez.scan("ID 4471")
    lopez.says("Does the truck leave now?")
    lopez.tap("Confirm the departure")
    lopez.says("The truck has left")
    [body] = [row["body"] for row in floor.shipments()]
    assert (body["taken_by"], body["document"], body["state"]) == (
        "Anna Berg", "ID 4471", "confirmed",
    )  # fmt: skip
    assert floor.stock(FILTERS) == {("A07-032-C", "", ""): 36}


def test_sh7_an_emergency_goes_with_a_courier_and_not_with_the_route(
    floor: Floor, hire: Hire
) -> None:
    packed(floor, "ORD-1", "C-0001", carrier="R1")
    packed(floor, "ORD-9", "C-0009", carrier="R1", priority="VOR")
    lopez = at_door(hire, away=True)
    lopez.scan("C-0001")
    lopez.says("Loaded")
    lopez.problem("Courier")
    lopez.says("Who is the courier?")
    lopez.scan("Hot Shot")
    lopez.says("Courier Hot Shot")
    lopez.scan("C-0009")
    lopez.says("Loaded")
    lopez.shot("sh7")
    lopez.online()
    vehicles = {row["shipment"]: row["body"] for row in floor.shipments()}
    assert vehicles["C-ORD-9"]["carrier"] == "Hot Shot"
    assert vehicles["C-ORD-9"]["lpns"] == ["C-0009"]
    assert vehicles["S-ORD-1"]["lpns"] == ["C-0001"]
    assert floor.questions() == []


def test_sh8_cores_that_the_stops_owe_are_named_when_the_truck_is_loaded(
    floor: Floor, hire: Hire
) -> None:
    owed = {**DEPOSIT, "customer": "D1001"}
    floor.office("returns_import", {"deposits": [owed, {**owed, "order": "SO-8"}],
                                    "groups": [GROUP]})  # fmt: skip
    packed(floor)
    lopez = at_door(hire, away=True)
    lopez.scan("C-0005")
    lopez.says("Loaded")
    lopez.tap("Finish")
    lopez.says("To bring back", "D1001 · ALT")
    lopez.shot("sh8")
    lopez.online()


def test_cf7_goods_held_after_loading_are_stopped_at_the_door_and_listed_when_gone(
    floor: Floor, hire: Hire
) -> None:
    packed(floor)
    lopez = at_door(hire, away=True)
    floor.tell("hold", {"hold": "H-7", "scope": {"lpn": "C-0005"}, "reason": "recall", "note": ""})
    lopez.scan("C-0005")
    lopez.says("Loaded")
    lopez.online()
    [alert] = floor.questions("loaded_held")
    assert alert["body"]["shipment"] == "S-ORD-5"
    lopez.caught_up()
    lopez.tap("Finish")
    lopez.tap("It leaves")
    lopez.says("Does the truck leave now?")
    lopez.tap("Confirm the departure")
    lopez.says("Held goods on board")
    lopez.shot("cf7")
    assert sum(floor.stock(FILTERS).values()) == 40
    assert [row["state"] for row in floor.shipments()] == ["open"]
    floor.ask("hold_release", {"hold": "H-7", "reason": "checked"})
    lopez.tap("Confirm the departure")
    lopez.says("The truck has left")
    floor.tell("hold", {"hold": "H-8", "scope": {"lpn": "C-0005"}, "reason": "recall", "note": ""})
    [gone] = floor.questions("shipped_held")
    assert gone["body"]["order"] == "ORD-5"
