# SPDX-License-Identifier: Apache-2.0
"""What to bring to pick faces, from where, and how much (RP1, RP2, RP3, RP5).

Triggers, most pressing first: demand (orders wait for more than is there), wave (the next wave
wants more), minimum (at or under it), top_off (asked for in quiet hours). The source is chosen by
rotation: first expired, then first received. Quantities are whole cases where a case is known; a
case is opened only when somebody waits or the face is low, and no whole one fits.

All quantities are smallest units of the part. Source: data-and-rules section 8 (minimum = demand
in the restock lead time + safety, maximum = what the bin takes); flows section 4.4.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

TRIGGERS = ("demand", "wave", "minimum", "top_off")
_NEVER = "9999-12-31"


@dataclass(frozen=True, slots=True)
class Levels:
    """When a face is replenished, and up to what."""

    minimum: int
    maximum: int


def levels(demand: int, days: int, lead_days: int, safety: int, fits: int) -> Levels:
    """Levels of a face from the demand of so many days, the days that a restock takes, safety
    stock, and the units that fit in the bin. A minimum above the bin is the bin."""
    in_lead_time = -(-demand * lead_days // days)
    return Levels(min(in_lead_time + safety, fits), fits)


@dataclass(frozen=True, slots=True)
class Face:
    """A pick face: its levels, what lies there free to pick, what is on its way, what orders that
    are released and what the next wave want there, and the units of a case (0: not known).

    `lot` is the one that lies there; one lot a bin, so None means that any may come.
    """

    location: str
    part: str
    levels: Levels
    on_hand: int = 0
    incoming: int = 0
    demand: int = 0
    wave: int = 0
    case: int = 0
    lot: str | None = None
    travel: int = 0

    @property
    def coming(self) -> int:
        """What will lie there when all that is on its way has come."""
        return self.on_hand + self.incoming


@dataclass(frozen=True, slots=True)
class Reserve:
    """Free stock of one lot in one holder that a face may be filled from. Dates as yyyy-mm-dd."""

    holder: str
    location: str
    part: str
    quantity: int
    lot: str = ""
    expires_on: str | None = None
    received_on: str | None = None
    travel: int = 0

    @property
    def rotation(self) -> tuple[str, str, int, str]:
        """First expired, first received (not known: first), then along the walk."""
        return (self.expires_on or _NEVER, self.received_on or "", self.travel, self.holder)


@dataclass(frozen=True, slots=True)
class Replenishment:
    """Bring so many units of a lot from a holder to a face. `cases` are whole ones, `loose` units
    come from a case that is opened; `why` is the trigger."""

    face: str
    part: str
    lot: str
    holder: str
    source: str
    quantity: int
    cases: int
    loose: int
    why: str


@dataclass(frozen=True, slots=True)
class Unfilled:
    """A face that needs goods which no reserve has: `missing` units of what somebody waits for."""

    face: str
    part: str
    missing: int
    why: str


@dataclass(frozen=True, slots=True)
class Plan:
    """What to bring, most pressing first, and what could not be brought."""

    moves: tuple[Replenishment, ...] = ()
    unfilled: tuple[Unfilled, ...] = ()


def trigger(face: Face, top_off: bool = False) -> str:
    """Why a face needs goods now, or ''."""
    if face.demand > face.coming:
        return "demand"
    if face.demand + face.wave > face.coming:
        return "wave"
    if face.coming <= face.levels.minimum and face.coming < face.levels.maximum:
        return "minimum"
    return "top_off" if top_off and face.coming < face.levels.maximum else ""


def still_needed(face: Face, quantity: int, top_off: bool = False) -> int:
    """How much of a replenishment that is on its way still has room and use; 0: put it back (RP3).

    `incoming` of the face must be without this replenishment.
    """
    if not trigger(face, top_off):
        return 0
    return min(quantity, max(face.levels.maximum - face.coming, 0))


def replenishments(
    faces: Iterable[Face], reserves: Iterable[Reserve], *, top_off: bool = False
) -> Plan:
    """What to bring to these faces; units of a reserve are promised once.

    Where a source proves empty or short (RP2), ask again without it.
    """
    left: dict[str, list[tuple[Reserve, int]]] = {}
    for reserve in sorted(reserves, key=lambda one: one.rotation):
        if reserve.quantity > 0:
            left.setdefault(reserve.part, []).append((reserve, reserve.quantity))
    moves: list[Replenishment] = []
    unfilled: list[Unfilled] = []
    for why, face in _pressing(faces, top_off):
        needed = _needed(face, why)
        brought = _bring(face, why, needed, left)
        moves += brought
        missing = needed - sum(one.quantity for one in brought)
        if missing > 0:
            unfilled.append(Unfilled(face.location, face.part, missing, why))
    return Plan(tuple(moves), tuple(unfilled))


def _pressing(faces: Iterable[Face], top_off: bool) -> list[tuple[str, Face]]:
    known = ((trigger(face, top_off), face) for face in faces)
    asked = [(why, face) for why, face in known if why]
    return sorted(asked, key=lambda x: (TRIGGERS.index(x[0]), x[1].travel, x[1].location))


def _needed(face: Face, why: str) -> int:
    """What must come, as far as the face takes it: what is waited for, or anything when it is low.
    For more than fits, pickers go to the reserve themselves (RP4)."""
    waited = {"demand": face.demand, "wave": face.demand + face.wave}.get(why)
    must = int(why == "minimum") if waited is None else waited - face.coming
    return min(must, max(face.levels.maximum - face.coming, 0))


def _bring(
    face: Face, why: str, needed: int, left: Mapping[str, list[tuple[Reserve, int]]]
) -> list[Replenishment]:
    """Take from the reserves of one lot in rotation until the face is full."""
    found: list[Replenishment] = []
    lot, wanted = face.lot, max(face.levels.maximum - face.coming, 0)
    rows = left.get(face.part, [])
    for n, (reserve, there) in enumerate(rows):
        if there <= 0 or (lot is not None and reserve.lot != lot):
            continue
        open_case = why != "top_off" and not found
        cases, loose = _take(min(wanted, there), min(needed, there), there, face.case, open_case)
        quantity = cases * face.case + loose
        if quantity <= 0:
            continue
        rows[n], lot = (reserve, there - quantity), reserve.lot
        wanted, needed = wanted - quantity, max(needed - quantity, 0)
        found.append(
            Replenishment(face.location, face.part, reserve.lot, reserve.holder, reserve.location,
                          quantity, cases, loose, why)
        )  # fmt: skip
    return found


def _take(wanted: int, needed: int, there: int, case: int, open_case: bool) -> tuple[int, int]:
    """Whole cases and loose units to take from a holder with `there` units (RP5).

    What is less than a case there was opened before, and goes first where it fits. Another case is
    opened where no whole one fits, or for the last units that somebody waits for.
    """
    if case <= 0:
        return 0, wanted
    opened = there % case
    loose = opened if opened <= wanted else 0
    cases = (wanted - loose) // case
    if not cases and not loose and open_case:
        return 0, wanted
    loose += max(needed - cases * case - loose, 0)
    return (cases, loose) if loose < case else divmod(cases * case + loose, case)
