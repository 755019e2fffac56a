# SPDX-License-Identifier: Apache-2.0
"""Work that is given out at the desk: waves, counts, homes of parts, pick faces."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from playwright.sync_api import Locator, Page, expect

from backend.domain.wire import timestamp_text
from backend.store import book_tables as t
from tests.browser import gallery
from tests.browser.desk_floor import VOR, Desk, order
from tests.browser.desk_page import board, browser, context, desk, go, page
from tests.browser.test_desk_rules import shot
from tests.databases import sqlite_template, sqlite_url
from tests.domain.floor import SUPPLIER, line
from tests.scenarios.site import Handheld

__all__ = ["board", "browser", "context", "desk", "page", "sqlite_template", "sqlite_url"]

FAR, NEAR = "B04-011-B", "A02-015-B"


@pytest.fixture
def planning(board: Page) -> Page:
    """The section, opened with its keys."""
    go(board, "p", "Planning")
    return board


def part(page: Page, name: str) -> None:
    page.get_by_role("group", name="What is given out").get_by_role("button", name=name).click()


def tasks(desk: Desk, kind: str) -> list[dict[str, Any]]:
    query = sa.select(t.tasks.c.body).where(t.tasks.c.kind == kind, t.tasks.c.state == "open")
    return [row.body for row in desk.site.rows(query)]


def row(page: Page, text: str) -> Locator:
    return page.get_by_role("row", name=text)


def filters(desk: Desk, place: str, quantity: int, lpn: str) -> None:
    """Oil filters, received and put away."""
    one = Handheld(desk.site, f"H-{lpn}")
    goods = [line("FLT-00318", quantity)]
    one.tell("receipt", {"receipt": "SHP-F", "asn": None, "supplier": SUPPLIER,
                         "location": "DOCK-01", "lpn": lpn, "parent_lpn": None, "lines": goods})
    one.tell("putaway", {"source": f"lpn:{lpn}", "target": place, "lines": goods})
    one.push()


def test_a_wave_is_released_by_the_cut_off_of_its_vehicle(planning: Page, desk: Desk) -> None:
    soon = timestamp_text(int((datetime.now(UTC) + timedelta(hours=1)).timestamp() * 1000))
    desk.site.tell("order_import", {"order": {
        **order("DLR9", "SOON AUTO", "STOCK", ("FLT-00318", 2)), "carrier": "SAIA",
        "cut_off": soon}})  # fmt: skip
    expect(row(planning, VOR)).to_contain_text("VOR")
    expect(row(planning, "DLR9")).to_contain_text("Due now")
    row(planning, "DLR9").get_by_role("button").click()
    expect(planning.get_by_text("This site does not work by waves")).to_be_visible()
    card = planning.get_by_role("region", name="Release 1 order")
    expect(card).to_contain_text("may be picked from now on")
    shot(planning, "waves")
    assert gallery.axe(planning) == []
    card.get_by_role("button").press("Enter")
    expect(row(planning, "DLR9")).to_have_count(0)
    [body] = [one.body for one in desk.site.rows(
        sa.select(t.orders.c.body).where(t.orders.c.order_id == "DLR9"))]  # fmt: skip
    assert "released" in body["details"]


def test_counts_of_a_zone_are_seen_before_they_are_made(planning: Page, desk: Desk) -> None:
    part(planning, "Counts")
    expect(planning.get_by_role("heading", name="Plan of")).to_be_visible()
    planning.get_by_label("Zone").fill("B")
    planning.keyboard.press("Enter")
    expect(row(planning, "Whole zone")).to_have_count(1)
    before = len(tasks(desk, "count"))
    card = planning.get_by_role("region", name="Make 1 count task")
    shot(planning, "counts")
    assert gallery.axe(planning) == []
    card.get_by_role("button").click()
    expect(planning.get_by_text("1 more place waits for its count already.")).to_be_visible()
    expect(planning.get_by_text("Nothing is to be counted")).to_be_visible()
    made = tasks(desk, "count")
    assert len(made) == before + 1 and FAR in [one["location"] for one in made]


def test_a_part_gets_a_better_home_and_the_move_is_a_task(planning: Page, desk: Desk) -> None:
    filters(desk, FAR, 9, "L-000771")
    one = Handheld(desk.site, "H-P")
    one.tell("pick", {"order": "O-1", "line": 1, "source": FAR, "target": "lpn:T-0991",
                      "lines": [line("FLT-00318", 1)]})
    one.push()
    part(planning, "Slotting")
    expect(row(planning, "FLT-00318")).to_be_visible()
    planning.keyboard.press("j")
    planning.keyboard.press("Enter")
    side = planning.get_by_role("complementary", name="FLT-00318")
    expect(side).to_contain_text("of travel in 90 days")
    shot(planning, "slotting")
    assert gallery.axe(planning) == []
    expect(side.get_by_role("button", name="Make the task")).to_be_focused()
    planning.keyboard.press("Enter")
    expect(planning.get_by_role("status").filter(has_text="Done: Move FLT-00318")).to_be_attached()
    [move] = [one for one in tasks(desk, "move") if one["part"] == "FLT-00318"]
    assert (move["from"], move["location"]) == (FAR, NEAR)


def test_several_proposals_become_tasks_together(planning: Page, desk: Desk) -> None:
    near = [{"location": f"A0{n}-001-A", "zone": "A", "travel": n} for n in (1, 2)]
    desk.site.tell("catalogue_import", {"locations": near})
    filters(desk, FAR, 9, "L-000774")
    one = Handheld(desk.site, "H-Q")
    for n, (part_, lot, place) in enumerate((("FLT-00318", None, FAR),
                                             ("BRK-10442", "L26-0188", "A07-032-C"))):  # fmt: skip
        one.tell("pick", {"order": f"O-{n}", "line": 1, "source": place, "target": f"lpn:T-09{n}",
                          "lines": [line(part_, 1, lot)]})  # fmt: skip
    one.push()
    part(planning, "Slotting")
    for name in ("FLT-00318", "BRK-10442"):
        planning.get_by_role("checkbox", name=f"Move {name} with others").check()
    card = planning.get_by_role("region", name="2 proposals together")
    expect(card).to_contain_text("of travel in 90 days")
    shot(planning, "slotting-several")
    assert gallery.axe(planning) == []
    card.get_by_role("button", name="Make the tasks of all 2").click()
    done = planning.get_by_role("status").filter(has_text="2 parts get a new home")
    expect(done).to_be_attached()
    moved = {one["part"] for one in tasks(desk, "move")}
    assert {"FLT-00318", "BRK-10442"} <= moved


def test_pick_faces_are_topped_off_from_reserve(planning: Page, desk: Desk) -> None:
    desk.site.tell("catalogue_import", {
        "locations": [{"location": "R01-001-A", "zone": "R", "role": "reserve", "travel": 90}],
        "faces": [{"part": "FLT-00318", "location": NEAR, "minimum": 1, "maximum": 12}],
    })  # fmt: skip
    filters(desk, NEAR, 8, "L-000773")  # enough for what is ordered: nobody brings more yet
    filters(desk, "R01-001-A", 30, "L-000772")
    assert tasks(desk, "replenish") == []
    part(planning, "Top-off")
    expect(row(planning, "FLT-00318")).to_contain_text("30")
    card = planning.get_by_role("region", name="Top off the face of 1 part")
    expect(card).to_contain_text("up to 4 units")
    shot(planning, "faces")
    assert gallery.axe(planning) == []
    card.get_by_role("button").click()
    expect(planning.get_by_role("status").filter(has_text="Done: Top off")).to_be_attached()
    [task] = [one for one in tasks(desk, "replenish") if one["why"] == ["top_off"]]
    assert (task["location"], task["quantity"]) == (NEAR, 4)


def test_a_plan_that_cannot_be_read_says_so(board: Page) -> None:
    board.route("**/api/v1/planning/waves**", lambda route: route.abort())
    go(board, "p", "Planning")
    expect(board.get_by_text("The list could not be read")).to_be_visible()
    board.unroute("**/api/v1/planning/waves**")
    board.get_by_role("button", name="Try now").click()
    expect(row(board, VOR)).to_be_visible()
