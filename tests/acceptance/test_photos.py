# SPDX-License-Identifier: Apache-2.0
"""Photos: what was seen, kept on the handheld, and with the server when the network is there."""

from __future__ import annotations

from hashlib import sha256

from tests.acceptance.conftest import Hire
from tests.acceptance.goods import CARTON, TRUCK, notice
from tests.acceptance.served import Floor
from tests.domain.floor import line


def test_rc9_damage_is_photographed_and_the_picture_reaches_the_server(
    floor: Floor, hire: Hire
) -> None:
    floor.office("asn_import", notice((CARTON, [line("BRK-10442", 10, "L26-0190")])))
    lopez = hire("lopez")
    lopez.tap("Receive")
    lopez.says("Scan a plate or paper", TRUCK)
    lopez.offline()
    lopez.scan("DOCK-01", CARTON)
    lopez.tap("It differs")
    lopez.tap("Damaged")
    lopez.shot("rc9")
    lopez.tap("Photo")
    lopez.says("Take a photo of this", CARTON)
    lopez.shot("rc9")
    lopez.photograph("Open the camera")
    lopez.says("Photo kept", "Photos: 1")
    lopez.shot("rc9")
    [photo] = lopez.told("photo")
    assert photo["body"]["of"]["lpn"] == CARTON
    lopez.tap("Work on this device")
    lopez.says("1 photo waits to be sent")
    lopez.shot("rc9")
    lopez.online()
    lopez.photos_sent()
    [kept] = [one for one in (floor.folder / "var/photos").rglob("*") if one.is_file()]
    data = kept.read_bytes()
    assert sha256(data).hexdigest() == photo["body"]["hash"]
    assert data[:3] == b"\xff\xd8\xff" and len(data) == photo["body"]["bytes"] <= 150_000
