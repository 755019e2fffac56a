# SPDX-License-Identifier: Apache-2.0
"""A first start on a bad network: flows and reader come late, and what was scanned waits."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.app_server import AppServer
from tests.browser.floor import (
    LOPEZ,
    ORDER,
    demo_home,
    handheld,
    playwright,
    server,
    sign_in,
    tray_codes,
)
from tests.browser.handheld import Handheld
from tests.browser.test_size import craft

__all__ = ["demo_home", "handheld", "playwright", "server"]

LACKING = "The app is not complete yet"
# The worker of a first start has not stored anything yet, however long this test looks on.
NO_WORKER = "navigator.serviceWorker.register = () => new Promise(() => undefined);"


@dataclass
class Gap:
    """A network on which the files of the flows do not come, until it is closed."""

    open: bool = True
    refused: list[str] = field(default_factory=list)

    def handle(self, route: Route) -> None:
        if not self.open:
            return route.continue_()
        self.refused.append(route.request.url)
        return route.abort()

    def stand_before(self, page: Page) -> None:
        """Nothing of the flows passes from now on."""
        names = "|".join(re.escape(name) for name in craft())
        page.route(re.compile(rf"/assets/({names})$"), self.handle)

    def times(self, page: Page, n: int) -> None:
        """Waits until each file was asked for so often, in vain."""
        while len(self.refused) < n * len(craft()):
            page.wait_for_event("requestfailed")


@pytest.fixture
def gap(handheld: Handheld) -> Gap:
    one = Gap()
    handheld.script = NO_WORKER
    handheld.prepare = one.stand_before
    return one


def test_a_first_start_tells_what_it_lacks_and_takes_the_badge_when_it_has_come(
    server: AppServer, handheld: Handheld, gap: Gap
) -> None:
    codes = tray_codes(server.address)
    handheld.open()
    handheld.says("Scan enrolment code", LACKING)
    handheld.shot("lacking")
    handheld.tap("Use as demo handheld")
    handheld.says("Scan your badge", LACKING)
    handheld.scan(codes[LOPEZ.label])
    handheld.says("Type your PIN", LACKING)
    handheld.page.keyboard.type(LOPEZ.pin + "\n")
    handheld.says("Asking the server")
    gap.times(handheld.page, 2)
    assert LACKING in handheld.text()
    gap.open = False
    handheld.says(LOPEZ.name, ORDER)
    assert LACKING not in handheld.text()


def test_a_scan_made_before_the_flows_are_here_waits_and_is_taken(
    server: AppServer, handheld: Handheld, gap: Gap
) -> None:
    codes = tray_codes(server.address)
    gap.open = False
    handheld.open()
    handheld.tap("Use as demo handheld")
    sign_in(handheld, codes)
    handheld.says(ORDER)
    gap.open = True
    handheld.page.reload()
    handheld.says(LACKING, LOPEZ.name)
    handheld.scan(codes["DOCK-02"])
    handheld.says("Answers to come: 1")
    handheld.scan(codes["Pallet 1"])
    handheld.says("Answers to come: 2")
    handheld.shot("lacking-home")
    gap.times(handheld.page, 2)
    gap.open = False
    handheld.says("Scan a carton")
    expect(handheld.page.get_by_text(LACKING)).to_have_count(0)
