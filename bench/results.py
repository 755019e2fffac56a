# SPDX-License-Identifier: Apache-2.0
"""The list in bench/results.json, and the table that people read."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from bench.harness import Measured

RESULTS = Path(__file__).parent / "results.json"
HEAD = ("name", "value", "unit", "min..max", "ratio", "compared to", "bar", "")


def merge(kept: Sequence[dict[str, Any]], ran: str, rows: Iterable[dict[str, Any]]) -> list[
    dict[str, Any]
]:
    """The list with the rows of one benchmark replaced, sorted by name."""
    others = [row for row in kept if not belongs(row["name"], ran)]
    return sorted([*others, *rows], key=lambda row: row["name"])


def belongs(name: str, benchmark: str) -> bool:
    """Whether a row is one of this benchmark's."""
    return name == benchmark or name.startswith(f"{benchmark}.")


def keep(ran: str, rows: Iterable[dict[str, Any]], path: Path = RESULTS) -> None:
    """Write one benchmark's rows into the file; the rows of others stay as they are."""
    kept = json.loads(path.read_text(encoding="utf-8")) if path.exists() else []
    merged = merge(kept, ran, rows)
    path.write_text(json.dumps(merged, indent=1) + "\n", encoding="utf-8")


def table(measured: Iterable[Measured]) -> str:
    """Rows in columns; a missed bar is named as missed."""
    lines = [HEAD, *(_cells(one) for one in measured)]
    widths = [max(len(line[at]) for line in lines) for at in range(len(HEAD))]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip()
        for line in lines
    )


def _cells(one: Measured) -> tuple[str, ...]:
    row, spread = one.row, one.spread
    return (
        row.name,
        f"{row.value:g}",
        row.unit,
        f"{spread.low:.3g}..{spread.high:.3g}" if spread else "",
        "" if row.ratio is None else f"{row.ratio:g}",
        row.compared_to or "",
        "" if row.bar is None else f"{row.bar:g}",
        {None: "", True: "ok", False: "MISSED"}[row.ok],
    )
