# SPDX-License-Identifier: Apache-2.0
"""Slotting: SL1 to SL3 of the flows. Proposals are made and accepted at a desk, done on a handheld.
"""

from __future__ import annotations

from typing import Any

from backend.domain.locations import Location, Role
from backend.domain.parts import Hazard, Part
from backend.domain.plan.slotting import Proposal
from backend.use_cases.slotting import proposed
from tests.acceptance.conftest import Hire
from tests.acceptance.goods import order
from tests.acceptance.served import Floor
from tests.domain.floor import line

FAR, NEAR, FILTER = "B04-011-B", "A02-015-B", "FLT-00318"


def picked(floor: Floor, part: str, place: str, *, orders: tuple[str, ...] = ("O-1",)) -> None:
    for name in orders:
        floor.tell("pick", {"order": name, "line": 1, "source": place, "target": f"lpn:T-{name}",
                            "lines": [line(part, 1)]})  # fmt: skip


def asked(floor: Floor) -> dict[str, Proposal]:
    now = floor.site.now
    homes = floor.site.database.read(lambda c: proposed(c, "DC01", now))
    return {one.part: one for one in homes.moves}


def accepted(floor: Floor, one: Proposal) -> Any:
    return floor.ask("reslot", {
        "part": one.part, "source": one.source, "target": one.target, "saved": one.saved,
        "swap_with": one.swap_with or None,
    })  # fmt: skip


def test_sl1_sl2_an_accepted_proposal_is_done_as_a_task_and_picks_go_on_from_both(
    floor: Floor, hire: Hire
) -> None:
    floor.stocked(FAR, line(FILTER, 8))
    floor.has({"faces": [{"part": FILTER, "location": FAR, "minimum": 0, "maximum": 20}]})
    picked(floor, FILTER, FAR, orders=("O-8", "O-9"))
    one = asked(floor)[FILTER]
    assert (one.source, one.target, one.saved > 0) == (FAR, NEAR, True)
    assert accepted(floor, one).detail == {"tasks": 1}
    floor.office("order_import", order("O-1", (FILTER, 2)))
    [pick] = floor.tasks("pick")
    assert pick["body"]["location"] == FAR, "the old home is picked from until it is empty"
    lopez = hire("lopez")
    lopez.tap("Move")
    lopez.says("Scan what you move")
    lopez.offline()
    lopez.tap(f"6 {FILTER}")
    lopez.says("It saves travel there", FAR)
    lopez.shot("sl1")
    lopez.scan(FAR, FILTER)
    lopez.number(6)
    lopez.scan(NEAR)
    lopez.says("Scan what you move")
    lopez.online()
    assert floor.stock(FILTER)[NEAR, "", ""] == 6
    [pick] = floor.tasks("pick")
    assert pick["body"]["location"] == NEAR, "and after its goods when they went"
    assert floor.tasks("move") == []


def test_sl3_what_is_picked_together_is_drawn_together_and_a_hazard_class_keeps_its_zone(
    floor: Floor,
) -> None:
    near = Location("H02-001-A", "H", role=Role.HAZMAT, hazards=("3",), travel=30)
    other = Location("H03-001-A", "H", role=Role.HAZMAT, hazards=("8",), travel=25)
    floor.has(near, other, Part("SLT-1", "Sealant", hazard=Hazard("3", "UN1133")),
              Part("KIT-1", "Kit part"))  # fmt: skip
    floor.stocked("H01-001-A", line("SLT-1", 8))
    floor.stocked(FAR, line(FILTER, 8))
    floor.stocked("A07-032-C", line("KIT-1", 8))
    for name in ("O-1", "O-2", "O-3"):
        for part, place in (("SLT-1", "H01-001-A"), (FILTER, FAR), ("KIT-1", "A07-032-C")):
            picked(floor, part, place, orders=(name,))
    found = asked(floor)
    assert found["SLT-1"].target == near.location, "never where another class, or none, belongs"
    drawn = [one for one in found.values() if "together" in one.why]
    assert drawn, "neighbours of one order"
