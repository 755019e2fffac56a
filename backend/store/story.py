# SPDX-License-Identifier: Apache-2.0
"""The whole story of a serial number: its own moves, and those of the plates that it was in.

A unit that goes with its plate is told to move by nobody: the plate is. Where a plate was seen is
kept (`sightings`), so what happened to it while the unit was inside is found again here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from backend.domain.books import NESTING_MAX
from backend.domain.records import Kind
from backend.domain.rules.carton import LABEL
from backend.domain.stock import is_plate, plate_of
from backend.domain.touches_reverse import serial_name
from backend.store import book_tables as t
from backend.store.reverse_tables import reverse_records

Row = dict[str, Any]
EVER = 2**62  # milliseconds; later than anything

m, j, s = t.moves.c, t.journal.c, t.sightings.c


@dataclass(frozen=True, slots=True)
class Stay:
    """Goods were in a holder from one moment until the next; `row` is the move that began it."""

    holder: str
    begin: int
    end: int
    row: Row


def story(connection: Connection, site: str, wanted: Mapping[str, str]) -> list[Row]:
    """Moves of a serial number and of the plates around it, as they happened; what is built into
    it or what it is built into; and labels that were printed for it."""
    query = (
        sa.select(t.moves, j.kind, j.actor)
        .join(t.journal, sa.and_(j.site_id == m.site_id, j.op_id == m.op_id))
        .where(m.site_id == site, *[m[name] == wanted[name] for name in wanted])
    )
    own = [{**row, "lpn": ""} for row in connection.execute(query).mappings()]
    found = [*own, *_with_plates(connection, site, _stays(own)),
             *_built_in(connection, site, wanted), *_labels(connection, site, wanted)]  # fmt: skip
    return sorted(found, key=key_of)


def _built_in(connection: Connection, site: str, wanted: Mapping[str, str]) -> Iterator[Row]:
    """SE6: the modules of an assembly, or the assembly of a module, as rows of their story."""
    r = reverse_records.c
    named = r.name.endswith(f"|{wanted['serial']}", autoescape=True)
    if "part" in wanted:
        named = r.name == serial_name(wanted["part"], wanted["serial"])
    query = sa.select(r.kind, r.body).where(
        r.site_id == site, r.kind.in_([Kind.ASSEMBLY, Kind.MODULE]), named
    )
    found = [one for one in connection.execute(query) if one.body["serial"] == wanted["serial"]]
    told = sa.select(j.op_id, j.kind, j.actor, j.version).where(
        j.site_id == site, j.op_id.in_([one.body["at"][1] for one in found])
    )
    by_id = {row["op_id"]: dict(row) for row in connection.execute(told).mappings()}
    for kind, body in found:
        units = body["modules"] if kind == Kind.ASSEMBLY else [body]
        parent = body if kind == Kind.ASSEMBLY else body["parent"]
        at, op_id = body["at"]
        for n, unit in enumerate(units):
            yield {
                **by_id[op_id], "n": n, "part": unit["part"], "lot": "", "serial": unit["serial"],
                "quantity": 1, "settled": False, "lpn": "", "source": "", "occurred_at": at,
                "target": f"@assembly:{parent['serial']}" if parent else "",
            }  # fmt: skip


def _labels(connection: Connection, site: str, wanted: Mapping[str, str]) -> Iterator[Row]:
    """SE7: each label that was asked for, which one it replaces, by whom and when."""
    c = t.tasks.c
    body = c.body
    query = (
        sa.select(body, j.op_id, j.kind, j.actor, j.version, j.occurred_at)
        .join(t.journal, sa.and_(j.site_id == c.site_id, c.task == f"{LABEL}:" + j.op_id))
        .where(
            c.site_id == site, c.task.startswith(f"{LABEL}:"),
            body["label"].as_string() == "serial", body["code"].as_string() == wanted["serial"],
        )
    )  # fmt: skip
    for row in connection.execute(query).mappings():
        told = row["body"]
        if wanted.get("part") not in (None, told.get("part")):
            continue
        copy = int(told.get("copy") or 1)
        yield {
            **{name: row[name] for name in ("op_id", "kind", "actor", "version", "occurred_at")},
            "n": 0, "part": told.get("part") or "", "lot": "", "serial": wanted["serial"],
            "quantity": 1, "settled": False, "lpn": "",
            "source": f"@label:{told['replaces']}" if told.get("replaces") else "",
            "target": f"@label:{told['code']}" + (f" R{copy - 1}" if copy > 1 else ""),
        }  # fmt: skip


def key_of(row: Row) -> tuple[int, str, int]:
    """Where a row of a story stands: what was told late stands where it happened."""
    return row["occurred_at"], row["op_id"], row["n"]


def _stays(moves: Iterable[Row]) -> list[Stay]:
    """Where each unit was when, as it was told."""
    told = sorted(
        (row for row in moves if not row["settled"]),
        key=lambda row: (row["part"], row["occurred_at"], row["version"], row["n"]),
    )
    found: list[Stay] = []
    for _, rows in groupby(told, key=lambda row: row["part"]):
        found += [
            Stay(row["target"], row["occurred_at"], end, row) for row, end in _until(list(rows))
        ]
    return found


def _until(rows: Sequence[Row]) -> Iterator[tuple[Row, int]]:
    """Each row with the moment of the next; nothing ends the last."""
    for n, row in enumerate(rows):
        yield row, rows[n + 1]["occurred_at"] if n + 1 < len(rows) else EVER


def _with_plates(connection: Connection, site: str, stays: Sequence[Stay]) -> Iterator[Row]:
    """What became of the plates around the unit, from the inside out."""
    here, told = list(stays), set[tuple[str, str, str]]()
    for depth in range(NESTING_MAX):
        here = [stay for stay in here if is_plate(stay.holder) and stay.begin < stay.end]
        seen = _seen(connection, site, {plate_of(stay.holder) for stay in here}) if here else {}
        outer: list[Stay] = []
        for stay in here:
            lpn, before = plate_of(stay.holder), ""
            trail = seen.get(lpn, [])
            for one, end in _until(trail):
                key = (stay.row["part"], lpn, one["op_id"])
                moved = before != one["holder"] and key not in told
                if moved and stay.begin < one["occurred_at"] <= stay.end:
                    told.add(key)
                    yield _with_plate(stay.row, one, before or stay.holder, -1 - depth)
                begin = max(stay.begin, one["occurred_at"])
                outer.append(Stay(one["holder"], begin, min(stay.end, end), stay.row))
                before = one["holder"]
        here = outer


def _seen(connection: Connection, site: str, lpns: set[str]) -> dict[str, list[Row]]:
    """Where these plates were seen, the oldest first."""
    query = (
        sa.select(
            s.number, s.op_id, s.holder, s.occurred_at, j.kind, j.actor,
            sa.func.coalesce(j.resolved_version, j.version).label("version"),
        )
        .join(t.journal, sa.and_(j.site_id == s.site_id, j.op_id == s.op_id))
        .where(s.site_id == site, s.part == "", s.number.in_(sorted(lpns)))
        .order_by(s.number, s.occurred_at, s.op_id)
    )  # fmt: skip
    rows = [dict(row) for row in connection.execute(query).mappings()]
    return {lpn: list(group) for lpn, group in groupby(rows, key=lambda row: row["number"])}


def _with_plate(unit: Row, seen: Row, before: str, n: int) -> Row:
    """A move of the unit that is told by its plate."""
    return {
        **unit, "op_id": seen["op_id"], "n": n, "source": before, "target": seen["holder"],
        "occurred_at": seen["occurred_at"], "version": seen["version"], "kind": seen["kind"],
        "actor": seen["actor"], "settled": False, "lpn": seen["number"],
    }  # fmt: skip
