# SPDX-License-Identifier: Apache-2.0
"""What a bad day does to a handheld: lost replies, two tabs, a full memory, another worker."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from playwright.sync_api import Playwright, Route, expect

from tests.browser.app_server import AppServer, copy_of
from tests.browser.floor import (
    DRAIN_MS,
    LOPEZ,
    ORDER,
    WONG,
    demo_home,
    handheld,
    journal,
    make_ready,
    playwright,
    sign_in,
    supervisor,
    tray_codes,
)
from tests.browser.handheld import Handheld

__all__ = ["demo_home", "handheld", "playwright"]

PUSH = re.compile(r"/api/v1/sync/push$")
GOOD_HZ = 1568  # where the good tone begins; the stop has 740 and 523
UNKNOWN = ["NB-S1/2027-04 0931", "NB-S1/2027-04 0932", "NB-S1/2027-04 0933"]

# Before the app's own script: notes every pitch that is played, and can make the memory full.
INSTRUMENTS = """
window.heard = [];
const pitch = AudioParam.prototype.setValueAtTime;
AudioParam.prototype.setValueAtTime = function (value, at) {
  if (value > 100) window.heard.push(Math.round(value));
  return pitch.call(this, value, at);
};
window.full = false;
for (const name of ['put', 'add']) {
  const write = IDBObjectStore.prototype[name];
  IDBObjectStore.prototype[name] = function (...given) {
    if (window.full) throw new DOMException('no room left', 'QuotaExceededError');
    return write.apply(this, given);
  };
}
"""


class Ready(NamedTuple):
    """A site's folder, a browser's profile with Ana Lopez signed in there, and their port."""
    home: Path
    profile: Path
    port: int


@pytest.fixture(scope="module")
def ready(
    demo_home: Path, playwright: Playwright, tmp_path_factory: pytest.TempPathFactory
) -> Ready:
    """Made once and copied for each test; a browser keeps things by address, so by port too."""
    folder = tmp_path_factory.mktemp("ready")
    server = copy_of(demo_home, folder / "server")
    server.start()
    handheld = Handheld(playwright, folder / "profile", server.address)
    make_ready(handheld, tray_codes(server.address))
    handheld.close()
    server.kill()
    return Ready(server.home, handheld.profile, server.port)


@pytest.fixture
def server(ready: Ready, tmp_path: Path) -> Iterator[AppServer]:
    """A running server over its own copy of that site."""
    one = copy_of(ready.home, tmp_path / "server")
    one.port = ready.port
    one.start()
    yield one
    one.kill()


@pytest.fixture
def codes(server: AppServer) -> dict[str, str]:
    """The printed barcodes of the demo."""
    return tray_codes(server.address)


@pytest.fixture
def signed_in(handheld: Handheld, ready: Ready) -> Handheld:
    """A handheld with Ana Lopez signed in, work and shell on board, on its first screen."""
    shutil.copytree(ready.profile, handheld.profile)
    handheld.open()
    handheld.says(ORDER)
    return handheld


@pytest.fixture
def worker(signed_in: Handheld) -> Handheld:
    """She has begun a receipt; what is played can be heard, and her memory can be made full."""
    assert signed_in.context
    signed_in.context.add_init_script(INSTRUMENTS)
    signed_in.page.reload()
    signed_in.tap("Receive")
    signed_in.says("Scan a plate or paper")
    return signed_in


def tell(worker: Handheld, raw: str) -> None:
    """One operation: a code that nobody knows is kept."""
    worker.scan(raw)
    worker.says("Unknown barcode", raw)


def pending(worker: Handheld, n: int) -> None:
    """Waits until the header says that so many are only saved here."""
    badge = worker.page.locator(".qb")
    words = re.compile(rf"(?<!\d){n} only saved here" if n else "everything is recorded")
    expect(badge).to_contain_text(words, timeout=DRAIN_MS)


def each_once(server: AppServer, worker: Handheld) -> list[dict[str, Any]]:
    """The journal's rows: the device's operations, each once, in order, accepted."""
    rows = journal(supervisor(server.address))
    mine = worker.operations()
    assert [row["op_id"] for row in rows] == [one["op_id"] for one in mine]
    assert [row["seq"] for row in rows] == list(range(1, len(mine) + 1))
    assert {row["outcome"] for row in rows} == {"accepted"}
    return rows


def losing(times: int) -> tuple[Callable[[Route], None], list[str]]:
    """Lets requests through, and loses the first answers after the server gave them."""
    lost: list[str] = []

    def handle(route: Route) -> None:
        carries = '"op_id"' in (route.request.post_data or "")
        if not carries or len(lost) >= times:
            return route.continue_()
        lost.append(route.fetch().text())
        return route.abort()

    return handle, lost


def test_a_reply_lost_after_the_commit_books_nothing_twice(
    server: AppServer, worker: Handheld
) -> None:
    handle, lost = losing(3)
    worker.page.route(PUSH, handle)
    for raw in UNKNOWN[:2]:
        tell(worker, raw)
    pending(worker, 0)
    assert len(lost) == 3
    assert all('"accepted"' in text for text in lost), lost
    assert len(each_once(server, worker)) == 2


def test_two_tabs_are_one_device_and_send_each_operation_once(
    server: AppServer, worker: Handheld
) -> None:
    server.kill()
    tell(worker, UNKNOWN[0])
    worker.open_tab()
    worker.says("Scan a plate or paper")
    tell(worker, UNKNOWN[1])
    worker.look_at(0)
    tell(worker, UNKNOWN[2])
    server.start()
    pending(worker, 0)
    worker.look_at(1)
    pending(worker, 0)
    assert [row["kind"] for row in each_once(server, worker)] == ["unknown_scan"] * 3


def test_a_reload_keeps_what_was_not_sent(server: AppServer, worker: Handheld) -> None:
    server.kill()
    for raw in UNKNOWN[:2]:
        tell(worker, raw)
    pending(worker, 2)
    worker.page.reload()
    worker.says("Scan a plate or paper")
    pending(worker, 2)
    server.start()
    pending(worker, 0)
    assert len(each_once(server, worker)) == 2


def test_what_cannot_be_stored_is_refused_loudly_and_without_a_good_tone(
    worker: Handheld, codes: dict[str, str]
) -> None:
    worker.scan(codes["Pallet 1"])
    worker.says("Scan the dock")
    assert GOOD_HZ in worker.page.evaluate("heard")
    before = worker.stored()
    worker.page.evaluate("heard.length = 0; full = true")
    worker.scan(codes["DOCK-02"])
    worker.says("Not saved", "Memory is full. Stop and call your supervisor.")
    worker.shot("not-saved")
    heard = worker.page.evaluate("heard")
    assert heard, "silence is no refusal"
    assert GOOD_HZ not in heard
    covered = worker.page.locator(".stopscreen").bounding_box()
    frame = worker.frame().bounding_box()
    assert covered and frame
    assert covered["height"] >= frame["height"] - 1 and covered["width"] >= frame["width"] - 1
    worker.page.keyboard.press("Escape")
    worker.says("Not saved")
    assert worker.stored() == before
    worker.tap("Try to save again")
    worker.says("Scan the dock")
    worker.scan(codes["DOCK-02"])
    worker.says("Scan a carton")


def test_an_unknown_barcode_is_kept_and_a_supervisor_sees_it(
    server: AppServer, worker: Handheld
) -> None:
    tell(worker, UNKNOWN[0])
    worker.says("Scan a plate or paper")
    worker.shot("unknown")
    pending(worker, 0)
    (row,) = each_once(server, worker)
    raised = [one for one in supervisor(server.address).every("/api/v1/exceptions")
              if one["operation"] == row["op_id"]]
    assert [one["kind"] for one in raised] == ["unknown_barcode"]
    assert UNKNOWN[0] in str(raised)


def test_the_next_workers_badge_does_not_change_who_scanned_before(
    server: AppServer, worker: Handheld, codes: dict[str, str]
) -> None:
    worker.page.route(PUSH, lambda route: route.abort())
    for raw in UNKNOWN[:2]:
        tell(worker, raw)
    worker.page.keyboard.press("Escape")
    worker.says("Give me work")
    worker.tap("This device")
    worker.tap("Sign out")
    worker.says("2 scans")
    worker.shot("sign-out")
    worker.page.locator(".foot .btn.do").click()
    worker.says("Scan your badge", LOPEZ.name)
    sign_in(worker, codes, WONG)
    worker.says(WONG.name)
    worker.tap("Receive")
    tell(worker, UNKNOWN[2])
    pending(worker, 3)
    worker.page.unroute(PUSH)
    pending(worker, 0)
    rows = each_once(server, worker)
    assert [row["actor"] for row in rows] == [LOPEZ.actor, LOPEZ.actor, WONG.actor]


def test_a_device_that_the_server_forgot_is_enrolled_again_and_loses_nothing(
    server: AppServer, worker: Handheld, codes: dict[str, str]
) -> None:
    assert worker.context
    worker.context.clear_cookies()
    tell(worker, UNKNOWN[0])
    worker.page.keyboard.press("Escape")
    worker.says("Scan enrolment code", LOPEZ.name)
    worker.shot("forgotten")
    worker.tap("Use as demo handheld")
    sign_in(worker, codes, WONG)
    pending(worker, 0)
    (row,) = each_once(server, worker)
    assert row["actor"] == LOPEZ.actor


def test_what_the_server_asks_a_person_to_do_stands_on_the_screen_until_it_was_seen(
    worker: Handheld,
) -> None:
    def overpicked(route: Route) -> None:
        reply = route.fetch()
        body = reply.json()
        for one in body["results"]:
            one |= {"outcome": "accepted_discrepancy", "reason": "line_overpicked",
                    "detail": {"surplus": 1}}  # fmt: skip
        route.fulfill(response=reply, json=body)

    worker.page.route(PUSH, overpicked)
    tell(worker, UNKNOWN[0])
    worker.says("Too many picked: put 1 back")
    worker.page.unroute(PUSH)
    tell(worker, UNKNOWN[1])
    worker.page.reload()
    worker.says("Too many picked: put 1 back", "Scan a plate or paper")
    worker.shot("asks")
    worker.tap("Seen")
    expect(worker.frame()).not_to_contain_text("Too many picked")
    worker.page.reload()
    worker.says("Scan a plate or paper")
    expect(worker.frame()).not_to_contain_text("Too many picked")


def test_the_app_can_be_installed(worker: Handheld) -> None:
    assert worker.context
    session = worker.context.new_cdp_session(worker.page)
    found = session.send("Page.getInstallabilityErrors")
    assert found["installabilityErrors"] == []
    manifest = session.send("Page.getAppManifest")
    assert manifest["errors"] == []


def test_the_pin_can_be_typed_slowly_or_fast_and_enter_confirms_it(
    handheld: Handheld, codes: dict[str, str]
) -> None:
    handheld.open()
    handheld.tap("Use as demo handheld")
    handheld.says("Scan your badge")
    handheld.scan(codes[WONG.label])
    handheld.says("Type your PIN")
    handheld.page.keyboard.type("99")
    expect(handheld.page.locator(".qty")).to_contain_text("2 digits")
    handheld.page.keyboard.press("Backspace")
    handheld.page.keyboard.press("Backspace")
    handheld.scan(codes[LOPEZ.label])  # another person's badge, instead of the PIN
    expect(handheld.page.locator(".qty")).to_contain_text("0 digits")
    handheld.page.keyboard.type("0000\n")
    handheld.says("Badge or PIN not known")
    for digit in LOPEZ.pin:
        handheld.page.keyboard.press(digit)
        handheld.hand_moves()
    handheld.page.keyboard.press("Enter")
    handheld.says(LOPEZ.name, "Look up")


def sign_out(worker: Handheld) -> None:
    """By the menu of the first screen."""
    worker.tap("This device")
    worker.tap("Sign out")
    worker.page.locator("footer").get_by_role("button", name="Sign out").click()
    worker.says("Scan your badge")


def test_another_tab_has_the_same_person_and_records_nothing_for_who_signed_out(
    server: AppServer, worker: Handheld, codes: dict[str, str]
) -> None:
    worker.page.keyboard.press("Escape")
    worker.says("Give me work")
    worker.open_tab()
    worker.says("Give me work")
    worker.look_at(0)
    sign_out(worker)
    worker.look_at(1)
    worker.says("Scan your badge")
    worker.scan(UNKNOWN[0])
    worker.look_at(0)
    sign_in(worker, codes, WONG)
    worker.look_at(1)
    worker.says(WONG.name)
    worker.tap("Receive")
    tell(worker, UNKNOWN[1])
    pending(worker, 0)
    (row,) = each_once(server, worker)
    assert row["actor"] == WONG.actor


def test_who_signs_out_without_network_is_out_and_the_next_pin_is_nobodys_barcode(
    server: AppServer, signed_in: Handheld, codes: dict[str, str]
) -> None:
    handheld = signed_in
    server.kill()
    sign_out(handheld)
    handheld.page.reload()
    handheld.says("Scan your badge")
    server.start()
    handheld.page.reload()
    handheld.says("Scan your badge")
    handheld.keys(WONG.pin)  # typed before the badge: nothing takes it for a barcode
    handheld.page.reload()
    sign_in(handheld, codes, WONG)
    tell(handheld, UNKNOWN[0])
    pending(handheld, 0)
    assert [row["op"]["actor"] for row in handheld.operations()] == [WONG.actor]
    assert [row["actor"] for row in each_once(server, handheld)] == [WONG.actor]


def test_who_worked_here_today_signs_in_again_without_network(
    server: AppServer, signed_in: Handheld, codes: dict[str, str]
) -> None:
    handheld = signed_in
    server.kill()
    sign_out(handheld)
    sign_in(handheld, codes)
    handheld.page.reload()
    handheld.says(ORDER)
    handheld.tap("Receive")
    handheld.says("Scan a plate or paper")
    tell(handheld, UNKNOWN[0])
    server.start()
    pending(handheld, 0)
    assert [row["actor"] for row in each_once(server, handheld)] == [LOPEZ.actor]
