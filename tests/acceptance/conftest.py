# SPDX-License-Identifier: Apache-2.0
"""Fixtures of the acceptance tests: a served floor and people with handhelds."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, sync_playwright

from tests.acceptance.served import Floor, served
from tests.acceptance.signed_in import SignedIn, remembered
from tests.acceptance.worker import Worker, begin, sign_in
from tests.browser.handheld import SCREEN, WAIT_MS
from tests.chromium import HEADLESS_FLAGS, chromium_path
from tests.databases import sqlite_template, sqlite_url

__all__ = ["sqlite_template", "sqlite_url"]

Hire = Callable[[str], Worker]

_known: dict[str, SignedIn] = {}  # of this process, by the person


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(
            executable_path=chromium_path(), args=list(HEADLESS_FLAGS)
        )
        yield started
        started.close()


@pytest.fixture
def floor(sqlite_url: str, tmp_path: Path) -> Iterator[Floor]:
    """A small site with nothing on its shelves."""
    with served(sqlite_url, tmp_path) as one:
        yield one


@pytest.fixture
def hire(browser: Browser, floor: Floor) -> Iterator[Hire]:
    """Puts a handheld into somebody's hand. Prepare the floor first: it is there at once then."""
    contexts: list[BrowserContext] = []
    faults: list[str] = []
    hired: set[str] = set()

    def one(actor: str = "lopez") -> Worker:
        known = _known.get(actor) if actor not in hired else None
        hired.add(actor)
        context = browser.new_context(
            viewport=SCREEN, has_touch=True, color_scheme="dark", locale="en",
            storage_state=known.on(floor) if known else None,
        )  # fmt: skip
        contexts.append(context)
        context.set_default_timeout(WAIT_MS)
        page = context.new_page()
        page.on("pageerror", lambda fault: faults.append(str(fault)))
        worker = Worker(context, page, floor)
        if known:
            begin(worker)
        else:
            sign_in(worker, actor)
            if actor not in _known:
                _known[actor] = remembered(context, floor, actor)
        return worker

    yield one
    for context in contexts:
        context.close()
    assert faults == []
