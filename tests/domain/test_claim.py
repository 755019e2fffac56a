# SPDX-License-Identifier: Apache-2.0
"""Claim: who picks an order, so that two people are not sent to one line."""

from __future__ import annotations

from typing import Any

import pytest

from backend.domain.rules.lease import CLAIM_MS_MAX
from tests.domain.floor import Floor, line, operation


def _floor() -> Floor:
    floor = Floor()
    lines = [{"line": 1, "part": "FLT-00318", "requested": 4}]
    floor.tell("order_import", {"order": {"order": "O-1", "lines": lines}})
    return floor


def _claim(floor: Floor, actor: str, **more: Any) -> Any:
    told = floor.tell("claim", {"order": "O-1"}, actor=actor, authority="worker", **more)
    return told.decision


def _pick(floor: Floor, actor: str, quantity: int) -> Any:
    told = {"order": "O-1", "line": 1, "source": "B04-011-B", "target": "lpn:T-1",
            "lines": [line("FLT-00318", quantity)]}  # fmt: skip
    return floor.tell("pick", told, actor=actor).decision


@pytest.mark.parametrize("tour", [[f"O-{n}" for n in range(51)], ["O-1", "O-1"]])
def test_a_tour_has_an_end_and_each_order_once(tour: list[str]) -> None:
    with pytest.raises(AssertionError, match=r"body\.tour"):
        operation("claim", {"order": "O-1", "tour": tour})
    operation("claim", {"order": "O-1", "tour": [f"O-{n}" for n in range(50)]})


def test_the_first_to_ask_has_the_order_and_the_second_is_told_who() -> None:
    floor = _floor()
    assert _claim(floor, "ana").detail == {"order": "O-1"}
    assert _claim(floor, "ana").reason is None, "asking again changes nothing"
    second = _claim(floor, "ben")
    assert (second.reason, second.detail["by"]) == ("declined_taken", "ana")


def test_who_picked_has_the_order_though_nobody_asked() -> None:
    floor = _floor()
    _pick(floor, "ana", 1)
    assert _claim(floor, "ben").reason == "declined_taken"


def test_a_claim_that_nothing_was_heard_of_is_over() -> None:
    floor = _floor()
    _claim(floor, "ana", at=1_000_000)
    assert _claim(floor, "ben", at=1_000_000 + CLAIM_MS_MAX).reason is None
    assert _claim(floor, "ana", at=1_000_000 + CLAIM_MS_MAX + 1).detail["by"] == "ben"


def test_pk22_work_taken_along_is_kept_for_longer_and_a_pick_does_not_shorten_it() -> None:
    floor = _floor()
    told = {"order": "O-1", "along": True}
    floor.tell("claim", told, actor="ana", authority="worker", at=1_000_000)
    _pick(floor, "ana", 1)
    later = 1_000_000 + 239 * 60_000
    assert _claim(floor, "ben", at=later).reason == "declined_taken"
    assert _claim(floor, "ben", at=later + 60_000).reason is None


def test_pk22_a_site_sets_how_long_an_order_is_somebodys() -> None:
    floor = _floor()
    changes = {"base": 0, "changes": {"pick.lease_minutes": 5}}
    floor.tell("policy_change", changes, authority="supervisor")
    _claim(floor, "ana", at=2_000_000)
    _claim(floor, "ana", at=2_200_000)
    assert _claim(floor, "ben", at=2_300_000).reason == "declined_taken", "asked again"
    assert _claim(floor, "ben", at=2_500_000).reason is None


def test_an_order_that_is_picked_or_unknown_is_nobodys_work() -> None:
    floor = _floor()
    _pick(floor, "ana", 4)
    assert _claim(floor, "ana").reason == "declined_done"
    unknown = floor.tell("claim", {"order": "O-9"}, authority="worker").decision
    assert unknown.reason == "declined_unknown"


def test_what_both_picked_is_booked_and_the_surplus_is_said_with_its_place() -> None:
    floor = _floor()
    _pick(floor, "ana", 4)
    second = _pick(floor, "ben", 4)
    assert second.reason == "line_overpicked"
    (over,) = (one for one in second.raised if one.kind == "overpicked")
    assert (over.details["quantity"], over.details["holder"]) == (4, "lpn:T-1")


def _lose(floor: Floor, installation: str) -> Any:
    told = {"device": "D-7", "installation": installation, "orders": ["O-1", "O-2"]}
    return floor.tell("lease_release", told, authority="admin").decision


def test_what_a_lost_device_was_picking_is_free_at_once_and_says_where_it_may_be() -> None:
    floor = _floor()
    _claim(floor, "ana", device="H-1")
    assert _lose(floor, "H-9").reason == "declined_done", "another device has it"
    assert _lose(floor, "H-1").detail == {"orders": ["O-1"]}
    left = floor.books.orders["O-1"].details["left_on"]
    assert (left["device"], left["actor"]) == ("D-7", "ana")
    assert _claim(floor, "ben", device="H-2").reason is None
