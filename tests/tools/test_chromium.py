# SPDX-License-Identifier: Apache-2.0
"""The browser that the tests drive is a real one, and it starts with our switches."""

from collections.abc import Callable

import pytest
from playwright.sync_api import sync_playwright

from tests.chromium import CHROMIUM_FLAGS, chromium_path, whole_chromium_path


@pytest.mark.browser
@pytest.mark.parametrize("path", [chromium_path, whole_chromium_path])
def test_chromium_starts_and_runs_a_page(path: Callable[[], str]) -> None:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=path(), args=[*CHROMIUM_FLAGS])
        page = browser.new_page()
        page.set_content("<title>Pickface</title>")
        assert page.evaluate("document.title + typeof indexedDB") == "Pickfaceobject"
        browser.close()


def test_a_browser_that_is_not_there_fails_the_test_that_asks(
        monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PICKFACE_CHROMIUM", "/nowhere/chromium")
    with pytest.raises(AssertionError, match="no Chromium"):
        chromium_path()
    with pytest.raises(AssertionError, match="no Chromium"):
        whole_chromium_path()
