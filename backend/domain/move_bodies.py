# SPDX-License-Identifier: Apache-2.0
"""What is told about bringing goods to where they are wanted: pick faces, and homes of parts."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ReplenishShort:
    """A task to bring goods that is not done, or not all of it, and why: `found` of `wanted` units
    came from `source`, or `target` takes them no more. Moves nothing."""

    task: str
    source: str
    target: str
    part: str
    wanted: int
    found: int
    reason: str
    lot: str | None = None


@dataclass(frozen=True, slots=True)
class Replenishment:
    """What the pick faces of these parts need now, as tasks. `top_off`: until they are full."""

    parts: tuple[str, ...]
    top_off: bool = False


@dataclass(frozen=True, slots=True)
class Reslot:
    """A part gets another home: what lies in `source` is moved to `target` by a task, and what
    `swap_with` has there comes back. `saved` is the travel that was proposed."""

    part: str
    source: str
    target: str
    saved: int = 0
    swap_with: str | None = None
