# SPDX-License-Identifier: Apache-2.0
"""What happens when held goods are moved: they are where they are, and stay held.

H1  A hold that lay over a plate or a place follows goods that leave it, whether they are told to
    move, go with their plate, or are found elsewhere by a count; otherwise taking a unit out of
    its carton would free it. `decide` asks this for every operation: no rule has to remember it.
    What left before the hold was told is found by `domain/spread.py`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from backend.domain import operations as ops
from backend.domain.books import Books
from backend.domain.decisions import Raised
from backend.domain.effects import Effects
from backend.domain.holds import Hold, covers
from backend.domain.ledger import Move
from backend.domain.operations import Operation
from backend.domain.spread import Gone, follower, places, scope_at, scope_on, under, within
from backend.domain.stock import CONVERSION, Goods, is_plate, is_virtual, plate_holder, plate_of
from backend.domain.trail import seen


@dataclass(frozen=True, slots=True)
class Covered:
    """Held goods that an operation speaks of, the holder that they will be in, and their holds."""

    goods: Goods
    holder: str
    holds: tuple[Hold, ...]


@dataclass(frozen=True, slots=True)
class Carried:
    """A plate that stands where a hold is, and that this operation may take from there."""

    lpn: str
    place: str
    hold: Hold


def roots(holds: Iterable[Hold]) -> list[str]:
    """The holds that a person may release: a follower ends with the one that it follows."""
    return list(dict.fromkeys(hold.root or hold.hold for hold in holds))


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


def covered(books: Books, operation: Operation, told: Effects) -> list[Covered | Carried]:
    """Before the posting: what may come out from under its holds by this operation."""
    if not books.holds:
        return []
    found = [
        Covered(goods, target, books.laid_over(source, before))
        for source, before, target, goods in _ways(books, operation, told)
        if not is_virtual(source) and not is_virtual(target)
    ]
    return [*(one for one in found if one.holds), *_carried(books, operation, told)]


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
    if isinstance(operation.body, ops.Count):
        for goods in told.found:
            yield from _last_seen(books, goods, operation.body.holder)
    if isinstance(operation.body, ops.Receipt):
        yield from _of_new_origin(books, operation.body)


def _of_new_origin(books: Books, body: ops.Receipt) -> Iterator[tuple[str, Goods, str, Goods]]:
    """What was put into a plate before its receipt was told could be anybody's until now, and so
    could goods of a part or lot, wherever they stand, of which nobody was known to deliver any."""
    for lpn in (body.lpn, body.parent_lpn):
        for holder, goods, _ in inside(books, plate_holder(lpn)) if lpn else ():
            yield holder, goods, holder, goods
    told = {(line.part, line.lot or "") for line in body.lines}
    unknown = {kind for kind in told if kind not in books.lots or not books.lots[kind].suppliers}
    for key, quantity in list(books.quants.items()) if unknown else ():
        if quantity > 0 and (key.goods.part, key.goods.lot) in unknown:
            yield key.holder, key.goods, key.holder, key.goods


def _last_seen(books: Books, goods: Goods, target: str) -> Iterator[tuple[str, Goods, str, Goods]]:
    """A unit comes from where it was last seen, whatever its finder says."""
    seen = books.serials.get((goods.part, goods.serial)) if goods.serial else None
    if seen is not None:
        yield seen.holder, Goods(goods.part, seen.lot, goods.serial), target, goods


def _carried(books: Books, operation: Operation, told: Effects) -> Iterator[Carried]:
    """Plates that are seen, or missed by a count, each with the holds on what it stands in."""
    lpns = {placement.lpn for placement in told.placements}
    if isinstance(operation.body, ops.Count):
        lpns |= {plate.lpn for plate in books.standing_in(operation.body.holder)}
    around = [(lpn, books.around(plate_holder(lpn))) for lpn in sorted(lpns)]
    for lpn, (plates, location) in around:
        here = {location, *(plate_holder(outer) for outer in plates[1:])} - {""}
        for hold in books.holds.values() if here else ():
            if plate_holder(lpn) in under(books, hold):
                continue  # wherever it stands
            left = sorted(here.intersection(places(books, hold)))
            yield from (Carried(lpn, place, hold) for place in left)


def following(
    books: Books, operation: Operation, before: Iterable[Covered | Carried]
) -> Iterator[Hold]:
    """After the posting: followers for goods that slipped out of the scope of their holds."""
    since = operation.occurred_at - operation.error_ms
    for one in before:
        if isinstance(one, Carried):
            stands = within(books, plate_holder(one.lpn), one.place)
            if one.hold.hold in books.holds and not stands:
                yield follower(one.hold, scope_on(one.hold, one.lpn), since)
            continue
        there = books.unit(one.holder, one.goods)
        for hold in one.holds:
            if hold.hold in books.holds and not covers(hold.scope, there):
                yield follower(hold, scope_at(one.holder, one.goods), since)


def arriving(books: Books, operation: Operation) -> Iterator[Hold]:
    """Followers for what a receipt brings in a plate, or under a number, that came with another
    receipt: the first origin of these stays, and a hold on this one would miss the goods."""
    body = operation.body
    if not isinstance(body, ops.Receipt) or not books.holds:
        return
    origin = frozenset({body.supplier}), frozenset({body.receipt})
    for move in operation.told.moves:
        known = books.unit(move.target, move.goods)
        fresh = replace(known, suppliers=origin[0], receipts=origin[1])
        for hold in list(books.holds.values()):
            if covers(hold.scope, fresh) and not covers(hold.scope, known):
                yield follower(hold, scope_at(move.target, move.goods), hold.since)


def to_look_at(
    books: Books, operation: Operation, told: Effects, laid: Iterable[Hold]
) -> Iterator[tuple[Hold, list[str]]]:
    """Holds with the places of theirs of which this operation tells something that may be older
    than what is known: all of a new hold, plates that a receipt brought, where something was seen.
    """
    body = operation.body
    counted = body.holder if isinstance(body, ops.Count) else None
    where = {holder for _, holder in seen(told, counted)}
    if isinstance(body, ops.Receipt):  # of other plates of its receipt it tells nothing
        where |= {plate_holder(lpn) for lpn in (body.lpn, body.parent_lpn) if lpn}
    where.update(_missed(books, told, counted))
    for hold in laid:
        own = places(books, hold)
        by_receipt = isinstance(body, ops.Receipt) and not hold.root
        yield hold, [place for place in own if place in where or not by_receipt]
    for hold in list(books.holds.values()) if where else ():
        own = [place for place in places(books, hold) if place in where]
        scope, arrived = hold.scope, isinstance(body, ops.Receipt)  # it tells origins of goods
        if own or (arrived and (scope.supplier or scope.receipt)):
            yield hold, own


def _missed(books: Books, told: Effects, counted: str | None) -> Iterator[str]:
    """Plates of which this operation tells something, and that a count of their place missed: this
    one, or an earlier one."""
    if not any(plate.missing for plate in books.plates.values()):
        return
    named = {placement.lpn for placement in told.placements}
    named |= {plate_of(move.target) for move in told.moves if is_plate(move.target)}
    for lpn in books.plates:
        missed = books.missed(plate_holder(lpn))
        around, _ = books.around(plate_holder(lpn))
        if missed is not None and (missed.holder == counted or named & set(around)):
            yield plate_holder(lpn)


def raised_for_gone(books: Books, gone: Iterable[Gone]) -> Iterator[Raised]:
    """One question for each kind of held goods that left the site before anybody knew, with the
    order and the customer that have them, as far as their plate tells (IN7)."""
    named = set()
    for one in gone:
        goods, (root,) = one.goods, roots([one.hold])
        source = "" if goods.serial else one.source  # a unit left once, whatever led to it
        name = "|".join(("gone", root, source, goods.part, goods.lot, goods.serial))
        if name in named:  # found by its place, and by its name
            continue
        named.add(name)
        yield Raised(
            name,
            "shipped_held",
            details={
                "part": goods.part,
                "lot": goods.lot,
                "serial": goods.serial,
                "holder": one.source,
                "holds": [root],
                "hold_reason": one.hold.reason,
                **customer_of(books, one.source),
            },
        )


def customer_of(books: Books, plate: str) -> dict[str, str]:
    """Whose carton or tote a plate is, and who is to have it; nothing when no order is known."""
    for name in sorted(books.orders):
        order = books.orders[name]
        if plate in order.details.get("cartons", []) or plate in order.details.get("goods", {}):
            return {"order": name, "customer": order.name or order.customer}
    return {}


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
                "holds": roots(holds),
                "hold_reason": holds[0].reason,
                **more,
            },
        )
