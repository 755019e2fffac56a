# SPDX-License-Identifier: Apache-2.0
"""The browser that the tests drive is a real one, and it starts with our switches."""

import pytest
from playwright.sync_api import sync_playwright

from tests.chromium import CHROMIUM_FLAGS, chromium_path


@pytest.mark.browser
def test_chromium_starts_and_runs_a_page() -> None:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium_path(), args=[*CHROMIUM_FLAGS])
        page = browser.new_page()
        page.set_content("<title>Pickface</title>")
        assert page.evaluate("document.title + typeof indexedDB") == "Pickfaceobject"
        browser.close()


def test_a_browser_that_is_not_there_fails_the_test_that_asks(
        monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PICKFACE_CHROMIUM", "/nowhere/chromium")
    with pytest.raises(AssertionError, match="no Chromium"):
        chromium_path()
