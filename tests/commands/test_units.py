# SPDX-License-Identifier: Apache-2.0
"""Files that ask in cartons: booked in pieces, kept as asked, or kept and waiting."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from backend.store import book_tables as t
from tests.commands.conftest import Console
from tests.commands.test_imports import ORDER, TRUCK, books

PADS, SEALANT = "W01*4*EA**BP*BRK-10442", "SN1*3*24*EA"


@pytest.fixture
def site(empty: Console, tmp_path: Path) -> Console:
    """A site that knows how many pads and tubes of sealant a carton holds."""
    from backend.store.site import create_site

    empty.database.write(lambda c: create_site(c, "DC01", "Central Parts", "epoch-1"))
    _parts(empty, tmp_path, "BRK-10442,40", "SLT-00931,24", "ECU-77810-AB,4")
    return empty


def _parts(one: Console, folder: Path, *rows: str) -> None:
    path = folder / "parts.csv"
    path.write_text("\n".join(["part,carton_quantity", *rows]))
    assert one.run("import-csv", "parts", str(path)).exit_code == 0


def _file(folder: Path, sample: Path, *changes: tuple[str, str]) -> Path:
    text = sample.read_text()
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    path = folder / "told.edi"
    path.write_text(text)
    return path


def _told(one: Console, path: Path, *words: str) -> dict[str, Any]:
    told = one.run("import-edi", str(path), "--json", *words)
    assert told.exit_code == 0, told.output
    report: dict[str, Any] = json.loads(told.stdout)
    assert report["ok"], report
    return report


def _task(one: Console) -> Any:
    query = sa.select(t.tasks.c.body).where(t.tasks.c.task == "pick:DLR2207-0091:2")
    return one.database.read(lambda c: c.execute(query).scalar_one_or_none())


def _exceptions(one: Console) -> list[Any]:
    query = sa.select(t.exceptions.c.state, t.exceptions.c.body)
    return list(one.database.read(lambda c: c.execute(query).all()))


def test_four_cartons_of_an_order_are_a_hundred_and_sixty_pads(
    site: Console, tmp_path: Path
) -> None:
    path = _file(tmp_path, ORDER, (PADS, PADS.replace("EA", "CA")))
    assert _told(site, path)["documents"][0]["state"] == "imported"
    task = _task(site)
    assert (task["quantity"], task["asked"]["quantity"], task["asked"]["uom"]) == (160, 4, "CA")
    assert _told(site, path)["documents"][0]["state"] == "already_imported"


def test_a_carton_of_a_notice_is_twenty_four_tubes(site: Console, tmp_path: Path) -> None:
    _told(site, _file(tmp_path, TRUCK, (SEALANT, "SN1*3*1*CA")))
    notice = site.database.read(lambda c: c.execute(sa.select(t.asns.c.body)).scalar_one())
    lines = [line for pack in notice["packs"] for line in pack["lines"]]
    (tubes,) = [line for line in lines if line["part"] == "SLT-00931"]
    assert (tubes["quantity"], tubes["asked"]["quantity"], tubes["asked"]["each"]) == (24, 1, 24)
    (modules,) = [line for line in lines if line["part"] == "ECU-77810-AB"]
    assert (modules["quantity"], modules["asked"]) == (3, None)


def test_serials_of_a_case_are_compared_with_what_the_case_holds(
    site: Console, tmp_path: Path
) -> None:
    """Three numbers for a case of four: somebody must look."""
    path = _file(tmp_path, TRUCK, ("SN1*2*3*EA", "SN1*2*1*CA"))
    (one,) = _told(site, path)["documents"]
    assert (one["state"], one["reason"]) == ("waiting", "unknown_unit")
    assert one["detail"]["lines"][0]["part"] == "ECU-77810-AB"


@pytest.mark.parametrize(
    ("sample", "old", "new", "line"),
    [
        (ORDER, PADS, "W01*4*DZ**BP*BRK-10442", 2),
        (TRUCK, SEALANT, "SN1*3*2*DZ", 3),
    ],
    ids=["940", "856"],
)
def test_a_unit_that_the_part_does_not_have_is_kept_shown_and_not_booked(
    site: Console, tmp_path: Path, sample: Path, old: str, new: str, line: int
) -> None:
    path, before = _file(tmp_path, sample, (old, new)), books(site)
    (foreseen,) = _told(site, path, "--dry-run")["documents"]
    assert (foreseen["state"], foreseen["reason"]) == ("waiting", "unknown_unit")
    assert books(site) == before
    (one,) = _told(site, path)["documents"]
    assert (one["state"], one["reason"]) == ("waiting", "unknown_unit")
    assert one["detail"] == foreseen["detail"]
    ((state, shown),) = _exceptions(site)
    assert (state, shown["kind"], shown["reason"]) == ("open", "parked", "unknown_unit")
    assert [(x["line"], x["unit"]) for x in shown["detail"]["lines"]] == [(line, "DZ")]
    assert books(site)[1:] == before[1:], "it is in the journal and nowhere else"
    words = site.run("import-edi", str(path))
    assert words.exit_code == 0 and "KEPT, WAITS (unknown_unit)" in words.output
    assert f"line {line}: " in words.output and "DZ of" in words.output


def test_cartons_of_a_new_part_are_booked_when_the_part_becomes_known(
    site: Console, tmp_path: Path
) -> None:
    path = _file(tmp_path, ORDER, (PADS, "W01*4*CA**BP*BRK-20001"))
    (one,) = _told(site, path)["documents"]
    assert (one["state"], one["reason"], one["detail"]["parts"]) == (
        "waiting", "unknown_part", ["BRK-20001"],
    )  # fmt: skip
    assert _told(site, path)["documents"][0]["state"] == "waiting"
    assert _task(site) is None
    _parts(site, tmp_path, "BRK-20001,12")
    assert _task(site)["quantity"] == 48
    assert [state for state, _ in _exceptions(site)] == ["resolved"]
    assert _told(site, path)["documents"][0]["state"] == "already_imported"
    replayed = site.run("verify", "--replay")
    assert replayed.exit_code == 0, replayed.output


def test_a_corrected_pack_size_frees_what_waited_for_it(site: Console, tmp_path: Path) -> None:
    path = _file(tmp_path, ORDER, (PADS, "W01*4*PL**BP*BRK-10442"))
    assert _told(site, path)["documents"][0]["state"] == "waiting"
    parts = tmp_path / "p.csv"
    parts.write_text("part,carton_quantity,pallet_quantity\nBRK-10442,40,480\n")
    assert site.run("import-csv", "parts", str(parts)).exit_code == 0
    assert _task(site)["quantity"] == 1920
