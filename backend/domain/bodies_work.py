# SPDX-License-Identifier: Apache-2.0
"""What the office asks of the floor, and answers it: places to count, orders to pick now, what a
code stands for."""

from __future__ import annotations

from dataclasses import dataclass

from backend.domain.lines import Line


@dataclass(frozen=True, slots=True)
class PlannedCount:
    """A place, and why: `schedule`, `never_counted`, `spot`, `audit`, `full` or what happened."""

    location: str
    why: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CountPlan:
    """Places to count (CC1). By `seed` anybody can draw an audit sample again."""

    counts: tuple[PlannedCount, ...]
    seed: str = ""


@dataclass(frozen=True, slots=True)
class WaveRelease:
    """Orders that may be picked from now on, where the site works by waves (PK1)."""

    orders: tuple[str, ...]
    why: str = ""


@dataclass(frozen=True, slots=True)
class LeaseRelease:
    """Orders that a device was picking when it was revoked or lost: others may pick them at once
    (X2). `installation` is the one that had claimed them."""

    device: str
    installation: str
    orders: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CodeMatch:
    """What a code stands for that nobody knew (RC7, CC5). Of the units under it, `quantity` are
    units of `part` where they are; `alias` is the code as handhelds look it up: a name of the part
    from now on."""

    exception: str
    part: str
    holder: str | None = None
    quantity: int = 0
    lot: str | None = None
    alias: str | None = None


@dataclass(frozen=True, slots=True)
class ReceiptMatch:
    """The papers of goods that came without any (RC10): the notice that they belong to, or another
    paper (`reference`). `lines` are what was received, as the question tells it."""

    receipt: str
    lines: tuple[Line, ...]
    asn: str | None = None
    reference: str = ""
