# SPDX-License-Identifier: Apache-2.0
"""What happens when held goods are moved: they are where they are, and stay held.

H1  A hold that lay over a plate or a place follows goods that leave it without a number of their
    own; otherwise taking a unit out of its carton would free it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from backend.domain.books import Books
from backend.domain.decisions import Raised
from backend.domain.holds import Hold, HoldScope, covers
from backend.domain.ledger import Move
from backend.domain.operations import Operation
from backend.domain.stock import Goods, is_plate, plate_of


def held_moves(books: Books, moves: Iterable[Move]) -> list[tuple[Move, tuple[Hold, ...]]]:
    """Those moves whose goods an open hold covers where they are taken from."""
    found = ((move, books.covering(move.source, move.goods)) for move in moves)
    return [(move, holds) for move, holds in found if holds]


def following(
    books: Books, operation: Operation, held: Iterable[tuple[Move, tuple[Hold, ...]]]
) -> Iterator[Hold]:
    """New holds for goods that would slip out of the scope of theirs by this move."""
    placed: set[tuple[str, HoldScope]] = set()
    for move, holds in held:
        there = books.unit(move.target, move.goods)
        for hold in holds:
            if covers(hold.scope, there):
                continue
            scope = _scope_at(move.target, move.goods)
            if (hold.reason, scope) in placed:
                continue
            placed.add((hold.reason, scope))
            yield Hold(
                hold=f"{operation.op_id}:f{len(placed)}",
                scope=scope,
                reason=hold.reason,
                note=f"follows {hold.hold}",
                placed_by=operation.envelope.actor,
                placed_at=operation.occurred_at,
                operation=operation.op_id,
            )


def _scope_at(holder: str, goods: Goods) -> HoldScope:
    if goods.serial:
        return HoldScope(part=goods.part, serial=goods.serial)
    if is_plate(holder):
        return HoldScope(part=goods.part, lot=goods.lot or None, lpn=plate_of(holder))
    return HoldScope(part=goods.part, lot=goods.lot or None, location=holder)


def raised_for(
    operation: Operation, kind: str, held: Iterable[tuple[Move, tuple[Hold, ...]]], **more: str
) -> Iterator[Raised]:
    """One exception for each held kind of goods that was moved."""
    for n, (move, holds) in enumerate(held):
        yield Raised(
            f"{operation.op_id}:held:{n}",
            kind,
            details={
                "part": move.goods.part,
                "lot": move.goods.lot,
                "serial": move.goods.serial,
                "quantity": move.quantity,
                "holder": move.target,
                "holds": [hold.hold for hold in holds],
                "hold_reason": holds[0].reason,
                **more,
            },
        )
