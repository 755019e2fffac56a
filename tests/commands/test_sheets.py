# SPDX-License-Identifier: Apache-2.0
"""A spreadsheet changes what it has columns for, and nothing that the stock on hand cannot take."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from backend.store import book_tables as t
from sync.erp.files.csv_kinds import KINDS
from tests.commands.conftest import Console

SEALANT, MODULE, PADS = "SLT-00931", "ECU-77810-AB", "BRK-10442"


def bodies(one: Console, table: sa.Table, key: str) -> dict[str, dict[str, Any]]:
    """What the books have, by name."""
    query = sa.select(table.c[key], table.c.body)
    return dict(one.database.read(lambda c: c.execute(query).all()))


def sheet(folder: Path, *lines: str) -> str:
    """A file of these lines."""
    path = folder / "sheet.csv"
    path.write_text("\n".join(lines) + "\n")
    return str(path)


def test_a_column_that_the_file_does_not_have_changes_nothing(
    demo: Console, tmp_path: Path
) -> None:
    before = bodies(demo, t.parts, "part")
    rows = (f"{SEALANT},Sealant,EA", f"{MODULE},Module,EA")
    told = demo.run("import-csv", "parts", sheet(tmp_path, "part,description,uom", *rows))
    assert told.exit_code == 0, told.output
    after = bodies(demo, t.parts, "part")
    assert after[SEALANT] == before[SEALANT] | {"description": "Sealant"}
    assert after[MODULE] == before[MODULE] | {"description": "Module"}
    assert before[SEALANT]["hazard"] and before[MODULE]["tracking"] == "serial"
    assert demo.run("verify").exit_code == 0


def test_an_empty_cell_clears_and_one_pack_changes_alone(demo: Console, tmp_path: Path) -> None:
    before = bodies(demo, t.parts, "part")[PADS]
    file = sheet(tmp_path, "part,supplier,weight_g,carton_quantity", f"{PADS},,,12")
    assert demo.run("import-csv", "parts", file).exit_code == 0
    after = bodies(demo, t.parts, "part")[PADS]
    packs = {pack["code"]: pack for pack in before["packs"]}
    packs["CARTON"] = packs["CARTON"] | {"quantity": 12}
    assert {pack["code"]: pack for pack in after["packs"]} == packs
    assert (after["supplier"], after["weight_g"]) == (None, 0)


def test_a_location_keeps_what_the_file_has_no_column_for(demo: Console, tmp_path: Path) -> None:
    before = bodies(demo, t.locations, "location")
    name = next(key for key, body in before.items() if body["hazards"] and body["confirm"])
    file = sheet(tmp_path, "location,travel", f"{name},7")
    assert demo.run("import-csv", "locations", file).exit_code == 0
    assert bodies(demo, t.locations, "location")[name] == before[name] | {"travel": 7}


@pytest.mark.parametrize("dry", [("--dry-run",), ()])
@pytest.mark.parametrize(("header", "row", "said"), [
    ("part,uom", f"{PADS},BX", "row 2 uom: the unit cannot change from EA to BX"),
    ("part,tracking", f"{MODULE},none", "row 2 tracking: tracking cannot change from serial"),
    ("part,hazard_class,un", f"{SEALANT},,", "row 2 hazard_class: hazard class 3 UN1133"),
    ("part,critical", f"{MODULE},normal", "row 2 critical: safety cannot become normal"),
])  # fmt: skip
def test_what_the_stock_on_hand_cannot_take_is_refused_by_row_and_column(
    demo: Console, tmp_path: Path, header: str, row: str, said: str, dry: tuple[str, ...]
) -> None:
    place = next(iter(bodies(demo, t.locations, "location")))
    stock = (f"{place},{PADS},8,L1", f"{place},{SEALANT},8,L1")
    file = sheet(tmp_path, "location,part,quantity,lot", *stock)
    assert demo.run("import-csv", "stock", file).exit_code == 0
    before = bodies(demo, t.parts, "part")
    told = demo.run("import-csv", "parts", sheet(tmp_path, header, row), *dry)
    assert told.exit_code == 1 and said in told.output, told.output
    assert f"while there is stock of {row.split(',', maxsplit=1)[0]} on hand" in told.output
    assert bodies(demo, t.parts, "part") == before


def test_a_dry_run_says_by_row_what_would_change(demo: Console, tmp_path: Path) -> None:
    rows = (f"{SEALANT},Other,7", "NEW-1,New,7")
    file = sheet(tmp_path, "part,description,weight_g", *rows)
    told = demo.run("import-csv", "parts", file, "--dry-run")
    assert f"row 2 {SEALANT}: description " in told.output and "-> Other" in told.output
    assert "row 3 NEW-1: new" in told.output and "hazard" not in told.output
    (line,) = demo.run("import-csv", "parts", file, "--dry-run", "--json").stdout.splitlines()
    assert json.loads(line)["changes"][0]["changes"]["weight_g"]["to"] == "7"


@pytest.mark.parametrize("dry", [("--dry-run",), ()])
def test_a_part_that_replaces_itself_is_refused_by_row(
    demo: Console, tmp_path: Path, dry: tuple[str, ...]
) -> None:
    file = sheet(tmp_path, "part,superseded_by", f"{PADS},{PADS}")
    told = demo.run("import-csv", "parts", file, *dry)
    assert told.exit_code == 1, told.output
    assert "row 2 superseded_by: a part is not replaced by itself" in told.output


def test_a_successor_that_nobody_knows_is_said_and_may_come_later(
    demo: Console, tmp_path: Path
) -> None:
    rows = (f"{PADS},NEW-9", f"{SEALANT},NEW-1", f"NEW-1,{MODULE}")
    file = sheet(tmp_path, "part,superseded_by", *rows)
    told = demo.run("import-csv", "parts", file)
    assert told.exit_code == 0, told.output
    assert "warning: row 2 superseded_by: NEW-9 is not known here yet" in told.output
    assert told.output.count("warning") == 1, "in the file, or on the site, is known"


@pytest.mark.parametrize("kind", list(KINDS))
def test_the_help_and_a_refused_header_name_every_column(
    demo: Console, tmp_path: Path, kind: str
) -> None:
    told = demo.run("import-csv", kind, sheet(tmp_path, "number", "1")).output
    said = next(line for line in told.splitlines() if "the columns are" in line)
    explained = demo.run("import-csv", "--help").output
    _, _, listed = explained.partition(f"Columns of {kind}")
    for column in KINDS[kind].columns:
        assert column.name in said.partition("the columns are")[2]
        assert f"    {column.name} " in listed.partition("Columns of")[0]


def test_stock_without_its_serials_or_lot_is_refused_by_row_and_column(
    demo: Console, tmp_path: Path
) -> None:
    place = next(iter(bodies(demo, t.locations, "location")))
    rows = (f"{place},{MODULE},2,", f"{place},{SEALANT},2,", f"{place},NOPE,2,", f"NO,{PADS},1,L1")
    told = demo.run("import-csv", "stock", sheet(tmp_path, "location,part,quantity,lot", *rows))
    assert told.exit_code == 1
    for said in (
        f"row 2 serials: {MODULE} is tracked by serial: name the 2 serials",
        f"row 3 lot: {SEALANT} is tracked by lot",
        "row 4 part: unknown part NOPE",
        "row 5 location: unknown location NO",
    ):
        assert said in told.output


def test_a_sheet_of_one_unit_a_row_has_a_column_serial(demo: Console, tmp_path: Path) -> None:
    place = next(iter(bodies(demo, t.locations, "location")))
    rows = [f"{place},{MODULE},1,E7A-9{n}" for n in (1, 2, 1)]
    head = "location,part,quantity,serial"
    assert demo.run("import-csv", "stock", sheet(tmp_path, head, *rows)).exit_code == 1
    told = demo.run("import-csv", "stock", sheet(tmp_path, head, *rows[:2]))
    assert told.exit_code == 0, told.output
    q = t.quants.c
    query = sa.select(q.serial).where(q.serial.like("E7A-9%"), q.quantity > 0)
    assert set(demo.database.read(lambda c: c.scalars(query).all())) == {"E7A-91", "E7A-92"}
