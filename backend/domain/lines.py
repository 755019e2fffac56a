# SPDX-License-Identifier: Apache-2.0
"""A line of goods as operations tell it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Line:
    """Some units of a part. `quantity` is in the smallest unit."""

    part: str
    quantity: int
    lot: str | None = None
    serials: tuple[str, ...] = ()
