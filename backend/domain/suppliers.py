# SPDX-License-Identifier: Apache-2.0
"""Suppliers: who sends parts, under the number that notices, holds and receipts name."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Supplier:
    """A supplier of the network, and the name that people read. `score`: what the office says of
    it, 0 to 100, in the place of what its plates were like; None where it says nothing."""

    supplier: str
    name: str = ""
    score: int | None = None
