# SPDX-License-Identifier: Apache-2.0
"""Hold rules at the desk: a recall is typed and hits what is here, a rule is added and ended."""

from __future__ import annotations

import os

import pytest
import sqlalchemy as sa
from playwright.sync_api import Locator, Page, expect

from backend.store import book_tables as t
from tests.browser import gallery
from tests.browser.desk_floor import Desk
from tests.browser.desk_page import board, browser, context, desk, go, page
from tests.databases import sqlite_template, sqlite_url

__all__ = ["board", "browser", "context", "desk", "page", "sqlite_template", "sqlite_url"]

BOTH = ("dark", "light")


def shot(page: Page, name: str) -> None:
    """A picture in both themes, for people."""
    if shots := os.environ.get("PICKFACE_SHOTS"):
        for scheme in BOTH:
            page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
            page.screenshot(path=f"{shots}/{name}-{scheme}.png")


@pytest.fixture
def rules(board: Page) -> Page:
    """The section, opened with its keys."""
    go(board, "h", "Hold rules")
    return board


def new(page: Page, kind: str) -> Locator:
    """The card of a new rule of a kind."""
    page.keyboard.press("n")
    expect(page.get_by_label("Kind of rule")).to_be_focused()
    page.get_by_label("Kind of rule").select_option(label=kind)
    return page.get_by_role("region", name="New rule")


def test_a_recall_by_lots_holds_at_once_and_lists_what_it_hit(rules: Page, desk: Desk) -> None:
    expect(rules.get_by_text("No rule holds anything")).to_be_visible()
    card = new(rules, "Recall")
    go_on = card.get_by_role("button", name="Put the rule in force")
    card.get_by_label("Name of the rule").fill("RC-26-014")
    card.get_by_label("Part", exact=False).first.fill("BRK-10443")
    expect(card.get_by_text("The catalogue has no part BRK-10443.")).to_be_visible()
    card.get_by_label("Part", exact=False).first.fill("BRK-10442")
    expect(card.get_by_text("The catalogue has no part")).to_have_count(0)
    card.get_by_label("Lots, from").fill("L26-0190")
    card.get_by_label("Lots, to").fill("L26-0180")
    expect(go_on).to_be_disabled()
    card.get_by_label("Why").fill("Campaign 26-014")
    shot(rules, "rule-new")
    assert gallery.axe(rules) == []
    go_on.click()
    said = card.get_by_role("alert")
    expect(said).to_contain_text("Lots, to: the first is after the last")
    card.get_by_label("Lots, from").fill("L26-0180")
    card.get_by_label("Lots, to").fill("L26-0190")
    go_on.click()
    expect(rules.get_by_role("heading", name="Recall", level=2)).to_be_visible()
    expect(rules.get_by_role("heading", name="units here, on hold")).to_be_visible()
    expect(rules.get_by_role("cell", name="L26-0188").first).to_be_visible()
    shot(rules, "rule-recall")
    assert gallery.axe(rules) == []
    held = [row.scope for row in desk.site.rows(sa.select(t.holds.c.scope))]
    assert [one["lot"] for one in held if one.get("part") == "BRK-10442"] == ["L26-0188"]


def test_all_of_a_supplier_is_recalled_after_what_it_hits_was_shown(
    rules: Page, desk: Desk
) -> None:
    card = new(rules, "Recall of a supplier")
    card.get_by_label("Name of the rule").fill("RC-ALL")
    card.get_by_label("Why").fill("Bad steel")
    go_on = card.get_by_role("button", name="Put the rule in force")
    expect(go_on).to_be_disabled()
    card.get_by_label("Supplier", exact=False).select_option(value="SUP0417")
    expect(card.get_by_role("status").filter(has_text="units here")).to_be_visible()
    expect(card.get_by_role("listitem").filter(has_text="BRK-10442")).to_contain_text("here")
    shot(rules, "rule-supplier")
    assert gallery.axe(rules) == []
    go_on.click()
    expect(rules.get_by_role("heading", name="Recall", level=2)).to_be_visible()
    expect(rules.get_by_role("cell", name="BRK-10442").first).to_be_visible()
    shot(rules, "rule-supplier-hit")
    held = [row.scope for row in desk.site.rows(sa.select(t.holds.c.scope))]
    assert {"supplier": "SUP0417"} in held


def test_a_rule_is_listed_with_who_and_why_and_ended_with_a_reason(
    rules: Page, desk: Desk
) -> None:
    card = new(rules, "Supplier on watch")
    card.get_by_label("Name of the rule").fill("WATCH-1")
    card.get_by_label("Supplier", exact=False).select_option(index=1)
    card.get_by_label("Why").fill("Three bad lots")
    card.get_by_role("button", name="Put the rule in force").click()
    side = rules.get_by_role("complementary", name="WATCH-1")
    expect(side).to_contain_text("Three bad lots")
    expect(rules.get_by_role("row", name="WATCH-1")).to_contain_text("Maria Rossi")
    end = side.get_by_role("region", name="End rule WATCH-1")
    expect(end.get_by_role("button")).to_be_disabled()
    end.get_by_label("Why").fill("Cleared by the audit")
    shot(rules, "rule-listed")
    assert gallery.axe(rules) == []
    end.get_by_role("button").click()
    expect(rules.get_by_text("No rule holds anything")).to_be_visible()
    rules.get_by_role("button", name="Ended").click()
    row = rules.get_by_role("row", name="WATCH-1")
    row.get_by_role("button").click()
    expect(side.get_by_text("Cleared by the audit").first).to_be_visible()
    expect(side.get_by_role("button", name="Put it in force")).to_be_visible()
    card = new(rules, "Damage")
    card.get_by_label("Name of the rule").fill("WATCH-1")
    expect(card.get_by_text("There is a rule of this name.")).to_be_visible()


def test_rules_that_cannot_be_read_say_so_and_are_tried_again(board: Page) -> None:
    board.route("**/api/v1/hold-rules**", lambda route: route.abort())
    go(board, "h", "Hold rules")
    expect(board.get_by_text("The list could not be read")).to_be_visible()
    board.unroute("**/api/v1/hold-rules**")
    board.get_by_role("button", name="Try now").click()
    expect(board.get_by_text("No rule holds anything")).to_be_visible()
