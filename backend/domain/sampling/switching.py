# SPDX-License-Identifier: Apache-2.0
"""From lot to lot: when inspection is tightened, reduced or discontinued. A fold over lots.

W1  Normal to tightened: two of the last five lots, or of fewer since normal began, not accepted.
W2  Tightened to normal: five accepted in a row.
W3  Normal to reduced, where the authority lets it: ten accepted in a row, or (ISO) a switching
    score of 30.
W4  Reduced to normal: a lot not accepted, one between ac and re, or irregular production.
W5  Tightened to discontinued: ten lots on it (MIL-STD-105E), or five not accepted in total. Only
    corrective action goes on from there, with tightened inspection.
W6  A lot that is presented again does not count. Every change forgets what was counted.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import reduce
from typing import Final

from backend.domain.sampling.plan import Severity, Verdict
from backend.domain.sampling.table import SWITCHING, SwitchingRules
from backend.domain.wire import Malformed

_WINDOW: Final = 5
_REFUSED_IN_WINDOW: Final = 2
_ACCEPTED_TO_NORMAL: Final = 5
_ACCEPTED_TO_REDUCED: Final = 10
_SCORE_TO_REDUCED: Final = 30


@dataclass(frozen=True, slots=True)
class InspectedLot:
    """What switching must know of a lot.

    `ac` is the acceptance number of its plan; `one_tighter`: it would be accepted one AQL step
    tighter, too. `steady`: production runs regularly. `may_reduce`: the responsible authority
    agrees to reduced inspection, and the limit number is met where the standard has one.
    `resubmitted`: it was rejected before.
    """

    verdict: Verdict
    ac: int = 0
    one_tighter: bool = False
    steady: bool = True
    may_reduce: bool = False
    resubmitted: bool = False

    @property
    def refused(self) -> bool:
        """Not accepted on original inspection."""
        return self.verdict is Verdict.REJECTED


@dataclass(frozen=True, slots=True)
class Standing:
    """How a supplier's part is inspected next, by which rules, and what was counted since the last
    change: `recent` lots refused or not, `accepted` in a row, `lots` and `refused` of them in all,
    and the switching score."""

    edition: str
    severity: Severity = Severity.NORMAL
    recent: tuple[bool, ...] = ()
    accepted: int = 0
    lots: int = 0
    refused: int = 0
    score: int = 0


def start(edition: str) -> Standing | Malformed:
    """Normal inspection by the rules of an edition (a name in `SWITCHING`)."""
    if edition not in SWITCHING:
        text = f"must be one of {', '.join(SWITCHING)}, not {edition[:40]!r}"
        return Malformed("edition", text)
    return Standing(edition)


def after_lots(standing: Standing, lots: Iterable[InspectedLot]) -> Standing:
    """The standing after these lots, one after the other."""
    return reduce(after_lot, lots, standing)


def after_lot(standing: Standing, lot: InspectedLot) -> Standing:
    """The standing after one more lot."""
    if lot.resubmitted or standing.severity is Severity.DISCONTINUED:
        return standing
    counted = replace(
        standing,
        recent=(*standing.recent, lot.refused)[-_WINDOW:],
        accepted=0 if lot.refused else standing.accepted + 1,
        lots=standing.lots + 1,
        refused=standing.refused + lot.refused,
        score=_score(standing.score, lot),
    )
    to = _next(counted, lot, SWITCHING[standing.edition])
    return counted if to is standing.severity else Standing(standing.edition, to)


def resume(standing: Standing) -> Standing:
    """After corrective action: discontinued inspection goes on tightened."""
    if standing.severity is not Severity.DISCONTINUED:
        return standing
    return Standing(standing.edition, Severity.TIGHTENED)


def _next(now: Standing, lot: InspectedLot, rules: SwitchingRules) -> Severity:
    if now.severity is Severity.NORMAL:
        if sum(now.recent) >= _REFUSED_IN_WINDOW:
            return Severity.TIGHTENED
        may = lot.may_reduce and lot.steady and not lot.refused
        return Severity.REDUCED if may and _earned(now, rules) else Severity.NORMAL
    if now.severity is Severity.TIGHTENED:
        if now.accepted >= _ACCEPTED_TO_NORMAL:
            return Severity.NORMAL
        total = now.lots if rules.discontinued_by == "lots_on_tightened" else now.refused
        spent = total >= rules.discontinued_at
        return Severity.DISCONTINUED if spent else Severity.TIGHTENED
    stays = lot.verdict is Verdict.ACCEPTED and lot.steady
    return Severity.REDUCED if stays else Severity.NORMAL


def _earned(now: Standing, rules: SwitchingRules) -> bool:
    if rules.reduced_by == "switching_score":
        return now.score >= _SCORE_TO_REDUCED
    return now.accepted >= _ACCEPTED_TO_REDUCED


def _score(score: int, lot: InspectedLot) -> int:
    """Three for a lot that passes one AQL step tighter, two where the plan is too small to tell
    (acceptance number 0 or 1); anything else begins again at nothing."""
    if lot.refused or (lot.ac > 1 and not lot.one_tighter):
        return 0
    return score + (3 if lot.ac > 1 else 2)
