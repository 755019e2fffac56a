# SPDX-License-Identifier: Apache-2.0
"""Spreadsheets of master data and opening stock in: checked whole, then told in parts.

Parts, locations and suppliers may be imported again as often as they change: what a row says holds
from then on. Opening stock adds to the books, so the same file adds once, whoever sends it again.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from backend.domain.decisions import Outcome
from backend.use_cases.import_edi import Fault, Kept, Tell, id_of, operation_text

ROWS_MAX = 500  # in one operation, so that no transaction holds the writer for long
FIELDS = {
    "parts": "parts", "locations": "locations", "suppliers": "suppliers", "stock": "opening",
}  # fmt: skip
"""Which field of `catalogue_import` a kind of file fills."""
NAMED_MAX = 5  # unknown names that a message lists

Say = Callable[[int, int], None]
"""Called after each part of the file: rows told, rows in all."""


class ReadCsv(Protocol):
    """A file as read; all of it or nothing."""

    @property
    def ok(self) -> bool: ...
    @property
    def rows(self) -> Sequence[dict[str, Any]]: ...
    @property
    def faults(self) -> Sequence[Fault]: ...


Unknown = Callable[[str, set[str], set[str]], tuple[list[str], list[str]]]
"""Of a site: those of these parts and locations that were never imported."""


@dataclass(frozen=True, slots=True)
class CsvReport:
    """What became of one file. `problems` are those that only the books know."""

    kind: str
    read: ReadCsv
    problems: tuple[str, ...] = ()
    told: int = 0
    already: int = 0
    dry_run: bool = False

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
            "faults": [fault.to_json() for fault in self.read.faults],
        }


@dataclass(frozen=True, slots=True)
class ImportCsv:
    """Tells what a spreadsheet holds."""

    tell: Tell
    kept: Kept
    unknown: Unknown

    def __call__(
        self, kind: str, read: ReadCsv, *, site: str, actor: str, now: datetime,
        dry_run: bool = False, say: Say = lambda told, total: None,
    ) -> CsvReport:
        """Import a file that was read, or say what importing it would do."""
        problems = self._problems(kind, read, site)
        if dry_run or not read.ok or problems:
            return CsvReport(kind, read, problems, dry_run=dry_run)
        told = already = 0
        digest = hashlib.sha256(json.dumps(list(read.rows), sort_keys=True).encode()).hexdigest()
        for first in range(0, len(read.rows), ROWS_MAX):
            rows = list(read.rows[first : first + ROWS_MAX])
            again = "" if kind == "stock" else now.isoformat()
            op_id = id_of("csv", site, kind, digest, str(first), again)
            if self.kept(site, [op_id]):
                already += len(rows)
            else:
                fault = self._tell(op_id, kind, rows, site=site, actor=actor, now=now)
                if fault:
                    return CsvReport(kind, read, (fault,), told, already)
                told += len(rows)
            say(told + already, len(read.rows))
        return CsvReport(kind, read, (), told, already)

    def _tell(
        self, op_id: str, kind: str, rows: list[dict[str, Any]], *, site: str, actor: str,
        now: datetime,
    ) -> str:
        body = {FIELDS[kind]: rows, "source": f"csv {kind}"}
        text = operation_text(op_id, "catalogue_import", body, site=site, actor=actor, now=now)
        told = self.tell(site=site, text=text, now=now)
        if told.outcome in (Outcome.ACCEPTED, Outcome.ACCEPTED_DISCREPANCY):
            return ""
        return f"{told.outcome}: {told.reason} {json.dumps(told.detail)}"

    def _problems(self, kind: str, read: ReadCsv, site: str) -> tuple[str, ...]:
        if kind != "stock":
            return ()
        parts, locations = self.unknown(
            site, {row["part"] for row in read.rows}, {row["location"] for row in read.rows}
        )
        return tuple(
            f"unknown {name}: {', '.join(names[:NAMED_MAX])}{more(names)}"
            for name, names in (("parts", parts), ("locations", locations))
            if names
        )


def more(names: Sequence[str]) -> str:
    """How many names were left out of a message."""
    return f" and {len(names) - NAMED_MAX} more" if len(names) > NAMED_MAX else ""
