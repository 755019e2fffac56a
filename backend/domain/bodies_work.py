# SPDX-License-Identifier: Apache-2.0
"""What the office asks of the floor: places to count, orders to pick now."""

from __future__ import annotations

from dataclasses import dataclass


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
