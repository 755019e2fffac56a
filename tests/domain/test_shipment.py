# SPDX-License-Identifier: Apache-2.0
"""Pack, load and shipment: what stands at the door leaves, and nothing that is held."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from backend.domain.stock import CUSTOMER, Goods
from tests.domain.floor import Floor, line

FILTER = Goods("FLT-00318")


def _doors(floor: Floor) -> Floor:
    """More doors than the floor has."""
    door = floor.books.locations["DOOR-01"]
    for name in ("DOOR-02", "DOOR-03"):
        floor.books.locations[name] = replace(door, location=name)
    return floor


def _loaded(*, order: str | None = None) -> Floor:
    floor = _doors(Floor())
    floor.tell("transfer", {"source": "B04-011-B", "target": "lpn:T-1",
                            "lines": [line("FLT-00318", 4)]})  # fmt: skip
    floor.tell("pack", {"order": "O-1", "source": "lpn:T-1", "target": "lpn:C-1",
                        "lines": [line("FLT-00318", 4)]})  # fmt: skip
    _load(floor, "C-1", order=order)
    return floor


def _load(floor: Floor, lpn: str, **more: Any) -> Any:
    told = {"shipment": "S-1", "lpn": lpn, "location": "DOOR-01", **more}
    return floor.tell("load", told).decision


def _ship(floor: Floor, *orders: str) -> Any:
    ask = {"shipment": "S-1", "orders": list(orders)}
    return floor.tell("shipment", ask, authority="worker").decision


def test_packing_for_an_order_nobody_knows_is_booked_and_said() -> None:
    floor = Floor()
    told = {"order": "O-1", "source": "lpn:T-1", "target": "lpn:C-1",
            "lines": [line("FLT-00318", 4)]}  # fmt: skip
    assert floor.tell("pack", told).decision.reason == "order_unknown"
    assert floor.stock() == {("lpn:C-1", FILTER): 4}


def test_free_goods_packed_into_a_held_carton_are_said_at_once() -> None:
    floor = Floor()
    floor.tell("hold", {"hold": "H-1", "scope": {"lpn": "C-1"}, "reason": "damage"})
    told = {"order": "O-1", "source": "B04-011-B", "target": "lpn:C-1",
            "lines": [line("FLT-00318", 4)]}  # fmt: skip
    decision = floor.tell("pack", told).decision
    assert decision.outcome == "accepted_discrepancy"
    (raised,) = [one for one in decision.raised if one.kind == "packed_held"]
    assert (raised.details["holds"], raised.details["holder"]) == (["H-1"], "lpn:C-1")
    assert floor.stock() == {("lpn:C-1", FILTER): 4}, "the fact is kept"


def test_what_was_loaded_leaves() -> None:
    floor = _loaded()
    assert _ship(floor).detail == {"shipment": "S-1", "units": 4}
    assert floor.stock() == {}
    assert floor.books.balance(CUSTOMER, FILTER) == 4


def test_a_vehicle_leaves_once() -> None:
    floor = _loaded()
    _ship(floor)
    assert _ship(floor).reason == "declined_done"
    before = floor.books.shipments["S-1"]
    floor.tell("transfer", {"source": "B04-011-B", "target": "lpn:C-2",
                            "lines": [line("FLT-00318", 4)]})  # fmt: skip
    late = floor.tell("load", {"shipment": "S-1", "lpn": "C-2", "location": "DOOR-02"}).decision
    assert (late.outcome, late.reason) == ("accepted_discrepancy", "after_departure")
    (raised,) = late.raised
    assert (raised.kind, raised.details["holder"]) == ("after_departure", "DOOR-02")
    assert floor.books.shipments["S-1"] == before, "what was confirmed stays as it was"
    assert floor.places()["C-2"] == ("DOOR-02", False)


def test_an_empty_vehicle_and_one_without_its_order_do_not_leave() -> None:
    assert _ship(Floor()).reason == "declined_not_loaded"
    assert _ship(_loaded(order="O-1"), "O-1", "O-2").reason == "declined_not_loaded"


def test_a_hold_placed_after_loading_stops_the_vehicle_until_it_is_released() -> None:
    floor = _loaded()
    floor.tell("hold", {"hold": "H-1", "scope": {"part": "FLT-00318"}, "reason": "recall"})
    stopped = _ship(floor)
    assert (stopped.reason, stopped.raised[0].kind) == ("declined_held", "shipment_stopped")
    assert floor.stock() == {("lpn:C-1", FILTER): 4}
    floor.tell("hold_release", {"hold": "H-1", "reason": "ok"}, authority="supervisor")
    assert _ship(floor).reason is None


def test_loading_held_goods_is_recorded_and_said() -> None:
    floor = _loaded()
    floor.tell("hold", {"hold": "H-1", "scope": {"lpn": "C-1"}, "reason": "recall"})
    decision = _load(floor, "C-1")
    assert (decision.reason, decision.raised[0].kind) == ("held", "loaded_held")


def test_a_carton_taken_off_again_stays_here() -> None:
    floor = _loaded()
    floor.tell("putaway", {"source": "DOOR-01", "target": "A02-015-B", "lpn": "C-1"})
    assert _ship(floor).reason == "declined_not_loaded"


def _order(floor: Floor, *, door: str | None = None, quantity: int = 4) -> None:
    asked = {"order": "O-1", "door": door,
             "lines": [{"line": 1, "part": "FLT-00318", "requested": quantity}]}  # fmt: skip
    floor.tell("order_import", {"order": asked})


def _pick(floor: Floor, quantity: int) -> Any:
    return floor.tell("pick", {"order": "O-1", "line": 1, "source": "B04-011-B",
                               "target": "lpn:T-1", "lines": [line("FLT-00318", quantity)]})


def test_an_order_that_left_short_gives_no_work_any_more_and_keeps_its_demand() -> None:
    floor = Floor()
    _order(floor)
    _pick(floor, 1)
    floor.tell("pack", {"order": "O-1", "source": "lpn:T-1", "target": "lpn:C-1",
                        "lines": [line("FLT-00318", 1)]})  # fmt: skip
    _load(floor, "C-1", order="O-1")
    assert floor.books.tasks["pick:O-1:1"].state == "open"
    _ship(floor, "O-1")
    assert floor.books.tasks["pick:O-1:1"].state == "cancelled"
    (left,) = floor.books.orders["O-1"].lines
    assert (floor.books.orders["O-1"].state, left.requested, left.picked) == ("short_shipped", 4, 1)


def test_what_is_picked_or_packed_after_the_vehicle_left_is_somebodys_question() -> None:
    floor = Floor()
    _order(floor)
    _load_all(floor)
    for late in (_pick(floor, 2), floor.tell("pack", {
        "order": "O-1", "source": "lpn:T-1", "target": "lpn:C-2", "lines": [line("FLT-00318", 1)]
    })):  # fmt: skip
        assert late.decision.reason == "after_departure"
        assert late.decision.raised[0].kind == "after_departure"
    assert floor.books.shipments["S-1"].lpns == ("C-1",)


def _load_all(floor: Floor) -> None:
    _pick(floor, 1)
    floor.tell("pack", {"order": "O-1", "source": "lpn:T-1", "target": "lpn:C-1",
                        "lines": [line("FLT-00318", 1)]})  # fmt: skip
    _load(floor, "C-1", order="O-1")
    _ship(floor, "O-1")


def test_a_carton_at_another_door_than_the_order_asks_for_is_said() -> None:
    floor = _doors(Floor())
    _order(floor, door="DOOR-03")
    wrong = _load(floor, "C-1", order="O-1", reason="truck_here")
    assert (wrong.reason, wrong.raised[0].kind) == ("wrong_door", "wrong_door")
    about = wrong.raised[0].details
    assert (about["wanted"], about["why"]) == ("DOOR-03", "truck_here")
    assert floor.books.shipments["S-1"].door == "DOOR-03"
    right = _load(floor, "C-1", order="O-1", location="DOOR-03")
    assert (right.outcome, right.raised) == ("accepted", ())


def test_where_no_door_is_planned_any_door_is_right() -> None:
    floor = Floor()
    _order(floor)
    assert _load(floor, "C-1", order="O-1").outcome == "accepted"
    assert floor.books.shipments["S-1"].door == "DOOR-01"


def _filter_order(floor: Floor, name: str, part: str, quantity: int) -> None:
    floor.tell("order_import", {"order": {
        "order": name, "lines": [{"line": 1, "part": part, "requested": quantity}]}})  # fmt: skip


def _pack(floor: Floor, order: str, quantity: int, *, source: str = "lpn:T-1") -> Any:
    return floor.tell("pack", {"order": order, "source": source, "target": f"lpn:C-{order}",
                               "lines": [line("FLT-00318", quantity)]}).decision  # fmt: skip


def test_goods_picked_for_another_order_are_booked_and_asked_about() -> None:
    floor = Floor()
    _order(floor)
    _filter_order(floor, "O-2", "BRK-10442", 1)
    _pick(floor, 4)
    wrong = _pack(floor, "O-2", 1)
    assert (wrong.outcome, wrong.reason) == ("accepted_discrepancy", "packed_foreign")
    (raised,) = wrong.raised
    assert (raised.kind, raised.details["wanted"], raised.details["holder"]) == (
        "packed_foreign", "O-1", "lpn:C-O-2")  # fmt: skip
    assert _pack(floor, "O-1", 3).outcome == "accepted"


def test_what_the_order_does_not_ask_for_or_has_already_is_asked_about() -> None:
    floor = Floor()
    _order(floor)
    _filter_order(floor, "O-2", "BRK-10442", 1)
    assert _pack(floor, "O-2", 1, source="lpn:T-9").reason == "packed_unasked"
    _pick(floor, 4)
    assert _pack(floor, "O-1", 4).outcome == "accepted"
    again = _pack(floor, "O-1", 2, source="lpn:T-8")
    assert (again.reason, again.raised[0].details["quantity"]) == ("packed_unasked", 2)


def test_an_order_packed_into_another_carton_is_not_packed_twice() -> None:
    floor = Floor()
    _order(floor)
    _pick(floor, 4)
    _pack(floor, "O-1", 4)
    told = {"order": "O-1", "source": "lpn:C-O-1", "target": "lpn:C-9",
            "lines": [line("FLT-00318", 4)]}  # fmt: skip
    assert floor.tell("pack", told).decision.outcome == "accepted"


def test_a_tote_that_an_order_left_empty_serves_the_next_one() -> None:
    floor = Floor()
    _order(floor)
    _pick(floor, 4)
    _pack(floor, "O-1", 4)
    _filter_order(floor, "O-2", "FLT-00318", 1)
    floor.tell("pick", {"order": "O-2", "line": 1, "source": "B04-011-B", "target": "lpn:T-1",
                        "lines": [line("FLT-00318", 1)]})  # fmt: skip
    assert _pack(floor, "O-2", 1).outcome == "accepted"


def test_goods_that_no_order_on_the_vehicle_asked_for_are_said_when_it_leaves() -> None:
    floor = Floor()
    _filter_order(floor, "O-2", "BRK-10442", 1)
    _pack(floor, "O-2", 1)
    _load(floor, "C-O-2", order="O-2")
    (raised,) = _ship(floor, "O-2").raised
    assert (raised.kind, raised.details["part"], raised.details["holder"]) == (
        "shipped_unasked", "FLT-00318", "lpn:C-O-2")  # fmt: skip


def test_what_was_picked_straight_into_a_carton_is_packed_when_that_is_loaded() -> None:
    floor = Floor()
    _order(floor)
    _pick(floor, 4)
    _load(floor, "T-1", order="O-1")
    assert floor.books.orders["O-1"].details["cartons"] == ["lpn:T-1"]
    again = _pack(floor, "O-1", 1, source="lpn:T-8")
    assert again.reason == "packed_unasked", "the order has enough on the vehicle"


def test_a_carton_of_an_order_that_is_not_on_the_truck_is_told_with_the_first() -> None:
    floor = _doors(Floor())
    for name in ("O-1", "O-2"):
        asked = {"line": 1, "part": "FLT-00318", "requested": 4}
        floor.tell("order_import", {"order": {"order": name, "asked_by": "D", "lines": [asked]}})
    for name, carton in (("O-1", "C-1"), ("O-2", "C-2")):
        told = {"order": name, "source": "B04-011-B", "target": f"lpn:{carton}",
                "lines": [line("FLT-00318", 4)]}  # fmt: skip
        floor.tell("pack", told)
    _load(floor, "C-1", order="O-1")
    _load(floor, "C-2")
    told_of = [
        (one.body["order"], sum(line["quantity"] for line in one.body["lines"]))
        for one in _ship(floor, "O-1").documents if one.kind == "shipment_advice"
    ]  # fmt: skip
    assert told_of == [("O-1", 8)]
