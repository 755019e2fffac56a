# SPDX-License-Identifier: Apache-2.0
"""Where the site will send the tour's truck: the same planner, asked beforehand.

The scan tray can then offer the labels of exactly those bins that the handheld will name.
"""

from collections import defaultdict
from typing import Any

from backend.demo.tour_parts import TRUCK
from backend.domain.plan.putaway_choice import Occupancy, putaway_choice
from backend.domain.rules.masters import location_from, part_from

Row = dict[str, Any]


def directed(
    parts: list[Row], locations: list[Row], opening: list[Row], qualified: list[Row]
) -> list[tuple[str, str]]:
    """(location, part) for each line of the tour's truck, in the order of its message."""
    known = {row["part"]: row for row in parts}
    delivered = {(row["part"], row["supplier"]) for row in qualified}
    places = [location_from(row) for row in locations]
    used = _occupancy(known, opening)
    answers = []
    for name, quantity, lot in TRUCK:
        row = known[name]
        held = (name, row["supplier"]) not in delivered
        choice = putaway_choice(part_from(row), quantity, lot, held, places, used)
        assert choice is not None, "the demo site has room for its own truck"
        used[choice.location] = used[choice.location].plus(part_from(row), lot, quantity)
        answers.append((choice.location, name))
    return answers


def _occupancy(known: dict[str, Row], opening: list[Row]) -> defaultdict[str, Occupancy]:
    used: defaultdict[str, Occupancy] = defaultdict(Occupancy)
    for line in opening:
        part, lot = part_from(known[line["part"]]), line["lot"] or ""
        used[line["location"]] = used[line["location"]].plus(part, lot, line["quantity"])
    return used
