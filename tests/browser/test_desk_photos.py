# SPDX-License-Identifier: Apache-2.0
"""The desk and photos: a question and a story show those of their subject, with who and when."""

from __future__ import annotations

import re
from datetime import timedelta
from hashlib import sha256
from io import BytesIO

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from backend.store.photo_files import PhotoFiles
from backend.use_cases.photos import Photos, Sent
from tests.browser import gallery
from tests.browser.desk_floor import Desk
from tests.browser.desk_page import board, browser, context, desk, page, question
from tests.browser.handheld import SHOTS
from tests.databases import sqlite_template, sqlite_url
from tests.scenarios.site import SITE, Handheld

__all__ = ["board", "browser", "context", "desk", "page", "sqlite_template", "sqlite_url"]

PLATE = "006141410000001026"


def picture() -> bytes:
    made = BytesIO()
    Image.new("RGB", (640, 480), "#6b4a2b").save(made, "JPEG")
    return made.getvalue()


@pytest.fixture
def photographed(board: Page, desk: Desk) -> Page:
    """Ana held a carton and photographed it before; the first picture has come, the next not."""
    one, site, data = Handheld(desk.site, "H-1", seq=7), desk.site, picture()
    site.now += timedelta(seconds=60)
    for n, digest in enumerate((sha256(data).hexdigest(), "0a" * 32), 1):
        one.tell("photo", {
            "photo": f"p-{n}", "hash": digest, "bytes": len(data), "type": "image/jpeg",
            "of": {"hold": "h-9", "lpn": PLATE}, "where": "hold.reason", "note": "",
        })
    one.tell("hold", {"hold": "h-9", "scope": {"lpn": PLATE}, "reason": "damage", "note": ""})
    one.push()
    photos = Photos(site.database, PhotoFiles(desk.printed.parent / "photos"))
    digest = sha256(data).hexdigest()
    assert photos.keep(Sent(SITE, "H-1", "p-1", digest, data), site.now) is None
    return board


def shown(page: Page) -> None:
    """One picture that opens large, and one that has not come."""
    small = page.get_by_role("button", name=re.compile(f"Show the photo of {PLATE} large"))
    expect(small).to_have_count(1)
    image = page.get_by_alt_text(re.compile(f"Photo of {PLATE}, taken by .*lopez", re.I))
    page.wait_for_function(
        "() => [...document.querySelectorAll('.photo img')].some((one) => one.naturalWidth > 0)"
    )
    before = image.bounding_box()
    small.click()
    after = image.bounding_box()
    assert before and after and after["width"] > 2 * before["width"]
    expect(page.get_by_text("Still on the handheld that took it.")).to_be_visible()


def test_a_hold_shows_its_photos_small_and_large(photographed: Page) -> None:
    photographed.keyboard.press("g")
    photographed.keyboard.press("e")
    photographed.get_by_role("button", name=re.compile("^Held")).click()
    photographed.get_by_role("navigation", name="Exceptions").get_by_role(
        "button", name=re.compile(PLATE)
    ).first.click()
    shown(photographed)
    if SHOTS:
        photographed.screenshot(path=f"{SHOTS}/desk-hold.png")
    assert gallery.axe(photographed) == []


def test_the_story_of_a_plate_shows_its_photos(photographed: Page) -> None:
    photographed.keyboard.press("/")
    photographed.keyboard.type(PLATE)
    photographed.keyboard.press("Enter")
    shown(photographed)
    if SHOTS:
        photographed.screenshot(path=f"{SHOTS}/desk-plate.png")


def test_a_question_without_photos_says_nothing_of_them(photographed: Page) -> None:
    question(photographed, "Unknown barcode")
    expect(photographed.get_by_role("heading", name="What was told")).to_have_count(0)
    expect(photographed.get_by_role("heading", name="Photos")).to_have_count(0)
