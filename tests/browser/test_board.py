# SPDX-License-Identifier: Apache-2.0
"""A supervisor's morning at the desk, in a real browser, on a real server."""

from __future__ import annotations

import gzip
import re

import pytest
import sqlalchemy as sa
from playwright.sync_api import Page, ViewportSize, expect

from backend.store import book_tables as t
from tests.browser import desk_floor, gallery
from tests.browser.desk_floor import VOR, Desk
from tests.browser.desk_page import (
    board,
    browser,
    context,
    desk,
    enrolled,
    go,
    page,
    question,
    sign_in,
)
from tests.databases import sqlite_template, sqlite_url

__all__ = ["board", "browser", "context", "desk", "page", "sqlite_template", "sqlite_url"]

TABLET: ViewportSize = {"width": 800, "height": 1280}
SCRIPT_BYTES_MAX = 150 * 1024  # gzip; a desk on a slow line starts within a second
SECTIONS = ["Tasks", "Exceptions", "Stock", "Outbound", "Devices", "ERP", "Planning", "Hold rules"]
SIDEWAYS = "document.documentElement.scrollWidth > innerWidth"


def test_a_worker_is_told_that_this_is_the_supervisors_desk(page: Page, desk: Desk) -> None:
    enrolled(page, desk, "/board")
    sign_in(page, desk.worker)
    expect(page.get_by_text("This is the supervisor's desk")).to_be_visible()
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_label("Badge number")).to_be_visible()


def test_the_emergency_order_with_a_held_unit_needs_a_person_and_enter_opens_why(
    board: Page,
) -> None:
    cell = board.get_by_role("group", name="Emergency, Needs a person")
    expect(cell.get_by_role("button")).to_contain_text(VOR)
    board.keyboard.press("j")
    board.keyboard.press("Enter")
    expect(board.get_by_role("heading", name="Picked, but on hold", level=2)).to_be_visible()
    facts = board.get_by_role("region", name="Picked, but on hold")
    expect(facts).to_contain_text("E7A000311")
    expect(facts).to_contain_text("First delivery")
    expect(facts).to_contain_text("Received")


def test_a_hold_is_released_with_the_keyboard_after_its_consequences_were_read(
    board: Page, desk: Desk
) -> None:
    question(board, "Picked, but on hold")
    card = board.get_by_role("region", name=re.compile("Release hold"))
    for word in ("Goods", "Order", "Hold", "ERP", VOR, "ECU-77810-AB"):
        expect(card).to_contain_text(word)
    expect(card.get_by_role("button")).to_be_disabled()
    board.keyboard.press("1")
    expect(card.get_by_label("Reason")).to_be_focused()
    card.get_by_label("Reason").select_option("checked_good")
    card.get_by_role("checkbox").check()
    card.get_by_role("button").focus()
    board.keyboard.press("Enter")
    expect(board.get_by_role("heading", name="Picked, but on hold")).to_have_count(0)
    assert desk.site.rows(sa.select(t.holds.c.hold).where(t.holds.c.state == "open")) == []
    assert desk.site.rows(sa.select(t.qualified.c.part))[-1].part is not None
    (told,) = desk.site.rows(sa.select(t.journal.c.actor).where(t.journal.c.kind == "hold_release"))
    go(board, "t", "Tasks")
    expect(board.get_by_role("group", name="Emergency, In work")).to_contain_text(VOR)
    assert told.actor != "rossi", "the one who is signed in, not a name of ours"


def test_a_release_names_the_hold_on_the_tote_that_still_stops_the_order(
    board: Page, desk: Desk
) -> None:
    desk.site.ask("hold", {"hold": "H-TOTE", "scope": {"lpn": "T-0418"}, "reason": "damage",
                           "note": ""})
    question(board, "Picked, but on hold")
    card = board.get_by_role("region", name=re.compile("Release hold")).first
    expect(card).to_contain_text(f"{VOR} still waits, held by H-TOTE (E7A000311 ECU-77810-AB)")
    desk.site.ask("hold_release", {"hold": "H-TOTE", "reason": "checked_good"})
    expect(card).to_contain_text("nothing else holds what was picked for it")


def test_a_hold_that_nobody_hit_is_found_under_held_and_released(
    board: Page, desk: Desk
) -> None:
    go(board, "e", "Exceptions")
    board.get_by_role("button", name=re.compile("^Held")).click()
    expect(board.get_by_role("heading", name="On hold", level=2)).to_be_visible()
    card = board.get_by_role("region", name=re.compile("Release hold"))
    card.get_by_label("Reason").select_option("supplier_cleared")
    card.get_by_role("button").click()
    expect(board.get_by_text("Nothing is on hold")).to_be_visible()
    assert desk.site.rows(sa.select(t.holds.c.hold).where(t.holds.c.state == "open")) == []


def test_a_variance_is_accepted_and_leaves_the_books(board: Page, desk: Desk) -> None:
    question(board, "Unexplained variance")
    card = board.get_by_role("region", name="Accept 14 missing")
    expect(card).to_contain_text("A07-032-C stays as counted; 14 BRK-10442 leave the books")
    card.get_by_label("Cause").select_option("lost")
    card.get_by_role("button").click()
    expect(board.get_by_role("heading", name="Unexplained variance")).to_have_count(0)
    q = t.quants.c
    left = desk.site.rows(sa.select(q.quantity).where(q.holder == "@unexplained:A07-032-C"))
    assert [row.quantity for row in left if row.quantity] == []


def test_a_parked_receipt_that_still_does_not_fit_stays_until_it_is_left_out(
    board: Page, desk: Desk
) -> None:
    question(board, "Cannot be booked yet")
    retry = board.get_by_role("region", name="Try it again")
    retry.get_by_role("button").click()
    expect(retry).to_contain_text("Declined. Nothing changed.")
    expect(retry).to_contain_text("part is not known")
    leave = board.get_by_role("region", name="Leave it out")
    leave.get_by_label("Reason").select_option("told_twice")
    leave.get_by_role("button").click()
    expect(board.get_by_role("heading", name="Cannot be booked yet")).to_have_count(0)
    j = t.journal.c
    parked = desk.site.rows(sa.select(j.resolved_outcome).where(j.outcome == "parked"))
    assert [row.resolved_outcome for row in parked] == ["voided"]


def test_an_unknown_barcode_says_what_to_do_and_is_acknowledged(board: Page) -> None:
    question(board, "Unknown barcode")
    choices = board.get_by_role("complementary", name="Decide")
    expect(choices).to_contain_text("Look at the goods and their label")
    card = choices.get_by_role("region", name="Acknowledge")
    expect(card).to_contain_text("nothing is posted")
    card.get_by_label("Reason").select_option("seen_to")
    card.get_by_label("Note").fill("relabelled")
    card.get_by_role("button").click()
    expect(board.get_by_role("heading", name="Unknown barcode")).to_have_count(0)


def test_a_parked_receipt_shows_what_was_told_and_what_it_waits_for(board: Page) -> None:
    question(board, "Cannot be booked yet")
    row = board.get_by_role("navigation", name="Exceptions").get_by_role(
        "button", name="Cannot be booked yet")
    expect(row).to_contain_text(re.compile("Receive · .+ × [0-9]+ · "))
    facts = board.get_by_role("region", name="Cannot be booked yet")
    expect(facts.get_by_role("heading", name="What it waits for")).to_be_visible()
    expect(facts.get_by_role("table", name="What was told")).to_be_visible()


def test_the_open_list_leads_to_the_holds_that_wait(board: Page) -> None:
    go(board, "e", "Exceptions")
    board.get_by_role("button", name=re.compile("waits? under Held")).click()
    expect(board.get_by_role("heading", name="On hold", level=2)).to_be_visible()


def test_a_truck_is_loaded_elsewhere_and_confirmed_here(board: Page, desk: Desk) -> None:
    go(board, "o", "Outbound")
    desk_floor.loaded(desk.site)
    board.get_by_role("button", name="S-1").click()
    card = board.get_by_role("region", name="Confirm shipment S-1")
    expect(card).to_contain_text("1 carton leaves the site for good")
    aboard = board.get_by_role("region", name="On board")
    expect(aboard).to_contain_text("006141410000002016")
    expect(aboard).to_contain_text("8 of 8")
    card.get_by_role("button", name="The truck leaves").click()
    expect(board.get_by_text("This truck has left.")).to_be_visible()
    expect(aboard).to_contain_text("8 of 8")
    (order,) = desk.site.rows(
        sa.select(t.orders.c.state).where(t.orders.c.order_id == "DLR3318-0140")
    )
    assert order.state == "shipped"


def test_a_declined_truck_says_why_in_words(board: Page, desk: Desk) -> None:
    two = desk_floor.Handheld(desk.site, "H-1", seq=7)
    two.tell("load", {"shipment": "S-2", "order": None, "lpn": desk_floor.MODULES,
                      "location": "DOOR-01"})
    two.push()
    go(board, "o", "Outbound")
    board.get_by_role("button", name="S-2").click()
    aboard = board.get_by_role("region", name="On board")
    expect(aboard).to_contain_text("2 held on board")
    expect(aboard).to_contain_text("not asked for")
    card = board.get_by_role("region", name="Shipment S-2 will be stopped")
    expect(card).to_contain_text("these 2 stop it: E7A000312 ECU-77810-AB")
    expect(card).not_to_contain_text("for good")
    expect(board.locator(".btn.do")).to_have_count(0)
    card.get_by_role("button", name="Ask all the same").click()
    expect(board.get_by_text("Declined. Nothing changed.")).to_be_visible()
    expect(board.get_by_text("something on board is on hold")).to_be_visible()
    unit = re.compile("E7A000312 ECU-77810-AB in 006141410000001033, held by H-")
    expect(card.get_by_role("alert")).to_contain_text(unit)
    card.get_by_role("button", name=re.compile("^Open H-")).click()
    expect(board.get_by_role("heading", name="On hold", level=2)).to_be_visible()
    expect(board.get_by_role("region", name=re.compile("Release hold"))).to_be_visible()


def test_a_device_that_keeps_work_to_itself_is_seen(board: Page) -> None:
    go(board, "d", "Devices")
    row = board.get_by_role("row", name=re.compile("H-2"))
    expect(row).to_contain_text("12")
    expect(row).to_contain_text("silent, work unsent")
    row.get_by_role("button").click()
    side = board.get_by_role("complementary", name="H-2")
    expect(side).to_contain_text("12 operations are on the device")


def test_the_desk_is_a_device_at_once_and_shows_who_sits_there_now(
    board: Page, desk: Desk
) -> None:
    go(board, "d", "Devices")
    row = board.get_by_role("row", name=re.compile("Rossi"))
    expect(row).to_contain_text("Maria Rossi")
    expect(row).to_contain_text("no queue")
    row.get_by_role("button").click()
    expect(board.get_by_text("It keeps no work to itself")).to_be_visible()
    assert gallery.axe(board) == []


def test_new_work_appears_by_itself(board: Page, desk: Desk) -> None:
    desk.site.tell("order_import", {"order": desk_floor.order(
        "DLR9999-0001", "NIGHT GARAGE", "VOR", ("BRK-10442", 1))})
    ready = board.get_by_role("group", name="Emergency, Ready")
    expect(ready).to_contain_text("DLR9999-0001")


def test_stock_is_found_by_typing_a_part_in_small_letters(board: Page) -> None:
    board.keyboard.press("/")
    board.keyboard.type("brk-10442")
    board.keyboard.press("Enter")
    expect(board.get_by_role("heading", name="BRK-10442", level=2)).to_be_visible()
    expect(board.get_by_role("table", name="Stock")).to_contain_text("A07-032-C")


def test_without_the_server_the_desk_shows_what_it_read_and_how_old_it_is(
    board: Page, desk: Desk
) -> None:
    question(board, "Cannot be booked yet")
    board.route("**/api/v1/**", lambda route: route.abort())
    expect(board.get_by_text("The server does not answer")).to_be_visible()
    expect(board.get_by_text(re.compile("as of .* old"))).to_be_visible()
    expect(board.get_by_role("button", name="Try again now")).to_be_disabled()
    board.unroute("**/api/v1/**")
    board.get_by_role("button", name="Try now").click()
    expect(board.get_by_text("The server does not answer")).to_have_count(0)
    expect(board.get_by_role("button", name="Try again now")).to_be_enabled()


def test_a_lost_answer_to_a_decision_is_asked_again_and_acts_once(
    board: Page, desk: Desk
) -> None:
    question(board, "Unexplained variance")
    bodies: list[str | None] = []

    def lose(route: object) -> None:
        bodies.append(route.request.post_data)  # type: ignore[attr-defined]
        route.fetch()  # type: ignore[attr-defined]
        route.abort()  # type: ignore[attr-defined]

    board.route("**/api/v1/requests", lose)
    card = board.get_by_role("region", name="Accept 14 missing")
    card.get_by_label("Cause").select_option("lost")
    card.get_by_role("button").click()
    expect(board.get_by_role("heading", name="Unexplained variance")).to_have_count(0)
    assert len(bodies) == 3 and len(set(bodies)) == 1
    j = t.journal.c
    told = desk.site.rows(sa.select(j.op_id).where(j.kind == "variance_approval"))
    assert len(told) == 1


def test_keys_are_explained_and_letters_in_a_field_are_letters(board: Page) -> None:
    board.keyboard.press("?")
    expect(board.get_by_role("dialog", name="Keys")).to_be_visible()
    board.keyboard.press("Escape")
    expect(board.get_by_role("dialog", name="Keys")).to_have_count(0)
    board.keyboard.press("/")
    board.keyboard.type("ge")
    expect(board.get_by_role("heading", name="Tasks", level=1)).to_be_visible()


@pytest.mark.parametrize("theme", ["dark", "light"])
def test_axe_finds_nothing_in_any_section(board: Page, theme: str) -> None:
    if theme == "light":
        board.get_by_role("button", name="Light").click()
    found = {}
    for name in SECTIONS:
        board.get_by_role("navigation", name="Sections").get_by_role("button", name=name).click()
        expect(board.get_by_role("heading", name=name, level=1)).to_be_visible()
        found[name] = gallery.axe(board)
    assert not any(found.values()), found


def test_every_section_fits_a_tablet_held_upright(board: Page) -> None:
    board.set_viewport_size(TABLET)
    wide = []
    for letter, title in zip("tesodr", ["Tasks", "Exceptions", "Stock", "Outbound", "Devices",
                                        "ERP"], strict=True):
        go(board, letter, title)
        if board.evaluate(SIDEWAYS):
            wide.append(title)
    assert wide == []


def test_a_narrow_desk_keeps_the_names_and_icons_of_its_sections(board: Page) -> None:
    board.set_viewport_size({"width": 1024, "height": 768})
    one = board.get_by_role("navigation", name="Sections").get_by_role(
        "button", name=re.compile("^Exceptions"))  # fmt: skip
    icon, badge = one.locator("svg").bounding_box(), one.locator("b").bounding_box()
    assert icon and badge and icon["y"] + icon["height"] <= badge["y"]


def test_the_desk_follows_the_system_until_somebody_chooses(board: Page) -> None:
    page = board.locator("html")
    board.emulate_media(color_scheme="light")
    expect(page).to_have_attribute("data-theme", "light")
    board.get_by_role("button", name="Dark").click()
    board.emulate_media(color_scheme="dark")
    board.emulate_media(color_scheme="light")
    expect(page).to_have_attribute("data-theme", "dark")


CUT = """() => [...document.querySelectorAll('main *')].filter((one) => {
  const { overflowX, overflowY, webkitLineClamp } = getComputedStyle(one);
  const rolls = [overflowX, overflowY].some((value) => ['auto', 'scroll'].includes(value));
  const wide = one.scrollWidth > one.clientWidth + 1;
  if (rolls) return wide;
  const clips = overflowX !== 'visible' || overflowY !== 'visible' || webkitLineClamp !== 'none';
  return clips && one.textContent && (wide || one.scrollHeight > one.clientHeight + 2);
}).map((one) => `${one.className}: ${one.textContent.slice(0, 60)}`)"""


@pytest.mark.parametrize("wide", [1440, 1024])
def test_no_list_cuts_a_code_a_name_or_a_quantity(board: Page, desk: Desk, wide: int) -> None:
    long = "NORTH STAR AUTOMOTIVE SERVICE AND COLLISION CENTER OF ALBANY"
    asked = desk_floor.order("PO-2026-0455-7781-A-001", "C-9000123", "VOR", ("BRK-10442", 12))
    desk.site.tell("order_import", {"order": {
        **asked, "name": long, "ship_to": {"id": "C-9000123", "name": long},
        "must_ship_on": "2026-12-01",
    }})  # fmt: skip
    desk_floor.loaded(desk.site)
    expect(board.get_by_text("PO-2026-0455-7781-A-001")).to_be_visible()
    board.set_viewport_size({"width": wide, "height": 900})
    cut = {}
    for letter, title in zip("tesodrph", SECTIONS, strict=True):
        go(board, letter, title)
        if title == "Outbound":
            board.get_by_role("button", name="S-1").click()
            expect(board.get_by_role("button", name="The truck leaves")).to_be_visible()
        if title == "Exceptions":
            expect(board.get_by_role("table", name="What else is there")).to_be_visible()
        cut[title] = board.evaluate(CUT)
    assert not any(cut.values()), cut


def test_the_desk_is_small_enough_to_start_quickly() -> None:
    scripts = re.findall(r'src="(/assets/[^"]+\.js)"', (gallery.DIST / "board.html").read_text())
    waiting, loaded = list(scripts), set[str]()
    while waiting:
        name = waiting.pop()
        if name in loaded:
            continue
        loaded.add(name)
        text = (gallery.DIST / name.lstrip("/")).read_text(encoding="utf-8")
        waiting += [f"/assets/{one}" for one in re.findall(r'from"\./([^"]+\.js)"', text)]
        waiting += [f"/assets/{one}" for one in re.findall(r'import"\./([^"]+\.js)"', text)]
    total = sum(len(gzip.compress((gallery.DIST / one.lstrip("/")).read_bytes())) for one in loaded)
    assert len(loaded) > 1 and 10_000 < total <= SCRIPT_BYTES_MAX
