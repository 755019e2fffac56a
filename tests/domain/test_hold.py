# SPDX-License-Identifier: Apache-2.0
"""Hold and release: a worker may place one, only a supervisor ends it."""

from __future__ import annotations

import pytest

from backend.domain import operations as ops
from backend.domain.wire import Malformed, read
from tests.domain.floor import Floor, operation

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
    judged = floor.tell("hold_release", {"hold": "H-1", "reason": ""}, authority=authority)
    assert judged.decision.reason == "declined_role"
    assert set(floor.books.holds) == {"H-1"}


def test_a_supervisor_releases_once() -> None:
    floor = Floor()
    floor.tell("hold", HOLD)
    ask = {"hold": "H-1", "reason": "inspected"}
    assert floor.tell("hold_release", ask, authority="supervisor").decision.reason is None
    again = floor.tell("hold_release", ask, authority="supervisor").decision
    assert again.reason == "declined_unknown"
    assert floor.books.holds == {}


def test_a_release_that_qualifies_frees_later_deliveries() -> None:
    floor = Floor()
    floor.tell("hold", {**HOLD, "scope": {"part": "ECU-77810-AB", "supplier": "SUP0417"}})
    floor.tell("hold_release", {"hold": "H-1", "reason": "", "qualify": True}, authority="admin")
    assert ("ECU-77810-AB", "SUP0417") in floor.books.qualified


def test_a_hold_on_nothing_is_malformed() -> None:
    with pytest.raises(AssertionError, match="a hold needs something"):
        operation("hold", {**HOLD, "scope": {}})
    assert isinstance(read(ops.PlaceHold, {"hold": "H"}, ""), Malformed)
