# SPDX-License-Identifier: Apache-2.0
"""What goes aboard though no order that waits asked for it, and orders that have left already."""

from __future__ import annotations

from typing import Any

from tests.domain.floor import Floor, line

PADS = "006141410000001026"


def _order(floor: Floor, name: str, part: str = "FLT-00318", quantity: int = 4) -> None:
    floor.tell("order_import", {"order": {
        "order": name, "lines": [{"line": 1, "part": part, "requested": quantity}]}})  # fmt: skip


def _packed(floor: Floor, name: str, part: str = "FLT-00318", quantity: int = 4) -> None:
    floor.tell("pick", {"order": name, "line": 1, "source": "B04-011-B", "target": "lpn:T-1",
                        "lines": [line(part, quantity)]})  # fmt: skip
    floor.tell("pack", {"order": name, "source": "lpn:T-1", "target": f"lpn:C-{name}",
                        "lines": [line(part, quantity)]})  # fmt: skip


def _stock(floor: Floor, lpn: str = PADS, part: str = "FLT-00318", quantity: int = 38) -> None:
    """A plate of stock: nobody picked or packed it for an order."""
    floor.tell("transfer", {"source": "A07-032-C", "target": f"lpn:{lpn}",
                            "lines": [line(part, quantity)]})  # fmt: skip


def _load(floor: Floor, lpn: str, order: str | None = None, shipment: str = "S-1") -> Any:
    return floor.tell("load", {"shipment": shipment, "order": order, "lpn": lpn,
                               "location": "DOOR-01"}).decision  # fmt: skip


def _ship(floor: Floor, *orders: str, shipment: str = "S-1") -> Any:
    ask = {"shipment": shipment, "orders": list(orders)}
    return floor.tell("shipment", ask, authority="worker").decision


def _advices(decision: Any) -> list[tuple[str, list[tuple[int, Any]]]]:
    """Each advice: its order, and how many units it tells as which line of it."""
    return [
        (one.body["order"], [(told["quantity"], told["order_line"]) for told in one.body["lines"]])
        for one in decision.documents if one.kind == "shipment_advice"
    ]  # fmt: skip


def test_a_plate_of_stock_that_goes_aboard_is_asked_about_at_once() -> None:
    floor = Floor()
    _stock(floor)
    decision = _load(floor, PADS)
    assert (decision.outcome, decision.reason) == ("accepted_discrepancy", "loaded_unasked")
    (raised,) = decision.raised
    assert (raised.kind, raised.details["part"], raised.details["quantity"]) == (
        "loaded_unasked", "FLT-00318", 38)  # fmt: skip
    assert raised.details["holder"] == f"lpn:{PADS}"
    assert floor.books.shipments["S-1"].lpns == (PADS,), "the fact is kept"


def test_stock_on_a_pallet_that_goes_aboard_is_asked_about_too() -> None:
    floor = Floor()
    _order(floor, "O-1")
    _packed(floor, "O-1")
    _stock(floor)
    for lpn in ("C-O-1", PADS):
        floor.tell("transfer", {"source": "PACK-01", "target": "lpn:P-1", "lpn": lpn, "lines": []})
    (raised,) = _load(floor, "P-1").raised
    assert raised.details["holder"] == f"lpn:{PADS}"


def test_what_was_picked_or_packed_for_an_order_goes_aboard_without_a_question() -> None:
    floor = Floor()
    for name in ("O-1", "O-2"):
        _order(floor, name)
    _packed(floor, "O-1")
    floor.tell("pick", {"order": "O-2", "line": 1, "source": "B04-011-B", "target": "lpn:T-2",
                        "lines": [line("FLT-00318", 4)]})  # fmt: skip
    assert _load(floor, "C-O-1").outcome == "accepted"
    assert _load(floor, "T-2", "O-2").outcome == "accepted"


def test_of_a_plate_that_the_load_names_an_order_for_only_what_that_lacks_is_its_own() -> None:
    floor = Floor()
    _order(floor, "O-1")
    _stock(floor, quantity=4)
    assert _load(floor, PADS, "O-1").outcome == "accepted"
    assert floor.books.orders["O-1"].details["cartons"] == [f"lpn:{PADS}"]
    _order(floor, "O-2")
    _stock(floor, "L-9")
    (raised,) = _load(floor, "L-9", "O-2").raised
    assert (raised.details["order"], raised.details["quantity"]) == ("O-2", 34)
    assert "cartons" not in floor.books.orders["O-2"].details


def test_an_order_that_nobody_told_yet_may_have_asked_for_it() -> None:
    floor = Floor()
    _stock(floor)
    assert _load(floor, PADS, "O-9").outcome == "accepted"


def test_an_order_that_has_left_is_not_joined_to_another_truck() -> None:
    floor = Floor()
    for name in ("O-1", "O-2"):
        _order(floor, name)
        _packed(floor, name)
    _load(floor, "C-O-1", "O-1")
    _ship(floor, "O-1")
    _stock(floor)
    _load(floor, "C-O-2", "O-2", "S-2")
    late = _load(floor, PADS, "O-1", "S-2")
    assert (late.outcome, late.reason) == ("accepted_discrepancy", "after_departure")
    (raised,) = late.raised
    assert (raised.kind, raised.details["order"]) == ("after_departure", "O-1")
    there = floor.books.shipments["S-2"]
    assert (there.orders, there.lpns) == (("O-2",), (PADS, "C-O-2"))


def test_what_was_packed_for_no_order_is_told_as_no_line_of_one() -> None:
    floor = Floor()
    _order(floor, "O-1")
    _packed(floor, "O-1")
    _stock(floor)
    _load(floor, PADS)
    _load(floor, "C-O-1", "O-1")
    gone = _ship(floor, "O-1")
    assert _advices(gone) == [("O-1", [(38, None), (4, 1)])]
    assert [one.details["quantity"] for one in gone.raised] == [38]


def test_a_truck_that_leaves_with_goods_for_no_order_at_all_is_somebodys_question() -> None:
    floor = Floor()
    _stock(floor)
    _load(floor, PADS)
    gone = _ship(floor)
    assert _advices(gone) == [("S-1", [(38, None)])]
    (raised,) = gone.raised
    assert (raised.kind, raised.details["quantity"]) == ("shipped_unasked", 38)
    assert "order" not in raised.details


def test_an_order_of_which_nothing_is_aboard_has_not_left() -> None:
    floor = Floor()
    for name in ("O-1", "O-2"):
        _order(floor, name)
        _packed(floor, name)
        _load(floor, f"C-{name}", name)
    floor.tell("putaway", {"source": "DOOR-01", "target": "A02-015-B", "lpn": "C-O-1"})
    assert _advices(_ship(floor, "O-1", "O-2")) == [("O-2", [(4, 1)])]
    states = [floor.books.orders[name].state for name in ("O-1", "O-2")]
    assert states == ["picked", "shipped"]


def test_an_order_whose_pack_is_told_after_its_carton_left_has_left() -> None:
    floor = Floor()
    for name in ("O-1", "O-2"):
        _order(floor, name)
    _packed(floor, "O-2")
    for name in ("O-1", "O-2"):
        _load(floor, f"C-{name}", name)
    assert _advices(_ship(floor, "O-1", "O-2")) == [("O-2", [(4, 1)])]
    assert floor.books.orders["O-1"].state == "short_shipped"
    late = floor.tell("pack", {"order": "O-1", "source": "lpn:T-1", "target": "lpn:C-O-1",
                               "lines": [line("FLT-00318", 4)]}).decision  # fmt: skip
    assert late.reason == "after_departure"
