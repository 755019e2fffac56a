# SPDX-License-Identifier: Apache-2.0
"""Make the pictures of the README from the built app's own gallery.

`python -m tools.pictures` after `make setup`; needs Chromium. The pictures are of screens with the
gallery's data, so they change only when the screens do.
"""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.browser import gallery
from tests.chromium import HEADLESS_FLAGS, chromium_path

PICTURES = Path(__file__).parents[1] / "docs" / "pictures"
STATES = {"pick": "pick", "hold": "hold", "queue": "queue"}


def main() -> None:
    """Write one picture a state, dark, at the size of a handheld."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    with gallery.served() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium_path(), args=list(HEADLESS_FLAGS)
        )
        page = browser.new_page(viewport={"width": 360, "height": 640}, color_scheme="dark")
        for name, state in STATES.items():
            page.goto(f"{address}/?gallery={state}&theme=dark")
            page.wait_for_selector(".hh")
            page.screenshot(path=PICTURES / f"{name}.png")
        browser.close()


if __name__ == "__main__":
    main()
