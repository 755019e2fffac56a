# SPDX-License-Identifier: Apache-2.0
"""A supplier's plates that differed make more of its next ones be opened and counted (RC2)."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from backend.domain.policy import Policy
from backend.domain.records import Kind
from backend.domain.sampling.plates import Seen, is_opened, score
from tests.acceptance.goods import notice
from tests.domain.floor import SUPPLIER, Floor, line

FILTER = "FLT-00318"
VECTORS = json.loads((Path(__file__).parents[1] / "vectors/opened_plates.json").read_text("utf-8"))


@pytest.mark.parametrize("row", VECTORS["vectors"])
def test_a_plate_is_opened_where_so_many_are(row: dict[str, Any]) -> None:
    assert is_opened(row["lpn"], row["percent"]) is row["opened"]


def test_about_so_many_plates_of_a_hundred_are_opened() -> None:
    opened = sum(is_opened(f"0061414100000{n:05d}", 20) for n in range(2000))
    assert 340 < opened < 460


def seen(differed: int, fine: int, *, opened: bool = False) -> list[Seen]:
    return [Seen(f"P{n}", n < differed, opened) for n in range(differed + fine)]


def test_the_score_is_the_share_of_plates_that_came_as_announced() -> None:
    assert score(seen(1, 8)) is None, "nine plates say nothing"
    assert score(seen(1, 9)) == 90
    assert score(seen(1, 29)) == 96, "rounded down"
    assert score([*seen(0, 40), *seen(5, 5, opened=True)]) == 50, "ten opened ones say more"
    assert score([*seen(1, 30), *seen(5, 4, opened=True)]) == 85, "nine do not"


def comes(floor: Floor, name: str, plates: int, short: int = 0) -> dict[str, Any]:
    """A truck of cartons with ten filters each, of which `short` have nine."""
    lpns = [f"{name}-{n}" for n in range(plates)]
    told = notice(*((lpn, [line(FILTER, 10)]) for lpn in lpns), truck=name)
    floor.tell("asn_import", told)
    for n, lpn in enumerate(lpns):
        receives(floor, name, lpn, 9 if n < short else 10)
    return floor.books.asns[name]


def receives(floor: Floor, name: str, lpn: str, found: int, **more: Any) -> None:
    body = {"receipt": f"R-{name}", "asn": name, "supplier": SUPPLIER, "location": "DOCK-01",
            "lpn": lpn, "parent_lpn": None, "lines": [line(FILTER, found)] if found else [], **more}
    floor.tell("receipt", body)


def latest(floor: Floor) -> list[list[Any]]:
    body = floor.books.records[Kind.SUPPLIER, SUPPLIER].body
    return list(body["plates"])


def test_a_supplier_whose_plates_differed_gets_more_of_them_opened() -> None:
    floor = Floor()
    first = comes(floor, "T1", 10, short=1)
    assert "score" not in first, "nothing was known of it"
    second = comes(floor, "T2", 10)
    assert (second["score"], second["open_percent"]) == (90, 20)
    third = comes(floor, "T3", 1)
    assert (third["score"], third["open_percent"]) == (95, 0), "good enough"


def test_a_notice_keeps_the_score_that_stood_when_it_came() -> None:
    floor = Floor()
    comes(floor, "T1", 10)
    assert comes(floor, "T2", 10, short=10)["score"] == 100


def test_a_site_says_what_is_low_and_how_many_are_opened_then() -> None:
    floor = Floor()
    floor.books.policy = Policy(1, {
        "receive.score_least": 80, "receive.open_percent_low": 60, "receive.score_plates": 10})
    comes(floor, "T1", 10, short=2)
    assert comes(floor, "T2", 10, short=3)["open_percent"] == 0
    assert comes(floor, "T3", 1)["open_percent"] == 60, "the latest ten alone"
    assert len(latest(floor)) == 10


def test_what_the_office_says_of_a_supplier_stands_in_place_of_the_facts() -> None:
    floor = Floor()
    named = {"supplier": SUPPLIER, "name": "N"}
    floor.tell("catalogue_import", {"suppliers": [{**named, "score": 70}]})
    assert comes(floor, "T1", 10)["open_percent"] == 20
    floor.tell("catalogue_import", {"suppliers": [{"supplier": SUPPLIER, "name": "Northgate"}]})
    assert comes(floor, "T2", 1)["score"] == 70, "not named, not changed"
    floor.tell("catalogue_import", {"suppliers": [{"supplier": SUPPLIER, "score": None}]})
    assert comes(floor, "T3", 1)["score"] == 100
    assert floor.books.suppliers[SUPPLIER].name == "Northgate"


def test_damaged_short_and_wrong_goods_differ_and_one_plate_is_one() -> None:
    floor = Floor()
    floor.tell("asn_import", notice(*((f"C{n}", [line(FILTER, 10)]) for n in range(5)), truck="T"))
    receives(floor, "T", "C0", 10)
    receives(floor, "T", "C1", 9, lines=[{**line(FILTER, 10), "condition": "damaged"}])
    receives(floor, "T", "C2", 8, beside=[line(FILTER, 2)])
    receives(floor, "T", "S1", 2, aside="damaged")
    receives(floor, "T", "C3", 0)
    receives(floor, "T", "L-1", 10)
    receives(floor, "T", "C0", 10)
    said = {lpn: differed for lpn, differed, _ in latest(floor)}
    assert said == {"C0": False, "C1": True, "C2": True, "C3": True}
    receives(floor, "T", "C0", 8)
    assert {lpn: differed for lpn, differed, _ in latest(floor)}["C0"] is True


def test_what_is_found_at_put_away_counts_too() -> None:
    floor = Floor()
    comes(floor, "T1", 1)
    floor.tell("receipt_differs", {"holder": "lpn:T1-0", "part": FILTER, "lot": None, "told": 10,
                                   "found": 7, "serials": [], "receipt": "R-T1", "asn": "T1",
                                   "supplier": SUPPLIER})  # fmt: skip
    assert latest(floor) == [["T1-0", True, False]]


def test_it_is_kept_whether_a_plate_was_one_to_be_opened() -> None:
    floor = Floor()
    floor.books.policy = Policy(1, {"receive.open_percent": 100})
    comes(floor, "T1", 1)
    floor.books.policy = Policy(2, {"receive.blind": True})
    comes(floor, "T2", 1)
    assert [opened for _, _, opened in latest(floor)] == [True, True]
