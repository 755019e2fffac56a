# SPDX-License-Identifier: Apache-2.0
"""The floor of the browser tests: a demo site made once, a server and a handheld for each test."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from playwright.sync_api import Playwright, expect, sync_playwright

from backend.demo.parties import ACTORS
from tests.browser.app_server import Api, AppServer, copy_of, make_demo
from tests.browser.handheld import Handheld
from tests.once import once

OFFICE = "01890a5d-0000-7000-8000-00000000abcd"  # installation of the supervisor's device
ORDER, TRUCK = "DLR2207-0091", "SHP260302A"



# Until everything is booked: the next try is at most a minute away, then ERP and feed follow.
DRAIN_MS = 90_000


class Person(NamedTuple):
    """Somebody of the demo."""

    actor: str
    name: str
    role: str
    badge: str
    pin: str

    @property
    def label(self) -> str:
        """The name of the badge in the scan tray."""
        return f"Badge {self.name}"


LOPEZ, WONG, _, ROSSI = (Person(*row) for row in ACTORS)

# The service worker keeps the shell from now on: the app starts without the server.
CONTROLLED = "() => navigator.serviceWorker.controller?.state === 'activated'"


@pytest.fixture(scope="session")
def demo_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Database and keys of a demo site, closed."""
    return once(tmp_path_factory, "demo-home", make_demo)


@pytest.fixture
def server(demo_home: Path, tmp_path: Path) -> Iterator[AppServer]:
    """A running server over its own copy of the demo site."""
    one = copy_of(demo_home, tmp_path / "server")
    one.start()
    yield one
    one.kill()


@pytest.fixture(scope="module")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as started:
        yield started


@pytest.fixture
def handheld(playwright: Playwright, server: AppServer, tmp_path: Path) -> Iterator[Handheld]:
    """A handheld that knows this server and has never been opened."""
    one = Handheld(playwright, tmp_path / "profile", server.address)
    yield one
    one.close()


def tray_codes(address: str) -> dict[str, str]:
    """The printed barcodes of the demo by their label: what a scanner would send."""
    groups = Api(address).get("/api/v1/demo/tray")["groups"]
    return {item["label"]: item["data"] for group in groups for item in group["items"]}


def sign_in(handheld: Handheld, codes: dict[str, str], person: Person = LOPEZ) -> None:
    """Badge by scan, PIN by keyboard; ends on the first screen."""
    handheld.says("Scan your badge")
    handheld.scan(codes[person.label])
    handheld.says("Type your PIN")
    handheld.page.keyboard.type(person.pin)
    handheld.says(f"{len(person.pin)} digits")
    handheld.page.keyboard.press("Enter")
    handheld.says("Look up")


def make_ready(handheld: Handheld, codes: dict[str, str], person: Person = LOPEZ) -> None:
    """Enrols, signs in, waits until work and shell are on the device; then starts it anew.

    Chromium writes cookies every 30 s, and at its end: what is killed sooner has to enrol again.
    """
    handheld.open()
    handheld.says("Scan enrolment code")
    handheld.shot("enrol")
    handheld.tap("Use as demo handheld")
    sign_in(handheld, codes, person)
    handheld.says(ORDER)
    handheld.page.wait_for_function(CONTROLLED)
    handheld.shot("home")
    handheld.close()
    handheld.open()
    handheld.says(ORDER)


def supervisor(address: str) -> Api:
    """The public interface with a supervisor signed in, on a device of its own."""
    api = Api(address)
    api.post("/api/v1/devices/enrol",
             {"token": "demo", "name": "OFFICE", "installation": OFFICE})
    api.post("/api/v1/session", {"badge": ROSSI.badge, "pin": ROSSI.pin})
    return api


def booked(handheld: Handheld, n: int) -> None:
    """Waits on the queue's page until all operations have gone all the way."""
    totals = handheld.page.locator(".totals dd")
    expect(totals).to_have_text(["0", "0", str(n)], timeout=DRAIN_MS)


def journal(api: Api) -> list[dict[str, Any]]:
    """What handhelds told, in the order of each one's numbers."""
    rows = [row for row in api.every("/api/v1/journal") if row["seq"] is not None]
    return sorted(rows, key=lambda row: (row["device"], row["seq"]))
