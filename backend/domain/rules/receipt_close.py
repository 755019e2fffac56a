# SPDX-License-Identifier: Apache-2.0
"""Close of a receipt: nothing more of a notice is awaited; what is missing is short (RC3).

Who ends it cannot know what a colleague without network has counted (RC20). So the shortage is
only watched until every device has reported past that moment, and a receipt that was told before
it makes it smaller, whenever it comes. What is received later than the close is nobody's
(`unmatched_receipt`, RC22).
"""

from __future__ import annotations

from typing import Any

from backend.domain import operations as ops
from backend.domain.books import Books
from backend.domain.decisions import Decision, Raised
from backend.domain.wire import timestamp_text

NOT_AWAITED = frozenset({"cancelled", "refused"})
"""States of a notice that no receipt and no undo of one changes."""


def receipt_close(books: Books, operation: ops.Operation) -> Decision:
    """The notice with its end and what is missing then. The first close counts."""
    body = operation.body
    assert isinstance(body, ops.ReceiptClose)
    notice = books.asns.get(body.asn)
    if notice is None:
        return Decision()
    closed = {
        "at": operation.occurred_at, "operation": operation.op_id, "reason": body.reason,
        "by": operation.envelope.actor, "device": operation.device,
    }  # fmt: skip
    known = notice.get("closed")
    if known is not None and (known["at"], known["operation"]) <= operation.moment:
        return Decision()
    ended = {**notice, "closed": closed}
    return Decision(asns=(with_state(ended),), raised=still_missing(ended))


def with_state(notice: dict[str, Any]) -> dict[str, Any]:
    """The notice in the state that its packs and its end give it."""
    if notice["state"] in NOT_AWAITED:
        return notice
    if not any(is_awaited(pack) for pack in notice["packs"]):
        return {**notice, "state": "received"}
    if notice.get("closed"):
        return {**notice, "state": "closed"}
    begun = any(p.get("received") or any(line.get("received") for line in p["lines"])
                for p in notice["packs"])  # fmt: skip
    return {**notice, "state": "receiving" if begun else notice["state"]}


def is_awaited(pack: dict[str, Any]) -> bool:
    """Whether goods of a pack may still come."""
    return bool(pack["lines"] and not pack.get("received") and not pack.get("refused"))


def still_missing(notice: dict[str, Any]) -> tuple[Raised, ...]:
    """The question of a closed notice: what of it never came; answered when it all did. It is of
    whoever closed it, whatever was told since."""
    closed = notice.get("closed")
    if not closed:
        return ()
    missing = [
        {"line": line["line"], "part": line["part"], "lot": line["lot"] or "",
         "quantity": line["quantity"] - line.get("received", 0)}
        for pack in notice["packs"]
        if is_awaited(pack)
        for line in pack["lines"]
        if line["quantity"] > line.get("received", 0)
    ]  # fmt: skip
    details = {
        "asn": notice["asn"], "supplier": notice["supplier"], "difference": closed["reason"],
        "lines": missing, "occurred_at": closed["at"], "operation": closed["operation"],
        "quantity": sum(line["quantity"] for line in missing),
        "actor": closed["by"], "raised_at": timestamp_text(closed["at"]),
        **({"device": closed["device"]} if "device" in closed else {}),
    }  # fmt: skip
    state = "watching" if missing else "resolved"
    return (Raised(f"closed|{notice['asn']}", "closed_short", state, details),)
