# SPDX-License-Identifier: Apache-2.0
"""The built app's gallery in a browser: every screen with invented data, and what is measured."""

import functools
import http.server
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

ROOT = Path(__file__).parents[2]
DIST = ROOT / "pwa/dist"
AXE = ROOT / "pwa/node_modules/axe-core/axe.min.js"

TOUCH_PX = 56  # visual language, section 5: the least that a gloved hand meets

# Everything of a screen that breaks a rule of the frame, as readable sentences.
MEASURE = """() => {
  const faults = [];
  const frame = document.querySelector('.hh').getBoundingClientRect();
  const seen = (node) => { const box = node.getBoundingClientRect();
    return box.width > 0 && box.height > 0 && !node.closest('.vh'); };
  const name = (node) => node.getAttribute('aria-label') || node.textContent.trim().slice(0, 40);
  if (document.documentElement.scrollWidth > innerWidth) faults.push('the page scrolls sideways');
  for (const node of document.querySelectorAll('.hh *')) {
    if (!seen(node)) continue;
    const box = node.getBoundingClientRect();
    if (box.right > frame.right + 1 || box.left < frame.left - 1)
      faults.push(`${node.tagName} "${name(node)}" stands out of the frame`);
    const style = getComputedStyle(node);
    if (node.children.length === 0 && style.overflowX === 'hidden'
        && node.scrollWidth > node.clientWidth + 1)
      faults.push(`"${name(node)}" is cut`);
  }
  for (const node of document.querySelectorAll('.hh .foot, .hh .ask, .hh .aim')) {
    const box = node.getBoundingClientRect();
    if (box.bottom > frame.bottom + 1 || box.top < frame.top - 1)
      faults.push(`${node.className} lies outside the frame`);
  }
  return [...new Set(faults)];
}"""

SMALL = """(least) => [...document.querySelectorAll('button, a[href], input')]
  .filter((node) => { const box = node.getBoundingClientRect();
    return box.width > 0 && !node.closest('.vh')
      && (box.width < least - 0.5 || box.height < least - 0.5); })
  .map((node) => node.getAttribute('aria-label') || node.textContent.trim())"""

AXE_RUN = """async () => {
  const found = await axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa',
    'wcag22aa', 'best-practice'] });
  return found.violations.flatMap((one) => one.nodes.map((node) =>
    `${one.id}: ${node.target.join(' ')}: ${node.failureSummary}`));
}"""

# Every text 30 % larger, line heights with it: what a person's own text size does.
LARGER = """() => { for (const node of document.querySelectorAll('.hh, .hh *')) {
  const style = getComputedStyle(node);
  node.dataset.size = parseFloat(style.fontSize) * 1.3 + 'px';
  node.dataset.line = parseFloat(style.lineHeight) * 1.3 + 'px'; }
  for (const node of document.querySelectorAll('.hh, .hh *')) {
    node.style.fontSize = node.dataset.size; node.style.lineHeight = node.dataset.line; } }"""


STOP_S = 0.02
"""How often a server of the tests looks whether it is to stop; half a second by default."""


class Quiet(http.server.SimpleHTTPRequestHandler):
    """Static files without a line in the log for each."""

    def log_message(self, *_: Any) -> None:
        """Say nothing."""


@contextmanager
def served() -> Iterator[str]:
    """Address of the built app on a port that the system chose."""
    assert (DIST / "index.html").exists(), "pwa/dist is missing: run `make setup`"
    handler = functools.partial(Quiet, directory=str(DIST))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever, args=(STOP_S,), daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def open_state(
    page: Page, address: str, name: str, theme: str = "dark", lang: str = "en", *,
    tray: bool = False,
) -> None:
    """Shows one state of the gallery and waits until it stands; `tray`: over that of the demo."""
    shown = f"gallery={name}&theme={theme}&lang={lang}"
    page.goto(f"{address}/?{shown}{'&tray' if tray else ''}")
    page.wait_for_selector(f'[data-state="{name}"] > *', state="attached")
    page.wait_for_function("document.fonts.ready.then(() => true)")


def open_given(page: Page, address: str, language: str = "en") -> None:
    """Opens the page that `show` draws on; "rtl" is English turned round."""
    wish = "lang=en&rtl" if language == "rtl" else f"lang={language}"
    page.goto(f"{address}/?gallery=given&{wish}")
    page.wait_for_selector("[data-ready]", state="attached")
    page.wait_for_function("document.fonts.ready.then(() => true)")


def show(
    page: Page, name: str, step: Mapping[str, Any] | None = None, theme: str = "dark"
) -> None:
    """Shows a step that was made elsewhere, or without one a state of the gallery."""
    detail = {"name": name, "theme": theme} | ({"step": step} if step else {})
    page.evaluate(
        "detail => document.dispatchEvent(new CustomEvent('show', { detail }))", detail
    )
    page.wait_for_selector(f'[data-state="{name}"] > *', state="attached")


def survey(
    page: Page, steps: Mapping[str, Any], look: str, theme: str = "dark", arg: Any = None
) -> dict[str, list[str]]:
    """What a script finds on each of these screens, shown one after the other in one page.

    Two frames pass before a look: what fits itself to its room has done so by then.
    """
    script = f"""async ([steps, theme, arg]) => {{
      const look = {look}, found = {{}};
      const frame = () => new Promise((next) => requestAnimationFrame(next));
      for (const [name, step] of Object.entries(steps)) {{
        const detail = {{ name, theme, ...(step ? {{ step }} : {{}}) }};
        document.dispatchEvent(new CustomEvent('show', {{ detail }}));
        await frame(); await frame();
        if (!document.querySelector(`[data-state="${{name}}"] > *`)) throw new Error(name);
        found[name] = await look(arg);
      }}
      return found; }}"""
    found: dict[str, list[str]] = page.evaluate(script, [dict(steps), theme, arg])
    return found


def names(page: Page, address: str) -> list[str]:
    """All states that the gallery knows."""
    page.goto(f"{address}/?gallery")
    page.wait_for_selector("[data-name]")
    found: list[str] = page.eval_on_selector_all("[data-name]",
      "all => all.map(a => a.dataset.name)")
    return found


def learn_axe(page: Page) -> None:
    """Bring axe-core into the page, for AXE_RUN."""
    page.evaluate(AXE.read_text(encoding="utf-8"))


def axe(page: Page) -> list[str]:
    """What axe-core finds on the page, one sentence a node."""
    learn_axe(page)
    found: list[str] = page.evaluate(AXE_RUN)
    return found
