# SPDX-License-Identifier: Apache-2.0
"""Which units of a lot are inspected: the same for everybody who knows the seed.

The twin is `pwa/src/domain/draw.ts`; `tests/vectors/sample_draw.json` keeps them equal. The numbers
are those of mulberry32, seeded with the FNV-1a hash of the text's characters.
"""

from __future__ import annotations

from collections.abc import Iterator

from backend.domain.wire import Malformed

_MASK = 0xFFFFFFFF


def drawn(lot_size: int, n: int, seed: str) -> tuple[int, ...] | Malformed:
    """Numbers, from 1, of the n units to take from a lot, in order; all units if n is as many."""
    if lot_size < 1:
        return Malformed("lot_size", f"must be at least 1, not {lot_size}")
    if n < 1:
        return Malformed("n", f"must be at least 1, not {n}")
    numbers = _numbers(seed)
    moved: dict[int, int] = {}  # a shuffle of which only the places that changed are kept
    taken = []
    for at in range(min(n, lot_size)):
        pick = at + next(numbers) % (lot_size - at)
        taken.append(moved.get(pick, pick) + 1)
        moved[pick] = moved.get(at, at)
    return tuple(sorted(taken))


def _numbers(seed: str) -> Iterator[int]:
    state = 0x811C9DC5
    for character in seed:
        state = ((state ^ ord(character)) * 0x01000193) & _MASK
    while True:
        state = (state + 0x6D2B79F5) & _MASK
        mixed = ((state ^ state >> 15) * (state | 1)) & _MASK
        mixed ^= (mixed + (mixed ^ mixed >> 7) * (mixed | 61)) & _MASK
        yield mixed ^ mixed >> 14
