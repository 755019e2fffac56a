# SPDX-License-Identifier: Apache-2.0
"""Across all flows: people, clocks, languages, sign-ins, poison."""

from __future__ import annotations

import json
from typing import Any

import pytest

from backend.domain.parts import Hazard, Part
from tests.acceptance.conftest import Hire
from tests.acceptance.goods import CARTON, CARTON_2, TRUCK, notice, order
from tests.acceptance.served import PIN, Floor
from tests.acceptance.worker import Worker
from tests.browser.handheld import READ_QUEUE
from tests.domain.floor import SUPPLIER, line

PADS = line("BRK-10442", 10, "L26-0190")
STRANGE = "NB-S1/2027-04 0931"
PUSH = "**/api/v1/sync/push"
# The oldest operation that waits is not what was hashed any more.
POISON = """async () => {
  const base = await new Promise((good) => { const asked = indexedDB.open('pickface-queue');
    asked.onsuccess = () => good(asked.result); });
  const store = base.transaction('ops', 'readwrite').objectStore('ops');
  const rows = await new Promise((good) => { const got = store.getAll();
    got.onsuccess = () => good(got.result); });
  const first = rows.sort((a, b) => a.seq - b.seq)[0];
  await new Promise((good) => {
    store.put({ ...first, text: first.text.replace('unknown', 'unkn\u00f6wn') }).onsuccess = good;
  });
  base.close(); }"""
FAST = "() => { const now = Date.now; Date.now = () => now() + 3 * 3600e3; }"


@pytest.fixture
def at_carton(floor: Floor, hire: Hire) -> Worker:
    """Lopez at the dock with a carton open."""
    floor.office("asn_import", notice((CARTON, [PADS])))
    lopez = hire("lopez")
    lopez.tap("Receive")
    lopez.says(TRUCK)
    lopez.scan("DOCK-01", CARTON)
    lopez.says("Scan the carton again")
    return lopez


def filled(worker: Worker, percent: int) -> None:
    """The browser says that the storage is so full, and a little later the app has asked it."""
    worker.page.evaluate(
        "percent => { navigator.storage.estimate = async () => ({ usage: percent, quota: 100 }); }",
        percent,
    )
    worker.page.wait_for_timeout(5_200)
    worker.page.evaluate("window.dispatchEvent(new Event('online'))")


def actors(floor: Floor) -> list[tuple[str, str]]:
    rows = [json.loads(row["text"]) for row in floor.journal() if row["seq"]]
    return [(op["kind"], op["actor"]) for op in rows]


def test_x1_unsent_work_stays_its_authors_when_another_person_takes_the_device(
    floor: Floor, at_carton: Worker
) -> None:
    at_carton.offline()
    at_carton.again(CARTON)
    at_carton.says("1 of 1 cartons received")
    at_carton.tap("Go on")
    at_carton.tap("This device")
    at_carton.tap("Sign out")
    at_carton.page.locator("footer").get_by_role("button", name="Sign out").click()
    at_carton.says("Scan your badge")
    at_carton.context.set_offline(False)
    at_carton.scan(floor.badges["wong"])
    at_carton.says("Type your PIN")
    at_carton.keys(PIN)
    at_carton.says("Look up")
    at_carton.scan(STRANGE)
    at_carton.says("Unknown barcode")
    at_carton.sent()
    assert actors(floor) == [("receipt", "lopez"), ("unknown_scan", "wong")]


def test_x3_a_wrong_clock_is_put_right_by_what_the_server_measured(
    floor: Floor, at_carton: Worker
) -> None:
    """Three hours fast: the operation is booked at its true time."""
    at_carton.page.evaluate(FAST)
    at_carton.page.evaluate("window.dispatchEvent(new Event('online'))")
    at_carton.caught_up()
    at_carton.again(CARTON)
    at_carton.says("1 of 1 cartons received")
    at_carton.sent()
    [row] = floor.journal("receipt")
    assert abs(row["occurred_at"] - row["received_at"]) < 60_000


def test_x6_a_sign_in_that_ended_does_not_stop_the_work_only_the_sending(
    floor: Floor, at_carton: Worker
) -> None:
    at_carton.offline()
    cookies: Any = at_carton.context.cookies()
    at_carton.context.clear_cookies()
    at_carton.again(CARTON)
    at_carton.says("1 of 1 cartons received")
    assert floor.stock() == {}
    at_carton.context.add_cookies(cookies)
    at_carton.online()
    assert floor.stock("BRK-10442") == {(f"lpn:{CARTON}", "L26-0190", ""): 10}


def test_x2_a_lost_device_lets_nobody_in_and_what_it_still_brings_is_marked(
    floor: Floor, at_carton: Worker
) -> None:
    at_carton.offline()
    at_carton.again(CARTON)
    at_carton.says("1 of 1 cartons received")
    floor.lose()
    at_carton.online()
    [row] = floor.journal("receipt")
    assert (row["outcome"], row["reason"]) == ("parked", "device_revoked")
    assert floor.stock() == {}, "somebody looks at it first"
    [device] = [one for one in floor.devices() if one["state"] == "lost"]
    assert (device["queue_last_seq"], device["last_actor_id"]) == (1, "lopez")
    decided = floor.ask("resolution", {
        "operation": row["op_id"], "decision": "retry", "reason": "seen on the dock",
    })  # fmt: skip
    assert decided.reason is None
    assert floor.stock("BRK-10442") == {(f"lpn:{CARTON}", "L26-0190", ""): 10}


def test_x2_what_a_lost_device_was_picking_is_anybodys_at_once(floor: Floor, hire: Hire) -> None:
    floor.stocked("A02-015-B", line("FLT-00318", 6))
    floor.office("order_import", order("O-1", ("FLT-00318", 2)))
    lopez = hire("lopez")
    lopez.tap("Pick")
    lopez.tap("O-1")
    lopez.says("Scan the bin")
    lopez.sent()
    lopez.offline()
    wong = hire("wong")
    claimed = floor.ask("claim", {"order": "O-1"}, "wong")
    assert claimed.reason == "declined_taken"
    floor.lose()
    assert floor.ask("claim", {"order": "O-1"}, "wong").reason is None
    wong.caught_up()
    wong.tap("Pick")
    wong.says("O-1")
    wong.shot("x2")


def test_x4_cp5_a_new_version_of_the_app_keeps_what_was_not_sent(
    floor: Floor, at_carton: Worker
) -> None:
    page = at_carton.page
    page.wait_for_function("navigator.serviceWorker.controller !== null")
    page.route(PUSH, lambda route: route.abort())
    at_carton.again(CARTON)
    at_carton.says("1 of 1 cartons received")
    at_carton.tap("Go on")
    floor.new_version()
    page.evaluate("navigator.serviceWorker.getRegistration().then((one) => one.update())")
    at_carton.says("A new version is ready")
    with page.expect_navigation():
        at_carton.tap("Take it")
    at_carton.says("Look up")
    assert page.evaluate("caches.keys()") == ["shell-0123456789ab"]
    assert [op["kind"] for op in at_carton.told()] == ["receipt"]
    page.reload()
    at_carton.says("Look up")
    page.unroute(PUSH)
    at_carton.sent()
    assert floor.stock("BRK-10442") == {(f"lpn:{CARTON}", "L26-0190", ""): 10}


def test_x5_a_memory_that_fills_up_warns_and_then_begins_no_new_work(hire: Hire) -> None:
    lopez = hire("lopez")
    lopez.offline()
    filled(lopez, 84)
    lopez.says("Memory of this device: 84 % full")
    lopez.shot("x5-near")
    lopez.tap("Count")
    lopez.says("Scan the bin")
    filled(lopez, 96)
    lopez.scan("A02-015-B")
    lopez.says("Found in this bin")
    lopez.tap("Bin is empty")
    lopez.tap("Yes, it is empty")
    lopez.says("Count saved")
    lopez.tap("Back")
    lopez.says("Memory is full: no new work")
    lopez.shot("x5-full")
    lopez.tap("Receive")
    lopez.scan("A07-032-C")
    lopez.says("Memory is full: no new work", "Look up")
    assert [op["kind"] for op in lopez.told()] == ["count"], "what was open could be ended"


def test_x7_a_poisoned_operation_is_set_aside_and_the_rest_goes_on(
    floor: Floor, hire: Hire
) -> None:
    floor.office("asn_import", notice((CARTON, [PADS]), (CARTON_2, [line("FLT-00318", 6)])))
    lopez = hire("lopez")
    lopez.tap("Receive")
    lopez.offline()
    lopez.scan("DOCK-01", STRANGE)
    lopez.says("Unknown barcode")
    lopez.page.evaluate(POISON)
    for carton in (CARTON, CARTON_2):
        lopez.again(carton)
        lopez.tap("All is as announced")
    lopez.says("2 of 2 cartons received")
    lopez.page.reload()
    lopez.says("2 of 2 cartons received")
    lopez.online()
    told = [(row["kind"], row["outcome"]) for row in floor.journal() if row["seq"]]
    assert told[-2:] == [("receipt", "accepted")] * 2
    assert [outcome for _, outcome in told[:-2]] == ["rejected"]
    assert len(floor.stock()) == 2


def test_x8_another_language_amid_the_work_keeps_the_step(at_carton: Worker) -> None:
    at_carton.page.locator(".qb").click()
    at_carton.page.get_by_role("button", name="Deutsch").click()
    at_carton.says("Arbeit auf diesem Gerät")
    at_carton.shot("x8")
    at_carton.page.keyboard.press("Escape")
    at_carton.says("Karton", "L26-0190")
    at_carton.again(CARTON)
    at_carton.says("1 von 1")
    assert [op["body"]["lpn"] for op in at_carton.told("receipt")] == [CARTON]


def test_x9_training_is_marked_on_every_screen_and_nothing_of_it_is_real(
    floor: Floor, hire: Hire
) -> None:
    floor.office("asn_import", notice((CARTON, [PADS])))
    lopez = hire("lopez")
    before = lopez.page.evaluate(READ_QUEUE)
    lopez.tap("This device")
    with lopez.page.expect_navigation():
        lopez.tap("Begin training")
    lopez.says("Nothing is booked or sent", "Look up")
    lopez.shot("x9-home")
    lopez.tap("Receive")
    lopez.tap(TRUCK)
    lopez.scan("DOCK-01", CARTON)
    lopez.says("Nothing is booked or sent", "Scan the carton again")
    lopez.shot("x9-step")
    lopez.again(CARTON)
    lopez.says("1 of 1 cartons received")
    lopez.page.reload()
    lopez.says("Nothing is booked or sent", "1 of 1 cartons received")
    lopez.tap("Go on")
    lopez.page.evaluate("window.dispatchEvent(new Event('online'))")
    lopez.tap("This device")
    with lopez.page.expect_navigation():
        lopez.tap("End training")
    lopez.says("Look up")
    lopez.silent_of("Nothing is booked or sent")
    after = lopez.page.evaluate(READ_QUEUE)
    assert (before["ops"], after["ops"]) == ([], [])
    names = lopez.page.evaluate("indexedDB.databases().then((all) => all.map((b) => b.name))")
    assert not [name for name in names if "training" in name]
    assert floor.journal("receipt") == []
    lopez.tap("Receive")
    lopez.says(TRUCK)


def test_x10_what_was_scanned_is_judged_as_scanned_and_its_danger_as_it_is_now(
    floor: Floor, hire: Hire
) -> None:
    floor.tell("receipt", {
        "receipt": "R", "asn": None, "supplier": SUPPLIER, "location": "DOCK-01",
        "lpn": "L-000777", "parent_lpn": None, "lines": [line("FLT-00318", 4)],
    })  # fmt: skip
    lopez = hire("lopez")
    lopez.tap("Put away")
    lopez.offline()
    lopez.scan("L-000777")
    lopez.says("Scan the bin")
    lopez.scan("A02-015-B")
    lopez.again("A02-015-B")
    lopez.says("Scan what you bring")
    floor.has(Part("FLT-00318", "Oil filter", hazard=Hazard("3", "UN1993")))
    lopez.online()
    assert floor.stock("FLT-00318") == {("lpn:L-000777", "", ""): 4}
    assert floor.place("L-000777") == "A02-015-B"
    assert [one["kind"] for one in floor.questions()] == ["misplaced"]
