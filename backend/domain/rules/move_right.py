# SPDX-License-Identifier: Apache-2.0
"""Who may move what: promised goods, and held goods to or from a hold zone (MV2, MV3).

Where a site lets only supervisors do it, the handheld of anybody else says so. It may not have
heard of the promise or the hold; then goods were moved all the same. The move is a fact, its work
is sent after the goods, and a supervisor is asked to look at it. Who moves goods on for a task was
sent, and who takes held goods off a vehicle does what the vehicle waits for.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from backend.domain import operations as ops
from backend.domain.books import Books, Task
from backend.domain.decisions import Raised
from backend.domain.gate import SUPERVISORS
from backend.domain.ledger import Move
from backend.domain.locations import Role
from backend.domain.stock import Goods

LEAD = "supervisor"


def without_right(
    books: Books, operation: ops.Operation, pointed: Sequence[Task], held: Sequence[Move]
) -> Iterator[Raised]:
    """Questions about a transfer of somebody who may not: `pointed` are the picks that are sent
    after its goods, `held` what of it is on hold."""
    body = operation.body
    if not isinstance(body, ops.Transfer) or body.task or operation.authority in SUPERVISORS:
        return
    if pointed and books.policy["move.promised"] == LEAD:
        told = pointed[0].details
        goods = Goods(told["part"], told.get("lot") or "", told.get("serial") or "")
        yield _question(operation, "promised", goods, order=told["order"])
    zoned = [move for move in held if _zoned(books, move)]
    if zoned and books.policy["move.held"] == LEAD:
        yield _question(operation, "held", zoned[0].goods)


def _zoned(books: Books, move: Move) -> bool:
    """Whether held goods came into a hold zone, went out of one, or from one place of it to
    another."""
    ends = books.place_of(move.source), books.place_of(move.target)
    zones = [place for place in ends if place is not None and place.role is Role.HOLD]
    off = ends[0] is not None and ends[0].role is Role.DOOR  # taken off its vehicle (IN7)
    return bool(zones) and ends[0] is not ends[1] and not off


def _question(operation: ops.Operation, what: str, goods: Goods, **more: str) -> Raised:
    body = operation.body
    assert isinstance(body, ops.Transfer)
    details = {
        "part": goods.part, "lot": goods.lot, "serial": goods.serial, "holder": body.target,
        "source": body.source, "difference": what, **more,
    }  # fmt: skip
    return Raised(f"{operation.op_id}:right:{what}", "moved_without_right", details=details)
