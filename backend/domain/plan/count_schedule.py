# SPDX-License-Identifier: Apache-2.0
"""What to count today, and why: by class and criticality, and by what happened (CC1).

Classes by annual value: A the first 80 %, B the next 15 %, C the rest. Counts a year: A 4, B 2,
C 1 (a published metric) or 12, 4, 1 (the stricter set that is often taught). A place is due by
the strictest part in it. Source: data-and-rules section 8 and its rules for cycle counts. Values in
the smallest unit of the currency, times in days.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256

from backend.domain.count_rules import without_tolerance
from backend.domain.parts import Part

YEAR_DAYS = 365
PUBLISHED_YEARLY: Mapping[str, int] = {"A": 4, "B": 2, "C": 1}
STRICT_YEARLY: Mapping[str, int] = {"A": 12, "B": 4, "C": 1}
TRIGGERS = (
    "negative", "short_pick", "recall", "before_order", "putaway_exception", "bin_zero", "spot",
    "audit", "full",
)  # fmt: skip
"""What asks for a count at once, most pressing first: a book below zero; a short pick; a recall or
quality hold; before a supplier is ordered from because the book says that nothing is left; the
first pick after a putaway exception; a bin that reaches zero (confirm that it is empty); somebody
asked; the audit sample; the count of a whole zone."""


def abc_classes(annual_value: Mapping[str, int]) -> dict[str, str]:
    """Class of each part. One that begins before a limit is wholly within it; without any value a
    part is C."""
    total, before = sum(annual_value.values()), 0
    found = {}
    for part in sorted(annual_value, key=lambda name: (-annual_value[name], name)):
        value = annual_value[part]
        found[part] = "C"
        if value > 0 and before * 100 < 80 * total:
            found[part] = "A"
        elif value > 0 and before * 100 < 95 * total:
            found[part] = "B"
        before += value
    return found


@dataclass(frozen=True, slots=True)
class Countable:
    """A place: what lies there, when it was last counted, and what has happened since."""

    location: str
    parts: tuple[Part, ...] = ()
    counted_on: date | None = None
    triggers: frozenset[str] = frozenset()
    travel: int = 0
    zone: str = ""


@dataclass(frozen=True, slots=True)
class Schedule:
    """Counts a year by class. A part that has no tolerance (serialised, hazardous, safety) is
    counted as often as `critical_as`, if its own class is counted less often."""

    yearly: Mapping[str, int] = field(default_factory=lambda: PUBLISHED_YEARLY)
    critical_as: str = "A"

    def every_days(self, place: Countable) -> int | None:
        """Days between two counts of a place; None for one that is empty."""
        often = max((self._yearly(part) for part in place.parts), default=0)
        return YEAR_DAYS // often if often else None

    def _yearly(self, part: Part) -> int:
        own = self.yearly.get(part.abc, max(self.yearly.values()))
        return max(own, self.yearly[self.critical_as]) if without_tolerance(part) else own


@dataclass(frozen=True, slots=True)
class Due:
    """A place to count. Reasons are triggers, then `never_counted` or `schedule`; `late_days` says
    how long after its turn."""

    location: str
    why: tuple[str, ...]
    late_days: int = 0


def due_counts(
    places: Iterable[Countable],
    today: date,
    schedule: Schedule | None = None,
    limit: int | None = None,
) -> tuple[Due, ...]:
    """Places to count today: what happened first, then what was never counted, most often due
    first, then the latest by the schedule.

    `limit` bounds only what is due by the schedule: what happened is counted in any case.
    """
    happened: list[tuple[tuple[int, int, str], Due]] = []
    planned: list[tuple[tuple[int, int, int, str], Due]] = []
    for place in places:
        every = (schedule or Schedule()).every_days(place)
        late = _late(place, today, every)
        why = tuple(name for name in TRIGGERS if name in place.triggers)
        turn = () if late is None else ("schedule" if place.counted_on else "never_counted",)
        one = Due(place.location, (*why, *turn), late or 0)
        if why:
            happened.append(((TRIGGERS.index(why[0]), place.travel, place.location), one))
        elif late is not None:
            order = (1, -late) if place.counted_on else (0, every or 0)
            planned.append(((*order, place.travel, place.location), one))
    first = [one for _, one in sorted(happened, key=lambda row: row[0])]
    due = [one for _, one in sorted(planned, key=lambda row: row[0])]
    return (*first, *due[:limit])


def _late(place: Countable, today: date, every: int | None) -> int | None:
    """Days since a count was due; None if it is not due yet."""
    if every is None:
        return None
    late = (today - place.counted_on).days - every if place.counted_on else 0
    return late if late >= 0 else None


def daily_load(places: Iterable[Countable], schedule: Schedule | None = None) -> int:
    """Counts a day that keep the schedule, rounded up."""
    chosen = schedule or Schedule()
    every = (chosen.every_days(place) for place in places)
    yearly = sum(YEAR_DAYS // days for days in every if days)
    return -(-yearly // YEAR_DAYS)


def audit_sample(locations: Iterable[str], size: int, seed: str) -> tuple[str, ...]:
    """So many places, as if by lot; the same seed draws the same, and a larger sample has the
    smaller one in it."""

    def lot(location: str) -> tuple[bytes, str]:
        return sha256(f"{seed}\0{location}".encode()).digest(), location

    return tuple(sorted(set(locations), key=lot)[:size])
