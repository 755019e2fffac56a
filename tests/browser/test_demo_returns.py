# SPDX-License-Identifier: Apache-2.0
"""The demo's second walk: goods that come back, with the labels of its tray."""

from __future__ import annotations

from backend.demo import returning as back
from tests.browser.app_server import AppServer
from tests.browser.floor import demo_home, handheld, playwright, server, supervisor, tray_codes
from tests.browser.handheld import Handheld
from tests.browser.test_demo_reach import sign_in_by_clicks

__all__ = ["demo_home", "handheld", "playwright", "server"]


def test_a_core_comes_back_by_its_tag_and_is_remade_with_the_labels_of_the_tray(
    server: AppServer, handheld: Handheld
) -> None:
    codes = tray_codes(server.address)
    core = next(label for label in codes if f"old unit {back.CORE_SERIAL}" in label)
    handheld.open()
    sign_in_by_clicks(handheld)
    handheld.tap("Returns")
    handheld.says("Scan paper, tag or part", back.AUTHORIZATION, back.CLAIM)
    handheld.scan(codes[f"Core tag {back.SALE}, unit 1"])
    handheld.says("Scan the dock")
    handheld.scan(codes["DOCK-02"])
    handheld.says("Scan the part", f"{back.SALE} / 1", "DLR2207")
    handheld.shot("part")
    handheld.scan(codes[core])
    for question in ("Is it complete?", "Still assembled?", "Free of cracks?",
                     "No fire or water damage?", "No heavy rust?",
                     "Can its number be read?"):  # fmt: skip
        handheld.says(question)
        handheld.tap("Yes", exact=True)
    handheld.says("Grade A")
    handheld.tap("Go on")
    handheld.says("Scan an empty plate")
    handheld.scan(codes["Return plate 1"])
    handheld.says("Bring it here")
    handheld.shot("put")
    handheld.tap("Later")
    handheld.says("Scan paper, tag or part")
    handheld.tap("Problem")
    handheld.tap("Reman")
    handheld.tap(back.REMAN_ORDER)
    handheld.scan(codes["PACK-01"])
    handheld.says("Scan a core")
    handheld.scan(codes[core])
    handheld.says("In work")
    handheld.tap("Problem")
    handheld.tap("Unit done")
    handheld.says("From which core?")
    handheld.scan_again(codes[core])
    handheld.says("Scan the new serial")
    handheld.scan(codes[f"New unit {back.UNIT_SERIAL}"])
    handheld.says("Scan its plate")
    handheld.scan(codes["Return plate 2"])
    handheld.says("Unit booked")
    handheld.shot("made")
    api = supervisor(server.address)
    kinds = ("core_receipt", "reman_consume", "reman_output")
    told = api.until(
        lambda: [row for row in api.every("/api/v1/journal") if row["kind"] in kinds],
        lambda rows: len(rows) == len(kinds),
    )
    assert {row["outcome"] for row in told} == {"accepted"}
