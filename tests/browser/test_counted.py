# SPDX-License-Identifier: Apache-2.0
"""The desk and a count that did not find a plate: what it says, and what a supervisor decides."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
import sqlalchemy as sa
from playwright.sync_api import Page, expect

from backend.store import book_tables as t
from tests.browser import gallery
from tests.browser.desk_floor import Desk, receipt
from tests.browser.desk_page import (
    board,
    browser,
    context,
    desk,
    page,
    question,
)
from tests.databases import sqlite_template, sqlite_url
from tests.domain.floor import line
from tests.scenarios.site import Handheld

__all__ = ["board", "browser", "context", "desk", "page", "sqlite_template", "sqlite_url"]

PLATE, BIN = "006141410000004010", "A02-015-B"


@pytest.fixture
def missed(board: Page, desk: Desk) -> Page:
    """Six filters on a plate, put away; a count finds six loose ones and no plate."""
    one, site = Handheld(desk.site, "H-1", seq=7), desk.site
    site.now += timedelta(seconds=60)
    one.tell("receipt", receipt(PLATE, [line("FLT-00318", 6)]))
    one.tell("putaway", {"source": "DOCK-01", "target": BIN, "lpn": PLATE})
    one.tell("count", {"holder": BIN, "lines": [line("FLT-00318", 6)]})
    one.push()
    site.now += timedelta(seconds=30)
    one.push()
    question(board, "Plate not found")
    return board


def test_what_is_on_the_plate_is_said_and_clearing_it_answers_the_count_too(
    missed: Page, desk: Desk
) -> None:
    expect(missed.get_by_role("table", name="What was told")).to_contain_text("FLT-00318")
    variance = missed.get_by_role("navigation", name="Exceptions").get_by_role(
        "button", name=re.compile("Unexplained variance.*FLT-00318", re.S)
    )
    expect(variance).to_be_visible()
    card = missed.get_by_role("region", name=f"Plate {PLATE} is no more")
    expect(card).to_contain_text(f"6 pieces leave the plate and {BIN} answers for them")
    card.get_by_label("Cause").select_option("unpacked")
    card.get_by_role("button").click()
    expect(missed.get_by_role("heading", name="Plate not found")).to_have_count(0)
    expect(variance).to_have_count(0)
    q = t.quants.c
    left = desk.site.rows(sa.select(q.holder, q.quantity).where(
        q.part == "FLT-00318", q.quantity > 0, ~q.holder.like("@%")))  # fmt: skip
    assert [tuple(row) for row in left] == [(BIN, 6)]


def test_a_recount_is_asked_for_once_and_said(missed: Page, desk: Desk) -> None:
    again = missed.get_by_role("region", name=f"Have {BIN} counted again")
    expect(again).to_have_count(0)  # the rule asked for another person's already (CC8)
    other = Handheld(desk.site, "H-2", actor="wong")
    other.tell("count", {"holder": BIN, "lines": [line("FLT-00318", 6)]})
    other.push()
    missed.get_by_role("region", name=f"Have {BIN} counted again").get_by_role("button").click()
    expect(missed.get_by_text(f"A count of {BIN} is asked for")).to_be_visible()
    expect(missed.get_by_role("region", name=f"Have {BIN} counted again")).to_have_count(0)
    tasks = desk.site.rows(sa.select(t.tasks.c.kind).where(
        t.tasks.c.location == BIN, t.tasks.c.state == "open"))  # fmt: skip
    assert [row.kind for row in tasks if row.kind != "pick"] == ["count"]


def test_stock_says_that_more_is_on_plates_that_nobody_found(missed: Page) -> None:
    missed.keyboard.press("/")
    missed.keyboard.type("flt-00318")
    missed.keyboard.press("Enter")
    expect(missed.get_by_text("6 more on plates that a count did not find")).to_be_visible()
    expect(missed.get_by_role("table", name="Stock")).to_contain_text("on a missing plate")
    assert gallery.axe(missed) == []
