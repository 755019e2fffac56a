# SPDX-License-Identifier: Apache-2.0
"""Write the barcode tables of the app from the data files of the server: one source, two languages.

`python -m tools.barcode_tables` writes; with `--check` nothing, and fails if it is stale.
"""

import json
import sys
import textwrap
from pathlib import Path
from typing import Any

from tools.made import made

ROOT = Path(__file__).parents[1]
TABLES = ROOT / "backend" / "domain" / "barcode" / "tables"
TARGET = ROOT / "pwa" / "src" / "domain" / "barcode" / "tables.gen.ts"
COLUMNS_MAX = 100

_HEAD = """// SPDX-License-Identifier: Apache-2.0
// Written by `python -m tools.barcode_tables` from backend/domain/barcode/tables; do not edit.
// Origin of the facts: see the `origin` line of each file there.
"""


def _load(name: str) -> Any:
    return json.loads((TABLES / name).read_text(encoding="utf-8"))


def _literal(name: str, lines: list[str]) -> str:
    text = "\n".join(lines)
    assert not set(text) & set("`$\\"), f"{name} needs escaping"
    return f"export const {name} = `\n{text}\n`;\n"


def _row_lines(row: list[str]) -> list[str]:
    text = "~".join(row) + ";"
    return [text[at : at + COLUMNS_MAX] for at in range(0, len(text), COLUMNS_MAX)]


def render() -> str:
    """The whole TypeScript file."""
    ais, lists = _load("gs1_ai.json"), _load("code_lists.json")
    assert ais["columns"][-1] == "data title"
    rows = [row[:-1] for row in ais["rows"]]  # a handheld shows no titles; they are 9 KB
    for row in rows:
        assert not any(mark in cell for cell in row for mark in "~;"), row
    parts = [
        _HEAD,
        "// Columns as in gs1_ai.json, without the titles, which no screen of a handheld shows; a\n"
        "// semicolon ends a row, a line break means nothing.\n"
        + _literal("AI_ROWS", [line for row in rows for line in _row_lines(row)]),
    ]
    for name in ("iso3166", "iso3166alpha2", "iso4217", "packagetype"):
        parts.append(_literal(name.upper(), textwrap.wrap(lists[name], COLUMNS_MAX)))
    return "\n".join(parts)


def main(arguments: list[str]) -> int:
    """0 if the file is, or now is, up to date; 1 if `--check` found it stale."""
    return made(TARGET, render(), arguments, "tools.barcode_tables")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
