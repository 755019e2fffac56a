# SPDX-License-Identifier: Apache-2.0
"""What users of comparable systems have complained of: each a test, on a handheld in a browser."""

from __future__ import annotations

import pytest
from playwright.sync_api import Route, expect

from tests.acceptance.conftest import Hire
from tests.acceptance.goods import CARTON, CARTON_2, TRUCK, notice
from tests.acceptance.served import Floor
from tests.acceptance.worker import Worker
from tests.domain.floor import line

BIN = "A02-015-B"
PADS = line("BRK-10442", 10, "L26-0190")


@pytest.fixture
def at_bin(hire: Hire) -> Worker:
    """Lopez before a bin that is to be counted, out of reach of the network."""
    lopez = hire("lopez")
    lopez.offline()
    lopez.tap("Count")
    lopez.scan(BIN)
    lopez.says("Scan each part")
    return lopez


@pytest.fixture
def at_carton(floor: Floor, hire: Hire) -> Worker:
    """Lopez at the dock, out of reach, with the first of two cartons open."""
    floor.office("asn_import", notice((CARTON, [PADS]), (CARTON_2, [line("FLT-00318", 6)])))
    lopez = hire("lopez")
    lopez.tap("Receive")
    lopez.says(TRUCK)
    lopez.offline()
    lopez.scan("DOCK-01", CARTON)
    lopez.says("Scan the carton again")
    return lopez


def test_cp2_what_was_told_offline_is_sent_without_another_scan(
    floor: Floor, at_carton: Worker
) -> None:
    at_carton.again(CARTON)
    at_carton.says("Received")
    at_carton.context.set_offline(False)
    at_carton.sent()
    assert sum(floor.stock("BRK-10442").values()) == 10


def test_cp7_cp9_a_scan_is_taken_wherever_the_focus_is(at_bin: Worker) -> None:
    at_bin.page.get_by_role("button", name="Back").focus()
    at_bin.keys("FLT-00318")
    at_bin.says("FLT-00318")
    at_bin.page.evaluate("document.activeElement.blur()")
    at_bin.keys("CLIP-UNKNOWN-1")
    at_bin.says("Unknown barcode")


def test_cp8_a_scan_reaches_the_flow_whatever_the_scanner_sends_after_it(
    floor: Floor, hire: Hire
) -> None:
    """Enter or Tab, by keys or as one committed text: in a list, at a question, at a number."""
    floor.office("asn_import", notice((CARTON, [PADS]), (CARTON_2, [line("FLT-00318", 6)])))
    lopez = hire("lopez")
    keyboard = lopez.page.keyboard
    lopez.tap("Receive")
    lopez.says(TRUCK)
    lopez.offline()
    keyboard.type(f"{TRUCK}\t")
    lopez.says("Scan the dock")
    keyboard.insert_text("DOCK-01")
    keyboard.press("Tab")
    lopez.says("Scan a pallet or carton")
    keyboard.insert_text(CARTON)
    keyboard.press("Enter")
    lopez.says("Scan the carton again")
    lopez.tap("Back")
    keyboard.type("FLT-00318\t")
    lopez.says("How many")
    keyboard.type("NB-S1/2027\t")
    lopez.says("Unknown barcode", "NB-S1/2027")
    assert [op["kind"] for op in lopez.told()] == ["unknown_scan"]


def test_cp8_a_scanner_that_sends_nothing_after_its_scan_is_heard(
    floor: Floor, hire: Hire
) -> None:
    """The silence after a burst ends it; what a person types slowly is no scan."""
    floor.office("asn_import", notice((CARTON, [PADS])))
    lopez = hire("lopez")
    lopez.tap("Receive")
    lopez.says(TRUCK)
    lopez.offline()
    lopez.page.keyboard.type(TRUCK, delay=120)
    lopez.page.wait_for_timeout(700)
    lopez.says(TRUCK, "Scan")
    lopez.silent_of("Scan the dock")
    lopez.page.keyboard.insert_text(TRUCK)
    lopez.says("Scan the dock")
    lopez.page.keyboard.insert_text("DOCK-01")
    lopez.says("Scan a pallet or carton")


def test_cp10_no_field_calls_the_screen_keyboard(at_bin: Worker) -> None:
    at_bin.scan("FLT-00318")
    at_bin.says("FLT-00318")
    fields = at_bin.page.locator("input, textarea, [contenteditable]")
    for at in range(fields.count()):
        assert fields.nth(at).get_attribute("inputmode") == "none"


def test_cp11_fast_scanning_in_a_count_loses_no_unit(at_bin: Worker) -> None:
    for _ in range(5):
        at_bin.again("FLT-00318")
    at_bin.tap("That is all in this bin")
    at_bin.says("Count saved")
    [told] = at_bin.told("count")
    assert [(one["part"], one["quantity"]) for one in told["body"]["lines"]] == [("FLT-00318", 5)]


def test_cp18_cp21_lot_and_date_are_asked_for_when_they_are_missing_not_at_the_end(
    floor: Floor, hire: Hire
) -> None:
    loose = {"kind": "pallet", "lpn": None, "packs": [], "lines": [
        {**line("SLT-00931", 6), "line": 1, "expires_on": None, "uom": "EA"},
    ]}  # fmt: skip
    floor.office("asn_import", notice(packs=[loose]))
    lopez = hire("lopez")
    lopez.tap("Receive")
    lopez.tap(TRUCK)
    lopez.scan("DOCK-01", "SLT-00931")
    lopez.number(6)
    lopez.says("Scan the lot")
    lopez.scan("B7731")
    lopez.says("Scan or type its date")
    lopez.scan("2027-12-31")
    lopez.scan("L-000901")
    lopez.says("1 of 1 cartons received")
    lopez.sent()
    assert floor.stock("SLT-00931") == {("lpn:L-000901", "B7731", ""): 6}
    assert floor.holds() == []


def test_cp1_the_whole_job_goes_on_without_network(floor: Floor, at_carton: Worker) -> None:
    at_carton.again(CARTON)
    at_carton.says("Received")
    at_carton.tap("Back")
    at_carton.tap("Put away")
    at_carton.again(CARTON)
    at_carton.says("B04-011-B")
    at_carton.scan("B04-011-B")
    at_carton.says("Scan what you bring")
    assert [op["kind"] for op in at_carton.told()] == ["receipt", "putaway"]
    assert floor.stock() == {}, "nobody knows it yet"
    at_carton.online()
    assert floor.stock("BRK-10442") == {(f"lpn:{CARTON}", "L26-0190", ""): 10}
    assert floor.questions() == []


def test_cp3_cf1_what_is_recorded_is_known_line_by_line_when_the_network_falls(
    floor: Floor, at_carton: Worker
) -> None:
    """The server has the second line and its answer was lost: it is sent again, and counts once."""
    at_carton.again(CARTON)
    at_carton.says("Received")
    at_carton.online()
    lost = []

    def lose(route: Route) -> None:
        lost.append(route.fetch().status)
        route.abort()

    at_carton.page.route("**/api/v1/sync/push", lose)
    at_carton.scan(CARTON_2)
    at_carton.tap("All is as announced")
    at_carton.says("2 of 2 cartons received")
    at_carton.page.locator(".qb").click()
    rows = at_carton.frame().locator("main ul").first.get_by_role("listitem")
    expect(rows).to_have_count(2)
    assert "FLT-00318" in rows.nth(0).inner_text()
    expect(rows.nth(0).get_by_role("img", name="saved on this device")).to_be_visible()
    expect(rows.nth(1).get_by_role("img", name="recorded by the server")).to_be_visible()
    at_carton.shot("cp3-queue")
    assert lost, "the server heard of it"
    at_carton.page.unroute("**/api/v1/sync/push")
    at_carton.sent()
    assert floor.stock("FLT-00318") == {(f"lpn:{CARTON_2}", "", ""): 6}
    assert [row["outcome"] for row in floor.journal("receipt")] == ["accepted"] * 2


def test_cp6_one_trigger_pull_by_two_channels_is_one_scan(
    floor: Floor, at_carton: Worker
) -> None:
    """Twice at once is no second look at the carton, and glued to itself it is no other code."""
    at_carton.again(CARTON + CARTON)
    at_carton.says("Received")
    at_carton.scan(CARTON_2, CARTON_2)
    at_carton.says("Scan the carton again", "FLT-00318")
    assert [op["body"]["lpn"] for op in at_carton.told()] == [CARTON]


def test_cp12_a_wrong_thing_stops_the_screen_and_says_what_was_wanted(at_carton: Worker) -> None:
    at_carton.again(CARTON)
    at_carton.says("Received")
    at_carton.tap("Back")
    at_carton.tap("Put away")
    at_carton.again(CARTON)
    at_carton.says("B04-011-B")
    at_carton.scan("DOOR-01")
    at_carton.says("Not a storage bin", "Nothing recorded.", "Wanted", "B04-011-B")
    at_carton.shot("cp12-stop")
    assert [op["kind"] for op in at_carton.told()] == ["receipt"]


def test_cp17_receiving_fills_in_no_quantity_that_nobody_counted(
    floor: Floor, hire: Hire
) -> None:
    loose = {"kind": "pallet", "lpn": None, "packs": [], "lines": [
        {**line("FLT-00318", 6), "line": 1, "expires_on": None, "uom": "EA"},
    ]}  # fmt: skip
    floor.office("asn_import", notice(packs=[loose]))
    lopez = hire("lopez")
    lopez.tap("Receive")
    lopez.tap(TRUCK)
    lopez.scan("DOCK-01", "FLT-00318")
    lopez.says("How many are there?")
    expect(lopez.page.get_by_role("button", name="Done").first).to_be_disabled()
    lopez.again("FLT-00318")
    lopez.scan("L-000901")
    assert lopez.told("receipt") == []
