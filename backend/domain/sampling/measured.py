# SPDX-License-Identifier: Apache-2.0
"""A value that somebody measured, and the limits it must keep. Whole numbers: 12.50 mm is 1250 of
a hundredth, so nothing is rounded on the way."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from backend.domain.wire import Malformed

SCALE_MAX: Final = 9


class Fit(StrEnum):
    """Where a value lies; on a limit is within."""

    WITHIN = "within"
    BELOW = "below"
    ABOVE = "above"


@dataclass(frozen=True, slots=True)
class Measured:
    """`value` in steps of ten to the power of minus `scale` of a unit."""

    value: int
    scale: int
    unit: str


@dataclass(frozen=True, slots=True)
class Limits:
    """The least and the most, counted as a measured value is; None where there is no limit."""

    low: int | None
    high: int | None
    scale: int
    unit: str


def judge(measured: Measured, limits: Limits) -> Fit | Malformed:
    """Whether a value keeps its limits. Scales may differ, units may not: nothing is converted."""
    if fault := _fault(measured, limits):
        return fault
    scale = max(measured.scale, limits.scale)
    value = measured.value * 10 ** (scale - measured.scale)
    step = 10 ** (scale - limits.scale)
    if limits.low is not None and value < limits.low * step:
        return Fit.BELOW
    above = limits.high is not None and value > limits.high * step
    return Fit.ABOVE if above else Fit.WITHIN


def _fault(measured: Measured, limits: Limits) -> Malformed | None:
    for where, scale in (("measured.scale", measured.scale), ("limits.scale", limits.scale)):
        if not 0 <= scale <= SCALE_MAX:
            return Malformed(where, f"must be from 0 to {SCALE_MAX}, not {scale}")
    if measured.unit != limits.unit:
        text = f"must be {limits.unit!r} as the limits are, not {measured.unit[:40]!r}"
        return Malformed("measured.unit", text)
    if limits.low is None and limits.high is None:
        return Malformed("limits", "must name a lowest or a highest value")
    if limits.low is not None and limits.high is not None and limits.low > limits.high:
        return Malformed("limits.low", f"{limits.low} is above the highest, {limits.high}")
    return None
