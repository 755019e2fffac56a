# SPDX-License-Identifier: Apache-2.0
"""PK1: several small orders are picked as one batch, and sorted into their totes after."""

from __future__ import annotations

from typing import Any

from backend.domain.parts import Part
from tests.acceptance.conftest import Hire
from tests.acceptance.goods import order
from tests.acceptance.served import Floor
from tests.acceptance.test_picking import FILTER, PADS, problem, shelves
from tests.acceptance.worker import Worker

BATCH = "T-0900"


def three_orders(floor: Floor) -> None:
    """Filters for three orders, six in the bin; pads of one lot for one of them."""
    floor.has(Part(FILTER, "Oil filter"))
    shelves(floor)
    floor.office("order_import", order("O-1", (FILTER, 2)))
    floor.office("order_import", order("O-2", (FILTER, 1), (PADS, 4)))
    floor.office("order_import", order("O-3", (FILTER, 3)))


def begun(hire: Hire) -> Worker:
    lopez = hire("lopez")
    lopez.tap("Pick")
    lopez.says("Batch and sort")
    lopez.offline()
    lopez.tap("Batch and sort")
    lopez.says("Batch of 3 orders")
    return lopez


def brought(floor: Floor, part: str) -> dict[str, int]:
    """What of a part is in which tote."""
    there = floor.stock(part)
    return {holder: n for (holder, _, _), n in there.items() if holder.startswith("lpn:")}


def sort(lopez: Worker, part: str, *says: str, into: str) -> None:
    lopez.says("Scan a part in the tote")
    lopez.again(part)
    lopez.says(*says)
    lopez.scan(into)


def asked(floor: Floor, kind: str) -> list[dict[str, Any]]:
    return [one["body"] for one in floor.journal(kind)]


def test_pk1_a_batch_is_picked_in_one_stop_a_part_and_sorted_to_its_orders(
    floor: Floor, hire: Hire
) -> None:
    three_orders(floor)
    lopez = begun(hire)
    lopez.says("Scan the bin", "A07-032-C")
    lopez.scan("A07-032-C", PADS, "L26-0188")
    lopez.number(4)
    lopez.scan(BATCH)
    lopez.says("Scan the bin", "B04-011-B")
    lopez.shot("pk1-batch")
    lopez.scan("B04-011-B", FILTER)
    lopez.number(6)
    lopez.scan(BATCH)
    lopez.says("Sort T-0900", "Scan a part in the tote")
    lopez.shot("pk1-sort")
    sort(lopez, FILTER, "2 to position 1", "O-1", into="T-0001")
    lopez.says("Scan a part in the tote")
    lopez.shot("pk1-sort")
    lopez.again(FILTER)
    lopez.says("1 to position 2", "O-2")
    lopez.scan("T-0001")
    lopez.says("Wrong tote", "O-1")
    lopez.scan("T-0002")
    sort(lopez, PADS, "4 to position 2", "T-0002", into="T-0002")
    sort(lopez, FILTER, "3 to position 3", "O-3", into="T-0003")
    lopez.says("The batch is sorted", "T-0001", "T-0002", "T-0003")
    lopez.shot("pk1-sorted")
    lopez.online()
    assert len(lopez.told("pick")) == 4
    assert brought(floor, FILTER) == {"lpn:T-0001": 2, "lpn:T-0002": 1, "lpn:T-0003": 3}
    assert brought(floor, PADS) == {"lpn:T-0002": 4}
    assert floor.questions() == []
    lopez.caught_up()
    lopez.tap("Go on")
    lopez.tap("Pack")
    lopez.tap("T-0003")
    lopez.says("Scan a carton", "O-3")


def test_pk1_pk4_too_few_for_a_batch_go_to_who_leaves_first_and_a_packer_waits_for_the_sort(
    floor: Floor, hire: Hire
) -> None:
    three_orders(floor)
    lopez = begun(hire)
    problem(lopez, "Do it later")
    lopez.says("Scan the bin", "B04-011-B")
    lopez.scan("B04-011-B", FILTER)
    lopez.says("How many do you take?")
    problem(lopez, "Not enough")
    lopez.number(4)
    lopez.tap("Not there")
    lopez.tap("Record 4 of 6")
    lopez.says("Scan the tote")
    lopez.scan(BATCH)
    lopez.says("Scan the bin", "A07-032-C")
    lopez.online()
    short = lopez.told("short_pick")
    assert [(one["body"]["order"], one["body"]["found"]) for one in short] == [("O-3", 1)]
    assert [one["body"]["location"] for one in floor.tasks("count")] == ["B04-011-B"]
    wong = hire("wong")
    wong.tap("Pack")
    wong.says(BATCH, "Sort: 3 orders")
    wong.scan(BATCH)
    wong.says("Sort it first", "Nothing recorded")
    wong.shot("pk1-sort-first")
