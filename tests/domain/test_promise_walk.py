# SPDX-License-Identifier: Apache-2.0
"""What may be promised is right after each operation, not at the end of the day."""

from __future__ import annotations

from backend.domain.availability import availability
from tests.domain.floor import Floor
from tests.domain.promise_walk import PART, WALK


def test_after_every_operation_the_numbers_are_those_worked_out_by_hand() -> None:
    floor = Floor()
    for step in WALK:
        judged = floor.tell(step.kind, step.body, authority="supervisor")
        assert judged.decision.outcome.startswith("accepted"), (step.what, judged.decision)
        owed = [
            line
            for order in floor.books.orders.values()
            if order.state not in ("shipped", "cancelled")
            for line in order.lines
        ]
        found = availability(floor.books, PART, owed)
        numbers = (found.on_hand, found.held, found.moving, found.available, found.allocated,
                   found.atp)  # fmt: skip
        assert numbers == step.numbers, step.what
        assert found.on_hand == found.held + found.moving + found.available


def test_the_walk_leaves_out_nothing_that_moves_or_promises_goods() -> None:
    told = {step.kind for step in WALK}
    assert told >= {"receipt", "order_import", "putaway", "transfer", "hold", "hold_release",
                    "count", "pick", "short_pick", "pack", "load", "shipment"}  # fmt: skip
