# SPDX-License-Identifier: Apache-2.0
"""The main job in a real browser: a truck in and an emergency order out, with the server dead.

The server's process group is killed before the first scan and comes back after the last one. The
browser is killed in the middle of the serials. Every step goes through the screens of the app.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from typing import Any

from playwright.sync_api import Page, Playwright, expect

from backend.demo.codes import sscc
from tests.browser.app_server import Api, AppServer
from tests.browser.floor import (
    LOPEZ,
    ORDER,
    ROSSI,
    TRUCK,
    booked,
    demo_home,
    handheld,
    journal,
    make_ready,
    playwright,
    server,
    supervisor,
    tray_codes,
)
from tests.browser.handheld import WAIT_MS, Handheld
from tests.chromium import HEADLESS_FLAGS, chromium_path

__all__ = ["demo_home", "handheld", "playwright", "server"]

PADS_PLATE, MODULES_PLATE = sscc(102), sscc(104 - 1)
SEALANT_PLATE, PADS_PLATE_TOO = sscc(301), sscc(302)  # plates of ours, for units taken out
OUT_CARTON = sscc(201)
SERIALS = ["E7A000311", "E7A000312", "E7A000313"]
FREE = "E7A000290"
COUNTED = {"FLT-00318": 18, "FLT-00322": 6}
KINDS = [*["receipt"] * 4, *["putaway"] * 4, "count", "pick", "hold_hit", "pick", "pack", "pack",
         "load"]  # fmt: skip


def plate(lpn: str) -> str:
    """An SSCC as a scanner sends it."""
    return f"]C100{lpn}"


def receive_cartons(worker: Handheld, codes: dict[str, str]) -> None:
    """Dock, pallet, a carton by its plate, and two of three serials; then the tab dies."""
    worker.tap("Receive")
    worker.says("Scan a plate or paper", TRUCK)
    worker.keys(codes["DOCK-02"])
    worker.says("Right place")
    worker.scan(codes["Pallet 1"])
    worker.says("Scan a carton")
    worker.scan(codes["Carton 1.1"])
    worker.says("Scan the carton again", "BRK-10442", "L26-0188")
    worker.shot("carton")
    worker.scan_again(codes["Carton 1.1"])
    worker.says("Received")
    worker.tray("Carton 1.2")
    worker.says("Goes on hold", "Scan serial 1 of 3")
    worker.keys(codes[SERIALS[0]])
    worker.says("Scan serial 2 of 3")
    worker.scan(codes[SERIALS[1]])
    worker.says("Scan serial 3 of 3")
    worker.shot("serials")


def reopen_in_the_middle(worker: Handheld) -> None:
    """The browser is killed; the app starts cold with no server and asks the same question."""
    before = worker.text()
    worker.kill()
    worker.open()
    worker.says("Scan serial 3 of 3", *SERIALS[:2], "Goes on hold")
    assert worker.text() == before
    worker.shot("reopened")


def receive_rest(worker: Handheld, codes: dict[str, str]) -> None:
    """The third serial; then the second pallet by unit, onto plates of our own."""
    worker.scan(codes[SERIALS[2]])
    worker.says("Scan the carton again", "3/3")
    worker.page.keyboard.press("Escape")
    worker.says("Scan serial 3 of 3")
    worker.scan_again(codes[SERIALS[2]])
    worker.says("Scan the carton again")
    worker.hand_moves()
    worker.page.keyboard.press("Enter")  # "All is as announced"
    worker.says("Scan a pallet or carton")
    for label, quantity, lpn in (
        ("SLT-00931, lot B9931", 24, SEALANT_PLATE), ("BRK-10442, lot L26-0190", 8, PADS_PLATE_TOO)
    ):  # fmt: skip
        worker.scan(codes[label])
        worker.says("How many are there?")
        worker.type_number(quantity)
        worker.says("Scan a free plate")
        worker.scan(plate(lpn))
        worker.says("Received")
    worker.says("3 of 3 cartons received")
    worker.shot("received")
    worker.tap("Go on")
    worker.says("Give me work")


def put_away(worker: Handheld, codes: dict[str, str]) -> None:
    """Each plate to the place it is directed to; where it may not stand, the scan is stopped."""
    worker.tap("Put away")
    stops = {SEALANT_PLATE: ("H01-020-A", "Not for this hazard"),
             MODULES_PLATE: ("Q01-001-A", "Hold zone only")}  # fmt: skip
    for lpn, target in ((SEALANT_PLATE, "H01-020-A"), (MODULES_PLATE, "Q01-001-A"),
                        (PADS_PLATE, "A01-005-C"), (PADS_PLATE_TOO, "A01-006-B")):  # fmt: skip
        worker.says("Scan what you bring", lpn)
        worker.scan(plate(lpn))
        worker.says("Scan the bin", target)
        if lpn in stops:
            before = len(worker.operations())
            worker.scan(codes["A02-015-A"])
            worker.says(stops[lpn][1], "Nothing recorded.")
            worker.shot("putaway-stopped")
            worker.page.keyboard.press("Escape")
            worker.says("Nothing recorded.")
            assert len(worker.operations()) == before
        worker.scan(codes[target])
        worker.says("Put away", target)
    worker.page.keyboard.press("Escape")
    worker.says("Give me work")


def numbers_of(value: Any) -> list[int]:
    """Every whole number in a nest of lists and objects."""
    if isinstance(value, dict):
        return [n for one in value.values() for n in numbers_of(one)]
    if isinstance(value, list):
        return [n for one in value for n in numbers_of(one)]
    return [value] if isinstance(value, int) and not isinstance(value, bool) else []


def expects_nothing(worker: Handheld) -> None:
    """What the book says is neither on the glass nor in what the step keeps."""
    page = re.sub(r"<svg.*?</svg>", "", worker.frame().inner_html(), flags=re.DOTALL)
    seen = {int(n) for n in re.findall(r"(?<![\w.-])\d+(?![\w-])", page)}
    (flow,) = (row for row in worker.stored()["meta"] if "frames" in str(row))
    for number in COUNTED.values():
        assert number not in seen, page
        assert number not in numbers_of(flow), json.dumps(flow)


def count(worker: Handheld, codes: dict[str, str]) -> None:
    """The bin of filters, blind."""
    worker.tap("Count")
    worker.says("Scan the bin")
    worker.scan(codes["B04-011-B"])
    worker.says("Scan each part", "no expected number")
    expects_nothing(worker)
    worker.scan(codes["FLT-00318"])
    worker.says("FLT-00318")
    expects_nothing(worker)
    worker.shot("count")
    worker.tap("Type a number")
    worker.type_number(COUNTED["FLT-00318"])
    worker.tray("FLT-00322")
    worker.says("FLT-00322")
    for number in range(1, COUNTED["FLT-00322"]):
        worker.says(f"{number}each")
        worker.tap("More", exact=True)
    worker.says("6each")
    worker.tap("That is all in this bin")
    worker.says("Count saved")
    worker.page.keyboard.press("Escape")


def pick(worker: Handheld, codes: dict[str, str]) -> None:
    """The emergency order, the nearer line first; a wrong part and a unit on hold are stopped."""
    worker.says("Give me work", "Emergency order")  # of two for today, the one that is nearer
    worker.tap("Pick")
    worker.tap(ORDER)
    worker.says(f"{ORDER} · line 1 of 2", "A01-005-C", "L26-0188")
    worker.scan(codes["A01-005-C"])
    worker.says("Scan the part", "BRK-10442")
    worker.scan(codes["BRK-10424, wrong part"])
    worker.says("Wrong part", "A07-009-C")
    worker.scan(codes["BRK-10442, lot L26-0188"])
    worker.says("How many do you take?")
    worker.hand_moves()
    worker.page.keyboard.press("Enter")
    worker.says("Scan the tote")
    worker.scan(codes["Tote T-0418"])
    worker.says(f"{ORDER} · line 2 of 2", "A02-015-B")
    worker.scan(codes["A02-015-B"])
    worker.says("Scan the part", "ECU-77810-AB")
    before = len(worker.operations())
    worker.scan(codes[f"{SERIALS[0]}, on hold"])
    worker.says("Do not use this unit", SERIALS[0], "Q01-001-A")
    worker.shot("held")
    told = [one["op"]["kind"] for one in worker.operations()[before:]]
    assert told == ["hold_hit"], "nothing is picked; a supervisor hears of it"
    worker.hand_moves()
    worker.page.keyboard.press("Enter")
    worker.says("Scan the part")
    worker.scan(codes[f"{FREE}, free"])
    worker.says("Scan the tote")
    worker.scan_again(codes["Tote T-0418"])
    worker.says("Order is picked")
    worker.tap("Go on")


def pack_and_load(worker: Handheld, codes: dict[str, str]) -> None:
    """From the tote into a carton, and onto the vehicle."""
    worker.tap("Pack")
    worker.says("Scan the tote")
    worker.scan_again(codes["Tote T-0418"])
    worker.says("Scan a carton plate")
    worker.scan(codes["Carton plate 1"])
    worker.says("Scan a part in the tote")
    worker.scan(codes[f"{FREE}, free"])
    worker.says("Packed")
    worker.scan(codes["BRK-10442, lot L26-0188"])
    worker.says("How many go in?")
    worker.type_number(4)
    worker.says("Order is packed")
    worker.tap("Go on")
    worker.tap("Load")
    worker.scan(codes["DOOR-03"])
    worker.says("Scan a carton", ORDER)
    worker.scan(codes["Carton plate 1"])
    worker.says("Loaded")
    worker.tap("Finish")
    worker.says("1 carton loaded")
    worker.tap("Go on")


def all_is_saved_here(worker: Handheld) -> None:
    """Header and queue page say how much waits here, and since when."""
    badge = worker.page.locator(".qb")
    expect(badge).to_contain_text(re.compile(rf"{len(KINDS)}\s*\d+ min"))
    badge.click()
    expect(worker.page.locator(".totals dd")).to_have_text([str(len(KINDS)), "0", "0"])
    worker.says("Offline since", "The oldest not yet recorded")
    rows = worker.page.locator(".hh li.row, .hh .list li")
    expect(rows).to_have_count(len(KINDS))
    assert [row["op"]["kind"] for row in worker.operations()] == KINDS
    worker.shot("queue")


def the_truck_leaves(playwright: Playwright, server: AppServer) -> None:
    """The supervisor confirms the shipment on the desk's own page."""
    browser = playwright.chromium.launch(executable_path=chromium_path(), args=list(HEADLESS_FLAGS))
    page = browser.new_context(viewport={"width": 1280, "height": 800}).new_page()
    page.set_default_timeout(WAIT_MS)
    page.goto(f"{server.address}/board")
    sign_in_at_desk(page)
    page.keyboard.press("g")
    page.keyboard.press("o")
    page.get_by_role("button", name=ORDER).first.click()
    page.get_by_role("button", name="The truck leaves").click()
    expect(page.get_by_text("This truck has left.")).to_be_visible(timeout=WAIT_MS)
    browser.close()


def sign_in_at_desk(page: Page) -> None:
    page.get_by_label("Enrolment code").fill("demo")
    page.keyboard.press("Enter")
    page.get_by_label("Badge number").fill(ROSSI.badge)
    page.keyboard.press("Enter")
    expect(page.get_by_label("PIN", exact=True)).to_be_focused()
    page.keyboard.type(ROSSI.pin + "\n")
    expect(page.get_by_role("heading", name="Tasks")).to_be_visible(timeout=WAIT_MS)


def each_operation_once(api: Api, worker: Handheld) -> None:
    """One row of the journal for each operation of the device, in its order, all accepted."""
    mine = worker.operations()
    rows = journal(api)
    assert [row["op_id"] for row in rows] == [one["op_id"] for one in mine]
    assert [row["seq"] for row in rows] == list(range(1, len(KINDS) + 1))
    odd = [(row["kind"], row["reason"], row["detail"]) for row in rows
           if row["outcome"] != "accepted"]
    assert not odd, odd
    assert {row["actor"] for row in rows} == {LOPEZ.actor}


def stock_of(api: Api, part: str) -> list[tuple[str, int, str]]:
    """Where a part is: location, quantity, status."""
    rows = api.every(f"/api/v1/stock?part={part}")
    return sorted((row["location"], row["quantity"], row["status"]) for row in rows)


def books_say_what_happened(api: Api) -> None:
    """Balances, promises, the order and the story of the unit that left."""
    assert stock_of(api, "ECU-77810-AB") == [("Q01-001-A", 1, "held")] * 3
    assert stock_of(api, "BRK-10442") == [
        ("A01-005-C", 36, "available"), ("A01-006-B", 8, "available"),
    ]  # fmt: skip
    assert stock_of(api, "SLT-00931") == [("H01-020-A", 24, "available")]
    for part, quantity in COUNTED.items():
        assert ("B04-011-B", quantity, "available") in stock_of(api, part)
    modules = api.get("/api/v1/stock/ECU-77810-AB/availability")
    assert (modules["on_hand"], modules["held"], modules["available"], modules["atp"]) == (
        3, 3, 0, 0)  # fmt: skip
    pads = api.get("/api/v1/stock/BRK-10442/availability")
    assert (pads["on_hand"], pads["available"], pads["atp"]) == (44, 44, 44)
    order = api.get(f"/api/v1/orders/{ORDER}")
    assert order["state"] == "shipped"
    assert [line["picked"] for line in order["lines"]] == [1, 4]
    (notice,) = (one for one in api.every("/api/v1/asns") if one["asn"] == TRUCK)
    assert notice["state"] == "received"
    story = api.every(f"/api/v1/stock/moves?serial={FREE}")
    assert story[-1]["target"] == "@customer"
    assert not any(move["settled"] for move in story)


def the_erp_was_told(api: Api, worker: Handheld) -> None:
    """Receipts, the hold, the count and the shipment, each once, all booked."""
    told = {row["op_id"] for row in worker.operations()}
    shipped = {row["op_id"] for row in api.every("/api/v1/journal") if row["kind"] == "shipment"}

    def papers_now() -> list[Any]:
        rows = api.every("/api/v1/erp/documents")
        return [row for row in rows if row["operation"] in told | shipped]

    papers = api.until(papers_now, lambda rows: all(row["state"] == "booked" for row in rows))
    assert Counter(row["type"] for row in papers) == {
        "goods_receipt": 4, "stock_status": 1, "count_result": 1, "shipment_advice": 1,
    }  # fmt: skip
    assert {row["state"] for row in papers} == {"booked"}
    assert len({row["number"] for row in papers}) == len(papers)


def test_a_truck_comes_in_and_an_emergency_order_goes_out_while_the_server_is_dead(
    playwright: Playwright, server: AppServer, handheld: Handheld
) -> None:
    codes = tray_codes(server.address)
    make_ready(handheld, codes)
    server.kill()
    assert server.is_dead()
    receive_cartons(handheld, codes)
    reopen_in_the_middle(handheld)
    receive_rest(handheld, codes)
    put_away(handheld, codes)
    count(handheld, codes)
    pick(handheld, codes)
    pack_and_load(handheld, codes)
    assert server.is_dead()
    all_is_saved_here(handheld)
    server.start()
    booked(handheld, len(KINDS))
    handheld.shot("booked")
    the_truck_leaves(playwright, server)
    api = supervisor(server.address)
    each_operation_once(api, handheld)
    books_say_what_happened(api)
    the_erp_was_told(api, handheld)
