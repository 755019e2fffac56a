# SPDX-License-Identifier: Apache-2.0
"""Reading over HTTP, on both engines: pages are whole, and holds are seen through."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from backend.use_cases.import_edi import ImportEdi
from backend.use_cases.reads import BadCursor, Reads, cursor
from sync.erp.files.edi import read_edi
from tests.databases import (
    database,
    database_url,
    make_database,
    postgres_database_url,
    postgres_template,
)
from tests.domain.floor import SUPPLIER, line
from tests.scenarios.site import Handheld, Site
from tests.web.conftest import sqlite_template, sqlite_url
from tests.web.floor import Caller, Floor

__all__ = ["database", "database_url", "make_database", "postgres_database_url",
           "postgres_template", "sqlite_template", "sqlite_url"]

PALLET, PADS, MODULES = "006141410000001019", "006141410000001026", "006141410000001033"
SERIALS = ["E7A000311", "E7A000312", "E7A000313"]


@pytest.fixture
def site(database: Any) -> Site:
    """A site where a pallet with pads and modules on hold stands at the dock."""
    one = Site(database).set_up()
    one.tell("catalogue_import", {"opening": [
        {"location": "A02-015-B", "part": "ECU-77810-AB", "quantity": 1, "serials": ["E7A000290"]},
    ]})  # fmt: skip
    handheld = Handheld(one)
    for lpn, goods in (
        (PADS, line("BRK-10442", 40, "L26-0188")),
        (MODULES, line("ECU-77810-AB", 3, None, *SERIALS)),
    ):
        handheld.tell("receipt", {"receipt": "SHP1", "asn": None, "supplier": SUPPLIER, "lpn": lpn,
                                  "location": "DOCK-01", "parent_lpn": PALLET, "lines": [goods]})
    handheld.push()
    return one


@pytest.fixture
def chief(site: Site, database_url: str, tmp_path: Path) -> Iterator[Caller]:
    """A supervisor signed in at that site."""
    floor = Floor(database_url, tmp_path, {})
    yield floor.signed_in("supervisor")
    floor.close()


def everything(chief: Caller, path: str, limit: int, **query: str) -> list[Any]:
    """All pages, each at most `limit` long."""
    items, after = [], None
    while True:
        page = chief.ask("GET", f"/api/v1{path}", query_string={
            **query, "limit": limit, **({"after": after} if after else {}),
        }).get_json()  # fmt: skip
        assert len(page["items"]) <= limit
        items += page["items"]
        after = page["next"]
        if after is None:
            return items


LISTS = ("/stock", "/stock/moves", "/journal", "/exceptions", "/orders", "/asns", "/tasks",
         "/parts", "/locations", "/holds", "/shipments", "/erp/documents")  # fmt: skip


@pytest.mark.parametrize("path", LISTS)
def test_small_pages_put_together_are_one_large_page(
    chief: Caller, site: Site, path: str
) -> None:
    read_in(site)
    whole = everything(chief, path, 500)
    assert whole or path in ("/exceptions", "/shipments")
    assert everything(chief, path, 1) == whole
    assert everything(chief, path, 2) == whole


def read_in(site: Site) -> None:
    """The truck's notice and the emergency order."""
    importer = ImportEdi(read_edi, site.intake.tell, Reads(site.database))
    folder = Path(__file__).parents[1] / "edi"
    for name in ("D01_856_stpi_sscc_serial_lot.edi", "D03_940_dealer_order.edi"):
        report = importer((folder / name).read_bytes(), site="DC01", actor="t", now=site.now)
        assert report.ok, report.to_json()


def test_what_stands_on_a_pallet_stands_where_the_pallet_is(chief: Caller) -> None:
    for query in ("location=DOCK-01", f"lpn={PALLET}", f"lpn={PALLET}&location=DOCK-01"):
        found = chief.get(f"/api/v1/stock?{query}").get_json()["items"]
        assert [(s["lpn"], s["location"], s["quantity"]) for s in found] == [
            (PADS, "DOCK-01", 40), *[(MODULES, "DOCK-01", 1)] * 3,
        ]  # fmt: skip
    (one,) = chief.get(f"/api/v1/stock?serial={SERIALS[0]}").get_json()["items"]
    assert one["status"] == "held" and one["holds"][0]["reason"] == "first_delivery"
    (free,) = chief.get("/api/v1/stock?location=A02-015-B").get_json()["items"]
    assert (free["serial"], free["status"], free["holds"]) == ("E7A000290", "available", [])


def test_a_held_unit_out_of_its_carton_is_not_available(chief: Caller, site: Site) -> None:
    """The hold names part, supplier and receipt; the unit in the bin is known by its number."""
    handheld = Handheld(site, "H-2")
    handheld.tell("putaway", {"source": f"lpn:{MODULES}", "target": "A02-015-B",
                              "lines": [line("ECU-77810-AB", 3, None, *SERIALS)]})
    handheld.push()
    answer = chief.get("/api/v1/stock/ECU-77810-AB/availability").get_json()
    assert answer == {"part": "ECU-77810-AB", "on_hand": 4, "held": 3, "moving": 0,
                      "available": 1, "allocated": 0, "atp": 1, "missing": 0}


def test_goods_on_a_plate_that_a_count_missed_are_not_told_as_free(
    chief: Caller, site: Site
) -> None:
    """They are not on hand, whatever is on hold: a short pick must not send people there."""
    handheld = Handheld(site, "H-2")
    handheld.tell("count", {"holder": "DOCK-01", "empty": True})
    handheld.push()
    found = everything(chief, "/stock", 100)
    told = {one["part"]: one["status"] for one in found if one["lpn"]}
    assert told == {"BRK-10442": "missing", "ECU-77810-AB": "missing"}
    held = next(one for one in found if one["holder"] == f"lpn:{MODULES}")
    assert held["holds"], "what covers it is told all the same"
    part = chief.get("/api/v1/stock/BRK-10442/availability").get_json()
    assert (part["on_hand"], part["missing"]) == (0, 40)


def test_a_plate_says_where_it_stands_and_a_place_says_what_stands_in_it(chief: Caller) -> None:
    pallet = chief.get(f"/api/v1/stock/holders/lpn:{PALLET}").get_json()
    assert (pallet["place"], pallet["location"]) == ("DOCK-01", "DOCK-01")
    assert pallet["plates"] == [PADS, MODULES], "a pallet without goods of its own is not unknown"
    carton = chief.get(f"/api/v1/stock/holders/lpn:{PADS}").get_json()
    assert (carton["place"], carton["location"]) == (f"lpn:{PALLET}", "DOCK-01")
    assert carton["seen_at"].endswith("Z") and carton["missing"] is False
    dock = chief.get("/api/v1/stock/holders/DOCK-01").get_json()
    assert (dock["place"], dock["plates"]) == (None, [PALLET])
    for name in ("lpn:L-999999", "Z99-999-Z", "@supplier", "lpn:"):
        assert chief.get(f"/api/v1/stock/holders/{name}").status_code == 404


def test_a_part_and_the_places_of_a_role_are_told_as_the_feed_tells_them(chief: Caller) -> None:
    part = chief.get("/api/v1/parts/SLT-00931").get_json()
    assert (part["tracking"], part["expires"], part["hazard"]["class"]) == ("lot", True, "3")
    assert part in everything(chief, "/parts", 100)
    found = [one["part"] for one in everything(chief, "/parts", 1, starting="ecu-7")]
    assert found == [one["part"] for one in everything(chief, "/parts", 100)
                     if one["part"].startswith("ECU-7")] != []  # fmt: skip
    assert everything(chief, "/parts", 100, starting="%_") == []
    assert chief.get("/api/v1/parts?starting=E").status_code == 422
    assert chief.get("/api/v1/parts/NONE").status_code == 404
    (place,) = chief.get("/api/v1/locations?role=hold").get_json()["items"]
    assert (place["location"], place["zone"], place["kind"]) == ("Q01-004-A", "Q", "quarantine")
    assert chief.get("/api/v1/locations?role=attic").status_code == 422


def test_a_released_hold_is_still_found_by_its_state(chief: Caller, site: Site) -> None:
    (first,) = everything(chief, "/holds", 9)
    assert (first["reason"], first["state"]) == ("first_delivery", "open")
    scope = {"part": "ECU-77810-AB", "supplier": SUPPLIER, "receipt": "SHP1"}
    assert first["scope"] == scope
    site.release(first["hold"], "looked at")
    assert chief.get("/api/v1/holds?state=open").get_json()["items"] == []
    (ended,) = chief.get("/api/v1/holds?state=released").get_json()["items"]
    assert [one["actor"] for one in ended.pop("consents")] == ["moreau"]
    assert (first["overdue"], ended["overdue"]) == (True, False)
    assert ended == {**first, "state": "released", "overdue": False}


def test_a_shipment_says_what_is_on_board_and_whether_it_left(chief: Caller, site: Site) -> None:
    handheld = Handheld(site, "H-2")
    for shipment, lpn in (("S-2", PADS), ("S-1", MODULES)):
        handheld.tell("load", {"shipment": shipment, "order": None, "lpn": lpn,
                               "location": "DOOR-01"})  # fmt: skip
    handheld.push()
    site.ask("shipment", {"shipment": "S-2", "orders": []})
    assert everything(chief, "/shipments", 1) == everything(chief, "/shipments", 9)
    (left,) = chief.get("/api/v1/shipments?state=confirmed").get_json()["items"]
    assert (left["shipment"], left["door"], left["lpns"]) == ("S-2", "DOOR-01", [PADS])
    (waits,) = chief.get("/api/v1/shipments?state=open").get_json()["items"]
    assert waits["shipment"] == "S-1", "held goods are on board"


def test_a_line_of_the_journal_has_its_bytes_and_its_moves(chief: Caller) -> None:
    lines = chief.get("/api/v1/journal?device=H-1").get_json()["items"]
    assert [one["seq"] for one in lines] == [2, 1], "the latest first"
    entry = chief.get(f"/api/v1/journal/{lines[0]['op_id']}").get_json()
    assert [move["serial"] for move in entry["moves"]] == SERIALS
    assert '"kind":"receipt"' in entry["text"]
    assert chief.get("/api/v1/journal?outcome=parked").get_json()["items"] == []


def test_a_key_that_is_not_ours_is_no_cursor() -> None:
    assert cursor(None, str) is None
    assert cursor('["A", 3]', str, int) == ("A", 3)
    for text in ("", "[", "3", '["A"]', '["A", "3"]', '["A", true]', '["A", 3.0]',
                 '["A\\u0000", 3]', '["\\ud800", 3]', f'["A", {10**30}]', "[" * 9999):
        with pytest.raises(BadCursor):
            cursor(text, str, int)
