# SPDX-License-Identifier: Apache-2.0
"""Putaway and transfer: goods or a whole plate go to another place, on purpose.

Flows PU1-PU4, PU8, PU11, PU12, MV1-MV3. The move is a fact. Where the place does not suit the goods
(held outside a hold zone, a hazard class that may not be there, blocked, more than it can hold,
put away where goods only pass) the goods stay where they were put, and somebody is asked to move
them on, unless a supervisor said why they are there in spite of it. Where a worker said what is
wrong with the place that was named, that gets a count, and where it is blocked or unsafe somebody
is asked to have it put right (PU2).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from backend.domain import operations as ops
from backend.domain.books import Books, Order, Task
from backend.domain.decisions import Decision, Raised
from backend.domain.gate import SUPERVISORS
from backend.domain.ledger import Move
from backend.domain.locations import PASSING_ROLES, Location
from backend.domain.override import OVERRIDES, may_override
from backend.domain.plan.putaway_choice import over_capacity
from backend.domain.reasons import Reason
from backend.domain.rules.count_task import doubted
from backend.domain.rules.directed import occupied_at, room_matters
from backend.domain.rules.held import held_moves, inside
from backend.domain.rules.move_right import without_right
from backend.domain.rules.owed_again import TAKEN_OUT, pulled
from backend.domain.rules.put_back import put_back, sorted_out
from backend.domain.rules.relocation import relocations
from backend.domain.stock import Goods, is_plate, plate_holder, plate_of

OF_NAMED_PLACE = frozenset({"bin_full", "blocked", "other_part_there", "unsafe"})
"""Reasons for another place that say something of the one that was named. The device has the
same list (`pwa/src/flow/putaway.ts`); the shared vector is `tests/vectors/other_bin.json`."""

UNFIT = frozenset({"blocked", "unsafe"})
"""Of these, what no count puts right: somebody has to go and mend it."""
WORKED = ("putaway", "move", "replenish")
"""Kinds of tasks that a put-away or a transfer finishes."""


def putaway(books: Books, operation: ops.Operation) -> Decision:
    """Judge where goods were put."""
    body = operation.body
    assert isinstance(body, ops.Putaway | ops.Transfer)
    moves = _as_moves(books, operation, body)
    held = held_moves(books, moves)
    doubts = named_place(body)
    looked = doubted(books, operation, doubts, "other_bin") if doubts else ()
    done = list(_done(books, body))
    orders, back = _of_orders(books, operation, body)
    pointed = tuple(_picked_there(books, body))
    tasks = (*done, *back, *pointed, *looked)
    asked = without_right(books, operation, pointed, [move for move, _ in held])
    about = (*_unfit(operation, body), *asked)
    decision = Decision(orders=orders, tasks=tasks, raised=about)
    place = books.place_of(body.target)
    if place is None:
        return decision
    if not held:
        answered = [task for task in done if task.kind == "putaway"]
        aside = relocations(books, operation, place, moves, answered)
        decision = replace(decision, tasks=(*decision.tasks, *aside))
    wrong = _misplaced(books, operation, place, moves, [m for m, _ in held])
    for n, (reason, goods) in enumerate(wrong):
        raised = Raised(
            f"{operation.op_id}:place:{n}",
            "misplaced",
            details={
                "part": goods.part,
                "lot": goods.lot,
                "serial": goods.serial,
                "holder": body.target,
                "difference": reason,
            },
        )
        decision = replace(
            decision.but(reason, part=goods.part, location=place.location),
            raised=(*decision.raised, raised),
        )
    return _too_much(books, operation, decision, body.target, moves)


def _of_orders(
    books: Books, operation: ops.Operation, body: ops.Putaway | ops.Transfer
) -> tuple[tuple[Order, ...], tuple[Task, ...]]:
    """What changes of the order whose goods these are: sorted out of a batch, taken out of a tote,
    or put back."""
    if isinstance(body, ops.Transfer) and body.order is not None:
        order = books.orders.get(body.order)
        return sorted_out(order, body, operation.occurred_at) if order else ((), ())
    return (pulled if body.reason in TAKEN_OUT else put_back)(books, body)


def named_place(body: ops.Putaway | ops.Transfer) -> str | None:
    """The place that was named and of which the worker said that something is wrong there."""
    if body.reason not in OF_NAMED_PLACE or body.suggested == body.target:
        return None
    return body.suggested


def _unfit(operation: ops.Operation, body: ops.Putaway | ops.Transfer) -> Iterator[Raised]:
    """A place that cannot be used as it is."""
    named = named_place(body)
    if named is not None and body.reason in UNFIT:
        details = {"location": named, "holder": named, "difference": body.reason}
        yield Raised(f"{operation.op_id}:unfit", "place_unfit", details=details)


def _picked_there(books: Books, body: ops.Putaway | ops.Transfer) -> Iterator[Task]:
    """MV2: picks that were sent to these goods are sent after them, if they are stored there; also
    from the dock, where somebody put away what an order waits for (RC18)."""
    place = books.place_of(body.target)
    if place is None or place.role in PASSING_ROLES:
        return
    holder = plate_holder(body.lpn) if body.lpn is not None else body.source
    went = {(line.part, line.lot or "") for line in body.lines}
    for task in books.tasks.values():
        told = task.details
        if (task.kind, task.state) != ("pick", "open") or told.get("source") != holder:
            continue
        if body.lpn is not None:
            yield replace(task, details={**told, "location": place.location})
        elif (told["part"], told.get("lot") or "") in went and not _left(books, holder, told, body):
            moved = {"source": body.target, "location": place.location}
            yield replace(task, details={**told, **moved})


def _left(
    books: Books, holder: str, told: dict[str, Any], body: ops.Putaway | ops.Transfer
) -> bool:
    """Whether enough for a pick stays where it was."""
    kind = (told["part"], told.get("lot") or "")
    there = sum(
        n for goods, n in books.content(holder)
        if (goods.part, goods.lot) == kind and (not told.get("serial")
                                                or goods.serial == told["serial"])
    )  # fmt: skip
    gone = sum(x.quantity for x in body.lines if (x.part, x.lot or "") == kind)
    taken = told.get("serial") and any(told["serial"] in x.serials for x in body.lines)
    return not taken and there - gone >= told["quantity"]


def _too_much(
    books: Books, operation: ops.Operation, decision: Decision, target: str, moves: list[Move]
) -> Decision:
    """More than the place can hold, as far as the parts' measures are known: volume in
    millilitres, weight in grams."""
    location = room_matters(books, target)
    coming = [m for m in moves if books.around(m.source)[1] != location]
    if location is None or not coming:
        return decision
    then = occupied_at(books, location)
    for move in coming:
        if move.goods.part in books.parts:
            part = books.parts[move.goods.part]
            then = then.plus(part, move.goods.lot, move.quantity)
    place = books.locations[location]
    measure = over_capacity(place, then.used_ml, then.used_g)
    if measure is None:
        return decision
    used, limit = {
        "volume": (then.used_ml, place.capacity_ml), "weight": (then.used_g, place.capacity_g),
    }[measure]  # fmt: skip
    goods = coming[0].goods
    raised = Raised(
        f"{operation.op_id}:capacity",
        "over_capacity",
        details={
            "part": goods.part, "lot": goods.lot, "serial": goods.serial, "holder": location,
            "measure": measure, "used": used, "limit": limit,
        },
    )  # fmt: skip
    told = decision.but(Reason.OVER_CAPACITY, part=goods.part, location=location)
    return replace(told, raised=(*decision.raised, raised))


def _as_moves(
    books: Books, operation: ops.Operation, body: ops.Putaway | ops.Transfer
) -> list[Move]:
    """What changes place: told lines, or the content of the plate and of plates in it."""
    if body.lpn is None:
        return list(operation.told.moves)
    return [
        Move(goods, quantity, holder, body.target)
        for holder, goods, quantity in sorted(inside(books, plate_holder(body.lpn)))
        if holder != body.target
    ]


def _misplaced(
    books: Books, operation: ops.Operation, place: Location, moves: list[Move], held: list[Move]
) -> Iterator[tuple[Reason, Goods]]:
    """What may not stand there, and nobody with the right said why it does."""
    body = operation.body
    assert isinstance(body, ops.Putaway | ops.Transfer)
    transfer = isinstance(body, ops.Transfer)
    lead = operation.authority in SUPERVISORS and body.reason in OVERRIDES
    seen: set[tuple[Reason, str]] = set()
    for move in moves:
        part = books.parts.get(move.goods.part)
        hazard = part.hazard.hazard_class if part and part.hazard else None
        refusal = place.refuses(hazard, move in held, transfer=transfer)
        if refusal is None or may_override(place, hazard, move in held, lead, books.policy):
            continue
        reason = Reason.HELD if refusal == "hold_zone_only" else Reason.WRONG_ZONE
        if (reason, move.goods.part) not in seen:
            seen.add((reason, move.goods.part))
            yield reason, move.goods


def _done(books: Books, body: ops.Putaway | ops.Transfer) -> Iterator[Task]:
    """The tasks that this finishes: those of the plate, or of the lines taken from it.

    Where goods only pass, nothing is put away: the task stays open, and follows its goods there.
    """
    place = books.place_of(body.target)
    passing = place is not None and place.role in PASSING_ROLES
    for task in books.tasks.values():
        if task.kind not in WORKED or task.state != "open":
            continue
        if body.lpn is not None:
            done = task.details.get("lpn") == body.lpn
        else:
            done = task.details.get("source") == body.source and any(
                (line.part, line.lot or "") == (task.details["part"], task.details["lot"])
                and line.quantity >= task.details["quantity"]
                for line in body.lines
            )
        if done and passing and body.lpn is None:
            lpn = plate_of(body.target) if is_plate(body.target) else None
            yield replace(task, details={**task.details, "source": body.target, "lpn": lpn})
        elif (done or task.task == body.task) and not passing:
            yield replace(task, state="done")
