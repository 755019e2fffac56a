# SPDX-License-Identifier: Apache-2.0
"""Substitutes: other parts that were approved for an order, which no catalogue number follows."""

from __future__ import annotations

from collections.abc import Container, Iterable
from dataclasses import dataclass
from enum import StrEnum


class Price(StrEnum):
    """Whether the customer pays the same, or is called first."""

    NEUTRAL = "neutral"
    CALL = "call"


@dataclass(frozen=True, slots=True)
class Substitute:
    """`part` may be given where `for_part` was ordered, by these customers; by any if none."""

    part: str
    for_part: str
    customers: tuple[str, ...] = ()
    price: Price = Price.NEUTRAL
    active: bool = True

    @property
    def key(self) -> str:
        """What an approval is kept by."""
        return f"{self.for_part}|{self.part}"


def may_substitute(
    approved: Iterable[Substitute], ordered: str, customer: str, safety: Container[str] = ()
) -> tuple[Substitute, ...]:
    """Approvals that hold for this customer: same price first, then by number.

    A safety-critical part is never substituted, and never a substitute.
    """
    found = (
        one
        for one in approved
        if one.active
        and one.for_part == ordered
        and (not one.customers or customer in one.customers)
        and one.part not in safety
        and ordered not in safety
    )
    return tuple(sorted(found, key=lambda one: (one.price is Price.CALL, one.part)))
