# SPDX-License-Identifier: Apache-2.0
"""What truly happened, in its true order, and which operation told it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from backend.domain.stock import Goods

Key = tuple[str, str]
"""An operation's id and the hash of its bytes."""


NOTHING = Goods("")


@dataclass(frozen=True)
class Event:
    """One thing that happened. `what` says which of the fields are meant.

    put, take, move: units; number: a unit got its serial number, `goods`; stand: a plate; away: a
    plate left with a vehicle; count: somebody looked; hold, release: somebody said so.
    """

    what: str
    source: str = ""
    target: str = ""
    goods: Goods = NOTHING
    quantity: int = 1
    more: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Told:
    """The operation that told an event; without one, only the floor knows."""

    key: Key
    kind: str
    body: Mapping[str, Any]


@dataclass
class Timeline:
    """Events in their true order."""

    events: list[Event] = field(default_factory=list)
    told: dict[int, Told] = field(default_factory=dict)

    def add(self, event: Event) -> None:
        """It happens now."""
        self.events.append(event)

    def tell(self, which: range, told: Told) -> None:
        """An operation tells of these events."""
        self.told.update(dict.fromkeys(which, told))
