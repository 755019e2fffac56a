# SPDX-License-Identifier: Apache-2.0
"""Shipping: SH1 to SH9 of the flows, each on a handheld in a browser."""

from __future__ import annotations

from tests.acceptance.conftest import Hire
from tests.acceptance.goods import order
from tests.acceptance.served import Floor
from tests.domain.floor import line

LOADED = {"shipment": "S-ORD-5", "order": "ORD-5", "lpn": "C-0005", "location": "DOOR-01"}


def packed(floor: Floor) -> None:
    """A carton of an order stands at the bench."""
    floor.stocked("A07-032-C", line("FLT-00318", 10))
    floor.office("order_import", order("ORD-5", ("FLT-00318", 4)))
    lines = [line("FLT-00318", 4)]
    floor.tell("pick", {"order": "ORD-5", "line": 1, "source": "A07-032-C",
                        "target": "lpn:T-0418", "lines": lines})  # fmt: skip
    floor.tell("pack", {"order": "ORD-5", "source": "lpn:T-0418", "target": "lpn:C-0005",
                        "lines": lines})  # fmt: skip
    floor.tell("transfer", {"source": "DOCK-01", "target": "PACK-01", "lpn": "C-0005"})


def test_sh5_a_loaded_carton_is_taken_off_before_the_truck_leaves_and_not_after(
    floor: Floor, hire: Hire
) -> None:
    packed(floor)
    lopez = hire("lopez")
    lopez.tap("Load")
    lopez.offline()
    lopez.scan("DOOR-01", "C-0005")
    lopez.says("Loaded")
    lopez.problem("Undo")
    lopez.says("C-0005")
    lopez.scan("PACK-01")
    lopez.says("Taken back")
    lopez.shot("sh5")
    lopez.online()
    assert [op["kind"] for op in lopez.told()] == ["load", "undo"]
    assert ("lpn:C-0005", "", "") in floor.stock("FLT-00318")
    lopez.caught_up()
    lopez.again("C-0005")
    lopez.says("On the vehicle", "Loaded")
    lopez.sent()
    [shipment] = {op["body"]["shipment"] for op in lopez.told("load")}
    result = floor.ask("shipment", {"shipment": shipment, "orders": ["ORD-5"]})
    assert result.outcome == "accepted" and result.reason is None, result
    lopez.caught_up()
    lopez.problem("Undo")
    lopez.says("Only by a return")
    lopez.shot("sh5")
    assert len(lopez.told("undo")) == 1
