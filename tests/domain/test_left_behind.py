# SPDX-License-Identifier: Apache-2.0
"""Cartons that stay, couriers, and what is said at departure (SH2 to SH7)."""

from __future__ import annotations

from typing import Any

import pytest

from tests.domain.floor import Floor, line

SHIP = {"shipment": "S-1", "orders": ["O-1"]}
FULL = {"lpn": "C-2", "order": "O-1", "reason": "truck_full", "shipment": "S-1", "route": "R2"}
ORDER: dict[str, Any] = {
    "order": "O-1", "lines": [{"line": 1, "part": "FLT-00318", "requested": 6}],
}  # fmt: skip


@pytest.fixture
def floor() -> Floor:
    """Two cartons of one order, the first at the door."""
    return _packed()


def _packed(**more: Any) -> Floor:
    floor = Floor()
    floor.tell("order_import", {"order": {**ORDER, **more}})
    for carton, n in (("lpn:C-1", 4), ("lpn:C-2", 2)):
        taken = {"order": "O-1", "target": "lpn:T-1", "lines": [line("FLT-00318", n)]}
        floor.tell("pick", {**taken, "line": 1, "source": "B04-011-B"})
        floor.tell("pack", {**taken, "source": "lpn:T-1", "target": carton})
    _load(floor, "C-1")
    return floor


def _load(floor: Floor, lpn: str, shipment: str = "S-1", **more: Any) -> Any:
    told = {"shipment": shipment, "order": "O-1", "lpn": lpn, "location": "DOOR-01", **more}
    return floor.tell("load", told).decision


def _ship(floor: Floor, **more: Any) -> Any:
    return floor.tell("shipment", {**SHIP, **more}, authority="worker").decision


def test_an_order_of_which_a_carton_stays_is_not_over_and_goes_on_with_the_next(
    floor: Floor,
) -> None:
    [raised] = _ship(floor).raised
    assert (raised.kind, raised.details["lpn"], raised.details["why"]) == (
        "left_behind", "C-2", "not_loaded",
    )  # fmt: skip
    order = floor.books.orders["O-1"]
    assert (order.state, order.details["cartons"]) == ("picked", ["lpn:C-2"])
    loaded = _load(floor, "C-2", "S-2")
    assert (loaded.reason, loaded.resolved) == (None, (raised.exception,))
    sent = _ship(floor, shipment="S-2")
    assert (sent.reason, sent.raised) == (None, ())
    [advice] = sent.documents
    assert [one["quantity"] for one in advice.body["lines"]] == [2]
    assert floor.books.orders["O-1"].state == "shipped"


def test_what_a_person_left_behind_is_asked_about_once(floor: Floor) -> None:
    [raised] = floor.tell("left_behind", FULL).decision.raised
    assert (raised.kind, raised.details["route"]) == ("left_behind", "R2")
    assert _ship(floor).raised == ()
    assert floor.books.orders["O-1"].details["left"]["C-2"]["reason"] == "truck_full"


def test_what_is_at_another_door_is_on_another_vehicle(floor: Floor) -> None:
    _load(floor, "C-2", "S-2")
    assert _ship(floor).raised == ()
    assert floor.books.orders["O-1"].state == "picked"


@pytest.mark.parametrize("turned", [False, True])
def test_loaded_later_than_left_behind_is_loaded_whoever_uploads_first(
    floor: Floor, turned: bool
) -> None:
    aboard = {"shipment": "S-1", "order": "O-1", "lpn": "C-2", "location": "DOOR-01"}
    told = [("left_behind", FULL, 2_000_000, "H-1"), ("load", aboard, 2_001_000, "H-2")]
    open_questions: set[str] = set()
    for kind, body, at, device in reversed(told) if turned else told:
        decision = floor.tell(kind, body, at=at, device=device).decision
        open_questions |= {one.exception for one in decision.raised}
        open_questions -= set(decision.resolved)
    assert (floor.books.orders["O-1"].details.get("left", {}), open_questions) == ({}, set())


def test_left_behind_of_an_order_that_is_gone_is_somebodys_question(floor: Floor) -> None:
    _load(floor, "C-2")
    _ship(floor)
    late = floor.tell("left_behind", FULL).decision
    assert (late.reason, late.raised[0].kind) == ("after_departure", "after_departure")
    unknown = floor.tell("left_behind", {**FULL, "order": "O-9"}).decision
    assert unknown.reason == "order_unknown"


def test_a_courier_takes_what_is_loaded_for_it_at_any_door() -> None:
    floor = _packed(door="DOOR-09")
    assert _load(floor, "C-2", "C-O-1", carrier="Hot Shot").reason is None
    sent = floor.books.shipments["C-O-1"]
    assert (sent.carrier, sent.door, sent.lpns) == ("Hot Shot", "DOOR-01", ("C-2",))


def test_what_was_said_at_departure_is_kept(floor: Floor) -> None:
    _ship(floor, seal="SL-991", taken_by="A. Berg", signature="photo-1")
    sent = floor.books.shipments["S-1"]
    assert (sent.seal, sent.taken_by, sent.signature) == ("SL-991", "A. Berg", "photo-1")


@pytest.mark.parametrize("what", ["seal", "signature"])
def test_a_site_that_wants_it_lets_no_vehicle_go_without(floor: Floor, what: str) -> None:
    floor.books.policy = floor.books.policy.with_changes({f"load.{what}": True})
    without = _ship(floor)
    assert (without.reason, without.detail["fields"]) == ("declined_papers", [what])
    assert _ship(floor, **{what: "SL-991"}).reason is None


def test_goods_that_somebody_comes_for_go_with_a_name_and_a_document() -> None:
    floor = _packed(service="pickup")
    floor.books.policy = floor.books.policy.with_changes({"load.seal": True})
    assert _ship(floor).detail["fields"] == ["taken_by", "document"]
    assert _ship(floor, taken_by="A. Berg").detail["fields"] == ["document"]
    assert _ship(floor, taken_by="A. Berg", document="ID 4471").reason is None
    assert floor.books.shipments["S-1"].document == "ID 4471"
