# SPDX-License-Identifier: Apache-2.0
"""Put-away: PU1 to PU14 of the flows, each on a handheld in a browser, out of reach of the net."""

from __future__ import annotations

from tests.acceptance.conftest import Hire
from tests.acceptance.goods import CARTON, CARTON_2, notice
from tests.acceptance.served import Floor
from tests.acceptance.worker import Worker
from tests.domain.floor import SUPPLIER, line

PADS = line("BRK-10442", 10, "L26-0190")
FILTERS = line("FLT-00318", 6)
OWN = "A02-015-B"
"""A bin that may take the pads, and to which the plan sends nothing: it is far forward."""


def received(
    floor: Floor, *lines: dict[str, object], lpn: str = CARTON, announced: bool = True
) -> None:
    """A carton on the dock, as somebody else received it."""
    if announced:
        floor.office("asn_import", notice((lpn, list(lines)), truck=f"S{lpn[-6:]}"))
    floor.tell("receipt", {
        "receipt": f"R{lpn[-6:]}", "asn": f"S{lpn[-6:]}" if announced else None,
        "supplier": SUPPLIER, "location": "DOCK-01", "lpn": lpn, "parent_lpn": None,
        "lines": list(lines),
    })  # fmt: skip


def storing(hire: Hire) -> Worker:
    """Put-away is open, and the network is gone."""
    lopez = hire("lopez")
    lopez.tap("Put away")
    lopez.says("Scan")
    lopez.offline()
    return lopez


def bin_named(floor: Floor, part: str = "BRK-10442") -> str:
    """Where the task sends a part."""
    place: str = next(
        one["body"]["location"] for one in floor.tasks("putaway") if one["body"]["part"] == part
    )
    return place


def test_pu1_goods_go_to_the_bin_that_was_suggested(floor: Floor, hire: Hire) -> None:
    received(floor, PADS)
    place = bin_named(floor)
    lopez = storing(hire)
    lopez.scan(CARTON)
    lopez.says(place, "BRK-10442")
    lopez.shot("pu1")
    lopez.scan(place)
    lopez.says("Scan what you bring")
    lopez.online()
    assert floor.stock("BRK-10442") == {(f"lpn:{CARTON}", "L26-0190", ""): 10}
    assert floor.tasks("putaway") == []
    assert floor.questions() == []


def test_pu4_a_mixed_carton_is_split_over_bins(floor: Floor, hire: Hire) -> None:
    received(floor, PADS, FILTERS)
    pads, filters = bin_named(floor), bin_named(floor, "FLT-00318")
    assert pads != filters
    lopez = storing(hire)
    lopez.scan(CARTON, "BRK-10442")
    lopez.says(pads)
    lopez.scan(pads, "FLT-00318")
    lopez.says(filters)
    lopez.shot("pu4")
    lopez.scan(filters)
    lopez.says("Scan what you bring")
    lopez.online()
    assert floor.stock() == {
        (pads, "BRK-10442", "L26-0190"): 10, (filters, "FLT-00318", ""): 6,
    }  # fmt: skip
    assert floor.tasks("putaway") == []


def test_pu8_a_plate_that_is_stored_or_empty_is_named_as_what_it_is(
    floor: Floor, hire: Hire
) -> None:
    floor.stocked("B04-011-B", FILTERS, lpn=CARTON_2)
    received(floor, PADS)
    lopez = storing(hire)
    lopez.scan(CARTON_2)
    lopez.says("B04-011-B")
    lopez.shot("pu8")
    lopez.scan(CARTON)
    lopez.says(bin_named(floor))
    lopez.online()
    assert lopez.told() == []


def test_pu12_held_goods_go_to_a_hold_zone_and_nowhere_else(floor: Floor, hire: Hire) -> None:
    received(floor, line("ECU-77810-AB", 1, None, "E7A100001"))
    lopez = storing(hire)
    lopez.scan(CARTON)
    lopez.says("Q01-004-A")
    lopez.scan("A07-032-C")
    lopez.says("Scan Q01-004-A")
    lopez.shot("pu12")
    lopez.scan("Q01-004-A")
    lopez.says("Scan what you bring")
    lopez.online()
    [told] = lopez.told("putaway")
    assert told["body"]["target"] == "Q01-004-A"
    assert floor.questions("misplaced") == []


def test_pu2_a_suggested_bin_that_will_not_do_is_counted_and_another_is_taken(
    floor: Floor, hire: Hire
) -> None:
    received(floor, PADS)
    place = bin_named(floor)
    lopez = storing(hire)
    lopez.scan(CARTON)
    lopez.says(place)
    lopez.scan(OWN)
    lopez.says("Why")
    lopez.tap("Bin is full")
    lopez.says(f"{place} gets a count")
    lopez.shot("pu2")
    lopez.again(OWN)
    lopez.says("Scan what you bring")
    lopez.online()
    [count] = floor.tasks("count")
    assert count["body"]["location"] == place


def test_pu3_a_legal_bin_of_the_workers_own_choice_is_scanned_twice(
    floor: Floor, hire: Hire
) -> None:
    received(floor, PADS)
    lopez = storing(hire)
    lopez.scan(CARTON)
    lopez.scan("H01-001-A")
    lopez.says("Scan")
    lopez.shot("pu3")
    lopez.scan(OWN)
    lopez.tap("This one fits")
    lopez.again(OWN)
    lopez.says("Scan what you bring")
    lopez.online()
    [told] = lopez.told("putaway")
    assert told["body"]["target"] == OWN


def test_pu13_what_is_in_hand_is_still_in_hand_after_a_restart(floor: Floor, hire: Hire) -> None:
    received(floor, PADS)
    place = bin_named(floor)
    lopez = storing(hire)
    lopez.scan(CARTON)
    lopez.says(place)
    lopez.context.set_offline(False)
    lopez.page.reload()
    lopez.says(place, "BRK-10442")
    lopez.shot("pu13")
    lopez.scan(place)
    lopez.says("Scan what you bring")
    lopez.online()
    assert floor.tasks("putaway") == []
