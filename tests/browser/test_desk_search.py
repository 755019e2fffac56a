# SPDX-License-Identifier: Apache-2.0
"""What the search field finds, and a hold placed on it, in a real browser on a real server."""

from __future__ import annotations

import re

import sqlalchemy as sa
from playwright.sync_api import Page, expect

from backend.store import book_tables as t
from tests.browser import desk_floor, gallery
from tests.browser.desk_floor import MODULES, PADS, SERIALS, VOR, Desk
from tests.browser.desk_page import board, browser, context, desk, go, page, question
from tests.databases import sqlite_template, sqlite_url

__all__ = ["board", "browser", "context", "desk", "page", "sqlite_template", "sqlite_url"]


def look_up(page: Page, code: str) -> None:
    page.keyboard.press("/")
    page.get_by_label("Part, bin, plate, order, truck").fill(code)
    page.keyboard.press("Enter")


def test_a_lot_is_put_on_hold_with_the_keyboard_after_its_consequences_were_read(
    board: Page, desk: Desk
) -> None:
    look_up(board, "brk-10442")
    expect(board.get_by_role("heading", name="BRK-10442", level=2)).to_be_visible()
    board.locator("main").click(position={"x": 5, "y": 5})
    board.keyboard.press("h")
    expect(board.get_by_label("What is held")).to_be_focused()
    board.get_by_label("What is held").select_option(label="BRK-10442, lot L26-0188")
    card = board.get_by_role("region", name="Put BRK-10442, L26-0188 on hold")
    for words in ("26 here stay where they are", "DLR3318-0140", VOR, "a status change is sent"):
        expect(card).to_contain_text(words)
    expect(card.get_by_role("button")).to_be_disabled()
    card.get_by_label("Reason").select_option("recall")
    card.get_by_label("Note").fill("bulletin 7")
    assert gallery.axe(board) == []
    card.get_by_role("button").focus()
    board.keyboard.press("Enter")
    expect(board.get_by_role("table", name="Stock").get_by_text("H-").first).to_be_visible()
    h = t.holds.c
    (placed,) = desk.site.rows(sa.select(h.scope, h.note).where(h.reason == "recall"))
    assert (placed.scope, placed.note) == ({"part": "BRK-10442", "lot": "L26-0188"}, "bulletin 7")
    go(board, "e", "Exceptions")
    expect(board.get_by_role("navigation", name="Exceptions")).to_contain_text("Put on hold")


def test_after_a_decision_the_next_of_the_list_is_open_and_not_the_first(board: Page) -> None:
    go(board, "e", "Exceptions")
    rows = board.get_by_role("navigation", name="Exceptions").locator("button.it:not(.wait)")
    expect(rows.nth(3)).to_be_visible()
    names = [rows.nth(n).locator("b").inner_text() for n in range(rows.count())]
    at = names.index("Unknown barcode")
    question(board, "Unknown barcode")
    card = board.get_by_role("region", name="Acknowledge")
    card.get_by_label("Reason").select_option("seen_to")
    card.get_by_role("button").click()
    following = (names[at + 1:] or names[:at])[0]
    expect(board.get_by_role("heading", name=following, level=2)).to_be_visible()
    expect(rows.nth(min(at, len(names) - 2))).to_have_attribute("aria-pressed", "true")


def test_an_order_that_has_left_is_found_with_its_lines_carton_and_truck(
    board: Page, desk: Desk
) -> None:
    desk_floor.loaded(desk.site)
    go(board, "o", "Outbound")
    board.get_by_role("button", name="S-1").click()
    board.get_by_role("button", name="The truck leaves").click()
    expect(board.get_by_text("This truck has left.")).to_be_visible()
    board.get_by_role("button", name="S-1").click()
    look_up(board, "3318-0140")
    expect(board.get_by_role("complementary", name="DLR3318-0140")).to_be_visible()
    board.get_by_role("button", name="S-1").click()
    look_up(board, "dlr3318-0140")
    side = board.get_by_role("complementary", name="DLR3318-0140")
    for words in ("shipped", "006141410000002016", "S-1", "BRK-10442", "8 of 8"):
        expect(side).to_contain_text(words)


def test_a_truck_a_customer_and_a_plate_are_found_by_what_people_have_on_paper(
    board: Page, desk: Desk
) -> None:
    desk_floor.announced(desk.site, "SHP260401B", "006141410000003013", "006141410000003020")
    expect(board.get_by_role("button", name=re.compile("SHP260401B"))).to_be_visible()
    for text in ("shp260401b", "PRO998877", "3013", "00006141410000003020"):
        look_up(board, text)
        expect(board.get_by_role("heading", name="SHP260401B", level=2)).to_be_visible()
        expect(board.get_by_text("0 of 2 plates received")).to_be_visible()
        look_up(board, "DOCK-01")
        expect(board.get_by_role("heading", name="DOCK-01", level=2)).to_be_visible()
    look_up(board, "1026")
    expect(board.get_by_role("heading", name=PADS, level=2)).to_be_visible()
    look_up(board, "lakeview")
    expect(board.get_by_role("complementary", name="DLR3318-0140")).to_be_visible()
    desk.site.tell("order_import", {"order": desk_floor.order(
        "DLR3318-0141", "LAKEVIEW FLEET", "STOCK", ("BRK-10442", 1))})
    board.keyboard.press("Escape")
    go(board, "t", "Tasks")
    expect(board.get_by_role("button", name=re.compile("DLR3318-0141"))).to_be_visible()
    look_up(board, "lakeview")
    orders = board.get_by_role("table", name="2 orders")
    expect(orders).to_contain_text("DLR3318-0140")
    assert gallery.axe(board) == []
    orders.get_by_role("button", name="DLR3318-0141").click()
    expect(board.get_by_role("complementary", name="DLR3318-0141")).to_be_visible()
    board.keyboard.press("Escape")
    go(board, "t", "Tasks")
    board.get_by_role("button", name=re.compile("SHP260401B")).dblclick()
    expect(board.get_by_role("heading", name="SHP260401B", level=2)).to_be_visible()
    assert gallery.axe(board) == []


def test_a_serial_and_a_plate_without_stock_say_where_they_were_last(
    board: Page, desk: Desk
) -> None:
    look_up(board, PADS)
    expect(board.get_by_role("heading", name=PADS, level=2)).to_be_visible()
    expect(board.locator("main")).to_contain_text(re.compile("Stands in.*DOCK-01"))
    expect(board.locator("main")).to_contain_text("Put away")
    look_up(board, SERIALS[0])
    expect(board.get_by_role("heading", name="What happened")).to_be_visible()
    expect(board.locator("main")).to_contain_text("Picked")
    two = desk_floor.Handheld(desk.site, "H-1", seq=7)
    two.tell("putaway", {"source": "DOCK-01", "target": "A07-032-C", "lpn": MODULES})
    two.push()
    look_up(board, SERIALS[2])
    expect(board.locator("main")).to_contain_text(f"Put away with plate {MODULES}")
    look_up(board, MODULES)
    expect(board.get_by_role("table", name="Stock")).to_contain_text(SERIALS[1])
    look_up(board, "DOOR-01")
    expect(board.get_by_role("heading", name="DOOR-01", level=2)).to_be_visible()


def test_a_card_shows_the_whole_customer_who_works_on_it_and_is_opened_with_enter(
    board: Page, desk: Desk
) -> None:
    long = "NORTH STAR AUTOMOTIVE SERVICE AND COLLISION CENTER OF ALBANY"
    asked = desk_floor.order("DLR9999-0002", "C-9", "VOR", ("BRK-10442", 2))
    desk.site.tell("order_import", {"order": {**asked, "ship_to": {"id": "C-9", "name": long}}})
    two = desk_floor.Handheld(desk.site, "H-1", seq=7)
    two.tell("pick", {
        "order": "DLR3318-0140", "line": 1, "source": "A07-032-C", "target": "lpn:T-0402",
        "lines": [desk_floor.line("BRK-10442", 3, "L26-0188")],
    }, group="order:DLR3318-0140")
    two.push()
    card = board.get_by_role("button", name=re.compile("DLR9999-0002"))
    expect(card).to_contain_text(long)
    cut = "card => card.scrollWidth > card.clientWidth || card.scrollHeight > card.clientHeight"
    assert not card.evaluate(cut)
    work = board.get_by_role("group", name="Orders, In work")
    expect(work.get_by_role("button", name=re.compile("DLR3318-0140"))).to_contain_text("LO")
    card.click()
    board.keyboard.press("ArrowRight")
    person = board.get_by_role("group", name="Emergency, Needs a person").get_by_role("button")
    expect(person).to_be_focused()
    board.keyboard.press("ArrowLeft")
    board.keyboard.press("Escape")
    expect(board.locator(".tk.on")).to_have_count(0)
    card.click()
    board.keyboard.press("Enter")
    expect(board.get_by_role("complementary", name="DLR9999-0002")).to_be_visible()


def test_a_search_hides_nothing_of_the_next_section_and_a_narrowed_list_says_so(
    board: Page,
) -> None:
    look_up(board, "SUP0417")
    board.get_by_role("button", name="Outbound").click()
    expect(board.get_by_label("Part, bin, plate, order, truck")).to_have_value("")
    expect(board.get_by_role("table", name="Orders")).to_contain_text(VOR)
    board.get_by_label("Part, bin, plate, order, truck").fill("nobody")
    expect(board.get_by_text("Nothing here fits “nobody”")).to_be_visible()
    expect(board.get_by_text("No order here")).to_have_count(0)
    board.get_by_role("button", name="Show all").click()
    expect(board.get_by_role("table", name="Orders")).to_contain_text(VOR)


def test_an_erp_document_is_read_in_words(board: Page) -> None:
    go(board, "r", "ERP")
    board.get_by_role("button", name="Goods receipt").first.click()
    side = board.get_by_role("complementary", name=re.compile("Goods receipt"))
    for words in ("On the way", "Northgate", "ECU-77810-AB", "First delivery", SERIALS[2]):
        expect(side).to_contain_text(words)
    expect(side).not_to_contain_text("{")
    board.keyboard.press("j")
    assert gallery.axe(board) == []
