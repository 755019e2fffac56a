# SPDX-License-Identifier: Apache-2.0
"""Refusal: a delivery, or plates of it, went back on the truck (RC23). Nothing enters stock."""

from __future__ import annotations

from typing import Any

from backend.domain import operations as ops
from backend.domain.books import Books
from backend.domain.decisions import Decision, Raised
from backend.domain.rules.receipt_close import is_awaited


def refusal(books: Books, operation: ops.Operation) -> Decision:
    """The notice awaits these plates no more; somebody tells the supplier."""
    body = operation.body
    assert isinstance(body, ops.Refusal)
    details = {
        "asn": body.asn, "supplier": body.supplier, "carrier": body.carrier,
        "difference": body.reason, "lpns": list(body.lpns), "note": body.note,
    }  # fmt: skip
    raised = Raised(f"{operation.op_id}:refused", "delivery_refused", details=details)
    notice = books.asns.get(body.asn or "")
    asns = () if notice is None else (_without(notice, body.lpns),)
    return Decision(asns=asns, raised=(raised,))


def _without(notice: dict[str, Any], lpns: tuple[str, ...]) -> dict[str, Any]:
    """The notice with these plates refused; all that is not in yet where none is named."""
    packs = [
        {**pack, "refused": True}
        if not pack.get("received") and (not lpns or pack["lpn"] in lpns or pack["parent"] in lpns)
        else pack
        for pack in notice["packs"]
    ]
    waits = any(is_awaited(pack) for pack in packs)
    came = any(pack.get("received") for pack in packs)
    state = notice["state"] if waits else "received" if came else "refused"
    return {**notice, "packs": packs, "state": state}
