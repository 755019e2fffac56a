# SPDX-License-Identifier: Apache-2.0
"""Receiving: RC1 to RC23 of the flows, each on a handheld in a browser."""

from __future__ import annotations

from tests.acceptance.conftest import Hire
from tests.acceptance.goods import CARTON, TRUCK, notice
from tests.acceptance.served import Floor
from tests.domain.floor import line


def test_rc1_an_announced_carton_is_received_by_its_plate(floor: Floor, hire: Hire) -> None:
    floor.office("asn_import", notice((CARTON, [line("BRK-10442", 10, "L26-0190")])))
    lopez = hire("lopez")
    lopez.tap("Receive")
    lopez.says("Scan a plate or paper", TRUCK)
    lopez.offline()
    lopez.scan("DOCK-01", CARTON)
    lopez.says("Scan the carton again", "BRK-10442", "L26-0190")
    lopez.shot("rc1")
    lopez.again(CARTON)
    lopez.says("Received")
    assert [op["kind"] for op in lopez.told()] == ["receipt"]
    assert floor.stock("BRK-10442") == {}
    lopez.online()
    assert floor.stock("BRK-10442") == {(f"lpn:{CARTON}", "L26-0190", ""): 10}
