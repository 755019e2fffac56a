# SPDX-License-Identifier: Apache-2.0
"""Plates that a count did not find where they stood, and what somebody decides on them (CC6).

The goods stay on the plate's book, as nobody knows where it is; they are on hand no more
(`availability.py`). What was on it may have been counted loose in the same place. So a person
says: count again, or the plate is no more and the place answers for what was on it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from backend.domain import operations as ops
from backend.domain.books import Books, Task
from backend.domain.decisions import Decision, Raised, declined
from backend.domain.effects import Effects
from backend.domain.ledger import Witness
from backend.domain.reasons import Reason
from backend.domain.rules.count_task import count_task, open_counts
from backend.domain.rules.held import inside
from backend.domain.stock import Goods, QuantKey, is_plate, plate_holder, plate_of

LINES_MAX = 200
"""Lines that a question carries, all that a clearance has to tell; a fuller plate is counted."""


def exception_of(lpn: str) -> str:
    """One standing question a plate."""
    return f"plate_missed|{lpn}"


def may_change(books: Books, operation: ops.Operation, told: Effects) -> dict[str, bool]:
    """Plates of which this operation may change what is on them or whether they are missing; and
    whether they are missing as yet."""
    holders = set(operation.holders)
    for goods in (*(move.goods for move in told.moves), *told.found):
        last = books.serials.get((goods.part, goods.serial)) if goods.serial else None
        holders |= {last.holder} if last else set()
    found: set[str] = set()
    plates = books.plates.values()
    if isinstance(operation.body, ops.Count) or any(plate.missing for plate in plates):
        found = {plate.lpn for plate in plates if plate.seen and plate.seen.holder in holders}
    for holder in filter(is_plate, holders):
        found.update(books.around(holder)[0])
    return {lpn: books.plates[lpn].missing for lpn in found if lpn in books.plates}


def raised_for_missed(
    books: Books, operation: ops.Operation, told: Effects, before: dict[str, bool]
) -> Iterator[Raised]:
    """After the posting: a question for each missing plate with goods on it, answered for each
    that has been seen again or has none left. Only watched at first: a device that has not
    reported yet may have moved it."""
    if not any(before.values()) and not any(plate.missing for plate in books.plates.values()):
        return
    for lpn in sorted(before.keys() | may_change(books, operation, told).keys()):
        plate = books.plates[lpn]
        if plate.seen is None or not (plate.missing or before.get(lpn)):
            continue
        lines = _lines(books, lpn) if plate.missing else []
        yield Raised(
            exception_of(lpn),
            "plate_missed",
            state="watching" if lines else "resolved",
            details={
                "lpn": lpn,
                "location": plate.seen.holder,
                "lines": lines[:LINES_MAX],
                "cut": len(lines) > LINES_MAX,
                "occurred_at": operation.occurred_at,
                "operation": operation.op_id,
            },
        )


def _lines(books: Books, lpn: str) -> list[dict[str, Any]]:
    """What the book has on a plate and on those in it, in the form in which it is cleared."""
    lines: dict[tuple[str, Goods], dict[str, Any]] = {}
    for holder, goods, quantity in inside(books, plate_holder(lpn)):
        kind = (plate_of(holder), Goods(goods.part, goods.lot, "#" if goods.serial else ""))
        line = lines.setdefault(kind, {"lpn": kind[0], "part": goods.part, "quantity": 0,
                                       "lot": goods.lot or None, "serials": []})  # fmt: skip
        line["quantity"] += quantity
        line["serials"] += [goods.serial] if goods.serial else []
    return [lines[kind] for kind in sorted(lines)]


def plate_clearance(books: Books, operation: ops.Operation) -> Decision:
    """The plate is no more: what its book holds is for the place that missed it to explain.

    Declined when it has been seen again, or when its book is another one than the person saw.
    """
    body = operation.body
    assert isinstance(body, ops.PlateClearance)
    plate = books.plates.get(body.lpn)
    if plate is None or plate.seen is None:
        return declined(Reason.DECLINED_UNKNOWN, lpn=body.lpn)
    if not plate.missing or plate.seen.holder != body.location:
        return declined(Reason.DECLINED_DONE, lpn=body.lpn, location=plate.seen.holder)
    if _told(body) != _booked(books, body.lpn):
        return declined(Reason.DECLINED_CHANGED, lpn=body.lpn)
    return Decision(resolved=(exception_of(body.lpn),))


def _told(body: ops.PlateClearance) -> dict[QuantKey, int]:
    found: dict[QuantKey, int] = {}
    for line in body.lines:
        for serial in line.serials or ("",):
            key = QuantKey(plate_holder(line.lpn), Goods(line.part, line.lot or "", serial))
            found[key] = found.get(key, 0) + (1 if serial else line.quantity)
    return found


def _booked(books: Books, lpn: str) -> dict[QuantKey, int]:
    return {QuantKey(h, goods): n for h, goods, n in inside(books, plate_holder(lpn))}


def recount(books: Books, operation: ops.Operation) -> Decision:
    """A supervisor wants a place counted again (CC8, CC9); one open task a place is enough."""
    body = operation.body
    assert isinstance(body, ops.Recount)
    if body.holder not in books.locations:
        return declined(Reason.DECLINED_UNKNOWN, location=body.holder)
    if any(open_counts(books, body.holder)):
        return declined(Reason.DECLINED_DONE, location=body.holder)
    return Decision(tasks=(count_task(operation, body.holder, "recount"),))


def set_aside(
    books: Books, operation: ops.Operation, before: Mapping[str, Witness]
) -> Iterator[tuple[Task, Raised]]:
    """Places whose last count this operation took the trust from, as nobody can say which of the
    two was first: the books are as before that count, and somebody counts again (CC10)."""
    for holder, mark in sorted(before.items()):
        now = books.horizons.get(holder)
        if now is not None and now.moment >= mark.moment:
            continue
        details = {"location": holder, "count": mark.moment[1], "occurred_at": mark.moment[0]}
        yield (
            count_task(operation, holder, "recount"),
            Raised(f"{operation.op_id}:aside:{holder}", "count_set_aside", details=details),
        )
