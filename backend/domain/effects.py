# SPDX-License-Identifier: Apache-2.0
"""What an operation tells about the goods, by its body alone.

Nothing is taken from the books here: an operation names the holders it moved goods between. The
device predicts with the same function (`pwa/src/domain/effects.ts`); the shared vector is
`tests/vectors/effects.json`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from backend.domain import bodies as ops
from backend.domain import bodies_reverse as reverse
from backend.domain.ledger import Move, Witness
from backend.domain.lines import Line
from backend.domain.quality_bodies import Disposition
from backend.domain.stock import (
    ADJUSTMENT,
    CONVERSION,
    CUSTOMER,
    SCRAP,
    SUPPLIER,
    Goods,
    plate_holder,
    unexplained,
)


@dataclass(frozen=True, slots=True)
class Placement:
    """A plate was seen standing in a place: a location, or another plate."""

    lpn: str
    place: str


@dataclass(frozen=True, slots=True)
class TakenBack:
    """A told move that does not count, since the same was told before: undone at its own moment."""

    move: Move
    witness: Witness


@dataclass(frozen=True, slots=True)
class Effects:
    """Moves of goods, plates seen, and units seen without a move (found by a count).

    `taken_back` undoes what is not to be counted of these moves, or of earlier ones.
    """

    moves: tuple[Move, ...] = ()
    placements: tuple[Placement, ...] = ()
    found: tuple[Goods, ...] = ()
    taken_back: tuple[TakenBack, ...] = ()


def effects(body: ops.Body) -> Effects:
    """The told effects of an operation's body."""
    match body:
        case ops.Receipt():
            return _receipt(body)
        case ops.Putaway() | ops.Transfer() if body.lpn is not None:
            return Effects(placements=(Placement(body.lpn, body.target),))
        case ops.Putaway() | ops.Transfer() | ops.Pick() | ops.Pack():
            return Effects(moves=tuple(_moves(body.lines, body.source, body.target)))
        case ops.PackShort():
            return Effects(moves=tuple(_moves(body.lines, body.source, unexplained(body.source))))
        case ops.Load():
            return Effects(placements=(Placement(body.lpn, body.location),))
        case ops.Undo():
            return _undone(body)
        case ops.SerialCapture():
            return Effects(moves=tuple(_captured(body)))
        case ops.Adjustment():
            return Effects(moves=(_adjusted(body),))
        case ops.ReceiptDiffers():
            return Effects(moves=tuple(_differing(body)))
        case ops.CodeMatch() if body.holder and body.quantity:
            goods = Goods(body.part, body.lot or "")
            return Effects(moves=(Move(goods, body.quantity, ADJUSTMENT, body.holder),))
        case ops.VarianceApproval():
            return Effects(moves=(_approved(body),))
        case Disposition():
            return Effects(moves=tuple(_disposed(body)))
        case ops.PlateClearance():
            return Effects(moves=tuple(_cleared(body)))
        case ops.Count():
            return _count(body)
    return _reversed(body)


def _reversed(body: ops.Body) -> Effects:
    """What comes back from customers, goes to a vendor, or becomes another unit. What a decision
    on returned goods moves follows from what the books have on their plate."""
    match body:
        case reverse.ReturnReceipt():
            moves = _moves(body.lines, CUSTOMER, plate_holder(body.lpn))
            return Effects(moves=tuple(moves), placements=(Placement(body.lpn, body.location),))
        case reverse.CoreReceipt():
            move = Move(Goods(body.part, "", body.serial or ""), 1, CUSTOMER,
                        plate_holder(body.lpn))  # fmt: skip
            return Effects(moves=(move,), placements=(Placement(body.lpn, body.location),))
        case reverse.CoreShipment():
            return Effects(moves=tuple(_moves(body.lines, plate_holder(body.lpn), SUPPLIER)))
        case reverse.RemanConsume():
            return Effects(moves=tuple(_moves(body.lines, body.source, CONVERSION)))
        case reverse.RemanOutput():
            move = Move(Goods(body.part, "", body.serial), 1, CONVERSION, plate_holder(body.lpn))
            return Effects(moves=(move,), placements=(Placement(body.lpn, body.location),))
        case reverse.RemanLoss():
            return Effects(moves=(Move(Goods(body.part, "", body.serial), 1, CONVERSION, SCRAP),))
    return Effects()


def _moves(lines: Iterable[Line], source: str, target: str) -> Iterator[Move]:
    for line in lines:
        if not line.serials:
            yield Move(Goods(line.part, line.lot or ""), line.quantity, source, target)
        for serial in line.serials:
            yield Move(Goods(line.part, line.lot or "", serial), 1, source, target)


def _receipt(body: ops.Receipt) -> Effects:
    placements = [Placement(body.lpn, body.location)]
    if body.parent_lpn is not None:
        placements = [
            Placement(body.parent_lpn, body.location),
            Placement(body.lpn, plate_holder(body.parent_lpn)),
        ]
    moves = _moves(body.lines, SUPPLIER, plate_holder(body.lpn))
    return Effects(moves=tuple(moves), placements=tuple(placements))


def _undone(body: ops.Undo) -> Effects:
    """Back to where it came from. What goes to the supplier stands in no place of ours."""
    target = body.target or SUPPLIER
    placements = (Placement(body.lpn, target),) if body.lpn else ()
    return Effects(moves=tuple(_moves(body.lines, body.source, target)), placements=placements)


def _captured(body: ops.SerialCapture) -> Iterator[Move]:
    lot = body.lot or ""
    for serial in body.serials:
        yield Move(Goods(body.part, lot), 1, body.holder, CONVERSION)
        yield Move(Goods(body.part, lot, serial), 1, CONVERSION, body.holder)


def _differing(body: ops.ReceiptDiffers) -> Iterator[Move]:
    """Units that never came go back to the supplier; those that nobody told of come from there."""
    line = Line(body.part, abs(body.found - body.told), body.lot, body.serials)
    more = body.found > body.told
    ends = (SUPPLIER, body.holder) if more else (body.holder, SUPPLIER)
    yield from _moves((line,), *ends)


def _adjusted(body: ops.Adjustment) -> Move:
    account = unexplained(body.holder) if body.against == "@unexplained" else body.against
    goods = Goods(body.part, body.lot or "", body.serial or "")
    ends = (account, body.holder) if body.quantity > 0 else (body.holder, account)
    return Move(goods, _units(body, goods), *ends)


def _approved(body: ops.VarianceApproval) -> Move:
    """The difference leaves the books: a loss from the unexplained account, a gain into it."""
    goods = Goods(body.part, body.lot or "", body.serial or "")
    account = unexplained(body.holder)
    ends = (account, ADJUSTMENT) if body.quantity < 0 else (ADJUSTMENT, account)
    return Move(goods, _units(body, goods), *ends)


def _disposed(body: Disposition) -> Iterator[Move]:
    """Scrap leaves the site's stock; downgraded units go on under another number."""
    goods = Goods(body.part, body.lot or "", body.serial or "")
    if body.decision == "scrap":
        yield Move(goods, _units(body, goods), body.holder, SCRAP)
    if body.decision == "downgrade" and body.to_part:
        yield Move(goods, _units(body, goods), body.holder, CONVERSION)
        lower = goods._replace(part=body.to_part)
        yield Move(lower, _units(body, lower), CONVERSION, body.holder)


def _units(body: ops.Adjustment | ops.VarianceApproval | Disposition, goods: Goods) -> int:
    """A serial number is one unit, whatever was said of it (L5)."""
    return 1 if goods.serial else abs(body.quantity)


def _cleared(body: ops.PlateClearance) -> Iterator[Move]:
    """What was on a plate is for its place to explain."""
    for line in body.lines:
        yield from _moves((line,), plate_holder(line.lpn), unexplained(body.location))


def _count(body: ops.Count) -> Effects:
    found = tuple(
        Goods(line.part, line.lot or "", serial) for line in body.lines for serial in line.serials
    )
    return Effects(placements=tuple(Placement(p, body.holder) for p in body.lpns), found=found)


def counted_loose(body: ops.Count) -> dict[Goods, int]:
    """Loose units of a count, several lines of the same goods added up."""
    loose: dict[Goods, int] = {}
    for line in body.lines:
        if not line.serials:
            goods = Goods(line.part, line.lot or "")
            loose[goods] = loose.get(goods, 0) + line.quantity
    return loose


def holders_of(body: ops.Body, told: Effects) -> frozenset[str]:
    """Every holder that a body names, by what it tells."""
    named = {end for move in told.moves for end in (move.source, move.target)}
    named |= {p.place for p in told.placements} | {plate_holder(p.lpn) for p in told.placements}
    match body:
        case ops.Count():
            named.add(body.holder)
        case ops.PlateClearance():
            named |= {body.location, plate_holder(body.lpn)}
        case ops.Recount():
            named.add(body.holder)
        case Disposition() if body.holder:
            named.add(body.holder)
        case ops.Putaway() | ops.Transfer() | ops.Undo():
            named.add(body.source)
    return frozenset(named)
