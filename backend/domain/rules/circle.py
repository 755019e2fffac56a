# SPDX-License-Identifier: Apache-2.0
"""Plates that stand in each other, as far as anybody told: they stand nowhere, so a person looks.

Nothing is refused: one of the sightings is wrong, and only who goes there knows which.
"""

from __future__ import annotations

from collections.abc import Iterator

from backend.domain import operations as ops
from backend.domain.books import Books
from backend.domain.decisions import Raised
from backend.domain.effects import Effects
from backend.domain.stock import is_plate, plate_holder, plate_of

Circle = tuple[str, ...]


def circles(books: Books, told: Effects) -> set[Circle]:
    """The circles that the plates of an operation stand in now; each sorted."""
    found = (_circle(books, placement.lpn) for placement in told.placements)
    return {one for one in found if one}


def _circle(books: Books, lpn: str) -> Circle:
    way: list[str] = []
    while lpn not in way:
        way.append(lpn)
        plate = books.plates.get(lpn)
        if plate is None or plate.seen is None or not is_plate(plate.seen.holder):
            return ()
        lpn = plate_of(plate.seen.holder)
    return tuple(sorted(way[way.index(lpn) :]))


def raised_for_circles(
    books: Books, operation: ops.Operation, told: Effects, before: set[Circle]
) -> Iterator[Raised]:
    """After the posting: a question for each circle, answered for each that is one no more."""
    now = circles(books, told)
    for circle in sorted(before | now):
        goods = [one for lpn in circle for one in books.content(plate_holder(lpn))]
        yield Raised(
            "|".join(("circle", *circle))[:1000],
            "plates_in_circle",
            state="open" if circle in now else "resolved",
            details={
                "lpn": circle[0],
                "lpns": list(circle),
                "quantity": sum(quantity for _, quantity in goods),
                "operation": operation.op_id,
            },
        )
