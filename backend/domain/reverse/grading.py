# SPDX-License-Identifier: Apache-2.0
"""Grading cores (CO3): a checklist for each part family, and what a failed check means.

The checklists are a site's to change; these are the defaults.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from backend.domain.reverse.models import Fault


class Grade(StrEnum):
    """A: as it should be. B, C: usable, something is missing or broken. Scrap: not usable."""

    A = "A"
    B = "B"
    C = "C"
    SCRAP = "scrap"


OK, PARTIAL, REJECT, QUARANTINE = "core_ok", "core_partial", "core_reject", "hazmat_quarantine"
DECISIONS = (OK, PARTIAL, REJECT, QUARANTINE)
"""Dispositions of a core, the gravest last: it counts."""


@dataclass(frozen=True, slots=True)
class Check:
    """One question, and the disposition when the answer is no. `by_book`: nobody is asked, the
    deposits answer it."""

    check: str
    fail: str
    by_book: bool = False


SAME_FAMILY, IN_WINDOW, DEPOSIT_OPEN = "same_family", "in_window", "deposit_open"
CORE_CHECKS = (
    Check(SAME_FAMILY, REJECT, by_book=True),
    Check(IN_WINDOW, REJECT, by_book=True),
    Check("complete", PARTIAL),
    Check("assembled", REJECT),
    Check("no_crack", REJECT),
    Check("no_fire_or_water", REJECT),
    Check("no_heavy_corrosion", REJECT),
    Check("identification_legible", PARTIAL),
    Check("drained_and_safe", QUARANTINE),
    Check(DEPOSIT_OPEN, REJECT, by_book=True),
)
"""The ten checks of any core."""


def _without(*names: str) -> tuple[Check, ...]:
    return tuple(one for one in CORE_CHECKS if one.check not in names)


CHECKLISTS: Mapping[str, tuple[Check, ...]] = {
    "alternator": _without("drained_and_safe"),
    "starter": _without("drained_and_safe"),
    "battery": _without("assembled", "no_heavy_corrosion"),
    "control_module": _without("drained_and_safe", "no_heavy_corrosion"),
}
"""Families of which less is asked: there is nothing to drain, to take apart, or to rust."""


def checklist(
    family: str, changed: Mapping[str, tuple[Check, ...]] | None = None
) -> tuple[Check, ...]:
    """What is asked of a core of this family; `changed` are the site's own lists."""
    return (changed or {}).get(family) or CHECKLISTS.get(family) or CORE_CHECKS


def checklist_faults(checks: tuple[Check, ...]) -> list[Fault]:
    """What is wrong with a list that a site wrote: a fate nobody knows, a question asked twice, or
    one of the book's left out: without these one deposit could be paid twice."""
    names = [one.check for one in checks]
    book = [one.check for one in CORE_CHECKS if one.by_book]
    unknown = [Fault(c.check, f"{c.fail} is no disposition of a core")
               for c in checks if c.fail not in DECISIONS[1:]]
    twice = [Fault(name, "is asked twice") for name in sorted(set(names)) if names.count(name) > 1]
    missing = [Fault(name, "must be asked") for name in book if name not in names]
    return [*unknown, *twice, *missing]


@dataclass(frozen=True, slots=True)
class Graded:
    """What a checklist came to. No decision while a question is `unanswered`, but for the gravest:
    what is not safe is put away at once."""

    grade: Grade | None
    decision: str | None
    failed: tuple[str, ...] = ()
    unanswered: tuple[str, ...] = ()


def grade(answers: Mapping[str, bool], checks: tuple[Check, ...] = CORE_CHECKS) -> Graded:
    """The grade of a core and what becomes of it."""
    failed = [one for one in checks if answers.get(one.check) is False]
    unanswered = tuple(one.check for one in checks if one.check not in answers)
    names = tuple(one.check for one in failed)
    decision = max((OK, *(one.fail for one in failed)), key=DECISIONS.index)
    if unanswered:
        gravest = QUARANTINE if decision == QUARANTINE else None
        return Graded(None, gravest, names, unanswered)
    return Graded(_grade([one.fail for one in failed]), decision, names)


def _grade(fails: list[str]) -> Grade:
    """What is not safe is no matter of its grade: it may be drained, and is as good as before."""
    if REJECT in fails:
        return Grade.SCRAP
    return (Grade.A, Grade.B, Grade.C)[min(fails.count(PARTIAL), 2)]


CREDIT_PERCENT: Mapping[Grade, int] = {Grade.A: 100, Grade.B: 100, Grade.C: 100, Grade.SCRAP: 0}
"""Of the deposit, before what is missing is taken off; a site may pay less for a C."""


def credit_minor(
    deposit_minor: int, grade: Grade, deductions_minor: int = 0,
    percent: Mapping[Grade, int] = CREDIT_PERCENT,
) -> int:
    """What is paid back of a deposit, in its minor unit; never below zero, never more than it.

    Only from a grade that says that something is missing is anything taken off.
    """
    share = deposit_minor * min(max(percent[grade], 0), 100) // 100
    less = 0 if grade is Grade.A else max(deductions_minor, 0)
    return max(share - less, 0)
