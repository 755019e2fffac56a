# SPDX-License-Identifier: Apache-2.0
"""What changes while an order is picked: cancelled, changed, picked twice, another number."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from backend.domain.stock import Goods
from backend.domain.substitutes import Price, Substitute
from backend.domain.supersession import Interchange, Join, Strategy, Successor, Supersession
from tests.domain.floor import Floor, line

FILTER, OTHER = "FLT-00318", "FLT-00319"


def _floor() -> Floor:
    floor = Floor()
    for at, quantity in (("A02-015-B", 9), ("A07-032-C", 9)):
        floor.tell("transfer", {"source": "B04-011-B", "target": at,
                                "lines": [line(FILTER, quantity)]})  # fmt: skip
    ask(floor, 4)
    return floor


def ask(floor: Floor, quantity: int, purpose: str = "new", part: str = FILTER) -> Any:
    lines = [{"line": 1, "part": part, "requested": quantity}]
    asked = {"order": "O-1", "asked_by": "D1", "purpose": purpose, "lines": lines}
    return floor.tell("order_import", {"order": asked}, authority="admin").decision


def pick(
    floor: Floor, quantity: int, tote: str = "lpn:T-1", part: str = FILTER, **more: Any
) -> Any:
    told = {"order": "O-1", "line": 1, "source": "A02-015-B", "target": tote,
            "lines": [line(part, quantity)], **more}  # fmt: skip
    return floor.tell("pick", told).decision


def backs(floor: Floor) -> dict[str, int]:
    """What is to be put back, by the plate that it is in."""
    return {
        task.details["lpn"]: task.details["quantity"]
        for task in floor.books.tasks.values()
        if (task.kind, task.state) == ("put_back", "open")
    }


def back(floor: Floor, quantity: int, tote: str = "lpn:T-1") -> Any:
    [task] = [one.task for one in floor.books.tasks.values()
              if one.kind == "put_back" and one.details["source"] == tote]  # fmt: skip
    told = {"source": tote, "target": "A02-015-B", "task": task, "lines": [line(FILTER, quantity)]}
    return floor.tell("transfer", told).decision


def test_pk15_a_cancelled_order_puts_back_what_is_in_the_tote() -> None:
    floor = _floor()
    pick(floor, 3)
    ask(floor, 4, "cancel")
    assert floor.books.orders["O-1"].state == "cancelled"
    assert floor.books.tasks["pick:O-1:1"].state == "cancelled"
    assert backs(floor) == {"T-1": 3}
    back(floor, 2)
    assert backs(floor) == {"T-1": 1}
    back(floor, 1)
    assert backs(floor) == {}
    assert floor.books.orders["O-1"].lines[0].picked == 0


def test_cf8_a_pick_told_after_the_cancellation_goes_back_too() -> None:
    floor = _floor()
    ask(floor, 4, "cancel")
    decision = pick(floor, 3)
    assert decision.reason == "order_cancelled"
    assert backs(floor) == {"T-1": 3}
    assert floor.stock()[("lpn:T-1", Goods(FILTER))] == 3


def test_pk15_fewer_wanted_than_picked_puts_back_the_difference() -> None:
    floor = _floor()
    pick(floor, 4)
    assert floor.books.orders["O-1"].state == "picked"
    ask(floor, 1)
    assert backs(floor) == {"T-1": 3}
    order = floor.books.orders["O-1"]
    assert (order.state, order.lines[0].picked, order.lines[0].requested) == ("picked", 4, 1)


def test_pk15_more_wanted_opens_the_line_again_and_takes_the_task_back() -> None:
    floor = _floor()
    pick(floor, 4)
    ask(floor, 1)
    ask(floor, 6)
    assert backs(floor) == {}
    task = floor.books.tasks["pick:O-1:1"]
    assert (task.state, task.details["quantity"]) == ("open", 2)


def test_pk15_another_part_on_the_line_puts_the_first_one_back() -> None:
    floor = _floor()
    pick(floor, 2)
    ask(floor, 4, part="BRK-10442")
    assert backs(floor) == {"T-1": 2}
    task = floor.books.tasks["pick:O-1:1"]
    assert (task.state, task.details["part"]) == ("open", "BRK-10442")


def test_what_has_left_is_changed_no_more() -> None:
    floor = _floor()
    order = floor.books.orders["O-1"]
    floor.books.orders["O-1"] = replace(order, state="shipped")
    assert ask(floor, 1).reason == "late_change"


def _left_with(floor: Floor, quantity: int) -> Any:
    """What is in tote T-1 is packed, loaded, and leaves."""
    floor.tell("pack", {"order": "O-1", "source": "lpn:T-1", "target": "lpn:C-1",
                        "lines": [line(FILTER, quantity)]})  # fmt: skip
    floor.tell("load", {"shipment": "S-1", "order": "O-1", "lpn": "C-1", "location": "DOOR-01"})
    told = {"shipment": "S-1", "orders": ["O-1"]}
    return floor.tell("shipment", told, authority="worker").decision


def test_pk22_cf9_what_is_picked_for_an_order_that_left_short_all_goes_back() -> None:
    floor = _floor()
    pick(floor, 2)
    _left_with(floor, 2)
    assert (floor.books.orders["O-1"].state, backs(floor)) == ("short_shipped", {})
    late = pick(floor, 4, "lpn:T-2")
    assert [one.kind for one in late.raised] == ["after_departure"]
    assert (late.reason, late.detail["quantity"]) == ("after_departure", 4)
    assert backs(floor) == {"T-2": 4}
    packed = {"order": "O-1", "source": "lpn:T-2", "target": "lpn:C-2", "lines": [line(FILTER, 3)]}
    late = floor.tell("pack", packed).decision
    assert (late.reason, late.raised[0].details["quantity"]) == ("after_departure", 3)
    assert backs(floor) == {"C-2": 3, "T-2": 1}, "wherever they are now"
    back(floor, 1, "lpn:T-2")
    back(floor, 3, "lpn:C-2")
    assert backs(floor) == {}
    assert floor.books.orders["O-1"].lines[0].picked == 2, "what the customer got"


def test_sh5_what_is_still_in_a_tote_when_its_order_leaves_goes_back() -> None:
    floor = _floor()
    pick(floor, 4)
    left = _left_with(floor, 3)
    assert left.outcome == "accepted" and backs(floor) == {"T-1": 1}
    late = {"order": "O-1", "source": "lpn:T-1", "target": "lpn:C-1", "lines": [line(FILTER, 1)]}
    floor.tell("pack", late)
    assert backs(floor) == {}, "it had been in the carton that left"


def test_cf9_two_pickers_of_one_line_are_both_kept_and_the_later_tote_goes_back() -> None:
    for totes in (("lpn:T-1", "lpn:T-2"), ("lpn:T-2", "lpn:T-1")):
        floor = _floor()
        moments = {"lpn:T-1": 2_000_000, "lpn:T-2": 3_000_000}
        for tote in totes:
            told = {"order": "O-1", "line": 1, "source": "A02-015-B", "target": tote,
                    "lines": [line(FILTER, 4)]}  # fmt: skip
            floor.tell("pick", told, at=moments[tote])
        assert backs(floor) == {"T-2": 4}, "whoever uploads first"
        back(floor, 4, "lpn:T-2")
        assert floor.books.orders["O-1"].lines[0].picked == 4


def test_pk4_the_rest_of_a_short_line_is_promised_as_the_site_has_set_it() -> None:
    def rest(way: str) -> tuple[str, str | None]:
        floor = _floor()
        changed = {"base": 0, "changes": {"pick.reallocate": way}}
        if way != "auto":
            floor.tell("policy_change", changed, authority="supervisor")
        floor.tell("short_pick", {"order": "O-1", "line": 1, "source": "A02-015-B", "part": FILTER,
                                  "asked": 4, "found": 1, "reason": "damaged"})  # fmt: skip
        task = floor.books.tasks["pick:O-1:1"]
        return task.state, task.details["location"]

    assert rest("auto") == ("open", "A07-032-C")
    assert rest("manual") == ("open", None)
    assert rest("none") == ("cancelled", None)


def _numbers(floor: Floor) -> None:
    part = floor.books.parts[FILTER]
    floor.books.parts[OTHER] = replace(part, part=OTHER)
    floor.tell("transfer", {"source": "B04-011-B", "target": "A02-015-B",
                            "lines": [line(OTHER, 9)]})  # fmt: skip


def test_pk7_a_number_that_serves_is_what_the_line_asked_for() -> None:
    floor = _floor()
    _numbers(floor)
    link = Supersession(FILTER, (Successor(OTHER),), Interchange.FULL, Join.OR)
    floor.books.supersessions[link.key] = link
    assert pick(floor, 4, part=OTHER, for_part=FILTER).outcome == "accepted"
    assert floor.books.orders["O-1"].state == "picked"
    packed = floor.tell("pack", {"order": "O-1", "source": "lpn:T-1", "target": "lpn:C-1",
                                 "lines": [line(OTHER, 4)]}).decision  # fmt: skip
    assert packed.raised == (), "the carton holds what the order wants"
    assert backs(floor) == {}
    loaded = floor.tell("load", {"shipment": "S-1", "order": "O-1", "lpn": "C-1",
                                 "location": "DOOR-01"}).decision  # fmt: skip
    assert loaded.raised == ()
    gone = floor.tell("shipment", {"shipment": "S-1", "orders": ["O-1"]}, authority="worker")
    [advice] = gone.decision.documents
    [told] = advice.body["lines"]
    assert (told["part"], told["order_line"], told["quantity"], told["ordered"]) == (OTHER, 1, 4, 4)
    assert (floor.books.orders["O-1"].state, gone.decision.raised) == ("shipped", ())


def test_pk7_a_number_that_does_not_serve_is_asked_about() -> None:
    floor = _floor()
    _numbers(floor)
    assert pick(floor, 4, part=OTHER, for_part=FILTER).reason == "order_unknown"
    link = Supersession(FILTER, (Successor(OTHER),), strategy=Strategy.IMMEDIATE)
    floor.books.supersessions[link.key] = link
    safe = replace(floor.books.parts[FILTER], critical="safety")
    floor.books.parts[FILTER] = safe
    assert pick(floor, 4, part=OTHER, for_part=FILTER).reason == "order_unknown"


def test_pk8_a_substitute_serves_at_the_same_price_only() -> None:
    for price, reason in ((Price.NEUTRAL, None), (Price.CALL, "order_unknown")):
        floor = _floor()
        _numbers(floor)
        approved = Substitute(OTHER, FILTER, ("D1",), price)
        floor.books.substitutes[approved.key] = approved
        assert pick(floor, 4, part=OTHER, for_part=FILTER).reason == reason


def test_pk9_a_unit_that_the_book_sent_to_a_customer_is_asked_about() -> None:
    floor = _floor()
    unit = line("ECU-77810-AB", 1, None, "E7A000290")
    lines = [{"line": 1, "part": "ECU-77810-AB", "requested": 1}]
    for name in ("O-2", "O-3"):
        floor.tell("order_import", {"order": {"order": name, "asked_by": "D", "lines": lines}},
                   authority="admin")  # fmt: skip
    for name, tote in (("O-2", "C-1"), ("O-3", "C-2")):
        decision = floor.tell("pick", {"order": name, "line": 1, "source": "A02-015-B",
                              "target": f"lpn:{tote}", "lines": [unit]}).decision  # fmt: skip
        if name == "O-3":
            assert decision.reason == "serial_shipped"
            assert decision.raised[0].kind == "picked_shipped"
            break
        floor.tell("pack", {"order": name, "source": "lpn:C-1", "target": "lpn:C-9",
                            "lines": [unit]})  # fmt: skip
        floor.tell("load", {"shipment": "S", "order": name, "lpn": "C-9", "location": "DOOR-01"})
        floor.tell("shipment", {"shipment": "S", "orders": [name]}, authority="supervisor")


def test_cf10_more_taken_than_the_book_has_asks_for_a_count_of_the_place() -> None:
    floor = _floor()
    pick(floor, 4)
    assert not [task for task in floor.books.tasks.values() if task.kind == "count"]
    pick(floor, 6)
    [count] = [task for task in floor.books.tasks.values() if task.kind == "count"]
    assert (count.details["location"], count.details["why"]) == ("A02-015-B", ["book_short"])
    assert floor.stock()[("lpn:T-1", Goods(FILTER))] == 10
