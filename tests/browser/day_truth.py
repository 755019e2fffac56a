# SPDX-License-Identifier: Apache-2.0
"""What really lies where in a warehouse of a test: changed by hands, and by nothing of the product.

`differences` names everything in which the books of a site are unlike it.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import NamedTuple

import sqlalchemy as sa

from backend.store import book_tables as t
from tests.acceptance.served import Floor


class Goods(NamedTuple):
    """Units of one part, of one lot, or the one unit with a serial."""

    many: int
    part: str
    lot: str = ""
    serial: str = ""


@dataclass
class Truth:
    """Places and plates with what is in them, and the place where each plate stands."""

    inside: Counter[tuple[str, str, str, str]] = field(default_factory=Counter)
    plates: dict[str, str] = field(default_factory=dict)

    def came(self, where: str, *goods: Goods) -> None:
        """From outside, by a truck or because nobody knew of it."""
        for one in goods:
            self.inside[where, one.part, one.lot, one.serial] += one.many

    def went(self, where: str, *goods: Goods) -> None:
        """Taken out. Nobody can take what is not there: then the script is wrong."""
        for one in goods:
            key = (where, one.part, one.lot, one.serial)
            self.inside[key] -= one.many
            assert self.inside[key] >= 0, f"not there to be taken: {key}"

    def moved(self, source: str, target: str, *goods: Goods) -> None:
        self.went(source, *goods)
        self.came(target, *goods)

    def stands(self, lpn: str, place: str) -> None:
        """A plate with all that is on it was set down there."""
        self.plates[lpn] = place

    def left(self, lpn: str) -> None:
        """A plate left the house with all that is on it."""
        del self.plates[lpn]
        for key in [key for key in self.inside if key[0] == f"lpn:{lpn}"]:
            del self.inside[key]


def differences(floor: Floor, truth: Truth) -> list[str]:
    """Each holder, part, lot and serial, and each place of a plate, that the books tell wrong."""
    books = floor.site.stock()
    really = {key: many for key, many in truth.inside.items() if many}
    found = [
        f"{' '.join(filter(None, key))}: books {books.get(key, 0)}, really {really.get(key, 0)}"
        for key in sorted(books.keys() | really.keys())
        if books.get(key, 0) != really.get(key, 0)
    ]
    told = {row.lpn: row.holder for row in floor.site.rows(sa.select(t.plates))}
    return found + [
        f"plate {lpn}: books {told.get(lpn)}, really {place}"
        for lpn, place in sorted(truth.plates.items())
        if told.get(lpn) != place
    ]
