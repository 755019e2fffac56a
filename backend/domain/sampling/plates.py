# SPDX-License-Identifier: Apache-2.0
"""Which announced plates are opened and counted (RC2), by what their supplier's plates were like.

A supplier's score is the percentage of its latest plates that came as announced. Plates that were
opened say more than those taken by one scan, so they alone count where there are enough of them.
Which plates are opened is drawn by their numbers: the same for everybody, and nobody's to know
beforehand. The device draws the same (`pwa/src/domain/opened.ts`); the vector is
`tests/vectors/opened_plates.json`.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from backend.domain.sampling.draw import drawn

SCORED_FROM: Final = 10
"""Fewer plates say nothing of a supplier."""


class Seen(NamedTuple):
    """A plate that came: whether it differed from its notice, and whether it was opened."""

    lpn: str
    differed: bool
    opened: bool


def score(plates: Sequence[Seen]) -> int | None:
    """Plates as announced of a hundred, rounded down; None where too few are known."""
    opened = [one for one in plates if one.opened]
    counted = opened if len(opened) >= SCORED_FROM else plates
    if len(counted) < SCORED_FROM:
        return None
    return 100 * sum(not one.differed for one in counted) // len(counted)


def is_opened(lpn: str, percent: int) -> bool:
    """Whether a plate is one of those that are opened where so many of a hundred are."""
    lot = drawn(100, 1, lpn)
    return isinstance(lot, tuple) and lot[0] <= percent
