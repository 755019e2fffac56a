# SPDX-License-Identifier: Apache-2.0
"""The deposits of a customer's group and all cores told for them, as a fold over the cores by the
moment at which each was told: whatever arrives first, the same core earns the same deposit.

C3  Of two cores with one tag, the one that was told earliest counts.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from backend.domain.reverse.cores import CoreDeposit, CoreReceipt, CoreVerdict, core_received
from backend.domain.reverse.grading import Check, Grade


@dataclass(frozen=True, slots=True)
class ToldCore:
    """A core as told, with the questions and percentages of its day."""

    core: str
    moment: tuple[int, str]
    receipt: CoreReceipt
    checks: tuple[Check, ...]
    percent: Mapping[Grade, int]


@dataclass(frozen=True, slots=True)
class Pool:
    """What the cores came to, by core, and the deposits after them, by key."""

    verdicts: Mapping[str, CoreVerdict]
    deposits: Mapping[str, CoreDeposit]


def pooled(deposits: Iterable[CoreDeposit], told: Iterable[ToldCore]) -> Pool:
    """`deposits` as they were sold: open, but for those that were ended elsewhere."""
    known = {one.key: one for one in deposits}
    verdicts: dict[str, CoreVerdict] = {}
    for one in sorted(told, key=lambda core: core.moment):
        verdict = core_received(known, one.receipt, one.checks, one.percent)
        verdicts[one.core] = verdict
        if verdict.changed is not None:
            known[verdict.changed.key] = verdict.changed
    return Pool(verdicts, known)
