# SPDX-License-Identifier: Apache-2.0
"""The label station in a real browser: scan, see, print, and say whether it came out."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser import gallery
from tests.browser.desk_floor import Desk
from tests.browser.desk_page import context, desk, enrolled, page, sign_in, whole_browser
from tests.databases import sqlite_template, sqlite_url
from tests.labels import readers

__all__ = ["context", "desk", "page", "sqlite_template", "sqlite_url", "whole_browser"]


@pytest.fixture
def station(page: Page, desk: Desk) -> Page:
    """The label station with a worker signed in."""
    enrolled(page, desk, "/station")
    sign_in(page, desk.worker)
    expect(page.get_by_role("button", name="Location")).to_be_visible()
    return page


def test_a_scanned_bin_becomes_a_label_with_its_confirmation_number(
    station: Page, desk: Desk
) -> None:
    station.keyboard.type(".LA07-032-CK")  # a wedge types with no field in focus
    station.keyboard.press("Enter")
    expect(station.get_by_label("Confirmation number")).to_have_value("47")
    expect(station.get_by_role("img", name="Preview")).to_be_visible()
    station.get_by_role("button", name="Print", exact=True).click()
    queue = station.get_by_role("region", name="Queue")
    expect(queue).to_contain_text("sent")
    (file,) = desk.printed.iterdir()
    found = readers.read(readers.pdf_image(file.read_bytes(), 203))
    assert [content for _, content in found] == [b".LA07-032-CK"]
    station.keyboard.type(".LA07-032-CK")
    station.keyboard.press("Enter")
    expect(queue).to_contain_text("done")


def scan(station: Page, text: str) -> None:
    """A wedge types while no field has the focus."""
    station.evaluate("document.activeElement.blur()")
    station.keyboard.type(text)
    station.keyboard.press("Enter")


def test_a_typed_code_confirms_no_print_and_a_scan_says_which_it_confirmed(station: Page) -> None:
    scan(station, "A07-032-C")
    expect(station.get_by_label("Confirmation number")).to_have_value("47")
    station.get_by_role("button", name="Print", exact=True).click()
    queue = station.get_by_role("region", name="Queue")
    expect(queue).to_contain_text("sent")
    scan(station, "B04-011-B")
    expect(station.get_by_label("Look up a location")).to_have_value("B04-011-B")
    scan(station, "A07-032-C")
    expect(station.get_by_label("Look up a location")).to_have_value("A07-032-C")
    expect(queue).to_contain_text("sent")
    scan(station, "B04-011-B")
    scan(station, ".LA07-032-CK")
    said = station.get_by_role("status", name="This scan confirmed a print")
    expect(said).to_contain_text("A07-032-C")
    expect(queue).to_contain_text("done")
    said.get_by_role("button", name="Make a new label of it").click()
    expect(station.get_by_label("Confirmation number")).to_have_value("47")
    expect(station.get_by_role("button", name="Print", exact=True)).to_be_enabled()
    expect(said).to_have_count(0)


def test_what_is_not_in_the_books_is_said_where_nothing_covers_it(station: Page) -> None:
    station.get_by_role("button", name="Unit, SSCC").click()
    station.get_by_label("Look up a unit").fill("006141410000002016")
    station.keyboard.press("Enter")
    said = station.get_by_text("is not in the books")
    expect(said).to_be_in_viewport(ratio=1)
    covered = said.evaluate("""said => {
      const { left, right, top, bottom } = said.getBoundingClientRect();
      return [top + 2, bottom - 2].some((y) =>
        !said.contains(document.elementFromPoint((left + right) / 2, y)));
    }""")
    assert not covered


def test_a_label_that_is_not_there_is_printed_again_only_with_a_reason(station: Page) -> None:
    station.get_by_role("button", name="Test print").click()
    row = station.get_by_role("button", name=re.compile("TEST-0001"))
    expect(row).to_contain_text("sent")
    row.click()
    station.get_by_role("button", name="It is not there").click()
    expect(row).to_contain_text("ended")
    station.get_by_label("Why once more?").select_option("damaged")
    station.get_by_role("button", name="Reprint").click()
    expect(station.get_by_role("button", name=re.compile("TEST-0001, R2"))).to_contain_text("sent")


def test_the_browser_prints_in_a_window_of_its_own(station: Page) -> None:
    station.get_by_label("Look up a location").fill("a07-032-c")
    station.keyboard.press("Enter")
    expect(station.get_by_role("img", name="Preview")).to_be_visible()
    station.get_by_label("Printer").select_option("Browser")
    with station.context.expect_page() as opened:
        station.get_by_role("button", name="Print", exact=True).click()
    assert re.fullmatch(r"/api/v1/labels/jobs/[0-9a-f-]+/content",
                        urlsplit(opened.value.url).path)


def test_data_that_cannot_be_on_a_label_is_named_before_anything_is_queued(station: Page) -> None:
    station.get_by_role("button", name="Unit, SSCC").click()
    station.get_by_label("SSCC", exact=True).fill("006141410000002010")
    station.get_by_label("From").fill("DC01")
    station.get_by_label("To", exact=True).fill("HILLSIDE")
    preview = station.get_by_role("region", name="Preview")
    expect(preview).to_contain_text("This label cannot be made")
    expect(preview).to_contain_text("SSCC: its last digit does not fit the others")
    button = station.get_by_role("button", name="Print", exact=True)
    expect(button).to_be_disabled()
    sscc = station.get_by_label("SSCC", exact=True)
    expect(sscc).to_have_attribute("aria-invalid", "true")
    assert not sscc.evaluate("field => field.scrollWidth > field.clientWidth"), "all 18 digits"
    sscc.fill("006141410000002016")
    expect(button).to_be_enabled()
    station.get_by_label("To", exact=True).fill("B" * 41)
    expect(preview).to_contain_text("To: more than 40 characters")
    expect(button).to_be_disabled()
    expect(station.get_by_role("region", name="Queue")).to_contain_text("No label was asked for")


def test_what_is_wrong_is_said_at_its_field_before_the_rest_is_filled_in(station: Page) -> None:
    station.get_by_role("button", name="Unit, SSCC").click()
    sscc = station.get_by_label("SSCC", exact=True)
    sscc.fill("006141410000002010")
    expect(sscc).to_have_attribute("aria-invalid", "true")
    expect(station.get_by_text("its last digit does not fit the others").first).to_be_visible()
    sscc.fill("006141410000002016")
    expect(sscc).not_to_have_attribute("aria-invalid", "true")
    station.get_by_label("From").fill(" ")
    station.get_by_label("To", exact=True).fill(" ")
    preview = station.get_by_role("region", name="Preview")
    expect(preview).to_contain_text(re.compile("Still to fill in: .*From"))
    station.get_by_label("To", exact=True).fill("B" * 700)
    expect(preview).to_contain_text("To: more than 40 characters")
    expect(station.get_by_label("To", exact=True)).to_have_attribute("aria-invalid", "true")


def test_what_was_looked_up_stays_on_another_kind_of_label_only_if_it_is_one(
    station: Page,
) -> None:
    station.get_by_label("Look up a location").fill("a07-032-c")
    station.keyboard.press("Enter")
    expect(station.get_by_label("Confirmation number")).to_have_value("47")
    station.get_by_role("button", name="Unit, SSCC").click()
    expect(station.get_by_label("Look up a unit")).to_have_value("")
    expect(station.get_by_label("SSCC", exact=True)).to_have_value("")
    station.get_by_role("button", name="Part", exact=True).click()
    station.get_by_label("Look up a part").fill("brk-10442")
    station.keyboard.press("Enter")
    expect(station.get_by_label("Part", exact=True)).to_have_value("BRK-10442")
    station.get_by_role("button", name="Location").click()
    expect(station.get_by_label("Look up a location")).to_have_value("")


def test_two_quick_clicks_on_print_are_one_label_until_somebody_says_what_became_of_it(
    station: Page, desk: Desk
) -> None:
    station.get_by_role("button", name="Unit, SSCC").click()
    station.get_by_label("SSCC", exact=True).fill("006141410000002016")
    station.get_by_label("From").fill("DC01")
    station.get_by_label("To", exact=True).fill("HILLSIDE")
    button = station.get_by_role("button", name="Print", exact=True)
    expect(button).to_be_enabled()
    button.dblclick()
    rows = station.get_by_role("region", name="Queue").get_by_role("listitem")
    expect(rows).to_have_count(1)
    expect(rows).to_contain_text("sent")
    expect(button).to_be_disabled()
    asked = station.get_by_role("alert", name="Did this label come out?")
    expect(asked).to_contain_text("written to a file")
    asked.get_by_role("button", name="It is there").click()
    expect(button).to_be_enabled()
    button.click()
    expect(rows).to_have_count(2)
    assert len(list(desk.printed.iterdir())) <= 2


def test_a_queue_longer_than_a_look_says_so_and_shows_older_labels(station: Page) -> None:
    def many(route: Route) -> None:
        limit = int(parse_qs(urlsplit(route.request.url).query)["limit"][0])
        items = [{
            "id": f"job-{n}", "state": "confirmed", "printer": "Dock", "kind": "file",
            "template": "lpn", "identity": f"L-{n:06d}", "copy_no": 1, "reason": "", "detail": "",
            "attempt": 1, "requested_by": "", "created_at": "2026-11-23T09:00:00.000Z",
        } for n in range(min(limit, 60))]
        route.fulfill(json={"items": items, "next": "40" if limit < 60 else None})

    station.route("**/api/v1/labels/jobs?*", many)
    rows = station.get_by_role("region", name="Queue").get_by_role("listitem")
    expect(rows).to_have_count(40)
    station.get_by_role("button", name="Show older labels").click()
    expect(rows).to_have_count(60)
    expect(station.get_by_role("button", name="Show older labels")).to_have_count(0)


@pytest.mark.parametrize("theme", ["dark", "light"])
def test_axe_finds_nothing_on_the_station(station: Page, theme: str) -> None:
    station.evaluate("theme => { document.documentElement.dataset.theme = theme }", theme)
    station.get_by_role("button", name="Test print").click()
    row = station.get_by_role("button", name=re.compile("TEST-0001"))
    expect(row).to_contain_text("sent")
    row.click()
    assert gallery.axe(station) == []
