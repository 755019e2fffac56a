# SPDX-License-Identifier: Apache-2.0
"""Moves of goods that somebody else counts on: promised ones and held ones (MV2, MV3)."""

from __future__ import annotations

import pytest

from backend.domain.decide import Judged
from tests.acceptance.goods import order
from tests.domain.floor import SUPPLIER, Floor, line

PADS = line("BRK-10442", 10, "L26-0190")
HERE, THERE, ZONE = "A02-015-B", "A07-032-C", "Q01-004-A"


def stocked(place: str = HERE) -> Floor:
    floor = Floor()
    floor.tell("receipt", {"receipt": "R-1", "asn": None, "supplier": SUPPLIER,
                           "location": "DOCK-01", "lpn": "P-1", "parent_lpn": None,
                           "lines": [PADS]})  # fmt: skip
    floor.tell("putaway", {"source": "lpn:P-1", "target": place, "lpn": None, "lines": [PADS]})
    return floor


def moved(
    floor: Floor, source: str, target: str, *, who: str = "granted", **more: object
) -> Judged:
    body = {"source": source, "target": target, "lpn": None, "lines": [PADS], **more}
    return floor.tell("transfer", body, authority=who)


def kinds(judged: Judged) -> list[tuple[str, str]]:
    return [(one.kind, one.details.get("difference", "")) for one in judged.decision.raised]


def test_promised_goods_are_moved_and_their_pick_is_sent_after_them() -> None:
    floor = stocked()
    floor.tell("order_import", order("O-1", ("BRK-10442", 4)))
    asked = moved(floor, HERE, THERE)
    assert kinds(asked) == [("moved_without_right", "promised")]
    task = floor.books.tasks["pick:O-1:1"]
    assert (task.details["source"], task.details["location"]) == (THERE, THERE)


@pytest.mark.parametrize("who", ["supervisor", "admin"])
def test_whoever_may_is_not_asked_about(who: str) -> None:
    floor = stocked()
    floor.tell("order_import", order("O-1", ("BRK-10442", 4)))
    assert kinds(moved(floor, HERE, THERE, who=who)) == []
    assert floor.books.tasks["pick:O-1:1"].details["location"] == THERE


def test_a_site_may_let_everybody_and_a_task_sends_whoever_has_it() -> None:
    floor = stocked()
    floor.tell("order_import", order("O-1", ("BRK-10442", 4)))
    assert kinds(moved(floor, HERE, THERE, task="move:x:0")) == []
    changes = {"base": 0, "changes": {"move.promised": "everybody"}}
    floor.tell("policy_change", changes, authority="admin")
    assert kinds(moved(floor, THERE, HERE)) == []


def test_goods_enough_for_the_pick_may_stay_behind() -> None:
    floor = stocked()
    floor.tell("order_import", order("O-1", ("BRK-10442", 4)))
    some = {**PADS, "quantity": 6}
    assert kinds(moved(floor, HERE, THERE, lines=[some])) == []
    assert floor.books.tasks["pick:O-1:1"].details["location"] == HERE


def test_held_goods_into_and_out_of_a_hold_zone_are_asked_about() -> None:
    floor = stocked()
    scope = {"part": "BRK-10442", "supplier": None, "lot": None, "serial": None, "lpn": None,
             "location": None, "receipt": None}  # fmt: skip
    floor.tell("hold", {"hold": "H-1", "scope": scope, "reason": "recall", "note": ""})
    assert kinds(moved(floor, HERE, ZONE)) == [("moved_without_right", "held")]
    assert ("moved_without_right", "held") in kinds(moved(floor, ZONE, HERE))
    assert kinds(moved(floor, HERE, ZONE, who="supervisor")) == []


def test_goods_that_nobody_holds_may_come_out_of_a_hold_zone() -> None:
    floor = stocked(ZONE)
    assert kinds(moved(floor, ZONE, HERE)) == []


def test_in7_whoever_loads_takes_held_goods_off_the_vehicle() -> None:
    floor = stocked()
    moved(floor, HERE, "lpn:C-1")
    floor.tell("load", {"shipment": "S-1", "lpn": "C-1", "location": "DOOR-01"})
    scope = {"part": "BRK-10442", "supplier": None, "lot": None, "serial": None, "lpn": None,
             "location": None, "receipt": None}  # fmt: skip
    floor.tell("hold", {"hold": "H-1", "scope": scope, "reason": "recall", "note": ""})
    off = moved(floor, "DOOR-01", ZONE, lpn="C-1", lines=[], reason="held")
    assert kinds(off) == []
    assert floor.places()["C-1"] == (ZONE, False)
