# SPDX-License-Identifier: Apache-2.0
"""Hold and release: a worker may place one, only a supervisor ends it."""

from __future__ import annotations

from typing import Any

import pytest

from backend.domain import operations as ops
from backend.domain.decide import Judged
from backend.domain.wire import Malformed, read
from tests.domain.floor import SUPPLIER, Floor, line, operation

HOLD = {"hold": "H-1", "scope": {"lot": "L26-0188"}, "reason": "recall"}


def test_a_worker_places_a_hold_and_a_supervisor_hears_of_it() -> None:
    floor = Floor()
    judged = floor.tell("hold", HOLD)
    assert set(floor.books.holds) == {"H-1"}
    assert [raised.kind for raised in judged.decision.raised] == ["hold_placed"]
    assert [document.kind for document in judged.decision.documents] == ["stock_status"]


@pytest.mark.parametrize("authority", ["worker", "nobody", "granted"])
def test_a_worker_cannot_release(authority: str) -> None:
    floor = Floor()
    floor.tell("hold", HOLD)
    judged = floor.tell("hold_release", {"hold": "H-1", "reason": "ok"}, authority=authority)
    assert judged.decision.reason == "declined_role"
    assert set(floor.books.holds) == {"H-1"}


def test_a_supervisor_releases_once() -> None:
    floor = Floor()
    floor.tell("hold", HOLD)
    ask = {"hold": "H-1", "reason": "inspected"}
    floor.tell("hold_release", ask, authority="supervisor", actor="moreau")  # a safety part: two
    assert floor.tell("hold_release", ask, authority="supervisor").decision.reason is None
    again = floor.tell("hold_release", ask, authority="supervisor").decision
    assert again.reason == "declined_unknown"
    assert floor.books.holds == {}


def test_a_release_that_qualifies_frees_later_deliveries() -> None:
    floor = Floor()
    floor.tell("hold", {**HOLD, "scope": {"part": "ECU-77810-AB", "supplier": "SUP0417"}})
    ask = {"hold": "H-1", "reason": "ok", "qualify": True}
    floor.tell("hold_release", ask, authority="admin", actor="moreau")  # a safety part: two
    floor.tell("hold_release", ask, authority="admin")
    assert ("ECU-77810-AB", "SUP0417") in floor.books.qualified


def test_a_hold_on_nothing_is_malformed() -> None:
    with pytest.raises(AssertionError, match="a hold needs something"):
        operation("hold", {**HOLD, "scope": {}})
    assert isinstance(read(ops.PlaceHold, {"hold": "H"}, ""), Malformed)


def test_the_erp_hears_what_lies_under_a_hold_on_a_place_and_where_it_went() -> None:
    floor, bin_ = Floor(), "A02-015-B"
    floor.tell("receipt", {
        "receipt": "R1", "supplier": SUPPLIER, "location": "DOCK-01", "lpn": "L1",
        "lines": [line("BRK-10442", 40, "L26-0188"), line("FLT-00318", 6)],
    })  # fmt: skip
    floor.tell("putaway", {"lpn": "L1", "source": "DOCK-01", "target": bin_})
    placed = {"hold": "H-1", "scope": {"location": bin_}, "reason": "leak"}
    held = told_lines(floor.tell("hold", placed))
    assert held == [("BRK-10442", 40, "L26-0188", "L1", bin_), ("FLT-00318", 6, None, "L1", bin_)]
    taken = {"source": "lpn:L1", "target": "A07-032-C", "lines": [line("FLT-00318", 2)]}
    floor.tell("transfer", taken)
    ask = {"hold": "H-1", "reason": "inspected"}
    freed = told_lines(floor.tell("hold_release", ask, authority="supervisor"))
    assert freed == [
        ("FLT-00318", 2, None, None, "A07-032-C"),
        ("BRK-10442", 40, "L26-0188", "L1", bin_), ("FLT-00318", 4, None, "L1", bin_),
    ]  # fmt: skip


def told_lines(judged: Judged) -> list[tuple[Any, ...]]:
    """The lines of the only document: part, quantity, lot, plate, place."""
    (document,) = judged.decision.documents
    names = ("part", "quantity", "lot", "lpn", "location")
    return [tuple(row[name] for name in names) for row in document.body["lines"]]
