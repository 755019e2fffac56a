# SPDX-License-Identifier: Apache-2.0
"""Packed after its vehicle was closed (PA9): the order goes with a later one, and somebody decides
by which carrier and service. Asked once an order."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from backend.domain.books import Order
from backend.domain.decisions import Decision, Raised
from backend.domain.operations import Operation
from backend.domain.wire import timestamp_ms, timestamp_text


def cut_off(told: Any) -> int | None:
    """When a vehicle is closed, as an order says it: an instant in UTC; None for anything else."""
    return timestamp_ms(told) if isinstance(told, str) else None


def cut_off_text(told: Any) -> str | None:
    """The same as every reader gets it."""
    at = cut_off(told)
    return None if at is None else timestamp_text(at)


def missed(order: Order, operation: Operation, decision: Decision) -> Decision:
    """The decision on a pack, with the order marked and a question if it came too late."""
    asked = order.details.get("asked", {})
    at = cut_off(asked.get("cut_off"))
    if at is None or operation.occurred_at <= at or order.details.get("missed_cut_off"):
        return decision
    about = {
        "order": order.order, "customer": order.name or order.customer, "at": timestamp_text(at),
        "carrier": asked.get("carrier") or "", "service": asked.get("service") or "",
        "priority": order.priority,
    }  # fmt: skip
    raised = Raised(f"cut_off|{order.order}", "cut_off_missed", details=about)
    marked = tuple(
        replace(one, details={**one.details, "missed_cut_off": True})
        if one.order == order.order else one
        for one in decision.orders
    )  # fmt: skip
    return replace(decision, orders=marked, raised=(*decision.raised, raised))
