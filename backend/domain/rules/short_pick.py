# SPDX-License-Identifier: Apache-2.0
"""Short pick: fewer found than asked, said by the picker (PK4, PK5). Moves nothing.

The place gets a count (that of the plate that it was picked from), and a short emergency order is
somebody's business. What the line still lacks is promised from other stock at once, or left to a
person, or asked for no more: as the site has set it (`pick.reallocate`). For a line of a kit nobody
is sent again where too few were found, or its kit would never be known to be incomplete.
"""

from __future__ import annotations

from dataclasses import replace

from backend.domain import operations as ops
from backend.domain.books import Books, Task
from backend.domain.decisions import Decision, Raised
from backend.domain.reasons import Reason
from backend.domain.rules import kit
from backend.domain.rules.count_task import doubted, found_short
from backend.domain.rules.order_import import place, promised
from backend.domain.rules.pick import in_work, order_line, pick_task
from backend.domain.rules.put_back import with_put_backs


def short_pick(books: Books, operation: ops.Operation) -> Decision:
    """Ask for a count of the place and look for another source."""
    body = operation.body
    assert isinstance(body, ops.ShortPick)
    order = books.orders.get(body.order)
    tasks = list(doubted(books, operation, body.source, "short_pick", part=body.part))
    task = books.tasks.get(pick_task(body.order, body.line))
    line = order_line(books, body.order, body.line)
    of_kit = order is not None and line is not None and line.line in kit.kits_of(order.details)
    empty = found_short(books, body.part) if of_kit else frozenset[str]()
    again = _again(books, task, body, empty) if task and task.state == "open" else None
    tasks += [again] if again else []
    raised = Raised(
        f"{operation.op_id}:short",
        "short_pick",
        details={
            "order": body.order,
            "line": body.line,
            "part": body.part,
            "holder": body.source,
            "asked": body.asked,
            "found": body.found,
            "why": body.reason,
            "priority": order.priority if order else "STOCK",
        },
    )
    decision = Decision(tasks=tuple(tasks), raised=(raised,))
    if again is not None and again.details["source"] is None:
        decision = _kit_waits(books, operation, decision)
    return decision.but(Reason.SHORT, asked=body.asked, found=body.found)


def _kit_waits(books: Books, operation: ops.Operation, decision: Decision) -> Decision:
    """Nothing else can be found for a line of a kit: all of the kit goes back (PK18)."""
    body = operation.body
    assert isinstance(body, ops.ShortPick)
    order, line = books.orders.get(body.order), order_line(books, body.order, body.line)
    waits = kit.with_waiting(order, line) if order and line else None
    if waits is None or line is None:
        return decision
    waits, back = with_put_backs(in_work(waits))
    return replace(
        decision,
        orders=(waits,),
        tasks=(*decision.tasks, *back),
        raised=(*decision.raised, kit.raised_for(operation, waits, line)),
    )


def _again(books: Books, task: Task, body: ops.ShortPick, empty: frozenset[str]) -> Task:
    """The task with the rest promised from other stock than where it was short, by the policy; not
    from `empty` places."""
    way = books.policy["pick.reallocate"]
    if way == "none":
        return replace(task, state="cancelled", details={**task.details, **place(None)})
    here = books.place_of(body.source)
    but = empty | ({here.location} if here else set())
    left = max(body.asked - body.found, 1)
    other = promised(books, body.part, left, but) if way == "auto" else None
    return replace(task, details={**task.details, **place(other)})
