# SPDX-License-Identifier: Apache-2.0
"""What is known of goods that will come back, what is looked at, pick faces: from spreadsheets."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from backend.store import book_tables as t
from backend.store.read_office import quality
from backend.store.reverse_tables import reverse_records
from backend.store.site import create_site
from tests.commands.conftest import Console
from tests.commands.test_sheets import sheet


@pytest.fixture
def site(empty: Console, tmp_path: Path) -> Console:
    """A site with three parts and a place."""
    empty.database.write(lambda c: create_site(c, "DC01", "Central Parts", "epoch-1"))
    parts = sheet(tmp_path, "part,family", "ALT-1,reman", "ALT-1C,cores", "FLT-1,filters")
    places = tmp_path / "places.csv"
    places.write_text("location,kind,role\nA01-001-A,bin,forward\n")
    assert empty.run("import-csv", "parts", parts).exit_code == 0
    assert empty.run("import-csv", "locations", str(places)).exit_code == 0
    return empty


def kept(one: Console, kind: str) -> dict[str, dict[str, Any]]:
    r = reverse_records.c
    query = sa.select(r.name, r.body).where(r.kind == kind)
    return {row.name: row.body for row in one.database.read(lambda c: c.execute(query).all())}


def taken(one: Console, folder: Path, kind: str, *lines: str) -> None:
    done = one.run("import-csv", kind, sheet(folder, *lines))
    assert done.exit_code == 0, done.output
    assert f"{len(lines) - 1} rows imported" in done.output, done.output


def refused(one: Console, folder: Path, kind: str, *lines: str) -> str:
    journal = sa.select(sa.func.count()).select_from(t.journal)
    before = one.database.read(lambda c: c.scalar(journal))
    done = one.run("import-csv", kind, sheet(folder, *lines))
    assert done.exit_code == 1, done.output
    assert one.database.read(lambda c: c.scalar(journal)) == before
    return done.output


def test_an_authorization_is_its_rows_together(site: Console, tmp_path: Path) -> None:
    head = "authorization,customer,line,part,quantity,price_minor,currency,closes_on,serials"
    taken(site, tmp_path, "authorizations", head,
          "RMA-1,DLR1,1,FLT-1,4,900,eur,2099-01-01,", "RMA-2,DLR2,1,FLT-1,1,,,,",
          "RMA-1,DLR1,2,ALT-1,1,,EUR,2099-01-01,S1")  # fmt: skip
    told = kept(site, "authorization")
    assert told["RMA-1"]["lines"] == [
        {"line": 1, "part": "FLT-1", "quantity": 4, "price_minor": 900},
        {"line": 2, "part": "ALT-1", "quantity": 1, "serials": ["S1"]}]  # fmt: skip
    assert (told["RMA-1"]["customer"], told["RMA-1"]["currency"]) == ("DLR1", "EUR")
    assert (told["RMA-1"]["state"], told["RMA-2"]["customer"]) == ("approved", "DLR2")


def test_deposits_groups_and_checks_of_cores(site: Console, tmp_path: Path) -> None:
    taken(site, tmp_path, "core-groups", "part,core_group,family,core_part",
          "ALT-1,ALT,alternator,ALT-1C")  # fmt: skip
    taken(site, tmp_path, "core-checks", "family,check,fail", "alternator,complete,core_partial",
          "alternator,pulley_turns,core_reject", "alternator,in_window,core_partial")  # fmt: skip
    taken(site, tmp_path, "deposits", "order,line,customer,core_group,part,quantity,deposit_minor,"
          "currency,due_on", "SO-7,1,DLR1,ALT,ALT-1,2,5000,EUR,2099-01-01")  # fmt: skip
    assert sorted(kept(site, "core_deposit")) == ["SO-7|1|1", "SO-7|1|2"]
    assert kept(site, "core_group")["ALT-1"]["core_part"] == "ALT-1C"
    checks = kept(site, "checklist")["alternator"]["checks"]
    assert [(one["check"], one["fail"], one.get("by_book", False)) for one in checks] == [
        ("same_family", "core_reject", True), ("in_window", "core_partial", True),
        ("deposit_open", "core_reject", True), ("complete", "core_partial", False),
        ("pulley_turns", "core_reject", False)]  # fmt: skip


def test_claims_orders_and_what_a_vendor_credited(site: Console, tmp_path: Path) -> None:
    taken(site, tmp_path, "claims", "claim,part,serial,customer,claimed_minor,currency,keep_until",
          "WC-1,ALT-1,S1,DLR1,40000,EUR,2099-12-31")  # fmt: skip
    taken(site, tmp_path, "claims", "claim,part,called_in", "WC-1,ALT-1,yes")
    claim = kept(site, "claim")["WC-1"]
    assert (claim["called_in"], claim["claimed_minor"], claim["state"]) == (
        True, 40000, "submitted")  # fmt: skip
    taken(site, tmp_path, "reman-orders", "order,core_group,part", "RO-1,ALT,ALT-1")
    assert kept(site, "reman_order")["RO-1"]["state"] == "open"
    taken(site, tmp_path, "vendor-credits", "shipment,part,quantity,vendor", "SH-1,ALT-1C,2,SUP1")
    assert kept(site, "core_shipment")["SH-1"]["credited"] == {"ALT-1C": 2}
    assert site.run("verify", "--replay").exit_code == 0


def test_a_checklist_of_a_family_may_measure(site: Console, tmp_path: Path) -> None:
    taken(site, tmp_path, "checklists", "family,check,asks,label,photo,unit,low,high",
          "filters,bore,measure,Inner diameter,yes,mm,11.8,12.25",
          "filters,clean,yes_no,Clean,,,,", ",whole,yes_no,Whole,,,,")  # fmt: skip
    found = site.database.read(lambda c: quality(c, "DC01"))
    assert found.checks("filters") == (
        {"check": "bore", "asks": "measure", "label": "Inner diameter", "photo": True,
         "unit": "mm", "scale": 2, "low": 1180, "high": 1225},
        {"check": "clean", "asks": "yes_no", "label": "Clean"})  # fmt: skip
    assert found.checks("") == ({"check": "whole", "asks": "yes_no", "label": "Whole"},)


def test_customers_are_told_to_devices(site: Console, tmp_path: Path) -> None:
    taken(site, tmp_path, "customers", "customer,name", "DLR1,ALDER MOTORS", "DLR2,BIRCHWOOD")
    taken(site, tmp_path, "customers", "customer,name", "DLR1,ALDER AND SON")
    query = sa.select(t.feed.c.key, t.feed.c.body).where(t.feed.c.topic == "customer")
    told = {row.key: json.loads(row.body)
            for row in site.database.read(lambda c: c.execute(query).all())}  # fmt: skip
    assert told == {"DLR1": {"customer": "DLR1", "name": "ALDER AND SON"},
                    "DLR2": {"customer": "DLR2", "name": "BIRCHWOOD"}}  # fmt: skip
    assert site.run("verify", "--replay").exit_code == 0


def test_faces_of_a_part_are_told_together_and_taken_away(site: Console, tmp_path: Path) -> None:
    taken(site, tmp_path, "faces", "part,location,minimum,maximum", "FLT-1,A01-001-A,4,20")
    assert kept(site, "face")["FLT-1"]["faces"] == [
        {"location": "A01-001-A", "minimum": 4, "maximum": 20}]  # fmt: skip
    taken(site, tmp_path, "faces", "part,location", "FLT-1,")
    assert kept(site, "face")["FLT-1"]["faces"] == []
    output = refused(site, tmp_path, "faces", "part,location,minimum,maximum",
                     "NOPE,A01-001-A,1,2", "FLT-1,X,1,2")  # fmt: skip
    assert "row 2 part: unknown part NOPE" in output
    assert "row 3 location: unknown location X" in output


def test_many_faces_of_one_part_are_not_cut(
    site: Console, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("backend.use_cases.import_csv.ROWS_MAX", 2)
    (tmp_path / "places.csv").write_text("location\nB1\nB2\nB3\n")
    assert site.run("import-csv", "locations", str(tmp_path / "places.csv")).exit_code == 0
    taken(site, tmp_path, "faces", "part,location,maximum", "ALT-1,B1,5",
          *(f"FLT-1,B{n},9" for n in (1, 2, 3)))  # fmt: skip
    assert [one["location"] for one in kept(site, "face")["FLT-1"]["faces"]] == ["B1", "B2", "B3"]


BAD = [
    ("authorizations", "authorization,customer,line,part,quantity",
     ("R,DLR1,1,FLT-1,4", "R,DLR2,2,FLT-1,1"), "row 3 customer: DLR2: row 2 of R says DLR1"),
    ("authorizations", "authorization,customer,line,part,quantity,serials",
     ("R,DLR1,1,FLT-1,1,A|B",), "row 2: names 2 serials for 1 units"),
    ("authorizations", "authorization,customer,line,part,quantity,state",
     ("R,DLR1,1,FLT-1,1,maybe",), "row 2 state: 'maybe' must be one of requested"),
    ("deposits", "order,line,customer,core_group,deposit_minor",
     ("S,1,DLR1,ALT,50.50",), "row 2 deposit_minor: '50.50' is no whole number of cents"),
    ("deposits", "order,line,customer,core_group,deposit_minor,quantity,tag",
     ("S,1,DLR1,ALT,50,2,T",), "row 2: names one tag for 2 units"),
    ("deposits", "order,line,customer,core_group,deposit_minor",
     ("S|1,1,DLR1,ALT,50",), "row 2 order: S|1: a code cannot hold |"),
    ("deposits", "order,line,customer,core_group,deposit_minor,currency",
     ("S,1,DLR1,ALT,50,EURO",), "row 2 currency: 'EURO' is no currency"),
    ("core-checks", "family,check,fail", ("alt,complete,core_ok",),
     "row 2 fail: 'core_ok' must be one of core_partial"),
    ("checklists", "family,check,asks,label", ("f,bore,measure,Bore",),
     "row 2: a measure needs its unit"),
    ("checklists", "family,check,asks,label,unit,low,high", ("f,bore,measure,Bore,mm,3,2",),
     "row 2: low is above high"),
    ("faces", "part,location,minimum,maximum", ("FLT-1,A01-001-A,5,4",),
     "row 2: minimum is above maximum"),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "head", "rows", "said"), BAD)
def test_a_file_with_a_fault_is_refused_whole_by_row_and_column(
    site: Console, tmp_path: Path, kind: str, head: str, rows: tuple[str, ...], said: str
) -> None:
    assert said in refused(site, tmp_path, kind, head, *rows)


def test_parts_that_nobody_knows_are_said_and_taken(site: Console, tmp_path: Path) -> None:
    file = sheet(tmp_path, "part,core_group,core_part", "STA-1,STA,STA-1C")
    done = site.run("import-csv", "core-groups", file)
    assert done.exit_code == 0, done.output
    assert "warning: row 2 part: STA-1 is not known here yet" in done.output
    assert "warning: row 2 core_part: STA-1C is not known here yet" in done.output
