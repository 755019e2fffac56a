# SPDX-License-Identifier: Apache-2.0
"""What the desk asks: what still stops an order, plates by their end, whole stories."""

from __future__ import annotations

import json
from datetime import timedelta

import sqlalchemy as sa

from backend.domain.wire import timestamp_text
from backend.store import book_tables as t
from backend.store.outbox_rows import OutboxRows
from sync.intake import milliseconds
from tests.databases import (
    database,
    database_url,
    make_database,
    postgres_database_url,
    postgres_template,
)
from tests.domain.floor import SUPPLIER, line
from tests.scenarios.site import SITE, Handheld, Site
from tests.web.conftest import sqlite_template, sqlite_url
from tests.web.floor import Caller
from tests.web.test_reads import MODULES, PADS, PALLET, SERIALS, chief, everything, site

__all__ = ["chief", "database", "database_url", "make_database", "postgres_database_url",
           "postgres_template", "site", "sqlite_template", "sqlite_url"]

CARTON = "006141410000002016"


def ordered(site: Site, name: str, *lines: tuple[str, int]) -> None:
    """An order of a dealer."""
    asked = [
        {"line": n, "part": part, "requested": many, "uom": "EA"}
        for n, (part, many) in enumerate(lines, 1)
    ]
    site.tell("order_import", {"order": {
        "order": name, "name": "HILLSIDE", "ship_to": {"id": "C-1"}, "priority": "STOCK",
        "asked_by": "C-1", "lines": asked,
    }})  # fmt: skip


def picked(two: Handheld, order: str, n: int, source: str, goods: dict[str, object]) -> None:
    """Units taken into the tote T-1 for a line."""
    two.tell("pick", {"order": order, "line": n, "source": source, "target": "lpn:T-1",
                      "lines": [goods]})  # fmt: skip


def test_what_was_picked_for_an_order_is_told_with_every_hold_on_it(
    chief: Caller, site: Site
) -> None:
    ordered(site, "O-1", ("ECU-77810-AB", 1), ("BRK-10442", 8))
    ordered(site, "O-2", ("ECU-77810-AB", 1))
    two = Handheld(site, "H-2")
    picked(two, "O-1", 1, f"lpn:{MODULES}", line("ECU-77810-AB", 1, None, SERIALS[0]))
    picked(two, "O-2", 1, f"lpn:{MODULES}", line("ECU-77810-AB", 1, None, SERIALS[1]))
    picked(two, "O-1", 2, f"lpn:{PADS}", line("BRK-10442", 8, "L26-0188"))
    two.tell("pack", {"order": "O-1", "source": "lpn:T-1", "target": f"lpn:{CARTON}",
                      "lines": [line("BRK-10442", 8, "L26-0188")]})  # fmt: skip
    two.push()
    site.ask("hold", {"hold": "H-CARTON", "scope": {"lpn": CARTON}, "reason": "damage", "note": ""})
    found = everything(chief, "/orders/O-1/goods", 1)
    assert [(s["part"], s["quantity"], s["holder"]) for s in found] == [
        ("BRK-10442", 8, f"lpn:{CARTON}"), ("ECU-77810-AB", 1, "lpn:T-1"),
    ]  # fmt: skip
    assert [hold["hold"] for hold in found[0]["holds"]] == ["H-CARTON"]
    assert found[1]["serial"] == SERIALS[0], "what is in the tote for another order is not its"
    assert found[1]["holds"][0]["reason"] == "first_delivery"
    assert everything(chief, "/orders/O-1/goods", 9) == found
    assert chief.get("/api/v1/orders/O-9/goods").status_code == 404


def test_a_plate_is_found_by_the_end_of_its_number_and_never_by_a_wildcard(
    chief: Caller, site: Site
) -> None:
    (one,) = everything(chief, "/stock/plates", 9, ending="1026")
    assert (one["lpn"], one["place"], one["location"]) == (PADS, f"lpn:{PALLET}", "DOCK-01")
    two = Handheld(site, "H-2")
    for n in range(3):
        two.tell("receipt", {"receipt": f"R{n}", "asn": None, "supplier": SUPPLIER,
                             "lpn": f"Tx{n}-77AB", "location": "DOCK-01", "parent_lpn": None,
                             "lines": [line("BRK-10442", 1, "L1")]})  # fmt: skip
    two.push()
    several = everything(chief, "/stock/plates", 1, ending="77ab")
    assert [plate["lpn"] for plate in several] == ["Tx0-77AB", "Tx1-77AB", "Tx2-77AB"]
    assert everything(chief, "/stock/plates", 9, ending="77ab") == several
    assert everything(chief, "/stock/plates", 9, ending="%1026") == []
    assert chief.get("/api/v1/stock/plates?ending=026").status_code == 422


def test_a_document_says_when_it_happened_when_it_was_queued_and_when_it_was_in(
    site: Site,
) -> None:
    f = t.feed.c
    query = sa.select(f.body).where(f.topic == "erp_document", f.body.like('%"goods_receipt"%'))
    told = json.loads(site.rows(query)[0].body)
    received = timestamp_text(milliseconds(site.now))
    assert (told["state"], told["queued_at"]) == ("waiting", received)
    assert told["body"]["at"] < received, "what happened is older than what was pushed"
    outbox = OutboxRows(site.database, SITE)
    rows = outbox.claim(9, site.now, site.now + timedelta(seconds=30))
    (token,) = [row.token for row in rows if row.key == told["key"]]
    later = site.now + timedelta(minutes=7)
    assert outbox.done(told["key"], token, "R1", later)
    (row,) = [one for one in site.rows(query) if json.loads(one.body)["key"] == told["key"]]
    body = json.loads(row.body)
    assert (body["queued_at"], body["booked_at"]) == (
        received, timestamp_text(milliseconds(later))
    )  # fmt: skip


def test_the_story_of_a_unit_has_what_became_of_its_plates_while_it_was_in_them(
    chief: Caller, site: Site
) -> None:
    two = Handheld(site, "H-2")
    two.tell("putaway", {"source": f"lpn:{PALLET}", "target": "Q01-004-A", "lpn": MODULES})
    two.tell("transfer", {"source": "Q01-004-A", "target": f"lpn:{PALLET}", "lpn": MODULES})
    two.tell("transfer", {"source": "DOCK-01", "target": "Q01-004-A", "lpn": PALLET})
    two.tell("transfer", {"source": f"lpn:{MODULES}", "target": "A02-015-B",
                          "lines": [line("ECU-77810-AB", 1, None, SERIALS[0])]})  # fmt: skip
    two.tell("transfer", {"source": f"lpn:{PALLET}", "target": "DOCK-01", "lpn": MODULES})
    two.push()

    def told(serial: str) -> list[tuple[str, str, str, str]]:
        rows = everything(chief, "/stock/moves", 2, serial=serial)
        assert rows == everything(chief, "/stock/moves", 500, serial=serial)
        return [(row["kind"], row["lpn"], row["source"], row["target"]) for row in rows]

    with_it = [
        ("receipt", "", "@supplier", f"lpn:{MODULES}"),
        ("putaway", MODULES, f"lpn:{PALLET}", "Q01-004-A"),
        ("transfer", MODULES, "Q01-004-A", f"lpn:{PALLET}"),
        ("transfer", PALLET, "DOCK-01", "Q01-004-A"),
    ]
    left = ("transfer", "", f"lpn:{MODULES}", "A02-015-B")
    assert told(SERIALS[0]) == [*with_it, left], "what the plate did without it is not its story"
    stays = ("transfer", MODULES, f"lpn:{PALLET}", "DOCK-01")
    assert told(SERIALS[1]) == [*with_it, stays]
