# SPDX-License-Identifier: Apache-2.0
"""Goods that came without papers (RC10): the question that waits for them, and its answer.

Each receipt under one delivery note adds to one question. When the notice is there, or somebody has
another paper, the hold ends as by a release (two people where it takes two), and the units fill the
notice as if they had been received for it; what it did not announce is a difference like any other.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from backend.domain import operations as ops
from backend.domain.books import Books
from backend.domain.decisions import Decision, Raised, declined
from backend.domain.holds import Hold
from backend.domain.notices import tick
from backend.domain.reasons import Reason
from backend.domain.rules.receipt_close import still_missing, with_state
from backend.domain.rules.receipt_differences import counted_units, question_name
from backend.domain.rules.release import ended

AWAITING = "awaiting_paper"


def paper_question(receipt: str) -> str:
    """The question of all that came under one delivery note."""
    return f"paper|{receipt}"


def without_papers(
    operation: ops.Operation, body: ops.Receipt, holds: Iterator[Hold] | tuple[Hold, ...]
) -> Iterator[Raised]:
    """What came, from whom and under which note, for somebody who has the papers one day."""
    over = next((one for one in holds if _over(one, body.receipt)), None)
    if body.asn is not None or body.paper is None or over is None or not body.lines:
        return
    lines = [
        {"part": line.part, "quantity": line.quantity, "lot": line.lot or "",
         "serials": list(line.serials), "lpn": body.lpn, "operation": operation.op_id}
        for line in body.lines
    ]  # fmt: skip
    details = {
        "receipt": body.receipt, "supplier": body.supplier, "document": body.paper,
        "hold": over.hold, "holds": [over.hold], "lines": lines, "lpns": [body.lpn],
    }  # fmt: skip
    yield Raised(paper_question(body.receipt), AWAITING, details=details)


def _over(hold: Hold, receipt: str) -> bool:
    return hold.reason == AWAITING and hold.scope.receipt == receipt and not hold.root


def papers_together(one: Mapping[str, Any], other: Mapping[str, Any]) -> dict[str, Any]:
    """Two receipts under one note as one question, whichever was told first."""
    first, then = sorted((one, other), key=lambda told: (told["raised_at"], told["operation"]))
    known = {line["operation"] for line in first["lines"]}
    lines = [*first["lines"], *(it for it in then["lines"] if it["operation"] not in known)]
    return {**first, "lines": lines, "lpns": list(dict.fromkeys(line["lpn"] for line in lines)),
            "holds": sorted({*first["holds"], *then["holds"]})}  # fmt: skip


def receipt_match(books: Books, operation: ops.Operation) -> Decision:
    """The hold ends, and the notice has what came of it."""
    body = operation.body
    assert isinstance(body, ops.ReceiptMatch)
    notice = books.asns.get(body.asn or "")
    if body.asn and notice is None:
        return declined(Reason.DECLINED_UNKNOWN, asn=body.asn)
    known = next((one for one in books.holds.values() if _over(one, body.receipt)), None)
    if known is None:
        return declined(Reason.DECLINED_DONE, receipt=body.receipt)
    decision = ended(books, operation, known, f"papers: {body.asn or body.reference.strip()}")
    if not decision.released:
        return decision  # declined, or the first of two people
    answered = (*decision.resolved, paper_question(body.receipt))
    if notice is None:
        return replace(decision, resolved=answered)
    packs, over = tick(notice["packs"], "", counted_units(body))
    filled = with_state({**notice, "packs": packs})
    raised = (*decision.raised, *_differ(operation, notice, over), *still_missing(filled))
    return replace(decision, resolved=answered, asns=(filled,), raised=raised)


def _differ(
    operation: ops.Operation, notice: dict[str, Any], over: Mapping[tuple[str, str], int]
) -> Iterator[Raised]:
    """Units that no open line of the notice asked for."""
    body = operation.body
    assert isinstance(body, ops.ReceiptMatch)
    parts = {line["part"] for pack in notice["packs"] for line in pack["lines"]}
    for (part, lot), units in sorted(over.items()):
        reason = Reason.OVER if part in parts else Reason.UNEXPECTED
        details = {
            "part": part, "lot": lot, "over": units, "difference": reason,
            "receipt": body.receipt, "asn": notice["asn"], "supplier": notice["supplier"],
        }  # fmt: skip
        name = question_name(operation.op_id, reason, f"{part}:{lot}" if lot else part)
        yield Raised(name, "receipt_difference", details=details)
