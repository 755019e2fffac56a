# SPDX-License-Identifier: Apache-2.0
"""State models of goods that come back, as data, and the one function that walks them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

Moves = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Model:
    """States, and from each those that may follow; a state that nothing follows is the end."""

    name: str
    start: str
    moves: Moves


@dataclass(frozen=True, slots=True)
class Fault:
    """Why something cannot be: where, and words."""

    where: str
    text: str


AUTHORIZATION = Model("authorization", "requested", {
    "requested": ("approved", "rejected", "cancelled"),
    "approved": ("in_transit", "received", "cancelled"),
    "in_transit": ("received",),
    "received": ("inspecting",),
    "inspecting": ("dispositioned",),
    "dispositioned": ("closed",),
    "rejected": (), "cancelled": (), "closed": (),
})  # fmt: skip
"""A return authorization (RMA)."""

CLAIM = Model("claim", "submitted", {
    "submitted": ("validating",),
    "validating": ("info_requested", "part_requested", "approved", "partially_approved", "denied"),
    "info_requested": ("validating", "denied"),
    "part_requested": ("part_received", "denied"),
    "part_received": ("approved", "partially_approved", "denied"),
    "approved": ("paid",),
    "partially_approved": ("paid",),
    "denied": ("closed",),
    "paid": ("supplier_recovery_open", "closed"),
    "supplier_recovery_open": ("supplier_recovered", "closed"),
    "supplier_recovered": ("closed",),
    "closed": (),
})  # fmt: skip
"""A warranty claim. A recovery that the supplier refuses is closed without being recovered."""

REMAN = Model("reman", "core_received", {
    "core_received": ("graded",),
    "graded": ("eligible", "ineligible"),
    "eligible": ("teardown",),
    "teardown": ("in_process", "ineligible"),
    "in_process": ("tested", "ineligible"),
    "tested": ("finished", "failed_test"),
    "failed_test": ("in_process", "ineligible"),
    "finished": ("stocked",),
    "stocked": (), "ineligible": (),
})  # fmt: skip
"""A core on its way to a remanufactured unit; what is lost on the way becomes ineligible."""

CORE_DEPOSIT = Model("core_deposit", "open", {
    "open": ("paid", "forfeit"), "paid": (), "forfeit": (),
})  # fmt: skip
"""A deposit is paid back once, or kept; nothing follows either."""


def step(model: Model, state: str, to: str) -> str | Fault:
    """The new state, or why it cannot follow."""
    for name in (state, to):
        if name not in model.moves:
            return Fault(model.name, f"{name} is no state")
    if to in model.moves[state]:
        return to
    following = ", ".join(model.moves[state]) or "nothing"
    return Fault(model.name, f"{to} does not follow {state}: {following} does")
