# SPDX-License-Identifier: Apache-2.0
"""What an unknown code stands for (RC7, CC5): its units become units of a part where they are, and
the code, if a supervisor says so, a name of that part which handhelds know.

What a count of the place missed of that part is explained first: these are the units that it found
under another code. Only what is more than that is news for the ERP.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from backend.domain import operations as ops
from backend.domain.books import Books
from backend.domain.decisions import Decision, Raised, declined
from backend.domain.documents import document, stock_line
from backend.domain.effects import Effects
from backend.domain.ledger import Move
from backend.domain.parts import Part
from backend.domain.reasons import Reason
from backend.domain.rules.adjustment import unfit
from backend.domain.stock import ADJUSTMENT, Goods, unexplained


def code_match(books: Books, operation: ops.Operation) -> Decision:
    """Book the units, teach the name, and close the question."""
    body = operation.body
    assert isinstance(body, ops.CodeMatch)
    part = books.parts.get(body.part)
    if part is None:
        return declined(Reason.DECLINED_UNKNOWN, part=body.part)
    if body.alias in books.parts and body.alias != body.part:
        return declined(Reason.DECLINED_UNFIT, field="alias", part=body.alias)
    goods, holder = Goods(body.part, body.lot or ""), body.holder or ""
    fault = unfit(books, holder, goods) if body.quantity else None
    if fault is not None:
        return fault
    missed = max(books.balance(unexplained(holder), goods), 0) if holder else 0
    told = min(missed, body.quantity)
    news = body.quantity - told
    line = {**stock_line(books, goods, news), "location": holder, "reason": "code_matched"}
    return Decision(
        effects=Effects(moves=tuple(_moves(goods, holder, told, news))),
        parts=tuple(_named(part, body.alias)),
        raised=(Raised(body.exception, "unknown_barcode", "resolved", {"matched": body.quantity}),),
        documents=(document(operation, "adjustment_advice", lines=[line]),) if news else (),
        detail={"part": body.part, "quantity": body.quantity, "explained": told},
    )


def _moves(goods: Goods, holder: str, told: int, news: int) -> Iterator[Move]:
    if told:
        yield Move(goods, told, unexplained(holder), holder)
    if news:
        yield Move(goods, news, ADJUSTMENT, holder)


def _named(part: Part, alias: str | None) -> Iterator[Part]:
    """The part with one more name; a name that was doubted is its own again."""
    if not alias or alias == part.part:
        return
    names = part.aliases if alias in part.aliases else (*part.aliases, alias)
    doubted = tuple(one for one in part.distrusted if one != alias)
    yield replace(part, aliases=names, distrusted=doubted)
