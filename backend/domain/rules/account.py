# SPDX-License-Identifier: Apache-2.0
"""What a place cannot explain: one standing question for each kind of goods of its account.

It is only watched at first: a device that has not reported yet may explain it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from backend.domain import operations as ops
from backend.domain.books import Books
from backend.domain.decisions import Raised
from backend.domain.rules.count_ladder import Ladder
from backend.domain.settle import Posting
from backend.domain.stock import Goods, explained_by, unexplained


def accounts_moved(books: Books, operation: ops.Operation, posting: Posting) -> list[Raised]:
    """The state of every unexplained account that this operation moved."""
    accounts = {
        (move.source if explained_by(move.source) else move.target, move.goods)
        for move in (*posting.settled, *posting.told)
        if explained_by(move.source) or explained_by(move.target)
    }
    return [_account(books, operation, holder, goods) for holder, goods in sorted(accounts)]


def account_questions(
    books: Books, operation: ops.Operation, holder: str, told: Ladder
) -> Iterator[Raised]:
    """Everything that a counted place cannot explain, with all that was told of it (CC8), and
    whether the rule may book it (CC7)."""
    account = unexplained(holder)
    for goods in sorted(key.goods for key in books.by_holder.get(account, ())):
        more = {"counts": list(told.tallies), "within": told.within, "asks": told.asks}
        yield _account(books, operation, account, goods, **more)


def _account(
    books: Books, operation: ops.Operation, account: str, goods: Goods, **more: Any
) -> Raised:
    holder = explained_by(account)
    assert holder is not None
    missing = books.balance(unexplained(holder), goods)
    return Raised(
        "|".join(("unexplained", holder, goods.part, goods.lot, goods.serial)),
        "unexplained",
        state="watching" if missing else "resolved",
        details={
            "holder": holder,
            "part": goods.part,
            "lot": goods.lot,
            "serial": goods.serial,
            "quantity": -missing,
            "occurred_at": operation.occurred_at,
            "operation": operation.op_id,
            **more,
        },
    )
