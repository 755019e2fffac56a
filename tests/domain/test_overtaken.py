# SPDX-License-Identifier: Apache-2.0
"""Work that a hold overtakes on its way to a customer (IN7, CF13), and H1 in any order."""

from __future__ import annotations

import random

import pytest

from backend.domain.availability import availability
from tests.domain.floor import Floor, line
from tests.domain.quality import PADS, asked, received, result, ruled, sampled

DONE = ("receipt", "receipt", "putaway", "inspect", "hold", "release", "rule")


def order_of(floor: Floor, *asked_: tuple[str, int]) -> None:
    floor.tell("order_import", {"order": {
        "order": "O1", "ship_to": {"id": "D1", "name": "HILLSIDE"}, "priority": "STOCK",
        "lines": [{"line": n, "part": p, "requested": q, "uom": "EA"}
                  for n, (p, q) in enumerate(asked_, 1)],
    }}, authority="admin")  # fmt: skip


def put(floor: Floor, place: str, lot: str, quantity: int = 4) -> None:
    received(floor, line(PADS, quantity, lot), lpn=f"L-{lot}")
    floor.tell("putaway", {"source": f"lpn:L-{lot}", "target": place, "lpn": None,
                           "lines": [line(PADS, quantity, lot)]})  # fmt: skip


def test_a_hold_on_promised_stock_sends_the_picker_elsewhere() -> None:
    floor = Floor()
    put(floor, "A02-015-B", "LA")
    put(floor, "A07-032-C", "LB")
    order_of(floor, (PADS, 2))
    assert floor.books.tasks["pick:O1:1"].details["location"] == "A02-015-B"
    floor.tell("hold", {"hold": "H-1", "scope": {"part": PADS, "lot": "LA"}, "reason": "recall"})
    task = floor.books.tasks["pick:O1:1"].details
    assert (task["location"], task["lot"], task["instead_of"]) == ("A07-032-C", "LB", "A02-015-B")
    floor.tell("hold", {"hold": "H-2", "scope": {"part": PADS, "lot": "LB"}, "reason": "recall"})
    assert floor.books.tasks["pick:O1:1"].details["location"] is None


def picked(floor: Floor) -> None:
    put(floor, "A02-015-B", "LA")
    put(floor, "A07-032-C", "LB")
    order_of(floor, (PADS, 2))
    floor.tell("pick", {"order": "O1", "line": 1, "source": "A02-015-B", "target": "lpn:T1",
                        "lines": [line(PADS, 2, "LA")]})  # fmt: skip


LATE = {"hold": "H-1", "scope": {"part": PADS, "lot": "LA"}, "reason": "recall"}


def test_a_hold_on_picked_stock_asks_to_put_it_back_and_the_line_waits_for_that() -> None:
    floor = Floor()
    picked(floor)
    told = floor.tell("hold", LATE).decision
    assert "picked_held" in {one.kind for one in told.raised}
    assert floor.books.orders["O1"].lines[0].picked == 2
    [back] = [t for t in floor.books.tasks.values() if t.kind == "put_back"]
    assert (back.details["source"], back.details["quantity"]) == ("lpn:T1", 2)


def test_a_hold_on_packed_and_loaded_stock_is_said_with_the_order() -> None:
    floor = Floor()
    picked(floor)
    floor.tell("pack", {"order": "O1", "source": "lpn:T1", "target": "lpn:C1",
                        "lines": [line(PADS, 2, "LA")]})  # fmt: skip
    told = floor.tell("hold", LATE).decision
    assert {"packed_held"} <= {one.kind for one in told.raised}
    assert [t.details["source"] for t in told.tasks if t.kind == "put_back"] == ["lpn:C1"]
    floor.tell("load", {"shipment": "S1", "order": "O1", "lpn": "C1", "location": "DOOR-01"})
    told = floor.tell("hold", {**LATE, "hold": "H-2", "reason": "damage"}).decision
    [stop] = [one for one in told.raised if one.kind == "loaded_held"]
    assert (stop.details["order"], stop.details["customer"]) == ("O1", "HILLSIDE")
    no = asked(floor, "shipment", {"shipment": "S1", "orders": ["O1"]})
    assert no.reason == "declined_held"


def test_a_recall_says_which_customer_has_the_goods() -> None:
    floor = Floor()
    picked(floor)
    floor.tell("pack", {"order": "O1", "source": "lpn:T1", "target": "lpn:C1",
                        "lines": [line(PADS, 2, "LA")]})  # fmt: skip
    floor.tell("load", {"shipment": "S1", "order": "O1", "lpn": "C1", "location": "DOOR-01"})
    asked(floor, "shipment", {"shipment": "S1", "orders": ["O1"]})
    told = ruled(floor, "recall", part=PADS, lot_from="LA", lot_to="LA")
    [gone] = [one for one in told.raised if one.kind == "shipped_held"]
    assert (gone.details["order"], gone.details["customer"]) == ("O1", "HILLSIDE")
    [listed] = [one for one in told.raised if one.kind == "recall"]
    assert (listed.details["units_here"], listed.details["units_gone"]) == (2, 2)


@pytest.mark.parametrize("seed", range(40))
def test_held_stock_is_never_available_for_one_instant(seed: int) -> None:
    """Any order of rule, receipts, putaways, inspections and releases: what a rule or a person
    holds is not free before its release, looked at after each operation."""
    chance = random.Random(seed)
    floor, lots, free = Floor(), iter(range(1000)), set[str]()
    ruled(floor, "sample_due", part=PADS)
    open_tasks: dict[str, str] = {}
    for _ in range(40):
        match chance.choice(DONE):
            case "receipt":
                lot = f"LOT{next(lots)}"
                open_tasks[sampled(floor, chance.randint(1, 60), f"L-{lot}", lot)] = lot
            case "putaway" if open_tasks or free:
                lot = chance.choice(sorted({*open_tasks.values(), *free}))
                floor.tell("putaway", {
                    "source": f"lpn:L-{lot}", "target": "A02-015-B", "lpn": None,
                    "lines": [line(PADS, 1, lot)],
                })  # fmt: skip
            case "inspect" if open_tasks:
                task = chance.choice(sorted(open_tasks))
                told = chance.choice(["pass", "fail"])
                bad = 99 if told == "fail" else 0
                done = result(floor, task, told, nonconforming=bad)
                if done.released:
                    free.add(open_tasks[task])
                del open_tasks[task]
            case "hold" if free:
                lot = chance.choice(sorted(free))
                floor.tell("hold", {"hold": f"H-{lot}", "scope": {"part": PADS, "lot": lot},
                                    "reason": "recall"})  # fmt: skip
                free.discard(lot)
            case "release" if floor.books.holds:
                hold = chance.choice(sorted(floor.books.holds))
                scope = floor.books.holds[hold].scope
                done = asked(floor, "hold_release", {"hold": hold, "reason": "ok"})
                others = [h for h in floor.books.holds.values() if h.scope.lot == scope.lot]
                if done.released and not others and scope.lot:
                    free.add(scope.lot)
            case "rule":
                ruled(floor, "supplier_on_watch", supplier="SUP9999", rule="W")
        loose = {
            key.goods.lot for key, n in floor.books.quants.items()
            if n > 0 and not key.holder.startswith("@") and key.goods.part == PADS
            and not floor.books.covering(key.holder, key.goods)
        }  # fmt: skip
        assert loose <= free
        assert availability(floor.books, PADS).available <= sum(
            n for key, n in floor.books.quants.items() if key.goods.lot in free and n > 0
        )
