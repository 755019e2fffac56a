# SPDX-License-Identifier: Apache-2.0
"""What was picked under another number goes its whole way: tote, carton, vehicle, advice."""

from __future__ import annotations

from backend.domain.parts import Part
from tests.acceptance.conftest import Hire
from tests.acceptance.goods import order
from tests.acceptance.served import Floor
from tests.acceptance.worker import Worker
from tests.domain.floor import line


def _pick(lopez: Worker, bin_: str, part: str, many: int) -> None:
    lopez.scan(bin_, part)
    lopez.number(many)
    lopez.scan("T-0001")


def test_pk7_pk8_what_serves_a_line_is_packed_loaded_and_leaves_as_that_line(
    floor: Floor, hire: Hire
) -> None:
    floor.has(Part("OLD-1", "Seal, first design"), Part("NEW-1", "Seal"), Part("WANT-1", "Ring"),
              Part("SUB-1", "Ring, other maker"), {
        "supersessions": [
            {"old": "OLD-1", "new": [{"part": "NEW-1", "factor": 1}], "kind": "full"}],
        "substitutes": [
            {"part": "SUB-1", "for_part": "WANT-1", "customers": ["D1001"], "price": "neutral"}],
    })  # fmt: skip
    floor.stocked("A07-032-C", line("NEW-1", 5))
    floor.stocked("A02-015-B", line("SUB-1", 5))
    floor.office("order_import", order("O-1", ("OLD-1", 2), ("WANT-1", 1)))
    lopez = hire("lopez")
    lopez.tap("Pick")
    lopez.offline()
    lopez.tap("O-1")
    _pick(lopez, "A07-032-C", "NEW-1", 2)
    lopez.tap("SUB-1")
    _pick(lopez, "A02-015-B", "SUB-1", 1)
    lopez.says("Order is picked")
    lopez.tap("Go on")
    lopez.tap("Pack")
    lopez.scan("T-0001", "C-0001", "NEW-1")
    lopez.number(2)
    lopez.scan("SUB-1")
    lopez.number(1)
    lopez.says("2 / 2 · NEW-1")
    lopez.shot("served-packed")
    lopez.tap("Go on")
    lopez.tap("Load")
    lopez.scan("DOOR-01", "C-0001")
    lopez.says("On the vehicle")
    lopez.online()
    result = floor.ask("shipment", {"shipment": "S-O-1", "orders": ["O-1"]})
    assert result.reason is None, result
    assert floor.questions() == []
