# SPDX-License-Identifier: Apache-2.0
"""Where goods are sent: what stands on plates counts, what is promised counts, and it is chosen
again when the goods are here."""

from __future__ import annotations

from typing import Any

from backend.domain.books import Task
from tests.domain.floor import SUPPLIER, Floor, line


def _notice(floor: Floor, shipment: str, *lines: tuple[str, str, int, str | None]) -> list[Any]:
    """Announce cartons of one line: (plate, part, quantity, lot). Where each will be sent."""
    packs = [
        {"lpn": lpn, "kind": "carton",
         "lines": [{"line": n, "part": part, "quantity": quantity, "lot": lot}]}
        for n, (lpn, part, quantity, lot) in enumerate(lines, 1)
    ]  # fmt: skip
    asn = {"shipment": shipment, "supplier": SUPPLIER, "packs": packs}
    floor.tell("asn_import", {"asn": asn}, authority="admin")
    return [pack["lines"][0]["putaway"] for pack in floor.books.asns[shipment]["packs"]]


def _receive(floor: Floor, shipment: str | None, lpn: str, *lines: dict[str, Any]) -> Task:
    floor.tell("receipt", {"receipt": f"R-{lpn}", "supplier": SUPPLIER, "location": "DOCK-01",
                           "lpn": lpn, "asn": shipment, "lines": list(lines)})  # fmt: skip
    return floor.books.tasks[f"putaway:{lpn}:0"]


def _put(floor: Floor, lpn: str, target: str) -> None:
    floor.tell("putaway", {"source": "DOCK-01", "target": target, "lpn": lpn})


def test_a_bin_with_a_plate_of_another_lot_is_not_empty() -> None:
    floor = Floor()
    (first,) = _notice(floor, "S1", ("L-1", "BRK-10442", 4, "L1"))
    _receive(floor, "S1", "L-1", line("BRK-10442", 4, "L1"))
    _put(floor, "L-1", first["location"])
    (second,) = _notice(floor, "S2", ("L-2", "BRK-10442", 4, "L2"))
    assert second["location"] != first["location"]
    (again,) = _notice(floor, "S3", ("L-3", "BRK-10442", 4, "L1"))
    assert again["location"] == first["location"] and again["why"][0] == "same_lot"


def test_a_plate_on_a_plate_fills_its_bin_too() -> None:
    floor = Floor()
    carton = {"receipt": "R", "supplier": SUPPLIER, "location": "DOCK-01", "lpn": "C-1",
              "parent_lpn": "P-1", "lines": [line("BRK-10442", 4, "L1")]}  # fmt: skip
    floor.tell("receipt", carton)
    (was,) = _notice(floor, "S1", ("L-1", "BRK-10442", 4, "L2"))
    floor.tell("asn_import", {"asn": {"shipment": "S1", "supplier": SUPPLIER, "purpose": "cancel",
                                      "packs": []}}, authority="admin")  # fmt: skip
    _put(floor, "P-1", was["location"])
    (now,) = _notice(floor, "S2", ("L-2", "BRK-10442", 4, "L2"))
    assert now["location"] != was["location"]


def test_a_bin_promised_to_one_notice_is_not_promised_to_another() -> None:
    floor = Floor()
    one = _notice(floor, "S1", ("L-1", "BRK-10442", 4, "L1"))
    two = _notice(floor, "S2", ("L-2", "FLT-00318", 6, None), ("L-3", "BRK-10442", 4, "L2"))
    assert len({x["location"] for x in (*one, *two)}) == 3
    assert [x["why"][0] for x in two] == ["empty", "empty"]


def test_a_notice_told_again_does_not_stand_in_its_own_way() -> None:
    floor = Floor()
    first = _notice(floor, "S1", ("L-1", "BRK-10442", 4, "L1"))
    assert _notice(floor, "S1", ("L-1", "BRK-10442", 4, "L1")) == first


def test_a_cancelled_notice_gives_its_bin_back() -> None:
    floor = Floor()
    (first,) = _notice(floor, "S1", ("L-1", "BRK-10442", 4, "L1"))
    cancel = {"shipment": "S1", "supplier": SUPPLIER, "purpose": "cancel", "packs": []}
    floor.tell("asn_import", {"asn": cancel}, authority="admin")
    assert _notice(floor, "S2", ("L-2", "BRK-10442", 4, "L2")) == [first]


def test_what_waits_at_the_dock_keeps_its_bin() -> None:
    floor = Floor()
    _notice(floor, "S1", ("L-1", "BRK-10442", 4, "L1"))
    task = _receive(floor, "S1", "L-1", line("BRK-10442", 4, "L1"))
    (other,) = _notice(floor, "S2", ("L-2", "BRK-10442", 4, "L2"))
    assert other["location"] != task.details["location"]


def test_a_carton_goes_where_its_notice_said_while_that_bin_is_free() -> None:
    floor = Floor()
    (announced,) = _notice(floor, "S1", ("L-1", "BRK-10442", 4, "L1"))
    task = _receive(floor, "S1", "L-1", line("BRK-10442", 4, "L1"))
    assert task.details["location"] == announced["location"]
    assert task.details["why"] == announced["why"]


def test_a_bin_that_was_filled_meanwhile_is_chosen_no_more() -> None:
    floor = Floor()
    (announced,) = _notice(floor, "S1", ("L-1", "BRK-10442", 4, "L1"))
    _receive(floor, None, "L-9", line("FLT-00318", 6))
    _put(floor, "L-9", announced["location"])
    task = _receive(floor, "S1", "L-1", line("BRK-10442", 4, "L1"))
    assert task.details["location"] not in (None, announced["location"])
    assert task.details["why"][0] == "empty"


def test_a_bin_that_was_emptied_meanwhile_is_chosen_again() -> None:
    floor = Floor()
    (announced,) = _notice(floor, "S1", ("L-1", "BRK-10442", 4, "L1"))
    _receive(floor, None, "L-9", line("FLT-00318", 6))
    _put(floor, "L-9", announced["location"])
    _put(floor, "L-9", "PACK-01")
    task = _receive(floor, "S1", "L-1", line("BRK-10442", 4, "L1"))
    assert task.details["location"] == announced["location"]


def test_goods_of_another_lot_than_announced_get_a_bin_of_their_own() -> None:
    floor = Floor()
    _notice(floor, "S1", ("L-1", "BRK-10442", 4, "L1"), ("L-2", "BRK-10442", 4, "L1"))
    task = _receive(floor, "S1", "L-1", line("BRK-10442", 4, "L7"))
    still = floor.books.asns["S1"]["packs"][1]["lines"][0]["putaway"]
    assert task.details["location"] not in (None, still["location"])


def test_what_came_under_a_hold_since_its_notice_goes_to_the_hold_zone() -> None:
    floor = Floor()
    (announced,) = _notice(floor, "S1", ("L-1", "BRK-10442", 4, "L1"))
    assert announced["location"] != "Q01-004-A"
    floor.tell("hold", {"hold": "H-1", "scope": {"lot": "L1"}, "reason": "recall"})
    task = _receive(floor, "S1", "L-1", line("BRK-10442", 4, "L1"))
    assert (task.details["held"], task.details["location"]) == (True, "Q01-004-A")


def test_units_on_a_plate_of_our_own_go_where_their_line_was_sent() -> None:
    floor = Floor()
    (announced,) = _notice(floor, "S1", ("L-1", "BRK-10442", 4, "L1"))
    task = _receive(floor, "S1", "OWN-1", line("BRK-10442", 1, "L1"))
    assert task.details["location"] == announced["location"]


def test_what_nobody_announced_is_the_workers_choice() -> None:
    task = _receive(Floor(), None, "L-1", line("FLT-00318", 6))
    assert task.details["location"] is None


def test_a_place_made_within_a_batch_may_be_chosen_in_it() -> None:
    floor = Floor()
    (first,) = _notice(floor, "S1", ("L-1", "BRK-10442", 4, "L1"))
    blocked = [{"location": code, "blocked": True} for code in ("A02-015-B", "A07-032-C")]
    rows = [*blocked, {"location": "B04-011-B", "blocked": True}, {"location": "B09-001-A"}]
    floor.tell("catalogue_import", {"locations": rows}, authority="admin")
    (second,) = _notice(floor, "S2", ("L-2", "BRK-10442", 4, "L2"))
    assert (first["location"] != "B09-001-A", second["location"]) == (True, "B09-001-A")


def test_a_place_that_is_blocked_within_a_batch_is_chosen_no_more_in_it() -> None:
    floor = Floor()
    (first,) = _notice(floor, "S1", ("L-1", "BRK-10442", 4, "L1"))
    rows = [{"location": first["location"], "blocked": True}]
    floor.tell("catalogue_import", {"locations": rows}, authority="admin")
    (second,) = _notice(floor, "S2", ("L-2", "BRK-10442", 4, "L1"))
    assert second["location"] != first["location"]


def test_a_batch_sorts_its_floor_once() -> None:
    floor = Floor()
    _notice(floor, "S1", ("L-1", "BRK-10442", 4, "L1"))
    kept = floor.books.floor
    _notice(floor, "S2", ("L-2", "BRK-10442", 4, "L2"))
    _receive(floor, "S2", "L-2", line("BRK-10442", 4, "L7"))
    assert kept is not None and floor.books.floor is kept


def test_what_was_scrapped_is_not_put_away_any_more() -> None:
    floor = Floor()
    task = _receive(floor, None, "L-1", line("BRK-10442", 4, "L1"))
    floor.tell("hold", {"hold": "H-1", "scope": {"lpn": "L-1"}, "reason": "damage"})

    def scrapped(quantity: int) -> Task:
        asked = {"hold": "H-1", "decision": "scrap", "holder": "lpn:L-1", "part": "BRK-10442",
                 "lot": "L1", "serial": None, "quantity": quantity, "reason": "crushed",
                 "witness": "wong"}  # fmt: skip
        result = floor.tell("disposition", asked, authority="supervisor")
        assert not result.decision.detail.get("declined"), result
        return floor.books.tasks[task.task]

    rest = scrapped(1)
    assert (rest.state, rest.details["quantity"]) == ("open", 3)
    assert scrapped(3).state == "cancelled"
