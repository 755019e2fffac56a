# SPDX-License-Identifier: Apache-2.0
"""How much of a hazard class a zone may hold: a rule of the site, from its fire code."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from backend.domain.hazmat.label import Label, labels
from backend.domain.parts import Hazard


@dataclass(frozen=True, slots=True)
class ZoneLimit:
    """At most so many grams in a zone, of one division (2.1) or of a whole class (2)."""

    zone: str
    hazard_class: str
    limit_g: int


@dataclass(frozen=True, slots=True)
class Excess:
    """A limit that goods break. `why`: over, unweighed (goods of it have no weight), or
    unknown_class (goods that nobody can add up)."""

    hazard_class: str
    limit_g: int
    total_g: int
    why: str


def over_limits(
    limits: Iterable[ZoneLimit], zone: str, goods: Iterable[tuple[Hazard, int]]
) -> tuple[Excess, ...]:
    """Which limits of a zone these goods (hazard, grams) break, all of them together.

    Goods count under each class that they bear, the subsidiary ones too.
    """
    weighed = [(labels(hazard), grams) for hazard, grams in goods]
    judged = (_excess(limit, weighed) for limit in limits if limit.zone == zone)
    return tuple(one for one in judged if one is not None)


def _excess(
    limit: ZoneLimit, goods: list[tuple[tuple[Label, ...] | None, int]]
) -> Excess | None:
    named = limit.hazard_class
    if any(known is None for known, _ in goods):
        return Excess(named, limit.limit_g, 0, "unknown_class")
    grams = [g for known, g in goods if known and any(_falls_under(one, named) for one in known)]
    if any(one <= 0 for one in grams):
        return Excess(named, limit.limit_g, 0, "unweighed")
    total = sum(grams)
    return Excess(named, limit.limit_g, total, "over") if total > limit.limit_g else None


def _falls_under(one: Label, named: str) -> bool:
    return named in (one.text, one.division, one.division.partition(".")[0])
