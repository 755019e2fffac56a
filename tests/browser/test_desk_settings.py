# SPDX-License-Identifier: Apache-2.0
"""The desk's settings: seen, changed, refused, and who changed them."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser import gallery
from tests.browser.desk_floor import Desk
from tests.browser.desk_page import board, browser, context, desk, page
from tests.browser.handheld import SHOTS
from tests.databases import sqlite_template, sqlite_url

__all__ = ["board", "browser", "context", "desk", "page", "sqlite_template", "sqlite_url"]

OVER = "More than announced: percent that passes"
REASONS = "Reasons for too few"


@pytest.fixture
def settings(board: Page) -> Page:
    """The section, opened with its keys."""
    board.keyboard.press("g")
    board.keyboard.press("c")
    expect(board.get_by_role("heading", name="Settings")).to_be_visible()
    return board


def choose(page: Page, name: str) -> None:
    page.get_by_role("button", name=name).first.click()
    expect(page.get_by_role("complementary", name=name)).to_be_visible()


def test_a_tolerance_is_changed_and_its_change_has_a_name(settings: Page, desk: Desk) -> None:
    choose(settings, OVER)
    expect(settings.get_by_text("Nobody has set it.")).to_be_visible()
    settings.get_by_label("Value").fill("5")
    expect(settings.get_by_text("What is told from now on is judged by it.")).to_be_visible()
    if SHOTS:
        settings.screenshot(path=f"{SHOTS}/desk-settings.png")
    assert gallery.axe(settings) == []
    settings.get_by_role("button", name="Save").click()
    expect(settings.get_by_text("2 set by this site")).to_be_visible()
    set_to = settings.get_by_role("complementary", name=OVER).locator(".pairs dd")
    assert set_to.all_inner_texts() == ["5"]
    settings.get_by_label("Value").fill("0")
    settings.get_by_role("button", name="Save").click()
    expect(settings.get_by_text("1 set by this site")).to_be_visible()
    assert set_to.all_inner_texts() == ["0", "5"]


def test_a_value_that_will_not_do_is_not_saved(settings: Page) -> None:
    choose(settings, OVER)
    for typed in ("101", "-1", "5.5", "five", ""):
        settings.get_by_label("Value").fill(typed)
        expect(settings.get_by_text("This value will not do")).to_be_visible()
        expect(settings.get_by_role("button", name="Save")).to_have_count(0)
    choose(settings, REASONS)
    for tick in settings.get_by_role("checkbox").all():
        tick.uncheck()
    expect(settings.get_by_text("Choose at least one.")).to_be_visible()


def test_a_colleague_who_was_faster_is_not_undone(settings: Page, desk: Desk) -> None:
    choose(settings, OVER)
    told = {"base": 1, "changes": {"receive.over_percent": 9}}
    assert desk.site.ask("policy_change", told, "rossi").reason is None
    settings.get_by_label("Value").fill("5")
    settings.get_by_role("button", name="Save").click()
    expect(settings.get_by_role("alert").get_by_text("what is on it has changed")).to_be_visible()


def test_settings_that_cannot_be_read_say_so_and_are_tried_again(board: Page) -> None:
    board.route("**/api/v1/settings", lambda route: route.abort())
    board.keyboard.press("g")
    board.keyboard.press("c")
    expect(board.get_by_text("The settings could not be read")).to_be_visible()
    board.unroute("**/api/v1/settings")
    board.get_by_role("button", name="Try now").click()
    expect(board.get_by_role("button", name=OVER)).to_be_visible()
