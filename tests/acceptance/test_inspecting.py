# SPDX-License-Identifier: Apache-2.0
"""Inspection: IN1 to IN3, each on a handheld in a browser. A result is told online only (CF15)."""

from __future__ import annotations

import json
import re
from datetime import timedelta
from typing import Any

from sync.wire import OperationResult
from tests.acceptance.conftest import Hire
from tests.acceptance.goods import CARTON
from tests.acceptance.served import Floor
from tests.acceptance.test_inspection import LOT, PADS, free, received, rule
from tests.acceptance.worker import Worker
from tests.domain.floor import line


def inspected(floor: Floor, result: str, **more: Any) -> OperationResult:
    [task] = floor.tasks("inspect")
    return floor.ask("inspection", {"task": task["task"], "result": result, **more})


def test_in1_the_sample_follows_the_size_of_the_lot_and_the_suppliers_history(
    floor: Floor,
) -> None:
    rule(floor, "sample_due", part=PADS, level="II", aql="1.0")
    seen = []
    for n in range(3):
        received(floor, f"L-{n}", line(PADS, 100 * (n + 1), f"LOT{n}"), receipt=f"SHP-{n}")
        [task] = floor.tasks("inspect")
        sample = task["body"]["sample"]
        seen.append((sample["edition"], sample["severity"], sample["n"], sample["ac"]))
        assert len(sample["units"]) == min(sample["n"], 60)
        inspected(floor, "fail", nonconforming=5)
    assert seen == [
        ("MIL-STD-105E", "normal", 13, 0), ("MIL-STD-105E", "normal", 50, 1),
        ("MIL-STD-105E", "tightened", 80, 1),
    ]  # fmt: skip


CHECKS: list[dict[str, Any]] = [
    {"check": "thread", "asks": "yes_no", "label": "Thread undamaged", "photo": True},
    {"check": "height", "asks": "measure", "label": "Height", "unit": "mm", "scale": 2,
     "low": 1240, "high": 1260},
]  # fmt: skip


def inspecting(hire: Hire) -> Worker:
    """Rossi, a supervisor, with the one lot that waits."""
    rossi = hire("rossi")
    rossi.tap("Inspect")
    rossi.says("Scan what you inspect")
    return rossi


def test_in2_the_checklist_of_the_family_with_measured_values_and_limits(
    floor: Floor, hire: Hire
) -> None:
    floor.has({
        "parts": [{"part": PADS, "family": "pads"}], "hold_rules": [
            {"rule": "R", "when": "sample_due", "family": "pads"},
        ], "checklists": [{"family": "pads", "checks": CHECKS}],
    })  # fmt: skip
    received(floor, "L-1", line(PADS, 10, LOT))
    [task] = floor.tasks("inspect")
    assert task["body"]["checks"] == CHECKS
    wrong = {"check": "height", "value": 1261, "scale": 2, "unit": "mm"}
    no = inspected(floor, "pass", findings=[wrong])
    assert (no.reason, (no.detail or {})["field"]) == ("declined_unfit", "findings")
    rossi = inspecting(hire)
    rossi.tap(PADS)
    rossi.says("Look at 10 of them")
    rossi.tap("Begin")
    rossi.says("Thread undamaged", "Photo")
    rossi.tap("Yes")
    rossi.says("Height", re.compile("12.40 – 12.60 mm"))
    for digit in "1260":
        rossi.page.locator(".pad").get_by_role("button", name=digit, exact=True).click()
    rossi.says("12.60")
    rossi.shot("in2")
    rossi.tap("Done")
    rossi.says("How many are bad?")
    rossi.number(0)
    rossi.says("What comes of the lot?", "The lot is free.")
    rossi.shot("in2")
    rossi.tap("Good", exact=False)
    rossi.says("What this does")
    rossi.tap("Tell it")
    rossi.says("Result told")
    rossi.shot("in2")
    told = json.loads(floor.journal("inspection")[-1]["text"])
    assert told["body"]["findings"] == [
        {"check": "thread", "answer": "yes"}, {**wrong, "value": 1260},
    ]  # fmt: skip
    assert (floor.holds(), floor.tasks("inspect")) == ([], [])


def test_in3_a_partial_result_splits_the_plate_and_what_was_said_waits_for_the_network(
    floor: Floor, hire: Hire
) -> None:
    rule(floor, "sample_due", part=PADS)
    received(floor, CARTON, line(PADS, 10, LOT))
    floor.tell("putaway", {"source": "DOCK-01", "target": "A02-015-B", "lpn": CARTON, "lines": []})
    rossi = inspecting(hire)
    rossi.offline()
    rossi.scan(CARTON)
    rossi.says("Look at 10 of them")
    rossi.tap("Begin")
    rossi.says("How many are bad?")
    rossi.number(3)
    rossi.says("Bad ones go apart")
    rossi.silent_of("The lot is free.")
    rossi.tap("Bad ones go apart")
    rossi.says("How many go apart?")
    rossi.number(3)
    rossi.says("Scan a free plate for them")
    rossi.scan("C-009001")
    rossi.says("Tell this result?")
    rossi.tap("Tell it")
    rossi.says("Needs the network", "A result is not queued. It stays here: tell it in reach.")
    rossi.shot("in3")
    rossi.page.reload()
    rossi.says("Tell this result?")
    rossi.online()
    rossi.tap("Tell it")
    rossi.says("Result told")
    assert [one["scope"].get("lpn") for one in floor.holds()] == ["C-009001"]
    assert (floor.stock(PADS), free(floor)) == (
        {(f"lpn:{CARTON}", LOT, ""): 7, ("lpn:C-009001", LOT, ""): 3}, 7,
    )  # fmt: skip


def test_in3_a_release_on_condition_has_a_last_day(floor: Floor, hire: Hire) -> None:
    rule(floor, "sample_due", part=PADS)
    received(floor, "L-2", line(PADS, 5, "L26-0300"), receipt="SHP-2")
    floor.tell("putaway", {"source": "DOCK-01", "target": "A07-032-C", "lpn": "L-2", "lines": []})
    rossi = inspecting(hire)
    rossi.scan(PADS)
    rossi.tap("Begin")
    rossi.number(0)
    rossi.tap("Good until a day")
    rossi.tap("Today")
    rossi.tap("Tell it")
    rossi.says("Result told")
    rossi.shot("in3-until")
    assert free(floor) == 5
    floor.site.now += timedelta(days=1)  # nothing is told: the day is over
    picked_late = {"order": "O-9", "line": 1, "source": "lpn:L-2", "target": "lpn:T-9",
                   "lines": [line(PADS, 1, "L26-0300")], "task": None}  # fmt: skip
    assert floor.told("pick", picked_late).reason == "held"
