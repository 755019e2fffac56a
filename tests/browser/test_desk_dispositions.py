# SPDX-License-Identifier: Apache-2.0
"""What becomes of held goods, and who sees to a hold, decided at the desk (IN9, IN10)."""

from __future__ import annotations

import os
import re

import sqlalchemy as sa
from playwright.sync_api import Locator, Page, expect

from backend.store import book_tables as t
from tests.browser.desk_floor import PIN, WITNESS, Desk
from tests.browser.desk_page import board, browser, context, desk, go, page
from tests.databases import sqlite_template, sqlite_url

__all__ = ["board", "browser", "context", "desk", "page", "sqlite_template", "sqlite_url"]


def held(board: Page, card: str) -> Locator:
    """The one hold of the site, and a card that decides on it."""
    go(board, "e", "Exceptions")
    board.get_by_role("button", name=re.compile("^Held")).click()
    return board.get_by_role("region", name=re.compile(card))


def told(desk: Desk, kind: str) -> list[str]:
    query = sa.select(t.journal.c.outcome).where(t.journal.c.kind == kind)
    return [row.outcome for row in desk.site.rows(query)]


def test_held_goods_are_scrapped_before_a_witness_and_leave_the_book(
    board: Page, desk: Desk
) -> None:
    card = held(board, "Scrap goods")
    for word in ("leave the book", "Hears of the loss", "ECU-77810-AB"):
        expect(card).to_contain_text(word)
    card.get_by_label("Reason").select_option("damaged")
    expect(card.get_by_role("button")).to_be_disabled()
    card.get_by_label("Who else saw it").select_option(label=WITNESS)
    card.get_by_label("Badge of the witness").fill(desk.worker)
    card.get_by_label("PIN of the witness").fill("000000")
    goods = card.get_by_label("Which goods")
    expect(goods.get_by_role("option")).to_have_count(4)  # three units, and none chosen
    goods.select_option(index=1)
    card.get_by_label("How many").fill("9")
    expect(card.get_by_role("button")).to_be_disabled()
    card.get_by_label("How many").fill("1")
    if shots := os.environ.get("PICKFACE_SHOTS"):
        board.set_viewport_size({"width": 1440, "height": 900})
        for scheme in ("dark", "light"):
            board.emulate_media(color_scheme=scheme)
            board.screenshot(path=f"{shots}/dispose-{scheme}.png")
    card.get_by_role("button").press("Enter")
    expect(card.get_by_role("alert")).to_contain_text("not that of the witness")
    assert told(desk, "disposition") == []
    card.get_by_label("PIN of the witness").fill(PIN)
    card.get_by_role("button").press("Enter")
    expect(goods.get_by_role("option")).to_have_count(3)
    assert told(desk, "disposition") == ["accepted"]


def test_a_hold_is_given_to_another_person(board: Page, desk: Desk) -> None:
    card = held(board, "^Give")
    expect(card).to_contain_text("sees to it now")
    card.get_by_label("Who sees to it").select_option(index=1)
    card.get_by_role("button").click()
    expect(board.get_by_role("status").filter(has_text="Give").first).to_be_attached()
    assert told(desk, "hold_owner") == ["accepted"]
