# SPDX-License-Identifier: Apache-2.0
"""Receipt: a carton or plate counted in at the dock.

Flows RC2, RC4, RC9, RC14, RC15, RC17: everything that arrives is booked as it arrived. What needs
a look (first delivery of a part by a supplier, damage, odd serials, a missing lot, expired) is on
hold from its first moment, by a record that this same operation writes.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from backend.domain import operations as ops
from backend.domain.books import Books, Lot, Plate, SerialOrigin, Task
from backend.domain.decisions import Decision, Document, Raised
from backend.domain.documents import document
from backend.domain.holds import Hold, HoldScope, Unit, covering
from backend.domain.notices import tick
from backend.domain.parts import Part, Tracking
from backend.domain.reasons import Reason
from backend.domain.rules.directed import Director
from backend.domain.rules.hold import hold_document
from backend.domain.stock import is_virtual, plate_holder
from backend.domain.wire import timestamp_text

VOR_PRIORITY = 10
PUTAWAY_PRIORITY = 40


def receipt(books: Books, operation: ops.Operation) -> Decision:
    """Book what arrived, hold what must be looked at, say where it goes."""
    body = operation.body
    assert isinstance(body, ops.Receipt)
    holds = tuple(_holds(books, operation, body))
    asn = _received(books, body)
    decision = Decision(
        holds=holds,
        lots=_lots(books, body),
        origins=_origins(books, body),
        plates=_plates(books, body),
        asns=(asn,) if asn else (),
        tasks=tuple(_tasks(books, body, holds, asn)),
        documents=(
            _document(books, operation, body, holds),
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


def _holds(books: Books, operation: ops.Operation, body: ops.Receipt) -> Iterator[Hold]:
    seen: set[tuple[str, HoldScope]] = {(h.reason, h.scope) for h in books.holds.values()}
    for reason, scope in _wanted_holds(books, operation, body):
        if (reason, scope) in seen:
            continue
        seen.add((reason, scope))
        yield Hold(
            hold=f"{operation.op_id}:{len(seen)}",
            scope=scope,
            reason=reason,
            placed_by=operation.envelope.actor,
            placed_at=operation.occurred_at,
            operation=operation.op_id,
            since=_since(books, operation, body),
        )


def _wanted_holds(
    books: Books, operation: ops.Operation, body: ops.Receipt
) -> Iterator[tuple[str, HoldScope]]:
    today = timestamp_text(operation.occurred_at)[:10]
    for line in body.lines:
        yield from _line_holds(books, body, line, today)


def _since(books: Books, operation: ops.Operation, body: ops.Receipt) -> int:
    """From when on what left the plate came by this receipt: ever, unless the plate is used again.

    A unit may be told out of a plate by a clock that is behind the one that told the plate in.
    """
    known = books.plates.get(body.lpn)
    again = known is not None and known.receipt not in ("", body.receipt)
    return operation.occurred_at - operation.error_ms if again else 0


def _line_holds(
    books: Books, body: ops.Receipt, line: ops.ReceiptLine, today: str
) -> Iterator[tuple[str, HoldScope]]:
    part = books.parts[line.part]
    if (line.part, body.supplier) not in books.qualified:
        yield (
            "first_delivery",
            HoldScope(part=line.part, supplier=body.supplier, receipt=body.receipt),
        )
        yield from (("first_delivery", scope) for scope in _of_old_origin(books, body, line))
    here = HoldScope(part=line.part, lpn=body.lpn)
    if line.condition == "damaged":
        yield from (("damage", scope) for scope in _units(line, here))
    if line.expires_on is not None and line.expires_on <= today:
        yield "expired", HoldScope(part=line.part, lot=line.lot) if line.lot else here
    if _numbers_missing(part, line):
        yield "identity", here
    for serial in line.serials:
        if not part.serial_fits(serial) or _is_here_already(books, line.part, serial):
            yield "identity", HoldScope(part=line.part, serial=serial)


def _units(line: ops.ReceiptLine, here: HoldScope) -> list[HoldScope]:
    if line.serials:
        return [HoldScope(part=line.part, serial=serial) for serial in line.serials]
    return [here]


def _numbers_missing(part: Part, line: ops.ReceiptLine) -> bool:
    if part.tracking is Tracking.SERIAL and not line.serials:
        return True
    return part.tracking is Tracking.LOT and not line.lot


def _is_here_already(books: Books, part: str, serial: str) -> bool:
    """A number that already stands somewhere on the floor: one of the two is not what it says."""
    return any(
        books.quants[key] > 0 and not is_virtual(key.holder)
        for key in books.by_serial.get((part, serial), ())
    )


def _differences(books: Books, body: ops.Receipt) -> Iterator[tuple[Reason, dict[str, Any]]]:
    for line in body.lines:
        part = books.parts[line.part]
        if part.tracking is Tracking.SERIAL and not line.serials:
            yield Reason.SERIAL_MISSING, {"part": line.part, "quantity": line.quantity}
        if part.tracking is Tracking.LOT and not line.lot:
            yield Reason.LOT_MISSING, {"part": line.part, "quantity": line.quantity}
        odd = [s for s in line.serials if not part.serial_fits(s)]
        odd += [s for s in line.serials if _is_here_already(books, line.part, s)]
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


def _lots(books: Books, body: ops.Receipt) -> dict[tuple[str, str], Lot]:
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


def _origins(books: Books, body: ops.Receipt) -> dict[tuple[str, str], SerialOrigin]:
    """H1: the first origin of a unit stays, or a second receipt would free it from its hold."""
    origin = SerialOrigin(body.supplier, body.receipt)
    told = {(line.part, serial) for line in body.lines for serial in line.serials}
    return {identity: origin for identity in sorted(told) if identity not in books.origins}


def _plates(books: Books, body: ops.Receipt) -> tuple[Plate, ...]:
    """H1: the first origin of a plate stays, for what is already in it."""
    lpns = [body.lpn, *([body.parent_lpn] if body.parent_lpn else [])]
    known = [books.plates.get(lpn) or Plate(lpn) for lpn in lpns]
    fresh = (p for p in known if not p.receipt and not p.supplier)
    return tuple(replace(p, supplier=body.supplier, receipt=body.receipt) for p in fresh)


def _of_old_origin(books: Books, body: ops.Receipt, line: ops.ReceiptLine) -> Iterator[HoldScope]:
    """What a hold on this receipt would not cover, since its unit or plate came with another."""
    mine = (body.supplier, body.receipt)
    for serial in line.serials:
        origin = books.origins.get((line.part, serial))
        if origin is not None and (origin.supplier, origin.receipt) != mine:
            yield HoldScope(part=line.part, serial=serial)
    plate = books.plates.get(body.lpn)
    if line.serials or line.lot or plate is None or not (plate.supplier or plate.receipt):
        return
    if (plate.supplier, plate.receipt) != mine:
        yield HoldScope(part=line.part, lpn=body.lpn)


def _received(books: Books, body: ops.Receipt) -> dict[str, Any] | None:
    """The notice with this carton, or these units, ticked off."""
    notice = books.asns.get(body.asn or "")
    if notice is None:
        return None
    packs, _ = tick(notice["packs"], body.lpn, _counted(body))
    open_packs = [pack for pack in packs if pack["lines"] and not pack.get("received")]
    return {**notice, "packs": packs, "state": "receiving" if open_packs else "received"}


def _tasks(
    books: Books, body: ops.Receipt, holds: tuple[Hold, ...], notice: dict[str, Any] | None
) -> Iterator[Task]:
    """A putaway task a line. What was announced is sent where the notice said if that is still
    free, else to a better place; for what nobody announced the worker chooses."""
    announced = _announced_lines(notice, body.lpn)
    director = Director(books, body.lpn, notice) if notice else None
    for n, line in enumerate(body.lines):
        goal = announced.get((line.part, line.lot or "")) or announced.get((line.part, ""), {})
        held = _is_held(books, body, line, holds)
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


def _is_held(
    books: Books, body: ops.Receipt, line: ops.ReceiptLine, placed: tuple[Hold, ...]
) -> bool:
    """Whether a hold lies over these goods: one that this receipt places, or an older one."""
    if any(hold.scope.part == line.part for hold in placed):
        return True
    plates = (body.lpn, *([body.parent_lpn] if body.parent_lpn else []))
    origin = frozenset({body.supplier}), frozenset({body.receipt})
    units = (
        Unit(line.part, line.lot or "", serial, plates, body.location, *origin)
        for serial in line.serials or ("",)
    )
    return any(covering(books.holds.values(), unit) for unit in units)


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
            "lot": line.lot,
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
