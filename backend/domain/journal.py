# SPDX-License-Identifier: Apache-2.0
"""The journal's nouns: an operation as it arrived, and what became of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from backend.domain.decisions import Decision, Document, Outcome, Raised
from backend.domain.operations import Operation
from backend.domain.reasons import Reason
from backend.domain.settle import Posting
from backend.domain.wire import Malformed


@dataclass(frozen=True, slots=True)
class Arrival:
    """An operation with its bytes, its place on its device, and when we got it (milliseconds).

    `operation` is what the bytes mean, or what is wrong with them; `reason` then names the fault.
    """

    op_id: str
    text: str
    hash: str
    operation: Operation | Malformed
    received_at: int
    installation: str = ""
    device: str = ""
    seq: int | None = None
    reason: Reason = Reason.MALFORMED


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the journal: what arrived, its place, its decision, what it posted.

    `resolves` is set when this line is the one resolution of a parked operation.
    """

    arrival: Arrival
    position: int
    decision: Decision
    posting: Posting = field(default_factory=Posting)
    resolves: bool = False
    resolved_by: str = ""

    @property
    def operation(self) -> Operation | None:
        """The operation, unless it could not be read."""
        told = self.arrival.operation
        return None if isinstance(told, Malformed) else told


@dataclass(frozen=True, slots=True)
class Kept:
    """What the journal remembers of an operation: enough to answer it again."""

    op_id: str
    seq: int | None
    hash: str
    installation: str
    outcome: Outcome
    reason: str | None
    detail: dict[str, Any]
    version: int


def rejected(arrival: Arrival) -> Decision:
    """Kept, counted, alarmed: the bytes mean nothing that may be booked."""
    fault = arrival.operation
    detail = {"where": fault.where, "text": fault.text} if isinstance(fault, Malformed) else {}
    raised = Raised(
        f"{arrival.op_id}:rejected",
        "rejected",
        details={**detail, "reason": arrival.reason, "device": arrival.device, "seq": arrival.seq},
    )
    return Decision(Outcome.REJECTED, arrival.reason, detail, raised=(raised,))


def documents(entry: Entry) -> tuple[Document, ...]:
    """What the ERP is to hear of an entry."""
    if entry.decision.outcome in (Outcome.PARKED, Outcome.REJECTED, Outcome.VOIDED):
        return ()
    return entry.decision.documents
