# SPDX-License-Identifier: Apache-2.0
"""Followers of a hold: the same hold over goods that left the place which its scope names.

H1  A hold covers what was in its plate, its place or its receipt from its own time on, whoever
    uploads first. So a hold that is told late looks back at what left since (`spread`); and what
    the books showed as held stays held when it moves (`rules/held.py`), whatever the clocks say.
    A follower ends with its hold. No order of arrival covers less than the facts in the order of
    their times do; some cover more, and a person decides.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from backend.domain.books import Books
from backend.domain.holds import Hold, HoldScope, covers
from backend.domain.ledger import Move, Witness
from backend.domain.stock import (
    CUSTOMER,
    Goods,
    QuantKey,
    is_plate,
    is_virtual,
    plate_holder,
    plate_of,
)
from backend.domain.trail import Departure

NEVER = 1 << 62
ROOT_CHARACTERS_MAX = 100
"""Of a hold's id in that of its followers; a hash of the whole id comes after it."""


@dataclass(frozen=True, slots=True)
class Gone:
    """Held goods that had left the site before their hold was told."""

    hold: Hold
    goods: Goods
    source: str


def earliest(witness: Witness) -> int:
    """The earliest time that a fact can have happened, by the clock error it was told with (ms)."""
    return witness.moment[0] - witness.error_ms


def follower(hold: Hold, scope: HoldScope, since: int) -> Hold:
    """The same hold over other goods, from a time on. The same root and scope are one follower."""
    root = hold.root or hold.hold
    mark = hashlib.sha256(f"{root}\n{sorted(scope.as_dict().items())}".encode()).hexdigest()[:10]
    name = f"{root[:ROOT_CHARACTERS_MAX]}~{mark}"
    return replace(hold, hold=name, scope=scope, since=since, root=root)


def scope_at(holder: str, goods: Goods) -> HoldScope:
    """Goods where they are now: a serial number anywhere, other goods by plate or place."""
    if goods.serial:
        return HoldScope(part=goods.part, serial=goods.serial)
    if is_plate(holder):
        return HoldScope(part=goods.part, lot=goods.lot or None, lpn=plate_of(holder))
    return HoldScope(part=goods.part, lot=goods.lot or None, location=holder)


def scope_on(hold: Hold, lpn: str) -> HoldScope:
    """What the hold says of goods, in this plate: also of goods whose receipt is told later."""
    return replace(hold.scope, lpn=lpn, location=None)


def places(books: Books, hold: Hold) -> list[str]:
    """The holders that a hold's scope is about; none when it names goods alone."""
    scope = hold.scope
    if scope.lpn is not None:
        return [plate_holder(scope.lpn)]
    if scope.location is not None:
        return [scope.location]
    if scope.receipt is None:
        return []
    return [plate_holder(p.lpn) for p in books.plates.values() if p.receipt == scope.receipt]


def under(books: Books, hold: Hold) -> set[str]:
    """Those of its places in which it covers all that it speaks of: a receipt may be of several
    suppliers, and goods of one may be put into a plate of another."""
    supplier = hold.scope.supplier
    return {
        place
        for place in places(books, hold)
        if supplier is None or not is_plate(place) or _from(books, place) in ("", supplier)
    }


def _from(books: Books, place: str) -> str:
    plate = books.plates.get(plate_of(place))
    return plate.supplier if plate else ""


def within(books: Books, holder: str, place: str) -> bool:
    """Whether a holder is this place, or stands in it, by the latest sightings."""
    plates, location = books.around(holder)
    return place in (holder, location) or place in {plate_holder(lpn) for lpn in plates}


def is_news(books: Books, hold: Hold) -> bool:
    """Whether the books do not know this hold yet, or only from a later time on."""
    known = books.holds.get(hold.hold)
    return known is None or not hold.root or hold.since < known.since


def spread(books: Books, starts: Iterable[tuple[Hold, list[str]]]) -> tuple[list[Hold], list[Gone]]:
    """Followers that holds need by what left these places of theirs, and what they came too late
    for. The followers are in the books afterwards, and each has been looked at in its turn.
    """
    waiting, made = list(starts), dict[str, Hold]()
    gone: list[Gone] = []
    seen: set[tuple[str, int, str]] = set()
    virtual: dict[str, int] = {}  # by follower that is not needed as yet, from when on
    while waiting:
        hold, looked_at = waiting.pop()
        own = under(books, hold)
        gone += _gone_by_name(books, hold)
        for place in looked_at:
            if (hold.hold, hold.since, place) in seen:
                continue
            seen.add((hold.hold, hold.since, place))
            gone += _gone(books, hold, place)
            for wanted, stands in _wanted(books, hold, place):
                lpn = wanted.scope.lpn
                if lpn is not None and plate_holder(lpn) in own:  # covered; where did it go on?
                    waiting.append((hold, [plate_holder(lpn)]))
                    continue
                if not is_news(books, wanted) or virtual.get(wanted.hold, NEVER) <= wanted.since:
                    continue
                waiting.append((wanted, places(books, wanted)))
                if stands:  # its plate is still where the hold is: covered without a follower
                    virtual[wanted.hold] = wanted.since
                else:
                    books.holds[wanted.hold] = made[wanted.hold] = wanted
    return list(made.values()), gone


def _wanted(books: Books, hold: Hold, place: str) -> Iterator[tuple[Hold, bool]]:
    for departure in books.trail.left(place):
        goods, target = departure.goods, departure.target
        fits = _after(hold, departure.witness) and _fits(books, hold.scope, place, goods)
        if fits and not is_virtual(target) and not _named(books, hold, target, goods):
            yield follower(hold, scope_at(target, goods), earliest(departure.witness)), False
    yield from ((one, False) for one in _unpacked(books, hold, place))
    if hold.root and hold.scope.location is not None:
        return  # loose goods were put there: they are in no plate that stood beside them
    for sighting, following in books.trail.stays(place):
        if following is not None and not _after(hold, following.witness):
            continue  # it had left before
        since = max(hold.since, earliest(sighting.witness))
        part, number = sighting.identity
        if not part:
            stands = within(books, plate_holder(number), place)
            yield follower(hold, scope_on(hold, number), since), stands
        elif following is not None and following.holder != place:
            known = books.serials.get((part, number))
            goods = Goods(part, known.lot if known else "", number)
            named = _named(books, hold, following.holder, goods)
            if not named and _fits(books, hold.scope, place, goods):
                yield follower(hold, scope_at(following.holder, goods), since), False


def _unpacked(books: Books, hold: Hold, place: str) -> Iterator[Hold]:
    """A count that missed a plate and found the same goods loose may have found what was on the
    plate: nobody knows whether it was unpacked, so it is held there too."""
    missed = books.missed(place)
    if missed is None:
        return
    where, since = missed.holder, max(hold.since, earliest(missed.witness))
    gone = {departure.goods for departure in books.trail.left(where)}
    for goods, _ in books.content(place):
        plain = Goods(goods.part, goods.lot)
        found = books.raws.get(QuantKey(where, plain), 0) > 0 or plain in gone
        named = _named(books, hold, where, plain)
        if found and not named and _fits(books, hold.scope, place, goods):
            yield follower(hold, scope_at(where, plain), since)


def _gone(books: Books, hold: Hold, place: str) -> Iterator[Gone]:
    for departure in books.trail.left(place):
        fits = _after(hold, departure.witness) and _fits(books, hold.scope, place, departure.goods)
        if fits and departure.target == CUSTOMER:
            yield Gone(hold, departure.goods, place)


def _gone_by_name(books: Books, hold: Hold) -> Iterator[Gone]:
    """What left with a vehicle of the goods that a hold names, from wherever they stood last."""
    scope = hold.scope
    if scope.lpn is not None or scope.location is not None:
        return
    for holder, gone in sorted(books.trail.shipped, key=_by_time):
        if _after(hold, gone.witness) and _fits(books, scope, holder, gone.goods):
            yield Gone(hold, gone.goods, holder)


def gone_already(books: Books, arrived: Iterable[Move]) -> Iterator[Gone]:
    """Units whose receipt is told after they left: nothing leads from its plate to them as yet."""
    for move in arrived:
        goods = move.goods
        last = books.serials.get((goods.part, goods.serial)) if goods.serial else None
        if last is not None and last.holder == CUSTOMER:
            for hold in books.covering(CUSTOMER, goods):
                if _after(hold, last.witness):
                    yield Gone(hold, goods, move.target)


def _by_time(shipped: tuple[str, Departure]) -> tuple[tuple[int, str], str, Goods]:
    holder, gone = shipped
    return gone.witness.moment, holder, gone.goods


def _after(hold: Hold, witness: Witness) -> bool:
    """Whether a fact may have happened when the hold was on: clocks in doubt speak for it."""
    return witness.moment[0] + witness.error_ms >= hold.since


def _fits(books: Books, scope: HoldScope, place: str, goods: Goods) -> bool:
    """Whether goods that left a hold's place are those that it speaks of. An origin that is not
    known is taken for the one that is asked for."""
    origin = books.unit(place, goods)
    return (
        scope.part in (None, goods.part)
        and scope.lot in (None, goods.lot)
        and scope.serial in (None, goods.serial)
        and (scope.supplier is None or not origin.suppliers or scope.supplier in origin.suppliers)
        and (scope.receipt is None or not origin.receipts or scope.receipt in origin.receipts)
    )


def _named(books: Books, hold: Hold, target: str, goods: Goods) -> bool:
    """Whether the hold names these goods wherever they are: by number, lot, or where those came
    from."""
    nowhere = hold.scope.lpn is None and hold.scope.location is None
    marked = bool(goods.serial or goods.lot)
    return nowhere and marked and covers(hold.scope, books.unit(target, goods))
