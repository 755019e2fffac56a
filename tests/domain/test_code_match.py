# SPDX-License-Identifier: Apache-2.0
"""An unknown code is matched to a part: its units, its name, and what a count missed (RC7, CC5)."""

from __future__ import annotations

from typing import Any

from backend.domain.decide import Judged
from backend.domain.stock import Goods
from tests.domain.floor import Floor, line

BIN, CODE, QUESTION = "B04-011-B", "NB-S1/2027", "op-000001:unknown"
FILTERS = Goods("FLT-00318")


def _match(floor: Floor, **more: Any) -> Judged:
    body = {"exception": QUESTION, "part": "FLT-00318", "holder": BIN, "quantity": 3,
            "lot": None, "alias": None, **more}  # fmt: skip
    return floor.tell("code_match", body, authority="supervisor")


def test_units_under_an_unknown_code_become_units_of_the_part_where_they_are() -> None:
    floor = Floor()
    decision = _match(floor).decision
    assert floor.stock() == {(BIN, FILTERS): 3}
    [answered] = decision.raised
    assert (answered.exception, answered.state) == (QUESTION, "resolved")
    [told] = decision.documents
    assert [(one["part"], one["quantity"]) for one in told.body["lines"]] == [("FLT-00318", 3)]


def test_what_the_count_missed_of_the_part_is_what_was_found_under_the_code() -> None:
    floor = Floor()
    floor.tell("adjustment", {"holder": BIN, "part": "FLT-00318", "quantity": 5, "reason": "x"},
               authority="supervisor")  # fmt: skip
    floor.tell("count", {"holder": BIN, "lines": [line("FLT-00318", 3)]})
    judged = _match(floor)
    assert floor.stock() == {(BIN, FILTERS): 6}
    [told] = judged.decision.documents
    assert told.body["lines"][0]["quantity"] == 1
    [asked] = [one for one in judged.decision.raised if one.kind == "unexplained"]
    assert asked.state == "resolved"


def test_the_code_is_a_name_of_the_part_from_then_on_and_no_longer_doubted() -> None:
    floor = Floor()
    decision = _match(floor, holder=None, quantity=0, alias=CODE).decision
    assert floor.books.parts["FLT-00318"].aliases == (CODE,)
    assert (floor.stock(), decision.documents) == ({}, ())


def test_what_cannot_be_is_declined_and_changes_nothing() -> None:
    floor = Floor()
    for more, reason in (
        ({"part": "NEW-1"}, "declined_unknown"),
        ({"alias": "BRK-10442"}, "declined_unfit"),
        ({"part": "BRK-10442"}, "declined_tracking"),
        ({"holder": "NOWHERE"}, "declined_unknown"),
    ):
        assert _match(floor, **more).decision.reason == reason
    assert floor.stock() == {}
    assert _match(floor, part="BRK-10442", lot="L26-0188").decision.reason is None
