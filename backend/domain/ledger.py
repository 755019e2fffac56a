# SPDX-License-Identifier: Apache-2.0
"""Stock moves between holders; it is never created or destroyed.

L1  A move has a positive whole quantity and two different ends.
L2  Per part, the balances over all holders sum to zero.
L3  A physical holder never holds less than zero.
L4  Every quant equals the fold of its moves.
L5  A serial is in at most one place.

What a holder should contain is a fold over *facts*, not over arrivals: its latest trusted count
plus everything that happened after it (`expected`). So no order of arrival changes the books.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from backend.domain.stock import Goods

Moment = tuple[int, str]
"""Corrected time in milliseconds since 1970 UTC, then the operation's id to settle ties."""


@dataclass(frozen=True, slots=True)
class Move:
    """`quantity` units of `goods` from `source` to `target`, both holders."""

    goods: Goods
    quantity: int
    source: str
    target: str

    def __post_init__(self) -> None:
        """L1 and the part of L5 that one move can show."""
        assert self.quantity > 0, "L1"
        assert self.source != self.target, "L1"
        assert not self.goods.serial or self.quantity == 1, "L5"


@dataclass(frozen=True, slots=True)
class Witness:
    """When something was told, by which device, and how sure its clock was (milliseconds)."""

    moment: Moment
    device: str = ""
    error_ms: int = 0


def indistinct(one: Witness, other: Witness) -> bool:
    """Whether two devices' clocks cannot say which of two facts came first."""
    if one.device == other.device:
        return False
    return abs(one.moment[0] - other.moment[0]) <= one.error_ms + other.error_ms


@dataclass(frozen=True, slots=True)
class Told:
    """One told move as one holder sees it: `delta` is positive when goods came in."""

    witness: Witness
    goods: Goods
    delta: int


@dataclass(frozen=True, slots=True)
class Counted:
    """All that was found in a holder: loose units, serial numbers and plates."""

    witness: Witness
    loose: Mapping[Goods, int] = field(default_factory=dict)
    serials: frozenset[tuple[str, str]] = frozenset()
    plates: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class History:
    """Every fact of one holder that a refold may need."""

    told: tuple[Told, ...] = ()
    counts: tuple[Counted, ...] = ()


def horizon(history: History) -> Counted | None:
    """The latest count that can be trusted.

    A count is not trusted when another device moved something here so near to it that their
    clocks cannot tell which came first: then somebody counts again.
    """
    for count in sorted(history.counts, key=lambda c: c.witness.moment, reverse=True):
        if not any(indistinct(count.witness, told.witness) for told in history.told):
            return count
    return None


def expected(history: History) -> dict[Goods, int]:
    """What the holder should contain of loose goods, by the facts; below zero where the told
    moves took more than there was."""
    count = horizon(history)
    balance: dict[Goods, int] = dict(count.loose) if count else {}
    since = count.witness.moment if count else None
    for told in history.told:
        if told.goods.serial:
            continue
        if since is None or told.witness.moment > since:
            balance[told.goods] = balance.get(told.goods, 0) + told.delta
    return balance


def fold(moves: Iterable[Move]) -> dict[tuple[str, Goods], int]:
    """The balance of every holder and goods that these moves leave (L4)."""
    balance: dict[tuple[str, Goods], int] = {}
    for move in moves:
        for holder, delta in ((move.source, -move.quantity), (move.target, move.quantity)):
            key = (holder, move.goods)
            balance[key] = balance.get(key, 0) + delta
    return {key: quantity for key, quantity in balance.items() if quantity}
