# SPDX-License-Identifier: Apache-2.0
"""Returns and claims at the desk: what becomes of the goods, and what the inspector found."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from playwright.sync_api import Locator, Page, expect

from backend.store import book_tables as t
from tests.browser import gallery
from tests.browser.desk_floor import PIN, WITNESS, Desk
from tests.browser.desk_page import board, browser, context, desk, go, page
from tests.browser.test_desk_rules import shot
from tests.databases import sqlite_template, sqlite_url
from tests.domain.floor import SUPPLIER
from tests.scenarios.site import Handheld

__all__ = ["board", "browser", "context", "desk", "page", "sqlite_template", "sqlite_url"]

CLAIM = {"claim": "WC-1", "part": "ECU-77810-AB", "serial": "E7A000390", "customer": "DLR1",
         "currency": "EUR", "claimed_minor": 40000, "keep_until": "2099-12-31",
         "supplier": SUPPLIER}  # fmt: skip


def came_back(desk: Desk, returned: str, lpn: str, **more: Any) -> None:
    """Goods from a customer, counted at the bench."""
    bench = Handheld(desk.site, "H-9")
    bench.seq = len(desk.site.rows(sa.select(t.journal.c.op_id).where(
        t.journal.c.kind == "return_receipt")))  # fmt: skip
    bench.tell("return_receipt", {
        "returned": returned, "location": "DOCK-01", "lpn": lpn, "kind": "unknown",
        "customer": "DEALER-77", "lines": [
            {"part": "FLT-00318", "quantity": 2, "lot": None, "serials": [], "condition": "used"},
        ], **more,
    })  # fmt: skip
    bench.push()


def returns(page: Page) -> Locator:
    """The list of returns, reached by its button in the open list."""
    go(page, "e", "Exceptions")
    page.get_by_role("button", name="waits under Returns").click()
    return page.get_by_role("navigation", name="Exceptions")


def told(desk: Desk, kind: str) -> list[Any]:
    query = sa.select(t.journal.c.detail).where(t.journal.c.kind == kind)
    return [row.detail for row in desk.site.rows(query)]


def test_a_return_is_decided_with_its_reason_and_fee(board: Page, desk: Desk) -> None:
    came_back(desk, "RET-1", "L-000901")
    listed = returns(board)
    expect(listed.get_by_role("button", name="Return to decide")).to_have_count(1)
    for word in ("Not announced", "No authorization", "Used"):
        expect(board.get_by_text(word).first).to_be_visible()
    card = board.get_by_role("region", name="Back to stock as open box")
    expect(card).to_contain_text("part of the credit")
    card.get_by_label("Reason").select_option("goods_used")
    card.get_by_label("Fee off the credit").fill("1.5")
    expect(card.get_by_text("A whole number, 0 for none.")).to_be_visible()
    expect(card.get_by_role("button")).to_be_disabled()
    card.get_by_label("Fee off the credit").fill("250")
    shot(board, "return")
    assert gallery.axe(board) == []
    card.get_by_role("button").press("Enter")
    expect(board.get_by_text("No return waits")).to_be_visible()
    [detail] = told(desk, "return_disposition")
    assert (detail["returned"], detail["disposition"]) == ("RET-1", "restock_B")


def test_a_doubtful_return_is_decided_where_it_is_asked(board: Page, desk: Desk) -> None:
    came_back(desk, "RET-2", "L-000902")
    go(board, "e", "Exceptions")
    board.get_by_role("button", name="Return in doubt").click()
    card = board.get_by_role("region", name="Back to the customer")
    card.get_by_label("Reason").select_option("not_ours")
    card.get_by_role("button").click()
    expect(board.get_by_role("button", name="Return in doubt")).to_have_count(0)
    assert told(desk, "return_disposition")[0]["disposition"] == "send_back"


def test_a_claimed_part_is_decided_by_what_was_found(board: Page, desk: Desk) -> None:
    desk.site.tell("returns_import", {"claims": [CLAIM]})
    unit = {"part": "ECU-77810-AB", "quantity": 1, "lot": None, "serials": ["E7A000390"],
            "condition": "used"}  # fmt: skip
    came_back(desk, "RET-3", "L-000903", kind="warranty", claim="WC-1", customer="DLR1",
              lines=[unit])  # fmt: skip
    returns(board)
    expect(board.get_by_text("400.00 EUR")).to_be_visible()
    card = board.get_by_role("region", name="WC-1: the vendor is at fault")
    expect(card).to_contain_text("owes as much")
    granted = card.get_by_label("Granted in EUR")
    granted.fill("400.01")
    expect(card.get_by_text("at most 400.00")).to_be_visible()
    granted.fill("120.50")
    card.get_by_label("Reason").select_option("tested")
    shot(board, "claim")
    assert gallery.axe(board) == []
    card.get_by_role("button").click()
    expect(board.get_by_text("No return waits")).to_be_visible()
    [detail] = told(desk, "claim_decision")
    assert (detail["claim"], detail["state"]) == ("WC-1", "partially_approved")


def test_what_may_not_be_scrapped_says_why(board: Page, desk: Desk) -> None:
    came_back(desk, "RET-4", "L-000904", kind="warranty", claim="WC-NONE")
    returns(board)
    card = board.get_by_role("region", name="Scrap it")
    expect(card).to_contain_text("Leaves the book")
    card.get_by_label("Reason").select_option("goods_damaged")
    card.get_by_label("Who else saw it").select_option(label=WITNESS)
    card.get_by_label("Badge of the witness").fill(desk.worker)
    card.get_by_label("PIN of the witness").fill(PIN)
    card.get_by_role("button").click()
    expect(card.get_by_role("alert")).to_contain_text("No claim is known for it.")
