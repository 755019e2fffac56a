# SPDX-License-Identifier: Apache-2.0
"""Put-away: PU1 to PU14 of the flows, each on a handheld in a browser, out of reach of the net."""

from __future__ import annotations

from backend.domain.barcode.own import encode_own
from backend.domain.locations import Location, Role
from backend.domain.parts import Part, Tracking
from tests.acceptance.conftest import Hire
from tests.acceptance.goods import CARTON, CARTON_2, notice, order
from tests.acceptance.served import Floor
from tests.acceptance.worker import Worker
from tests.domain.floor import SUPPLIER, line

PADS = line("BRK-10442", 10, "L26-0190")
FILTERS = line("FLT-00318", 6)
OWN = "A02-015-B"
"""A bin that may take the pads, and to which the plan sends nothing: it is far forward."""

SHELVES = [Location(f"A03-00{n}-A", "A", travel=90 + n) for n in range(1, 5)]
"""Empty bins near each other."""


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


def test_pu2_a_bin_that_will_not_do_is_looked_at_and_the_next_best_is_named(
    floor: Floor, hire: Hire
) -> None:
    floor.has(*SHELVES)
    received(floor, PADS)
    [task] = floor.tasks("putaway")
    place, nearest = task["body"]["location"], task["body"]["alternatives"][0]
    lopez = storing(hire)
    lopez.scan(CARTON)
    lopez.says(place)
    lopez.problem("Not here")
    lopez.says(f"Why not {place}?")
    lopez.shot("pu2-why")
    lopez.tap("Not safe")
    lopez.says(nearest, f"{place} gets a count")
    lopez.shot("pu2-next")
    lopez.scan(nearest)
    lopez.says("Scan what you bring")
    lopez.online()
    assert floor.tasks("putaway") == []
    assert [one["body"]["location"] for one in floor.tasks("count")] == [place]
    [question] = floor.questions("place_unfit")
    assert question["body"]["location"] == place


def test_pu3_a_bin_of_the_workers_own_choice_is_held_against_the_rules_and_scanned_twice(
    floor: Floor, hire: Hire
) -> None:
    floor.has(Location("A01-001-A", "A", travel=10, height_mm=50), Part(
        "BRK-10442", "Brake pad set", tracking=Tracking.LOT, weight_g=1900, volume_ml=1500,
        height_mm=80,
    ))  # fmt: skip
    received(floor, PADS)
    lopez = storing(hire)
    lopez.scan(CARTON, "A01-001-A")
    lopez.says("Too big for it")
    lopez.shot("pu3-stop")
    lopez.scan(OWN)
    lopez.says("Why another bin?")
    lopez.tap("This one fits")
    lopez.again(OWN)
    lopez.says("Scan what you bring")
    lopez.online()
    [told] = lopez.told("putaway")
    assert told["body"]["target"] == OWN


def test_pu11_cf5_of_two_sent_to_one_empty_bin_the_second_is_moved_on_by_a_task(
    floor: Floor, hire: Hire
) -> None:
    floor.has(*SHELVES)
    received(floor, PADS)
    place = bin_named(floor)
    lopez = storing(hire)
    floor.stocked(place, FILTERS)
    lopez.scan(CARTON)
    lopez.says(place)
    lopez.scan(place)
    lopez.says("Scan what you bring")
    lopez.online()
    assert floor.stock("BRK-10442") == {(f"lpn:{CARTON}", "L26-0190", ""): 10}, "a fact"
    assert floor.questions() == [], "work, not a fault"
    [task] = floor.tasks("move")
    assert (task["body"]["lpn"], task["body"]["from"]) == (CARTON, place)
    lopez.caught_up()
    lopez.again(CARTON)
    lopez.says(task["body"]["location"], "Other goods came first there")
    lopez.shot("pu11")
    lopez.scan(task["body"]["location"])
    lopez.says("Scan what you bring")
    lopez.sent()
    assert floor.tasks("move") == []


def test_pu7_goods_too_heavy_for_one_person_say_so(floor: Floor, hire: Hire) -> None:
    floor.has(Part("GBX-1", "Gearbox", weight_g=41_000), Part("ENG-1", "Engine", weight_g=90_000))
    received(floor, line("GBX-1", 1), line("ENG-1", 1))
    lopez = storing(hire)
    lopez.scan(CARTON, "GBX-1")
    lopez.says("Two people lift this")
    lopez.shot("pu7")
    lopez.scan(bin_named(floor, "GBX-1"), "ENG-1")
    lopez.says("Use a truck")
    lopez.shot("pu7")
    lopez.scan(bin_named(floor, "ENG-1"))
    lopez.says("Scan what you bring")
    lopez.online()
    assert floor.tasks("putaway") == []


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


def test_pu6_an_empty_pick_face_that_an_order_waits_for_is_filled_first(
    floor: Floor, hire: Hire
) -> None:
    floor.has(Part("FLT-00318", "Oil filter"), {"faces": [
        {"part": "FLT-00318", "location": OWN, "minimum": 1, "maximum": 4},
    ]})  # fmt: skip
    floor.ask("policy_change", {"base": 0, "changes": {"receive.cross_dock": False}})
    floor.office("order_import", order("O-1", ("FLT-00318", 3)))
    received(floor, PADS)
    received(floor, FILTERS, lpn=CARTON_2)
    lopez = storing(hire)
    lopez.says("FLT-00318")
    shown = lopez.text()
    assert shown.index(CARTON_2) < shown.index(CARTON), "it stands first in the list"
    lopez.scan(CARTON_2)
    lopez.says(OWN, "An order waits for it", "4")
    lopez.shot("pu6")
    lopez.scan(OWN)
    lopez.says("FLT-00318")
    lopez.online()
    assert floor.stock("FLT-00318") == {(OWN, "", ""): 4, (f"lpn:{CARTON_2}", "", ""): 2}
    assert floor.tasks("replenish") == []


def test_pu10_where_no_bin_is_free_goods_stand_beside_others_with_a_task_to_move_them_on(
    floor: Floor, hire: Hire
) -> None:
    for place in ("A02-015-B", "A07-032-C", "B04-011-B"):
        floor.has(Location(place, place[0], travel=90, capacity_ml=1))
    floor.has(Location("R01-001-A", "R", role=Role.BULK, travel=200))
    floor.stocked("R01-001-A", FILTERS, lpn=CARTON_2)
    received(floor, PADS)
    assert bin_named(floor) == "R01-001-A"
    lopez = storing(hire)
    lopez.scan(CARTON)
    lopez.says("R01-001-A")
    lopez.shot("pu10")
    lopez.scan("R01-001-A")
    lopez.says("Scan what you bring")
    lopez.online()
    assert floor.questions() == []
    [task] = floor.tasks("move")
    assert (task["body"]["lpn"], task["body"]["why"]) == (CARTON, ["overflow"])


def test_in11_a_hold_tag_is_printed_scanned_and_the_goods_go_only_to_a_hold_zone(
    floor: Floor, hire: Hire
) -> None:
    received(floor, FILTERS)
    told = {"hold": "HOLD-1", "reason": "damage", "note": "", "scope": {"lpn": CARTON}}
    floor.tell("hold", told)
    lopez = hire("lopez")
    asked = f"{floor.address}/api/v1/labels/data?template=hold&code={CARTON}"
    tag = lopez.context.request.get(asked).json()["data"]
    assert (tag["lpn"], tag["reason"], tag["content"]) == (CARTON, "damage", "6 FLT-00318")
    lopez.tap("Put away")
    lopez.offline()
    lopez.scan(encode_own("lpn", CARTON))
    lopez.says("Q01-004-A")
    lopez.scan("A02-015-B")
    lopez.says("Scan Q01-004-A")
    lopez.shot("in11")
    lopez.scan("Q01-004-A")
    lopez.says("Scan what you bring")
    lopez.online()
    assert floor.place(CARTON) == "Q01-004-A"
    assert floor.questions("misplaced") == []


def test_pu14_a_put_away_in_an_aisle_is_followed_by_the_pick_next_to_it(
    floor: Floor, hire: Hire
) -> None:
    received(floor, PADS)
    place = bin_named(floor)
    beside = f"{place[:4]}031-A"
    floor.has(Location(beside, place[0], travel=121), Part("BAT-00712", "Battery"))
    floor.stocked(OWN, FILTERS)
    floor.stocked(beside, line("BAT-00712", 4))
    floor.office("order_import", order("O-1", ("FLT-00318", 2)))
    floor.office("order_import", order("O-2", ("BAT-00712", 2)))
    lopez = hire("lopez")
    lopez.offline()
    lopez.says(f"Put away {CARTON}")
    lopez.shot("pu14")
    lopez.given()
    lopez.says("Scan the bin", place)
    lopez.scan(place)
    lopez.says("Order O-2, 1 line", "Same aisle")
    lopez.shot("pu14")
    lopez.given()
    lopez.says("Scan the bin", beside)
    lopez.scan(beside)
    lopez.online()
    assert floor.tasks("putaway") == []


def test_pu5_goods_join_a_plate_that_stands_there_and_the_emptied_one_is_free(
    floor: Floor, hire: Hire
) -> None:
    stored, other = "006141410000002003", "006141410000002010"
    received(floor, PADS, lpn=stored)
    place = bin_named(floor)
    floor.tell("putaway", {
        "task": None, "source": "DOCK-01", "target": place, "lpn": stored, "lines": [],
        "suggested": None, "reason": None,
    })  # fmt: skip
    received(floor, PADS)
    received(floor, FILTERS, lpn=other)
    lopez = storing(hire)
    lopez.scan(other, stored)
    lopez.says("Scan this plate again", "Other goods in it")
    lopez.shot("pu5-mixes")
    lopez.scan(bin_named(floor, "FLT-00318"), CARTON)
    lopez.says("BRK-10442")
    lopez.scan(stored)
    lopez.says("Scan what you bring", "Empty and free", CARTON)
    lopez.shot("pu5-emptied")
    lopez.tap("Undo")
    lopez.says(f"Put 10 back in {CARTON}")
    lopez.scan(CARTON)
    lopez.says("Scan what you bring")
    lopez.again(CARTON)
    lopez.scan(stored)
    lopez.says("Empty and free")
    lopez.online()
    assert floor.stock("BRK-10442") == {(f"lpn:{stored}", "L26-0190", ""): 20}
    assert floor.tasks("putaway") == []
    assert floor.tasks("move") == []
    assert floor.questions() == []


def test_pu9_another_number_than_received_goes_back_to_receiving(floor: Floor, hire: Hire) -> None:
    received(floor, PADS)
    place = bin_named(floor)
    lopez = storing(hire)
    lopez.scan(CARTON)
    lopez.says(place)
    lopez.problem("Number differs")
    lopez.says("How many are there?", "BRK-10442")
    lopez.shot("pu9-counted")
    lopez.number(8)
    lopez.says("Is this the number?", "Back to receiving")
    lopez.shot("pu9-differs")
    lopez.tap("Record 8, not 10")
    lopez.says(place, "8")
    lopez.shot("pu9-bin")
    lopez.scan(place)
    lopez.says("Scan what you bring")
    lopez.online()
    assert floor.stock("BRK-10442") == {(f"lpn:{CARTON}", "L26-0190", ""): 8}
    [question] = floor.questions("receipt_difference")
    told = question["body"]
    assert (told["difference"], told["announced"], told["counted"]) == ("short", 10, 8)
    assert (told["supplier"], told["asn"]) == (SUPPLIER, f"S{CARTON[-6:]}")
    assert floor.tasks("putaway") == []
