# SPDX-License-Identifier: Apache-2.0
"""Kits: all together or not at all; what was brought of one that is incomplete goes back (PK18)."""

from __future__ import annotations

from typing import Any

from tests.domain.floor import SUPPLIER, Floor, line

FILTER, PADS = "FLT-00318", "BRK-10442"


def kit_floor(kit: str | None = "SET-1") -> Floor:
    """An order for pads and filters of one kit, and a part beside it."""
    floor = Floor()
    floor.tell("transfer", {"source": "B04-011-B", "target": "A02-015-B",
                            "lines": [line(FILTER, 9)]})  # fmt: skip
    of_kit = {"kit": kit} if kit else {}
    lines: list[dict[str, Any]] = [
        {"line": 1, "part": FILTER, "requested": 2, **of_kit},
        {"line": 2, "part": PADS, "requested": 1, **of_kit},
        {"line": 3, "part": "SLT-00931", "requested": 3},
    ]
    order = {"order": "O-1", "asked_by": "D1", "purpose": "new", "lines": lines}
    floor.tell("order_import", {"order": order}, authority="admin")
    return floor


def pick(floor: Floor, number: int, quantity: int, part: str = FILTER) -> Any:
    told = {"order": "O-1", "line": number, "source": "A02-015-B", "target": "lpn:T-1",
            "lines": [line(part, quantity)]}  # fmt: skip
    return floor.tell("pick", told).decision


def short(floor: Floor, found: int = 0) -> Any:
    told = {"order": "O-1", "line": 2, "source": "A07-032-C", "part": PADS, "asked": 1,
            "found": found, "reason": "not_there"}  # fmt: skip
    return floor.tell("short_pick", told).decision


def backs(floor: Floor) -> dict[str, int]:
    return {
        task.details["part"]: task.details["quantity"]
        for task in floor.books.tasks.values()
        if (task.kind, task.state) == ("put_back", "open")
    }


def back(floor: Floor, quantity: int) -> Any:
    task = next(one.task for one in floor.books.tasks.values() if one.kind == "put_back")
    told = {"source": "lpn:T-1", "target": "A02-015-B", "task": task,
            "lines": [line(FILTER, quantity)]}  # fmt: skip
    return floor.tell("transfer", told).decision


def test_a_missing_component_sends_the_kit_back_and_leaves_the_other_lines() -> None:
    floor = kit_floor()
    pick(floor, 1, 2)
    pick(floor, 3, 3, "SLT-00931")
    decision = short(floor)
    assert backs(floor) == {FILTER: 2}
    assert [one.kind for one in decision.raised] == ["short_pick", "kit_incomplete"]
    assert decision.raised[1].details == {
        "order": "O-1", "line": 2, "part": PADS, "kit": "SET-1",
    }  # fmt: skip


def test_a_pick_of_a_kit_that_waits_goes_back_too() -> None:
    floor = kit_floor()
    pick(floor, 1, 1)
    short(floor)
    pick(floor, 1, 1)
    assert backs(floor) == {FILTER: 2}


def test_when_all_of_it_is_back_the_kit_is_open_again() -> None:
    floor = kit_floor()
    pick(floor, 1, 2)
    short(floor)
    back(floor, 2)
    assert backs(floor) == {}
    assert [one.picked for one in floor.books.orders["O-1"].lines] == [0, 0, 0]
    pick(floor, 1, 2)
    assert backs(floor) == {}


def test_a_short_line_of_no_kit_leaves_what_was_picked() -> None:
    floor = kit_floor(kit=None)
    pick(floor, 1, 2)
    decision = short(floor)
    assert backs(floor) == {}
    assert [one.kind for one in decision.raised] == ["short_pick"]


def test_a_kit_whose_part_lies_elsewhere_goes_on() -> None:
    floor = kit_floor()
    floor.tell("receipt", {"receipt": "R", "asn": None, "supplier": SUPPLIER, "location": "DOCK-01",
                           "lpn": "C-9", "parent_lpn": None,
                           "lines": [line(PADS, 4, "L26-0190")]})  # fmt: skip
    floor.tell("putaway", {"source": "lpn:C-9", "target": "B04-011-B", "lpn": None,
                           "lines": [line(PADS, 4, "L26-0190")]})  # fmt: skip
    pick(floor, 1, 2)
    short(floor)
    assert backs(floor) == {}


def stocked(floor: Floor, *places: str) -> None:
    """Pads in these places, by the book."""
    for n, place in enumerate(places):
        floor.tell("receipt", {"receipt": f"R{n}", "asn": None, "supplier": SUPPLIER,
                               "location": "DOCK-01", "lpn": f"C-{n}", "parent_lpn": None,
                               "lines": [line(PADS, 4, "L1")]})  # fmt: skip
        floor.tell("putaway", {"source": f"lpn:C-{n}", "target": place, "lpn": None,
                               "lines": [line(PADS, 4, "L1")]})  # fmt: skip


def test_a_part_found_short_at_every_place_of_the_book_is_found_nowhere() -> None:
    floor = kit_floor()
    stocked(floor, "A02-015-B", "A07-032-C")
    pick(floor, 1, 2)
    short(floor)
    assert backs(floor) == {}, "the book has more of it"
    told = {"order": "O-1", "line": 2, "source": "A02-015-B", "part": PADS, "asked": 1,
            "found": 0, "reason": "not_there"}  # fmt: skip
    decision = floor.tell("short_pick", told).decision
    assert [one.kind for one in decision.raised] == ["short_pick", "kit_incomplete"]
    assert backs(floor) == {FILTER: 2}
    counts = {task.details["location"] for task in floor.books.tasks.values()
              if (task.kind, task.state) == ("count", "open")}  # fmt: skip
    assert counts == {"A02-015-B", "A07-032-C"}, "the wrong books are counted"


def pack(floor: Floor, part: str, quantity: int, carton: str = "lpn:C-9") -> Any:
    told = {"order": "O-1", "source": "lpn:T-1", "target": carton, "lines": [line(part, quantity)]}
    return floor.tell("pack", told).decision


def load(floor: Floor, lpn: str = "C-9") -> Any:
    told = {"shipment": "S-1", "order": "O-1", "lpn": lpn, "location": "DOOR-01"}
    return floor.tell("load", told).decision


def open_kits(floor: Floor, *decisions: Any) -> list[str]:
    """Questions about kits that stand after these decisions."""
    asked: dict[str, None] = {}
    for one in decisions:
        asked |= {r.exception: None for r in one.raised if r.kind == "kit_incomplete"}
        asked = {name: None for name in asked if name not in one.resolved}
    return list(asked)


def test_a_part_of_a_kit_packed_or_loaded_alone_is_kept_and_asked_about() -> None:
    floor = kit_floor()
    pick(floor, 1, 2)
    packed = pack(floor, FILTER, 2)
    assert (packed.reason, packed.detail["quantity"]) == ("packed_kit", 2)
    assert packed.raised[0].details == {
        "order": "O-1", "line": 2, "part": PADS, "kit": "SET-1", "holder": "lpn:C-9",
    }  # fmt: skip
    loaded = load(floor)
    assert loaded.reason == "loaded_kit"
    assert len(open_kits(floor, packed, loaded)) == 2
    picked = pick(floor, 2, 1, PADS)
    assert len(open_kits(floor, packed, loaded, picked)) == 1, "all of it is picked"
    rest = pack(floor, PADS, 1)
    assert (rest.reason, rest.raised) == (None, ())
    assert open_kits(floor, packed, loaded, picked, rest) == []


def test_a_whole_kit_and_what_is_beside_it_go_without_a_word() -> None:
    floor = kit_floor()
    pick(floor, 3, 3, "SLT-00931")
    assert pack(floor, "SLT-00931", 3).raised == ()
    assert load(floor).raised == ()
    pick(floor, 1, 2)
    pick(floor, 2, 1, PADS)
    assert pack(floor, FILTER, 2, "lpn:C-8").raised == ()
    assert pack(floor, PADS, 1, "lpn:C-7").raised == ()
    assert load(floor, "C-8").raised == ()
