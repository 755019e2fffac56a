# SPDX-License-Identifier: Apache-2.0
"""From the first screen of a demo to every page of it, and work beyond the tour by clicks alone."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from tests.browser.app_server import AppServer
from tests.browser.floor import (
    LOPEZ,
    ORDER,
    ROSSI,
    demo_home,
    handheld,
    playwright,
    server,
    supervisor,
)
from tests.browser.handheld import WAIT_MS, Handheld

__all__ = ["demo_home", "handheld", "playwright", "server"]


def follow(worker: Handheld, link: str) -> Page:
    """A page of the demo, opened in a tab of its own."""
    assert worker.context
    with worker.context.expect_page() as opened:
        worker.page.get_by_role("link", name=link, exact=True).click()
    opened.value.wait_for_load_state()
    return opened.value


def sign_in_at_desk(desk: Page) -> None:
    """Enrols this browser under the desk's address; the supervisor signs in."""
    desk.get_by_role("button", name="Enrol this browser (demo)").click()
    desk.get_by_role("button", name=re.compile(ROSSI.name)).click()
    pin = desk.locator("input[type=password]")
    expect(pin).to_be_visible(timeout=WAIT_MS)
    pin.fill(ROSSI.pin)
    pin.press("Enter")


def offered(worker: Handheld) -> str:
    """What the tray says to scan now, or nothing."""
    now = worker.page.locator(".traynow", has_text="Scan this")
    return now.locator("b").inner_text() if now.count() else ""


def scan_offered(worker: Handheld, asked: str) -> str:
    """Waits for a question, then takes what the tray offers for it by one click."""
    worker.says(asked)
    now = worker.page.locator(".traynow", has_text="Scan this")
    expect(now).to_be_visible(timeout=WAIT_MS)
    label = offered(worker)
    now.click()
    return label


def sign_in_by_clicks(worker: Handheld) -> None:
    worker.tap("Use as demo handheld")
    assert scan_offered(worker, "Scan your badge") == LOPEZ.label
    worker.says("Type your PIN")
    worker.page.keyboard.type(LOPEZ.pin + "\n")
    worker.says("Look up", ORDER)


def test_every_page_of_the_demo_is_reached_from_its_first_screen(
    server: AppServer, handheld: Handheld
) -> None:
    handheld.open()
    handheld.says("Scan enrolment code", "with a sign-in of their own")
    board = follow(handheld, "Board")
    sign_in_at_desk(board)
    expect(board.get_by_role("heading", name="Emergency")).to_be_visible()
    station = follow(handheld, "Labels")
    expect(station.get_by_text(re.compile("Label station")).first).to_be_visible()
    handheld.look_at(0)
    sign_in_by_clicks(handheld)
    board.reload()
    expect(board.get_by_role("heading", name="Emergency")).to_be_visible()
    expect(handheld.page.get_by_role("link", name="Board")).to_be_visible()
    for work in ("Receive", "Put away", "Pick", "Count", "Pack", "Load", "Look up", "Hold"):
        handheld.says("Give me work")
        handheld.page.locator(".tiles").get_by_role("button", name=work).click()
        expect(handheld.page.get_by_role("button", name="Back")).to_be_visible()
        handheld.page.keyboard.press("Escape")


def test_a_line_of_an_order_beyond_the_tour_is_picked_by_clicks_in_the_tray(
    server: AppServer, handheld: Handheld
) -> None:
    handheld.open()
    sign_in_by_clicks(handheld)
    api = supervisor(server.address)
    handheld.tap("Pick")
    handheld.says("Scan or choose an order", ORDER)
    order = handheld.page.locator(".hh .list button b").nth(1).inner_text()
    assert order != ORDER
    handheld.tap(order)
    bin_ = scan_offered(handheld, f"{order} · line ")
    handheld.says("Scan the part")
    while "Scan the tote" not in handheld.text():
        step = handheld.text()
        if "How many do you take?" in step:
            handheld.hand_moves()
            handheld.page.keyboard.press("Enter")
        else:
            handheld.page.locator(".traynow", has_text="Scan this").click()
        handheld.page.wait_for_function(
            "before => document.querySelector('.hh').innerText !== before", arg=step
        )
    scan_offered(handheld, "Scan the tote")
    handheld.page.wait_for_function("() => document.querySelector('.hh .flash, .hh .band')")
    picked = [one["op"] for one in handheld.operations() if one["op"]["kind"] == "pick"]
    assert [(one["body"]["order"], one["body"]["source"]) for one in picked] == [(order, bin_)]
    assert {scan["entry"] for one in picked for scan in one["scans"]} == {"tray"}
    told = api.until(
        lambda: [row for row in api.every("/api/v1/journal") if row["kind"] == "pick"], bool
    )
    assert [row["outcome"] for row in told] == ["accepted"]
