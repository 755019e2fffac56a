# SPDX-License-Identifier: Apache-2.0
"""What happens when held goods are moved: they are where they are, and stay held.

H1  A hold that lay over a plate or a place follows goods that leave it, whether they are told to
    move, go with their plate, or are found elsewhere by a count; otherwise taking a unit out of
    its carton would free it. `decide` asks this for every operation: no rule has to remember it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from backend.domain import operations as ops
from backend.domain.books import Books
from backend.domain.decisions import Raised
from backend.domain.effects import Effects
from backend.domain.holds import Hold, HoldScope, covers
from backend.domain.ledger import Move
from backend.domain.operations import Operation
from backend.domain.stock import (
    CONVERSION,
    Goods,
    is_plate,
    is_virtual,
    plate_holder,
    plate_of,
)


@dataclass(frozen=True, slots=True)
class Covered:
    """Held goods that an operation speaks of, the holder that they will be in, and their holds."""

    goods: Goods
    holder: str
    holds: tuple[Hold, ...]


def held_moves(books: Books, moves: Iterable[Move]) -> list[tuple[Move, tuple[Hold, ...]]]:
    """Those moves whose goods an open hold covers where they are taken from."""
    found = ((move, books.covering(move.source, move.goods)) for move in moves)
    return [(move, holds) for move, holds in found if holds]


def inside(books: Books, holder: str) -> Iterator[tuple[str, Goods, int]]:
    """Everything in a holder and in plates inside it, each with the holder it is right in."""
    waiting, seen = [holder], {holder}
    while waiting:
        current = waiting.pop()
        for goods, quantity in books.content(current):
            yield current, goods, 1 if goods.serial else quantity
        for plate in books.standing_in(current):
            inner = plate_holder(plate.lpn)
            if inner not in seen:
                seen.add(inner)
                waiting.append(inner)


def covered(books: Books, operation: Operation, told: Effects) -> list[Covered]:
    """Before the posting: held goods that may come out from under their holds by it."""
    if not books.holds:
        return []
    found = [
        Covered(goods, target, books.covering(source, before))
        for source, before, target, goods in _ways(books, operation, told)
        if not is_virtual(source) and not is_virtual(target)
    ]
    return [one for one in found if one.holds]


def _ways(
    books: Books, operation: Operation, told: Effects
) -> Iterator[tuple[str, Goods, str, Goods]]:
    """From where, as what, to where, as what."""
    for move in told.moves:
        yield move.source, move.goods, move.target, move.goods
        if move.source == CONVERSION:
            plain = Goods(move.goods.part, move.goods.lot)
            yield move.target, plain, move.target, move.goods
        yield from _last_seen(books, move.goods, move.target)
    for placement in told.placements:
        for holder, goods, _ in inside(books, plate_holder(placement.lpn)):
            yield holder, goods, holder, goods
    if isinstance(operation.body, ops.Count):
        for goods in told.found:
            yield from _last_seen(books, goods, operation.body.holder)
        for plate in list(books.standing_in(operation.body.holder)):
            for holder, goods, _ in inside(books, plate_holder(plate.lpn)):
                yield holder, goods, holder, goods


def _last_seen(books: Books, goods: Goods, target: str) -> Iterator[tuple[str, Goods, str, Goods]]:
    """A unit comes from where it was last seen, whatever its finder says."""
    seen = books.serials.get((goods.part, goods.serial)) if goods.serial else None
    if seen is not None:
        yield seen.holder, Goods(goods.part, seen.lot, goods.serial), target, goods


def following(books: Books, operation: Operation, before: Iterable[Covered]) -> Iterator[Hold]:
    """After the posting: new holds for goods that slipped out of the scope of theirs."""
    placed = {(h.note, h.scope) for h in books.holds.values()}
    number = 0
    for one in before:
        there = books.unit(one.holder, one.goods)
        for hold in one.holds:
            key = (f"follows {hold.hold}"[:NOTE_MAX], _scope_at(one.holder, one.goods))
            if hold.hold not in books.holds or covers(hold.scope, there) or key in placed:
                continue
            placed.add(key)
            number += 1
            yield Hold(
                hold=f"{operation.op_id}:f{number}",
                scope=key[1],
                reason=hold.reason,
                note=key[0],
                placed_by=operation.envelope.actor,
                placed_at=operation.occurred_at,
                operation=operation.op_id,
            )


NOTE_MAX = 512


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
