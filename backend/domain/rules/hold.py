# SPDX-License-Identifier: Apache-2.0
"""Hold (IN4, IN5, PK11). A worker may place one offline; it wins from its scan time (CF13). How it
ends is in `release.py`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from backend.domain import operations as ops
from backend.domain.books import Books
from backend.domain.decisions import Decision, Document, Raised, declined
from backend.domain.documents import document, stock_line
from backend.domain.holds import Hold, covering
from backend.domain.reasons import Reason
from backend.domain.rules.held import inside, roots
from backend.domain.stock import Goods, is_plate, is_virtual, plate_of
from backend.domain.touches import held_holder

STANDING = ("unexplained|", "plate_missed|")
"""Questions that the books ask: they end when the books agree, not when they have been seen."""


def hold(books: Books, operation: ops.Operation) -> Decision:
    """Lay a hold over what the scope covers."""
    body = operation.body
    assert isinstance(body, ops.PlaceHold)
    known = books.holds.get(body.hold)
    taken = known is not None and known.scope != body.scope
    placed = Hold(
        hold=operation.op_id if taken else body.hold,  # H1: no hold takes another's place
        scope=body.scope,
        reason=body.reason,
        note=body.note,
        placed_by=operation.envelope.actor,
        placed_at=operation.occurred_at,
        operation=operation.op_id,
        since=operation.occurred_at - operation.error_ms,
    )
    if known is not None and not taken and known.since <= placed.since:
        placed = known  # told twice: it is on since it was first told
    raised = Raised(
        f"{operation.op_id}:hold",
        "hold_placed",
        details={**body.scope.as_dict(), "hold": placed.hold, "hold_reason": body.reason},
    )
    return Decision(
        holds=(placed,), raised=(raised,), documents=(hold_document(operation, placed, "hold"),)
    )


def hold_hit(books: Books, operation: ops.Operation) -> Decision:
    """A held unit was met and left alone: nothing moves, a supervisor hears of it."""
    body = operation.body
    assert isinstance(body, ops.HoldHit)
    goods = Goods(body.part, body.lot or "", body.serial or "")
    over = roots(books.covering(body.holder, goods))
    raised = Raised(
        f"{operation.op_id}:hit",
        "hold_hit",
        details={
            "hold": body.hold or (over[0] if over else ""),
            "holds": over or [body.hold],
            "part": body.part,
            "lot": body.lot or "",
            "serial": body.serial or "",
            "holder": body.holder,
            "where": body.where,
            "order": body.order,
        },
    )
    return Decision(raised=(raised,))


def acknowledgement(books: Books, operation: ops.Operation) -> Decision:
    """Somebody has seen to an exception. What waits for a decision of its own is not hidden so."""
    body = operation.body
    assert isinstance(body, ops.Acknowledgement)
    if body.exception.endswith(":parked") or body.exception.startswith(STANDING):
        return declined(Reason.DECLINED_UNDECIDED, exception=body.exception)
    return Decision(resolved=(body.exception,), detail={"exception": body.exception})


def with_lines(books: Books, decision: Decision) -> Decision:
    """A hold that was laid tells the ERP what it covers, followers and all."""
    holds = {one.hold: one for one in (*books.holds.values(), *decision.holds)}.values()
    told = (
        replace(one, body={**one.body, "lines": lines_under(books, one.body["hold"], holds)})
        for one in decision.documents
    )
    return replace(decision, documents=tuple(told))


def lines_under(books: Books, hold_id: str, holds: Iterable[Hold]) -> list[dict[str, Any]]:
    """What a hold on a plate or place covers, where it is now: nobody else can know what lies
    there. Other scopes say themselves what they cover."""
    own = [one for one in holds if hold_id in (one.hold, one.root)]
    root = next((one for one in own if one.hold == hold_id), None)
    if root is None or not held_holder(root.scope):
        return []
    found = {
        (holder, goods): quantity
        for one in own
        for place in held_holder(one.scope)
        for holder, goods, quantity in inside(books, place)
        if quantity > 0 and not is_virtual(books.around(holder)[1])
        and covering([one], books.unit(holder, goods))
    }
    return [_line(books, *key, quantity) for key, quantity in sorted(found.items())]


def _line(books: Books, holder: str, goods: Goods, quantity: int) -> dict[str, Any]:
    lpn = plate_of(holder) if is_plate(holder) else None
    location = books.around(holder)[1] or None
    return stock_line(books, goods, quantity, lpn=lpn, location=location)


def hold_document(
    operation: ops.Operation, placed: Hold, action: str, lines: Sequence[dict[str, Any]] = ()
) -> Document:
    """The ERP hears of every hold and release; a follower is the same hold in another place. A
    release on condition says to the end of which day."""
    return document(
        operation,
        "stock_status",
        f"stock_status:{placed.hold}",
        action=action,
        hold=placed.hold,
        reason=placed.reason or action,
        scope=placed.scope.as_dict(),
        lines=list(lines),
        **({"until": placed.until} if placed.until else {}),
    )
