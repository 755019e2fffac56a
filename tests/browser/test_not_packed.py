# SPDX-License-Identifier: Apache-2.0
"""A carton of the supplier is not loaded as an order's, and a count is not left by mistake."""

from __future__ import annotations

from tests.browser.app_server import AppServer
from tests.browser.floor import demo_home, handheld, make_ready, playwright, server, tray_codes
from tests.browser.handheld import Handheld

__all__ = ["demo_home", "handheld", "playwright", "server"]


def test_only_what_an_order_asked_for_is_loaded_and_a_count_says_what_it_drops(
    server: AppServer, handheld: Handheld
) -> None:
    codes = tray_codes(server.address)
    make_ready(handheld, codes)
    handheld.tap("Receive")
    for label in ("DOCK-02", "Pallet 1", "Carton 1.1"):
        handheld.scan(codes[label])
        handheld.hand_moves()
    handheld.says("Scan the carton again")
    handheld.scan_again(codes["Carton 1.1"])
    handheld.says("Received")
    home(handheld)

    handheld.tap("Load")
    handheld.scan(codes["DOOR-03"])
    handheld.says("Scan")
    handheld.hand_moves()
    handheld.scan(codes["Carton 1.1"])
    handheld.says("Not packed for an order", "Pack it first", "Nothing recorded")
    handheld.shot("not-packed")
    assert [row["op"]["kind"] for row in handheld.operations()][-1] == "receipt"
    handheld.hand_moves()
    handheld.scan(codes["DOOR-03"])  # a right scan goes on
    handheld.says("Load")
    home(handheld)

    handheld.tap("Count")
    handheld.scan("B04-011-B")
    handheld.says("Scan each part")
    handheld.hand_moves()
    handheld.scan("FLT-00318")
    handheld.says("Right part")
    handheld.hand_moves()
    handheld.scan("WHAT IS THIS 7")
    handheld.says("Unknown barcode")
    handheld.tap("Back")
    handheld.says("WHAT IS THIS 7", "That is all in this bin")
    handheld.tap("Back")
    handheld.says("Not saved yet")
    handheld.shot("leaving")
    handheld.tap("Back")
    handheld.says("Look up")
    kinds = [row["op"]["kind"] for row in handheld.operations()]
    assert "unknown_scan" in kinds and "count" not in kinds


def home(worker: Handheld) -> None:
    """Back until the first screen."""
    for _ in range(6):
        if "Look up" in worker.text() and "Work" in worker.text():
            return
        worker.page.keyboard.press("Escape")
        worker.hand_moves()
    raise AssertionError(worker.text())
