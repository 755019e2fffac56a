# SPDX-License-Identifier: Apache-2.0
"""A count that does not find a plate: its goods are on hand no more, a question stands until it is
seen again or cleared, and what was found loose is held if the plate was, whoever uploads first."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import permutations
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backend.domain.availability import availability
from backend.domain.decide import Judged
from backend.domain.operations import Operation
from backend.domain.stock import Goods
from tests.domain.floor import SUPPLIER, Floor, line, operation
from tests.domain.test_convergence import days

BIN, OTHER, FILTER = "A02-015-B", "A07-032-C", Goods("FLT-00318")
T = 1_000_000


def receipt(n: int, lpn: str = "L1", **more: Any) -> Operation:
    body = {"receipt": "R1", "supplier": SUPPLIER, "location": "DOCK-01", "lpn": lpn,
            "lines": [line("FLT-00318", 4)], **more}  # fmt: skip
    return operation("receipt", body, number=n, at=T + n * 1000)


def putaway(n: int, target: str = BIN, lpn: str = "L1") -> Operation:
    body = {"source": "DOCK-01", "target": target, "lpn": lpn}
    return operation("putaway", body, number=n, at=T + n * 1000)


def count(n: int, loose: int = 0, place: str = BIN, lpns: tuple[str, ...] = ()) -> Operation:
    lines = [line("FLT-00318", loose)] if loose else []
    body = {"holder": place, "lines": lines, "lpns": list(lpns), "empty": not lines and not lpns}
    return operation("count", body, number=n, at=T + n * 1000)


def hold(n: int, **scope: str) -> Operation:
    body = {"hold": "H-1", "scope": scope, "reason": "recall"}
    return operation("hold", body, number=n, at=T + n * 1000, device="H-2")


def ask(n: int, kind: str, **body: Any) -> Operation:
    return operation(kind, body, number=n, at=T + n * 1000, authority="supervisor")


def cleared(n: int, quantity: int = 4, location: str = BIN, lpn: str = "L1") -> Operation:
    lines = [{**line("FLT-00318", quantity), "lpn": lpn}] if quantity else []
    return ask(n, "plate_clearance", lpn="L1", location=location, lines=lines, cause="unpacked")


class Watched(Floor):
    """A floor that keeps the questions as the store does."""

    def __init__(self, told: Iterable[Operation] = ()) -> None:
        super().__init__()
        self.asked: dict[str, str] = {}
        for one in told:
            self.hear(one)

    def hear(self, operation_: Operation) -> Judged:
        judged = super().hear(operation_)
        for raised in judged.decision.raised:
            if raised.state != "resolved" or raised.exception in self.asked:
                self.asked[raised.exception] = raised.state
        for name in judged.decision.resolved:
            self.asked[name] = "resolved"
        return judged

    def waiting(self, kind: str) -> list[str]:
        return sorted(n for n, s in self.asked.items() if s != "resolved" and n.startswith(kind))


def test_goods_on_a_missed_plate_are_not_on_hand_and_not_lost_either() -> None:
    floor = Watched([receipt(1), putaway(2), count(3, loose=4)])
    found = availability(floor.books, "FLT-00318")
    assert (found.on_hand, found.available, found.moving, found.missing) == (4, 4, 0, 4)
    assert floor.waiting("plate_missed") == ["plate_missed|L1"]


def test_what_stood_in_a_missed_pallet_is_missing_with_it() -> None:
    told = [receipt(1, lpn="L2", parent_lpn="L1"), putaway(2), count(3)]
    floor = Watched(told)
    assert availability(floor.books, "FLT-00318").missing == 4
    assert floor.waiting("plate_missed") == ["plate_missed|L1"]
    floor.hear(cleared(4, lpn="L2"))
    assert availability(floor.books, "FLT-00318").missing == 0
    assert floor.books.balance(f"@unexplained:{BIN}", FILTER) == 4


def test_an_empty_plate_that_is_not_found_is_no_question() -> None:
    assert Watched([putaway(2), count(3)]).waiting("plate_missed") == []


FOUND = [putaway(4, OTHER), count(4, place=OTHER, lpns=("L1",)), count(4, lpns=("L1",))]


@pytest.mark.parametrize("again", FOUND, ids=["moved", "counted elsewhere", "counted here"])
def test_a_plate_that_is_seen_again_answers_its_question(again: Operation) -> None:
    floor = Watched([receipt(1), putaway(2), count(3), again])
    assert floor.waiting("plate_missed") == []
    found = availability(floor.books, "FLT-00318")
    assert (found.on_hand, found.missing) == (4, 0)


@pytest.mark.parametrize("order", list(permutations(range(4))))
def test_the_question_stands_whoever_uploads_first(order: tuple[int, ...]) -> None:
    told = [receipt(1), putaway(2), count(3, loose=4), hold(0, location="Q01-004-A")]
    floor = Watched(told[n] for n in order)
    assert floor.waiting("plate_missed") == ["plate_missed|L1"]
    assert availability(floor.books, "FLT-00318").missing == 4


def test_a_late_sighting_answers_it_in_any_order() -> None:
    told = [receipt(1), putaway(2), count(3, loose=4), putaway(4, OTHER)]
    for order in permutations(told):
        assert Watched(order).waiting("plate_missed") == []


def test_a_cleared_plate_explains_what_the_count_found_loose() -> None:
    floor = Watched([receipt(1), putaway(2), count(3, loose=4)])
    assert floor.waiting("unexplained") == [f"unexplained|{BIN}|FLT-00318||"]
    judged = floor.hear(cleared(4))
    assert judged.decision.reason is None
    assert floor.waiting("") == []
    assert floor.stock() == {(BIN, FILTER): 4}
    found = availability(floor.books, "FLT-00318")
    assert (found.on_hand, found.missing) == (4, 0)


def test_a_cleared_plate_whose_goods_nobody_found_is_a_loss_to_decide_on() -> None:
    floor = Watched([receipt(1), putaway(2), count(3), cleared(4)])
    assert floor.waiting("") == [f"unexplained|{BIN}|FLT-00318||"]
    assert floor.books.balance(f"@unexplained:{BIN}", FILTER) == 4


REFUSED = [
    ("unknown", [], cleared(4), "declined_unknown"),
    ("seen again", [putaway(4, OTHER)], cleared(5), "declined_done"),
    ("another place", [], cleared(5, location=OTHER), "declined_done"),
    ("another number", [], cleared(5, quantity=3), "declined_changed"),
    ("none of it", [], cleared(5, quantity=0), "declined_changed"),
    ("cleared already", [cleared(4)], cleared(5), "declined_changed"),
]


@pytest.mark.parametrize("name, more, asked, reason", REFUSED, ids=[row[0] for row in REFUSED])
def test_a_clearance_of_what_is_not_so_is_declined(
    name: str, more: list[Operation], asked: Operation, reason: str
) -> None:
    before = [] if name == "unknown" else [receipt(1), putaway(2), count(3), *more]
    floor = Watched(before)
    stock = dict(floor.books.quants)
    decision = floor.hear(asked).decision
    assert (decision.reason, decision.detail["declined"]) == (reason, True)
    assert floor.books.quants == stock


def test_a_worker_cannot_clear_a_plate_nor_ask_for_a_recount() -> None:
    floor = Watched([receipt(1), putaway(2), count(3)])
    for kind, body in (("plate_clearance", cleared(9).envelope.body), ("recount", {"holder": BIN})):
        told = operation(kind, body, number=4, at=T + 9000, authority="worker")
        assert floor.hear(told).decision.reason == "declined_role"


def test_a_question_about_a_plate_cannot_be_waved_away() -> None:
    floor = Watched([receipt(1), putaway(2), count(3)])
    told = ask(4, "acknowledgement", exception="plate_missed|L1", note="seen")
    assert floor.hear(told).decision.reason == "declined_undecided"


def test_a_supervisor_has_a_place_counted_again_once() -> None:
    floor = Watched()
    made = floor.hear(ask(1, "recount", holder=BIN)).decision.tasks
    assert [(task.kind, task.details["location"]) for task in made] == [("count", BIN)]
    assert floor.hear(ask(2, "recount", holder=BIN)).decision.reason == "declined_done"
    assert floor.hear(ask(3, "recount", holder="NOWHERE")).decision.reason == "declined_unknown"
    floor.hear(count(4))
    assert floor.hear(ask(5, "recount", holder=BIN)).decision.reason is None


SCOPES: list[dict[str, str]] = [{"lpn": "L1"}, {"receipt": "R1"}, {"location": "DOCK-01"}]


@pytest.mark.parametrize("scope", SCOPES, ids="+".join)
def test_what_was_found_loose_is_held_if_the_missed_plate_was_in_any_order(
    scope: dict[str, str],
) -> None:
    told = [receipt(1), hold(1, **scope), putaway(2), count(3, loose=4)]
    for order in permutations(told):
        assert Watched(order).books.covering(BIN, FILTER), [one.kind for one in order]


def test_it_is_held_too_where_it_was_carried_before_the_hold_was_told() -> None:
    away = operation("transfer", {"source": BIN, "target": OTHER, "lines": [line("FLT-00318", 4)]},
                     number=4, at=T + 4000)  # fmt: skip
    told = [receipt(1), hold(1, lpn="L1"), putaway(2), count(3, loose=4), away]
    for order in permutations(told):
        assert Watched(order).books.covering(OTHER, FILTER), [one.kind for one in order]


def test_other_goods_in_the_bin_stay_free() -> None:
    lines = [line("BRK-10442", 2, "L26-0188")]
    found = operation("count", {"holder": BIN, "lines": lines, "lpns": [], "empty": False},
                      number=3, at=T + 3000)  # fmt: skip
    floor = Watched([receipt(1), hold(1, lpn="L1"), putaway(2), found])
    assert not floor.books.covering(BIN, Goods("BRK-10442", "L26-0188"))
    assert not floor.books.covering(BIN, FILTER), "none was found: nothing to hold here"


@pytest.mark.thorough
@settings(max_examples=300, deadline=None)
@given(day=days(), data=st.data())
def test_no_order_of_arrival_changes_which_plates_are_asked_about(
    day: list[Operation], data: Any
) -> None:
    first, second = Watched(day), Watched(data.draw(st.permutations(day)))
    assert first.waiting("plate_missed") == second.waiting("plate_missed")
    missing = {
        f"plate_missed|{lpn}"
        for lpn, plate in first.books.plates.items()
        if plate.missing and any(first.books.content(f"lpn:{lpn}"))
    }
    assert missing <= set(first.waiting("plate_missed"))


def test_a_unit_found_elsewhere_leaves_the_question_and_the_last_one_answers_it() -> None:
    units = line("ECU-77810-AB", 2, None, "E7A000001", "E7A000002")
    floor = Watched([receipt(1, lines=[units]), putaway(2), count(3)])

    def found(n: int, serial: str) -> Judged:
        lines = [line("ECU-77810-AB", 1, None, serial)]
        body = {"holder": OTHER, "lines": lines, "lpns": [], "empty": False}
        return floor.hear(operation("count", body, number=n, at=T + n * 1000))

    (asked,) = [r for r in found(4, "E7A000001").decision.raised if r.kind == "plate_missed"]
    assert (asked.state, asked.details["lines"]) == (
        "watching",
        [{"lpn": "L1", "part": "ECU-77810-AB", "quantity": 1, "lot": None,
          "serials": ["E7A000002"]}],
    )  # fmt: skip
    found(5, "E7A000002")
    assert floor.waiting("plate_missed") == []
