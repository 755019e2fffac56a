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
from backend.domain.reasons import Reason
from backend.domain.rules.cross_dock import Crossed, crossed
from backend.domain.rules.directed import Director
from backend.domain.rules.hold import hold_document
from backend.domain.rules.inspection import inspections
from backend.domain.rules.receipt_close import still_missing, with_state
from backend.domain.rules.receipt_differences import (
    TOLD_BESIDE,
    counted_units,
    differences,
    question_name,
)
from backend.domain.rules.receipt_holds import holds_laid, is_held, is_unmatched
from backend.domain.rules.receipt_match import without_papers
from backend.domain.rules.received import Again, again, kept, raised_twice, told_once
from backend.domain.rules.rule_holds import supplies_counted
from backend.domain.rules.supplier_score import plate_seen
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
    across = _crossed(books, body, holds)
    found = tuple(differences(books, operation, body))
    decision = Decision(
        holds=holds,
        lots=lots_known(books, body),
        origins=origins_known(books, body),
        plates=plates_known(books, body),
        asns=(asn,) if asn else (),
        tasks=(
            *_tasks(books, body, holds, asn, across), *across.picks.values(),
            *inspections(books, operation, body, holds),
        ),
        supplies=supplies_counted(books, body),
        records=plate_seen(books, body, differed=bool(found or body.beside)),
        documents=(
            # an empty carton is seen, but nothing was received that the ERP could book
            *((_document(books, operation, body, holds),) if body.lines else ()),
            *(hold_document(operation, hold, "hold") for hold in holds),
        ),
    )
    papers = without_papers(operation, body, (*holds, *books.holds.values()))
    decision = replace(decision, raised=tuple(papers))
    decision = _of_notice(books, operation, decision, asn)
    for reason, detail in found:
        raised = Raised(
            question_name(operation.op_id, reason, detail.get("part", "")),
            "receipt_difference",
            details={**detail, "difference": reason, "receipt": body.receipt, "lpn": body.lpn,
                     "asn": body.asn, "supplier": body.supplier},
        )
        decision = replace(decision.but(reason, **detail), raised=(*decision.raised, raised))
    return decision


def _of_notice(
    books: Books, operation: ops.Operation, decision: Decision, asn: dict[str, Any] | None
) -> Decision:
    """What the end of a notice says of its goods: told before it, fewer are missing (RC20); told
    after it, they are nobody's (RC22)."""
    body = operation.body
    assert isinstance(body, ops.Receipt)
    if asn is None:
        return decision
    decision = replace(decision, raised=(*decision.raised, *still_missing(asn)))
    if not is_unmatched(books, operation, body):
        return decision
    detail = {"asn": body.asn, "lpn": body.lpn, "part": body.lines[0].part if body.lines else ""}
    raised = Raised(f"{operation.op_id}:unmatched", "unmatched_receipt", details=detail)
    decision = replace(decision, raised=(*decision.raised, raised))
    return decision.but(Reason.UNMATCHED_RECEIPT, **detail)


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
        if hold.reason != "unmatched_receipt" or found.news  # what came before the end was awaited
    )
    asn = _received(books, operation)
    across = _crossed(books, news, holds)
    papers = [_document(books, operation, news, holds)] if found.news else []
    decision = Decision(
        effects=told_once(operation, found),
        holds=holds,
        lots=lots_known(books, seen),
        origins=origins_known(books, news),
        plates=plates_known(books, body),
        asns=(asn,) if asn else (),
        tasks=(
            *(replace(task, task=f"{task.task}:{operation.op_id}")
              for task in _tasks(books, news, holds, asn, across)),
            *across.picks.values(),
            *inspections(books, operation, news, holds),
        ),
        supplies=supplies_counted(books, news),
        records=plate_seen(books, body, differed=found.differs),
        documents=(*papers, *(hold_document(operation, hold, "hold") for hold in holds)),
        raised=(raised_twice(operation, found),),
    )
    if found.news:
        decision = _of_notice(books, operation, decision, asn)
    reason = Reason.RECEIVED_DIFFERENTLY if found.differs else Reason.RECEIVED_TWICE
    return decision.but(reason, lpn=body.lpn, added=found.added)


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
    announced = {} if body.aside in TOLD_BESIDE else counted_units(body)
    packs, _ = tick(notice["packs"], body.lpn, announced)
    return with_state({**notice, "packs": kept(packs, operation)})


def _crossed(books: Books, body: ops.Receipt, holds: tuple[Hold, ...]) -> Crossed:
    return crossed(books, body, [is_held(books, body, line, holds) for line in body.lines])


def _tasks(
    books: Books, body: ops.Receipt, holds: tuple[Hold, ...], notice: dict[str, Any] | None,
    across: Crossed,
) -> Iterator[Task]:  # fmt: skip
    """A putaway task a line, but for units that an order waits for. What was announced is sent
    where the notice said if that is still free, else to a better place; for what nobody announced
    the worker chooses."""
    announced = _announced_lines(notice, body.lpn)
    director = Director(books, body.lpn, notice) if notice else None
    for n, line in enumerate(body.lines):
        left = line.quantity - across.units.get(n, 0)
        if not left:
            continue
        goal = announced.get((line.part, line.lot or "")) or announced.get((line.part, ""), {})
        held = is_held(books, body, line, holds)
        planned = (goal.get("putaway") or {}).get("location")
        part, lot = books.parts[line.part], line.lot or ""
        places = director.choose(part, left, lot, held, planned) if director else ()
        choice = next(iter(places), None)
        yield Task(
            f"putaway:{body.lpn}:{n}",
            "putaway",
            priority=PUTAWAY_PRIORITY,
            details={
                "lpn": body.lpn,
                "source": plate_holder(body.lpn),
                "part": line.part,
                "quantity": left,
                "lot": lot,
                "serials": list(line.serials),
                "location": choice.location if choice else None,
                "why": list(choice.why) if choice else [],
                "alternatives": [other.location for other in places[1:]],
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
