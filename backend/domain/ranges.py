# SPDX-License-Identifier: Apache-2.0
"""Ranges of serial and lot numbers, compared as people read them.

A number is cut into runs of digits and runs of other characters. Within a range, what is not a
digit must be the same (capital letters or not), run by run, and digits count as numbers: `L26-0190`
to `L26-0210` has `L26-0200` and `l26-200`, but neither `L26-1900` nor `M26-0200`. What comes after
the last run of the bounds is not looked at: `L26-0200/B` is a part of lot `L26-0200`, and too much
held is a question for a person, too little is a part on a vehicle.
"""

from __future__ import annotations

import re

_RUN = re.compile(r"[0-9]+|[^0-9]+")

Runs = tuple[str | int, ...]


def runs(code: str) -> Runs:
    """The runs of a number: text in capitals, digits as whole numbers."""
    found = _RUN.findall(code.strip().upper())
    return tuple(int(run) if run.isascii() and run.isdigit() else run for run in found)


def range_fault(low: str | None, high: str | None) -> str | None:
    """Why two bounds are no range that people could read; None when they are, or none is given."""
    if not low or not high:
        return None
    first, last = runs(low), runs(high)
    if not _alike(first, last) or len(first) != len(last):
        return "both bounds need the same letters around their digits"
    return "the first is after the last" if _digits(first) > _digits(last) else None


def in_range(code: str, low: str | None, high: str | None) -> bool:
    """Whether a number lies in a range; a bound that is not given does not bound. None at all: no.

    A number that has no such run of digits is outside.
    """
    bounds = [runs(bound) for bound in (low, high) if bound]
    if not bounds or not code:
        return False
    found = runs(code)[: len(bounds[0])]
    if any(len(found) != len(bound) or not _alike(found, bound) for bound in bounds):
        return False
    here = _digits(found)
    above = not low or here >= _digits(runs(low))
    return above and (not high or here <= _digits(runs(high)))


def _alike(one: Runs, other: Runs) -> bool:
    pairs = zip(one, other, strict=False)
    return all(a == b if isinstance(a, str) else isinstance(b, int) for a, b in pairs)


def _digits(found: Runs) -> tuple[int, ...]:
    return tuple(run for run in found if isinstance(run, int))
