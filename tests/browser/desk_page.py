# SPDX-License-Identifier: Apache-2.0
"""A desk in a browser: a served site, a page on which nothing fails, enrolment and sign-in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    Page,
    ViewportSize,
    expect,
    sync_playwright,
)

from tests.browser import desk_floor
from tests.browser.desk_floor import PIN, VOR, Desk
from tests.chromium import HEADLESS_FLAGS, chromium_path, whole_chromium_path

WIDE: ViewportSize = {"width": 1440, "height": 900}


def started(path: str) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        one = playwright.chromium.launch(executable_path=path, args=list(HEADLESS_FLAGS))
        yield one
        one.close()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    yield from started(chromium_path())


@pytest.fixture(scope="module", name="browser")
def whole_browser() -> Iterator[Browser]:
    """In the place of `browser`, for what the headless shell does not have."""
    yield from started(whole_chromium_path())


@pytest.fixture
def desk(sqlite_url: str, tmp_path: Path) -> Iterator[Desk]:
    with desk_floor.served(sqlite_url, tmp_path) as served:
        yield served


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    made = browser.new_context(viewport=WIDE, color_scheme="dark", locale="en-GB")
    yield made
    made.close()


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    """A page on which no script fails and nothing is refused by the page's own policy."""
    made, faults = context.new_page(), []
    made.on("pageerror", lambda error: faults.append(str(error)))
    made.on("console", lambda said: faults.append(said.text)
            if "Content Security Policy" in said.text else None)
    yield made
    assert faults == []


def enrolled(page: Page, desk: Desk, path: str) -> None:
    page.goto(desk.address + path)
    page.get_by_label("Enrolment code").fill(desk.token)
    page.keyboard.press("Enter")
    expect(page.get_by_label("Badge number")).to_be_visible()


def sign_in(page: Page, badge: str) -> None:
    """A wedge scanner types the badge and Enter; the person types the PIN."""
    page.get_by_label("Badge number").fill(badge)
    page.keyboard.press("Enter")
    expect(page.get_by_label("PIN", exact=True)).to_be_focused()
    page.keyboard.type(PIN)
    page.keyboard.press("Enter")


@pytest.fixture
def board(page: Page, desk: Desk) -> Page:
    """The desk with a supervisor signed in."""
    enrolled(page, desk, "/board")
    sign_in(page, desk.badge)
    expect(page.get_by_role("heading", name="Tasks")).to_be_visible()
    expect(page.get_by_role("button", name=re.compile(VOR))).to_be_visible()
    return page


def go(page: Page, letter: str, title: str) -> None:
    page.keyboard.press("g")
    page.keyboard.press(letter)
    expect(page.get_by_role("heading", name=title, level=1)).to_be_visible()


def question(page: Page, name: str) -> None:
    """Opens an exception of the inbox."""
    go(page, "e", "Exceptions")
    page.get_by_role("navigation", name="Exceptions").get_by_role("button", name=name).click()
    expect(page.get_by_role("heading", name=name, level=2)).to_be_visible()
