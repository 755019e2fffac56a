# SPDX-License-Identifier: Apache-2.0
"""The walk of an order: in which order the places are gone to that its lines are promised to (PK1).

Worked out at import, and again by whoever claims the order once that walk fits no more. It is kept
with the order, so that it is walked without network. A walk that somebody is on is not turned
round: where a line is promised from elsewhere meanwhile, the device fits the new place in.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from backend.domain import operations as ops
from backend.domain.books import Books, Order, Task
from backend.domain.locations import PASSING_ROLES
from backend.domain.plan.floor_path import floor_path
from backend.domain.plan.floor_plan import FloorPlan, Measures, floor_plan
from backend.domain.plan.pick_path import Policy as Way
from backend.domain.policy import Policy
from backend.domain.rules.lease import ends
from backend.domain.rules.pick import pick_task

SETTING = "pick.path"
BAYS_MAX = 1000
"""Bays of an aisle that cross aisles are drawn behind: codes have three digits."""


def with_walk(
    books: Books, order: Order, tasks: Iterable[Task], tour: tuple[str, ...] = ()
) -> Order:
    """The order with the walk to the places of these pick tasks; `tour` names the orders that are
    picked on it together. One place alone is no walk."""
    details = {name: told for name, told in order.details.items() if name != "walk"}
    places = sorted(places_of(tasks))
    if len(places) > 1:
        way = Way(books.policy[SETTING])
        path = floor_path(_map(books), places, way)
        s_shape = path.policy is Way.S_SHAPE  # in each zone, where there are several
        details["walk"] = {
            "places": [places[at] for at in path.order],
            "why": "site_choice" if s_shape else path.why,
            "path": way.value,
            **({"tour": list(tour)} if tour else {}),
        }
    return replace(order, details=details)


def places_of(tasks: Iterable[Task]) -> set[str]:
    """The places that open pick tasks name."""
    named = (task.details.get("location") for task in tasks if task.state == "open")
    return {place for place in named if place}


def tasks_to_walk(books: Books, order: str, tour: tuple[str, ...]) -> list[Task]:
    """The pick tasks of an order, and of all on one tour with it."""
    lines = [
        pick_task(one.order, line.line)
        for name in dict.fromkeys((order, *tour))
        if (one := books.orders.get(name)) is not None and one.state != "cancelled"
        for line in one.lines
    ]
    return [books.tasks[name] for name in lines if name in books.tasks]


def outdated(books: Books, operation: ops.Operation) -> bool:
    """Whether a claim asks for another walk than the order has: it begins one, and the places, the
    orders on the tour or the site's choice are others."""
    body = operation.body
    assert isinstance(body, ops.Claim)
    order = books.orders.get(body.order)
    if order is None:
        return False
    places = places_of(tasks_to_walk(books, body.order, body.tour))
    if len(places) <= 1:
        return False
    walk, by = order.details.get("walk"), order.details.get("by")
    if walk is None or set(walk.get("tour", ())) != set(body.tour):
        return True
    mine = by if by is not None and by["actor"] == operation.envelope.actor else None
    if mine is not None and operation.occurred_at < ends(mine):
        return False
    return walk["path"] != books.policy[SETTING] or not places <= set(walk["places"])


def needs_map(books: Books, operation: ops.Operation) -> bool:
    """Whether judging this looks at all places of the floor."""
    match operation.body:
        case ops.OrderImport() as body:
            return len(body.order.get("lines", ())) > 1
        case ops.Claim():
            return outdated(books, operation)
    return False


def measures(policy: Policy) -> Measures:
    """What codes do not tell of a floor, as the site has set it."""
    every = policy["pick.cross_bays"]
    cross = tuple(range(every, BAYS_MAX, every)) if every else ()
    return Measures(policy["pick.bay_cm"], policy["pick.aisle_cm"], cross)


def _map(books: Books) -> FloorPlan:
    """The floor as its codes draw it: as loaded, or of all places where the books have all."""
    if books.floor_map is not None:
        return books.floor_map
    kept = (place for place in books.locations.values() if place.role not in PASSING_ROLES)
    return floor_plan(kept, measures(books.policy))
