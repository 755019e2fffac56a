# SPDX-License-Identifier: Apache-2.0
"""A departure's signature at the desk (SH3): drawn or typed, kept as a photo of the truck."""

from __future__ import annotations

import sqlalchemy as sa
from playwright.sync_api import Locator, Page, expect

from backend.store import book_tables as t
from tests.browser import desk_floor, gallery
from tests.browser.desk_floor import Desk
from tests.browser.desk_page import board, browser, context, desk, go, page
from tests.browser.test_desk_rules import shot
from tests.databases import sqlite_template, sqlite_url

__all__ = ["board", "browser", "context", "desk", "page", "sqlite_template", "sqlite_url"]


def departing(board: Page, desk: Desk) -> Locator:
    """The card of a loaded truck, at a site that wants a signature."""
    desk.site.tell("policy_change", {"base": 1, "changes": {"load.signature": True}})
    go(board, "o", "Outbound")
    desk_floor.loaded(desk.site)
    board.get_by_role("button", name="S-1").click()
    return board.get_by_role("region", name="Confirm shipment S-1")


def left(desk: Desk) -> dict[str, str]:
    [row] = desk.site.rows(sa.select(t.shipments.c.body))
    return {name: row.body[name] for name in ("state", "signature")}


def test_a_driver_signs_at_the_desk_and_the_truck_leaves(board: Page, desk: Desk) -> None:
    card = departing(board, desk)
    card.get_by_role("button", name="The truck leaves").click()
    expect(card.get_by_role("alert")).to_contain_text("Signature, where one is given: has to be")
    paper = card.get_by_role("img", name="Paper to sign on")
    paper.scroll_into_view_if_needed()
    box = paper.bounding_box()
    assert box is not None
    board.mouse.move(box["x"] + 30, box["y"] + 40)
    board.mouse.down()
    for step in range(1, 9):
        board.mouse.move(box["x"] + 30 + 25 * step, box["y"] + 40 + 30 * (step % 2))
    board.mouse.up()
    expect(card.get_by_text("Not kept yet")).to_be_visible()
    card.get_by_role("button", name="Keep the signature").click()
    expect(card.get_by_text("Kept", exact=True)).to_be_visible()
    expect(card.get_by_role("alert")).to_have_count(0)  # what was missing is there
    shot(board, "sign")
    assert gallery.axe(board) == []
    card.get_by_role("button", name="The truck leaves").click()
    expect(board.get_by_text("This truck has left.")).to_be_visible()
    expect(board.get_by_role("button", name="photo")).to_be_visible()
    shot(board, "signed")
    told = left(desk)
    assert told["state"] == "confirmed"
    [photo] = desk.site.rows(sa.select(t.journal.c.text).where(t.journal.c.kind == "photo"))
    assert told["signature"] in photo.text
    picture = board.request.get(f"{desk.address}/api/v1/photos/{told['signature']}")
    assert (picture.status, picture.headers["content-type"]) == (200, "image/jpeg")


def test_a_name_is_typed_and_one_that_is_not_kept_says_so(board: Page, desk: Desk) -> None:
    card = departing(board, desk)
    board.route("**/api/v1/photos/**", lambda route: route.abort())
    card.get_by_label("Or type the name").fill("P. Svensson")
    card.get_by_role("button", name="Keep the signature").click()
    expect(card.get_by_text("Not kept: the server did not answer")).to_be_visible()
    board.unroute("**/api/v1/photos/**")
    card.get_by_role("button", name="Keep the signature").click()
    expect(card.get_by_text("Kept", exact=True)).to_be_visible()
    card.get_by_role("button", name="The truck leaves").click()
    expect(board.get_by_text("This truck has left.")).to_be_visible()
    assert left(desk)["signature"] != ""
