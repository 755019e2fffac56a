# SPDX-License-Identifier: Apache-2.0
"""PK1: the way of a pick: the shortest walk, or the S-shape where the site chose it."""

from __future__ import annotations

from collections.abc import Iterable

from backend.domain.parts import Part
from tests.acceptance.conftest import Hire
from tests.acceptance.goods import order
from tests.acceptance.served import Floor
from tests.acceptance.test_picking import change
from tests.acceptance.worker import Worker
from tests.domain.floor import line
from tests.domain.test_pick_walk import AISLES, S_SHAPE, SHORTEST, aisles


def aisles_stocked(floor: Floor) -> None:
    floor.has(*aisles(), *(Part(part) for part in AISLES))
    for part, place in AISLES.items():
        floor.stocked(place, line(part, 9))
    floor.office("order_import", order("O-1", *((part, 2) for part in AISLES)))


def begun(floor: Floor, hire: Hire) -> Worker:
    """A picker before the first line, who has claimed the order and is out of reach since."""
    lopez = hire("lopez")
    lopez.tap("Pick")
    lopez.tap("O-1")
    lopez.says("Scan the bin")
    while not floor.journal("claim"):
        lopez.page.wait_for_timeout(50)
    lopez.caught_up()
    lopez.offline()
    return lopez


def picked(lopez: Worker, places: Iterable[str]) -> None:
    part_at = {place: part for part, place in AISLES.items()}
    for place in places:
        lopez.says("Scan the bin", place)
        lopez.scan(place, part_at[place])
        lopez.number(2)
        lopez.scan("T-0001")
    lopez.says("Order is picked")


def test_pk1_an_order_is_picked_on_the_shortest_walk(floor: Floor, hire: Hire) -> None:
    aisles_stocked(floor)
    lopez = begun(floor, hire)
    lopez.says("Why this way", "The shortest walk")
    lopez.shot("pk1-shortest")
    picked(lopez, SHORTEST)
    lopez.online()
    assert [one["body"]["source"] for one in lopez.told("pick")] == SHORTEST
    assert floor.tasks("pick") == []


def test_pk1_a_site_may_choose_the_s_shape(floor: Floor, hire: Hire) -> None:
    aisles_stocked(floor)
    change(floor, pick__path="s_shape")  # after the import: whoever claims the order is told
    lopez = begun(floor, hire)
    lopez.says("S-shape, as the site chose")
    lopez.shot("pk1-s-shape")
    picked(lopez, S_SHAPE)
    lopez.online()
    assert [one["body"]["source"] for one in lopez.told("pick")] == S_SHAPE
