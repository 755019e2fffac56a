# SPDX-License-Identifier: Apache-2.0
"""Counting: CC1 to CC14 of the flows, each on a handheld in a browser."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import sqlalchemy as sa

from backend.domain.parts import Part
from backend.store import book_tables as t
from backend.store.planning import policy_of
from backend.use_cases.office import Planned, plan_counts
from tests.acceptance.conftest import Hire
from tests.acceptance.served import Floor
from tests.acceptance.worker import Worker
from tests.domain.floor import SUPPLIER, line

BIN = "A07-032-C"
TODAY = datetime.now(UTC).date()
STRANGE = "NB-S1/2027-04 0931"


def stocked(floor: Floor, holder: str, *lines: dict[str, Any], lpn: str = "") -> None:
    """Goods put there a minute ago: longer than two clocks may differ, so that a count is sure."""
    then = datetime.now(UTC) - timedelta(minutes=1)
    plate = lpn or f"L-0{floor.site.made:05d}"
    floor.told("receipt", {
        "receipt": "OPENING", "asn": None, "supplier": SUPPLIER, "location": "DOCK-01",
        "lpn": plate, "parent_lpn": None, "lines": list(lines),
    }, at=then)  # fmt: skip
    whole = {"lpn": lpn} if lpn else {"lpn": None, "lines": list(lines)}
    source = "DOCK-01" if lpn else f"lpn:{plate}"
    floor.told("putaway", {"source": source, "target": holder, **whole}, at=then)


def plan(floor: Floor, zone: str = "") -> Planned:
    """What the site's plan would have counted today."""
    def read(connection: sa.Connection) -> Planned:
        policy = policy_of(connection, "DC01")
        assert policy is not None
        return plan_counts(connection, "DC01", policy, TODAY, zone)

    return floor.site.database.read(read)


def counting(hire: Hire, place: str = BIN, actor: str = "lopez") -> Worker:
    """Somebody at a bin, without network, who is about to scan what is in it."""
    worker = hire(actor)
    worker.offline()
    begin(worker, place)
    return worker


def begin(worker: Worker, place: str = BIN) -> None:
    worker.tap("Count")
    worker.says("Scan the bin")
    worker.scan(place)
    worker.says("Found in this bin")


def all_of_it(worker: Worker) -> None:
    worker.tap("That is all in this bin")
    worker.says("Count saved")


def found(worker: Worker) -> list[tuple[Any, ...]]:
    """Lines of the last count that was told."""
    lines = worker.told("count")[-1]["body"]["lines"]
    return [(one["part"], one["lot"], one["quantity"], one["serials"]) for one in lines]


def test_cc2_no_step_and_no_task_of_a_count_holds_the_expected_number(
    floor: Floor, hire: Hire
) -> None:
    stocked(floor, BIN, line("FLT-00318", 8317))
    floor.ask("recount", {"holder": BIN})
    lopez = counting(hire)
    assert "8317" not in lopez.text()
    lopez.scan("FLT-00318")
    lopez.says("Type a number")
    assert "8317" not in lopez.text()
    lopez.number(8317)
    all_of_it(lopez)
    lopez.online()
    [task] = [row.body for row in floor.site.rows(sa.select(t.tasks)) if row.kind == "count"]
    assert "8317" not in json.dumps(task)
    assert floor.questions() == []


def test_cc3_cp16_an_empty_bin_is_an_answer_of_its_own_and_zero_a_count(
    floor: Floor, hire: Hire
) -> None:
    stocked(floor, BIN, line("FLT-00318", 4))
    lopez = counting(hire)
    lopez.tap("That is all in this bin")
    lopez.says("Nothing counted yet")
    lopez.tap("Bin is empty")
    lopez.shot("cc3")
    lopez.tap("Yes, it is empty")
    lopez.says("Count saved")
    lopez.online()
    assert lopez.told("count")[0]["body"]["empty"] is True
    assert floor.stock("FLT-00318") == {}


def test_cc5_cp13_cp15_an_unknown_code_keeps_its_number_and_is_matched_later(
    floor: Floor, hire: Hire
) -> None:
    stocked(floor, BIN, line("FLT-00318", 4))
    lopez = counting(hire)
    lopez.scan("FLT-00318")
    lopez.number(4)
    lopez.scan(STRANGE)
    lopez.says("How many of it?")
    lopez.number(3)
    lopez.tap("Keep 3 as unknown")
    lopez.says(STRANGE, "FLT-00318")
    lopez.shot("cc5")
    all_of_it(lopez)
    lopez.online()
    [question] = floor.questions("unknown_barcode")
    body = question["body"]
    assert (body["raw"], body["quantity"], body["holder"]) == (STRANGE, 3, BIN)
    assert floor.stock("FLT-00318") == {(BIN, "", ""): 4}


def test_cp14_a_thing_outside_the_count_has_one_answer_at_its_first_scan_and_its_second(
    floor: Floor, hire: Hire
) -> None:
    stocked(floor, BIN, line("FLT-00318", 4))
    lopez = counting(hire)
    lopez.scan("ECU-77810-AB")
    lopez.says("Scan each serial")
    lopez.scan("E7A000301")
    lopez.tap("No more of these")
    lopez.scan("ECU-77810-AB")
    lopez.says("Scan each serial")
    lopez.scan("E7A000302")
    lopez.tap("No more of these")
    all_of_it(lopez)
    assert found(lopez) == [("ECU-77810-AB", None, 2, ["E7A000301", "E7A000302"])]


def test_cc6_a_sealed_plate_is_one_scan_and_an_opened_one_every_serial(
    floor: Floor, hire: Hire
) -> None:
    sealed, opened = "L-000801", "L-000802"
    stocked(floor, BIN, line("ECU-77810-AB", 1, None, "E7A000301"), lpn=sealed)
    stocked(floor, BIN, line("ECU-77810-AB", 2, None, "E7A000302", "E7A000303"))
    lopez = counting(hire)
    lopez.scan(sealed)
    lopez.scan("ECU-77810-AB")
    lopez.says("Scan each serial")
    lopez.scan("E7A000302", "E7A000304")
    lopez.tap("No more of these")
    lopez.says(sealed, "E7A000302", "E7A000304")
    lopez.shot("cc6")
    all_of_it(lopez)
    lopez.online()
    assert opened not in json.dumps(lopez.told())
    [op] = floor.journal("count")
    assert op["detail"]["variance"] == {
        "ECU-77810-AB||E7A000303": -1, "ECU-77810-AB||E7A000304": 1,
    }, "missing and extra serial"  # fmt: skip
    assert floor.stock("ECU-77810-AB")[f"lpn:{sealed}", "", "E7A000301"] == 1


def test_cc10_cc11_cf12_a_late_count_is_judged_by_what_the_bin_held_at_its_moment(
    floor: Floor, hire: Hire
) -> None:
    stocked(floor, BIN, line("FLT-00318", 10))
    lopez = counting(hire)
    lopez.scan("FLT-00318")
    lopez.number(10)
    all_of_it(lopez)
    away = {"source": BIN, "target": "A02-015-B", "lpn": None, "lines": [line("FLT-00318", 4)]}
    floor.tell("transfer", {"task": None, **away})
    lopez.online()
    [counted] = floor.journal("count")
    assert counted["detail"]["variance"] == {}, "nothing was missing when it was counted"
    assert floor.stock("FLT-00318") == {(BIN, "", ""): 6, ("A02-015-B", "", ""): 4}


def test_cc13_held_goods_are_counted_by_lot_and_stay_held(floor: Floor, hire: Hire) -> None:
    stocked(floor, BIN, line("BRK-10442", 5, "L26-0188"), line("BRK-10442", 3, "L26-0190"))
    scope = {"part": "BRK-10442", "supplier": None, "lot": "L26-0188", "serial": None,
             "lpn": None, "location": None, "receipt": None}  # fmt: skip
    floor.tell("hold", {"hold": "HOLD-13", "scope": scope, "reason": "damaged", "note": ""})
    lopez = counting(hire)
    for lot, many in (("L26-0188", 5), ("L26-0190", 3)):
        lopez.scan("BRK-10442")
        lopez.says("Scan the lot")
        lopez.scan(lot)
        lopez.number(many)
    all_of_it(lopez)
    lopez.online()
    assert found(lopez) == [("BRK-10442", "L26-0188", 5, []), ("BRK-10442", "L26-0190", 3, [])]
    assert [one["hold"] for one in floor.holds()] == ["HOLD-13"]
    assert floor.stock("BRK-10442") == {(BIN, "L26-0188", ""): 5, (BIN, "L26-0190", ""): 3}


def test_cc14_a_count_that_was_interrupted_goes_on_or_is_given_up(
    floor: Floor, hire: Hire
) -> None:
    stocked(floor, BIN, line("FLT-00318", 4))
    lopez = counting(hire)
    lopez.scan("FLT-00318")
    lopez.number(4)
    lopez.online()
    lopez.page.reload()
    lopez.says("Found in this bin", "FLT-00318")
    all_of_it(lopez)
    assert found(lopez) == [("FLT-00318", None, 4, [])]


def counted(worker: Worker, many: int, place: str = BIN) -> None:
    """A whole count of filters in a bin."""
    begin(worker, place)
    worker.scan("FLT-00318")
    worker.says("Type a number")
    worker.number(many)
    all_of_it(worker)


def heard(floor: Floor) -> None:
    """The other handheld reports too: nobody is left who might explain a difference."""
    floor.tell("unknown_scan", {"raw": "XYZ", "where": "home", "holder": None, "quantity": 1,
                                "note": ""})  # fmt: skip


def test_cc4_a_thing_that_nobody_expected_is_counted_and_its_place_is_said_afterwards(
    floor: Floor, hire: Hire
) -> None:
    stocked(floor, BIN, line("FLT-00318", 4))
    stocked(floor, "A02-015-B", line("BRK-10442", 5, "L26-0188"))
    lopez = counting(hire, "A02-015-B")
    lopez.scan("BRK-10442", "L26-0188")
    lopez.number(5)
    lopez.scan("FLT-00318")
    lopez.says("Type a number")
    lopez.silent_of(BIN)
    lopez.tap("That is all in this bin")
    lopez.says("Not expected here", f"FLT-00318 belongs in {BIN}. Take it there.")
    lopez.shot("cc4")
    lopez.tap("Count the next bin")
    lopez.says("Scan the bin")
    lopez.online()
    assert floor.stock("FLT-00318") == {(BIN, "", ""): 4, ("A02-015-B", "", ""): 1}


def test_cc7_a_small_difference_is_booked_by_the_rule_and_told_to_the_erp(
    floor: Floor, hire: Hire
) -> None:
    stocked(floor, BIN, line("FLT-00318", 100))
    stocked(floor, "A02-015-B", line("FLT-00318", 100))
    lopez = hire("lopez")
    lopez.offline()
    counted(lopez, 97)
    lopez.scan("A02-015-B", "FLT-00318")
    lopez.says("Type a number")
    lopez.number(60)
    all_of_it(lopez)
    lopez.online()
    heard(floor)
    [booked] = floor.journal("variance_approval")
    assert json.loads(booked["text"])["body"]["cause"] == "within_tolerance"
    told = [row.body for row in floor.site.rows(sa.select(t.outbox))
            if row.type == "adjustment_advice"]  # fmt: skip
    assert [(one["location"], one["quantity"]) for body in told for one in body["lines"]] == [
        (BIN, -3)
    ]
    assert [one["body"]["location"] for one in floor.tasks("count")] == ["A02-015-B"]
    assert [one["body"]["holder"] for one in floor.questions("unexplained")] == ["A02-015-B"]


def test_cc8_another_person_counts_again_blind_and_a_supervisor_the_third_time(
    floor: Floor, hire: Hire
) -> None:
    stocked(floor, BIN, line("FLT-00318", 100))
    lopez, wong, rossi = hire("lopez"), hire("wong"), hire("rossi")
    counted(lopez, 80)
    lopez.sent()
    lopez.caught_up()
    lopez.scan(BIN)
    lopez.says("Counted by you", f"Another person counts {BIN} again.")
    lopez.shot("cc8-first")
    wong.caught_up()
    wong.offline()
    counted(wong, 70)
    wong.online()
    lopez.caught_up()
    lopez.scan(BIN)
    lopez.says("Counted by you")
    rossi.caught_up()
    rossi.tap("Count")
    rossi.says(BIN)
    rossi.shot("cc8-third")
    rossi.scan(BIN)
    rossi.scan("FLT-00318")
    rossi.says("Type a number")
    rossi.number(80)
    all_of_it(rossi)
    rossi.online()
    lopez.caught_up()  # until each device has reported, a late scan may explain it
    wong.caught_up()
    heard(floor)
    assert floor.tasks("count") == []
    [question] = floor.questions("unexplained")
    assert [(one["actor"], one["off"]) for one in question["body"]["counts"]] == [
        ("lopez", {"FLT-00318||": -20}), ("wong", {"FLT-00318||": -30}),
        ("rossi", {"FLT-00318||": -20}),
    ]  # fmt: skip


def test_cc12_two_counters_of_one_bin_are_two_tellings_of_it(floor: Floor, hire: Hire) -> None:
    stocked(floor, BIN, line("FLT-00318", 100))
    floor.ask("recount", {"holder": BIN})
    lopez, wong = hire("lopez"), hire("wong")
    lopez.offline()
    wong.offline()
    counted(lopez, 80)
    counted(wong, 79)
    lopez.online()
    wong.online()
    lopez.caught_up()
    wong.caught_up()
    heard(floor)
    [task] = floor.tasks("count")
    assert (task["body"]["lead"], task["body"]["not_by"]) == (True, ["lopez", "wong"])
    [question] = floor.questions("unexplained")
    assert [one["actor"] for one in question["body"]["counts"]] == ["lopez", "wong"]


def test_cc1_counts_come_by_plan_by_lot_by_zone_and_after_what_happened(
    floor: Floor, hire: Hire
) -> None:
    floor.has(Part("FLT-00318", "Oil filter", abc="A"))
    stocked(floor, BIN, line("FLT-00318", 4))
    stocked(floor, "A02-015-B", line("BRK-10442", 5, "L26-0188"))
    stocked(floor, "B04-011-B", line("FLT-00318", 2))
    changes = {"count.daily_most": 1, "count.audit_places": 1}
    assert floor.ask("policy_change", {"base": 0, "changes": changes}).reason is None
    planned = plan(floor)
    sample = [one.location for one in planned.counts if "audit" in one.why]
    assert len(sample) == 1 and planned.seed == f"DC01-{TODAY.isoformat()}"
    assert plan(floor) == planned, "the same day draws the same"
    assert len(planned.counts) <= 2, "one by lot, one by the schedule"
    everything = plan(floor, zone="B")
    assert [(one.location, one.why[0]) for one in everything.counts] == [("B04-011-B", "full")]
    ordered = [*planned.counts, *everything.counts]
    counts = [{"location": one.location, "why": list(one.why)} for one in ordered]
    asked = floor.ask("count_plan", {"counts": counts, "seed": planned.seed})
    assert asked.reason is None
    floor.ask("recount", {"holder": BIN})
    told = {"task": None, "order": "O", "line": 1, "source": "A02-015-B", "part": "BRK-10442",
            "asked": 4, "found": 0, "reason": "not_there"}  # fmt: skip
    floor.tell("short_pick", told)
    asked_for = {one["body"]["location"]: one["body"]["why"] for one in floor.tasks("count")}
    assert set(asked_for) == {BIN, "A02-015-B", "B04-011-B"}
    assert "short_pick" in asked_for["A02-015-B"] and "full" in asked_for["B04-011-B"]
    lopez = hire("lopez")
    lopez.offline()
    lopez.tap("Count")
    lopez.says(*asked_for)
    lopez.shot("cc1")
    lopez.scan("B04-011-B", "FLT-00318")
    lopez.says("Type a number")
    lopez.number(2)
    all_of_it(lopez)
    lopez.online()
    assert "B04-011-B" not in [one["body"]["location"] for one in floor.tasks("count")]


def test_cc9_a_variance_with_its_counts_is_decided_with_a_cause_or_counted_again(
    floor: Floor, hire: Hire
) -> None:
    stocked(floor, BIN, line("FLT-00318", 100))
    lopez = hire("lopez")
    lopez.offline()
    counted(lopez, 60)
    lopez.online()
    heard(floor)
    [question] = floor.questions("unexplained")
    [history] = question["body"]["counts"]
    assert (history["actor"], history["off"]) == ("lopez", {"FLT-00318||": -40})
    booked = {"holder": BIN, "part": "FLT-00318", "lot": None, "serial": None, "quantity": -40,
              "cause": "damaged"}  # fmt: skip
    assert floor.ask("variance_approval", booked, actor="lopez").reason == "declined_role"
    assert floor.ask("variance_approval", {**booked, "quantity": -41}).reason is not None
    [task] = floor.tasks("count")
    assert task["body"]["not_by"] == ["lopez"], "recounted, by somebody else"
    assert floor.ask("variance_approval", booked).reason is None
    [told] = [row.body for row in floor.site.rows(sa.select(t.outbox))
              if row.type == "adjustment_advice"]  # fmt: skip
    assert told["lines"][0]["quantity"] == -40
    assert floor.questions("unexplained") == []
    assert json.loads(floor.journal("variance_approval")[-1]["text"])["body"]["cause"] == "damaged"
