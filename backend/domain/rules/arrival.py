# SPDX-License-Identifier: Apache-2.0
"""Arrival: pallets and cartons counted while the driver waits; what is in them comes later (RC11).

The carrier is liable for pieces, the supplier for what is in them: a difference in pieces is a
question of its own, whatever the cartons turn out to hold.
"""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from backend.domain import operations as ops
from backend.domain.books import Books
from backend.domain.decisions import Decision, Raised
from backend.domain.reasons import Reason
from backend.domain.wire import timestamp_text


def arrival(books: Books, operation: ops.Operation) -> Decision:
    """Keep the count with the notice; ask where the pieces are not those announced."""
    body = operation.body
    assert isinstance(body, ops.Arrival)
    notice = books.asns.get(body.asn or "")
    if notice is None:
        return Decision()
    counted = {
        **asdict(body), "at": timestamp_text(operation.occurred_at),
        "by": operation.envelope.actor,
    }  # fmt: skip
    state = "arrived" if notice["state"] == "announced" else notice["state"]
    decision = Decision(asns=({**notice, "arrival": counted, "state": state},))
    asked = pieces(notice)
    found = {"pallets": body.pallets, "cartons": body.cartons}
    if asked == found:
        return decision
    details = {
        "asn": body.asn, "carrier": body.carrier, "announced": asked, "counted": found,
        "note": body.note,
    }  # fmt: skip
    raised = Raised(f"{operation.op_id}:pieces", "carrier_mismatch", details=details)
    return Decision(asns=decision.asns, raised=(raised,)).but(Reason.PIECES_DIFFER, **details)


def pieces(notice: dict[str, Any]) -> dict[str, int]:
    """Pallets and loose cartons that a notice announces: what stands on a pallet is not counted
    while a driver waits. The device asks the same (`pwa/src/domain/pieces.ts`); the vector is
    `tests/vectors/pieces.json`."""
    outermost = [pack for pack in notice["packs"] if pack["lpn"] and not pack["parent"]]
    around = {pack["parent"] for pack in notice["packs"]}
    pallets = sum(pack["lpn"] in around for pack in outermost)
    return {"pallets": pallets, "cartons": len(outermost) - pallets}
