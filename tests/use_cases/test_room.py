# SPDX-License-Identifier: Apache-2.0
"""How full places are, as the store reads it: loose, on plates, on plates of plates, and within a
batch; and at how many statements."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
import sqlalchemy as sa

from backend.domain.books import Books
from backend.domain.plan.putaway_choice import Occupancy
from backend.domain.rules.directed import occupied
from backend.domain.touches import Touches
from backend.store import book_tables as t
from backend.store.load_room import load_room
from tests.domain.floor import SUPPLIER, line
from tests.scenarios.site import SITE, Handheld, Site
from tests.use_cases.busy_site import receipt
from tests.use_cases.test_statements import statements

BINS = ("A02-015-B", "A07-032-C", "B04-011-B")
PADS_ML, PADS_G = 1_500, 1_900  # one brake pad set of the floor


def _limits(site: Site, ml: int = 0, g: int = 0) -> None:
    """The three bins hold so much and no more."""
    rows = [{"location": code, "travel": n, "capacity_ml": ml, "capacity_g": g}
            for n, code in enumerate(BINS)]  # fmt: skip
    site.tell("catalogue_import", {"locations": rows})


def _announce(site: Site, shipment: str, *cartons: tuple[str, str, int, str | None]) -> None:
    packs = [
        {"kind": "carton", "lpn": lpn,
         "lines": [{"line": n, "part": part, "quantity": quantity, "lot": lot}]}
        for n, (lpn, part, quantity, lot) in enumerate(cartons, 1)
    ]  # fmt: skip
    told = site.tell("asn_import", {"asn": {"shipment": shipment, "supplier": SUPPLIER,
                                            "packs": packs}})  # fmt: skip
    assert told.outcome == "accepted", told


def _sent_to(site: Site, shipment: str) -> list[str | None]:
    (row,) = site.rows(sa.select(t.asns.c.body).where(t.asns.c.asn == shipment))
    lines = [line for pack in row.body["packs"] for line in pack["lines"]]
    return [(one["putaway"] or {}).get("location") for one in lines]


def _tasks(site: Site) -> dict[str, Any]:
    tasks = site.rows(sa.select(t.tasks).where(t.tasks.c.kind == "putaway"))
    return {row.task: row.body for row in tasks}


def _room(site: Site) -> Mapping[str, Occupancy]:
    books = Books(SITE)
    site.database.read(lambda c: load_room(c, SITE, books, Touches(plan=True)))
    return occupied(books)


def test_everything_in_a_bin_takes_its_room_however_deep_it_stands(site: Site) -> None:
    handheld = Handheld(site)
    pads = [line("BRK-10442", 4, "L1")]
    handheld.tell("receipt", receipt("C-1", pads, parent_lpn="P-1"))
    handheld.tell("receipt", receipt("C-2", pads))
    handheld.tell("putaway", {"source": "DOCK-01", "target": BINS[0], "lpn": "P-1"})
    handheld.tell("putaway", {"source": "lpn:C-2", "target": BINS[0],
                              "lines": [line("BRK-10442", 3, "L1")]})  # fmt: skip
    handheld.push()
    there = _room(site)[BINS[0]]
    assert dict(there.goods) == {("BRK-10442", "L1"): 7}
    assert (there.used_ml, there.used_g) == (7 * PADS_ML, 7 * PADS_G)
    assert set(_room(site)) == {BINS[0]}  # the unit left at the dock takes no bin's room


def test_a_plate_that_a_count_missed_takes_no_room(site: Site) -> None:
    handheld = Handheld(site)
    handheld.tell("receipt", receipt("C-1", [line("BRK-10442", 4, "L1")]))
    handheld.tell("putaway", {"source": "DOCK-01", "target": BINS[0], "lpn": "C-1"})
    handheld.tell("count", {"holder": BINS[0], "empty": True})
    handheld.push()
    assert BINS[0] not in _room(site)


@pytest.mark.parametrize("limit", [{"ml": 10 * PADS_ML}, {"g": 10 * PADS_G}], ids=["ml", "g"])
def test_a_bin_takes_what_it_has_room_for_and_the_rest_goes_elsewhere(
    site: Site, limit: dict[str, int]
) -> None:
    _limits(site, **limit)
    handheld = Handheld(site)
    handheld.tell("receipt", receipt("C-1", [line("BRK-10442", 6, "L1")]))
    handheld.tell("putaway", {"source": "DOCK-01", "target": BINS[1], "lpn": "C-1"})
    handheld.push()
    _announce(site, "S-1", ("L-1", "BRK-10442", 4, "L1"), ("L-2", "BRK-10442", 1, "L1"))
    first, second = _sent_to(site, "S-1")
    assert first == BINS[1] and second not in (None, BINS[1])


def test_a_bin_with_a_plate_is_promised_to_nobody_else(site: Site) -> None:
    _announce(site, "S-1", ("L-1", "BRK-10442", 4, "L1"))
    (first,) = _sent_to(site, "S-1")
    handheld = Handheld(site)
    handheld.tell("receipt", receipt("L-1", [line("BRK-10442", 4, "L1")], asn="S-1"))
    handheld.tell("putaway", {"source": "DOCK-01", "target": first, "lpn": "L-1"})
    handheld.push()
    _announce(site, "S-2", ("L-2", "BRK-10442", 4, "L2"))
    _announce(site, "S-3", ("L-3", "FLT-00318", 4, None))
    sent = [first, *_sent_to(site, "S-2"), *_sent_to(site, "S-3")]
    assert sorted(str(one) for one in sent) == sorted(BINS)


def test_within_one_batch_a_bin_that_was_just_filled_is_chosen_no_more(site: Site) -> None:
    _announce(site, "S-1", ("L-1", "BRK-10442", 4, "L1"))
    (announced,) = _sent_to(site, "S-1")
    handheld = Handheld(site)
    handheld.tell("receipt", receipt("X-1", [line("FLT-00318", 4)]))
    handheld.tell("putaway", {"source": "DOCK-01", "target": announced, "lpn": "X-1"})
    handheld.tell("receipt", receipt("L-1", [line("BRK-10442", 4, "L1")], asn="S-1"))
    handheld.push()
    assert _tasks(site)["putaway:L-1:0"]["location"] not in (None, announced)


def test_over_a_limit_within_one_batch_and_after_it_is_a_question_for_somebody(site: Site) -> None:
    _limits(site, ml=10 * PADS_ML)
    handheld = Handheld(site)
    for n, (quantity, many) in enumerate([(6, 1), (6, 2), (1, 1)]):
        handheld.tell("receipt", receipt(f"C-{n}", [line("BRK-10442", quantity, "L1")]))
        handheld.tell("putaway", {"source": "DOCK-01", "target": BINS[0], "lpn": f"C-{n}"})
        if many == 1:
            handheld.push()
    handheld.push()
    raised = site.rows(sa.select(t.exceptions.c.kind, t.exceptions.c.body))
    assert [row.kind for row in raised] == ["over_capacity", "over_capacity"]
    assert sorted(row.body["used"] for row in raised) == [12 * PADS_ML, 13 * PADS_ML]
    assert site.stock()[("lpn:C-2", "BRK-10442", "L1", "")] == 1
    answer = site.ask("acknowledgement", {"exception": _open(site), "note": "moved on"})
    assert answer.reason is None


def _open(site: Site) -> str:
    x = t.exceptions.c
    first, *_ = site.rows(sa.select(x.exception).where(x.state == "open").order_by(x.exception))
    return str(first.exception)


def test_a_long_notice_costs_as_many_statements_as_a_short_one(site: Site) -> None:
    spent = []
    for shipment, many in (("S-0", 2), ("S-1", 2), ("S-2", 40)):
        cartons = [(f"{shipment}-{n}", "FLT-00318", 1, None) for n in range(many)]
        with statements(site.database) as sent:
            _announce(site, shipment, *cartons)
        spent.append(len(sent))
    assert spent[2] == spent[1], spent


def test_ten_announced_cartons_cost_as_many_statements_as_fifty(site: Site) -> None:
    cartons = [(f"L-{n}", "FLT-00318", 1, None) for n in range(70)]
    _announce(site, "S-1", *cartons)
    handheld, spent = Handheld(site), []
    for first, many in ((0, 10), (10, 10), (20, 50)):
        for n in range(first, first + many):
            handheld.tell("receipt", receipt(f"L-{n}", [line("FLT-00318", 1)], asn="S-1"))
        with statements(site.database) as sent:
            handheld.push()
        spent.append(len(sent))
    assert spent[2] == spent[1], spent
