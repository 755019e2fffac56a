# SPDX-License-Identifier: Apache-2.0
"""Invented part numbers in the four styles of the trade, and supersession chains of them.

`6C3Z-6584-AA` (model, base, issue), `3C0698451A` (model, group and number, issue), `04465-33471`
(kind, model) and `BRK-10442` (family, number). A later part of a chain bears the next issue.
"""

from collections.abc import Callable
from random import Random
from typing import Final

_LETTERS: Final = "ABCDEFGHJKLMNPRTUVWXY"
_ISSUES: Final = "ABCDEFGH"


def _dashed(rng: Random, family: int, _prefix: str, length: int) -> list[str]:
    model = f"{rng.randint(1, 9)}{rng.choice(_LETTERS)}{rng.randint(1, 9)}Z"
    base = 1000 + 380 * family + rng.randrange(380)
    return [f"{model}-{base}-A{_ISSUES[i]}" for i in range(length)]


def _solid(rng: Random, family: int, _prefix: str, length: int) -> list[str]:
    model = f"{rng.randint(1, 8)}{rng.choice(_LETTERS)}{rng.randint(0, 9)}"
    body = f"{100 + 38 * family + rng.randrange(38)}{rng.randrange(1000):03d}"
    return [f"{model}{body}{_ISSUES[i]}" for i in range(length)]


def _paired(rng: Random, family: int, _prefix: str, length: int) -> list[str]:
    kind = 4000 + 410 * family + rng.randrange(410)
    model = rng.randrange(10_000, 99_000)
    return [f"{kind:05d}-{model + i}" for i in range(length)]


def _own(rng: Random, _family: int, prefix: str, length: int) -> list[str]:
    body = f"{prefix}-{rng.randrange(10_000, 99_999)}"
    return [body] if length == 1 else [f"{body}-A{_ISSUES[i]}" for i in range(length)]


Style = Callable[[Random, int, str, int], list[str]]
STYLES: Final[tuple[Style, ...]] = (_own, _dashed, _solid, _paired)
_WEIGHTS: Final = (35, 25, 20, 20)


class PartNumbers:
    """Deals numbers, never one twice."""

    def __init__(self, rng: Random, taken: set[str]) -> None:
        self._rng = rng
        self._taken = set(taken)

    def chain(self, family: int, prefix: str, length: int) -> list[str]:
        """`length` numbers of one style, oldest first; `family` is the family's index."""
        while True:
            style = self._rng.choices(STYLES, _WEIGHTS)[0]
            numbers = style(self._rng, family, prefix, length)
            if self._taken.isdisjoint(numbers):
                self._taken.update(numbers)
                return numbers

    def single(self, draw: Callable[[Random], str]) -> str:
        """One number by `draw`, drawn again until it is new."""
        while (number := draw(self._rng)) in self._taken:
            pass
        self._taken.add(number)
        return number
