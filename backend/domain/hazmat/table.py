# SPDX-License-Identifier: Apache-2.0
"""The tables of dangerous goods as objects, read once from the package's own files."""

import csv
import json
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from typing import Any, Final

Cells = Mapping[tuple[str, str], str]
"""Code by two rows; both orders are there."""


@dataclass(frozen=True, slots=True)
class Listed:
    """UN numbers that a rule names, and the divisions that it says something about."""

    un: frozenset[str]
    divisions: frozenset[str]


@dataclass(frozen=True, slots=True)
class Edition:
    """One segregation table: whose, of when, and what in it nobody has checked.

    `rows` leads from a division to its row. `together` are the codes that part nothing, `order` all
    codes from mild to strict. `stricter` holds cells that newer editions are said to raise.
    `never_beside` parts a row from divisions whatever stands between them.
    """

    name: str
    source: str
    edition: str
    effective: str | None
    unchecked: tuple[str, ...]
    cells: Cells
    rows: Mapping[str, str]
    together: frozenset[str]
    order: tuple[str, ...]
    stricter: Cells
    class_1: bool
    never_beside: tuple[str, frozenset[str]] | None
    cyanides: Listed | None
    allowed: Listed | None


@dataclass(frozen=True, slots=True)
class Division:
    """A hazard class or division, its US placard, and from what on a vehicle must show it."""

    division: str
    hazard: str
    placard: str
    threshold: str


def _text(name: str) -> str:
    return files("backend.domain.hazmat").joinpath("tables", name).read_text(encoding="utf-8")


def rows_of(name: str) -> list[dict[str, str]]:
    """The rows of one file, by the names at its head."""
    return list(csv.DictReader(_text(name).splitlines()))


def _cells(name: str, first: str, second: str) -> dict[tuple[str, str], str]:
    return {(row[first], row[second]): row["code"] for row in rows_of(name)}


def _edition(name: str, told: dict[str, Any]) -> Edition:
    cells = _cells(told["cells"], "class_a", "class_b")
    beside, allowed, cyanides = told["never_beside"], told["allowed"], told["cyanides"]
    return Edition(
        name=name,
        source=told["source"],
        edition=told["edition"],
        effective=told["effective"],
        unchecked=tuple(told["unchecked"]),
        cells=cells,
        rows={division: row for row, _ in cells for division in row.split("/")},
        together=frozenset(told["together"]),
        order=tuple(told["order"]),
        stricter={pair: code for a, b, code in told["stricter"] for pair in ((a, b), (b, a))},
        class_1=told["class_1"],
        never_beside=beside and (beside["row"], frozenset(beside["divisions"])),
        cyanides=cyanides and Listed(frozenset(cyanides["un"]), frozenset({cyanides["division"]})),
        allowed=allowed and Listed(frozenset(allowed["un"]), frozenset(allowed["divisions"])),
    )


def _divisions() -> dict[str, Division]:
    rows = rows_of("hazard_classes.csv")
    return {row["division"]: Division(*row.values()) for row in rows}


ABOUT: Final[dict[str, Any]] = json.loads(_text("editions.json"))
EDITIONS: Final = {name: _edition(name, told) for name, told in ABOUT["editions"].items()}
DIVISIONS: Final = _divisions()
CLASS_1: Final[Cells] = _cells("class_1.csv", "group_a", "group_b")
CLASS_1_SOURCE: Final[str] = ABOUT["class_1"]["source"]
CLASS_1_TOGETHER: Final = frozenset[str](ABOUT["class_1"]["together"])
GROUPS: Final = frozenset(first for first, _ in CLASS_1)
