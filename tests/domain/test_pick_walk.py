# SPDX-License-Identifier: Apache-2.0
"""PK1: the walk of an order, found at import and at a claim, and kept with the order."""

from __future__ import annotations

from typing import Any

from backend.domain.locations import Location
from backend.domain.parts import Part
from backend.domain.rules.walk import measures
from tests.domain.floor import Floor

AISLES = {"PIN-1": "C03-019-A", "PIN-2": "C02-001-A", "PIN-3": "C01-019-A", "PIN-4": "C02-019-A"}
"""Where each part lies: neither by line nor by travel sequence is it the shortest walk."""
SHORTEST = ["C01-019-A", "C03-019-A", "C02-019-A", "C02-001-A"]
S_SHAPE = ["C01-019-A", "C02-019-A", "C02-001-A", "C03-019-A"]


def aisles(zone: str = "C", travel: int = 1000) -> list[Location]:
    """Three aisles of twenty bays; the travel sequence goes up each of them."""
    return [
        Location(f"{zone}{aisle:02}-{bay:03}-A", zone, travel=travel + 100 * aisle + bay)
        for aisle in (1, 2, 3) for bay in range(1, 21)
    ]  # fmt: skip


def stocked(places: dict[str, str] = AISLES, *more: Location) -> Floor:
    floor = Floor()
    floor.books.locations |= {place.location: place for place in (*aisles(), *more)}
    floor.books.parts |= {part: Part(part) for part in places}
    opening = [{"location": at, "part": part, "quantity": 9} for part, at in places.items()]
    floor.tell("catalogue_import", {"opening": opening}, authority="admin")
    return floor


def ordered(floor: Floor, *parts: str, name: str = "O-1", **more: Any) -> None:
    lines = [{"line": n, "part": part, "requested": 2} for n, part in enumerate(parts, 1)]
    told = {"order": {"order": name, "lines": lines, **more}}
    floor.tell("order_import", told, authority="admin")


def claimed(floor: Floor, name: str = "O-1", actor: str = "ana", **more: Any) -> None:
    floor.tell("claim", {"order": name, **more}, actor=actor, authority="worker")


def path(floor: Floor, way: str) -> None:
    changes = {"base": floor.books.policy.version, "changes": {"pick.path": way}}
    floor.tell("policy_change", changes, authority="supervisor")


def walk(floor: Floor, name: str = "O-1") -> Any:
    return floor.books.orders[name].details.get("walk")


def test_an_imported_order_has_the_shortest_walk_to_its_places() -> None:
    floor = stocked()
    ordered(floor, *AISLES)
    assert walk(floor)["places"] == SHORTEST
    assert walk(floor)["why"] == "shortest_proven"


def test_a_site_may_choose_the_s_shape() -> None:
    floor = stocked()
    path(floor, "s_shape")
    ordered(floor, *AISLES)
    assert (walk(floor)["places"], walk(floor)["why"]) == (S_SHAPE, "site_choice")


def test_a_walk_that_fits_still_is_not_looked_for_again() -> None:
    floor = stocked()
    ordered(floor, *AISLES)
    before = walk(floor)
    claimed(floor)
    assert walk(floor) is before


def test_a_claim_finds_the_walk_that_the_site_chose_meanwhile() -> None:
    floor = stocked()
    ordered(floor, *AISLES)
    path(floor, "s_shape")
    claimed(floor)
    assert walk(floor)["places"] == S_SHAPE


def short(floor: Floor) -> None:
    """P-4 is not where it should be; it is taken from another bay."""
    opening = [{"location": "C03-002-A", "part": "PIN-4", "quantity": 9}]
    floor.tell("catalogue_import", {"opening": opening}, authority="admin")
    floor.tell("short_pick", {
        "order": "O-1", "line": 4, "source": "C02-019-A", "part": "PIN-4", "asked": 2, "found": 0,
        "reason": "not_there",
    })  # fmt: skip
    assert floor.books.tasks["pick:O-1:4"].details["location"] == "C03-002-A"


def test_a_walk_that_somebody_is_on_is_not_turned_round() -> None:
    floor = stocked()
    ordered(floor, *AISLES)
    claimed(floor)
    short(floor)
    path(floor, "s_shape")
    claimed(floor)
    assert walk(floor)["places"] == SHORTEST


def test_the_next_who_claims_the_order_gets_a_walk_to_the_places_as_they_are_now() -> None:
    floor = stocked()
    ordered(floor, *AISLES)
    short(floor)
    claimed(floor)
    assert set(walk(floor)["places"]) == {*AISLES.values(), "C03-002-A"} - {"C02-019-A"}


def test_one_place_is_no_walk_and_a_cancelled_order_has_none() -> None:
    floor = stocked()
    ordered(floor, "PIN-1")
    assert walk(floor) is None
    ordered(floor, *AISLES)
    assert walk(floor) is not None
    ordered(floor, *AISLES, purpose="cancel")
    assert walk(floor) is None


def test_a_line_that_nothing_is_free_for_leads_nowhere() -> None:
    floor = stocked()
    floor.books.parts["PIN-9"] = Part("PIN-9")
    ordered(floor, "PIN-9", *AISLES)
    assert walk(floor)["places"] == SHORTEST


def test_places_without_geometry_are_walked_by_travel_sequence() -> None:
    shelves = [Location("SHELF 7", "S", travel=7), Location("SHELF 3", "S", travel=3)]
    floor = stocked({"PIN-1": "SHELF 7", "PIN-2": "SHELF 3"}, *shelves)
    ordered(floor, "PIN-1", "PIN-2")
    assert walk(floor)["places"] == ["SHELF 3", "SHELF 7"]
    assert walk(floor)["why"] == "no_geometry"


def test_zones_are_walked_one_after_the_other_each_as_the_site_chose() -> None:
    places = AISLES | {"PIN-5": "D02-004-A", "PIN-6": "D01-003-A"}
    floor = stocked(places, *aisles("D", 2000))
    ordered(floor, *places)
    assert walk(floor)["places"][:4] == SHORTEST
    assert walk(floor)["why"] == "zones_by_travel"
    path(floor, "s_shape")
    claimed(floor)
    assert walk(floor)["places"][:4] == S_SHAPE
    assert walk(floor)["why"] == "site_choice"


def test_the_site_tells_what_codes_do_not() -> None:
    floor = stocked()
    setting = {"pick.cross_bays": 9, "pick.aisle_cm": 320, "pick.bay_cm": 90}
    floor.tell("policy_change", {"base": 0, "changes": setting}, authority="supervisor")
    ordered(floor, *AISLES)
    assert walk(floor)["why"] == "shortest_proven"
    told = measures(floor.books.policy)
    assert (told.bay, told.aisle_pitch, told.cross_after[:2]) == (90, 320, (9, 18))
    floor.tell("policy_change", {"base": 1, "changes": {"pick.cross_bays": 4}},
               authority="supervisor")  # fmt: skip
    ordered(floor, *AISLES)
    assert walk(floor)["why"] == "shortest_near", "too many cross aisles for a proof"


def test_orders_that_are_picked_together_are_one_walk() -> None:
    floor = stocked()
    ordered(floor, "PIN-1", "PIN-2", name="O-1")
    ordered(floor, "PIN-3", "PIN-4", name="O-2")
    assert len(walk(floor, "O-2")["places"]) == 2
    for name in ("O-1", "O-2"):
        claimed(floor, name, tour=["O-1", "O-2"])
        assert walk(floor, name)["places"] == SHORTEST
        assert walk(floor, name)["tour"] == ["O-1", "O-2"]
    before = walk(floor, "O-1")
    claimed(floor, "O-1", tour=["O-2", "O-1"])
    assert walk(floor, "O-1") is before, "a claim that is repeated looks for nothing"
    claimed(floor, "O-1")
    assert walk(floor, "O-1")["places"] == ["C02-001-A", "C03-019-A"]


def test_what_the_tour_names_and_nobody_knows_is_left_out() -> None:
    floor = stocked()
    ordered(floor, "PIN-1", "PIN-2")
    ordered(floor, "PIN-3", name="O-2", purpose="cancel")
    claimed(floor, tour=["O-1", "O-2", "O-9"])
    assert set(walk(floor)["places"]) == {"C03-019-A", "C02-001-A"}
