# SPDX-License-Identifier: Apache-2.0
"""Hold rules, two-person release, inspection and dispositions in the pure middle (IN1 to IN10)."""

from __future__ import annotations

from typing import Any

import pytest

from backend.domain.availability import availability
from backend.domain.ranges import in_range, range_fault
from backend.domain.substitutes import Substitute
from tests.domain.floor import SUPPLIER, Floor, line
from tests.domain.quality import (
    DAY,
    FILTER,
    MODULE,
    PADS,
    asked,
    reasons,
    received,
    result,
    ruled,
    sampled,
)


@pytest.mark.parametrize(
    ("code", "low", "high", "inside"),
    [
        ("L26-0200", "L26-0190", "L26-0210", True),
        ("l26-200", "L26-0190", "L26-0210", True),
        ("L26-0190", "L26-0190", "L26-0210", True),
        ("L26-0210", "L26-0190", "L26-0210", True),
        ("L26-0211", "L26-0190", "L26-0210", False),
        ("L26-1900", "L26-0190", "L26-0210", False),
        ("M26-0200", "L26-0190", "L26-0210", False),
        ("L26-0200/B", "L26-0190", "L26-0210", True),
        ("L26", "L26-0190", "L26-0210", False),
        ("E7A000300", "E7A000290", None, True),
        ("E7A000289", "E7A000290", None, False),
        ("E7A000289", None, "E7A000290", True),
        ("", "E7A000290", None, False),
        ("anything", None, None, False),
    ],
)
def test_ranges_compare_as_people_read_them(
    code: str, low: str | None, high: str | None, inside: bool
) -> None:
    assert in_range(code, low, high) is inside


def test_a_range_that_nobody_could_read_is_declined() -> None:
    assert range_fault("A-10", "B-20") and range_fault("A-20", "A-10")
    assert range_fault("A-10", "A-20") is None
    floor = Floor()
    no = ruled(floor, "recall", part=PADS, lot_from="A-10", lot_to="B-20")
    assert (no.reason, no.detail["field"]) == ("declined_unfit", "lot_to")
    assert floor.books.quality.rules == {}


def test_a_supplier_on_watch_is_held_from_the_first_moment() -> None:
    floor = Floor()
    ruled(floor, "supplier_on_watch", supplier=SUPPLIER, part=PADS)
    received(floor, line(PADS, 4, "L1"))
    received(floor, line(FILTER, 4), lpn="L2")
    assert availability(floor.books, PADS).held == 4
    assert availability(floor.books, FILTER).held == 0
    [hold] = floor.books.holds.values()
    assert (hold.reason, hold.rule) == ("supplier_on_watch", "R-supplier_on_watch")


def test_a_rule_of_other_days_or_that_is_over_holds_nothing() -> None:
    floor = Floor()
    ruled(floor, "supplier_on_watch", supplier=SUPPLIER, starts_on="2030-01-01")
    received(floor, line(PADS, 4, "L1"))
    ruled(floor, "supplier_on_watch", supplier=SUPPLIER, ends_on="1969-01-01")
    received(floor, line(PADS, 4, "L2"), lpn="L2")
    ruled(floor, "supplier_on_watch", supplier=SUPPLIER, active=False)
    received(floor, line(PADS, 4, "L3"), lpn="L3")
    assert floor.books.holds == {}


def test_first_article_is_the_first_receipt_and_every_nth_the_nth() -> None:
    floor = Floor()
    ruled(floor, "first_article", part=FILTER)
    ruled(floor, "every_nth", part=FILTER, every=3)
    held = []
    for n in range(1, 7):
        before = set(floor.books.holds)
        received(floor, line(FILTER, 4), lpn=f"L{n}")
        held.append({floor.books.holds[h].reason for h in set(floor.books.holds) - before})
    assert held == [{"first_article"}, set(), {"sample_due"}, set(), set(), {"sample_due"}]


def test_a_family_is_looked_up_in_the_catalogue() -> None:
    floor = Floor()
    parts: list[dict[str, Any]] = [{"part": FILTER, "family": "filters"}]
    checks: list[Any] = [{"check": "thread", "asks": "yes_no", "label": "Thread"}]
    body: dict[str, Any] = {
        "parts": parts, "checklists": [{"family": "filters", "checks": checks}],
        "hold_rules": [
            {"rule": "F", "when": "sample_due", "family": "filters"},
            {"rule": "BAD", "when": "every_nth"},
        ],
    }  # fmt: skip
    asked(floor, "catalogue_import", body)
    assert set(floor.books.quality.rules) == {"F"}
    received(floor, line(FILTER, 4))
    received(floor, line(PADS, 4, "L1"), lpn="L2")
    assert availability(floor.books, PADS).held == 0
    [task] = [t for t in floor.books.tasks.values() if t.kind == "inspect"]
    assert task.details["checks"] == checks


def test_a_recall_holds_what_is_here_what_comes_and_names_what_went() -> None:
    floor = Floor()
    received(floor, line(PADS, 4, "L26-0200"), line(PADS, 4, "L26-0300"))
    decision = ruled(floor, "recall", part=PADS, lot_from="L26-0190", lot_to="L26-0210")
    assert decision.detail["laid"] == 1
    [listed] = [r for r in decision.raised if r.kind == "recall"]
    assert [(one["lot"], one["lpn"]) for one in listed.details["here"]] == [("L26-0200", "L1")]
    assert availability(floor.books, PADS).held == 4
    received(floor, line(PADS, 4, "L26-0205"), line(PADS, 4, "L26-0211"), lpn="L2")
    assert availability(floor.books, PADS).held == 8
    assert {hold.scope.lot for hold in floor.books.holds.values()} == {"L26-0200", "L26-0205"}


def test_a_recall_of_all_of_a_supplier_holds_its_goods_of_every_part_and_lists_them() -> None:
    floor = Floor()
    floor.books.qualified |= {(FILTER, "SUP9"), (PADS, "SUP9")}
    received(floor, line(PADS, 4, "L26-0200"), line(FILTER, 3))
    floor.tell("receipt", {"receipt": "R-9", "asn": None, "supplier": "SUP9", "location": "DOCK-01",
                           "lpn": "L9", "parent_lpn": None,
                           "lines": [line(PADS, 2, "OTHER")]})  # fmt: skip
    decision = ruled(floor, "recall", supplier=SUPPLIER)
    [listed] = [r for r in decision.raised if r.kind == "recall"]
    told = {(one["part"], one["lot"], one["quantity"]) for one in listed.details["here"]}
    assert told == {(PADS, "L26-0200", 4), (FILTER, None, 3)}
    assert (listed.details["part"], listed.details["supplier"]) == ("", SUPPLIER)
    assert listed.details["units_here"] == 7
    [hold] = floor.books.holds.values()
    assert (hold.scope.part, hold.scope.supplier) == (None, SUPPLIER)
    assert (availability(floor.books, PADS).held, availability(floor.books, FILTER).held) == (4, 3)


def test_a_recalled_number_that_shows_up_otherwise_is_held_too() -> None:
    floor = Floor()
    floor.books.qualified.add((MODULE, SUPPLIER))
    received(floor, {**line(MODULE, 1), "serials": []})
    ruled(floor, "recall", part=MODULE, serial_from="E7A000290", serial_to="E7A000299")
    body = {"holder": "lpn:L1", "part": MODULE, "serials": ["E7A000295"], "lot": None}
    told = floor.tell("serial_capture", body).decision
    assert [h.scope.serial for h in told.holds if not h.root] == ["E7A000295"]
    assert [doc.kind for doc in told.documents] == ["stock_status"]
    found = {"holder": "DOCK-01", "lines": [line(MODULE, 1, None, "E7A000291")]}
    told = floor.tell("count", found).decision
    assert [h.scope.serial for h in told.holds if not h.root] == ["E7A000291"]


def test_a_sampled_lot_is_held_whole_and_says_which_units_to_take() -> None:
    floor = Floor()
    ruled(floor, "sample_due", part=PADS, level="II", aql="1.0")
    task = floor.books.tasks[sampled(floor)]
    sample = task.details["sample"]
    assert (sample["edition"], sample["severity"], sample["letter"]) == (
        "MIL-STD-105E", "normal", "E",
    )  # fmt: skip
    assert (sample["n"], sample["ac"], sample["re"]) == (13, 0, 1)
    assert len(sample["units"]) == 13 and max(sample["units"]) <= 100
    assert availability(floor.books, PADS).held == 100
    received(floor, line(PADS, 100, "L1"), lpn="L2", body={"receipt": "R-L1"})  # one lot
    assert floor.books.tasks[task.task].details["quantity"] == 200


def test_a_pass_ends_the_hold_and_more_than_the_plan_takes_does_not() -> None:
    floor = Floor()
    ruled(floor, "sample_due", part=PADS)
    task = sampled(floor)
    no = result(floor, task, "pass", nonconforming=3)
    assert (no.reason, no.detail["field"]) == ("declined_unfit", "nonconforming")
    assert availability(floor.books, PADS).held == 100
    done = result(floor, task, "pass", findings=[{"check": "thread", "answer": "yes"}])
    assert availability(floor.books, PADS).held == 0
    assert floor.books.tasks[task].details["result"]["findings"][0]["check"] == "thread"
    assert [doc.body["action"] for doc in done.documents] == ["release"]
    assert result(floor, task, "pass").reason == "declined_unknown"


def test_a_worker_tells_and_somebody_with_the_right_releases() -> None:
    floor = Floor()
    ruled(floor, "sample_due", part=PADS)
    task = sampled(floor)
    told = floor.tell("inspection", {"task": task, "result": "pass"}, authority="worker").decision
    assert [one.kind for one in told.raised] == ["inspection_result"]
    assert availability(floor.books, PADS).held == 100


def test_failed_lots_tighten_the_inspection_and_accepted_ones_ease_it() -> None:
    floor = Floor()
    ruled(floor, "sample_due", part=PADS)
    severities = []
    for n in range(8):
        task = sampled(floor, lpn=f"L{n}", lot=f"LOT{n}")
        severities.append(floor.books.tasks[task].details["sample"]["severity"])
        result(floor, task, "fail" if n < 2 else "pass", nonconforming=5 if n < 2 else 0)
    assert severities == ["normal", "normal", *["tightened"] * 5, "normal"]


def test_a_partial_result_splits_the_plate() -> None:
    floor = Floor()
    ruled(floor, "sample_due", part=PADS)
    task = sampled(floor)
    floor.tell("transfer", {"source": "lpn:L1", "target": "lpn:BAD", "lpn": None,
                            "lines": [line(PADS, 3, "L1")]})  # fmt: skip
    assert result(floor, task, "partial", nonconforming=3).detail["field"] == "failed_lpn"
    assert availability(floor.books, PADS).held == 100
    result(floor, task, "partial", nonconforming=3, failed_lpn="BAD")
    assert availability(floor.books, PADS).held == 3
    assert reasons(floor) == {"nonconforming"}


def test_a_release_on_condition_comes_back_by_itself_by_the_time_of_the_operation() -> None:
    floor = Floor()
    ruled(floor, "sample_due", part=PADS)
    task = sampled(floor)
    assert result(floor, task, "conditional").detail["field"] == "until"
    done = result(floor, task, "conditional", until="1970-01-03")
    assert done.documents[0].body["until"] == "1970-01-03"
    assert availability(floor.books, PADS).held == 0
    move = {"source": "lpn:L1", "target": "A02-015-B", "lpn": None, "lines": [line(PADS, 1, "L1")]}
    floor.tell("putaway", move, at=3 * DAY - 1)
    assert availability(floor.books, PADS).held == 0
    floor.tell("putaway", move, at=3 * DAY)
    assert availability(floor.books, PADS).held == 100
    pick = {"order": "O1", "line": 1, "source": "A02-015-B", "target": "lpn:T1",
            "lines": [line(PADS, 1, "L1")]}  # fmt: skip
    assert floor.tell("pick", pick, at=2 * DAY).decision.detail.get("holds") is None  # told late
    assert "holds" in floor.tell("pick", pick, at=4 * DAY).decision.detail


def test_a_safety_part_needs_two_different_people() -> None:
    floor = Floor()
    received(floor, line(MODULE, 1, None, "E7A000290"))
    [hold] = floor.books.holds
    ask = {"hold": hold, "reason": "looked at"}
    first = asked(floor, "hold_release", ask)
    assert [one.kind for one in first.raised] == ["second_release"]
    assert floor.books.holds[hold].consents[0].actor == "rossi"
    assert availability(floor.books, MODULE).held == 1
    assert asked(floor, "hold_release", ask).reason == "declined_same_person"
    assert availability(floor.books, MODULE).held == 1
    done = asked(floor, "hold_release", ask, actor="moreau")
    assert done.released == (hold,) and f"second|{hold}" in done.resolved
    assert availability(floor.books, MODULE).held == 0


def test_a_plate_with_a_safety_part_in_it_needs_two_as_well() -> None:
    floor = Floor()
    floor.books.qualified.add((MODULE, SUPPLIER))
    received(floor, line(MODULE, 1, None, "E7A000290"))
    floor.tell("hold", {"hold": "H-1", "scope": {"lpn": "L1"}, "reason": "damage"})
    ask = {"hold": "H-1", "reason": "looked at"}
    assert asked(floor, "hold_release", ask).detail["needs"] == 2
    asked(floor, "policy_change", {"base": 0, "changes": {"hold.two_person_safety": False}})
    assert asked(floor, "hold_release", ask).released == ("H-1",)


def disposed(floor: Floor, decision: str, **more: Any) -> Any:
    body = {"hold": "H-1", "decision": decision, "reason": "cracked", "holder": "lpn:L1",
            "part": PADS, "lot": "L1", "quantity": 2, **more}  # fmt: skip
    return asked(floor, "disposition", body)


def held_floor() -> Floor:
    floor = Floor()
    received(floor, line(PADS, 5, "L1"))
    floor.tell("hold", {"hold": "H-1", "scope": {"part": PADS, "lot": "L1"}, "reason": "damage"})
    return floor


def test_scrap_needs_a_witness_who_is_somebody_else() -> None:
    floor = held_floor()
    assert disposed(floor, "scrap").reason == "declined_same_person"
    assert disposed(floor, "scrap", witness="rossi").reason == "declined_same_person"
    assert availability(floor.books, PADS).on_hand == 5
    done = disposed(floor, "scrap", witness="wong")
    assert [(doc.kind, doc.body["lines"][0]["quantity"]) for doc in done.documents] == [
        ("adjustment_advice", -2)
    ]
    assert availability(floor.books, PADS).on_hand == 3
    assert disposed(floor, "scrap", witness="wong", quantity=9).reason == "declined_changed"


@pytest.mark.parametrize("decision", ["rework", "return_to_vendor"])
def test_what_goes_back_or_is_reworked_stays_held_and_is_a_task(decision: str) -> None:
    floor = held_floor()
    done = disposed(floor, decision, location="Q01-004-A")
    [task] = [t for t in floor.books.tasks.values() if t.kind == decision]
    assert (task.details["location"], task.details["supplier"]) == ("Q01-004-A", SUPPLIER)
    assert [doc.body["disposition"] for doc in done.documents] == [decision]
    assert availability(floor.books, PADS).held == 5


def test_use_as_is_ends_the_hold() -> None:
    floor = held_floor()
    assert disposed(floor, "use_as_is").released == ("H-1",)
    assert availability(floor.books, PADS).held == 0


def test_downgrade_goes_only_where_the_catalogue_lets_it() -> None:
    floor = held_floor()
    assert disposed(floor, "downgrade", to_part=FILTER).reason == "declined_unfit"
    one = Substitute(part=PADS, for_part=FILTER)
    floor.books.substitutes[one.key] = one
    disposed(floor, "downgrade", to_part=FILTER)
    assert availability(floor.books, PADS).held == 3
    assert availability(floor.books, FILTER).on_hand == 2
    assert availability(floor.books, FILTER).held == 0


def test_a_hold_has_an_owner_until_another_takes_it() -> None:
    floor = held_floor()
    asked(floor, "hold_owner", {"hold": "H-1", "owner": "rossi"})
    assert floor.books.holds["H-1"].owner == "rossi"
    assert asked(floor, "hold_owner", {"hold": "H-9", "owner": "x"}).reason == "declined_unknown"
