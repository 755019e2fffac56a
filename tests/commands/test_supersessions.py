# SPDX-License-Identifier: Apache-2.0
"""Supersessions and substitutes from a spreadsheet: filed, told to devices, taken back, and never
in a circle."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from backend.store import book_tables as t
from backend.store.site import create_site
from tests.commands.conftest import Console
from tests.commands.test_sheets import sheet


@pytest.fixture
def site(empty: Console) -> Console:
    """A site with four parts, of which two tell of a successor: A1 of A2, A2 of A3."""
    empty.database.write(lambda c: create_site(c, "DC01", "Central Parts", "epoch-1"))
    rows = [{"part": "A1", "superseded_by": "A2"}, {"part": "A2", "superseded_by": "A3"},
            {"part": "A3"}, {"part": "B1"}]  # fmt: skip
    file = Path(empty.app.extensions["pickface"].settings.var).parent / "parts.csv"
    lines = ["part,superseded_by", *(f"{x['part']},{x.get('superseded_by', '')}" for x in rows)]
    file.write_text("\n".join(lines) + "\n")
    assert empty.run("import-csv", "parts", str(file)).exit_code == 0
    return empty


def told(one: Console, topic: str) -> dict[str, Any]:
    """What devices are told of a topic; None is gone."""
    query = sa.select(t.feed.c.key, t.feed.c.body).where(t.feed.c.topic == topic)
    rows = one.database.read(lambda c: c.execute(query).all())
    return {row.key: row.body and json.loads(row.body) for row in rows}


def test_supersessions_are_filed_told_changed_and_taken_back(
    site: Console, tmp_path: Path
) -> None:
    head = "old,new,factors,join,condition,strategy,valid_from"
    rows = ("B1,A1|A3,1|2,AND,,use_up,", "B1,A3,,,model-7,date,2026-12-01", "A3,,,,,immediate,")
    done = site.run("import-csv", "supersessions", sheet(tmp_path, head, *rows))
    assert done.exit_code == 0 and "3 rows imported" in done.output, done.output
    first = {
        "old": "B1", "new": [{"part": "A1", "factor": 1}, {"part": "A3", "factor": 2}],
        "kind": "forward", "join": "and", "condition": "", "strategy": "use_up", "valid_from": "",
        "safety": False, "active": True,
    }  # fmt: skip
    second = first | {"new": [{"part": "A3", "factor": 1}], "join": "or", "condition": "model-7",
                      "strategy": "date", "valid_from": "2026-12-01"}  # fmt: skip
    withdrawn = first | {"old": "A3", "new": [], "join": "or", "strategy": "immediate"}
    assert told(site, "supersession") == {
        "B1||": first, "B1|model-7|2026-12-01": second, "A3||": withdrawn,
    }  # fmt: skip
    dry = site.run("import-csv", "supersessions", "--dry-run",
                   sheet(tmp_path, "old,strategy,active", "B1,immediate,yes", "A3,,no"))
    assert "row 2 B1: strategy use_up -> immediate\n" in dry.output
    assert "row 3 A3: active True -> False\n" in dry.output
    assert site.run("import-csv", "supersessions", str(tmp_path / "sheet.csv")).exit_code == 0
    assert told(site, "supersession") == {
        "B1||": first | {"strategy": "immediate"}, "B1|model-7|2026-12-01": second, "A3||": None,
    }  # fmt: skip
    assert site.run("verify", "--replay").exit_code == 0


CIRCLES = {
    "B1,A1\nA3,B1": [
        "row 2 new: B1 -> A1 -> A2 -> A3 -> B1 is a circle",
        "row 3 new: A3 -> B1 -> A1 -> A2 -> A3 is a circle",
    ],
    "A3,A1": ["row 2 new: A3 -> A1 -> A2 -> A3 is a circle"],
    "B1,B1": ["row 2 new: a part is not replaced by itself"],
}


@pytest.mark.parametrize("rows", CIRCLES)
def test_a_circle_is_refused_by_row(site: Console, tmp_path: Path, rows: str) -> None:
    for dry in (("--dry-run",), ()):
        done = site.run("import-csv", "supersessions", sheet(tmp_path, "old,new", rows), *dry)
        assert done.exit_code == 1
        assert [line.partition("error: ")[2] for line in done.output.splitlines()
                if "error: " in line] == CIRCLES[rows]  # fmt: skip
    assert told(site, "supersession") == {}


def test_a_link_on_file_counts_before_what_a_part_tells(site: Console, tmp_path: Path) -> None:
    """A2 -> A3 is no more, so A3 -> A1 is no circle; then A1 may not tell of A3 itself."""
    file = sheet(tmp_path, "old,new", "A2,B1", "A3,A1")
    assert site.run("import-csv", "supersessions", file).exit_code == 0
    done = site.run("import-csv", "parts", sheet(tmp_path, "part,superseded_by", "A1,A3", "A2,A1"))
    assert done.exit_code == 1
    assert "row 2 superseded_by: A1 -> A3 -> A1 is a circle" in done.output
    assert "row 3" not in done.output, "a link of A2 is on file"


def test_parts_that_tell_of_each_other_are_refused_by_row(site: Console, tmp_path: Path) -> None:
    done = site.run("import-csv", "parts", sheet(tmp_path, "part,superseded_by", "A3,A1"))
    assert done.exit_code == 1
    assert "row 2 superseded_by: A3 -> A1 -> A2 -> A3 is a circle" in done.output


def test_numbers_that_nobody_knows_are_said(site: Console, tmp_path: Path) -> None:
    file = sheet(tmp_path, "old,new", "OLD-1,A1|NEW-1")
    done = site.run("import-csv", "supersessions", file)
    assert done.exit_code == 0, done.output
    assert "warning: row 2 old: OLD-1 is not known here yet" in done.output
    assert "warning: row 2 new: NEW-1 is not known here yet" in done.output
    assert done.output.count("warning") == 2


CELLS = {
    "B1,A1|A3,1,": "row 2: names 1 factors for 2 successors",
    "B1,A1,0,": "row 2 factors: '0' must be above zero",
    "B1,A1,x,": "row 2 factors: 'x' is no whole number",
    "B1,A1,,perhaps": "row 2 kind: 'perhaps' must be one of forward, full",
    "B1,A1,2,full": "row 2 kind: full interchange is of one number for one other, unit for unit",
}


@pytest.mark.parametrize("row", CELLS)
def test_what_a_row_cannot_say_is_refused(site: Console, tmp_path: Path, row: str) -> None:
    done = site.run("import-csv", "supersessions", sheet(tmp_path, "old,new,factors,kind", row))
    assert done.exit_code == 1
    assert CELLS[row].replace("row 2:", "row 2") in done.output.replace("row 2:", "row 2")


def test_substitutes_are_filed_told_and_taken_back(site: Console, tmp_path: Path) -> None:
    rows = ("A1,B1,DLR2207|DLR3013,call", "A1,A3,,")
    file = sheet(tmp_path, "for_part,part,customers,price", *rows)
    assert site.run("import-csv", "substitutes", file).exit_code == 0
    b1 = {"part": "B1", "for_part": "A1", "customers": ["DLR2207", "DLR3013"], "price": "call",
          "active": True}  # fmt: skip
    a3 = b1 | {"part": "A3", "customers": [], "price": "neutral"}
    assert told(site, "substitute") == {"A1|B1": b1, "A1|A3": a3}
    file = sheet(tmp_path, "for_part,part,active", "A1,B1,no")
    assert site.run("import-csv", "substitutes", file).exit_code == 0
    assert told(site, "substitute") == {"A1|B1": None, "A1|A3": a3}
    assert site.run("verify", "--replay").exit_code == 0
