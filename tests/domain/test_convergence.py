# SPDX-License-Identifier: Apache-2.0
"""Books do not depend on who uploaded first: lots, serials, plates, holds and counts alike."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any
from unittest import mock

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backend.domain import spread
from backend.domain.books import Order
from backend.domain.ledger import fold
from backend.domain.operations import Operation
from tests.domain.floor import SUPPLIER, Floor, line, operation

NONE: Mapping[str, Order] = MappingProxyType({})
BINS = ("A02-015-B", "A07-032-C", "B04-011-B", "Q01-004-A")
PLATES = ("L-1", "L-2", "L-3")
SERIALS = ("E7A000001", "E7A000002", "E7A000003")
LOTS = ("L26-0188", "L26-0190")
DEVICES = ("H-1", "H-2", "H-3")

NOTICE = {
    "asn": "A-1", "supplier": SUPPLIER, "state": "announced",
    "packs": [
        {"lpn": lpn, "parent": None, "kind": "carton",
         "lines": [{"line": 1, "part": "FLT-00318", "quantity": 4, "lot": None}]}
        for lpn in PLATES[:2]
    ],
}  # fmt: skip
"""Two of the plates are announced: told twice, they are booked once. The third can be refilled."""

holders = st.sampled_from([*BINS, *(f"lpn:{p}" for p in PLATES)])
quantities = st.integers(1, 9)


@st.composite
def lines(draw: Any) -> dict[str, Any]:
    what = draw(st.sampled_from(["lot", "serial", "plain"]))
    if what == "serial":
        return line("ECU-77810-AB", 1, None, draw(st.sampled_from(SERIALS)))
    if what == "lot":
        return line("BRK-10442", draw(quantities), draw(st.sampled_from(LOTS)))
    return line("FLT-00318", draw(quantities))


def _goods(given: dict[str, Any]) -> tuple[Any, ...]:
    return given["part"], given["lot"], *given["serials"]


@st.composite
def told(draw: Any) -> tuple[str, dict[str, Any]]:
    kind = draw(st.sampled_from(["receipt", "transfer", "plate", "count", "pick", "hold"]))
    if kind == "receipt":
        return "receipt", {
            "receipt": "R1", "supplier": SUPPLIER, "location": "DOCK-01",
            "asn": draw(st.sampled_from([None, NOTICE["asn"]])),
            "lpn": draw(st.sampled_from(PLATES)),
            "lines": draw(st.lists(lines(), min_size=1, max_size=2, unique_by=_goods)),
        }  # fmt: skip
    if kind == "plate":
        return "putaway", {
            "source": "DOCK-01", "lpn": draw(st.sampled_from(PLATES)),
            "target": draw(st.sampled_from(BINS)),
        }  # fmt: skip
    if kind == "count":
        found = draw(st.lists(lines(), max_size=3, unique_by=str))
        serials = [s for x in found for s in x["serials"]]
        found = found if len(set(serials)) == len(serials) else []
        plates = draw(st.lists(st.sampled_from(PLATES), max_size=2, unique=True))
        holder = draw(st.sampled_from(BINS))
        return "count", {
            "holder": holder, "lines": found, "lpns": plates, "empty": not (found or plates)
        }  # fmt: skip
    if kind == "hold":
        scope = draw(
            st.sampled_from(
                [
                    {"lot": LOTS[0]},
                    {"serial": SERIALS[0]},
                    {"lpn": PLATES[0]},
                    {"location": BINS[0]},
                    {"receipt": "R1"},
                    {"part": "FLT-00318", "supplier": SUPPLIER},
                ]
            )
        )
        return "hold", {"hold": f"H-{draw(st.integers(1, 3))}", "scope": scope, "reason": "recall"}
    source, target = draw(holders), draw(holders)
    if source == target:
        target = "PACK-01"
    if kind == "pick":
        return "pick", {
            "order": "O-1", "line": 1, "source": source, "target": target, "lines": [draw(lines())]
        }  # fmt: skip
    return "transfer", {"source": source, "target": target, "lines": [draw(lines())]}


@st.composite
def days(draw: Any) -> list[Operation]:
    """Up to 25 operations of three devices, at times that may be equal or nearly so."""
    facts = draw(st.lists(told(), min_size=2, max_size=25))
    return [
        operation(
            kind,
            body,
            number=n,
            at=1_000_000 + draw(st.integers(0, 30)) * 100,
            device=draw(st.sampled_from(DEVICES)),
            error_ms=draw(st.sampled_from([0, 0, 50, 300])),
        )
        for n, (kind, body) in enumerate(facts)
    ]


def books_after(order: list[Operation], orders: Mapping[str, Order] = NONE) -> Floor:
    """The floor after these were told in this order; the ledger is checked at each step."""
    floor = Floor()
    floor.books.orders.update(orders)
    floor.books.asns["A-1"] = NOTICE
    moves = []
    for op in order:
        judged = floor.hear(op)
        moves += [*judged.posting.told, *judged.posting.settled]
        moves += [back.move for back in judged.posting.taken_back]
        balances = {(k.holder, k.goods): n for k, n in floor.books.quants.items() if n}
        assert fold(moves) == balances, "L4"
    for part in {key.goods.part for key in floor.books.quants}:
        total = sum(n for key, n in floor.books.quants.items() if key.goods.part == part)
        assert total == 0, "L2"
    return floor


@pytest.mark.thorough
@settings(max_examples=300, deadline=None)
@given(day=days(), data=st.data())
def test_every_order_of_arrival_gives_the_same_balances(day: list[Operation], data: Any) -> None:
    other = data.draw(st.permutations(day))
    first, second = books_after(day), books_after(other)
    assert first.stock() == second.stock()
    assert first.places() == second.places()


@pytest.mark.thorough
@settings(max_examples=100, deadline=None)
@given(day=days(), data=st.data())
def test_unexplained_accounts_do_not_depend_on_arrival_either(
    day: list[Operation], data: Any
) -> None:
    other = data.draw(st.permutations(day))
    first, second = books_after(day), books_after(other)
    assert {k: n for k, n in first.books.quants.items() if n} == {
        k: n for k, n in second.books.quants.items() if n
    }


@pytest.mark.thorough
@settings(max_examples=400, deadline=None)
@given(day=days(), data=st.data())
def test_no_order_of_arrival_frees_what_the_facts_in_the_order_of_their_times_hold(
    day: list[Operation], data: Any
) -> None:
    """Some orders hold more: what the books showed as held stays so until a person releases it,
    and what a count found loose where it missed a held plate is no part of the lower bound."""
    in_time = sorted(day, key=lambda told: told.moment)
    with mock.patch.object(spread, "_unpacked", lambda books, hold, place: ()):
        first = books_after(in_time)
    second = books_after(data.draw(st.permutations(day)))
    for holder, goods in first.stock():
        if first.books.covering(holder, goods):
            assert second.books.covering(holder, goods), (holder, goods)


@st.composite
def busy_bin_days(draw: Any) -> list[Operation]:
    """One bin, counted and picked by three devices whose clocks cannot be told apart well."""
    day = []
    for n in range(draw(st.integers(2, 10))):
        body: tuple[str, dict[str, Any]]
        if draw(st.booleans()):
            found = [line("FLT-00318", draw(quantities))]
            body = ("count", {"holder": BINS[0], "lines": found, "lpns": [], "empty": False})
        else:
            ends = draw(st.permutations([BINS[0], BINS[1]]))
            moved = [line("FLT-00318", draw(quantities))]
            body = ("transfer", {"source": ends[0], "target": ends[1], "lines": moved})
        at = 1_000_000 + draw(st.integers(0, 12)) * 100
        device = draw(st.sampled_from(DEVICES))
        error = draw(st.sampled_from([0, 100, 200]))
        day.append(operation(*body, number=n, at=at, device=device, error_ms=error))
    return day


@pytest.mark.thorough
@settings(max_examples=300, deadline=None)
@given(day=busy_bin_days(), data=st.data())
def test_a_count_that_clocks_cannot_place_is_no_horizon_in_any_order(
    day: list[Operation], data: Any
) -> None:
    other = data.draw(st.permutations(day))
    assert books_after(day).stock() == books_after(other).stock()
