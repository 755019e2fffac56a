# SPDX-License-Identifier: Apache-2.0
"""What rows of a spreadsheet would change, and what of them the books cannot take.

A part whose unit or tracking changes while units of it lie in the bins makes every balance of it
wrong, and one that stops to be dangerous or safety critical is stored like any other: each is
refused by its row until the stock is gone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields
from typing import Any

from backend.domain.locations import Location
from backend.domain.parts import Part, Tracking
from backend.domain.rules.masters import link_key, location_from, part_from, supersession_from
from backend.domain.stock import is_plate, is_virtual
from backend.domain.supersession import Supersession, faults, links_of, told_by
from backend.use_cases.csv_rows import BACK, TOLD

Master = Part | Location | Supersession
Numbered = Sequence[tuple[int, dict[str, Any]]]
"""Rows with their numbers in the spreadsheet."""


@dataclass(frozen=True, slots=True)
class Known:
    """What a site knows of the parts and locations that a file names. `on_hand`: parts of which
    there is stock at any site that shares them; `links`: what comes after the parts."""

    parts: Mapping[str, Part] = field(default_factory=dict)
    locations: Mapping[str, Location] = field(default_factory=dict)
    on_hand: frozenset[str] = frozenset()
    links: Mapping[str, Supersession] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class RowProblem:
    """Why a row cannot be taken."""

    row: int
    column: str
    text: str

    def __str__(self) -> str:
        return f"row {self.row} {self.column}: {self.text}"


@dataclass(frozen=True, slots=True)
class Change:
    """What a row would do: `fields` are those that change, each with before and after."""

    row: int
    name: str
    new: bool
    fields: dict[str, tuple[str, str]]

    def to_json(self) -> dict[str, Any]:
        """For `--json`."""
        told = {name: {"from": was, "to": to} for name, (was, to) in self.fields.items()}
        return {"row": self.row, "name": self.name, "new": self.new, "changes": told}

    def __str__(self) -> str:
        told = ", ".join(f"{name} {was} -> {to}" for name, (was, to) in self.fields.items())
        return f"row {self.row} {self.name}: {'new' if self.new else told or 'nothing changes'}"


def changes(kind: str, rows: Numbered, known: Known) -> Iterator[Change]:
    """What each row of parts, locations or supersessions would change."""
    for number, row in rows:
        was: Master | None
        if kind == "parts":
            was = known.parts.get(row["part"])
            yield _change(number, row["part"], was, part_from(row, was))
        elif kind == "locations":
            was = known.locations.get(row["location"])
            yield _change(number, row["location"], was, location_from(row, was))
        elif kind == "supersessions":
            was = known.links.get(link_key(row))
            yield _change(number, row["old"], was, supersession_from(row, was))


def _change(number: int, name: str, was: Master | None, to: Master) -> Change:
    if was is None:
        return Change(number, name, True, {})
    pairs = {f.name: (getattr(was, f.name), getattr(to, f.name)) for f in fields(to)}
    told = {key: (_words(a), _words(b)) for key, (a, b) in pairs.items() if a != b}
    return Change(number, name, False, told)


def _words(value: Any) -> str:
    """A value of a master record for people."""
    if isinstance(value, tuple):
        return " | ".join(map(_words, value)) or "nothing"
    if hasattr(value, "__dataclass_fields__"):
        return " ".join(str(v) for f in fields(value) if (v := getattr(value, f.name)) is not None)
    return "nothing" if value is None or value == "" else str(value)


def problems(kind: str, rows: Numbered, known: Known) -> Iterator[RowProblem]:
    """What the books cannot take, row by row."""
    for number, row in rows:
        yield from _codes(number, row)
    if kind == "parts":
        for number, row in rows:
            yield from _of_part(number, row, known)
        yield from _circles(rows, known)
    elif kind == "supersessions":
        yield from _of_supersessions(rows, known)
    elif kind == "stock":
        seen: dict[tuple[str, str], int] = {}
        for number, row in rows:
            yield from _of_stock(number, row, known)
            for serial in row.get("serials", ()):
                first = seen.setdefault((row["part"], serial), number)
                if first != number:
                    text = f"{serial} of {row['part']} stands already in row {first}"
                    yield RowProblem(number, "serials", text)
    elif kind == "faces":
        for number, row in rows:
            yield from _places(number, row, known)
    elif TOLD[kind].agree:
        yield from _disagreeing(kind, rows)


def _disagreeing(kind: str, rows: Numbered) -> Iterator[RowProblem]:
    """Rows that belong together, and say of the whole what an earlier one does not."""
    said: dict[tuple[str, str], tuple[int, Any]] = {}
    to = TOLD[kind]
    for number, row in rows:
        for column in to.agree:
            if column not in row:
                continue
            name = row[str(to.name)]
            first, was = said.setdefault((name, column), (number, row[column]))
            if was != row[column]:
                text = f"{row[column]}: row {first} of {name} says {was}"
                yield RowProblem(number, column, text)


def _codes(number: int, row: dict[str, Any]) -> Iterator[RowProblem]:
    """Names that mean something else in the books: accounts, plates, and the mark between codes."""
    for column in ("part", "location", "lot", "supplier", "old", "condition", "for_part",
                   "order", "customer", "core_group", "core_part"):
        if "|" in (row.get(column) or ""):
            yield RowProblem(number, column, f"{row[column]}: a code cannot hold |")
    location = row.get("location") or ""
    if is_virtual(location) or is_plate(location):
        text = f"{location} is no place on the floor: accounts start with @, plates with lpn:"
        yield RowProblem(number, "location", text)


def parts_told(row: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Other parts that a row names, each with its column."""
    also = ("part",) if "for_part" in row else ()
    yield from ((name, row[name])
                for name in ("superseded_by", "old", "for_part", "core_part", *also)
                if row.get(name))
    yield from (("new", one["part"]) for one in row.get("new") or ())


def warnings(kind: str, rows: Numbered, known: Known) -> Iterator[RowProblem]:
    """What is taken, and may be a slip: a catalogue comes in several files, the successor later."""
    here = known.parts.keys() | ({row["part"] for _, row in rows} if kind == "parts" else set())
    own = ("part",) if TOLD[kind].operation == BACK else ()
    for number, row in rows:
        named = ((name, row[name]) for name in own if row.get(name))
        for column, part in (*named, *parts_told(row)):
            if part not in here:
                yield RowProblem(number, column, f"{part} is not known here yet; import it, too")


def _of_part(number: int, row: dict[str, Any], known: Known) -> Iterator[RowProblem]:
    was = known.parts.get(row["part"])
    to = part_from(row, was)
    for code, given in row.get("pack", {}).items():
        if given.get("gtin") and code not in {pack.code for pack in to.packs}:
            text = f"a GTIN of a {code} without its quantity"
            yield RowProblem(number, f"{code.lower()}_gtin", text)
    if was is None or was.part not in known.on_hand:
        return
    why = f"while there is stock of {was.part} on hand"
    if to.uom != was.uom:
        text = f"the unit cannot change from {was.uom} to {to.uom} {why}"
        yield RowProblem(number, "uom", text)
    if to.tracking != was.tracking:
        text = f"tracking cannot change from {was.tracking} to {to.tracking} {why}"
        yield RowProblem(number, "tracking", text)
    if was.hazard and not to.hazard:
        text = f"hazard class {was.hazard.hazard_class} {was.hazard.un} cannot be cleared {why}"
        yield RowProblem(number, "hazard_class", text)
    if was.critical == "safety" != to.critical:
        yield RowProblem(number, "critical", f"safety cannot become {to.critical} {why}")


def _circles(rows: Numbered, known: Known) -> Iterator[RowProblem]:
    """Successors that lead back to their part. A link on file says more than a part of itself."""
    parts = dict(known.parts)
    for _, row in rows:
        parts[row["part"]] = part_from(row, parts.get(row["part"]))
    standing = frozenset(links_of(parts.values(), known.links.values()))
    told = ((number, told_by(parts[row["part"]])) for number, row in rows)
    links = {number: link for number, link in told if link is not None and link in standing}
    yield from _faults(links, standing, "superseded_by")


def _of_supersessions(rows: Numbered, known: Known) -> Iterator[RowProblem]:
    links = {number: supersession_from(row, known.links.get(link_key(row))) for number, row in rows}
    filed = {**known.links, **{link.key: link for link in links.values()}}
    yield from _faults(links, links_of(known.parts.values(), filed.values()))


def _faults(
    links: Mapping[int, Supersession], standing: Iterable[Supersession], column: str = ""
) -> Iterator[RowProblem]:
    numbers = list(links)
    for fault in faults(list(links.values()), standing):
        yield RowProblem(numbers[fault.number], column or fault.column, fault.text)


def _places(number: int, row: dict[str, Any], known: Known) -> Iterator[RowProblem]:
    if row["location"] is not None and row["location"] not in known.locations:
        yield RowProblem(number, "location", f"unknown location {row['location']}")
    if row["part"] not in known.parts:
        yield RowProblem(number, "part", f"unknown part {row['part']}")


def _of_stock(number: int, row: dict[str, Any], known: Known) -> Iterator[RowProblem]:
    yield from _places(number, row, known)
    part = known.parts.get(row["part"])
    if part is None:
        return
    if part.tracking is Tracking.SERIAL and not row.get("serials"):
        text = f"{part.part} is tracked by serial: name the {row['quantity']} serials"
        yield RowProblem(number, "serials", text)
    elif part.tracking is Tracking.LOT and not row.get("lot"):
        yield RowProblem(number, "lot", f"{part.part} is tracked by lot: name the lot")
