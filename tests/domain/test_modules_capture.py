# SPDX-License-Identifier: Apache-2.0
"""An assembly and its modules (SE6)."""

from __future__ import annotations

from itertools import permutations
from typing import Any

from backend.domain.parts import Part, Tracking
from backend.domain.records import Kind
from backend.domain.rules.receipt_differences import assembly_of
from tests.domain.floor import SUPPLIER, Floor, line, operation

AXLE, HUB, SENSOR = "AXL-1", "HUB-1", "SEN-1"


def site() -> Floor:
    floor = Floor()
    for part, modules in ((AXLE, (HUB, HUB, SENSOR)), (HUB, ()), (SENSOR, ())):
        floor.books.parts[part] = Part(part, tracking=Tracking.SERIAL, modules=modules)
        floor.books.qualified.add((part, SUPPLIER))
    return floor


def unit(part: str, serial: str) -> dict[str, str]:
    return {"part": part, "serial": serial}


def capture(serial: str, *modules: dict[str, str], **more: Any) -> dict[str, Any]:
    return {"parent_part": AXLE, "parent_serial": serial, "modules": list(modules),
            "missing": [], "removed": [], **more}  # fmt: skip


def receipt(part: str, serial: str, lpn: str = "C-1") -> dict[str, Any]:
    return {"receipt": "R", "asn": None, "supplier": SUPPLIER, "location": "DOCK-01", "lpn": lpn,
            "parent_lpn": None, "lines": [line(part, 1, None, serial)]}  # fmt: skip


def test_modules_are_kept_with_their_assembly_and_are_no_stock() -> None:
    floor = site()
    judged = floor.tell("modules_capture", capture("AX-1", unit(HUB, "H1"), unit(SENSOR, "S1")))
    assert judged.decision.raised == ()
    assert floor.stock() == {}
    assert assembly_of(floor.books, HUB, "H1") == unit(AXLE, "AX-1")
    kept = floor.books.records[Kind.ASSEMBLY, "AXL-1|AX-1"].body
    assert kept["modules"] == [unit(HUB, "H1"), unit(SENSOR, "S1")]


def test_a_module_that_is_received_alone_is_held_and_asked_about() -> None:
    floor = site()
    floor.tell("modules_capture", capture("AX-1", unit(HUB, "H1")))
    decision = floor.tell("receipt", receipt(HUB, "H1")).decision
    assert [hold.reason for hold in decision.holds] == ["identity"]
    [raised] = [one for one in decision.raised if one.details["difference"] == "serial_odd"]
    assert raised.details["parent"] == "AXL-1 AX-1"


def test_a_module_that_gets_its_number_alone_is_asked_about() -> None:
    floor = site()
    floor.tell("modules_capture", capture("AX-1", unit(HUB, "H1")))
    [raised] = floor.tell("serial_capture", {
        "holder": "A02-015-B", "part": HUB, "serials": ["H1"],
    }).decision.raised[:1]  # fmt: skip
    assert (raised.kind, raised.details["parent"]) == ("serial_odd", "AXL-1 AX-1")


def test_one_that_stands_as_stock_or_is_in_another_assembly_is_asked_about() -> None:
    floor = site()
    floor.tell("receipt", receipt(HUB, "H1"))
    floor.tell("modules_capture", capture("AX-1", unit(SENSOR, "S1")))
    [raised] = floor.tell(
        "modules_capture", capture("AX-2", unit(HUB, "H1"), unit(SENSOR, "S1"))
    ).decision.raised
    assert (raised.kind, raised.details["serials"]) == ("serial_odd", ["H1", "S1"])


def test_what_came_out_is_free_and_what_lacks_is_asked_about_until_it_is_told() -> None:
    floor = site()
    floor.tell("modules_capture", capture("AX-1", unit(HUB, "H1"), unit(HUB, "H2")))
    [raised] = floor.tell("modules_capture", capture(
        "AX-1", unit(HUB, "H2"), missing=[HUB], removed=[unit(HUB, "H1")],
    )).decision.raised  # fmt: skip
    assert (raised.kind, raised.state, raised.details["missing"]) == (
        "modules_missing", "open", HUB,
    )  # fmt: skip
    assert assembly_of(floor.books, HUB, "H1") is None
    assert floor.tell("receipt", receipt(HUB, "H1")).decision.holds == ()
    [ended] = floor.tell(
        "modules_capture", capture("AX-1", unit(HUB, "H2"), unit(HUB, "H3"))
    ).decision.raised
    assert (ended.exception, ended.state) == (raised.exception, "resolved")


def test_the_latest_telling_counts_whatever_the_order_of_arrival() -> None:
    told = [
        operation("modules_capture", capture("AX-1", unit(HUB, "H1")), at=1000, number=1),
        operation("modules_capture", capture("AX-1", unit(HUB, "H2"), removed=[unit(HUB, "H1")]),
                  at=2000, number=2),
        operation("modules_capture", capture("AX-2", unit(HUB, "H1")), at=3000, number=3),
    ]  # fmt: skip
    seen = set()
    for order in permutations(told):
        floor = site()
        for one in order:
            floor.hear(one)
        now = {serial: assembly_of(floor.books, HUB, serial) for serial in ("H1", "H2")}
        seen.add(str(now))
    assert seen == {str({"H1": unit(AXLE, "AX-2"), "H2": unit(AXLE, "AX-1")})}


def test_a_module_that_is_counted_loose_is_counted_and_asked_about() -> None:
    floor = site()
    floor.tell("modules_capture", capture("AX-1", unit(HUB, "H1")))
    counted = {"holder": "A02-015-B", "lines": [line(HUB, 2, None, "H1", "H2")], "empty": False}
    decision = floor.tell("count", counted).decision
    [raised] = [one for one in decision.raised if one.kind == "serial_odd"]
    told = {name: raised.details[name] for name in ("serials", "holder", "parent", "difference")}
    assert told == {"serials": ["H1"], "holder": "A02-015-B", "parent": "AXL-1 AX-1",
                    "difference": "built_in"}  # fmt: skip
    assert sorted(goods.serial for _, goods in floor.stock()) == ["H1", "H2"], "a fact stays"
    assert "serial_odd" not in [one.kind for one in floor.tell("count", {
        **counted, "lines": [line(HUB, 1, None, "H2")]}).decision.raised]  # fmt: skip
