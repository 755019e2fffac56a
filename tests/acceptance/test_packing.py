# SPDX-License-Identifier: Apache-2.0
"""Packing: PA1 to PA9 of the flows, and the core tag of PK20, on a handheld in a browser."""

from __future__ import annotations

import time
from typing import Any

import sqlalchemy as sa

from backend.domain.parts import Hazard, Part, Tracking
from backend.store import book_tables
from backend.store.print_tables import print_jobs
from tests.acceptance.conftest import Hire
from tests.acceptance.goods import order
from tests.acceptance.served import Floor
from tests.acceptance.worker import Worker
from tests.browser.handheld import WAIT_MS
from tests.domain.floor import line

PADS, MODULE, FILTER = "BRK-10442", "ECU-77810-AB", "FLT-00318"


def tote(floor: Floor, *asked: tuple[dict[str, Any], str], name: str = "O-1", **more: Any) -> None:
    """Goods (a line, and the bin they stood in) picked for an order into T-0001 by somebody."""
    floor.has({"qualified": [{"part": MODULE, "supplier": "SUP0417"}]})
    for goods, bin_ in asked:
        floor.stocked(bin_, {**goods, "quantity": max(goods["quantity"], 1)})
    wanted = [(goods["part"], goods["quantity"]) for goods, _ in asked]
    floor.office("order_import", order(name, *wanted, **more))
    for n, (goods, bin_) in enumerate(asked, 1):
        floor.tell("pick", {"order": name, "line": n, "source": bin_, "target": "lpn:T-0001",
                            "lines": [goods]})  # fmt: skip


def two_parts(floor: Floor, **more: Any) -> None:
    tote(floor, (line(PADS, 4, "L1"), "A07-032-C"),
         (line(MODULE, 1, None, "E7A000290"), "A02-015-B"), **more)  # fmt: skip


def packing(hire: Hire, carton: str = "C-0001") -> Worker:
    """A packer with the tote open and a carton beside it, out of reach of the network."""
    lopez = hire("lopez")
    lopez.tap("Pack")
    lopez.offline()
    lopez.scan("T-0001", carton)
    return lopez


def carton(worker: Worker, what: str) -> None:
    """What is done with a carton, behind "Problem"."""
    side = worker.page.get_by_role("button", name="Carton", exact=True)
    behind = worker.page.get_by_role("button", name="Problem")
    side.or_(behind).first.wait_for()
    if behind.count():
        worker.tap("Problem")
    side.click()
    worker.tap(what)


def understood(worker: Worker) -> None:
    """Closes a stop, as a keyboard does: a finger has to stay on the button for two seconds."""
    worker.page.locator(".longpress").evaluate("button => button.click()")


def setting(floor: Floor, key: str, value: Any) -> None:
    result = floor.ask("policy_change", {"base": 0, "changes": {key: value}})
    assert result.reason is None, result


def printed(floor: Floor, template: str, count: int) -> list[dict[str, Any]]:
    """The print jobs of a template, once there are so many and all of them were sent."""
    c = print_jobs.c
    query = sa.select(print_jobs).where(c.template == template).order_by(c.created_at)
    end = time.monotonic() + WAIT_MS / 1000
    while True:
        rows = [dict(row._mapping) for row in floor.site.rows(query)]
        if len(rows) == count and all(row["state"] == "sent" for row in rows):
            return rows
        assert time.monotonic() < end, [(row["identity"], row["state"]) for row in rows]
        time.sleep(0.05)


def test_pa1_each_unit_is_scanned(floor: Floor, hire: Hire) -> None:
    two_parts(floor)
    lopez = packing(hire)
    lopez.says(PADS, MODULE)
    lopez.scan(MODULE)
    lopez.says("Scan the serial")
    lopez.scan("E7A000290", PADS)
    lopez.number(4)
    lopez.says("Order is packed")
    lopez.online()
    assert floor.stock(PADS)["lpn:C-0001", "L1", ""] == 4
    assert floor.questions() == []


def test_pa1_a_site_that_trusts_its_pickers_takes_the_tote_whole(floor: Floor, hire: Hire) -> None:
    setting(floor, "pack.scan_units", False)
    two_parts(floor)
    lopez = packing(hire)
    lopez.says("All of it")
    lopez.shot("pa1")
    lopez.tap("All of it")
    lopez.says("Order is packed")
    lopez.online()
    assert floor.stock(MODULE) == {("lpn:C-0001", "", "E7A000290"): 1}
    assert floor.questions() == []


def test_pa2_a_wrong_unit_stops_and_a_missing_one_is_asked_about(floor: Floor, hire: Hire) -> None:
    two_parts(floor)
    lopez = packing(hire)
    lopez.scan(FILTER)
    lopez.says("Not in this tote", "Nothing recorded")
    lopez.scan(PADS)
    lopez.number(3)
    lopez.problem("Missing")
    lopez.says("What is missing?")
    lopez.tap(PADS)
    lopez.number(1)
    lopez.tap("Not in the tote")
    lopez.shot("pa2")
    lopez.tap("Record 1 missing")
    lopez.scan("E7A000290")
    lopez.online()
    [question] = floor.questions("pack_short")
    assert question["body"]["quantity"] == 1
    [task] = floor.tasks("pick")
    assert (task["body"]["part"], task["body"]["quantity"]) == (PADS, 1)
    assert [one["body"]["location"] for one in floor.tasks("count")] == ["A07-032-C"]


def test_pa3_a_carton_is_changed_weighed_and_emptied_into_another(floor: Floor, hire: Hire) -> None:
    tote(floor, (line(PADS, 4, "L1"), "A07-032-C"))
    lopez = packing(hire)
    lopez.scan(PADS)
    lopez.number(1)
    lopez.problem("Other carton")
    lopez.says("Scan a carton plate")
    lopez.scan("C-0002", PADS)
    lopez.number(3)
    lopez.says("Order is packed")
    carton(lopez, "Weigh")
    lopez.number(9000)
    lopez.says("Weight differs", "9,000 g. Should be 5,700 g.")
    lopez.shot("pa3")
    lopez.number(9000)
    lopez.says("Order is packed")
    lopez.tap("Go on")
    lopez.tap("Pack")
    lopez.scan("C-0001", "C-0002")
    lopez.tap("All of it")
    lopez.says("Order is packed")
    lopez.online()
    assert floor.stock(PADS)["lpn:C-0002", "L1", ""] == 4
    [question] = floor.questions()
    assert (question["kind"], question["body"]["weight_g"]) == ("carton_weight", 9000)


def test_pa3_the_smallest_carton_that_holds_it_is_proposed_and_another_can_be_taken(
    floor: Floor, hire: Hire
) -> None:
    sides = {"length_mm": 300, "width_mm": 200}
    floor.has({"cartons": [
        {"carton": "CARTON S", **sides, "height_mm": 100, "max_g": 5000},
        {"carton": "CARTON M", **sides, "height_mm": 150, "max_g": 9000, "weight_g": 300},
        {"carton": "CARTON L", **sides, "height_mm": 300, "max_g": 15000, "weight_g": 500},
    ]})  # fmt: skip
    tote(floor, (line(PADS, 4, "L1"), "A07-032-C"))
    lopez = hire("lopez")
    lopez.tap("Pack")
    lopez.offline()
    lopez.scan("T-0001")
    lopez.says("CARTON M", "300 × 200 × 150 mm", "The smallest for 6 L and 7.6 kg.")
    lopez.shot("pa3-proposed")
    lopez.tap("Other size")
    lopez.says("Too small")
    lopez.shot("pa3-sizes")
    lopez.tap("CARTON S")
    lopez.says("You chose it.")
    lopez.scan("C-0001", PADS)
    lopez.number(3)
    lopez.says("Too heavy for it", "5,700 g. It may weigh 5,000 g.")
    lopez.shot("pa3-heavy")
    lopez.problem("Other carton")
    lopez.says("CARTON S", "The smallest for 1.5 L and 1.9 kg.")
    lopez.scan("C-0002", PADS)
    lopez.number(1)
    lopez.says("Order is packed")
    lopez.online()
    query = sa.select(book_tables.orders.c.body)
    [packed] = floor.site.rows(query)
    assert packed.body["details"]["sizes"] == {"C-0001": "CARTON S", "C-0002": "CARTON S"}


def test_pa4_held_goods_are_pulled_and_their_line_is_open_again(floor: Floor, hire: Hire) -> None:
    two_parts(floor)
    floor.stocked("B04-011-B", line(PADS, 9, "L2"))
    floor.tell("hold", {"hold": "H-1", "scope": {"part": PADS, "lot": "L1"}, "reason": "recall"})
    lopez = packing(hire)
    lopez.scan(PADS)
    lopez.says("Do not use this unit")
    understood(lopez)
    carton(lopez, "Pull held goods")
    lopez.says("Scan the hold place", "Q01-004-A")
    lopez.shot("pa4")
    lopez.scan("Q01-004-A", "E7A000290")
    lopez.online()
    assert floor.stock(PADS)["Q01-004-A", "L1", ""] == 4
    [task] = floor.tasks("pick")
    assert (task["body"]["location"], task["body"]["quantity"]) == ("B04-011-B", 4)
    assert floor.tasks("put_back") == []


def test_pa5_a_wrong_serial_is_swapped_with_a_reason(floor: Floor, hire: Hire) -> None:
    two_parts(floor)
    floor.stocked("B04-011-B", line(MODULE, 1, None, "E7A000777"))
    lopez = packing(hire)
    lopez.scan("E7A000290")
    lopez.says("Packed")
    carton(lopez, "Swap a serial")
    lopez.says("Scan the unit to take out")
    lopez.again("E7A000290")
    lopez.scan("E7A000777")
    lopez.tap("Label differs")
    lopez.says("Scan where the old one goes")
    lopez.shot("pa5")
    lopez.scan("A02-015-B", PADS)
    lopez.number(4)
    lopez.says("Order is packed")
    lopez.online()
    assert floor.stock(MODULE) == {
        ("lpn:C-0001", "", "E7A000777"): 1, ("A02-015-B", "", "E7A000290"): 1}
    assert floor.questions() == []
    assert floor.tasks("pick") == []


def test_pa6_dangerous_goods_want_marks_and_a_carton_of_their_own(floor: Floor, hire: Hire) -> None:
    paint = Hazard("3", "UN1263", "II", state="liquid")
    peroxide = Hazard("5.1", "UN1479", "II", state="solid")
    floor.has(Part("PNT-1", "Paint, half a litre", hazard=paint, volume_ml=500),
              Part("CLN-1", "Cleaner", hazard=peroxide, weight_g=500))  # fmt: skip
    tote(floor, (line("PNT-1", 1), "H01-001-A"), (line("CLN-1", 1), "H01-001-A"))
    lopez = packing(hire)
    lopez.scan("PNT-1")
    lopez.number(1)
    lopez.says("Limited quantity, UN1263")
    lopez.shot("pa6")
    lopez.tap("Marks are on")
    lopez.says("Scan a part in the tote")
    lopez.scan("CLN-1")
    lopez.says("Not in one carton")
    lopez.shot("pa6")
    understood(lopez)
    lopez.problem("Other carton")
    lopez.says("Scan a carton plate")
    lopez.scan("C-0002", "CLN-1")
    lopez.number(1)
    lopez.tap("No marks on it")
    lopez.online()
    [hold] = floor.holds()
    assert (hold["scope"]["lpn"], hold["reason"]) == ("C-0002", "marks_missing")


def test_pa7_a_label_is_printed_and_again_with_a_reason(floor: Floor, hire: Hire) -> None:
    two_parts(floor)
    lopez = packing(hire)
    lopez.scan("E7A000290")
    lopez.says("Packed")
    carton(lopez, "Print the label")
    lopez.says("Goes to the printer")
    carton(lopez, "Print the label")
    lopez.says("Destroy the old label.")
    lopez.shot("pa7")
    lopez.tap("Torn or smudged")
    lopez.says("Goes to the printer")
    lopez.online()
    jobs = printed(floor, "lpn", 2)
    assert [job["identity"] for job in jobs] == ["C-0001", "C-0001"]
    assert [t["body"]["reason"] for t in labels(floor)] == ["", "torn"]


def labels(floor: Floor) -> list[dict[str, Any]]:
    """What the floor wanted printed, oldest first."""
    from backend.store import book_tables as t

    query = sa.select(t.tasks).where(t.tasks.c.kind == "label").order_by(t.tasks.c.task)
    return [dict(row._mapping) for row in floor.site.rows(query)]


def test_pa8_the_packing_list_is_in_the_language_of_the_dealer(floor: Floor, hire: Hire) -> None:
    two_parts(floor, ship_to={"id": "D1001", "language": "de"})
    lopez = packing(hire)
    lopez.scan("E7A000290", PADS)
    lopez.number(4)
    lopez.says("Order is packed")
    carton(lopez, "Print the packing list")
    lopez.says("Goes to the printer")
    lopez.online()
    [job] = printed(floor, "packing_list", 1)
    assert job["content"].startswith(b"%PDF")
    c = sa.table("print_sources", sa.column("rows", sa.JSON), sa.column("request_key"))
    [source] = floor.site.rows(sa.select(c.c.rows).where(c.c.request_key == job["request_key"]))
    [sheet] = source.rows
    assert (sheet["title"], sheet["order"]) == ("Packliste", "Auftrag O-1")
    assert sheet["row01"] == f"4 x {PADS} Brake pad set L1"


def test_pa9_packed_after_the_cut_off_somebody_decides_how_it_goes(
    floor: Floor, hire: Hire
) -> None:
    tote(floor, (line(PADS, 4, "L1"), "A07-032-C"), cut_off="2020-01-01T16:00:00Z",
         carrier="SAIA", service="GROUND")  # fmt: skip
    lopez = packing(hire)
    lopez.scan(PADS)
    lopez.number(4)
    lopez.says("next route")
    lopez.shot("pa9")
    lopez.online()
    [question] = floor.questions("cut_off_missed")
    assert question["body"]["service"] == "GROUND"


def test_pk20_a_core_tag_is_printed_with_the_part(floor: Floor, hire: Hire) -> None:
    floor.has(Part("ALT-2044", "Alternator, exchange", tracking=Tracking.NONE))
    floor.office("returns_import", {"groups": [
        {"part": "ALT-2044", "core_group": "ALT", "family": "alternator",
         "core_part": "ALT-2044C"}]})  # fmt: skip
    floor.stocked("B04-011-B", line("ALT-2044", 5))
    floor.office("order_import", order("O-1", ("ALT-2044", 2)))
    lopez = hire("lopez")
    lopez.tap("Pick")
    lopez.offline()
    lopez.tap("O-1")
    lopez.scan("B04-011-B", "ALT-2044")
    lopez.number(2)
    lopez.scan("T-0001")
    lopez.says("Order is picked")
    lopez.online()
    jobs = printed(floor, "core_tag", 2)
    assert sorted(job["identity"] for job in jobs) == ["O-1|1|1", "O-1|1|2"]
