# SPDX-License-Identifier: Apache-2.0
"""When a count is near enough, who counts again, who approves, and how accurate the book is.

CC7, CC8, CC9. Whole numbers only: percent in basis points (hundredths of a percent), value in the
smallest unit of the currency. Source: data-and-rules section 8 and its rules for cycle counts:
a record is right if abs(counted - book) <= tolerance * book, rounded down to whole units, so that
book 0 needs counted 0; opposite errors never cancel. Serialised, hazardous and safety-critical
parts have no tolerance.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from backend.domain.parts import Part, Tracking
from backend.domain.stock import Goods

BASIS = 10_000


@dataclass(frozen=True, slots=True)
class Tolerance:
    """How far a count may be from the book: every limit that is given must hold.

    `basis_points` of the book quantity, `quantity` in units, `value` of the variance.
    """

    basis_points: int | None = None
    quantity: int | None = None
    value: int | None = None

    def stricter(self, other: Tolerance | None) -> Tolerance:
        """The stricter of both, limit by limit."""
        if other is None:
            return self
        return Tolerance(
            _least(self.basis_points, other.basis_points),
            _least(self.quantity, other.quantity),
            _least(self.value, other.value),
        )

    def takes(self, book: int, counted: int, unit_value: int = 0) -> bool:
        """Whether a count is near enough to the book. Without any limit, only if it is equal."""
        off = abs(counted - book)
        limits = [
            (off, self.quantity),
            (off, None if self.basis_points is None else book * self.basis_points // BASIS),
            (off * unit_value, self.value),
        ]
        told = [(far, limit) for far, limit in limits if limit is not None]
        if not told or book <= 0:
            return off == 0
        return all(far <= limit for far, limit in told)


def _least(one: int | None, other: int | None) -> int | None:
    told = [limit for limit in (one, other) if limit is not None]
    return min(told, default=None)


EXACT = Tolerance(0, 0, 0)
PUBLISHED: Mapping[str, Tolerance] = {"A": Tolerance(100), "B": Tolerance(300), "C": Tolerance(500)}
"""1, 3 and 5 % by class."""
STRICT: Mapping[str, Tolerance] = {"A": Tolerance(20), "B": Tolerance(100), "C": Tolerance(500)}
"""0.2, 1 and 5 % by class."""


def without_tolerance(part: Part) -> bool:
    """Whether each unit of a part must be there: serialised, hazardous or safety-critical."""
    safety = part.critical == "safety"
    return part.tracking is Tracking.SERIAL or part.hazard is not None or safety


def tolerance_for(
    part: Part,
    by_class: Mapping[str, Tolerance] = PUBLISHED,
    of_site: Tolerance | None = None,
    of_worker: Tolerance | None = None,
) -> Tolerance:
    """The tolerance for this part, counted by this worker: the strictest that applies. An unknown
    class is counted as the strictest one."""
    if without_tolerance(part):
        return EXACT
    return by_class.get(part.abc, by_class["A"]).stricter(of_site).stricter(of_worker)


@dataclass(frozen=True, slots=True)
class Tally:
    """One blind count of a place: who counted, whether as a lead, and what was found."""

    person: str
    found: Mapping[Goods, int]
    lead: bool = False


@dataclass(frozen=True, slots=True)
class Variance:
    """Goods of which the book and the count tell different numbers."""

    goods: Goods
    book: int
    counted: int
    unit_value: int = 0

    @property
    def units(self) -> int:
        """Units too many or too few."""
        return abs(self.counted - self.book)

    @property
    def value(self) -> int:
        """What they are worth."""
        return self.units * self.unit_value


@dataclass(frozen=True, slots=True)
class Book:
    """What the book tells of a place at the moment of the count, with the tolerance and the value
    of a unit of each part. A part without a tolerance has none."""

    quantities: Mapping[Goods, int]
    tolerances: Mapping[str, Tolerance]
    values: Mapping[str, int]

    def variances(self, found: Mapping[Goods, int]) -> tuple[Variance, ...]:
        """Everything that differs, goods that nobody expected and goods that are not there too."""
        rows = sorted(self.quantities.keys() | found.keys())
        told = (
            Variance(goods, self.quantities.get(goods, 0), found.get(goods, 0),
                     self.values.get(goods.part, 0))
            for goods in rows
        )  # fmt: skip
        return tuple(one for one in told if one.units)

    def takes(self, found: Mapping[Goods, int]) -> bool:
        """Whether every number is within its tolerance; none is made up for by another."""
        return all(
            self.tolerances.get(one.goods.part, EXACT).takes(one.book, one.counted, one.unit_value)
            for one in self.variances(found)
        )


def book_at_count(snapshot: int, came: int, went: int) -> int:
    """The book at the moment of a count that was taken while picks ran (CC10)."""
    return snapshot + came - went


@dataclass(frozen=True, slots=True)
class Step:
    """What follows from the counts so far.

    `count`, `recount` and `third_count` ask for a blind count: by nobody of `not_by`, for a third
    by a lead. `post` books the variances; `record` keeps them without booking; `request` asks for
    an adjustment; `right` changes nothing; `decide` is for a supervisor, and the place takes no
    picks until then.
    """

    action: str
    variances: tuple[Variance, ...] = ()
    not_by: frozenset[str] = frozenset()
    by_lead: bool = False
    no_picks: bool = False


def next_step(book: Book, tallies: Sequence[Tally], auto_value: int = 0) -> Step:
    """The recount ladder: first a blind count; outside tolerance another person's; where the two
    differ, a lead's. Two that agree make an adjustment request.

    Within tolerance a variance is booked while it is worth no more than `auto_value` in all. A
    second or third count that breaks its own rule (same person, no lead) is kept and not asked.
    """
    asked = _heard(tallies)
    if not asked:
        return Step("count")
    first, people = asked[0], frozenset(tally.person for tally in asked)
    if len(asked) == 1:
        return _after_first(book, first, auto_value)
    agreed = _agreed(asked)
    if agreed is not None:
        variances = book.variances(agreed)
        return Step("request", variances) if variances else Step("right")
    if len(asked) == 2:
        return Step("third_count", not_by=people, by_lead=True, no_picks=True)
    return Step("decide", book.variances(asked[-1].found), no_picks=True)


def _after_first(book: Book, first: Tally, auto_value: int) -> Step:
    variances = book.variances(first.found)
    if not variances:
        return Step("right")
    if not book.takes(first.found):
        return Step("recount", not_by=frozenset({first.person}))
    small = sum(one.value for one in variances) <= auto_value
    return Step("post" if small else "record", variances)


def _heard(tallies: Sequence[Tally]) -> list[Tally]:
    """At most three tallies of different people, the third one a lead's."""
    heard: list[Tally] = []
    for tally in tallies:
        again = any(tally.person == other.person for other in heard)
        if len(heard) < 3 and not again and (len(heard) < 2 or tally.lead):
            heard.append(tally)
    return heard


def _agreed(heard: Sequence[Tally]) -> Mapping[Goods, int] | None:
    """What the first two counts that agree found."""
    found = [_there(tally.found) for tally in heard]
    return next((now for n, now in enumerate(found) if now in found[:n]), None)


def _there(found: Mapping[Goods, int]) -> dict[Goods, int]:
    return {goods: n for goods, n in found.items() if n}


@dataclass(frozen=True, slots=True)
class Limit:
    """Up to how much a role may approve: units and value of all variances of one count."""

    role: str
    units: int | None = None
    value: int | None = None


def approver(variances: Iterable[Variance], limits: Sequence[Limit]) -> str | None:
    """The first role, from the lowest, that may approve these variances; None if none may.

    Shortages and surpluses are added up, never set off against each other.
    """
    rows = tuple(variances)
    units, value = sum(one.units for one in rows), sum(one.value for one in rows)
    for limit in limits:
        if limit.units is not None and units > limit.units:
            continue
        if limit.value is None or value <= limit.value:
            return limit.role
    return None


@dataclass(frozen=True, slots=True)
class Record:
    """One counted record of the book with its tolerance."""

    book: int
    counted: int
    tolerance: Tolerance = EXACT
    unit_value: int = 0

    @property
    def right(self) -> bool:
        """Whether the book was right, within tolerance."""
        return self.tolerance.takes(self.book, self.counted, self.unit_value)


@dataclass(frozen=True, slots=True)
class CountAccuracy:
    """How right the book was. `net_units` is told and never used: +5 and -5 are two errors."""

    right: int
    counted: int
    net_units: int
    absolute_units: int

    @property
    def share(self) -> Fraction | None:
        """Right records by counted records; None when nothing was counted."""
        return Fraction(self.right, self.counted) if self.counted else None


def count_accuracy(records: Iterable[Record]) -> CountAccuracy:
    """Accuracy of the book over these records."""
    rows = tuple(records)
    off = [one.counted - one.book for one in rows]
    return CountAccuracy(sum(one.right for one in rows), len(rows), sum(off), sum(map(abs, off)))
