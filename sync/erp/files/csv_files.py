# SPDX-License-Identifier: Apache-2.0
"""Spreadsheets saved as CSV: master data, stock, and what is known of goods that will come back.

Every bad cell is named by row and column as the spreadsheet shows them (the header is row 1). As
with EDI, one error and nothing of the file is imported. Bounds are those for imports from
outside: 20 MB, 200,000 rows, 200 columns, 32 KB a cell.
"""
from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from sync.erp.files.csv_columns import KEEP, Bad, Column, Kind
from sync.erp.files.csv_kinds import KINDS, KindName
from sync.erp.files.faults import FAULTS_MAX, Severity

FILE_BYTES_MAX = 20 * 1024 * 1024
ROWS_MAX = 200_000
COLUMNS_MAX = 200
CELL_LENGTH_MAX = 32 * 1024     # characters
DELIMITERS = ",;\t"             # German spreadsheets write ;

ENDING = {"broken", "too_many_rows", "too_many_columns", "cell_too_long"}  # at most one a file

@dataclass(frozen=True, slots=True)
class CellFault:
    """One fault: `row` as the spreadsheet counts, `column` by its heading, None for the row."""

    code: str
    row: int
    column: str | None
    text: str
    severity: Severity

    def to_json(self) -> dict[str, Any]:
        """For `--json` and the import screen."""
        return {"severity": self.severity, "code": self.code, "row": self.row,
                "column": self.column, "text": self.text}

    def __str__(self) -> str:
        where = f"row {self.row}" if self.column is None else f"row {self.row} {self.column}"
        return f"{self.severity}: {where}: {self.text} [{self.code}]"


@dataclass(frozen=True, slots=True)
class CsvResult:
    """`rows` are plain values for the import operation; empty when there is an error. `numbers`
    are theirs in the spreadsheet."""

    kind: KindName
    rows: tuple[dict[str, Any], ...]
    faults: tuple[CellFault, ...]
    faults_left_out: int = 0
    numbers: tuple[int, ...] = ()

    @property
    def ok(self) -> bool:
        """True when the rows may be imported; warnings may remain."""
        return not any(fault.severity == "error" for fault in self.faults)

    def to_json(self) -> dict[str, Any]:
        """What `flask import-csv --dry-run --json` prints."""
        errors = sum(fault.severity == "error" for fault in self.faults)
        return {
            "ok": self.ok, "kind": self.kind, "rows": list(self.rows),
            "faults": [fault.to_json() for fault in self.faults],
            "totals": {"rows": len(self.rows), "errors": errors,
                       "warnings": len(self.faults) - errors, "left_out": self.faults_left_out}}


@dataclass(slots=True)
class _Sheet:
    """A file being read."""

    kind: Kind
    faults: list[CellFault] = field(default_factory=list)
    errors: int = 0
    left_out: int = 0

    def note(self, code: str, row: int, column: str | None, text: str,
             severity: Severity = "error") -> None:
        first_error = severity == "error" and self.errors == 0
        self.errors += severity == "error"
        if len(self.faults) < FAULTS_MAX or first_error or code in ENDING:
            self.faults.append(CellFault(code, row, column, text, severity))
        else:
            self.left_out += 1


def read_csv(kind: KindName, data: bytes) -> CsvResult:
    """Read one file. Never raises; faults name row and column."""
    sheet = _Sheet(KINDS[kind])
    rows: list[tuple[int, dict[str, Any]]] = []
    if len(data) > FILE_BYTES_MAX:
        sheet.note("too_big", 1, None, f"larger than {FILE_BYTES_MAX} bytes")
    else:
        rows = list(_rows(sheet, _to_text(sheet, data)))
    if sheet.errors:
        rows = []
    return CsvResult(kind, tuple(row for _, row in rows), tuple(sheet.faults), sheet.left_out,
                     tuple(number for number, _ in rows))


def _to_text(sheet: _Sheet, data: bytes) -> str:
    """UTF-8, UTF-16 with its mark, else Latin-1 with a warning."""
    marked = data[:2] in (b"\xff\xfe", b"\xfe\xff")
    try:
        return data.decode("utf-16" if marked else "utf-8").lstrip("\ufeff")
    except UnicodeDecodeError:
        sheet.note("encoding", 1, None, "not UTF-8; read as Latin-1", "warning")
        return data.decode("latin-1")


def _rows(sheet: _Sheet, text: str) -> Iterator[tuple[int, dict[str, Any]]]:
    records = _records(sheet, text)
    header = next(records, None)
    if header is None:
        sheet.note("empty", 1, None, "the file is empty")
        return
    columns = _header(sheet, header[1])
    if sheet.errors:
        return
    seen: dict[tuple[Any, ...], int] = {}
    total = 0
    for number, cells in records:
        if not any(cells):
            continue
        total += 1
        if total > ROWS_MAX:
            sheet.note("too_many_rows", number, None, f"more than {ROWS_MAX} rows")
            return
        row = _row(sheet, number, columns, cells)
        if row is not None:
            _check_repeat(sheet, number, row, seen)
            yield number, row
    if total == 0:
        sheet.note("no_rows", 1, None, "no row under the header", "warning")


def _records(sheet: _Sheet, text: str) -> Iterator[tuple[int, list[str]]]:
    """Number and stripped cells of each record; an open quote ends the file with a fault."""
    first = text.split("\n", 1)[0]
    delimiter = max(DELIMITERS, key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    number = 0
    while True:
        number += 1
        try:
            cells = next(reader, None)
        except csv.Error as fault:
            sheet.note("broken", number, None, f"cannot be read from here on: {fault}")
            return
        if cells is None:
            return
        if len(cells) > COLUMNS_MAX:
            sheet.note("too_many_columns", number, None, f"more than {COLUMNS_MAX} columns")
            return
        for at, cell in enumerate(cells, 1):
            if len(cell) > CELL_LENGTH_MAX:
                sheet.note("cell_too_long", number, str(at),
                           f"longer than {CELL_LENGTH_MAX} characters")
                return
        yield number, [cell.strip() for cell in cells]


def _header(sheet: _Sheet, cells: list[str]) -> list[Column | None]:
    """The column of each heading; None for one that is not ours and is left out."""
    known = {column.name: column for column in sheet.kind.columns}
    names = [cell.lower().replace(" ", "_") for cell in cells]
    while names and not names[-1]:
        names.pop()
    for name in sorted({name for name in names if name and names.count(name) > 1}):
        sheet.note("heading_twice", 1, name, "this heading stands twice")
    for column in sheet.kind.columns:
        if column.required and column.name not in names:
            sheet.note("no_column", 1, column.name,
                       f"this column is missing; the columns are {', '.join(known)}")
    for name in names:
        if name not in known:
            sheet.note("unknown_column", 1, name[:80], "is not a column we read", "warning")
    return [known.get(name) for name in names]


def _row(sheet: _Sheet, number: int, columns: list[Column | None],
         cells: list[str]) -> dict[str, Any] | None:
    before = sheet.errors
    if any(cells[len(columns):]):
        sheet.note("too_wide", number, None, "has more cells than the header")
    found: dict[str, Any] = {}
    for column, cell in zip(columns, cells, strict=False):
        if column is not None and not cell and column.empty is not KEEP:
            found[column.name] = column.empty
        elif column is not None and cell:
            value = column.read(cell)
            if isinstance(value, Bad):
                sheet.note("bad_cell", number, column.name, f"{cell[:40]!r} {value.text}")
            found[column.name] = value
    for column in sheet.kind.columns:
        if column.required and column.name not in found:
            sheet.note("empty_cell", number, column.name, "must be filled")
    if sheet.errors > before:
        return None
    row = sheet.kind.fold(found)
    if isinstance(row, Bad):
        sheet.note("contradiction", number, None, row.text)
        return None
    return row


def _check_repeat(sheet: _Sheet, number: int, row: dict[str, Any],
                  seen: dict[tuple[Any, ...], int]) -> None:
    cells = (row.get(name) for name in sheet.kind.key)
    key = tuple("|".join(cell) if isinstance(cell, list) else cell for cell in cells)
    first = seen.setdefault(key, number)
    if first != number:
        told = " ".join(str(part) for part in key if part is not None)
        sheet.note("repeated", number, sheet.kind.key[0], f"{told} stands already in row {first}")
