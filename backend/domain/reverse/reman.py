# SPDX-License-Identifier: Apache-2.0
"""Remanufacture: cores go into an order and come out as units with a new number, each of which
knows the core that it was made from; some are lost on the way."""

from __future__ import annotations

from collections.abc import Container, Iterable
from dataclasses import dataclass, replace

from backend.domain.reverse.models import REMAN, Fault, step


@dataclass(frozen=True, slots=True)
class RemanOrder:
    """Cores of a group become units of `part`, a stock number of its own."""

    order: str
    core_group: str
    part: str


@dataclass(frozen=True, slots=True)
class Core:
    """A core in stock or in work. `order` took it; `lost` says why it was scrapped."""

    part: str
    serial: str
    core_group: str
    state: str = REMAN.start
    order: str = ""
    lost: str = ""


@dataclass(frozen=True, slots=True)
class RemanUnit:
    """A finished unit and the core that it was made from."""

    part: str
    serial: str
    order: str
    parent_part: str
    parent_serial: str


def moved(core: Core, to: str) -> Core | Fault:
    """A core in its next state."""
    state = step(REMAN, core.state, to)
    return state if isinstance(state, Fault) else replace(core, state=state)


def consumed(core: Core, order: RemanOrder) -> Core | Fault:
    """A core that goes into an order (RM1): eligible, of its group, and never twice."""
    if core.order:
        return Fault("order", f"{core.serial} is in {core.order} already")
    if core.core_group != order.core_group:
        return Fault("core_group", f"{order.order} takes {order.core_group}")
    after = moved(core, "teardown")
    return after if isinstance(after, Fault) else replace(after, order=order.order)


def finished(
    core: Core, order: RemanOrder, serial: str, used: Container[str]
) -> tuple[Core, RemanUnit] | Fault:
    """A core that passed its test becomes a unit. `used`: serials of that part so far."""
    if core.order != order.order:
        return Fault("order", f"{core.serial} is not in {order.order}")
    if order.part == core.part:
        return Fault("part", "a remanufactured unit has a stock number of its own")
    if not serial or serial in used or serial == core.serial:
        return Fault("serial", "a remanufactured unit needs a new serial")
    after = moved(core, "finished")
    if isinstance(after, Fault):
        return after
    return after, RemanUnit(order.part, serial, order.order, core.part, core.serial)


def lost(core: Core, reason: str) -> Core | Fault:
    """A core that turns out to be of no use (RM2), and why."""
    if not reason.strip():
        return Fault("reason", "says nothing")
    after = moved(core, "ineligible")
    return after if isinstance(after, Fault) else replace(after, lost=reason)


@dataclass(frozen=True, slots=True)
class Yield:
    """What an order made of its cores so far. `permille` is of those that are through."""

    taken: int
    made: int
    lost: int
    reasons: tuple[tuple[str, int], ...] = ()

    @property
    def in_work(self) -> int:
        """Cores that are neither finished nor lost."""
        return self.taken - self.made - self.lost

    @property
    def permille(self) -> int | None:
        """Units made of a thousand cores; None before the first is through."""
        through = self.made + self.lost
        return self.made * 1000 // through if through else None


def yield_of(order: RemanOrder, cores: Iterable[Core]) -> Yield:
    """RM2: the core balance of an order."""
    mine = [one for one in cores if one.order == order.order]
    gone = [one.lost for one in mine if one.state == "ineligible"]
    made = sum(one.state in ("finished", "stocked") for one in mine)
    reasons = tuple((reason, gone.count(reason)) for reason in sorted(set(gone)))
    return Yield(len(mine), made, len(gone), reasons)


def core_balance(cores: Iterable[Core]) -> dict[str, int]:
    """Cores of each group that may go into an order."""
    found: dict[str, int] = {}
    for one in cores:
        if one.state == "eligible" and not one.order:
            found[one.core_group] = found.get(one.core_group, 0) + 1
    return found
