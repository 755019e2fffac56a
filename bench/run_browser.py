# SPDX-License-Identifier: Apache-2.0
"""scan_to_paint, cold_start_offline: the real app in a real browser, with 50,000 parts."""

from __future__ import annotations

import contextlib
import json
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from statistics import median
from typing import Any, NamedTuple

from playwright.sync_api import Page, TimeoutError, sync_playwright

from backend.demo.parties import ACTORS
from backend.demo.site import demo_site
from bench.databases import opened
from bench.floor import ROWS_AN_IMPORT, SITE, intake_of, operation_text
from bench.harness import Measured, benchmark, figure, percentile
from tests.browser.app_server import AppServer, make_demo
from tests.browser.handheld import SCREEN, Handheld
from tests.chromium import HEADLESS_FLAGS, whole_chromium_path

PARTS = 50_000
SCANS = 120
WARM = 10  # scans that do not count: the page is compiled by them
STARTS = 5
SLOW = 6  # how much slower a handheld's processor is taken to be
PULL_MS_MAX = 240_000
STEPS_BACK_MAX = 10
SETTLED_MS = 2_000
SCAN_TO_PAINT_P50_MS_MAX = 120
"""At 6x; a hand that waits longer scans again. Of p95 nothing is promised: shared machines."""

HOME = "Look up"  # a button of the home screen
ONLY_HOME = "or scan anything to start with it"

WATCH = """() => {
  const frame = (from, done) => requestAnimationFrame(() => {
    const channel = new MessageChannel();
    channel.port1.onmessage = () => done(performance.now() - from);
    channel.port2.postMessage(0);
  });
  window.benchKey = (key) => new Promise((done) => {
    const heard = (event) => {
      if (event.key !== key) return;
      removeEventListener('keydown', heard, true);
      frame(event.timeStamp, done);
    };
    addEventListener('keydown', heard, true);
  });
  window.benchScan = (shown) => new Promise((done) => {
    let from = 0;
    const heard = (event) => { if (event.key === 'Enter') from = event.timeStamp; };
    addEventListener('keydown', heard, true);
    const eye = new MutationObserver(() => {
      if (!document.querySelector('#app').textContent.includes(shown)) return;
      eye.disconnect();
      removeEventListener('keydown', heard, true);
      frame(from, done);
    });
    eye.observe(document.querySelector('#app'),
      { subtree: true, childList: true, characterData: true, attributes: true });
  });
}"""
PULLED = """async () => {
  const asked = indexedDB.open('pickface-cache');
  const base = await new Promise((good, bad) => {
    asked.onsuccess = () => good(asked.result); asked.onerror = bad; });
  const rows = base.transaction('meta').objectStore('meta').get('checkpoints');
  const found = await new Promise((good) => { rows.onsuccess = () => good(rows.result); });
  base.close();
  return (found?.since?.rest ?? 0) > 0 && navigator.serviceWorker.controller !== null;
}"""
USABLE = """() => {
  const look = () => {
    const button = document.querySelector('#app main button:not([disabled])');
    const words = document.querySelector('#app')?.textContent ?? '';
    if (!button || !words.includes(%s)) return;
    eye.disconnect();
    requestAnimationFrame(() => setTimeout(() => { window.benchUsable = performance.now(); }));
  };
  const eye = new MutationObserver(look);
  eye.observe(document, { subtree: true, childList: true, attributes: true });
}"""
# The keys come from inside the page, as close together as a scanner sends them: from outside each
# key waits for the one before it, and a page that is busy with its start makes two scans of one.
ANSWERED = """([code, shown]) => new Promise((done) => {
  const app = document.querySelector('#app');
  const eye = new MutationObserver(() => {
    if (!app.textContent.includes(shown)) return;
    eye.disconnect();
    requestAnimationFrame(() => setTimeout(() => { done(performance.now()); }));
  });
  eye.observe(app, { subtree: true, childList: true, characterData: true, attributes: true });
  for (const key of [...code, 'Enter']) {
    document.body.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }));
  }
})"""
NOT_YET = ("Nothing waits", "Reading parts and places")  # home without work, home without parts
PAINTED = "() => performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? null"


@contextlib.contextmanager
def handheld() -> Iterator[tuple[AppServer, Handheld]]:
    """A signed-in handheld whose cache holds the whole catalogue, and its server."""
    with tempfile.TemporaryDirectory(prefix="pickface-bench-app-") as folder:
        home = Path(folder) / "home"
        home.mkdir()
        make_demo(home)
        server = AppServer(home)
        more_parts(server.database)
        server.start()
        try:
            with sync_playwright() as playwright:
                device = Handheld(playwright, Path(folder) / "profile", server.address)
                device.open()
                sign_in(device)
                wait_for_catalogue(device.page)
                yield server, device
                device.close()
        finally:
            server.kill()


def wait_for_catalogue(page: Page) -> None:
    """Until everything is in the cache and the home screen has work to give.

    Asked from here: a page that waits for an asynchronous function takes its promise for a yes.
    """
    last = time.monotonic() + PULL_MS_MAX / 1000
    while not page.evaluate(PULLED) or any(words in page.inner_text("#app") for words in NOT_YET):
        assert time.monotonic() < last, "the catalogue did not come"
        page.wait_for_timeout(500)


def more_parts(database: Path) -> None:
    """Fill the catalogue up to 50,000 parts, through the server's own import."""
    books = opened(f"sqlite:///{database}")
    intake, now = intake_of(books), datetime.now(UTC)
    parts = further_parts()
    for number, at in enumerate(range(0, len(parts), ROWS_AN_IMPORT), 1 << 42):
        body = {"parts": parts[at : at + ROWS_AN_IMPORT]}
        text = operation_text("catalogue_import", body, number, now)
        told = intake.tell(site=SITE, text=text, now=now)
        assert told.outcome == "accepted", told
    books.close()


def further_parts() -> list[dict[str, Any]]:
    """Parts like the demo's, under further numbers."""
    known = demo_site().parts
    return [
        {**known[n % len(known)], "part": number_of(n), "aliases": [f"XA{n:06d}"]}
        for n in range(PARTS - len(known))
    ]


def number_of(n: int) -> str:
    """The number of the n-th further part."""
    return f"XP-{n:05d}"


def sign_in(device: Handheld) -> None:
    """From an unknown browser to the home screen."""
    _, _, _, badge, pin = ACTORS[0]
    device.tap("Use as demo handheld")
    device.says("badge")
    device.scan(badge)
    device.says("PIN")
    for digit in pin:
        device.tap(digit, exact=True)
    device.tap("Done")
    device.says(HOME)


@benchmark("scan_to_paint")
def scan_to_paint() -> Iterator[Measured]:
    """From the last key of a scan to after the frame that shows what was scanned."""
    with handheld() as (_, device):
        page = device.page
        device.tap(HOME)
        device.says("Scan anything")
        page.evaluate(WATCH)
        throttle(page, SLOW)
        scans, keys = [], []
        for n in range(SCANS + WARM):
            press = partial(page.keyboard.press, "Shift")
            keys.append(timed(page, "window.benchKey('Shift')", press))
            number = number_of(n * 7919 % (PARTS // 2))
            shown = f"window.benchScan('{number}')"
            scans.append(timed(page, shown, partial(device.scan, number)))
    empty = "an empty keypress to its painted frame, same page"
    for percent in (50, 95):
        value, other = (percentile(found[WARM:], percent) for found in (scans, keys))
        name, bar = f"scan_to_paint.p{percent}", SCAN_TO_PAINT_P50_MS_MAX if percent == 50 else None
        yield figure(name, value, "ms at 6x", against=(empty, other), bar=bar)


def throttle(page: Page, rate: int) -> None:
    """Make the page's processor this many times slower."""
    assert page.context
    session = page.context.new_cdp_session(page)
    session.send("Emulation.setCPUThrottlingRate", {"rate": rate})


def timed(page: Page, asked: str, act: Callable[[], None]) -> float:
    """Milliseconds that a page's own watch measured while we acted."""
    page.evaluate(f"() => {{ window.benchTook = {asked}; }}")
    act()
    took: float = page.evaluate("() => window.benchTook")
    return took


class Start(NamedTuple):
    """Milliseconds from the start of a page: something is painted, the home screen can be used,
    the first scan is answered."""

    painted: float
    usable: float
    answered: float


@benchmark("cold_start_offline")
def cold_start_offline() -> Iterator[Measured]:
    """The server is dead and the browser new: until the home screen can be used, and until the
    first scan on it is answered by the step that shows what was scanned."""
    parts = further_parts()
    with handheld() as (server, device):
        server.kill()
        device.close()
        for rate in (1, SLOW):  # the first start after a kill also recovers the profile
            started(device, rate, parts[0])
        found: dict[int, list[Start]] = {1: [], SLOW: []}
        for part in parts[1 : STARTS + 1]:
            for rate, starts in found.items():
                starts.append(started(device, rate, part))
        device.open()
    for rate, starts in found.items():
        name, unit = f"cold_start_offline.{rate}x", f"ms at {rate}x"
        usable = [start.usable for start in starts]
        painted = median(start.painted for start in starts)
        against = ("the first painted content of the same start", painted)
        yield figure(name, usable, unit, against=against)
        answered = [start.answered for start in starts]
        against = ("the usable home screen of the same start", median(usable))
        yield figure(f"{name}.first_scan", answered, unit, against=against)


def started(device: Handheld, rate: int, part: dict[str, Any]) -> Start:
    """One start in a new browser process, and the scan of one part once the screen can be used."""
    context = device.playwright.chromium.launch_persistent_context(
        str(device.profile), executable_path=whole_chromium_path(), args=list(HEADLESS_FLAGS),
        headless=True, viewport=SCREEN, locale="en",
    )  # fmt: skip
    page = context.pages[0]
    context.add_init_script(f"({USABLE % json.dumps(HOME)})()")
    throttle(page, rate)
    page.goto(device.address)
    usable = page.wait_for_function("() => window.benchUsable", timeout=PULL_MS_MAX).json_value()
    answered = page.evaluate(ANSWERED, [part["part"], part["description"]])
    assert part["part"] in page.inner_text("#app"), "another part was shown"
    painted = page.wait_for_function(PAINTED).json_value()
    go_home(page)
    context.close()
    return Start(painted, usable, answered)


def go_home(page: Page) -> None:
    """Back step by step, since the next start goes on where this one stopped."""
    home = page.get_by_text(ONLY_HOME)
    back = page.get_by_role("button", name="Back", exact=True)
    for _ in range(STEPS_BACK_MAX):
        with contextlib.suppress(TimeoutError):
            back.click(timeout=SETTLED_MS)
        with contextlib.suppress(TimeoutError):
            home.wait_for(timeout=SETTLED_MS)
            return
    raise AssertionError("no way home")
