# SPDX-License-Identifier: Apache-2.0
"""Loading and leaving: SH1 to SH9 of the flows, each on a handheld in a browser."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from playwright.sync_api import expect

from backend.store.outbox_rows import OutboxRows
from tests.acceptance.came_back import DEPOSIT, GROUP, answers, credits, ready
from tests.acceptance.conftest import Hire
from tests.acceptance.goods import order
from tests.acceptance.served import Floor
from tests.acceptance.worker import Worker
from tests.domain.floor import line
from tests.scenarios.site import SITE

FILTERS = "FLT-00318"


def packed(
    floor: Floor, name: str = "ORD-5", carton: str = "C-0005", part: str = FILTERS,
    source: str = "A07-032-C", lot: str | None = None, **more: Any,
) -> None:  # fmt: skip
    """A carton of an order stands at the bench."""
    if not floor.journal("receipt"):
        floor.stocked(source, line(FILTERS, 40))
    floor.office("order_import", order(name, (part, 4), **more))
    lines = [line(part, 4, lot)]
    tote = f"lpn:T-{name}"
    floor.tell("pick", {"order": name, "line": 1, "source": source, "target": tote,
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
    lopez.says("1 not loaded: choose one", "C-0002")
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
    lopez.type_in("Anna Berg")
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
    lopez.type_in("Anna Berg")
    lopez.says("Which document?")
    lopez.shot("sh6")
    lopez.type_in("ID 4471")
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


def test_sh8_a_core_that_comes_back_with_the_truck_is_of_its_order(
    floor: Floor, hire: Hire
) -> None:
    owed = {**DEPOSIT, "customer": "D1001"}
    ready(floor, deposits=[owed, {**owed, "order": "SO-8", "due_on": "2098-01-01"}])
    packed(floor)
    lopez = loaded(hire, "C-0005")
    lopez.tap("It leaves")
    lopez.tap("Confirm the departure")
    lopez.says("The truck has left", "To bring back")
    [sent_off] = floor.shipments()
    assert sent_off["body"]["collect"] == ["SO-8|1|1", "SO-7|1|1"]
    assert sent_off["body"]["exposure_minor"] == {"EUR": 10000}
    lopez.caught_up()
    lopez.tap("Go on")
    lopez.tap("Returns")
    lopez.says("S-ORD-5", "Cores to come back: 2")
    lopez.shot("sh8-back")
    lopez.offline()
    lopez.scan("DOCK-01")
    lopez.tap("S-ORD-5")
    lopez.says("SO-8 / 1", "SO-7 / 1")
    lopez.shot("sh8-truck")
    lopez.scan("ALT-1")
    answers(lopez, *["Yes"] * 6)
    lopez.tap("Go on")
    lopez.says("SO-8 / 1", "D1001", "50.00 EUR")
    lopez.shot("sh8-core")
    lopez.scan("L-000901")
    lopez.tap("Later")
    lopez.says("SO-7 / 1")
    lopez.silent_of("SO-8 / 1")
    lopez.online()
    assert credits(floor) == [("SO-8|1|1", 5000)]


def test_cf7_goods_held_after_loading_are_stopped_at_the_door_and_listed_when_gone(
    floor: Floor, hire: Hire
) -> None:
    pads = line("BRK-10442", 4, "L26-0188")
    floor.stocked("A02-015-B", pads)
    packed(floor, part="BRK-10442", source="A02-015-B", lot="L26-0188")
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
    assert sum(floor.stock("BRK-10442").values()) == 4
    assert [row["state"] for row in floor.shipments()] == ["open"]
    floor.ask("hold_release", {"hold": "H-7", "reason": "checked"})
    lopez.tap("Confirm the departure")
    lopez.says("The truck has left")
    floor.ask("hold_rule", {"rule": "R-1", "when": "recall", "part": "BRK-10442",
                            "lot_from": "L26-0188", "lot_to": "L26-0188"})  # fmt: skip
    [gone] = floor.questions("shipped_held")
    assert gone["body"]["order"] == "ORD-5"


def test_cf15_a_departure_is_never_taken_from_a_queue(floor: Floor, hire: Hire) -> None:
    packed(floor)
    lopez = loaded(hire, "C-0005")
    lopez.offline()
    lopez.tap("It leaves")
    lopez.tap("Confirm the departure")
    lopez.says("Needs the network")
    lopez.online()
    assert (lopez.told("shipment"), sent(floor)) == ([], [])
    late = floor.told("shipment", {"shipment": "S-ORD-5", "orders": ["ORD-5"]})
    assert (late.outcome, late.reason) == ("rejected", "not_a_fact")
    assert [row["state"] for row in floor.shipments()] == ["open"]


def test_cf16_what_the_erp_refused_stays_booked_says_why_and_is_sent_again_from_the_desk(
    floor: Floor, hire: Hire
) -> None:
    packed(floor)
    floor.tell("load", {"shipment": "S-1", "order": "ORD-5", "lpn": "C-0005",
                        "location": "DOOR-01"})  # fmt: skip
    floor.ask("shipment", {"shipment": "S-1", "orders": ["ORD-5"]})
    outbox = OutboxRows(floor.site.database, SITE)
    for row in outbox.claim(50, floor.site.now, floor.site.now + timedelta(seconds=30)):
        if row.document_type == "shipment_advice":
            outbox.park(row.key, row.token, "refused", "E17: period closed")
        else:
            outbox.done(row.key, row.token, "R", floor.site.now)
    [refused] = floor.advices()
    assert refused["state"] == "parked" and sum(floor.stock(FILTERS).values()) == 36
    page = hire("rossi").page
    page.goto(f"{floor.address}/board#erp")
    page.get_by_role("row").filter(has_text="ORD-5").first.get_by_role("button").first.click()
    expect(page.get_by_text("E17: period closed").first).to_be_visible()
    page.get_by_role("button", name="Send it again").click()
    expect(page.get_by_role("button", name="Send it again")).to_have_count(0)
    [again] = floor.advices()
    assert (again["state"], again["key"]) == ("unclear", refused["key"])


def test_cp24_one_bad_record_parks_alone_and_the_rest_goes_on(floor: Floor, hire: Hire) -> None:
    odd = order("ORD-1", (FILTERS, 4))
    odd["order"]["lines"][0]["uom"] = "ZZ"
    bad = floor.office("order_import", odd)
    good = floor.office("order_import", order("ORD-2", (FILTERS, 4)))
    assert (bad.outcome, bad.reason, good.outcome) == ("parked", "unknown_unit", "accepted")
    [waits] = floor.questions("parked")
    assert "ORD-1" in str(waits["body"])
    rossi = hire("rossi")
    ask = {"template": "lpn", "printer": "Dock", "data": {}, "copies": 400}
    many = rossi.page.request.post(f"{floor.address}/api/v1/labels/jobs", data=ask,
                                   headers={"X-Pickface": "1"})  # fmt: skip
    assert (many.status, many.json()["where"]) == (422, "json.copies")
