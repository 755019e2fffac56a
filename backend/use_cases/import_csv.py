# SPDX-License-Identifier: Apache-2.0
"""Spreadsheets of master data, opening stock and goods that will come back, in: checked whole,
then told in parts.

Master data may be imported again as often as it changes: what a row says holds from then on, and
what the file has no column for stays as it is. Opening stock adds to the books, so the same file
adds once, whoever sends it again.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Any, Protocol

from backend.domain.decisions import Outcome
from backend.use_cases.csv_check import Change, Known, changes, parts_told, problems, warnings
from backend.use_cases.csv_rows import TOLD, chunks
from backend.use_cases.import_edi import Fault, Kept, Tell, id_of, operation_text

ROWS_MAX = 500  # in one operation, so that no transaction holds the writer for long
PROBLEMS_MAX = 1000  # rows that a report names; as many as a reader's own faults

Say = Callable[[int, int], None]
"""Called after each part of the file: rows told, rows in all."""


class ReadCsv(Protocol):
    """A file as read; all of it or nothing."""

    @property
    def ok(self) -> bool: ...
    @property
    def rows(self) -> Sequence[dict[str, Any]]: ...
    @property
    def numbers(self) -> Sequence[int]: ...
    @property
    def faults(self) -> Sequence[Fault]: ...


Look = Callable[[str, set[str], set[str]], Known]
"""What a site knows of these parts, of those that come after them, and of these locations."""


@dataclass(frozen=True, slots=True)
class CsvReport:
    """What became of one file. `problems` are those that only the books know."""

    kind: str
    read: ReadCsv
    problems: tuple[str, ...] = ()
    told: int = 0
    already: int = 0
    dry_run: bool = False
    changes: tuple[Change, ...] = ()
    warnings: tuple[str, ...] = ()

    @property
    def ok(self) -> bool:
        """True when every row is in, or would be."""
        return self.read.ok and not self.problems

    def to_json(self) -> dict[str, Any]:
        """For `--json`."""
        return {
            "ok": self.ok,
            "dry_run": self.dry_run,
            "kind": self.kind,
            "rows": len(self.read.rows),
            "imported": self.told,
            "already_imported": self.already,
            "problems": list(self.problems),
            "warnings": list(self.warnings),
            "changes": [change.to_json() for change in self.changes],
            "faults": [fault.to_json() for fault in self.read.faults],
        }


@dataclass(frozen=True, slots=True)
class ImportCsv:
    """Tells what a spreadsheet holds."""

    tell: Tell
    kept: Kept
    look: Look

    def __call__(
        self, kind: str, read: ReadCsv, *, site: str, actor: str, now: datetime,
        dry_run: bool = False, say: Say = lambda told, total: None,
    ) -> CsvReport:
        """Import a file that was read, or say what importing it would do."""
        rows, known = tuple(zip(read.numbers, read.rows, strict=True)), self._known(read, site)
        wrong, odd = (
            tuple(str(one) for one in islice(look(kind, rows, known), PROBLEMS_MAX))
            for look in (problems, warnings)
        )
        if dry_run or not read.ok or wrong:
            foreseen = tuple(changes(kind, rows, known)) if dry_run else ()
            return CsvReport(kind, read, wrong, dry_run=dry_run, changes=foreseen, warnings=odd)
        told = already = first = 0
        digest = hashlib.sha256(json.dumps(list(read.rows), sort_keys=True).encode()).hexdigest()
        for part in chunks(TOLD[kind].groups(read.rows), ROWS_MAX):
            again = "" if kind == "stock" else now.isoformat()
            op_id = id_of("csv", site, kind, digest, str(first), again)
            size = sum(map(len, part))
            first += size
            if self.kept(site, [op_id]):
                already += size
            else:
                rows_told = [row for group in part for row in TOLD[kind].joined(group)]
                fault = self._tell(op_id, kind, rows_told, site=site, actor=actor, now=now)
                if fault:
                    return CsvReport(kind, read, (fault,), told, already, warnings=odd)
                told += size
            say(told + already, len(read.rows))
        return CsvReport(kind, read, (), told, already, warnings=odd)

    def _known(self, read: ReadCsv, site: str) -> Known:
        parts, locations = (
            {row[name] for row in read.rows if name in row} for name in ("part", "location")
        )
        parts |= {part for row in read.rows for _, part in parts_told(row)}
        return self.look(site, parts, locations)

    def _tell(
        self, op_id: str, kind: str, rows: list[dict[str, Any]], *, site: str, actor: str,
        now: datetime,
    ) -> str:
        to = TOLD[kind]
        body = {to.field: rows, "source": f"csv {kind}"}
        text = operation_text(op_id, to.operation, body, site=site, actor=actor, now=now)
        told = self.tell(site=site, text=text, now=now)
        if told.outcome in (Outcome.ACCEPTED, Outcome.ACCEPTED_DISCREPANCY):
            return ""
        return f"{told.outcome}: {told.reason} {json.dumps(told.detail)}"
