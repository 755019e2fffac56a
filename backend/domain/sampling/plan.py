# SPDX-License-Identifier: Apache-2.0
"""How many units of a lot are inspected, and how many nonconforming ones it may have.

Single sampling by attributes. Every answer names the edition of the tables that it is from.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from backend.domain.sampling.table import AQL_OF, AQLS, LETTERS, PLANS, PLANS_EDITION
from backend.domain.wire import Malformed


class Severity(StrEnum):
    """How strictly the lots of a supplier are inspected now."""

    NORMAL = "normal"
    TIGHTENED = "tightened"
    REDUCED = "reduced"
    DISCONTINUED = "discontinued"


class Verdict(StrEnum):
    """What becomes of a lot. The last is accepted, too, but reduced inspection ends with it."""

    ACCEPTED = "accepted"
    REJECTED = "rejected"
    BACK_TO_NORMAL = "accepted_and_back_to_normal"


@dataclass(frozen=True, slots=True)
class Plan:
    """`letter` is the code letter of the lot, `plan_letter` where its arrow ends. Inspect `n`
    units, accept up to `ac` nonconforming, reject from `re`. `inspect_all`: the sample would be
    as large as the lot, so the lot is inspected unit by unit."""

    edition: str
    severity: Severity
    lot_size: int
    letter: str
    plan_letter: str
    n: int
    ac: int
    re: int
    inspect_all: bool

    @property
    def units(self) -> int:
        """How many units are drawn."""
        return self.lot_size if self.inspect_all else self.n


def plan(lot_size: int, level: str, aql: str, severity: str) -> Plan | Malformed:
    """The plan for a lot at an inspection level (I, II, III, S-1 to S-4) and an AQL as text.

    A lot of one unit falls under the first range, from two: it is inspected whole at any rate.
    """
    if lot_size < 1:
        return Malformed("lot_size", f"must be at least 1, not {lot_size}")
    if level not in LETTERS:
        return Malformed("level", f"must be one of {', '.join(LETTERS)}, not {_shown(level)}")
    named = aql_named(aql)
    if named is None:
        return Malformed("aql", f"must be one of {', '.join(AQLS)}, not {_shown(aql)}")
    letter = _letter(lot_size, level)
    cell = PLANS.get((severity, letter, named))
    if cell is None:
        text = f"has no plan: {_shown(severity)}; must be normal, tightened or reduced"
        return Malformed("severity", text)
    return Plan(
        PLANS_EDITION, Severity(severity), lot_size, letter, cell.letter, cell.n, cell.ac, cell.re,
        cell.n >= lot_size,
    )  # fmt: skip


def accepts(plan: Plan, nonconforming: int) -> Verdict | Malformed:
    """What becomes of a lot in whose sample so many were found nonconforming."""
    if nonconforming < 0:
        return Malformed("nonconforming", f"must be at least 0, not {nonconforming}")
    if nonconforming <= plan.ac:
        return Verdict.ACCEPTED
    return Verdict.REJECTED if nonconforming >= plan.re else Verdict.BACK_TO_NORMAL


def accepted_one_tighter(plan: Plan, aql: str, nonconforming: int) -> bool:
    """Whether the same sample would have been accepted one AQL step tighter, too; no when the
    table has no step or asks for a sample of another size there."""
    named = aql_named(aql)
    if named is None or named == AQLS[0]:
        return False
    cell = PLANS[plan.severity, plan.letter, AQLS[AQLS.index(named) - 1]]
    return cell.n == plan.n and 0 <= nonconforming <= cell.ac


def aql_named(text: str) -> str | None:
    """An AQL as the table spells it: 1 is 1.0; None when it is not in the table."""
    written = re.fullmatch(r"[0-9]{1,4}(\.[0-9]{1,4})?", text)
    return AQL_OF.get(Decimal(text)) if written else None


def _letter(lot_size: int, level: str) -> str:
    steps = LETTERS[level]
    at = bisect_right(steps, lot_size, key=lambda step: step[0])
    return steps[max(at - 1, 0)][1]


def _shown(text: str) -> str:
    return repr(text[:40])
