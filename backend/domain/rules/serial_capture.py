# SPDX-License-Identifier: Apache-2.0
"""Serial capture: units that had no number on the book get theirs (SE1, SE4, SE8)."""

from __future__ import annotations

from dataclasses import replace

from backend.domain import operations as ops
from backend.domain.books import Books
from backend.domain.decisions import Decision, Raised
from backend.domain.reasons import Reason
from backend.domain.rules.receipt_differences import (
    assembly_named,
    assembly_of,
    has_left,
)
from backend.domain.stock import is_virtual


def serial_capture(books: Books, operation: ops.Operation) -> Decision:
    """Give numbers; a number of the wrong shape or already elsewhere is somebody's question."""
    body = operation.body
    assert isinstance(body, ops.SerialCapture)
    part = books.parts[body.part]
    odd = [
        serial
        for serial in body.serials
        if not part.serial_fits(serial) or has_left(books, operation, body.part, serial)
        or assembly_of(books, body.part, serial) is not None
    ]
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
        details={"part": body.part, "serials": sorted(set(odd)), "holder": body.holder,
                 **assembly_named(books, body.part, odd)},
    )  # fmt: skip
    return replace(decision.but(Reason.SERIAL_ODD, serials=sorted(set(odd))), raised=(raised,))
