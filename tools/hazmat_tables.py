# SPDX-License-Identifier: Apache-2.0
"""Write the app's dangerous goods tables from the data files of the server: one source, two
languages.

`python -m tools.hazmat_tables` writes; with `--check` nothing, and fails if it is stale. Tables are
symmetric, so the app gets the upper half, row by row, with a dot for a blank cell.
"""

import json
import sys
import textwrap
from collections.abc import Iterable, Mapping
from pathlib import Path

from backend.domain.hazmat.inner_limits import AEROSOLS, LIMITS, PEROXIDES
from backend.domain.hazmat.table import (
    CLASS_1,
    CLASS_1_SOURCE,
    CLASS_1_TOGETHER,
    DIVISIONS,
    EDITIONS,
    Cells,
    Edition,
    Listed,
)
from tools.made import made

ROOT = Path(__file__).parents[1]
TARGET = ROOT / "pwa" / "src" / "domain" / "hazmat.gen.ts"
WIDTH = 74

_HEAD = """// SPDX-License-Identifier: Apache-2.0
// Written by `python -m tools.hazmat_tables` from backend/domain/hazmat/tables; do not edit.
// Origin of the facts, and what of them is unchecked: editions.json there.

export type ListedText = Readonly<{ un: string; divisions: string }>;
/** One edition, its lists as words with a space between; `cells` are the upper half by rows. */
export type EditionText = Readonly<{
  source: string; class_1: boolean; rows: string; cells: string; together: string; order: string;
  stricter: string; never_beside: Readonly<{ row: string; divisions: string }> | null;
  cyanides: ListedText | null; allowed: ListedText | null;
}>;
"""


def _words(words: Iterable[str]) -> str:
    lines = textwrap.wrap(" ".join(words), WIDTH, break_on_hyphens=False)
    return "'" + " '\n    + '".join(lines) + "'"


def _half(cells: Cells) -> tuple[list[str], list[str]]:
    """The rows of a table, and its cells from each row's own column on."""
    rows = list(dict.fromkeys(first for first, _ in cells))
    for first, second in cells:
        assert cells[first, second] == cells[second, first], (first, second)
    half = [cells[a, b] or "." for n, a in enumerate(rows) for b in rows[n:]]
    return rows, half


def _listed(named: Listed | None) -> str:
    if named is None:
        return "null"
    un, divisions = (_words(sorted(words)) for words in (named.un, named.divisions))
    return f"{{\n      un: {un},\n      divisions: {divisions} }}"


def _edition(edition: Edition) -> Iterable[str]:
    rows, half = _half(edition.cells)
    beside = edition.never_beside
    yield f"  '{edition.name}': {{"
    yield f"    source: '{edition.source}', class_1: {json.dumps(edition.class_1)},"
    yield f"    rows: {_words(rows)},"
    yield f"    cells: {_words(half)},"
    yield f"    together: {_words(sorted(code or '.' for code in edition.together))},"
    yield f"    order: {_words(code or '.' for code in edition.order)},"
    raised = (f"{a},{b},{code}" for (a, b), code in edition.stricter.items())
    yield f"    stricter: {_words(raised) if edition.stricter else repr('')},"
    divisions = beside and _words(sorted(beside[1]))
    row = beside and f"{{ row: '{beside[0]}', divisions: {divisions} }}"
    yield f"    never_beside: {row or 'null'},"
    yield f"    cyanides: {_listed(edition.cyanides)},"
    yield f"    allowed: {_listed(edition.allowed)},"
    yield "  },"


def _limited() -> Iterable[str]:
    """The most of one inner pack in a limited quantity, and which UN numbers have a type."""
    yield "/** Millilitres, grams, whether of a metal can, by class and packing group. */"
    yield "export const LIMITED: Readonly<Record<string, readonly [number, number, boolean]>> = {"
    for (division, group), one in LIMITS.items():
        yield f"  '{division},{group}': [{one.ml}, {one.g}, {json.dumps(one.metal_can)}],"
    yield "};"
    yield f"export const PEROXIDES = {_words(sorted(PEROXIDES))};"
    yield f"export const AEROSOLS = {_words(sorted(AEROSOLS))};"


def render(editions: Mapping[str, Edition] = EDITIONS) -> str:
    """The whole TypeScript file."""
    groups, half = _half(CLASS_1)
    lines = [
        _HEAD,
        f"export const DIVISIONS = {_words(DIVISIONS)};",
        "/** Compatibility groups of class 1, and their table. */",
        f"export const GROUPS = {_words(groups)};",
        f"export const CLASS_1 = {_words(half)};",
        f"export const CLASS_1_TOGETHER = {_words(sorted(c or '.' for c in CLASS_1_TOGETHER))};",
        f"export const CLASS_1_SOURCE = '{CLASS_1_SOURCE}';",
        "export const EDITIONS: Readonly<Record<string, EditionText>> = {",
        *(line for one in editions.values() for line in _edition(one)),
        "};",
        *_limited(),
    ]
    return "\n".join(lines) + "\n"


def main(arguments: list[str]) -> int:
    """0 if the file is, or now is, up to date; 1 if `--check` found it stale."""
    return made(TARGET, render(), arguments, "tools.hazmat_tables")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
