# SPDX-License-Identifier: Apache-2.0
"""Cross-docking: which waiting picks get what has just come in (RC18).

The device tells its worker by the same rule before the server knows of the goods
(`pwa/src/domain/cross_dock.ts`); the shared vector is `tests/vectors/cross_dock.json`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Waiting:
    """A pick that no stored goods were found for."""

    task: str
    priority: int
    must_ship: str
    quantity: int


_NEVER = "9999-12-31"


def cross_dock(units: int, waiting: Iterable[Waiting]) -> dict[str, int]:
    """Units for each pick, the first one first: emergencies, then what must ship soonest.

    An order that gets a part of what it asks for still gets it: the rest waits as before.
    """
    given: dict[str, int] = {}
    turn = sorted(waiting, key=lambda one: (one.priority, one.must_ship or _NEVER, one.task))
    for one in turn:
        some = min(one.quantity, units)
        if some > 0:
            given[one.task] = some
            units -= some
    return given
