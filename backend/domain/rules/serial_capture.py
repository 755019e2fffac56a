# SPDX-License-Identifier: Apache-2.0
"""Serial capture: units that had no number on the book get theirs (SE1, SE4, SE8)."""

from __future__ import annotations

from dataclasses import replace

from backend.domain import operations as ops
from backend.domain.books import Books
from backend.domain.decisions import Decision, Raised
from backend.domain.reasons import Reason
from backend.domain.stock import CUSTOMER, SCRAP, is_virtual


def serial_capture(books: Books, operation: ops.Operation) -> Decision:
    """Give numbers; a number of the wrong shape or already elsewhere is somebody's question."""
    body = operation.body
    assert isinstance(body, ops.SerialCapture)
    part = books.parts[body.part]
    odd = [s for s in body.serials if not part.serial_fits(s) or _gone(books, body.part, s)]
    odd += [
        serial
        for serial in body.serials
        for key in books.by_serial.get((body.part, serial), ())
        if books.quants[key] > 0 and not is_virtual(key.holder) and key.holder != body.holder
    ]
    decision = Decision()
    if not odd:
        return decision
    raised = Raised(
        f"{operation.op_id}:serial",
        "serial_odd",
        details={"part": body.part, "serials": sorted(set(odd)), "holder": body.holder},
    )
    return replace(decision.but(Reason.SERIAL_ODD, serials=sorted(set(odd))), raised=(raised,))


def _gone(books: Books, part: str, serial: str) -> bool:
    """A number that was shipped or scrapped before (SE5)."""
    seen = books.serials.get((part, serial))
    return seen is not None and seen.holder in (CUSTOMER, SCRAP)
