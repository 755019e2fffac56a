# SPDX-License-Identifier: Apache-2.0
"""In which order places of a floor are walked to, and why, in a word that the screen explains.

Zones are walked one after another by the travel sequence, and each by the site's policy. A place
whose code tells no geometry comes where its travel sequence puts it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from backend.domain.plan.floor_plan import FloorPlan
from backend.domain.plan.pick_path import Policy, pick_path


@dataclass(frozen=True, slots=True)
class FloorPath:
    """The order as places in the given sequence, the policy that was used, and why.

    `why`: `shortest_proven`, `shortest_near` or `site_choice` where one zone is walked;
    `zones_by_travel` where there are several; `some_by_travel` where some places have no geometry,
    `no_geometry` where none has. `length` in centimetres from the zone's way in and back; None
    where the way between zones, or to a place, is not known.
    """

    order: tuple[int, ...]
    policy: Policy
    why: str
    length: int | None = None


def floor_path(
    plan: FloorPlan, places: Sequence[str], policy: Policy = Policy.SHORTEST
) -> FloorPath:
    """The walk to these places. One that the plan does not know comes last."""
    by_travel = sorted(range(len(places)), key=lambda at: (_travel(plan, places[at]), at))
    if policy is Policy.TRAVEL:
        return FloorPath(tuple(by_travel), Policy.TRAVEL, "site_choice")
    stops: dict[str, list[int]] = defaultdict(list)
    for at in by_travel:
        spot = plan.spots.get(places[at])
        stops[f"zone:{spot[0]}" if spot else f"place:{at}"].append(at)
    zones = [name for name in stops if name.startswith("zone:")]
    if not zones:
        return FloorPath(tuple(by_travel), Policy.TRAVEL, "no_geometry")
    order: list[int] = []
    why, length = "zones_by_travel", None
    for group in stops.values():
        walked = _in_zone(plan, places, group, policy)
        order += walked.order
        if len(stops) <= 1:
            why, length = walked.why, walked.length
    if len(zones) < len(stops):
        why = "some_by_travel"
    return FloorPath(tuple(order), policy, why, length)


def _in_zone(
    plan: FloorPlan, places: Sequence[str], group: list[int], policy: Policy
) -> FloorPath:
    """The places of one zone, or a place without geometry by itself."""
    spots = [plan.spots[places[at]] for at in group if places[at] in plan.spots]
    if not spots:
        return FloorPath(tuple(group), Policy.TRAVEL, "no_geometry")
    path = pick_path(plan.zones[spots[0][0]], [point for _, point in spots], policy)
    return FloorPath(tuple(group[at] for at in path.order), policy, path.why, path.length)


def _travel(plan: FloorPlan, place: str) -> tuple[bool, int]:
    return place not in plan.travel, plan.travel.get(place, 0)
