# SPDX-License-Identifier: Apache-2.0
"""Return receipt: goods from a customer, booked as they came (RT1 to RT5, RT7, WA1, RC19).

They are on hold from their first moment until somebody has said what becomes of them. Only what
the site lets its rule restock is free at once: authorized, as new, every answer of the pack check
a yes (RT5). Nothing is turned away here: what nobody authorized is provisional (RT2, RT4).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from backend.domain import operations as ops
from backend.domain.books import Books, Task
from backend.domain.decisions import Decision, Raised
from backend.domain.holds import Hold, HoldScope
from backend.domain.reasons import Reason
from backend.domain.records import Kind, Record
from backend.domain.reverse.dispositions import DISPOSITIONS
from backend.domain.reverse.fraud import Signal
from backend.domain.reverse.models import CLAIM, Fault, step
from backend.domain.reverse.returns import ReturnDoubt, Returned, ReturnMatch, match_return
from backend.domain.rules.came_back import goods_in, seen_before, signal
from backend.domain.rules.hold import hold_document
from backend.domain.rules.return_credit import advice, currency_of, putaways
from backend.domain.rules.returns_rows import authorization_from
from backend.domain.stock import plate_holder
from backend.domain.wire import timestamp_text

RESTOCK = DISPOSITIONS["restock_A"]
INSPECT_PRIORITY = 45
_SECRET = ReturnDoubt.OTHER_SERIAL
NO_CLAIM = "no_claim"
BOX_DIFFERS = "box_differs"


@dataclass(frozen=True, slots=True)
class _Judged:
    """What the lines are to their authorization."""

    matches: tuple[ReturnMatch, ...]
    doubts: tuple[str, ...]
    received: dict[int, int] = field(default_factory=dict)


def return_receipt(books: Books, operation: ops.Operation) -> Decision:
    """Book the goods, hold them, and say who decides."""
    body = operation.body
    assert isinstance(body, ops.ReturnReceipt)
    judged = _judged(books, operation, body)
    restocked = _restocked(books, body, judged)
    reason = None if restocked else _reason(body, judged.doubts)
    holds = () if reason is None else tuple(_holds(operation, body, reason))
    claim = _claim(books, operation, body)
    record = _record(books, operation, body, judged, holds, claim)
    if restocked:
        record = record.but(state="dispositioned", disposition=RESTOCK.name)
    serials, signals = _signals(books, operation, body, judged)
    rows = [{"part": one.part, "quantity": one.quantity, "lot": one.lot, "serials": one.serials}
            for one in body.lines]  # fmt: skip
    decision = Decision(
        records=(record, *_authorization(books, body, judged, restocked),
                 *([claim] if claim else ()),
                 *serials),
        holds=holds,
        tasks=tuple(putaways(books, record)) if restocked else (_inspection(record),),
        raised=(*_raised(record, judged), *signals),
        documents=(
            goods_in(books, operation, body.lpn, body.location, rows, reason),
            *(hold_document(operation, hold, "hold") for hold in holds),
            *((advice(books, operation, record, RESTOCK),) if restocked else ()),
        ),
        detail={"returned": body.returned, "held": reason},
    )  # fmt: skip
    if judged.doubts:
        return decision.but(Reason.RETURN_PROVISIONAL, lpn=body.lpn, part=body.lines[0].part)
    return decision


def _judged(books: Books, operation: ops.Operation, body: ops.ReturnReceipt) -> _Judged:
    record = books.records.get((Kind.AUTHORIZATION, body.authorization or ""))
    authorization = authorization_from(record)
    received = _received(record)
    day = timestamp_text(operation.occurred_at)[:10]
    customer = body.customer or (authorization.customer if authorization else "")
    matches = []
    for line in body.lines:
        one = Returned(customer, line.part, line.quantity, day, line.serials[0]
                       if line.serials else "")  # fmt: skip
        match = match_return(authorization, one, received)
        if match.line is not None:
            number = match.line.line
            received[number] = received.get(number, 0) + match.quantity
        matches.append(match)
    doubts = [] if body.kind == "warranty" else [d.value for m in matches for d in m.doubts]
    doubts += [BOX_DIFFERS for line in body.lines if line.boxed_as not in (None, line.part)]
    if body.kind == "warranty" and (Kind.CLAIM, body.claim or "") not in books.records:
        doubts.append(NO_CLAIM)
    return _Judged(tuple(matches), tuple(dict.fromkeys(doubts)), received)


def _received(record: Record | None) -> dict[int, int]:
    """Units of each line that came before; JSON keeps numbers of lines as text."""
    return {int(line): n for line, n in (record.body["received"] if record else {}).items()}


def _authorization(
    books: Books, body: ops.ReturnReceipt, judged: _Judged, restocked: bool
) -> Iterator[Record]:
    """The authorization with what came of it."""
    record = books.records.get((Kind.AUTHORIZATION, body.authorization or ""))
    if record is None:
        return
    here = record.body["state"] in ("approved", "in_transit")
    counted = {str(line): n for line, n in sorted(judged.received.items())}
    yield record.but(
        received=counted, state="received" if here else record.body["state"],
        waiting=[*record.body.get("waiting", ()), *(() if restocked else (body.returned,))],
    )  # fmt: skip


def _restocked(books: Books, body: ops.ReturnReceipt, judged: _Judged) -> bool:
    """RT5, where the site lets the rule decide."""
    if books.policy["returns.restock"] != "rule" or body.kind != "rma":
        return False
    clean = not judged.doubts and not body.danger
    return clean and all(
        line.condition == "as_new" and line.checks and all(line.checks.values())
        for line in body.lines
    )


def _reason(body: ops.ReturnReceipt, doubts: tuple[str, ...]) -> str:
    if body.danger:
        return "hazard_return"
    if body.kind == "warranty":
        return "warranty_keep"
    if BOX_DIFFERS in doubts or ReturnDoubt.WRONG_PART in doubts:
        return "wrong_part"
    return "return_provisional" if doubts else "return_inspection"


def _holds(operation: ops.Operation, body: ops.ReturnReceipt, reason: str) -> Iterator[Hold]:
    for n, part in enumerate(dict.fromkeys(line.part for line in body.lines), 1):
        yield Hold(
            f"{operation.op_id}:{n}", HoldScope(part=part, lpn=body.lpn), reason,
            placed_by=operation.envelope.actor, placed_at=operation.occurred_at,
            operation=operation.op_id, since=operation.occurred_at - operation.error_ms,
        )  # fmt: skip


def _claim(books: Books, operation: ops.Operation, body: ops.ReturnReceipt) -> Record | None:
    """WA1: the claim knows its part is here, and until when it is kept. A part without a claim on
    file has its own days, too."""
    if body.kind != "warranty":
        return None
    days = int(str(books.policy["returns.keep_days"]))
    today = date.fromisoformat(timestamp_text(operation.occurred_at)[:10])
    keep = (today + timedelta(days=days)).isoformat()
    known = books.records.get((Kind.CLAIM, body.claim or ""))
    if known is None:
        return None
    state = known.body["state"]
    for to in ("validating", "part_requested", "part_received"):
        after = step(CLAIM, state, to)
        state = state if isinstance(after, Fault) else after
    here = {"returned": body.returned, "lpn": body.lpn, "state": state}
    return known.but(
        **here, keep_until=known.body["keep_until"] or keep,
        serial=known.body["serial"] or next((s for one in body.lines for s in one.serials), ""),
        vehicle=known.body["vehicle"] or body.vehicle or "",
    )  # fmt: skip


def _record(
    books: Books, operation: ops.Operation, body: ops.ReturnReceipt, judged: _Judged,
    holds: tuple[Hold, ...], claim: Record | None,
) -> Record:  # fmt: skip
    currency = currency_of(books, body.authorization or "")
    lines = [
        {
            "part": one.part, "quantity": one.quantity, "lot": one.lot,
            "serials": list(one.serials), "condition": one.condition, "boxed_as": one.boxed_as,
            "line": match.line.line if match.line else None, "matched": match.quantity,
        }
        for one, match in zip(body.lines, judged.matches, strict=True)
    ]  # fmt: skip
    return Record(Kind.RETURNED, body.returned, {
        "returned": body.returned, "kind": body.kind, "customer": body.customer or "",
        "authorization": body.authorization or "", "claim": body.claim or "",
        "vehicle": body.vehicle or "", "carrier_receipt": body.carrier_receipt or "",
        "danger": body.danger or "", "container": body.container or "", "lpn": body.lpn,
        "location": body.location, "lines": lines, "holds": [hold.hold for hold in holds],
        "doubts": [one for one in judged.doubts if one != _SECRET],
        "keep_until": claim.body["keep_until"] if claim else "",
        "state": "inspecting", "disposition": "", "operation": operation.op_id,
        "at": timestamp_text(operation.occurred_at), "note": body.note, "currency": currency,
    })  # fmt: skip


def _inspection(record: Record) -> Task:
    body = record.body
    line = body["lines"][0]
    return Task(
        f"return:{record.name}", "return", priority=INSPECT_PRIORITY,
        details={
            "lpn": body["lpn"], "source": plate_holder(body["lpn"]), "part": line["part"],
            "quantity": line["quantity"], "location": body["location"], "why": body["doubts"],
            "returned": record.name,
        },
    )  # fmt: skip


def _raised(record: Record, judged: _Judged) -> Iterator[Raised]:
    """Who decides on what nobody authorized, and on what is dangerous."""
    body = record.body
    names = ("customer", "authorization", "claim", "lpn", "location", "danger", "container",
             "carrier_receipt", "returned")  # fmt: skip
    details = {name: body[name] for name in names}
    line = body["lines"][0]
    details |= {"return_kind": body["kind"], "part": line["part"], "quantity": line["quantity"],
                "boxed_as": line["boxed_as"]}  # fmt: skip
    if body["danger"]:
        yield Raised(f"return|{record.name}|danger", "return_danger", details=details)
    if judged.doubts:
        more = {"doubts": list(judged.doubts), "difference": judged.doubts[0]}
        yield Raised(f"return|{record.name}", "return_doubt", details={**details, **more})


def _signals(
    books: Books, operation: ops.Operation, body: ops.ReturnReceipt, judged: _Judged
) -> tuple[list[Record], list[Raised]]:
    """RT6."""
    records, signals = [], []
    for line in body.lines:
        seen, odd = seen_before(books, operation, line.part, line.serials)
        records += seen
        signals += odd
    swapped = [m for m in judged.matches if _SECRET in m.doubts]
    for line in body.lines if swapped else ():
        for serial in line.serials:
            signals.append(signal(Signal.SERIAL_SWAPPED, line.part, serial,
                                  authorization=body.authorization))  # fmt: skip
    return records, signals
