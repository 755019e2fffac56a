# SPDX-License-Identifier: Apache-2.0
"""Who may put goods where a rule says no: with a right, a reason, and a second scan (PU3).

What a law or the books forbid is nobody's to override: a hazard class in a place that does not
list it, a place that goods only pass. The TypeScript twin is pwa/src/domain/override.ts;
tests/vectors/override.json keeps them equal.
"""

from __future__ import annotations

from dataclasses import replace

from backend.domain.locations import Location
from backend.domain.policy import SETTINGS, Policy

OVERRIDABLE = frozenset({"blocked", "hold_zone_only"})
"""Refusals of a place (`Location.refuses`) that somebody with the right may override."""
OVERRIDES = frozenset(SETTINGS["putaway.override_reasons"].choices)
"""Reasons of a put-away that overrides a rule."""


def may_override(
    place: Location, hazard_class: str | None, held: bool, lead: bool, policy: Policy
) -> bool:
    """Whether this person (`lead`: a supervisor) may put these goods there all the same.

    A place names the first rule that is broken: behind one that may be there must be no law.
    """
    if not lead or policy["putaway.override"] != "supervisor":
        return False
    lawful = replace(place, blocked=False).refuses(hazard_class, False) is None
    return lawful and place.refuses(hazard_class, held) in OVERRIDABLE
