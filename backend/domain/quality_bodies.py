# SPDX-License-Identifier: Apache-2.0
"""What is said of quality: rules by which goods are held, inspections, and what becomes of them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

from backend.domain.quality import HoldRule


@dataclass(frozen=True, slots=True)
class HoldRuleChange(HoldRule):
    """A hold rule as it is from now on; one that is not active holds nothing new (IN8)."""


@dataclass(frozen=True, slots=True)
class HoldOwner:
    """Who sees to a hold from now on (IN10)."""

    hold: str
    owner: str


@dataclass(frozen=True, slots=True)
class Inspection:
    """What became of an inspected lot (IN1 to IN3). Told online only.

    `findings`: what was answered and measured, check by check; `failed_lpn`: the plate that the
    failed units of a partial result stand on; `until`: the last day of a release on condition.
    """

    task: str
    result: Literal["pass", "fail", "partial", "conditional"]
    nonconforming: int = 0
    lpn: str | None = None
    plan: dict[str, Any] = field(default_factory=dict)
    findings: tuple[dict[str, Any], ...] = ()
    failed_lpn: str | None = None
    until: str | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Disposition:
    """What becomes of held goods (IN9). `use_as_is` is of the whole hold, all others of these
    units; `witness` is the second person who saw them destroyed."""

    hold: str
    decision: Literal["use_as_is", "rework", "scrap", "return_to_vendor", "downgrade"]
    reason: str
    holder: str = ""
    part: str = ""
    quantity: int = 0
    lot: str | None = None
    serial: str | None = None
    witness: str | None = None
    to_part: str | None = None
    location: str | None = None
