# SPDX-License-Identifier: Apache-2.0
"""What a receipt holds: first delivery, damage, an expired lot, a missing or an odd number."""

from __future__ import annotations

from collections.abc import Iterator

from backend.domain import operations as ops
from backend.domain.books import Books
from backend.domain.holds import Hold, HoldScope, Unit, covering
from backend.domain.parts import Part, Tracking
from backend.domain.stock import is_virtual
from backend.domain.wire import timestamp_text


def holds_laid(books: Books, operation: ops.Operation, body: ops.Receipt) -> Iterator[Hold]:
    """Holds that a receipt lays over what it brings, each once."""
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
    here = HoldScope(part=line.part, lpn=body.lpn)
    if line.condition == "damaged":
        yield from (("damage", scope) for scope in _units(line, here))
    if line.expires_on is not None and line.expires_on <= today:
        yield "expired", HoldScope(part=line.part, lot=line.lot) if line.lot else here
    if _numbers_missing(part, line):
        yield "identity", here
    for serial in line.serials:
        if not part.serial_fits(serial) or is_here_already(books, line.part, serial):
            yield "identity", HoldScope(part=line.part, serial=serial)


def _units(line: ops.ReceiptLine, here: HoldScope) -> list[HoldScope]:
    if line.serials:
        return [HoldScope(part=line.part, serial=serial) for serial in line.serials]
    return [here]


def _numbers_missing(part: Part, line: ops.ReceiptLine) -> bool:
    if part.tracking is Tracking.SERIAL and not line.serials:
        return True
    return part.tracking is Tracking.LOT and not line.lot


def is_here_already(books: Books, part: str, serial: str) -> bool:
    """A number that already stands somewhere on the floor: one of the two is not what it says."""
    return any(
        books.quants[key] > 0 and not is_virtual(key.holder)
        for key in books.by_serial.get((part, serial), ())
    )


def is_held(
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
