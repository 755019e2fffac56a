# SPDX-License-Identifier: Apache-2.0
"""Pack check: a carton holds another number of units than its symbol stands for (RC13).

What was counted is told by the receipt. Here the master data is asked about, once a symbol.
"""

from __future__ import annotations

from backend.domain import operations as ops
from backend.domain.books import Books
from backend.domain.decisions import Decision, Raised
from backend.domain.reasons import Reason


def pack_check(books: Books, operation: ops.Operation) -> Decision:
    """Somebody corrects the pack, or tells the supplier."""
    body = operation.body
    assert isinstance(body, ops.PackCheck)
    details = {
        "part": body.part, "code": body.code, "announced": body.told, "counted": body.found,
        "lpn": body.lpn, "operation": operation.op_id,
    }  # fmt: skip
    raised = Raised(f"pack|{body.part}|{body.code}"[:1000], "pack_differs", details=details)
    return Decision(raised=(raised,)).but(Reason.PACK_DIFFERS, part=body.part)
