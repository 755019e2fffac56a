# SPDX-License-Identifier: Apache-2.0
"""What a rule answers: an outcome, its reason, and everything that follows from it.

Values only. `decide` puts them into the books, the store writes what the books say changed.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any

from backend.domain.books import Lot, Order, Plate, SerialOrigin, Shipment, Task, Undone
from backend.domain.effects import Effects
from backend.domain.holds import Hold
from backend.domain.locations import Location
from backend.domain.parts import Part
from backend.domain.photos import PhotoTaken
from backend.domain.policy import Policy
from backend.domain.quality import Quality, Supply
from backend.domain.reasons import Reason
from backend.domain.records import Record
from backend.domain.substitutes import Substitute
from backend.domain.supersession import Supersession
from backend.domain.suppliers import Supplier


class Outcome(StrEnum):
    """S2: bound to the operation's id for ever, but for parked to its one resolution."""

    ACCEPTED = "accepted"
    ACCEPTED_DISCREPANCY = "accepted_discrepancy"
    PARKED = "parked"
    REJECTED = "rejected"
    VOIDED = "voided"


@dataclass(frozen=True, slots=True)
class Raised:
    """Work for somebody: two accounts of the world differ, or something waits for a decision."""

    exception: str
    kind: str
    state: str = "open"
    details: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Document:
    """A fact for the ERP: its type, and the event that names what of the operation it tells."""

    kind: str
    event: str
    body: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Decision:
    """The answer of a rule. Empty fields change nothing."""

    outcome: Outcome = Outcome.ACCEPTED
    reason: Reason | None = None
    detail: dict[str, Any] = field(default_factory=dict)
    effects: Effects | None = None
    waits_for: frozenset[str] = frozenset()
    holds: tuple[Hold, ...] = ()
    released: tuple[str, ...] = ()
    amended: tuple[Hold, ...] = ()
    qualified: tuple[tuple[str, str], ...] = ()
    raised: tuple[Raised, ...] = ()
    resolved: tuple[str, ...] = ()
    tasks: tuple[Task, ...] = ()
    orders: tuple[Order, ...] = ()
    shipments: tuple[Shipment, ...] = ()
    asns: tuple[dict[str, Any], ...] = ()
    parts: tuple[Part, ...] = ()
    locations: tuple[Location, ...] = ()
    suppliers: tuple[Supplier, ...] = ()
    supersessions: tuple[Supersession, ...] = ()
    substitutes: tuple[Substitute, ...] = ()
    lots: dict[tuple[str, str], Lot] = field(default_factory=dict)
    origins: dict[tuple[str, str], SerialOrigin] = field(default_factory=dict)
    plates: tuple[Plate, ...] = ()
    quality: Quality | None = None
    supplies: tuple[Supply, ...] = ()
    documents: tuple[Document, ...] = ()
    undone: dict[str, tuple[Undone, ...]] = field(default_factory=dict)
    policy: Policy | None = None
    photos: tuple[PhotoTaken, ...] = ()
    records: tuple[Record, ...] = ()

    def but(self, reason: Reason, **detail: Any) -> Decision:
        """The same, accepted with a discrepancy; the first reason given is the one shown."""
        return replace(
            self,
            outcome=Outcome.ACCEPTED_DISCREPANCY,
            reason=self.reason or reason,
            detail={**detail, **self.detail},
        )


def parked(reason: Reason, waits_for: frozenset[str] = frozenset(), **detail: Any) -> Decision:
    """Kept safe, not yet applied."""
    return Decision(Outcome.PARKED, reason, detail, waits_for=waits_for)


def declined(reason: Reason, **detail: Any) -> Decision:
    """A request's no: an accepted operation that changes nothing."""
    return Decision(Outcome.ACCEPTED, reason, {"declined": True, **detail}, Effects())
