# SPDX-License-Identifier: Apache-2.0
"""Quality holds: records laid over the stock, never a value on it.

H1  A unit is free only when no open hold covers it. Several holds may stack.
H2  A hold never changes where goods are; it decides what may be done with them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, fields
from typing import Any

from backend.domain.stock import StockStatus


@dataclass(frozen=True, slots=True)
class HoldScope:
    """What a hold covers: everything that fits *all* fields that are given."""

    part: str | None = None
    supplier: str | None = None
    lot: str | None = None
    serial: str | None = None
    lpn: str | None = None
    location: str | None = None
    receipt: str | None = None

    def is_empty(self) -> bool:
        """Whether no field is given: such a scope would hold the whole site."""
        return all(getattr(self, f.name) is None for f in fields(self))

    def as_dict(self) -> dict[str, str]:
        """The given fields."""
        return {f.name: v for f in fields(self) if (v := getattr(self, f.name)) is not None}


@dataclass(frozen=True, slots=True)
class Consent:
    """Somebody with the right would release a hold that needs two people (IN6)."""

    actor: str
    reason: str
    at: int


@dataclass(frozen=True, slots=True)
class Hold:
    """One hold. `hold` is its id, `reason` a name such as first_delivery, damage, recall.

    What was in the place of its scope at `since` (ms since 1970) or later is held, wherever it
    went: then a follower with this hold as its `root` lies over it (`domain/spread.py`).
    `until`: released on condition, to the end of this day. `owner` sees to it; `rule` laid it.
    """

    hold: str
    scope: HoldScope
    reason: str
    note: str = ""
    placed_by: str = ""
    placed_at: int = 0
    operation: str = ""
    since: int = 0
    root: str = ""
    until: str = ""
    owner: str = ""
    rule: str = ""
    consents: tuple[Consent, ...] = ()

    def rests(self, day: str) -> bool:
        """Whether goods may be used in spite of it: released on condition, to the end of a day.

        Afterwards it holds again by itself, whenever it is asked. No day: nothing rests.
        """
        return bool(self.until and day) and day <= self.until

    def more(self) -> dict[str, Any]:
        """What few holds have: kept and told where it is not empty."""
        told = {"until": self.until, "owner": self.owner, "rule": self.rule,
                "consents": [asdict(one) for one in self.consents]}  # fmt: skip
        return {name: value for name, value in told.items() if value}


def more_of(kept: Mapping[str, Any]) -> dict[str, Any]:
    """What few holds have, as kept."""
    consents = tuple(Consent(**one) for one in kept.get("consents", ()))
    return {**kept, "consents": consents}


@dataclass(frozen=True, slots=True)
class Unit:
    """Goods with all that a hold may ask about.

    `plates` are the plate that holds them and the plates around it; `location` is the place where
    the outermost stands; `suppliers` and `receipts` are where units of this kind here came from.
    """

    part: str
    lot: str = ""
    serial: str = ""
    plates: tuple[str, ...] = ()
    location: str = ""
    suppliers: frozenset[str] = field(default_factory=frozenset)
    receipts: frozenset[str] = field(default_factory=frozenset)


def covers(scope: HoldScope, unit: Unit) -> bool:
    """Whether a hold with this scope covers the unit.

    Where the origin of a unit is not certain (several receipts of one lot; a part whose supplier
    nobody knows), it counts as covered: too much held is a question for a person, too little is a
    part on a vehicle. A supplier alone covers only what is known to come from there.
    """
    unknown = scope.part is not None and not unit.suppliers
    checks = (
        (scope.part, lambda v: v == unit.part),
        (scope.lot, lambda v: v == unit.lot),
        (scope.serial, lambda v: v == unit.serial),
        (scope.lpn, lambda v: v in unit.plates),
        (scope.location, lambda v: v == unit.location),
        (scope.supplier, lambda v: v in unit.suppliers or unknown),
        (scope.receipt, lambda v: v in unit.receipts),
    )
    given = [fits(value) for value, fits in checks if value is not None]
    return bool(given) and all(given)


def covering(holds: Iterable[Hold], unit: Unit) -> tuple[Hold, ...]:
    """The open holds that cover a unit, oldest first."""
    found = [hold for hold in holds if covers(hold.scope, unit)]
    return tuple(sorted(found, key=lambda hold: (hold.placed_at, hold.hold)))


_INSPECTION = frozenset({"first_delivery", "sample_due", "supplier_on_watch"})


def status(holds: Iterable[Hold]) -> StockStatus:
    """The status of a unit that these holds cover."""
    reasons = {hold.reason for hold in holds}
    if not reasons:
        return StockStatus.AVAILABLE
    if "damage" in reasons:
        return StockStatus.DAMAGED
    return StockStatus.INSPECTION if reasons <= _INSPECTION else StockStatus.HELD
