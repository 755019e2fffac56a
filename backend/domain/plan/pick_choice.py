# SPDX-License-Identifier: Apache-2.0
"""Which stock an order line should be picked from: free, first expired first, then on the way;
where somebody found too few and nobody counted yet, last.

The device chooses by the same rule from its own view (`pwa/src/domain/view.ts`) when it knows of
stock that the plan did not; the shared vector is `tests/vectors/pick_choice.json`.
"""

from __future__ import annotations

from collections.abc import Container, Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Source:
    """Free goods somewhere: `travel` is the travel sequence of its location."""

    holder: str
    location: str
    lot: str
    serial: str
    quantity: int
    travel: int
    expires_on: str | None = None


_NEVER = "9999-12-31"


def pick_choice(
    wanted: int, sources: Iterable[Source], waiting: Container[str] = ()
) -> Source | None:
    """The source to walk to first, or None when nothing is free.

    Places that wait for a count (`waiting`) come last. First the earliest expiry (none is latest),
    then one that covers the whole quantity, then the travel sequence, then names so that everybody
    chooses the same.
    """
    return min(
        (source for source in sources if source.quantity > 0),
        key=lambda s: (
            s.location in waiting,
            s.expires_on or _NEVER,
            0 if s.serial or s.quantity >= wanted else 1,
            s.travel,
            s.holder,
            s.lot,
            s.serial,
        ),
        default=None,
    )
