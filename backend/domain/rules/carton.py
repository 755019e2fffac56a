# SPDX-License-Identifier: Apache-2.0
"""A carton on the scale (PA3), and labels that the floor asks for (PA7, PA8, SE7).

Neither moves anything. A label is a task that is done when it is told: the print room makes a job
of it once, under the task's name.
"""

from __future__ import annotations

from dataclasses import replace

from backend.domain import operations as ops
from backend.domain.books import Books, Order, Task
from backend.domain.decisions import Decision, Raised
from backend.domain.reasons import Reason
from backend.domain.tolerance import weight_off

LABEL = "label"


def carton_weighed(books: Books, operation: ops.Operation) -> Decision:
    """Keep the weight with the order; beyond the site's tolerance, or more than its carton
    may weigh, somebody looks into it."""
    body = operation.body
    assert isinstance(body, ops.CartonWeighed)
    order = books.orders.get(body.order or "")
    decision = Decision(orders=(_with_weight(order, body),) if order else ())
    off = weight_off(body.computed_g, body.weight_g, books.policy["pack.weight_percent"])
    heavy = 0 < body.most_g < body.weight_g
    if not (off or heavy):
        return decision
    about = {"lpn": body.lpn, "order": body.order, "weight_g": body.weight_g,
             "computed_g": body.computed_g, **({"most_g": body.most_g} if heavy else {})}
    raised = Raised(f"{operation.op_id}:weight", "carton_weight", details=about)
    return replace(decision.but(Reason.WEIGHT_OFF, **about), raised=(raised,))


def _with_weight(order: Order, body: ops.CartonWeighed) -> Order:
    weights = {**order.details.get("weights", {}), body.lpn: body.weight_g}
    return replace(order, details={**order.details, "weights": weights})


def label_wanted(_books: Books, operation: ops.Operation) -> Decision:
    """A label to be printed under the name of this telling."""
    body = operation.body
    assert isinstance(body, ops.LabelWanted)
    return Decision(detail={"labels": 1}, tasks=(label_task(
        operation.op_id, body.label, body.code, copy=body.copy, reason=body.reason,
        order=body.order, part=body.part, replaces=body.replaces, who=operation.envelope.actor,
    ),))  # fmt: skip


def label_task(name: str, label: str, code: str, **about: object) -> Task:
    """What the print room is to print. Nobody on the floor has to do it, so it is done."""
    return Task(f"{LABEL}:{name}", LABEL, "done", details={"label": label, "code": code, **about})
