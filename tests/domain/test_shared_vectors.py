# SPDX-License-Identifier: Apache-2.0
"""What an operation tells, and which stock comes first: the rows that the app's tests read too."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest

from backend.domain.effects import effects
from backend.domain.operations import KINDS
from backend.domain.plan.pick_choice import Source, pick_choice
from backend.domain.reverse.grading import checklist, grade
from backend.domain.wire import Malformed, read
from tests.domain.floor import operation

VECTORS = Path(__file__).parents[1] / "vectors"
EFFECTS = json.loads((VECTORS / "effects.json").read_text())["vectors"]
GRADES = json.loads((VECTORS / "core_grade.json").read_text())["vectors"]
CHOICES = json.loads((VECTORS / "pick_choice.json").read_text())["vectors"]


@pytest.mark.parametrize("row", EFFECTS, ids=lambda row: row["name"])
def test_an_operation_tells_this_of_the_goods(row: dict[str, Any]) -> None:
    assert operation(row["kind"], row["body"]).kind == row["kind"]
    body = read(KINDS[row["kind"]].body, row["body"], "body")
    assert not isinstance(body, Malformed), body
    told = effects(body)
    moves = [
        {**m.goods._asdict(), "quantity": m.quantity, "source": m.source, "target": m.target}
        for m in told.moves
    ]
    assert moves == row["moves"]
    assert [asdict(p) for p in told.placements] == row["placements"]
    assert [g._asdict() for g in told.found] == row["found"]


@pytest.mark.parametrize("row", GRADES, ids=lambda row: row["name"])
def test_a_core_has_this_grade(row: dict[str, Any]) -> None:
    graded = grade(row["answers"], checklist(row["family"]))
    assert (graded.grade, graded.decision) == (row["grade"], row["decision"])


def test_every_kind_that_moves_goods_has_a_row() -> None:
    silent = {"void", "hold_release", "resolution", "shipment", "claim"}
    silent |= {"catalogue_import", "asn_import", "order_import", "policy_change"}
    silent |= {"return_disposition", "claim_decision", "returns_import"}
    silent |= {"arrival", "refusal", "receipt_close", "relabel", "pack_check"}
    silent |= {"carton_weighed", "label_wanted", "left_behind", "replenishment", "reslot"}
    silent |= {"hold_rule", "hold_owner", "inspection", "count_plan", "wave_release"}
    silent |= {"lease_release", "code_match", "receipt_match"}
    assert {row["kind"] for row in EFFECTS} == KINDS.keys() - silent


@pytest.mark.parametrize("row", CHOICES, ids=lambda row: row["name"])
def test_a_picker_is_sent_here_first(row: dict[str, Any]) -> None:
    sources = [Source(**source) for source in row["sources"]]
    expected = None if row["chosen"] is None else sources[row["chosen"]]
    waiting = frozenset(row.get("waiting", ()))
    assert pick_choice(row["wanted"], sources, waiting) == expected
    assert pick_choice(row["wanted"], reversed(sources), waiting) == expected
