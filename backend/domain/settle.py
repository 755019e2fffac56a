# SPDX-License-Identifier: Apache-2.0
"""Posting: told moves first, then one balancing move where the book cannot explain a holder.

After every operation each touched holder contains what the facts say (`ledger.expected`); the
difference stands in that holder's `@unexplained` account. A late receipt so repays an early pick
by itself, a late fact older than a count cannot disturb it, and shrinkage is a balance.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from backend.domain.books import Books, Plate, Seen, with_told
from backend.domain.effects import Effects
from backend.domain.ledger import (
    Counted,
    History,
    Move,
    Told,
    Witness,
    expected,
    horizon,
    indistinct,
)
from backend.domain.stock import Goods, QuantKey, is_virtual, unexplained
from backend.domain.trail import Identity, remember, seen


@dataclass(frozen=True, slots=True)
class Posting:
    """What an operation wrote to the ledger: told moves, those that settle, and what was seen."""

    told: tuple[Move, ...] = ()
    settled: tuple[Move, ...] = ()
    seen: tuple[tuple[Identity, str], ...] = ()


def needs_history(mark: Witness | None, witness: Witness) -> bool:
    """Whether a told fact is so near to a holder's horizon that the holder must be refolded."""
    return mark is not None and indistinct(mark, witness)


def post(
    books: Books, told: Effects, witness: Witness, count: tuple[str, Counted] | None = None
) -> Posting:
    """Write an operation's told effects into the books and settle what they touched."""
    touched: set[QuantKey] = set()
    for placement in told.placements:
        _see_plate(books, placement.lpn, Seen(placement.place, witness))
    refold = {count[0]} if count else set()
    for move in told.moves:
        refold |= _tell(books, move, witness, touched)
    for goods in told.found:
        assert count is not None, "only a count finds"
        _see_serial(books, goods, Seen(count[0], witness, goods.lot), touched)
    _remember(books, told, witness, count)
    for holder in sorted(refold):
        _refold(books, holder, touched)
    sightings = tuple(seen(told, count[0] if count else None))
    return Posting(told.moves, tuple(_settle(books, touched)), sightings)


def _tell(books: Books, move: Move, witness: Witness, touched: set[QuantKey]) -> set[str]:
    """One told move: ledger, what is expected, who was seen. Returns holders to refold."""
    _add(books, move)
    refold: set[str] = set()
    for holder, delta in ((move.source, -move.quantity), (move.target, move.quantity)):
        key = QuantKey(holder, move.goods)
        touched.add(key)
        if is_virtual(holder):
            continue
        mark = books.horizons.get(holder)
        if needs_history(mark, witness):
            refold.add(holder)
        elif not move.goods.serial and (mark is None or witness.moment > mark.moment):
            books.raws[key] = books.raws.get(key, 0) + delta
    if move.goods.serial:
        _see_serial(books, move.goods, Seen(move.target, witness, move.goods.lot), touched)
    return refold


def _add(books: Books, move: Move) -> None:
    for holder, delta in ((move.source, -move.quantity), (move.target, move.quantity)):
        key = QuantKey(holder, move.goods)
        books.add(key, delta)
        books.touch("quant", key)


def _see_serial(books: Books, goods: Goods, seen: Seen, touched: set[QuantKey]) -> None:
    """Keep the latest sighting of a unit; every key it ever stood under may have to change."""
    identity = (goods.part, goods.serial)
    known = books.serials.get(identity)
    if known is None or known.witness.moment < seen.witness.moment:
        books.serials[identity] = seen
        books.touch("serial", identity)
    touched |= books.by_serial.get(identity, set())
    now = books.serials[identity]
    touched.add(QuantKey(now.holder, Goods(goods.part, now.lot, goods.serial)))


def _see_plate(books: Books, lpn: str, seen: Seen) -> None:
    plate = books.plates.get(lpn) or Plate(lpn)
    if plate.seen is None or plate.seen.witness.moment < seen.witness.moment:
        mark = books.horizons.get(seen.holder)
        missing = mark is not None and mark.moment > seen.witness.moment
        plate = replace(plate, seen=seen, missing=missing)
    books.plates[lpn] = plate
    books.touch("plate", lpn)


def _remember(
    books: Books, told: Effects, witness: Witness, count: tuple[str, Counted] | None
) -> None:
    """Add this operation's facts to those that are loaded, for what follows in this batch."""
    remember(books.trail, told, witness, count[0] if count else None)
    seen_by: dict[str, list[Told]] = {}
    for move in told.moves:
        seen_by.setdefault(move.source, []).append(Told(witness, move.goods, -move.quantity))
        seen_by.setdefault(move.target, []).append(Told(witness, move.goods, move.quantity))
    for holder, facts in seen_by.items():
        if holder in books.histories:
            books.histories[holder] = with_told(books.histories[holder], tuple(facts), None)
    if count is not None:
        holder, found = count
        assert holder in books.histories, "a counted holder's history is loaded"
        books.histories[holder] = with_told(books.histories[holder], (), found)


def _refold(books: Books, holder: str, touched: set[QuantKey]) -> None:
    """Work out a holder anew from all its facts."""
    history: History = books.histories[holder]
    count = horizon(history)
    if count is None:
        books.horizons.pop(holder, None)
    else:
        books.horizons[holder] = count.witness
    books.touch("horizon", holder)
    wanted = expected(history)
    here = {key.goods for key in books.by_holder.get(holder, ())} | set(wanted)
    for goods in here:
        key = QuantKey(holder, goods)
        touched.add(key)
        if not goods.serial:
            books.raws[key] = wanted.get(goods, 0)
            books.touch("quant", key)
    for (part, serial), last in books.serials.items():
        if last.holder == holder:
            touched.add(QuantKey(holder, Goods(part, last.lot, serial)))
    for lpn, plate in list(books.plates.items()):
        if plate.seen is not None and plate.seen.holder == holder:
            missing = count is not None and plate.seen.witness.moment < count.witness.moment
            books.plates[lpn] = replace(plate, missing=missing)
            books.touch("plate", lpn)


def _wanted(books: Books, key: QuantKey) -> int:
    """What a physical holder should contain of these goods, by the facts; never below zero."""
    goods = key.goods
    if not goods.serial:
        return max(books.raws.get(key, 0), 0)
    seen = books.serials.get((goods.part, goods.serial))
    if seen is None or seen.holder != key.holder or seen.lot != goods.lot:
        return 0
    mark = books.horizons.get(key.holder)
    return 0 if mark is not None and mark.moment > seen.witness.moment else 1


def _settle(books: Books, touched: set[QuantKey]) -> list[Move]:
    moves: list[Move] = []
    for key in sorted(key for key in touched if not is_virtual(key.holder)):
        difference = _wanted(books, key) - books.quants.get(key, 0)
        account = unexplained(key.holder)
        ends = (account, key.holder) if difference > 0 else (key.holder, account)
        for quantity in _portions(key.goods, abs(difference)):
            move = Move(key.goods, quantity, *ends)
            _add(books, move)
            moves.append(move)
    _assert_settled(books, touched)
    return moves


def _portions(goods: Goods, quantity: int) -> list[int]:
    """Serialized units move one by one."""
    if quantity == 0:
        return []
    return [1] * quantity if goods.serial else [quantity]


def _assert_settled(books: Books, touched: set[QuantKey]) -> None:
    for key in touched:
        assert is_virtual(key.holder) or books.quants.get(key, 0) >= 0, "L3"
    for identity in {(k.goods.part, k.goods.serial) for k in touched if k.goods.serial}:
        places = [
            key
            for key in books.by_serial.get(identity, ())
            if books.quants[key] > 0 and not is_virtual(key.holder)
        ]
        assert len(places) <= 1, "L5"
