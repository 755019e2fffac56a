# SPDX-License-Identifier: Apache-2.0
"""What a queued operation meets when it reaches the server, told on a handheld in a browser."""

from __future__ import annotations

from backend.domain.parts import Part, Tracking
from tests.acceptance.conftest import Hire
from tests.acceptance.goods import CARTON, CARTON_2, TRUCK, notice
from tests.acceptance.served import Floor
from tests.acceptance.worker import Worker
from tests.domain.floor import SUPPLIER, line

PADS = line("BRK-10442", 10, "L26-0190")


def at_dock(hire: Hire) -> Worker:
    """A receipt is begun, out of reach of the network."""
    lopez = hire("lopez")
    lopez.tap("Receive")
    lopez.says(TRUCK)
    lopez.offline()
    lopez.tap(TRUCK)
    lopez.scan("DOCK-01")
    lopez.says("Scan a pallet or carton")
    return lopez


def test_cf2_the_same_carton_told_by_two_is_booked_once_and_the_second_is_a_question(
    floor: Floor, hire: Hire
) -> None:
    floor.office("asn_import", notice((CARTON, [PADS])))
    lopez = at_dock(hire)
    lopez.scan(CARTON)
    lopez.tap("All is as announced")
    lopez.says("1 of 1 cartons received")
    floor.tell("receipt", {
        "receipt": "R2", "asn": TRUCK, "supplier": SUPPLIER, "location": "DOCK-01",
        "lpn": CARTON, "parent_lpn": None, "lines": [PADS],
    })  # fmt: skip
    lopez.online()
    assert floor.stock("BRK-10442") == {(f"lpn:{CARTON}", "L26-0190", ""): 10}
    [question] = floor.questions("received_twice")
    assert question["body"]["lpn"] == CARTON
    assert len(floor.journal("receipt")) == 2, "both are kept"


def test_cf11_a_serial_that_is_elsewhere_by_now_is_a_question_and_both_units_are_held(
    floor: Floor, hire: Hire
) -> None:
    floor.has(Part("MOD-1", "Module", tracking=Tracking.SERIAL))
    one = line("MOD-1", 1, None, "MX-0001")
    floor.office("asn_import", notice((CARTON, [one]), (CARTON_2, [line("FLT-00318", 6)])))
    lopez = at_dock(hire)
    lopez.scan(CARTON)
    lopez.says("Scan serial 1 of 1")
    lopez.scan("MX-0001")
    lopez.tap("All is as announced")
    lopez.says("Received")
    floor.tell("receipt", {
        "receipt": "R2", "asn": None, "supplier": SUPPLIER, "location": "DOCK-01",
        "lpn": "L-000801", "parent_lpn": None, "lines": [one],
    })  # fmt: skip
    lopez.online()
    held = [hold for hold in floor.holds() if hold["scope"].get("serial") == "MX-0001"]
    assert [hold["reason"] for hold in held] == ["identity"], "over whichever unit bears it"
    assert floor.questions() != []
