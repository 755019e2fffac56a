# SPDX-License-Identifier: Apache-2.0
"""Part of a kit on its way to the customer: all or none holds at the bench and at the door (PK18).

A kit is packed when all of it is picked, and loaded when all of it is packed. A part that went into
a carton or onto a vehicle alone is a fact; somebody is asked until the rest has followed. Twin of
`pwa/src/flow/kit_parts.ts`; the vector is `tests/vectors/kit_parts.json`.
"""

from __future__ import annotations

from dataclasses import replace

from backend.domain import operations as ops
from backend.domain.books import Order, OrderLine
from backend.domain.decisions import Decision, Raised
from backend.domain.reasons import Reason
from backend.domain.rules.kit import kits_of
from backend.domain.rules.order_goods import in_cartons
from backend.domain.rules.serving import asked_for

Lacks = dict[str, OrderLine]
"""By kit: the first of its lines of which something is missing."""


def not_picked(order: Order) -> Lacks:
    """Kits of which not all is picked."""
    return _lacking(order, {line.line: line.picked for line in order.lines})


def not_packed(order: Order) -> Lacks:
    """Kits of which not all is in a carton."""
    there: dict[int, int] = {}
    left: dict[str, int] = {}
    for line in order.lines:
        for part in _numbers(order, line):
            some = left.setdefault(part, in_cartons(order, part))
            taken = min(some, line.requested - there.get(line.line, 0))
            left[part] -= taken
            there[line.line] = there.get(line.line, 0) + taken
    return _lacking(order, there)


def _numbers(order: Order, line: OrderLine) -> list[str]:
    given = order.details.get("given", {}).get(str(line.line), {})
    return [*sorted(part for part, quantity in given.items() if quantity), line.part]


def _lacking(order: Order, there: dict[int, int]) -> Lacks:
    lacks: Lacks = {}
    kits = kits_of(order.details)
    for line in order.lines:
        if line.line in kits and there.get(line.line, 0) < line.requested:
            lacks.setdefault(kits[line.line], line)
    return lacks


def beyond(order: Order, lacks: Lacks, part: str) -> str | None:
    """The kit of which units of a part are in a carton though the kit is not whole: more are there
    than the other lines ask for."""
    kits = kits_of(order.details)
    of_kit = frozenset(line for line, kit in kits.items() if kit in lacks)
    mine = [line for line in order.lines
            if line.line in of_kit and part in _numbers(order, line)]  # fmt: skip
    if not mine or in_cartons(order, part) <= asked_for(order, of_kit).get(part, 0):
        return None
    return kits[mine[0].line]


def asked_about(
    operation: ops.Operation, order: Order, parts: dict[str, int], decision: Decision
) -> Decision:
    """The decision on a pack or a load of these parts, with a question for each kit of which some
    is there without the rest; and an end of those that are whole now."""
    loading = isinstance(operation.body, ops.Load)
    lacks = (not_packed if loading else not_picked)(order)
    reason = Reason.LOADED_KIT if loading else Reason.PACKED_KIT
    for part, quantity in sorted(parts.items()):
        kit = beyond(order, lacks, part)
        if kit is None:
            continue
        about = {"order": order.order, "line": lacks[kit].line, "part": lacks[kit].part, "kit": kit,
                 "holder": holder_of(operation)}  # fmt: skip
        raised = Raised(question(order, kit, loading), "kit_incomplete", details=about)
        told = decision.but(reason, kit=kit, part=part, quantity=quantity)
        known = {one.exception for one in decision.raised}
        more = () if raised.exception in known else (raised,)
        decision = replace(told, raised=(*decision.raised, *more))
    return decision


def holder_of(operation: ops.Operation) -> str:
    """The carton that a pack or a load is about."""
    body = operation.body
    return f"lpn:{body.lpn}" if isinstance(body, ops.Load) else getattr(body, "target", "")


def question(order: Order, kit: str, loading: bool) -> str:
    """The name of the question about a kit: the same until it is whole."""
    return f"kit|{order.order}|{kit}|{'loaded' if loading else 'packed'}"[:1000]


def whole(before: Order, after: Order, *, packed: bool) -> tuple[str, ...]:
    """Questions that end as a pick (or a pack) made a kit whole."""
    lacking = not_packed if packed else not_picked
    made = lacking(before).keys() - lacking(after).keys()
    return tuple(question(after, kit, packed) for kit in sorted(made))
