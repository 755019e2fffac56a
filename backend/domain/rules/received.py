# SPDX-License-Identifier: Apache-2.0
"""An announced plate that was received before: one delivery, told by two.

An announced plate comes once under its notice, so two receipts of it tell of the same goods. All
that was told of it stays a fact, and each kind of goods is booked as often as the receipt that
saw most of it: the earliest tells its units, a later one only what nobody saw before it. What a
receipt told beyond that is taken back at its own moment, so no order of arrival changes the books
(docs/decisions/011). A plate of our own, or one that no notice names, may be filled again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from backend.domain import operations as ops
from backend.domain.books import Books
from backend.domain.decisions import Raised
from backend.domain.effects import Effects, TakenBack
from backend.domain.ledger import Move, Witness
from backend.domain.notices import open_again
from backend.domain.stock import SUPPLIER, Goods, plate_holder, plate_of

Look = tuple[str, str, str, str]
"""Part, lot, condition and date of a line: what makes two lines of the same units differ."""

L = TypeVar("L", bound=ops.Line)

LINES_SHOWN_MAX = 12
"""Lines of the receipt that an exception carries; a screen shows about half of them."""


@dataclass(frozen=True, slots=True)
class Telling:
    """One receipt of a plate: who told it when, and what was in it."""

    witness: Witness
    units: Mapping[Goods, int]
    looks: frozenset[Look]


@dataclass(frozen=True, slots=True)
class Again:
    """What a receipt says of a plate of which others were told."""

    before: tuple[Telling, ...]
    this: Telling
    news: tuple[ops.ReceiptLine, ...]
    looked: tuple[ops.ReceiptLine, ...]

    @property
    def differs(self) -> bool:
        """Whether it tells something else than each of the others."""
        return not any(
            self.this.units == one.units and self.this.looks == one.looks for one in self.before
        )

    @property
    def added(self) -> int:
        """Units that no other receipt told."""
        return sum(line.quantity for line in self.news)


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """An announced plate without one receipt: its notice's packs, who told of it before and who
    still does, the units that nobody else told, whose document the ERP has of them, and the
    questions that are answered by it."""

    packs: list[dict[str, Any]]
    before: tuple[Telling, ...]
    after: tuple[Telling, ...]
    lost: tuple[ops.Line, ...]
    first: str
    answered: tuple[str, ...]


def again(books: Books, operation: ops.Operation) -> Again | None:
    """What this receipt repeats, or None when it is the first of its plate."""
    body = operation.body
    assert isinstance(body, ops.Receipt)
    before = live(_pack(books, body.asn, body.lpn))
    if not before:
        return None
    this = _telling(operation, body)
    known = {look for one in before for look in one.looks}
    news = tuple(_news(body.lines, _most(before)))
    looked = tuple(line for line in body.lines if _look(line) not in known)
    return Again(before, this, news, tuple(line for line in looked if line not in news))


def kept(packs: list[dict[str, Any]], operation: ops.Operation) -> list[dict[str, Any]]:
    """The packs, with this receipt kept at its own."""
    body = operation.body
    assert isinstance(body, ops.Receipt)
    told = _written(_telling(operation, body))
    return [
        {**pack, "told": [*pack.get("told", ()), told]} if pack["lpn"] == body.lpn else pack
        for pack in packs
    ]


def told_once(operation: ops.Operation, found: Again) -> Effects:
    """What the receipt tells, and what all of them together told too much."""
    body = operation.body
    assert isinstance(body, ops.Receipt)
    return replace(operation.told, taken_back=tuple(_taken_back(plate_holder(body.lpn), found)))


def raised_twice(operation: ops.Operation, found: Again) -> Raised:
    """Somebody looks at the plate: booked once, though two told of it."""
    body = operation.body
    assert isinstance(body, ops.Receipt)
    told = {**operation.envelope.body, "lines": operation.envelope.body["lines"][:LINES_SHOWN_MAX]}
    return Raised(
        f"{operation.op_id}:twice",
        "received_differently" if found.differs else "received_twice",
        details={
            "lpn": body.lpn,
            "location": body.location,
            "asn": body.asn,
            "supplier": body.supplier,
            "first": found.before[0].witness.moment[1],
            "added": found.added,
            "told": told,
        },
    )


def live(pack: dict[str, Any]) -> tuple[Telling, ...]:
    """What was told of a pack and not undone, in the order of arrival."""
    undone = pack.get("undone", ())
    return tuple(_read(one) for one in pack.get("told", ()) if one["operation"] not in undone)


def withdrawn(books: Books, body: ops.Undo) -> Withdrawn | None:
    """What an undone receipt of an announced plate leaves; None where no notice names the plate."""
    lpn = plate_of(body.source)
    pack = _pack(books, body.asn, lpn)
    if not pack:
        return None
    before = live(pack)
    after = tuple(one for one in before if one.witness.moment[1] != body.undoes)
    now = {**pack, "undone": [*pack.get("undone", ()), body.undoes]}
    if before and not after:
        now = open_again(now)
    packs = [now if one["lpn"] == lpn else one for one in books.asns[body.asn or ""]["packs"]]
    names = [one.witness.moment[1] for one in before]
    answered = tuple(f"{name}:twice" for name in names) if len(after) < 2 else ()
    lost = tuple(_news(body.lines, _most(after)))
    return Withdrawn(packs, before, after, lost, names[0] if names else body.undoes, answered)


def told_without(found: Withdrawn, body: ops.Undo) -> Iterator[TakenBack]:
    """Every receipt that is left tells what it would have told without the undone one; that one's
    own units are all told, and this undo moves them back."""
    was, now = _booked(found.before), _booked(found.after)
    now |= {
        (one.witness, goods): units
        for one in found.before if one not in found.after
        for goods, units in one.units.items()
    }  # fmt: skip
    return _corrected(body.source, was, now)


def _pack(books: Books, asn: str | None, lpn: str) -> dict[str, Any]:
    """The announced pack of this plate; empty when no notice names it."""
    notice = books.asns.get(asn or "") or {"packs": []}
    return next((pack for pack in notice["packs"] if pack["lpn"] == lpn), {})


def _telling(operation: ops.Operation, body: ops.Receipt) -> Telling:
    units: dict[Goods, int] = {}
    for move in operation.told.moves:
        units[move.goods] = units.get(move.goods, 0) + move.quantity
    witness = Witness(operation.moment, operation.device, operation.error_ms)
    return Telling(witness, units, frozenset(map(_look, body.lines)))


def _look(line: ops.ReceiptLine) -> Look:
    return line.part, line.lot or "", line.condition, line.expires_on or ""


def _written(one: Telling) -> dict[str, Any]:
    at, operation = one.witness.moment
    return {
        "operation": operation,
        "at": at,
        "device": one.witness.device,
        "error": one.witness.error_ms,
        "units": [[g.part, g.lot, g.serial, n] for g, n in sorted(one.units.items())],
        "looks": [list(look) for look in sorted(one.looks)],
    }


def _read(told: dict[str, Any]) -> Telling:
    witness = Witness((told["at"], told["operation"]), told["device"], told["error"])
    units = {Goods(part, lot, serial): n for part, lot, serial, n in told["units"]}
    looks = frozenset((part, lot, looks, date) for part, lot, looks, date in told["looks"])
    return Telling(witness, units, looks)


def _most(tellings: Iterable[Telling]) -> dict[Goods, int]:
    most: dict[Goods, int] = {}
    for one in tellings:
        for goods, units in one.units.items():
            most[goods] = max(units, most.get(goods, 0))
    return most


Booked = dict[tuple[Witness, Goods], int]


def _booked(tellings: Iterable[Telling]) -> Booked:
    """Units that each receipt adds to those before it, by the moments at which they happened."""
    most: dict[Goods, int] = {}
    booked: dict[tuple[Witness, Goods], int] = {}
    for one in sorted(tellings, key=lambda told: told.witness.moment):
        for goods, units in one.units.items():
            booked[one.witness, goods] = max(units - most.get(goods, 0), 0)
            most[goods] = max(units, most.get(goods, 0))
    return booked


def _taken_back(holder: str, found: Again) -> Iterator[TakenBack]:
    was = _booked(found.before) | {
        (found.this.witness, goods): units for goods, units in found.this.units.items()
    }
    return _corrected(holder, was, _booked([*found.before, found.this]))


def _corrected(holder: str, was: Booked, now: Booked) -> Iterator[TakenBack]:
    """What makes the one of the other, each at the moment of the receipt that told it."""
    for (witness, goods), units in sorted(was.items(), key=lambda told: (told[0][0].moment,
                                                                       told[0][1])):  # fmt: skip
        surplus = units - now[witness, goods]
        ends = (holder, SUPPLIER) if surplus > 0 else (SUPPLIER, holder)
        if surplus:
            yield TakenBack(Move(goods, abs(surplus), *ends), witness)


def _news(lines: Iterable[L], most: dict[Goods, int]) -> Iterator[L]:
    """What of these lines nobody told before."""
    left = dict(most)
    for line in lines:
        plain = Goods(line.part, line.lot or "")
        serials = tuple(s for s in line.serials if plain._replace(serial=s) not in left)
        known = min(left.get(plain, 0), line.quantity)
        left[plain] = left.get(plain, 0) - known
        units = len(serials) if line.serials else line.quantity - known
        if units:
            yield replace(line, quantity=units, serials=serials)
