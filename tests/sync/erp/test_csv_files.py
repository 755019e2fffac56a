# SPDX-License-Identifier: Apache-2.0
"""Spreadsheets of master data and opening stock: read, or each bad cell named."""
from __future__ import annotations

import random

import pytest

from backend.domain.rules.masters import location_from, part_from
from sync.erp.files import csv_files
from sync.erp.files.csv_files import read_csv
from sync.erp.files.csv_kinds import KindName

PARTS = """part,description,uom,tracking,expires,hazard_class,un,abc,weight_g,gtin,carton_quantity
BRK-10442,Brake pad set,EA,lot,no,,,A,1850,4012345678901,8
SLT-00931,"Sealant, 310 ml",EA,lot,yes,9,UN3082,C,420,,24
ECU-77810-AB,Control module,EA,serial,no,,,B,700,,
"""
LOCATIONS = """location,zone,kind,role,travel,hazards,blocked,capacity_ml
A-01-02,A,bin,forward,102,,no,60000
H-01-01,H,bin,hazmat,9001,3|9,no,
"""
STOCK = """location,part,quantity,lot,serials,expires_on
A-01-02,BRK-10442,16,L26-0188,,
A-01-03,ECU-77810-AB,2,,E7A1|E7A2,
A-01-04,SLT-00931,24,B9931,,2027-06-30
"""
SUPPLIERS = "supplier,name\nSUP0417,Northgate Brake Co\n"
CARTONS = "carton,length_mm,width_mm,height_mm,max_g,weight_g\nM,300,200,150,9000,250\n"
GOOD: dict[KindName, str] = {
    "parts": PARTS, "locations": LOCATIONS, "stock": STOCK, "suppliers": SUPPLIERS,
    "cartons": CARTONS}


def _faults(kind: KindName, text: str) -> list[tuple[str, int, str | None]]:
    return [(f.code, f.row, f.column) for f in read_csv(kind, text.encode()).faults]


@pytest.mark.parametrize("kind", sorted(GOOD))
def test_good_sheet_is_read_without_a_word(kind: KindName) -> None:
    result = read_csv(kind, GOOD[kind].encode())
    assert result.ok and result.faults == ()
    assert len(result.rows) == GOOD[kind].count("\n") - 1


def test_rows_are_what_the_catalogue_import_takes() -> None:
    parts = [part_from(row) for row in read_csv("parts", PARTS.encode()).rows]
    assert [(p.part, p.tracking, p.expires, p.weight_g) for p in parts] == [
        ("BRK-10442", "lot", False, 1850), ("SLT-00931", "lot", True, 420),
        ("ECU-77810-AB", "serial", False, 700)]
    assert [(p.code, p.quantity, p.gtin) for p in parts[0].packs] == [
        ("EA", 1, "04012345678901"), ("CARTON", 8, None)]
    assert parts[1].hazard is not None and parts[1].hazard.un == "UN3082"
    places = [location_from(row) for row in read_csv("locations", LOCATIONS.encode()).rows]
    assert places[1].hazards == ("3", "9") and places[0].capacity_ml == 60000


def test_stock_rows_keep_lots_serials_and_expiry() -> None:
    rows = read_csv("stock", STOCK.encode()).rows
    assert rows[1] == {"location": "A-01-03", "part": "ECU-77810-AB", "quantity": 2,
                       "serials": ["E7A1", "E7A2"]}
    assert rows[2]["expires_on"] == "2027-06-30"


@pytest.mark.parametrize("text", [
    PARTS.replace("\n", "\r\n"), "\ufeff" + PARTS, PARTS.replace(",", ";").replace("; ", ", "),
    PARTS.replace(",", "\t").replace("\t ", ", "), PARTS + "\n,,,\n",
    PARTS.replace("part", "Part")],
    ids=["crlf", "mark", "semicolons", "tabs", "blank rows", "capitals"])
def test_sheets_of_any_office_program_are_read(text: str) -> None:
    assert read_csv("parts", text.encode()).rows == read_csv("parts", PARTS.encode()).rows
    assert read_csv("parts", text.encode("utf-16")).rows == read_csv("parts", PARTS.encode()).rows


@pytest.mark.parametrize(("kind", "old", "new", "fault"), [
    ("parts", "BRK-10442,", ",", ("empty_cell", 2, "part")),
    ("parts", "SLT-00931", "BRK-10442", ("repeated", 3, "part")),
    ("parts", ",1850,", ",1.850,", ("bad_cell", 2, "weight_g")),
    ("parts", ",1850,", ",-1,", ("bad_cell", 2, "weight_g")),
    ("parts", "4012345678901", "4012345678902", ("bad_cell", 2, "gtin")),
    ("parts", "4012345678901", "4.01234E+12", ("bad_cell", 2, "gtin")),
    ("parts", "BRK-10442", "1.0442E+15", ("bad_cell", 2, "part")),
    ("parts", "BRK-10442", '"1,5E+05"', ("bad_cell", 2, "part")),
    ("parts", "BRK-10442", "1.5e+05", ("bad_cell", 2, "part")),
    ("parts", "BRK-10442", "2e+15", ("bad_cell", 2, "part")),
    ("parts", "serial,no", "cereal,no", ("bad_cell", 4, "tracking")),
    ("parts", "9,UN3082", "9,", ("contradiction", 3, None)),
    ("parts", "Control module", '"Control\nmodule"', ("bad_cell", 4, "description")),
    ("parts", "Control module", '"Control module', ("broken", 4, None)),
    ("parts", ",700,,", ",700,,,x", ("too_wide", 4, None)),
    ("parts", "part,", "number,", ("no_column", 1, "part")),
    ("parts", "description", "part", ("heading_twice", 1, "part")),
    ("locations", ",hazmat,", ",hazardous,", ("bad_cell", 3, "role")),
    ("stock", ",16,", ",0,", ("bad_cell", 2, "quantity")),
    ("stock", ",2,,E7A1", ",3,,E7A1", ("contradiction", 3, None)),
    ("stock", "E7A1|E7A2", "E7A1|E7A1", ("bad_cell", 3, "serials")),
    ("stock", "2027-06-30", "30/06/2027", ("bad_cell", 4, "expires_on"))])
def test_bad_cell_is_named_by_row_and_column_and_nothing_is_imported(
        kind: KindName, old: str, new: str, fault: tuple[str, int, str | None]) -> None:
    assert old in GOOD[kind]
    text = GOOD[kind].replace(old, new, 1)
    assert fault in _faults(kind, text)
    result = read_csv(kind, text.encode())
    assert not result.ok and result.rows == ()


def test_column_nobody_knows_is_left_out_with_a_warning() -> None:
    result = read_csv("suppliers", b"supplier,name,colour\nS1,Northgate,blue\n")
    assert result.rows == ({"supplier": "S1", "name": "Northgate"},)
    assert [(f.code, f.column, f.severity) for f in result.faults] == [
        ("unknown_column", "colour", "warning")]


@pytest.mark.parametrize(("pattern", "taken"), [
    (r"E7A\d{6}", True), (r"[A-Z]{2}[0-9]{6,8}", True), (r"(a+)+b", False), (r"(a|a)*", False),
    (r"([A-Z]", False), (r"(?P<x>a)", False), (r"(a)\1", False)])
def test_serial_pattern_that_could_run_for_ever_is_refused(pattern: str, taken: bool) -> None:
    text = f'part,serial_pattern\nP1,"{pattern}"\n'
    assert read_csv("parts", text.encode()).ok is taken


@pytest.mark.parametrize(("data", "code"), [
    (b"", "empty"), (b" " * (csv_files.FILE_BYTES_MAX + 1), "too_big"),
    (b"supplier,name\n" + b"S,N\n" * (csv_files.ROWS_MAX + 1), "too_many_rows"),
    (b"supplier,name" + b",x" * 200 + b"\n", "too_many_columns"),
    (b"supplier,name\nS," + b"N" * (csv_files.CELL_LENGTH_MAX + 1), "cell_too_long"),
    (b'supplier,name\nS,"' + b"N\n" * 1_000_000, "broken")],
    ids=["empty", "bytes", "rows", "columns", "cell", "quote bomb"])
def test_sheet_beyond_its_bounds_is_refused(data: bytes, code: str) -> None:
    result = read_csv("suppliers", data)
    assert code in {fault.code for fault in result.faults}
    assert not result.ok and result.rows == () and len(result.faults) <= 201


def test_flood_of_odd_headings_hides_no_error() -> None:
    odd = ",".join(f"x{at}" for at in range(198))
    result = read_csv("suppliers", f"supplier,name,{odd}\n,N\n,N\n".encode("utf-8", "replace")
                      + b"\xff")
    assert not result.ok and result.faults_left_out > 0


def test_damaged_sheet_is_read_or_refused_but_never_breaks() -> None:
    dice = random.Random("damaged sheets")
    refused = 0
    for turn in range(2000):
        kind = dice.choice(sorted(GOOD))
        raw = bytearray(GOOD[kind].encode())
        for _ in range(dice.randint(1, 5)):
            at = dice.randrange(len(raw))
            raw[at:at + dice.randint(0, 3)] = bytes(
                dice.choice(b'",;\n\r\x00\xff\xfeA1|.=') for _ in range(dice.randint(0, 3)))
        result = read_csv(kind, bytes(raw))
        assert result.ok or result.rows == (), f"turn {turn}: {bytes(raw)!r}"
        assert all(fault.row >= 1 and fault.text for fault in result.faults), f"turn {turn}"
        refused += not result.ok
    assert 200 < refused < 2000, "the damage must neither always nor never be fatal"


def test_dry_run_prints_rows_faults_and_totals() -> None:
    told = read_csv("suppliers", SUPPLIERS.encode()).to_json()
    assert told == {
        "ok": True, "kind": "suppliers",
        "rows": [{"supplier": "SUP0417", "name": "Northgate Brake Co"}], "faults": [],
        "totals": {"rows": 1, "errors": 0, "warnings": 0, "left_out": 0}}
