# SPDX-License-Identifier: Apache-2.0
"""On hand, held, available, allocated, and what may still be promised (ATP).

All of it is worked out from quants, holds and open lines when asked: nothing is stored that could
be wrong right after an operation.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from backend.domain.books import Books, OrderLine
from backend.domain.locations import STORAGE_ROLES
from backend.domain.stock import QuantKey, is_virtual


@dataclass(frozen=True, slots=True)
class Availability:
    """Units of one part. `on_hand` = `available` + `held` + `moving` (dock, totes, cartons).

    `missing` are on plates that a count of their place did not find: they are not on hand, since
    what was on them may have been counted without the plate.
    """

    part: str
    on_hand: int = 0
    held: int = 0
    moving: int = 0
    available: int = 0
    allocated: int = 0
    missing: int = 0

    @property
    def atp(self) -> int:
        """Available to promise: available less allocated."""
        return self.available - self.allocated


@dataclass(frozen=True, slots=True)
class Standing:
    """Where some goods stand and what may be done with them."""

    key: QuantKey
    quantity: int
    location: str
    held: bool
    storage: bool
    missing: bool


def standings(books: Books, part: str) -> list[Standing]:
    """Every physical balance of a part on this site; loaded rows only."""
    found = []
    for key, quantity in books.quants.items():
        if key.goods.part != part or quantity <= 0 or is_virtual(key.holder):
            continue
        _, location = books.around(key.holder)
        if is_virtual(location):
            continue
        place = books.locations.get(location)
        storage = place is not None and place.role in STORAGE_ROLES and not place.blocked
        held = bool(books.covering(key.holder, key.goods))
        missing = books.missed(key.holder) is not None
        found.append(Standing(key, quantity, location, held, storage, missing))
    return sorted(found, key=lambda s: s.key)


def availability(books: Books, part: str, lines: Iterable[OrderLine] = ()) -> Availability:
    """What there is of a part, and how much of it open lines are promised."""
    known = standings(books, part)
    rows = [row for row in known if not row.missing]
    free = sum(row.quantity for row in rows if row.storage and not row.held)
    owed = sum(max(x.requested - x.picked, 0) for x in lines if x.part == part)
    return Availability(
        part,
        on_hand=sum(row.quantity for row in rows),
        held=sum(row.quantity for row in rows if row.held),
        moving=sum(row.quantity for row in rows if not row.held and not row.storage),
        available=free,
        allocated=min(owed, free),
        missing=sum(row.quantity for row in known if row.missing),
    )
