# SPDX-License-Identifier: Apache-2.0
"""What was received is another number than its receipt told: found when it is put away (PU9).

The supplier delivered so many more or fewer, so these units come from the supplier or never came.
It is the receipt's difference, and a question as one that was seen at the dock: of the supplier,
under the notice. What is held stays held; what is more than the site takes without somebody's word
is surplus (RC4), and a hold rule for notices that do not match hits now.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from backend.domain import operations as ops
from backend.domain.books import Books, SerialOrigin, Task
from backend.domain.decisions import Decision, Document, Raised
from backend.domain.documents import document
from backend.domain.holds import Hold, HoldScope
from backend.domain.notices import tick, untick
from backend.domain.reasons import Reason
from backend.domain.rules.hold import hold_document
from backend.domain.rules.receipt_close import NOT_AWAITED, still_missing, with_state
from backend.domain.rules.supplier_score import plate_differed
from backend.domain.stock import is_plate, plate_of
from backend.domain.tolerance import surplus
from backend.domain.wire import timestamp_text


def receipt_differs(books: Books, operation: ops.Operation) -> Decision:
    """The notice, the put-away and the ERP follow what was counted; somebody tells the supplier."""
    body = operation.body
    assert isinstance(body, ops.ReceiptDiffers)
    more = body.found > body.told
    lpn = plate_of(body.holder) if is_plate(body.holder) else None
    receipt, supplier = _origin(books, body, lpn)
    holds = tuple(_holds(books, operation, body, lpn, supplier))
    detail = {
        "part": body.part, "lot": body.lot or "", "announced": body.told, "counted": body.found,
    }  # fmt: skip
    reason = Reason.OVER if more else Reason.SHORT
    raised = Raised(
        f"{operation.op_id}:{reason}:{body.part}", "receipt_difference",
        details={**detail, "difference": reason, "receipt": receipt, "lpn": lpn, "asn": body.asn,
                 "supplier": supplier, "holder": body.holder},
    )  # fmt: skip
    notice = _notice(books, body, lpn)
    origins = {}
    if more and receipt:
        known = SerialOrigin(supplier, receipt)
        keys = ((body.part, serial) for serial in body.serials)
        origins = {key: known for key in keys if key not in books.origins}
    decision = Decision(
        holds=holds, origins=origins, tasks=tuple(_putaways(books, body)),
        asns=(notice,) if notice else (), records=plate_differed(books, supplier, lpn),
        raised=(raised, *(still_missing(notice) if notice else ())),
        documents=(_document(books, operation, body),
                   *(hold_document(operation, hold, "hold") for hold in holds)),
    )  # fmt: skip
    return decision.but(reason, **detail)


def _origin(books: Books, body: ops.ReceiptDiffers, lpn: str | None) -> tuple[str, str]:
    """By which receipt the goods came, and from whom: what was told, else what the plate says."""
    plate = books.plates.get(lpn or "")
    notice = books.asns.get(body.asn or "") or {}
    receipt = body.receipt or (plate.receipt if plate else "")
    return receipt, body.supplier or (plate.supplier if plate else "") or notice.get("supplier", "")


def _holds(
    books: Books, operation: ops.Operation, body: ops.ReceiptDiffers, lpn: str | None,
    supplier: str,
) -> Iterator[Hold]:  # fmt: skip
    """Surplus, and what the site's rules say of goods that do not match their notice: from now on,
    as what left before was no part of this count."""
    percent, units = books.policy["receive.over_percent"], books.policy["receive.over_units"]
    part, day = books.parts[body.part], timestamp_text(operation.occurred_at)[:10]
    loose = None if lpn else body.holder
    scope = HoldScope(part=body.part, lpn=lpn, location=loose)
    wanted = [("surplus", "", "")] if surplus(body.told, body.found, percent, units) else []
    wanted += [
        (rule.why, rule.note, rule.rule)
        for rule in books.quality.fitting(body.part, part.family, supplier, day)
        if rule.when == "asn_mismatch"
    ]
    there = {(hold.reason, hold.scope) for hold in books.holds.values()}
    for n, (reason, note, rule) in enumerate(wanted, 1):
        if (reason, scope) not in there and body.found:
            yield Hold(
                hold=f"{operation.op_id}:{n}", scope=scope, reason=reason, note=note, rule=rule,
                placed_by=operation.envelope.actor, placed_at=operation.occurred_at,
                operation=operation.op_id, since=operation.occurred_at - operation.error_ms,
            )  # fmt: skip


def _notice(
    books: Books, body: ops.ReceiptDiffers, lpn: str | None
) -> dict[str, Any] | None:
    """The notice with what is in of it now. An announced plate is in, whatever was on it; of units
    that came without one, so many more or fewer fill its lines."""
    notice = books.asns.get(body.asn or "")
    if notice is None or notice["state"] in NOT_AWAITED:
        return None
    if any(pack["lpn"] == lpn for pack in notice["packs"]):
        return None
    units = {(body.part, body.lot or ""): abs(body.found - body.told)}
    more = body.found > body.told
    packs = (
        tick(notice["packs"], lpn or "", units)[0] if more
        else untick(notice["packs"], lpn or "", units)
    )  # fmt: skip
    return with_state({**notice, "packs": packs})


def _putaways(books: Books, body: ops.ReceiptDiffers) -> Iterator[Task]:
    """Put-away of these goods is of as many as are there; of none where none are."""
    more = body.found - body.told
    for name in sorted(books.tasks):
        task = books.tasks[name]
        told = task.details
        here = (task.kind, task.state, told.get("source")) == ("putaway", "open", body.holder)
        if not here or (told["part"], told["lot"]) != (body.part, body.lot or "") or not more:
            continue
        units = max(told["quantity"] + more, 0)
        more += told["quantity"] - units
        gone = {} if more > 0 else set(body.serials)
        serials = [one for one in told.get("serials", ()) if one not in gone]
        changed = replace(task, details={**told, "quantity": units, "serials": serials})
        yield changed if units else replace(task, state="cancelled")


def _document(
    books: Books, operation: ops.Operation, body: ops.ReceiptDiffers
) -> Document:
    """The ERP had the number of the receipt."""
    line = {
        "part": body.part, "quantity": body.found - body.told, "uom": books.parts[body.part].uom,
        "reason": "receiving_difference", "lot": body.lot or None, "serials": list(body.serials),
        "location": body.holder,
    }  # fmt: skip
    return document(operation, "adjustment_advice", lines=[line])
