# SPDX-License-Identifier: Apache-2.0
"""Receipt: a carton or plate counted in at the dock.

Flows RC2, RC4, RC9, RC14, RC15, RC17: everything that arrives is booked as it arrived. What needs
a look (first delivery of a part by a supplier, damage, odd serials, a missing lot, expired) is on
hold from its first moment, by a record that this same operation writes (`receipt_holds.py`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from backend.domain import operations as ops
from backend.domain.books import Books, Lot, Plate, SerialOrigin, Task
from backend.domain.decisions import Decision, Document, Raised
from backend.domain.documents import document
from backend.domain.holds import Hold
from backend.domain.notices import tick
from backend.domain.parts import Tracking
from backend.domain.reasons import Reason
from backend.domain.rules.directed import Director
from backend.domain.rules.hold import hold_document
from backend.domain.rules.receipt_holds import holds_laid, is_held, is_here_already
from backend.domain.rules.received import Again, again, kept, raised_twice, told_once
from backend.domain.stock import plate_holder

VOR_PRIORITY = 10
PUTAWAY_PRIORITY = 40


def receipt(books: Books, operation: ops.Operation) -> Decision:
    """Book what arrived, hold what must be looked at, say where it goes."""
    body = operation.body
    assert isinstance(body, ops.Receipt)
    repeated = again(books, operation)
    if repeated is not None:
        return _again(books, operation, repeated)
    holds = tuple(holds_laid(books, operation, body))
    asn = _received(books, operation)
    decision = Decision(
        holds=holds,
        lots=lots_known(books, body),
        origins=origins_known(books, body),
        plates=plates_known(books, body),
        asns=(asn,) if asn else (),
        tasks=tuple(_tasks(books, body, holds, asn)),
        documents=(
            # an empty carton is seen, but nothing was received that the ERP could book
            *((_document(books, operation, body, holds),) if body.lines else ()),
            *(hold_document(operation, hold, "hold") for hold in holds),
        ),
    )
    for reason, detail in _differences(books, body):
        raised = Raised(
            f"{operation.op_id}:{reason}:{detail.get('part', '')}",
            "receipt_difference",
            details={**detail, "difference": reason, "receipt": body.receipt, "lpn": body.lpn},
        )
        decision = replace(decision.but(reason, **detail), raised=(*decision.raised, raised))
    return decision


def _again(books: Books, operation: ops.Operation, found: Again) -> Decision:
    """A plate that was received before: only what nobody told yet is booked, held and sent."""
    body = operation.body
    assert isinstance(body, ops.Receipt)
    news, fresh = replace(body, lines=found.news), {s for one in found.news for s in one.serials}
    seen = replace(body, lines=(*found.news, *found.looked))
    holds = tuple(
        hold
        for hold in holds_laid(books, operation, seen)
        if hold.reason != "identity" or not hold.scope.serial or hold.scope.serial in fresh
    )
    asn = _received(books, operation)
    papers = [_document(books, operation, news, holds)] if found.news else []
    decision = Decision(
        effects=told_once(operation, found),
        holds=holds,
        lots=lots_known(books, seen),
        origins=origins_known(books, news),
        plates=plates_known(books, body),
        asns=(asn,) if asn else (),
        tasks=tuple(
            replace(task, task=f"{task.task}:{operation.op_id}")
            for task in _tasks(books, news, holds, asn)
        ),
        documents=(*papers, *(hold_document(operation, hold, "hold") for hold in holds)),
        raised=(raised_twice(operation, found),),
    )
    reason = Reason.RECEIVED_DIFFERENTLY if found.differs else Reason.RECEIVED_TWICE
    return decision.but(reason, lpn=body.lpn, added=found.added)


def _differences(books: Books, body: ops.Receipt) -> Iterator[tuple[Reason, dict[str, Any]]]:
    for line in body.lines:
        part = books.parts[line.part]
        if part.tracking is Tracking.SERIAL and not line.serials:
            yield Reason.SERIAL_MISSING, {"part": line.part, "quantity": line.quantity}
        if part.tracking is Tracking.LOT and not line.lot:
            yield Reason.LOT_MISSING, {"part": line.part, "quantity": line.quantity}
        odd = [s for s in line.serials if not part.serial_fits(s)]
        odd += [s for s in line.serials if is_here_already(books, line.part, s)]
        if odd:
            yield Reason.SERIAL_ODD, {"part": line.part, "serials": odd}
        if line.condition == "damaged":
            yield Reason.DAMAGED, {"part": line.part, "quantity": line.quantity}
    yield from _against_notice(books, body)


def _against_notice(books: Books, body: ops.Receipt) -> Iterator[tuple[Reason, dict[str, Any]]]:
    """Over, short and unexpected against the supplier's notice of this carton."""
    notice = books.asns.get(body.asn or "")
    if notice is None:
        return
    counted = _counted(body)
    own = [pack for pack in notice["packs"] if pack["lpn"] == body.lpn]
    if not own:
        yield from _against_lines(notice["packs"], body.lpn, counted)
        return
    announced = _asked(own)
    for key in sorted(announced.keys() | counted.keys()):
        asked, found = announced.get(key, 0), counted.get(key, 0)
        detail = {"part": key[0], "lot": key[1], "announced": asked, "counted": found}
        if asked == 0:
            yield Reason.UNEXPECTED, detail
        elif found != asked:
            yield (Reason.OVER if found > asked else Reason.SHORT), detail


def _against_lines(
    packs: list[dict[str, Any]], lpn: str, counted: dict[tuple[str, str], int]
) -> Iterator[tuple[Reason, dict[str, Any]]]:
    """Units on a plate of our own: what no open line of the whole notice asked for."""
    announced = _asked(packs)
    for key, over in sorted(tick(packs, lpn, counted)[1].items()):
        asked = announced.get(key, announced.get((key[0], ""), 0))
        detail = {"part": key[0], "lot": key[1], "announced": asked, "counted": counted[key]}
        yield (Reason.OVER if asked else Reason.UNEXPECTED), {**detail, "over": over}


def _asked(packs: list[dict[str, Any]]) -> dict[tuple[str, str], int]:
    """Units announced in these packs, by part and lot."""
    asked: dict[tuple[str, str], int] = {}
    for pack in packs:
        for line in pack["lines"]:
            key = (line["part"], line["lot"] or "")
            asked[key] = asked.get(key, 0) + line["quantity"]
    return asked


def _counted(body: ops.Receipt) -> dict[tuple[str, str], int]:
    """Units received, by part and lot."""
    counted: dict[tuple[str, str], int] = {}
    for got in body.lines:
        key = (got.part, got.lot or "")
        counted[key] = counted.get(key, 0) + got.quantity
    return counted


def lots_known(books: Books, body: ops.Receipt) -> dict[tuple[str, str], Lot]:
    """What is known of lots from now on; of goods without a lot, who has ever delivered them."""
    lots: dict[tuple[str, str], Lot] = {}
    for line in body.lines:
        key = (line.part, line.lot or "")
        known = lots.get(key) or books.lots.get(key) or Lot()
        suppliers = known.suppliers | {body.supplier}
        dates = [d for d in (known.expires_on, line.expires_on) if d]
        if line.lot:
            first = min(dates) if dates else None
            lots[key] = Lot(first, suppliers, known.receipts | {body.receipt})
        elif not line.serials:
            lots[key] = Lot(suppliers=suppliers)
    return lots


def origins_known(books: Books, body: ops.Receipt) -> dict[tuple[str, str], SerialOrigin]:
    """H1: the first origin of a unit stays, or a second receipt would free it from its hold."""
    origin = SerialOrigin(body.supplier, body.receipt)
    told = {(line.part, serial) for line in body.lines for serial in line.serials}
    return {identity: origin for identity in sorted(told) if identity not in books.origins}


def plates_known(books: Books, body: ops.Receipt) -> tuple[Plate, ...]:
    """H1: the first origin of a plate stays, for what is already in it."""
    lpns = [body.lpn, *([body.parent_lpn] if body.parent_lpn else [])]
    known = [books.plates.get(lpn) or Plate(lpn) for lpn in lpns]
    fresh = (p for p in known if not p.receipt and not p.supplier)
    return tuple(replace(p, supplier=body.supplier, receipt=body.receipt) for p in fresh)


def _received(books: Books, operation: ops.Operation) -> dict[str, Any] | None:
    """The notice with this carton, or these units, ticked off."""
    body = operation.body
    assert isinstance(body, ops.Receipt)
    notice = books.asns.get(body.asn or "")
    if notice is None:
        return None
    packs, _ = tick(notice["packs"], body.lpn, _counted(body))
    open_packs = [pack for pack in packs if pack["lines"] and not pack.get("received")]
    state = "receiving" if open_packs else "received"
    return {**notice, "packs": kept(packs, operation), "state": state}


def _tasks(
    books: Books, body: ops.Receipt, holds: tuple[Hold, ...], notice: dict[str, Any] | None
) -> Iterator[Task]:
    """A putaway task a line. What was announced is sent where the notice said if that is still
    free, else to a better place; for what nobody announced the worker chooses."""
    announced = _announced_lines(notice, body.lpn)
    director = Director(books, body.lpn, notice) if notice else None
    for n, line in enumerate(body.lines):
        goal = announced.get((line.part, line.lot or "")) or announced.get((line.part, ""), {})
        held = is_held(books, body, line, holds)
        planned = (goal.get("putaway") or {}).get("location")
        part, lot = books.parts[line.part], line.lot or ""
        choice = director and director.choose(part, line.quantity, lot, held, planned)
        yield Task(
            f"putaway:{body.lpn}:{n}",
            "putaway",
            priority=PUTAWAY_PRIORITY,
            details={
                "lpn": body.lpn,
                "source": plate_holder(body.lpn),
                "part": line.part,
                "quantity": line.quantity,
                "lot": lot,
                "serials": list(line.serials),
                "location": choice.location if choice else None,
                "why": list(choice.why) if choice else [],
                "held": held,
                "asn": body.asn,
            },
        )


def _announced_lines(
    notice: dict[str, Any] | None, lpn: str
) -> dict[tuple[str, str], dict[str, Any]]:
    """Lines announced for a plate; for a plate that was not announced, those of the truck."""
    packs = notice["packs"] if notice else []
    own = [pack for pack in packs if pack["lpn"] == lpn]
    lines = [line for pack in own or packs for line in pack["lines"]]
    return {(line["part"], line["lot"] or ""): line for line in reversed(lines)}


def _document(
    books: Books, operation: ops.Operation, body: ops.Receipt, holds: tuple[Hold, ...]
) -> Document:
    held = {hold.scope.part: hold.reason for hold in holds}
    lines = [
        {
            "line": line.asn_line,
            "part": line.part,
            "quantity": line.quantity,
            "uom": books.parts[line.part].uom,
            "lot": line.lot or None,
            "serials": list(line.serials),
            "lpn": body.lpn,
            "location": body.location,
            "expires_on": line.expires_on,
            "status": "held" if line.part in held else "available",
            "reason": held.get(line.part),
        }
        for line in body.lines
    ]
    return document(
        operation, "goods_receipt", shipment=body.asn, supplier=body.supplier, lines=lines
    )
