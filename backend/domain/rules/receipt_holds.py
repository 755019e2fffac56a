# SPDX-License-Identifier: Apache-2.0
"""What a receipt holds: what nobody asked for or foresaw, and what must be looked at first.

First delivery, damage, expired and short-dated lots, missing and odd numbers; more than announced
beyond the site's tolerance (RC4), parts that were not announced (RC5), superseded ones that may be
used no more (RC8), goods without papers (RC10) and of a notice that is closed (RC22). What the
site's own rules hold besides is in `rule_holds.py` (RC17).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from itertools import chain

from backend.domain import operations as ops
from backend.domain.books import Books
from backend.domain.holds import Hold, HoldScope, Unit, covering
from backend.domain.parts import Part, SupersessionPolicy, Tracking
from backend.domain.quality import FIRST_DELIVERY
from backend.domain.reasons import Reason
from backend.domain.rules.receipt_differences import against_notice, is_known_otherwise
from backend.domain.rules.rule_holds import rule_holds
from backend.domain.tolerance import surplus
from backend.domain.wire import timestamp_text


def holds_laid(books: Books, operation: ops.Operation, body: ops.Receipt) -> Iterator[Hold]:
    """Holds that a receipt lays over what it brings, each once."""
    seen: set[tuple[str, HoldScope]] = {(h.reason, h.scope) for h in books.holds.values()}
    fixed = ((reason, scope, None) for reason, scope in _wanted_holds(books, operation, body))
    ruled = ((rule.why, scope, rule) for rule, scope in rule_holds(books, operation, body))
    for reason, scope, rule in chain(fixed, ruled):
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
            note=rule.note if rule else "",
            rule=rule.rule if rule else "",
        )


def _wanted_holds(
    books: Books, operation: ops.Operation, body: ops.Receipt
) -> Iterator[tuple[str, HoldScope]]:
    yield from _plate_holds(books, operation, body)
    for line in body.lines:
        yield from _line_holds(books, operation, body, line)


def is_unmatched(books: Books, operation: ops.Operation, body: ops.Receipt) -> bool:
    """Whether nobody awaits this any more: the notice was withdrawn, or ended before this."""
    notice = books.asns.get(body.asn or "")
    if notice is None:
        return False
    closed = notice.get("closed")
    late = closed is not None and operation.moment > (closed["at"], closed["operation"])
    return late or notice["state"] == "cancelled"


def _plate_holds(
    books: Books, operation: ops.Operation, body: ops.Receipt
) -> Iterator[tuple[str, HoldScope]]:
    """Over what came on this plate, by what was announced and what the receiver said."""
    plate = HoldScope(lpn=body.lpn)
    notice = books.asns.get(body.asn or "")
    if body.aside not in (None, "damaged"):  # damage is told by its lines
        yield str(body.aside), plate
    if body.asn is None and body.paper is not None:
        yield "awaiting_paper", HoldScope(receipt=body.receipt)
    if is_unmatched(books, operation, body):
        yield "unmatched_receipt", plate
    if body.aside is not None or notice is None:
        return
    parts = {line["part"] for pack in notice["packs"] for line in pack["lines"]}
    for reason, detail in against_notice(books, body, whole=False):
        here = HoldScope(part=detail["part"], lpn=body.lpn)
        if reason is Reason.UNEXPECTED and detail["part"] not in parts:
            yield "unexpected", here
        if reason is Reason.OVER and _beyond(books, detail):
            yield "surplus", here


def _beyond(books: Books, detail: Mapping[str, int]) -> bool:
    """Whether these are more units than the site takes without somebody's word (RC4)."""
    percent, units = books.policy["receive.over_percent"], books.policy["receive.over_units"]
    counted = detail["announced"] + detail["over"] if "over" in detail else detail["counted"]
    return surplus(detail["announced"], counted, percent, units) > 0


def _since(books: Books, operation: ops.Operation, body: ops.Receipt) -> int:
    """From when on what left the plate came by this receipt: ever, unless the plate is used again.

    A unit may be told out of a plate by a clock that is behind the one that told the plate in.
    """
    known = books.plates.get(body.lpn)
    again = known is not None and known.receipt not in ("", body.receipt)
    return operation.occurred_at - operation.error_ms if again else 0


def _line_holds(
    books: Books, operation: ops.Operation, body: ops.Receipt, line: ops.ReceiptLine
) -> Iterator[tuple[str, HoldScope]]:
    part = books.parts[line.part]
    today = timestamp_text(operation.occurred_at)[:10]
    if (line.part, body.supplier) not in books.qualified:
        yield (
            FIRST_DELIVERY,
            HoldScope(part=line.part, supplier=body.supplier, receipt=body.receipt),
        )
    here = HoldScope(part=line.part, lpn=body.lpn)
    if line.condition == "damaged":
        yield from (("damage", scope) for scope in _units(line, here))
    if line.expires_on is not None:
        of_date = HoldScope(part=line.part, lot=line.lot) if line.lot else here
        least = _day_after(today, books.policy["receive.short_dated_days"])
        if line.expires_on <= today:
            yield "expired", of_date
        elif line.expires_on < least:
            yield "short_dated", of_date
    if part.superseded_by and part.supersession is SupersessionPolicy.IMMEDIATE:
        yield "superseded", here
    if _numbers_missing(part, line):
        yield "identity", here
    for serial in line.serials:
        if not part.serial_fits(serial) or is_known_otherwise(
            books, operation, line.part, serial
        ):
            yield "identity", HoldScope(part=line.part, serial=serial)


def _day_after(day: str, days: int) -> str:
    return (date.fromisoformat(day) + timedelta(days=days)).isoformat()


def _units(line: ops.ReceiptLine, here: HoldScope) -> list[HoldScope]:
    if line.serials:
        return [HoldScope(part=line.part, serial=serial) for serial in line.serials]
    return [here]


def _numbers_missing(part: Part, line: ops.ReceiptLine) -> bool:
    if part.tracking is Tracking.SERIAL and not line.serials:
        return True
    return part.tracking is Tracking.LOT and not line.lot


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
    return any(covering((*placed, *books.holds.values()), unit) for unit in units)
