# SPDX-License-Identifier: Apache-2.0
"""Goods put into a plate of another supplier keep their hold, whichever receipt is told first."""

from __future__ import annotations

from itertools import permutations

import pytest

from tests.domain.floor import line
from tests.domain.test_spread import BIN, FILTER, heard, held, hold, move, receipt

ONE = [line("FLT-00318", 1)]
OTHER = [line("SLT-00931", 3, "L2")]


@pytest.mark.parametrize("order", list(permutations(range(3))), ids=str)
def test_a_first_delivery_is_held_in_a_plate_of_the_same_receipt(order: tuple[int, ...]) -> None:
    told = [
        receipt(ONE, 1, supplier="SUP-A", lpn="L1"), receipt(OTHER, 2, supplier="SUP-B", lpn="L2"),
        move(3, "lpn:L1", "lpn:L2", ONE),
    ]  # fmt: skip
    assert held(heard(told[n] for n in order), "lpn:L2")


KNOWN = [order for order in permutations(range(4)) if order.index(1) < order.index(3)]
"""Orders in which the hold is known when the goods are put there."""


@pytest.mark.parametrize("order", KNOWN, ids=str)
def test_a_supplier_on_hold_is_held_in_a_plate_of_another(order: tuple[int, ...]) -> None:
    told = [
        receipt(ONE, 1, lpn="L1"), hold(2, {"part": "FLT-00318", "supplier": "SUP0417"}),
        receipt(OTHER, 3, supplier="SUP-B", lpn="L2", receipt="R2"),
        move(4, "lpn:L1", "lpn:L2", ONE),
    ]  # fmt: skip
    floor = heard(told[n] for n in order)
    assert "H-1" in {one.root or one.hold for one in floor.books.covering("lpn:L2", FILTER)}


def test_what_could_be_anybodys_stays_held_when_somebody_is_known_to_deliver_it() -> None:
    floor = heard([
        move(1, BIN, "A07-032-C", ONE), hold(2, {"part": "FLT-00318", "supplier": "SUP0417"}),
    ])  # fmt: skip
    assert held(floor, "A07-032-C"), "nobody knows whose they are"
    floor.hear(receipt(ONE, 3, supplier="SUP-B", lpn="L2", receipt="R2"))
    assert held(floor, "A07-032-C")


def test_what_went_on_through_another_plate_of_its_receipt_is_followed() -> None:
    """The carton that it passed came with the same receipt: there it needs no follower."""
    on = [move(4, "lpn:L1", "lpn:L2", ONE), move(5, "lpn:L2", "lpn:L3", ONE)]
    floor = heard([receipt(OTHER, 2, supplier="SUP-B", lpn="L2"), *on])
    assert not held(floor, "lpn:L3")
    floor.hear(receipt(ONE, 1, supplier="SUP-B", lpn="L1"))
    assert held(floor, "lpn:L3")


@pytest.mark.parametrize("scope", [{"receipt": "R1"}, {"supplier": "SUP0417"}], ids="+".join)
@pytest.mark.parametrize(
    "order", [order for order in permutations(range(3)) if order.index(0) < order.index(2)], ids=str
)
def test_what_a_held_receipt_puts_into_a_plate_of_another_is_held(
    order: tuple[int, ...], scope: dict[str, str]
) -> None:
    told = [
        hold(1, scope), receipt(OTHER, 2, supplier="SUP-B", lpn="L1", receipt="R2"),
        receipt(ONE, 3, lpn="L1"),
    ]  # fmt: skip
    assert held(heard(told[n] for n in order), "lpn:L1")
