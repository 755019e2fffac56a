# SPDX-License-Identifier: Apache-2.0
"""Claim decision: what the inspector found of a claimed part (WA2). A request.

Each finding has its result for the goods and for the money, both in one operation. A part that
must be kept is not scrapped by it: it stays on hold until its day.
"""

from __future__ import annotations

from dataclasses import asdict, replace

from backend.domain import operations as ops
from backend.domain.books import Books
from backend.domain.decisions import Decision, declined
from backend.domain.reasons import Reason
from backend.domain.records import Kind, Record
from backend.domain.reverse.dispositions import DISPOSITIONS, Disposition, StockState
from backend.domain.reverse.models import Fault
from backend.domain.reverse.warranty import FINDINGS, decided, keeping
from backend.domain.rules.return_credit import advice
from backend.domain.rules.return_disposition import Why, disposed
from backend.domain.rules.returns_rows import claim_from
from backend.domain.wire import timestamp_text


def claim_decision(books: Books, operation: ops.Operation) -> Decision:
    """The claim in its next state, and its goods where they then belong; or no."""
    body = operation.body
    assert isinstance(body, ops.ClaimDecision)
    known = books.records.get((Kind.CLAIM, body.claim))
    name = known.body["returned"] if known else ""
    returned = books.records.get((Kind.RETURNED, name))
    if known is None or returned is None:
        return declined(Reason.DECLINED_UNKNOWN, claim=body.claim)
    if known.body["state"] != "part_received":
        return declined(Reason.DECLINED_DONE, claim=body.claim)
    finding = FINDINGS[body.finding]
    after = decided(claim_from(known.body), finding, body.approved_minor)
    if isinstance(after, Fault):
        return declined(Reason.DECLINED_UNFIT, claim=body.claim, what=after.where)
    claim = known.but(**asdict(after), finding=body.finding)
    day = timestamp_text(operation.occurred_at)[:10]
    fate = keeping(after, day, bool(known.body.get("called_in")))
    witnessed = bool(body.witness) and body.witness != operation.envelope.actor
    if finding.disposition.stock is StockState.SCRAPPED and not (fate == "scrap" and witnessed):
        return _kept(books, operation, claim, returned, finding.disposition)
    why = Why(body.reason, witness=body.witness or "")
    decision = disposed(books, operation, returned, finding.disposition, why)
    if decision.detail.get("declined"):
        return decision
    return _told(decision, claim)


def _kept(
    books: Books, operation: ops.Operation, claim: Record, returned: Record,
    disposition: Disposition,
) -> Decision:  # fmt: skip
    """The money is decided, the part stays on hold until it may go."""
    body = operation.body
    assert isinstance(body, ops.ClaimDecision)
    kept = replace(disposition, stock=DISPOSITIONS["warranty_test"].stock)
    paper = advice(books, operation, returned, kept, reason=body.reason)
    detail = {"kept_until": claim.body["keep_until"]}
    return _told(Decision(documents=(paper,), detail=detail), claim)


def _told(decision: Decision, claim: Record) -> Decision:
    """With the claim, and with what it pays in the advice."""
    money = {
        "credit": "claim_result", "credit_minor": claim.body["approved_minor"],
        "currency": claim.body["currency"] or None,
    }  # fmt: skip
    papers = tuple(
        replace(one, body={**one.body, **money}) if one.kind == "return_advice" else one
        for one in decision.documents
    )
    detail = {"claim": claim.name, "state": claim.body["state"], **decision.detail}
    records = (*decision.records, claim)
    return replace(decision, records=records, documents=papers, detail=detail)
