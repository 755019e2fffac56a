# SPDX-License-Identifier: Apache-2.0
"""Files from partners and spreadsheets: whole or not at all, once, and every fault has a place."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from backend.store import book_tables as t
from tests.commands.conftest import Console, console

EDI = Path(__file__).parents[1] / "edi"
TRUCK, ORDER = EDI / "D01_856_stpi_sscc_serial_lot.edi", EDI / "D03_940_dealer_order.edi"
BAD = sorted(EDI.glob("D11*.edi")) + sorted(EDI.glob("D12*.edi"))


@pytest.fixture
def site(empty: Console) -> Console:
    """A site with nothing in it."""
    from backend.store.site import create_site

    empty.database.write(lambda c: create_site(c, "DC01", "Central Parts", "epoch-1"))
    return empty


def books(one: Console) -> list[Any]:
    """Everything that an import could change."""
    tables = (t.journal, t.asns, t.orders, t.moves, t.quants, t.tasks, t.quarantine, t.parts)
    return [one.database.read(lambda c, x=x: c.execute(sa.select(x)).all()) for x in tables]


def test_a_notice_and_an_order_are_imported_once(site: Console) -> None:
    first = site.run("import-edi", str(TRUCK), str(ORDER), "--json")
    assert first.exit_code == 0, first.output
    told = [json.loads(line) for line in first.stdout.splitlines()]
    assert [d["state"] for one in told for d in one["documents"]] == ["imported"] * 2
    before = books(site)
    again = site.run("import-edi", str(TRUCK), str(ORDER))
    assert again.exit_code == 0 and again.output.count("already imported") == 2
    assert books(site) == before


OTHERS = {"D04": "945", "D05": "943", "D06": "944", "D07": "947", "D08": "861", "D09": "DESADV",
          "D10": "DESADV"}


@pytest.mark.parametrize(("sample", "kind"), OTHERS.items())
@pytest.mark.parametrize("dry", [("--dry-run",), ()])
def test_a_document_that_is_not_imported_here_is_named_and_changes_nothing(
    site: Console, sample: str, kind: str, dry: tuple[str, ...]
) -> None:
    before = books(site)
    (path,) = EDI.glob(f"{sample}_*.edi")
    told = site.run("import-edi", str(path), "--json", *dry)
    said = json.loads(told.stdout)
    assert (told.exit_code, said["ok"], said["type"], said["documents"]) == (1, False, kind, [])
    (fault,) = said["faults"]
    assert fault["code"] == "not_imported_yet"
    assert fault["text"].startswith(f"{kind}, ") and "not imported here" in fault["text"]
    assert books(site) == before


@pytest.mark.parametrize(("sample", "old", "new", "where"), [
    (TRUCK, "N1*ST*CENTRAL PARTS DC*92*DC01", "N1*ST*HUB WEST*92*PDC07", "N1*ST names PDC07"),
    (ORDER, "N1*DE*CENTRAL PARTS DC*92*DC01", "N1*DE*HUB WEST*92*DC77", "N1*DE names DC77"),
])  # fmt: skip
def test_a_document_for_another_site_is_refused_unless_the_site_has_that_code(
    site: Console, tmp_path: Path, sample: Path, old: str, new: str, where: str
) -> None:
    before, path = books(site), tmp_path / "other.edi"
    assert old in sample.read_text()
    path.write_text(sample.read_text().replace(old, new))
    told = site.run("import-edi", str(path))
    assert told.exit_code == 1 and f"{where}; this site is DC01" in told.output, told.output
    assert books(site) == before
    known = console(site.url, tmp_path, PICKFACE_SITE_CODES="PDC07, DC77")
    assert known.run("import-edi", str(path)).exit_code == 0
    known.close()


def test_the_same_key_with_other_content_is_refused_loudly(site: Console, tmp_path: Path) -> None:
    assert site.run("import-edi", str(TRUCK)).exit_code == 0
    before = books(site)
    changed = tmp_path / "again.edi"
    text = TRUCK.read_text()
    assert "L26-0190" in text
    changed.write_text(text.replace("L26-0190", "L26-0191"))
    told = site.run("import-edi", str(changed))
    assert told.exit_code == 1 and "other content" in told.output
    assert re.search(r"this notice is here already, imported on 20\d\d-\d\d-\d\d at", told.output)
    assert "must come as a change" in told.output
    assert books(site) == before


def test_the_demo_says_why_it_refuses_its_own_samples_and_what_to_do(demo: Console) -> None:
    told = demo.run("import-edi", str(TRUCK))
    assert told.exit_code == 1 and "with other content" in told.output
    assert "demo create --bare" in told.output
    (line,) = demo.run("import-edi", str(TRUCK), "--json").stdout.splitlines()
    assert json.loads(line)["ok"] is False


def test_a_dry_run_says_what_would_happen_and_changes_nothing(site: Console) -> None:
    before = books(site)
    told = site.run("import-edi", str(TRUCK), "--dry-run")
    assert told.exit_code == 0 and "would be imported" in told.output
    assert books(site) == before


@pytest.mark.parametrize("path", BAD, ids=lambda path: path.name[:3])
def test_a_damaged_file_is_refused_and_the_fault_has_a_place(site: Console, path: Path) -> None:
    before = books(site)
    told = site.run("import-edi", str(path), "--json")
    assert told.exit_code == 1
    (line,) = [json.loads(line) for line in told.stdout.splitlines()]
    errors = [fault for fault in line["faults"] if fault["severity"] == "error"]
    assert errors and all(fault["segment"] and fault["number"] > 0 for fault in errors)
    assert books(site) == before


@pytest.mark.parametrize("path", sorted(EDI.glob("*.edi")), ids=lambda path: path.name[:8])
def test_no_sample_crashes_and_one_that_is_refused_changes_nothing(
    site: Console, path: Path
) -> None:
    before = books(site)
    told = site.run("import-edi", str(path), "--json")
    assert told.exception is None or isinstance(told.exception, SystemExit), told.exception
    report = json.loads(told.stdout)
    assert told.exit_code == (0 if report["ok"] else 1)
    assert (books(site) == before) == (not report["ok"])


def test_without_a_site_the_command_says_what_to_do(empty: Console) -> None:
    told = empty.run("import-edi", str(TRUCK))
    assert told.exit_code == 1 and "demo create" in told.output


def test_stock_is_added_once_and_only_where_part_and_bin_are_known(
    site: Console, tmp_path: Path
) -> None:
    parts, places, stock = (tmp_path / name for name in ("p.csv", "l.csv", "s.csv"))
    parts.write_text("part,description,tracking\nBRK-1,Brake,none\nECU-1,Module,serial\n")
    places.write_text("location,zone,role\nA01-001-A,A,forward\n")
    rows = ("A01-001-A,BRK-1,7,", "A01-001-A,ECU-1,2,S1|S2")
    stock.write_text("\n".join(["location,part,quantity,serials", *rows]))
    early = site.run("import-csv", "stock", str(stock))
    assert early.exit_code == 1 and "row 2 part: unknown part BRK-1" in early.output
    assert "row 3 location: unknown location A01-001-A" in early.output
    assert site.run("import-csv", "parts", str(parts)).exit_code == 0
    assert site.run("import-csv", "locations", str(places)).exit_code == 0
    for _ in range(2):
        told = site.run("import-csv", "stock", str(stock), "--json")
        assert told.exit_code == 0, told.output
    assert json.loads(told.stdout.splitlines()[-1])["already_imported"] == 2
    held = sa.select(sa.func.sum(t.quants.c.quantity)).where(~t.quants.c.holder.like("@%"))
    assert site.database.read(lambda c: c.execute(held).scalar_one()) == 9


def test_a_corrected_part_may_be_imported_again_and_back(site: Console, tmp_path: Path) -> None:
    described = sa.select(t.parts.c.body).where(t.parts.c.part == "BRK-1")
    path = tmp_path / "p.csv"
    for text in ("Brake", "Brake pad set", "Brake"):
        path.write_text(f"part,description\nBRK-1,{text}\n")
        assert site.run("import-csv", "parts", str(path)).exit_code == 0
        body = site.database.read(lambda c: c.execute(described).scalar_one())
        assert body["description"] == text


def test_suppliers_are_kept_renamed_and_named_on_a_notice_that_names_nobody(
    site: Console, tmp_path: Path
) -> None:
    path, notice = tmp_path / "s.csv", tmp_path / "notice.edi"
    for name in ("Northgate", "Northgate Brake"):
        path.write_text(f"supplier,name\nSUP0417,{name}\n")
        told = site.run("import-csv", "suppliers", str(path))
        assert told.exit_code == 0 and "1 rows imported" in told.output, told.output
    seen = sa.select(t.feed.c.body).where(t.feed.c.topic == "supplier")
    (body,) = site.database.read(lambda c: c.execute(seen).scalars().all())
    named = {"supplier": "SUP0417", "name": "Northgate Brake"}
    assert json.loads(body) == {**named, "score": None}
    text = TRUCK.read_text()
    assert "N1*SF*NORTHGATE BRAKE CO*92*SUP0417" in text
    notice.write_text(text.replace("N1*SF*NORTHGATE BRAKE CO*", "N1*SF**"))
    assert site.run("import-edi", str(notice)).exit_code == 0
    named = site.database.read(lambda c: c.execute(sa.select(t.asns.c.body)).scalar_one())
    assert named["supplier_name"] == "Northgate Brake"


def test_a_broken_spreadsheet_names_row_and_column(site: Console, tmp_path: Path) -> None:
    path = tmp_path / "s.csv"
    path.write_text("location,part,quantity\nA01-001-A,BRK-1,seven\n")
    before = books(site)
    told = site.run("import-csv", "stock", str(path))
    assert told.exit_code == 1 and "row 2 quantity" in told.output
    assert books(site) == before


def test_accounts_and_plates_are_no_locations(site: Console, tmp_path: Path) -> None:
    path = tmp_path / "l.csv"
    path.write_text("location,zone\n@customer,A\nlpn:1,A\nA|1,A\n@unexplained:A1,A\n")
    told = site.run("import-csv", "locations", str(path))
    assert told.exit_code == 1
    for row, name in ((2, "@customer"), (3, "lpn:1"), (4, "A|1"), (5, "@unexplained:A1")):
        assert f"row {row} location: {name}" in told.output, told.output
