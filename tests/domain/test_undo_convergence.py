# SPDX-License-Identifier: Apache-2.0
"""Undo in any order of arrival: before its operation, twice, of what nobody told."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backend.domain.books import Order, OrderLine
from backend.domain.operations import Operation
from tests.domain.floor import Floor, operation
from tests.domain.test_convergence import BINS, DEVICES, days
from tests.domain.test_convergence import books_after as books_of
from tests.domain.test_received_twice import dock_days
from tests.domain.test_undo import FILTERS

ASKED = Order("O-1", "C1", lines=(OrderLine("O-1", 1, "FLT-00318", 9),))


def undoing(told: Operation) -> dict[str, Any] | None:
    """The body that puts back what an operation moved; None of what nobody puts back."""
    body = told.envelope.body
    base = {"undoes": told.op_id, "verb": told.kind, "lines": body.get("lines", [])}
    if told.kind == "receipt":
        lines = [{k: one[k] for k in ("part", "quantity", "lot", "serials")}
                 for one in body["lines"]]  # fmt: skip
        return {**base, "lines": lines, "source": f"lpn:{body['lpn']}", "lpn": body["lpn"],
                "asn": body["asn"]}  # fmt: skip
    if told.kind not in ("putaway", "transfer", "pick"):
        return None
    whole = {"lpn": body["lpn"]} if body.get("lpn") else {}
    more: dict[str, Any] = {name: body[name] for name in ("order", "line") if name in body}
    return {**base, **whole, **more, "source": body["target"], "target": body["source"]}


@st.composite
def days_with_undo(draw: Any, some: Any) -> list[Operation]:
    """A day of which some things are put back, some of them twice, by whoever."""
    day: list[Operation] = draw(some)
    number = 500
    for told in list(day):
        body = undoing(told)
        for _ in range(draw(st.integers(0, 2)) if body else 0):
            number += 1
            at = told.occurred_at + draw(st.sampled_from([100, 300, 900, 3_000]))
            day.append(operation("undo", body or {}, number=number, at=at,
                                 device=draw(st.sampled_from([told.device, *DEVICES])),
                                 error_ms=draw(st.sampled_from([0, 0, 100]))))  # fmt: skip
    if draw(st.booleans()):
        never = {"undoes": "op-never", "verb": "transfer", "source": BINS[0], "target": BINS[1],
                 "lines": FILTERS}  # fmt: skip
        day.append(operation("undo", never, number=499, at=1_000_500, device="H-1"))
    return day


def books_after(order: list[Operation]) -> Floor:
    return books_of(order, {"O-1": ASKED})


def ticked(floor: Floor) -> list[Any]:
    """Which announced cartons are in."""
    return [pack.get("received") for pack in floor.books.asns["A-1"]["packs"]]


def everything(floor: Floor) -> Any:
    order = floor.books.orders["O-1"]
    return (
        {k: n for k, n in floor.books.quants.items() if n},
        floor.places(),
        [(line.picked, order.state) for line in order.lines],
        {task.task: task.state for task in floor.books.tasks.values() if task.kind == "pick"},
    )


@pytest.mark.thorough
@settings(max_examples=150, deadline=None)
@given(day=days_with_undo(days()), data=st.data())
def test_undo_changes_the_books_alike_in_every_order(day: list[Operation], data: Any) -> None:
    other = data.draw(st.permutations(day))
    assert everything(books_after(day)) == everything(books_after(other))


@pytest.mark.thorough
@settings(max_examples=150, deadline=None)
@given(day=days_with_undo(dock_days()), data=st.data())
def test_a_carton_received_undone_and_received_again_converges(
    day: list[Operation], data: Any
) -> None:
    other = data.draw(st.permutations(day))
    first, second = books_after(day), books_after(other)
    assert everything(first) == everything(second)
    assert ticked(first) == ticked(second)
