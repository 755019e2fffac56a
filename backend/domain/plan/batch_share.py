# SPDX-License-Identifier: Apache-2.0
"""Who gets what there is, where several order lines want the same part from one place (PK1, PK4).

Vehicle off road first, then the order that must leave earlier, then priority; among equals the name
of the order, so that everybody shares alike. Each gets all that it wants before the next gets any:
a line that is whole can leave. The handheld shares by the same rule (`pwa/src/domain/share.ts`);
the shared vector is `tests/vectors/batch_share.json`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Want:
    """Units that an order line wants. `cut_off` is when its vehicle closes (UTC), `must_ship` the
    day on which it must leave; `priority` as in tasks, smaller is more pressing."""

    order: str
    line: int
    units: int
    vor: bool = False
    cut_off: str | None = None
    must_ship: str | None = None
    priority: int = 50


NEVER = "9999"
END_OF_DAY = "T~"
"""Later than any time of that day."""


def first_served(wants: Iterable[Want]) -> list[Want]:
    """These wants, the one that is served first at the head."""
    return sorted(wants, key=_rank)


def shares(units: int, wants: Iterable[Want]) -> list[tuple[Want, int]]:
    """How many of `units` each want gets, in the order in which they are served; 0 where nothing
    is left."""
    left, given = units, []
    for want in first_served(wants):
        some = min(want.units, left)
        left -= some
        given.append((want, some))
    return given


def _rank(want: Want) -> tuple[bool, str, int, str, int]:
    day = want.must_ship[:10] + END_OF_DAY if want.must_ship else NEVER
    return (not want.vor, want.cut_off or day, want.priority, want.order, want.line)
