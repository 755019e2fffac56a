# SPDX-License-Identifier: Apache-2.0
"""Picking: PK1 to PK14 of the flows, each on a handheld in a browser."""

from __future__ import annotations

from tests.acceptance.conftest import Hire
from tests.acceptance.goods import order
from tests.acceptance.served import Floor
from tests.acceptance.worker import Worker
from tests.domain.floor import line

PADS, MODULE, FILTER = "BRK-10442", "ECU-77810-AB", "FLT-00318"


def shelves(floor: Floor) -> None:
    """Pads of two lots, a module, filters: each in a bin of its own."""
    floor.has({"qualified": [{"part": MODULE, "supplier": "SUP0417"}]})
    floor.stocked("A07-032-C", line(PADS, 10, "L26-0188"))
    floor.stocked("A02-015-B", line(MODULE, 1, None, "E7A000290"))
    floor.stocked("B04-011-B", line(FILTER, 6))


def picking(floor: Floor, hire: Hire, name: str = "O-1", actor: str = "lopez") -> Worker:
    """A worker before the first line of an order, out of reach of the network."""
    worker = hire(actor)
    worker.tap("Pick")
    worker.offline()
    worker.tap(name)
    return worker


def test_pk2_a_line_is_bin_part_lot_quantity_and_tote(floor: Floor, hire: Hire) -> None:
    shelves(floor)
    floor.office("order_import", order("O-1", (PADS, 4), (MODULE, 1)))
    lopez = picking(floor, hire)
    lopez.says("Scan the bin")
    lopez.scan("A02-015-B")
    lopez.says("Scan the part")
    lopez.shot("pk2")
    lopez.scan(MODULE, "E7A000290")
    lopez.says("Scan the tote")
    lopez.scan("T-0001")
    lopez.scan("A07-032-C", PADS, "L26-0188")
    lopez.number(4)
    lopez.scan("T-0001")
    lopez.says("Order is picked")
    lopez.shot("pk2")
    lopez.online()
    assert floor.stock(PADS)["lpn:T-0001", "L26-0188", ""] == 4
    assert floor.stock(MODULE) == {("lpn:T-0001", "", "E7A000290"): 1}
    assert floor.tasks("pick") == []


def test_pk3_wrong_bin_part_and_tote_stop_and_change_nothing(floor: Floor, hire: Hire) -> None:
    shelves(floor)
    floor.office("order_import", order("O-1", (FILTER, 2)))
    floor.office("order_import", order("O-2", (PADS, 1)))
    floor.tell("pick", {"order": "O-2", "line": 1, "source": "A07-032-C", "target": "lpn:T-0002",
                        "lines": [line(PADS, 1, "L26-0188")]})  # fmt: skip
    lopez = picking(floor, hire)
    lopez.scan("A07-032-C")
    lopez.says("Wrong bin", "B04-011-B", "A07-032-C", "Nothing recorded")
    lopez.shot("pk3")
    lopez.scan("B04-011-B", PADS)
    lopez.says("Wrong part", FILTER, PADS, "Nothing recorded")
    lopez.scan(FILTER)
    lopez.number(2)
    lopez.scan("T-0002")
    lopez.says("Wrong tote", "O-2")
    assert lopez.told("pick") == []
    lopez.scan("T-0001")
    lopez.online()
    [told] = floor.journal("pick")[1:]
    assert "T-0002" in told["text"], "what was scanned by mistake is kept with the pick"


def test_pk4_short_a_reason_other_stock_and_a_count(floor: Floor, hire: Hire) -> None:
    shelves(floor)
    floor.stocked("A02-015-B", line(FILTER, 9))
    floor.office("order_import", order("O-1", (FILTER, 4)))
    lopez = picking(floor, hire)
    lopez.scan("A02-015-B", FILTER)
    lopez.number(1)
    lopez.says("How many are there?", "B04-011-B")
    lopez.tap("Not there")
    lopez.shot("pk4")
    lopez.tap("Record 1 of 4")
    lopez.scan("T-0001")
    lopez.says("Scan the bin", "B04-011-B")
    lopez.online()
    [task] = floor.tasks("pick")
    assert task["body"]["location"] == "B04-011-B"
    assert [one["body"]["location"] for one in floor.tasks("count")] == ["A02-015-B"]


def test_pk5_none_found_asks_for_no_tote(floor: Floor, hire: Hire) -> None:
    shelves(floor)
    floor.office("order_import", order("O-1", (FILTER, 4), (PADS, 1)))
    lopez = picking(floor, hire)
    lopez.scan("B04-011-B")
    lopez.tap("Not enough")
    lopez.number(0)
    lopez.tap("Not there")
    lopez.tap("Record 0 of 4")
    lopez.says("Scan the bin", "A07-032-C")
    assert [op["kind"] for op in lopez.told()] == ["short_pick"]
    lopez.online()
    assert len(floor.questions("short_pick")) == 1
