# SPDX-License-Identifier: Apache-2.0
"""Where a part may be picked from: free stock in storage."""

from __future__ import annotations

from collections.abc import Iterator

from backend.domain.availability import standings
from backend.domain.books import Books
from backend.domain.plan.pick_choice import Source


def sources(books: Books, part: str) -> Iterator[Source]:
    """Free stock of a part in storage; loaded rows only."""
    for row in standings(books, part):
        if row.held or not row.storage:
            continue
        goods = row.key.goods
        lot = books.lots.get((part, goods.lot))
        yield Source(
            row.key.holder,
            row.location,
            goods.lot,
            goods.serial,
            row.quantity,
            books.locations[row.location].travel,
            lot.expires_on if lot else None,
        )
