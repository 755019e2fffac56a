# SPDX-License-Identifier: Apache-2.0
"""Give me work: which task this worker does next, and why (interleaving; PK1, PU14).

Left out: what another has, what the worker has no right, truck or zone for. Of the rest, in this
order: a vehicle off the road (VOR); what the worker has begun; what misses its cut-off unless it
is begun now; priority, where tasks within one step of it are equal, so that a putaway on the way
comes before a pick at the other end; the earlier cut-off; the worker's zone; work that needs the
truck that the worker sits on; travel from where the worker stands; the task's name, so that
everybody is told the same.

Priority as in tasks: smaller is more pressing (10 VOR, 30 count, 40 putaway, 50 stock order).
Travel in the units of the floor's travel sequence, times in minutes from any common start. Source:
flows section 4.6 and the order of the design of this house; steps and minutes are defaults that a
site sets.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Work:
    """What is known of a task. `needs` is the truck class that it takes ('' by hand), `right` the
    role it asks for, `taken_by` who has it, `minutes` how long it takes without the way."""

    task: str
    kind: str
    priority: int = 50
    vor: bool = False
    cut_off: int | None = None
    zone: str = ""
    travel: int | None = None
    needs: str = ""
    right: str = ""
    taken_by: str = ""
    minutes: int = 5


@dataclass(frozen=True, slots=True)
class Worker:
    """Who asks: where they stand, what they may and what they sit on. No zones: all of them."""

    person: str
    now: int = 0
    travel: int | None = None
    zone: str = ""
    zones: frozenset[str] = frozenset()
    trucks: frozenset[str] = frozenset()
    rights: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Interleaving:
    """What a site may set: priorities within `step` are equal; the cut-off presses when fewer than
    `spare_minutes` are left beside the work itself; travel units walked in a minute."""

    step: int = 20
    spare_minutes: int = 30
    travel_a_minute: int = 60


@dataclass(frozen=True, slots=True)
class Offer:
    """A task with the names of the reasons for it, strongest first: vor, begun, cut_off, priority,
    your_zone, your_truck, near."""

    task: str
    why: tuple[str, ...]


USUAL = Interleaving()
NEAR_TRAVEL = 60
"""So near that it is a reason to be told."""


def next_work(
    worker: Worker, tasks: Iterable[Work], rules: Interleaving = USUAL, limit: int = 3
) -> tuple[Offer, ...]:
    """The tasks that this worker should do next, best first."""
    open_to = sorted(
        (task for task in tasks if may_do(worker, task)),
        key=lambda task: _order(worker, task, rules),
    )
    pressing = max((task.priority for task in open_to), default=0)
    return tuple(
        Offer(task.task, _why(worker, task, rules, pressing)) for task in open_to[:limit]
    )


def may_do(worker: Worker, task: Work) -> bool:
    """Whether a task is this worker's to take: free or theirs, with the right and the truck for it.

    VOR is not bound to zones: whoever is free goes.
    """
    if task.taken_by not in ("", worker.person):
        return False
    if task.needs and task.needs not in worker.trucks:
        return False
    if task.right and task.right not in worker.rights:
        return False
    return task.vor or not worker.zones or not task.zone or task.zone in worker.zones


def way(worker: Worker, task: Work) -> int:
    """Travel to a task from where the worker stands; 0 where either is not known."""
    if worker.travel is None or task.travel is None:
        return 0
    return abs(task.travel - worker.travel)


def presses(worker: Worker, task: Work, rules: Interleaving = USUAL) -> bool:
    """Whether a task misses its cut-off unless it is begun now. One that is past presses too."""
    if task.cut_off is None:
        return False
    walk = -(-way(worker, task) // rules.travel_a_minute)
    return task.cut_off - worker.now - walk - task.minutes < rules.spare_minutes


_NO_CUT_OFF = 1 << 62


def _order(worker: Worker, task: Work, rules: Interleaving) -> tuple[int | bool | str, ...]:
    pressing = presses(worker, task, rules)
    cut_off = _NO_CUT_OFF if task.cut_off is None else task.cut_off
    return (
        not task.vor,
        task.taken_by != worker.person,
        not pressing,
        cut_off if pressing else 0,
        task.priority // rules.step,
        cut_off // 60,
        not _in_zone(worker, task),
        not _on_truck(worker, task),
        way(worker, task),
        task.priority,
        task.task,
    )


def _in_zone(worker: Worker, task: Work) -> bool:
    return bool(task.zone) and task.zone == worker.zone


def _on_truck(worker: Worker, task: Work) -> bool:
    return bool(task.needs) and task.needs in worker.trucks


def _why(worker: Worker, task: Work, rules: Interleaving, least: int) -> tuple[str, ...]:
    known = worker.travel is not None and task.travel is not None
    told = (
        ("vor", task.vor),
        ("begun", task.taken_by == worker.person),
        ("cut_off", presses(worker, task, rules)),
        ("priority", task.priority // rules.step < least // rules.step),
        ("your_zone", _in_zone(worker, task)),
        ("your_truck", _on_truck(worker, task)),
        ("near", known and way(worker, task) <= NEAR_TRAVEL),
    )
    return tuple(name for name, is_so in told if is_so)
