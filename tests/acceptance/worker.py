# SPDX-License-Identifier: Apache-2.0
"""A person with a handheld: scans, taps and looks at the screen of the real app in a browser.

`offline()` cuts the network of this handheld alone; `online()` waits until all that was told is
with the server. What is told meanwhile can be read by `told()`.
"""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from PIL import Image
from playwright.sync_api import BrowserContext, Page, expect

from tests.acceptance.served import PIN, Floor
from tests.browser.handheld import READ_QUEUE, SHOTS, WAIT_MS

PACE_MS = 40  # between two looks at what a page keeps
KICK_S = 1  # between two reminders; a turn that is under way takes no second one

# How far what is pulled goes, by the part of the feed; read as another program would.
PULLED = """async () => {
  const base = await new Promise((good, bad) => { const asked = indexedDB.open('pickface-cache');
    asked.onsuccess = () => good(asked.result); asked.onerror = () => bad(asked.error); });
  if (!base.objectStoreNames.contains('meta')) { base.close(); return []; }
  const since = await new Promise((good) => {
    const got = base.transaction('meta').objectStore('meta').get('checkpoints');
    got.onsuccess = () => good(got.result?.since ?? {}); });
  base.close();
  return [since.hold ?? 0, since.rest ?? 0]; }"""


READ_PHOTOS = """async () => {
  const base = await new Promise((good, bad) => { const asked = indexedDB.open('pickface-photos');
    asked.onsuccess = () => good(asked.result); asked.onerror = () => bad(asked.error); });
  const kept = await new Promise((good) => {
    const got = base.transaction('photos').objectStore('photos').count();
    got.onsuccess = () => good(got.result); });
  base.close();
  return kept; }"""


@dataclass
class Worker:
    """Somebody who is signed in on a handheld of the site."""

    context: BrowserContext
    page: Page
    floor: Floor
    shots: int = 0

    # What a worker does

    def scan(self, *codes: str) -> None:
        """Trigger pulls: the text of each at once, then Enter, as a scanner's input method does.

        A browser that is driven from outside types keys with pauses on a busy machine, which no
        scanner does; keys one by one are a matter of their own (`keys`).
        """
        for code in codes:
            self.page.keyboard.insert_text(code)
            self.page.keyboard.press("Enter")

    def keys(self, text: str) -> None:
        """The characters of a code or a PIN, then Enter, as a keyboard wedge or a person types."""
        self.page.keyboard.type(text + "\n")

    def again(self, code: str) -> None:
        """The same code once more, later than a trigger that was pulled twice by mistake."""
        then = self.page.evaluate("performance.now()")
        self.page.wait_for_function("then => performance.now() > then + 650", arg=then)
        self.scan(code)

    def type_in(self, text: str) -> None:
        """A tap on the scan box, then words on the soft keyboard: no reader and no keys needed."""
        assert self.page.locator(".typed").count() == 0, "no keyboard unless it is asked for"
        self.frame().locator(".aim").click()
        field = self.frame().locator(".typed .field")
        expect(field).to_be_focused()
        field.fill(text)
        self.tap("Take it")

    def tap(self, name: str, *, exact: bool = False) -> None:
        """A button; on the home screen a tile, not the work that is given (`given`)."""
        named = self.page.get_by_role("button", name=name, exact=exact)
        named.and_(self.page.locator(":not(.give)")).first.click()

    def given(self) -> None:
        """Begins the work that the home screen gives."""
        self.page.get_by_role("button", name="Give me work").click()

    def problem(self, name: str) -> None:
        """A side door that waits behind "Problem"."""
        self.tap("Problem")
        self.tap(name)

    def number(self, number: int) -> None:
        """Digits on the pad of the screen, then its tick; in a sheet the number opens the pad."""
        asked = self.frame().locator(".stepper .typein, .pad").first
        asked.wait_for()
        if "typein" in (asked.get_attribute("class") or ""):
            asked.click()
        pad = self.page.locator(".pad").last
        for digit in str(number):
            pad.get_by_role("button", name=digit, exact=True).click()
        pad.get_by_role("button", name="Done").click()

    def photograph(self, name: str) -> None:
        """Opens the camera with a button of this name and takes a picture of a phone's size."""
        with self.page.expect_file_chooser() as chooser:
            self.tap(name)
        picture = BytesIO()
        Image.effect_mandelbrot((3000, 2000), (-3, -2.5, 2, 2.5), 60).save(picture, "JPEG")
        chooser.value.set_files({
            "name": "IMG_1.jpg", "mimeType": "image/jpeg", "buffer": picture.getvalue(),
        })  # fmt: skip

    def sign(self) -> None:
        """Draws a line with a finger where the screen asks for a signature."""
        box = self.page.locator("canvas.signature").bounding_box()
        assert box is not None
        x, y = box["x"] + 30, box["y"] + box["height"] / 2
        self.page.mouse.move(x, y)
        self.page.mouse.down()
        self.page.mouse.move(x + 120, y - 30, steps=6)
        self.page.mouse.up()

    def offline(self) -> None:
        """Out of reach of the network from now on; the app itself is on this handheld by then."""
        self.page.evaluate("navigator.serviceWorker.ready.then(() => true)")
        self.context.set_offline(True)

    def online(self) -> None:
        """Back in reach; returns when everything told is with the server."""
        self.context.set_offline(False)
        self.sent()

    # What a worker sees

    def says(self, *texts: str | re.Pattern[str]) -> None:
        """Waits until the screen shows each of these; fails with what it shows instead."""
        for text in texts:
            shown = self.frame().get_by_text(text).locator("visible=true").first
            expect(shown).to_be_visible(timeout=WAIT_MS)

    def silent_of(self, text: str) -> None:
        """The screen does not show this. Ask for something it does show first."""
        expect(self.frame().get_by_text(text).locator("visible=true")).to_have_count(0)

    def frame(self) -> Any:
        return self.page.locator(".hh")

    def text(self) -> str:
        """All words on the screen."""
        words: str = self.frame().inner_text()
        return words

    def shot(self, name: str) -> None:
        """A picture of the screen, when somebody wants to look (PICKFACE_SHOTS)."""
        if SHOTS:
            self.shots += 1
            self.page.screenshot(path=f"{SHOTS}/{name}-{self.shots:02}.png")

    # What the handheld keeps

    def told(self, kind: str | None = None) -> list[dict[str, Any]]:
        """Operations in the queue of this handheld, oldest first."""
        stored: dict[str, list[Any]] = self.page.evaluate(READ_QUEUE)
        rows = sorted(stored["ops"], key=lambda row: row["seq"])
        ops = [json.loads(row["text"]) for row in rows]
        return [op for op in ops if kind in (None, op["kind"])]

    def sent(self) -> None:
        """Waits until the server has answered everything that was told."""
        self._until(READ_QUEUE, lambda stored: all(row["answer"] for row in stored["ops"]))

    def photos_sent(self) -> None:
        """Waits until no picture is kept on this handheld any more."""
        self._until(READ_PHOTOS, lambda kept: kept == 0)

    def _until(self, script: str, good: Callable[[Any], bool], arg: Any = None) -> None:
        """Waits until what a script reads of the page is good; fails with what it read last."""
        end, kick = time.monotonic() + WAIT_MS / 1000, 0.0
        while not good(found := self.page.evaluate(script, arg)):
            assert time.monotonic() < end, found
            if time.monotonic() >= kick:  # ask for news now, not at the device's next turn
                self.page.evaluate("window.dispatchEvent(new Event('online'))")
                kick = time.monotonic() + KICK_S
            self.page.wait_for_timeout(PACE_MS)

    def caught_up(self) -> None:
        """Waits until it has every row that the server has now."""
        version = self.floor.version()
        self._until(PULLED, lambda parts: bool(parts) and min(parts) >= version)


def sign_in(worker: Worker, actor: str) -> None:
    """Enrols the handheld, then badge and PIN; ends on the home screen."""
    worker.page.goto(worker.floor.address)
    worker.says("Scan enrolment code")
    worker.scan(worker.floor.allow())
    worker.says("Scan your badge")
    worker.scan(worker.floor.badges[actor])
    worker.says("Type your PIN")
    worker.keys(PIN)
    at_home(worker)


def begin(worker: Worker) -> None:
    """Opens the app where somebody is signed in already; ends on the home screen."""
    worker.page.goto(worker.floor.address)
    at_home(worker)


def at_home(worker: Worker) -> None:
    """Waits for the home screen and for all rows."""
    worker.says("Look up")
    worker.caught_up()
