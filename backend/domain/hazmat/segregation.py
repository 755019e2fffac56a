# SPDX-License-Identifier: Apache-2.0
"""May these dangerous goods stand together? By the table that the site goes by.

S1  A class that is missing or unknown keeps apart; so does an edition that nobody knows.
S2  Every hazard of one is held against every hazard of the other; the strictest answer counts.
S3  What only some goods of a class are restricted for (liquid, packing group I, zone A) is taken
    as so where nobody said otherwise.
S4  a beside b is as b beside a.

The twin is `pwa/src/domain/segregation.ts`; `tests/vectors/segregation.json` keeps them equal.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import combinations
from typing import Final

from backend.domain.hazmat.label import Label, labels
from backend.domain.hazmat.table import (
    CLASS_1,
    CLASS_1_SOURCE,
    CLASS_1_TOGETHER,
    EDITIONS,
    Edition,
    Listed,
)
from backend.domain.parts import Hazard

UNKNOWN: Final = "?"
"""The code where no table could be asked."""


@dataclass(frozen=True, slots=True)
class Segregation:
    """What the table says of two goods.

    `apart`: not in one place, tote or carton. `rule` names what decided: table, stricter (a cell
    that newer editions raise), class_1, cyanide, ammonium_nitrate, no_row, unknown_class,
    unknown_edition. `between` are the two hazards that it turned on. `never_beside`: also not above
    or next to each other, whatever stands between.
    """

    code: str
    apart: bool
    rule: str
    source: str
    between: tuple[str, str] = ("", "")
    never_beside: bool = False


@lru_cache(maxsize=4096)
def segregation(edition: str, a: Hazard, b: Hazard) -> Segregation:
    """What an edition (a name in `EDITIONS`) says of two goods."""
    table = EDITIONS.get(edition)
    if table is None:
        return Segregation(UNKNOWN, True, "unknown_edition", "")
    first, second = labels(a), labels(b)
    if first is None or second is None:
        return Segregation(UNKNOWN, True, "unknown_class", table.source)
    found = [_pair(table, a, one, b, other) for one in first for other in second]
    strictest = max(found, key=lambda told: _rank(table, told))
    return replace(strictest, never_beside=any(told.never_beside for told in found))


def conflict(edition: str, hazards: Sequence[Hazard]) -> Segregation | None:
    """Why these may not be in one place or tote, or None: the first two that may not.

    One hazard a part: units of one part are no mixture. Goods of an unknown class are refused even
    when they are alone.
    """
    for one in hazards:
        if edition not in EDITIONS or labels(one) is None:
            return segregation(edition, one, one)
    told = (segregation(edition, a, b) for a, b in combinations(hazards, 2))
    return next((one for one in told if one.apart), None)


def may_share(edition: str, hazards: Sequence[Hazard]) -> bool:
    """Whether dangerous goods (one hazard a part) may be in one place or tote."""
    return conflict(edition, hazards) is None


def _rank(table: Edition, told: Segregation) -> tuple[bool, int, str]:
    """How strict; of equals the later by name, so that both orders and both languages agree."""
    return told.apart, table.order.index(told.code), " ".join(sorted(told.between))


def _pair(table: Edition, a: Hazard, one: Label, b: Hazard, other: Label) -> Segregation:
    between = (one.text, other.text)
    if one.explosive and other.explosive:
        return _explosives(table, one, other, a.un == b.un != "")
    if _named(table.cyanides, a, other) or _named(table.cyanides, b, one):
        return Segregation("X", True, "cyanide", table.source, between)
    if _named(table.allowed, a, other) or _named(table.allowed, b, one):
        return Segregation("", False, "ammonium_nitrate", table.source, between)
    rows = _row(table, one, a), _row(table, other, b)
    if rows[0] is None or rows[1] is None:
        return Segregation("", False, "no_row", table.source, between)
    raised = table.stricter.get((one.division, other.division))
    code = raised or table.cells[rows[0], rows[1]]
    rule = "stricter" if raised else "table"
    never = _beside(table, rows[0], other) or _beside(table, rows[1], one)
    return Segregation(code, code not in table.together, rule, table.source, between, never)


def _explosives(table: Edition, one: Label, other: Label, identical: bool) -> Segregation:
    """Two explosives: by their compatibility groups, if the edition has a table of them and both
    are told. The identical article, by UN number, is no mixture."""
    between = (one.text, other.text)
    if not (table.class_1 and one.letter and other.letter):
        code = table.cells[table.rows[one.division], table.rows[other.division]]
        return Segregation(code, not identical, "class_1", table.source, between)
    code = CLASS_1[one.letter, other.letter]
    apart = not identical if code == "1" else code not in CLASS_1_TOGETHER
    return Segregation(code, apart, "class_1", CLASS_1_SOURCE, between)


def _named(rule: Listed | None, hazard: Hazard, other: Label) -> bool:
    """Whether a rule names these goods by UN number, and the hazard beside them."""
    return rule is not None and hazard.un in rule.un and other.division in rule.divisions


def _beside(table: Edition, row: str, other: Label) -> bool:
    named = table.never_beside
    return named is not None and row == named[0] and other.division in named[1]


def _row(table: Edition, one: Label, hazard: Hazard) -> str | None:
    """The row of a hazard, or None when the table has none for it."""
    return table.rows.get(one.division) or _narrow_row(one, hazard)


def _narrow_row(one: Label, hazard: Hazard) -> str | None:
    """Rows that the US table has for some goods of a division only."""
    if one.division == "2.3":
        return {"": "2.3A", "A": "2.3A", "B": "2.3B"}.get(one.letter)
    if hazard.state in ("solid", "gas"):
        return None
    if one.division == "6.1":
        worst = hazard.packing_group in (None, "", "I") and one.letter in ("", "A")
        return "6.1-PGI-A" if worst else None
    return "8L" if one.division == "8" else None
