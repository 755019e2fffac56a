# SPDX-License-Identifier: Apache-2.0
"""Pick faces are filled: RP1 to RP5 and PU6, by operations; SL1 and SL2 at a desk."""

from __future__ import annotations

from typing import Any

from backend.domain.books import Task
from backend.domain.locations import Location, LocationKind, Role
from backend.store.feed_rows import location_body
from tests.acceptance.goods import order
from tests.domain.floor import SUPPLIER, Floor, line

FACE, OLD, R1, R2 = "A02-015-B", "A07-032-C", "R01-001-A", "R01-002-A"
RESERVES = [
    Location(code, "R", kind=LocationKind.BIN, role=Role.RESERVE, travel=200 + n)
    for n, code in enumerate((R1, R2))
]
FILTER = "FLT-00318"


def floor_with(minimum: int = 2, maximum: int = 20, **more: Any) -> Floor:
    floor = Floor()
    floor.tell("catalogue_import", {
        "parts": [{"part": FILTER, "packs": [{"code": "CARTON", "quantity": 6, "gtin": None}]}],
        "locations": [location_body(one) for one in RESERVES],
        "faces": [{"part": FILTER, "location": FACE, "minimum": minimum, "maximum": maximum}],
    }, authority="admin")  # fmt: skip
    return floor


def stored(floor: Floor, place: str, quantity: int, lpn: str = "") -> None:
    lpn = lpn or f"P-{floor.told}"
    lines = [line(FILTER, quantity)]
    floor.tell("receipt", {"receipt": f"R-{lpn}", "asn": None, "supplier": SUPPLIER,
                           "location": "DOCK-01", "lpn": lpn, "parent_lpn": None,
                           "lines": lines})  # fmt: skip
    if place != "DOCK-01":
        floor.tell("putaway", {"source": f"lpn:{lpn}", "target": place, "lpn": None,
                               "lines": lines})  # fmt: skip


def replenished(floor: Floor, top_off: bool = False) -> list[Task]:
    body = {"parts": [FILTER], "top_off": top_off}
    floor.tell("replenishment", body, authority="admin")
    return open_tasks(floor)


def open_tasks(floor: Floor, kind: str = "replenish") -> list[Task]:
    return [one for one in floor.books.tasks.values() if (one.kind, one.state) == (kind, "open")]


def told(task: Task) -> tuple[str, str, int, str]:
    said = task.details
    return said["source"], said["location"], said["quantity"], said["why"][0]


def bring(floor: Floor, task: Task, quantity: int = 0) -> None:
    many = quantity or task.details["quantity"]
    floor.tell("transfer", {"task": task.task, "source": task.details["source"],
                            "target": task.details["location"], "lpn": None,
                            "lines": [line(FILTER, many)]})  # fmt: skip


def test_a_face_at_its_minimum_is_filled_with_whole_cases() -> None:
    floor = floor_with()
    stored(floor, FACE, 2)
    stored(floor, R1, 40)
    [task] = replenished(floor)
    # 40 are 6 cases and 4 of one that was opened before: those go first (RP5)
    assert told(task) == (R1, FACE, 16, "minimum")
    assert task.details["case"] == 6
    assert replenished(floor) == [task], "what is on its way is not asked for again"
    bring(floor, task)
    assert replenished(floor) == []


def test_above_the_minimum_nothing_is_asked_until_quiet_hours() -> None:
    floor = floor_with()
    stored(floor, FACE, 3)
    stored(floor, R1, 60)
    assert replenished(floor) == []
    assert [told(one)[2:] for one in replenished(floor, top_off=True)] == [(12, "top_off")]


def test_demand_and_the_next_wave_are_told_apart_by_when_an_order_must_ship() -> None:
    floor = floor_with(minimum=0)
    stored(floor, FACE, 4)
    stored(floor, R1, 60)
    floor.tell("order_import", order("O-1", (FILTER, 9), must_ship_on="2030-01-01"))
    [task] = replenished(floor)
    assert (told(task)[3], task.priority) == ("wave", 40)
    floor.tell("order_import", order("O-2", (FILTER, 9)))
    floor.tell("replenish_short", {"task": task.task, "source": R1, "target": FACE,
                                   "part": FILTER, "wanted": 12, "found": 0,
                                   "reason": "not_needed"})  # fmt: skip
    [task] = replenished(floor)
    assert (told(task)[3], task.priority) == ("demand", 20)


def test_a_source_that_proves_empty_is_counted_and_the_next_one_is_named() -> None:
    floor = floor_with()
    stored(floor, R1, 24)
    stored(floor, R2, 24)
    [task] = replenished(floor)
    assert told(task)[0] == R1
    floor.tell("replenish_short", {"task": task.task, "source": R1, "target": FACE,
                                   "part": FILTER, "wanted": 18, "found": 0,
                                   "reason": "not_there"})  # fmt: skip
    assert [one.details["location"] for one in open_tasks(floor, "count")] == [R1]
    assert floor.books.tasks[task.task].state == "cancelled"
    assert [told(one)[0] for one in replenished(floor)] == [R2]


def test_a_short_source_is_brought_as_far_as_it_goes_and_the_rest_comes_from_elsewhere() -> None:
    floor = floor_with()
    stored(floor, R1, 24)
    stored(floor, R2, 24)
    [task] = replenished(floor)
    floor.tell("replenish_short", {"task": task.task, "source": R1, "target": FACE,
                                   "part": FILTER, "wanted": 18, "found": 1,
                                   "reason": "not_there"})  # fmt: skip
    assert floor.books.tasks[task.task].state == "open", "what was found is on its way"
    bring(floor, task, 1)
    assert [told(one)[0] for one in replenished(floor)] == [R2]


def test_a_face_that_was_filled_meanwhile_needs_no_more() -> None:
    floor = floor_with(maximum=12)
    stored(floor, R1, 24)
    [task] = replenished(floor)
    stored(floor, FACE, 12)
    assert replenished(floor) == []
    assert floor.books.tasks[task.task].state == "cancelled"


def test_a_full_face_gets_a_count_and_one_that_needs_nothing_does_not() -> None:
    for reason, counts in (("face_full", [FACE]), ("not_needed", [])):
        floor = floor_with()
        stored(floor, R1, 24)
        [task] = replenished(floor)
        floor.tell("replenish_short", {"task": task.task, "source": R1, "target": FACE,
                                       "part": FILTER, "wanted": 18, "found": 0,
                                       "reason": reason})  # fmt: skip
        assert [one.details["location"] for one in open_tasks(floor, "count")] == counts


def test_a_pick_from_the_reserve_makes_the_task_smaller_or_ends_it() -> None:
    floor = floor_with(minimum=0, maximum=12)
    stored(floor, R1, 13)
    floor.tell("order_import", order("O-1", (FILTER, 12)))
    [task] = replenished(floor)
    assert told(task) == (R1, FACE, 12, "demand")
    assert floor.books.tasks["pick:O-1:1"].details["location"] == R1, "direct from reserve"
    floor.tell("pick", {"order": "O-1", "line": 1, "source": R1, "target": "lpn:T-1",
                        "lines": [line(FILTER, 5)]})  # fmt: skip
    [task] = replenished(floor)
    assert told(task)[2] == 8
    floor.tell("pick", {"order": "O-1", "line": 1, "source": R1, "target": "lpn:T-1",
                        "lines": [line(FILTER, 7)]})  # fmt: skip
    [after] = replenished(floor)
    assert (after.task, told(after)[2:]) == (task.task, (1, "minimum"))


def test_goods_on_the_dock_go_to_an_empty_face_that_an_order_waits_for() -> None:
    floor = floor_with(minimum=2, maximum=12)
    floor.books.policy = floor.books.policy.with_changes({"receive.cross_dock": False})
    floor.tell("order_import", order("O-1", (FILTER, 4)))
    stored(floor, "DOCK-01", 18, lpn="P-9")
    [task] = replenished(floor)
    assert told(task) == ("lpn:P-9", FACE, 12, "demand")
    bring(floor, task)
    assert {holder: n for (holder, _), n in floor.stock().items()} == {FACE: 12, "lpn:P-9": 6}


def test_no_face_is_filled_for_what_goes_from_the_dock_straight_to_an_order() -> None:
    floor = floor_with(minimum=2, maximum=12)
    floor.tell("order_import", order("O-1", (FILTER, 4)))
    stored(floor, "DOCK-01", 18, lpn="P-9")
    assert replenished(floor) == []


def test_goods_on_the_dock_wait_for_their_put_away_where_nobody_waits_for_them() -> None:
    floor = floor_with()
    stored(floor, "DOCK-01", 10)
    assert replenished(floor) == []


def test_held_goods_fill_no_face() -> None:
    floor = floor_with()
    stored(floor, R1, 24)
    scope = {"part": None, "supplier": None, "lot": None, "serial": None, "lpn": None,
             "location": R1, "receipt": None}  # fmt: skip
    floor.tell("hold", {"hold": "H-1", "scope": scope, "reason": "recall", "note": ""})
    assert replenished(floor) == []


def test_a_part_gets_another_home_and_the_old_one_is_remembered_until_it_is_empty() -> None:
    floor = floor_with()
    stored(floor, FACE, 8)
    judged = floor.tell("reslot", {"part": FILTER, "source": FACE, "target": OLD, "saved": 50},
                        authority="supervisor")  # fmt: skip
    assert judged.decision.detail == {"tasks": 1}
    record = floor.books.records["face", FILTER]
    assert (record.body["faces"][0]["location"], record.body["old"]) == (OLD, [FACE])
    [task] = open_tasks(floor, "move")
    assert told(task) == (FACE, OLD, 8, "slotting")
    floor.tell("order_import", order("O-1", (FILTER, 3)))
    assert floor.books.tasks["pick:O-1:1"].details["location"] == FACE, "picks go on from there"
    bring(floor, task, 8)
    replenished(floor)
    assert floor.books.records["face", FILTER].body["old"] == []
    assert open_tasks(floor, "move") == []


def test_a_home_that_would_not_take_the_goods_is_declined() -> None:
    floor = floor_with()
    stored(floor, FACE, 8)
    for target in ("H01-001-A", "DOCK-01"):
        judged = floor.tell("reslot", {"part": FILTER, "source": FACE, "target": target},
                            authority="supervisor")  # fmt: skip
        assert judged.decision.reason == "declined_changed"
    judged = floor.tell("reslot", {"part": FILTER, "source": FACE, "target": OLD},
                        authority="worker")  # fmt: skip
    assert judged.decision.reason == "declined_role"
