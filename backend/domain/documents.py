# SPDX-License-Identifier: Apache-2.0
"""Facts for the ERP, as neutral documents.

Field names are those of `sync.erp.documents`, which validates them; a test builds every kind.
"""

from __future__ import annotations

from typing import Any

from backend.domain.books import Books
from backend.domain.decisions import Document
from backend.domain.operations import Operation
from backend.domain.stock import Goods
from backend.domain.wire import timestamp_text


def document(operation: Operation, kind: str, event: str = "", **fields: Any) -> Document:
    """A document of this kind caused by this operation. E1: one for each operation and event."""
    event = event or kind
    body = {
        "operation": operation.op_id,
        "event": event,
        "site": operation.envelope.site,
        "at": timestamp_text(operation.occurred_at),
        "who": operation.envelope.actor,
        **fields,
    }
    return Document(kind, event, body)


def stock_line(books: Books, goods: Goods, quantity: int, **fields: Any) -> dict[str, Any]:
    """Units of one part with their identity, as every document writes them."""
    part = books.parts.get(goods.part)
    return {
        "part": goods.part,
        "quantity": quantity,
        "uom": part.uom if part else "EA",
        "lot": goods.lot or None,
        "serials": [goods.serial] if goods.serial else [],
        **fields,
    }
