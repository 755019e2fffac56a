# SPDX-License-Identifier: Apache-2.0
"""What users of comparable systems have complained of: each a test, on a handheld in a browser."""

from __future__ import annotations

import pytest

from tests.acceptance.conftest import Hire
from tests.acceptance.goods import CARTON, CARTON_2, TRUCK, notice
from tests.acceptance.served import Floor
from tests.acceptance.worker import Worker
from tests.domain.floor import line

BIN = "A02-015-B"
PADS = line("BRK-10442", 10, "L26-0190")


@pytest.fixture
def at_bin(hire: Hire) -> Worker:
    """Lopez before a bin that is to be counted, out of reach of the network."""
    lopez = hire("lopez")
    lopez.offline()
    lopez.tap("Count")
    lopez.scan(BIN)
    lopez.says("Scan each part")
    return lopez


@pytest.fixture
def at_carton(floor: Floor, hire: Hire) -> Worker:
    """Lopez at the dock, out of reach, with the first of two cartons open."""
    floor.office("asn_import", notice((CARTON, [PADS]), (CARTON_2, [line("FLT-00318", 6)])))
    lopez = hire("lopez")
    lopez.tap("Receive")
    lopez.says(TRUCK)
    lopez.offline()
    lopez.scan("DOCK-01", CARTON)
    lopez.says("Scan the carton again")
    return lopez


def test_cp2_what_was_told_offline_is_sent_without_another_scan(
    floor: Floor, at_carton: Worker
) -> None:
    at_carton.again(CARTON)
    at_carton.says("Received")
    at_carton.context.set_offline(False)
    at_carton.sent()
    assert sum(floor.stock("BRK-10442").values()) == 10


def test_cp7_cp9_a_scan_is_taken_wherever_the_focus_is(at_bin: Worker) -> None:
    at_bin.page.get_by_role("button", name="Back").focus()
    at_bin.scan("FLT-00318")
    at_bin.says("FLT-00318")
    at_bin.page.evaluate("document.activeElement.blur()")
    at_bin.scan("CLIP-UNKNOWN-1")
    at_bin.says("Unknown barcode")


def test_cp10_no_field_calls_the_screen_keyboard(at_bin: Worker) -> None:
    at_bin.scan("FLT-00318")
    at_bin.says("FLT-00318")
    fields = at_bin.page.locator("input, textarea, [contenteditable]")
    for at in range(fields.count()):
        assert fields.nth(at).get_attribute("inputmode") == "none"


def test_cp11_fast_scanning_in_a_count_loses_no_unit(at_bin: Worker) -> None:
    for _ in range(5):
        at_bin.again("FLT-00318")
    at_bin.tap("That is all in this bin")
    at_bin.says("Count saved")
    [told] = at_bin.told("count")
    assert [(one["part"], one["quantity"]) for one in told["body"]["lines"]] == [("FLT-00318", 5)]


def test_cp18_cp21_lot_and_date_are_asked_for_when_they_are_missing_not_at_the_end(
    floor: Floor, hire: Hire
) -> None:
    loose = {"kind": "pallet", "lpn": None, "packs": [], "lines": [
        {**line("SLT-00931", 6), "line": 1, "expires_on": None, "uom": "EA"},
    ]}  # fmt: skip
    floor.office("asn_import", notice(packs=[loose]))
    lopez = hire("lopez")
    lopez.tap("Receive")
    lopez.tap(TRUCK)
    lopez.scan("DOCK-01", "SLT-00931")
    lopez.number(6)
    lopez.says("Scan the lot")
    lopez.scan("B7731")
    lopez.says("Scan or type its date")
    lopez.scan("991231")
    lopez.scan("L-000901")
    lopez.says("1 of 1 cartons received")
    lopez.sent()
    assert floor.stock("SLT-00931") == {("lpn:L-000901", "B7731", ""): 6}
    assert floor.holds() == []
