# SPDX-License-Identifier: Apache-2.0
"""What every receipt from a customer says: goods came in, and whether a numbered unit came before.

RT6: what looks odd is a question for a supervisor. It is in no answer to who tells it.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from backend.domain import operations as ops
from backend.domain.books import Books
from backend.domain.decisions import Document, Raised
from backend.domain.documents import document
from backend.domain.records import Kind, Record
from backend.domain.stock import CUSTOMER
from backend.domain.touches_reverse import serial_name


def goods_in(
    books: Books, operation: ops.Operation, lpn: str, location: str,
    lines: Iterable[dict[str, Any]], reason: str | None,
) -> Document:  # fmt: skip
    """The receipt for the ERP: its balance rises with ours."""
    told = [
        {
            "line": one.get("line"), "part": one["part"], "quantity": one["quantity"],
            "uom": books.parts[one["part"]].uom, "lot": one.get("lot") or None,
            "serials": list(one["serials"]), "lpn": lpn, "location": location,
            "expires_on": None, "status": "held" if reason else "available", "reason": reason,
        }
        for one in lines
    ]  # fmt: skip
    return document(operation, "goods_receipt", shipment=None, supplier=None, lines=told)


def seen_before(
    books: Books, operation: ops.Operation, part: str, serials: Iterable[str]
) -> tuple[list[Record], list[Raised]]:
    """Numbered units that come back: each is remembered, and one that came before without having
    been sold again is a signal. Whichever is told first, the question is the same."""
    records, signals = [], []
    for serial in serials:
        name = serial_name(part, serial)
        known = books.records.get((Kind.SERIAL, name)) or Record(Kind.SERIAL, name, {"told": []})
        told = sorted([*known.body["told"], [operation.occurred_at, operation.op_id]])
        records.append(known.but(told=told))
        if len(told) > 1 and not _sold_between(books, part, serial, told[-2][0]):
            signals.append(signal("serial_already_returned", part, serial, told=len(told)))
    return records, signals


def _sold_between(books: Books, part: str, serial: str, since: int) -> bool:
    """Whether the unit was seen leaving for a customer after it had come back."""
    seen = books.serials.get((part, serial))
    return seen is not None and seen.holder == CUSTOMER and seen.witness.moment[0] > since


def signal(what: str, part: str, serial: str, **details: Any) -> Raised:
    """A question of a supervisor about one unit."""
    found = {"part": part, "serial": serial, "difference": what, **details}
    return Raised(f"fraud|{what}|{part}|{serial}"[:1000], "fraud_signal", details=found)
