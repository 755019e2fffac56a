# SPDX-License-Identifier: Apache-2.0
"""A kit or set: lines of an order that are picked all together or not at all (PK18).

Where a component cannot be found anywhere, its kit waits: what was brought of it goes back to the
shelves by tasks. When all of it is back the kit is open again, and handhelds offer it as soon as
every component is in stock.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from backend.domain import operations as ops
from backend.domain.books import Order, OrderLine
from backend.domain.decisions import Raised

WAITS = "kits_waiting"
"""Where an order keeps which of its kits wait, and for which part."""


Details = Mapping[str, Any]
"""What an order keeps besides its lines."""


def kits_of(details: Details) -> dict[int, str]:
    """The kit of each line that is part of one, as the order was sent."""
    lines = details.get("asked", {}).get("lines", [])
    return {row["line"]: row["kit"] for row in lines if row.get("kit")}


def waiting_lines(details: Details) -> frozenset[int]:
    """Lines of kits that wait: nothing of them is wanted in a tote now."""
    waits = details.get(WAITS, {})
    return frozenset(line for line, kit in kits_of(details).items() if kit in waits)


def with_waiting(order: Order, line: OrderLine) -> Order | None:
    """The order whose kit waits for the part of this line; None if it is of no kit."""
    kit = kits_of(order.details).get(line.line)
    if kit is None:
        return None
    waits = {**order.details.get(WAITS, {}), kit: line.part}
    return replace(order, details={**order.details, WAITS: waits})


def without_waiting(order: Order) -> Order:
    """The order when nothing is left to go back: its kits may be picked anew."""
    kept = {name: told for name, told in order.details.items() if name != WAITS}
    return replace(order, details=kept) if WAITS in order.details else order


def raised_for(operation: ops.Operation, order: Order, line: OrderLine) -> Raised:
    """Somebody should know that a kit is not complete."""
    about = {"order": order.order, "line": line.line, "part": line.part,
             "kit": kits_of(order.details)[line.line]}  # fmt: skip
    return Raised(f"{operation.op_id}:kit", "kit_incomplete", details=about)
