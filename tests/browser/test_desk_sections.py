# SPDX-License-Identifier: Apache-2.0
"""The desk's sections are pages to the browser: Back, Forward, links and bookmarks lead there."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.desk_floor import Desk
from tests.browser.desk_page import board, browser, context, desk, go, page
from tests.databases import sqlite_template, sqlite_url

__all__ = ["board", "browser", "context", "desk", "page", "sqlite_template", "sqlite_url"]


def at(board: Page, title: str, fragment: str) -> None:
    expect(board.get_by_role("heading", name=title, level=1)).to_be_visible()
    expect(board).to_have_url(re.compile(rf"/board{fragment}$"))


def test_back_and_forward_go_through_the_sections_that_were_open(board: Page) -> None:
    go(board, "s", "Stock")
    board.get_by_role("button", name=re.compile("^Devices")).click()
    at(board, "Devices", "#devices")
    board.go_back()
    at(board, "Stock", "#stock")
    board.go_back()
    at(board, "Tasks", "")
    board.go_forward()
    at(board, "Stock", "#stock")


def test_a_section_that_is_open_already_is_no_further_step_back(board: Page) -> None:
    go(board, "s", "Stock")
    go(board, "s", "Stock")
    board.go_back()
    at(board, "Tasks", "")


@pytest.mark.parametrize(("fragment", "title"), [
    ("#exceptions", "Exceptions"), ("#nowhere", "Tasks"), ("", "Tasks"),
])
def test_an_address_in_an_open_tab_opens_the_section_it_names(
    board: Page, desk: Desk, fragment: str, title: str
) -> None:
    go(board, "s", "Stock")
    board.goto(f"{desk.address}/board{fragment}")
    at(board, title, fragment)


def test_a_link_within_the_page_opens_a_section_and_back_leaves_it(board: Page) -> None:
    board.evaluate("location.hash = '#exceptions'")
    at(board, "Exceptions", "#exceptions")
    board.go_back()
    at(board, "Tasks", "")
