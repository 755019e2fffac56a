# SPDX-License-Identifier: Apache-2.0
"""A handheld in a real browser: scans as a keyboard wedge does, taps, and is killed and reopened.

`scan` gives the characters and Enter with no field focused. `tray` clicks the barcode in the demo's
scan tray. `says` waits until the screen shows a text: the only kind of waiting here.
"""

from __future__ import annotations

import json
import os
import re
import signal
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import (
    BrowserContext,
    Locator,
    Page,
    Playwright,
    ViewportSize,
    expect,
)

from tests.chromium import HEADLESS_FLAGS, chromium_path

SCREEN: ViewportSize = {"width": 360, "height": 640}
WAIT_MS = 20_000  # for a screen; a busy machine needs some of it, a healthy one a few ms
SHOTS = os.environ.get("PICKFACE_SHOTS")  # folder for a picture of every screen, for people

# What is kept in the queue of this browser, read as another program would.
READ_QUEUE = """async () => {
  const open = (name) => new Promise((good, bad) => { const asked = indexedDB.open(name);
    asked.onsuccess = () => good(asked.result); asked.onerror = () => bad(asked.error); });
  const base = await open('pickface-queue');
  const found = {};
  for (const store of base.objectStoreNames) {
    found[store] = await new Promise((good) => {
      const all = base.transaction(store).objectStore(store).getAll();
      all.onsuccess = () => good(all.result); });
  }
  base.close();
  return found; }"""


def main_process(profile: Path) -> int:
    """Process id of the browser that has this profile open."""
    wanted = f"--user-data-dir={profile}".encode()
    for entry in Path("/proc").iterdir():
        if not entry.name.isdigit():
            continue
        try:
            words = (entry / "cmdline").read_bytes().split(b"\0")
        except OSError:
            continue  # it ended meanwhile
        started_by = words[0].endswith(b"/sh")  # the script that started the browser
        if wanted in words and not started_by and not any(w.startswith(b"--type=") for w in words):
            return int(entry.name)
    raise AssertionError(f"no browser has {profile} open")


@dataclass
class Handheld:
    """One browser with a profile of its own on disk: kill it, open it, and it is the same one."""

    playwright: Playwright
    profile: Path
    address: str
    context: BrowserContext | None = None
    script: str | None = None  # put into every page before anything else runs
    prepare: Callable[[Page], None] | None = None  # done to the page before it goes to the app
    shots: int = 0
    tab: int = 0  # which tab the person looks at

    @property
    def page(self) -> Page:
        assert self.context
        return self.context.pages[self.tab]

    def open_tab(self) -> None:
        """Opens the app in one more tab and looks at it."""
        assert self.context
        self.context.new_page().goto(self.address)
        self.tab = len(self.context.pages) - 1

    def look_at(self, tab: int) -> None:
        self.tab = tab
        self.page.bring_to_front()

    def open(self) -> None:
        """Starts the browser and goes to the app."""
        self.context = self.playwright.chromium.launch_persistent_context(
            str(self.profile), executable_path=chromium_path(), args=list(HEADLESS_FLAGS),
            headless=True, viewport=SCREEN, has_touch=True, color_scheme="dark", locale="en",
        )  # fmt: skip
        self.context.set_default_timeout(WAIT_MS)
        if self.script:
            self.context.add_init_script(self.script)
        if self.prepare:
            self.prepare(self.page)
        self.page.goto(self.address)

    def close(self) -> None:
        if self.context:
            self.context.close()
            self.context = None

    def kill(self) -> None:
        """SIGKILL to the browser: the tab, its worker and its storage end where they are."""
        pid = main_process(self.profile)
        assert self.context
        with self.context.expect_event("close"):
            os.kill(pid, signal.SIGKILL)
        self.context = None

    # What a worker does

    def scan(self, characters: str) -> None:
        """A trigger pull: the text at once, then Enter, as a scanner's input method does."""
        self.page.keyboard.insert_text(characters)
        self.page.keyboard.press("Enter")

    def keys(self, characters: str) -> None:
        """A keyboard wedge or a person: key after key, then Enter. A busy machine pauses amid."""
        self.page.keyboard.type(characters + "\n")

    def tray(self, label: str) -> None:
        """Opens the scan tray below the screen, clicks a barcode; it closes by itself."""
        self.page.get_by_role("button", name=re.compile("Scan tray")).click()
        self.page.get_by_role("button", name=re.compile(re.escape(label))).first.click()

    def scan_again(self, characters: str) -> None:
        """The same code once more, later than a trigger pulled twice by mistake."""
        self.hand_moves()
        self.scan(characters)

    def hand_moves(self) -> None:
        """Lets the page's clock go on by what a hand needs from a trigger to a key."""
        self.page.wait_for_function(
            "then => performance.now() > then + 650", arg=self.page.evaluate("performance.now()")
        )

    def type_number(self, number: int) -> None:
        """Digits on the pad of the screen, then its tick."""
        pad = self.page.locator(".pad").last
        for digit in str(number):
            pad.get_by_role("button", name=digit, exact=True).click()
        pad.get_by_role("button", name="Done").click()

    def tap(self, name: str, exact: bool = False) -> None:
        self.page.get_by_role("button", name=name, exact=exact).first.click()

    # What a worker sees

    def says(self, *texts: str) -> None:
        """Waits until the screen shows each of these; fails with what it shows instead."""
        for text in texts:
            shown = self.frame().get_by_text(text).locator("visible=true").first
            expect(shown).to_be_visible(timeout=WAIT_MS)

    def frame(self) -> Locator:
        return self.page.locator(".hh")

    def text(self) -> str:
        """All words on the screen."""
        return self.frame().inner_text()

    def shot(self, name: str) -> None:
        """A picture of the screen, when somebody wants to look."""
        if SHOTS:
            self.shots += 1
            self.page.screenshot(path=f"{SHOTS}/{self.shots:02}-{name}.png")

    def stored(self) -> dict[str, list[Any]]:
        """Everything in this browser's queue, by the name of the store."""
        found: dict[str, list[Any]] = self.page.evaluate(READ_QUEUE)
        return found

    def operations(self) -> list[dict[str, Any]]:
        """The operations in the queue, oldest first, each parsed from the text that is sent."""
        rows = sorted(self.stored()["ops"], key=lambda row: row["seq"])
        return [{**row, "op": json.loads(row["text"])} for row in rows]
