# SPDX-License-Identifier: Apache-2.0
"""Sampling inspection: how many units, which of them, and what a supplier's lots lead to."""

from backend.domain.sampling.draw import drawn
from backend.domain.sampling.measured import Fit, Limits, Measured, judge
from backend.domain.sampling.plan import (
    Plan,
    Severity,
    Verdict,
    accepted_one_tighter,
    accepts,
    plan,
)
from backend.domain.sampling.switching import (
    InspectedLot,
    Standing,
    after_lot,
    after_lots,
    resume,
    start,
)

__all__ = [
    "Fit", "InspectedLot", "Limits", "Measured", "Plan", "Severity", "Standing", "Verdict",
    "accepted_one_tighter", "accepts", "after_lot", "after_lots", "drawn", "judge", "plan",
    "resume", "start",
]  # fmt: skip
