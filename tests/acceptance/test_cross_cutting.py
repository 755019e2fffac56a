# SPDX-License-Identifier: Apache-2.0
"""Across all flows: people, clocks, languages, sign-ins, poison."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.acceptance.conftest import Hire
from tests.acceptance.goods import CARTON, TRUCK, notice
from tests.acceptance.served import PIN, Floor
from tests.acceptance.worker import Worker
from tests.domain.floor import line

PADS = line("BRK-10442", 10, "L26-0190")
STRANGE = "NB-S1/2027-04 0931"
FAST = "() => { const now = Date.now; Date.now = () => now() + 3 * 3600e3; }"


@pytest.fixture
def at_carton(floor: Floor, hire: Hire) -> Worker:
    """Lopez at the dock with a carton open."""
    floor.office("asn_import", notice((CARTON, [PADS])))
    lopez = hire("lopez")
    lopez.tap("Receive")
    lopez.says(TRUCK)
    lopez.scan("DOCK-01", CARTON)
    lopez.says("Scan the carton again")
    return lopez


def actors(floor: Floor) -> list[tuple[str, str]]:
    rows = [json.loads(row["text"]) for row in floor.journal() if row["seq"]]
    return [(op["kind"], op["actor"]) for op in rows]


def test_x1_unsent_work_stays_its_authors_when_another_person_takes_the_device(
    floor: Floor, at_carton: Worker
) -> None:
    at_carton.offline()
    at_carton.again(CARTON)
    at_carton.says("1 of 1 cartons received")
    at_carton.tap("Go on")
    at_carton.tap("This device")
    at_carton.tap("Sign out")
    at_carton.page.locator("footer").get_by_role("button", name="Sign out").click()
    at_carton.says("Scan your badge")
    at_carton.context.set_offline(False)
    at_carton.scan(floor.badges["wong"])
    at_carton.says("Type your PIN")
    at_carton.scan(PIN)
    at_carton.says("Look up")
    at_carton.scan(STRANGE)
    at_carton.says("Unknown barcode")
    at_carton.sent()
    assert actors(floor) == [("receipt", "lopez"), ("unknown_scan", "wong")]


def test_x3_a_wrong_clock_is_put_right_by_what_the_server_measured(
    floor: Floor, at_carton: Worker
) -> None:
    """Three hours fast: the operation is booked at its true time."""
    at_carton.page.evaluate(FAST)
    at_carton.page.evaluate("window.dispatchEvent(new Event('online'))")
    at_carton.caught_up()
    at_carton.again(CARTON)
    at_carton.says("1 of 1 cartons received")
    at_carton.sent()
    [row] = floor.journal("receipt")
    assert abs(row["occurred_at"] - row["received_at"]) < 60_000


def test_x6_a_sign_in_that_ended_does_not_stop_the_work_only_the_sending(
    floor: Floor, at_carton: Worker
) -> None:
    at_carton.offline()
    cookies: Any = at_carton.context.cookies()
    at_carton.context.clear_cookies()
    at_carton.again(CARTON)
    at_carton.says("1 of 1 cartons received")
    assert floor.stock() == {}
    at_carton.context.add_cookies(cookies)
    at_carton.online()
    assert floor.stock("BRK-10442") == {(f"lpn:{CARTON}", "L26-0190", ""): 10}
