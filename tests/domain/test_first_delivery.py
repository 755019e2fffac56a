# SPDX-License-Identifier: Apache-2.0
"""RC17: the first goods of a supply, and those of a supplier on watch, are held and inspected."""

from __future__ import annotations

from tests.domain.floor import SUPPLIER, Floor, line
from tests.domain.quality import MODULE, PADS, reasons, received, result, ruled


def inspections(floor: Floor) -> dict[str, dict[str, object]]:
    return {
        name: task.details for name, task in floor.books.tasks.items()
        if task.kind == "inspect" and task.state == "open"
    }  # fmt: skip


def test_a_first_delivery_is_held_and_asks_for_one_look_at_all_its_lots() -> None:
    floor = Floor()
    floor.books.qualified.discard((PADS, SUPPLIER))
    received(floor, line(PADS, 6, "A"), line(PADS, 4, "B"))
    received(floor, line(PADS, 5, "B"), lpn="L2", body={"receipt": "R-L1"})
    [(name, told)] = inspections(floor).items()
    assert (name, told["quantity"], told["lpns"]) == (f"inspect:R-L1:{PADS}:", 15, ["L1", "L2"])
    assert reasons(floor) == {"first_delivery"}
    assert not result(floor, name, "pass").detail.get("declined")
    assert floor.books.holds == {}
    assert inspections(floor) == {}


def test_a_qualified_supply_asks_for_none_and_a_numbered_part_is_inspected_too() -> None:
    floor = Floor()
    received(floor, line(PADS, 6, "A"))
    assert inspections(floor) == {}
    received(floor, line(MODULE, 1, None, "E7A000001"), lpn="L2")
    assert list(inspections(floor)) == [f"inspect:R-L2:{MODULE}:"]


def test_goods_of_a_supplier_on_watch_are_inspected_and_a_sampling_rule_goes_first() -> None:
    floor = Floor()
    ruled(floor, "supplier_on_watch", supplier=SUPPLIER)
    received(floor, line(PADS, 6, "A"))
    assert list(inspections(floor)) == [f"inspect:R-L1:{PADS}:"]
    ruled(floor, "sample_due", part=PADS)
    received(floor, line(PADS, 6, "C"), lpn="L3")
    assert f"inspect:R-L3:{PADS}:C" in inspections(floor)
    assert f"inspect:R-L3:{PADS}:" not in inspections(floor)


def test_a_rule_to_look_at_goods_names_a_plan_that_there_is() -> None:
    floor = Floor()
    told = ruled(floor, "first_article", aql="0.99")
    assert told.detail["field"] == "aql"
