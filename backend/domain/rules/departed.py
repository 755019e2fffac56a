# SPDX-License-Identifier: Apache-2.0
"""What is told of an order after its vehicle has left: a fact, and somebody's question."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from backend.domain.decisions import Decision, Raised
from backend.domain.operations import Operation
from backend.domain.reasons import Reason


def after_departure(decision: Decision, operation: Operation, **details: Any) -> Decision:
    """The same decision, told too late: the vehicle has left without this."""
    lines = getattr(operation.body, "lines", ())
    goods = {"part": lines[0].part, "quantity": lines[0].quantity} if lines else {}
    raised = Raised(
        f"{operation.op_id}:late",
        "after_departure",
        details={"verb": operation.kind, **goods, **details},
    )
    told = decision.but(Reason.AFTER_DEPARTURE, **details)
    return replace(told, raised=(*decision.raised, raised))
