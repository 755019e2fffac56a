# SPDX-License-Identifier: Apache-2.0
"""Counting: CC1 to CC14 of the flows, each on a handheld in a browser."""

from __future__ import annotations

import json
from typing import Any

import sqlalchemy as sa

from backend.store import book_tables as t
from tests.acceptance.conftest import Hire
from tests.acceptance.served import Floor
from tests.acceptance.worker import Worker
from tests.domain.floor import line

BIN = "A07-032-C"
STRANGE = "NB-S1/2027-04 0931"


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
    floor.stocked(BIN, line("FLT-00318", 8317))
    floor.ask("recount", {"holder": BIN})
    lopez = counting(hire)
    assert "8317" not in lopez.text()
    lopez.scan("FLT-00318")
    lopez.says("1 each")
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
    floor.stocked(BIN, line("FLT-00318", 4))
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
    floor.stocked(BIN, line("FLT-00318", 4))
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
    floor.stocked(BIN, line("FLT-00318", 4))
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
    floor.stocked(BIN, line("ECU-77810-AB", 1, None, "E7A000301"), lpn=sealed)
    floor.stocked(BIN, line("ECU-77810-AB", 2, None, "E7A000302", "E7A000303"))
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


def test_cc10_cc11_a_late_count_is_judged_by_what_the_bin_held_at_its_moment(
    floor: Floor, hire: Hire
) -> None:
    floor.stocked(BIN, line("FLT-00318", 10))
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
    floor.stocked(BIN, line("BRK-10442", 5, "L26-0188"), line("BRK-10442", 3, "L26-0190"))
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
    floor.stocked(BIN, line("FLT-00318", 4))
    lopez = counting(hire)
    lopez.scan("FLT-00318")
    lopez.number(4)
    lopez.says("4 each")
    lopez.online()
    lopez.page.reload()
    lopez.says("Found in this bin", "FLT-00318", "4")
    all_of_it(lopez)
    assert found(lopez) == [("FLT-00318", None, 4, [])]
