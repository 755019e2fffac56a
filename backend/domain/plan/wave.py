# SPDX-License-Identifier: Apache-2.0
"""Which orders are released to the floor together: those of a route, in time for its cut-off.

An emergency order (VOR) is released at once and by itself: it never waits for a wave. An order
without a cut-off waits for others of its route, but not for ever.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from backend.domain.books import Order
from backend.domain.wire import timestamp_ms

VOR = "VOR"
_EPOCH = datetime.fromtimestamp(0, UTC)
_NEVER = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Due:
    """An order that is not released yet. Times have a time zone."""

    order: str
    created: datetime
    lines: int = 1
    priority: str = "STOCK"
    route: str = ""
    cut_off: datetime | None = None


@dataclass(frozen=True, slots=True)
class Pace:
    """How long before its cut-off a route is released: a fixed time (staging, loading) and one for
    each line. `patience` is how long an order without a cut-off waits; a wave has `lines_max`."""

    ahead: timedelta = timedelta(hours=2)
    a_line: timedelta = timedelta(seconds=30)
    patience: timedelta = timedelta(hours=4)
    lines_max: int = 400


@dataclass(frozen=True, slots=True)
class Wave:
    """Orders that are released together at `release_at`, the oldest first.

    `why`: `vor`, `cut_off_passed`, `cut_off_near`, `waited`, or `not_yet` before its time.
    """

    orders: tuple[str, ...]
    route: str
    cut_off: datetime | None
    release_at: datetime
    why: str


def waves(
    orders: Iterable[Due], now: datetime, pace: Pace | None = None
) -> tuple[tuple[Wave, ...], tuple[Wave, ...]]:
    """What to release now, in this order, and what to release later."""
    found = list(_waves(orders, now, pace or Pace()))
    urgency = ("vor", "cut_off_passed", "cut_off_near", "waited", "not_yet")
    found.sort(
        key=lambda wave: (
            urgency.index(wave.why),
            wave.release_at if wave.why == "not_yet" else wave.cut_off or _NEVER,
            wave.release_at,
        )
    )
    later = tuple(wave for wave in found if wave.why == "not_yet")
    return tuple(wave for wave in found if wave.why != "not_yet"), later


def due(order: Order, cut_offs: Mapping[str, time]) -> Due:
    """What an order of the books knows: its carrier is its route, and its cut-off the one that it
    was told with, else that route's on the day when it must ship. `cut_offs` are times of the day
    with their time zone."""
    asked = order.details.get("asked", {})
    route = asked.get("carrier") or ""
    at, day = cut_offs.get(route), _day(order.must_ship)
    of_route = datetime.combine(day, at) if day and at else None
    return Due(
        order.order,
        datetime.fromisoformat(order.details["imported_at"]),
        sum(line.picked < line.requested for line in order.lines),
        order.priority,
        route,
        _told(asked.get("cut_off")) or of_route,
    )


def _told(text: object) -> datetime | None:
    at = timestamp_ms(text) if isinstance(text, str) else None
    return None if at is None else _EPOCH + timedelta(milliseconds=at)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return None


def _waves(orders: Iterable[Due], now: datetime, pace: Pace) -> Iterator[Wave]:
    groups: dict[tuple[str, datetime | None], list[Due]] = defaultdict(list)
    for one in sorted(orders, key=lambda one: (one.created, one.order)):
        if one.priority == VOR:
            yield Wave((one.order,), one.route, one.cut_off, one.created, "vor")
        else:
            groups[one.route, one.cut_off].append(one)
    for (route, cut_off), together in groups.items():
        release_at = _release_at(cut_off, together, pace)
        why = _why(cut_off, release_at, now)
        for part in _parts(together, pace.lines_max):
            yield Wave(tuple(one.order for one in part), route, cut_off, release_at, why)


def _release_at(cut_off: datetime | None, together: list[Due], pace: Pace) -> datetime:
    if cut_off is None:
        return together[0].created + pace.patience
    return cut_off - pace.ahead - pace.a_line * sum(one.lines for one in together)


def _why(cut_off: datetime | None, release_at: datetime, now: datetime) -> str:
    if now < release_at:
        return "not_yet"
    if cut_off is None:
        return "waited"
    return "cut_off_passed" if cut_off <= now else "cut_off_near"


def _parts(together: list[Due], lines_max: int) -> Iterator[list[Due]]:
    """Waves of at most so many lines; an order is never split, even if it alone has more."""
    part: list[Due] = []
    for one in together:
        if part and sum(other.lines for other in part) + one.lines > lines_max:
            yield part
            part = []
        part.append(one)
    if part:
        yield part
