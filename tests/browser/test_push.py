# SPDX-License-Identifier: Apache-2.0
"""A held unit is met while no page is looked at: the note goes from a handheld's scan through the
server and a push service to the browser's own service worker, and is shown.

A browser subscribes only at its maker's push service, on the internet. So the keys are the test's
own, and the last step, from service to worker, is the browser's own door for it (CDP).
"""

from __future__ import annotations

import json
import signal
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.api.server import Desk, Handheld, Server
from tests.browser.desk_page import board, context, desk, page, whole_browser
from tests.databases import sqlite_template, sqlite_url
from tests.web.push_service import Browser, PushService

__all__ = ["board", "context", "desk", "page", "sqlite_template", "sqlite_url", "whole_browser"]

WAIT_S = 30
REGISTERED = """async () => {
  await navigator.serviceWorker.register('/sw.js', { updateViaCache: 'none' });
  await navigator.serviceWorker.ready;
}"""
SHOWN = """async () => (await (await navigator.serviceWorker.ready).getNotifications())
  .map((one) => ({ title: one.title, body: one.body, url: one.data.url }))"""


@pytest.fixture
def service(tmp_path: Path) -> Iterator[PushService]:
    one = PushService(tmp_path)
    yield one
    one.close()


@pytest.fixture
def server(sqlite_url: str, tmp_path: Path, service: PushService) -> Iterator[Server]:
    hosts = {"PICKFACE_PUSH_HOSTS": service.host, "PICKFACE_PUSH_CA": service.ca_file}
    one = Server(sqlite_url, tmp_path, more=hosts)
    one.command("demo", "create", "--bare")
    one.start()
    yield one
    one.stop(signal.SIGKILL)


def meet_a_held_unit(server: Server, desk: Desk) -> None:
    """The supervisor holds a part; a worker's scan finds it."""
    scope = {"part": "BRK-10442"}
    placed = desk.ask("hold", {"hold": "H-1", "scope": scope, "reason": "recall", "note": ""})
    assert placed["outcome"] == "accepted"
    handheld = Handheld(server, "H-1", desk.token(), "ana.lopez")
    handheld.tell("hold_hit", {
        "hold": "H-1", "part": "BRK-10442", "lot": None, "serial": None, "holder": "A07-032-C",
        "where": "pick", "order": None,
    })  # fmt: skip
    (result,) = handheld.drain().values()
    assert result["outcome"].startswith("accepted")


def deliver(context: BrowserContext, page: Any, origin: str, text: str) -> None:
    """Hands a message to the page's service worker, as the browser's push client does."""
    session = context.new_cdp_session(page)
    known: list[str] = []
    session.on("ServiceWorker.workerRegistrationUpdated",
               lambda said: known.extend(r["registrationId"] for r in said["registrations"]))
    session.send("ServiceWorker.enable")
    until(page, lambda: known)
    session.send("ServiceWorker.deliverPushMessage",
                 {"origin": origin, "registrationId": known[0], "data": text})


def until(page: Any, found: Any) -> Any:
    """What `found` gives once it gives something."""
    deadline = time.monotonic() + WAIT_S
    while not (got := found()):
        assert time.monotonic() < deadline, "nothing came"
        page.wait_for_timeout(50)
    return got


def test_a_held_unit_that_is_met_is_shown_to_a_supervisor_who_looks_elsewhere(
    server: Server, service: PushService, context: BrowserContext
) -> None:
    desk, keys = Desk(server), Browser()
    body = keys.subscription(service.endpoint("s"))
    assert desk.http.post("/api/v1/push/subscriptions", json=body).status_code == 204
    origin = f"http://localhost:{server.port}"
    context.grant_permissions(["notifications"], origin=origin)
    page = context.new_page()
    page.goto(f"{origin}/board")
    page.evaluate(REGISTERED)
    assert page.evaluate(SHOWN) == []

    meet_a_held_unit(server, desk)

    def told() -> str | None:
        texts = (keys.read(body) for _, _, body in service.got)
        return next((text for text in texts if "met" in json.loads(text)["title"]), None)

    met = until(page, told)
    deliver(context, page, origin, met)
    shown = until(page, lambda: page.evaluate(SHOWN))
    assert shown == [{
        "title": "A held unit was met", "body": "Goods on hold wait for a decision.",
        "url": "/board",
    }]


def test_a_push_service_out_of_reach_is_explained_and_the_button_stays(
    board: Page, context: BrowserContext
) -> None:
    context.grant_permissions(["notifications"])
    ask = board.get_by_role("button", name="Tell me when a hold is hit")
    ask.click()
    said = board.get_by_text("The push service cannot be reached from here")
    expect(said).to_be_visible(timeout=20_000)
    expect(ask).to_be_visible()
