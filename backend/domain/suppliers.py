# SPDX-License-Identifier: Apache-2.0
"""Suppliers: who sends parts, under the number that notices, holds and receipts name."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Supplier:
    """A supplier of the network, and the name that people read."""

    supplier: str
    name: str = ""
