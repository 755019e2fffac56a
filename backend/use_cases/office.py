# SPDX-License-Identifier: Apache-2.0
"""Work that is given out by plan: today's counts (CC1), the waves that are due (PK1).

A plan only proposes; what comes of it is one operation, told as a supervisor's request is, so that
the journal says what was asked for and a replay does not plan again.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any

from sqlalchemy.engine import Connection

from backend.domain.plan.count_schedule import (
    Countable,
    Due,
    Schedule,
    audit_sample,
    due_counts,
)
from backend.domain.plan.wave import Wave, due, waves
from backend.domain.policy import Policy
from backend.store.planning import countables, waiting_orders


@dataclass(frozen=True, slots=True)
class Planned:
    """Counts of a day, the most pressing first, and the seed of its audit sample."""

    counts: tuple[Due, ...]
    seed: str


def plan_counts(
    connection: Connection, site: str, policy: Policy, day: date, zone: str = "",
    seed: str = "", abc: str = "",
) -> Planned:
    """What is to be counted on a day by the settings of the site; with a zone, all places of it;
    with a class, all places where a part of that class lies (of the zone, if one is told too)."""
    places = countables(connection, site)
    if zone or abc:
        whole = [one for one in places if zone in ("", one.zone) and _has(one, abc)]
        why = "spot" if abc else "full"
        return Planned(due_counts([_for(one, why) for one in whole], day, limit=0), "")
    drawn = seed or f"{site}-{day.isoformat()}"
    stocked = [one.location for one in places if one.parts]
    sample = set(audit_sample(stocked, policy["count.audit_places"], drawn))
    asked = [_for(one, "audit") if one.location in sample else one for one in places]
    yearly = {name: policy[f"count.yearly_{name.lower()}"] for name in "ABC"}
    most = policy["count.daily_most"]
    return Planned(due_counts(asked, day, Schedule(yearly), most), drawn if sample else "")


def _has(place: Countable, abc: str) -> bool:
    return not abc or any(part.abc == abc for part in place.parts)


def _for(place: Countable, why: str) -> Countable:
    return Countable(
        place.location, place.parts, place.counted_on, place.triggers | {why}, place.travel,
        place.zone,
    )  # fmt: skip


def due_waves(
    connection: Connection, site: str, now: datetime, cut_offs: Mapping[str, time]
) -> tuple[Wave, ...]:
    """Waves of orders that should be released now."""
    return all_waves(connection, site, now, cut_offs)[0]


def all_waves(
    connection: Connection, site: str, now: datetime, cut_offs: Mapping[str, time]
) -> tuple[tuple[Wave, ...], tuple[Wave, ...]]:
    """Waves of orders to release now, and those to release later."""
    return waves([due(order, cut_offs) for order in waiting_orders(connection, site)], now)


def request(kind: str, body: Mapping[str, Any], site: str, now: datetime, op_id: str) -> str:
    """The bytes of a request that the server makes by itself."""
    at = now.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    return json.dumps({
        "v": 1, "op_id": op_id, "site": site, "kind": kind, "kind_v": 1, "actor": "server",
        "captured_at": at, "body": dict(body),
    }, ensure_ascii=False, separators=(",", ":"))  # fmt: skip
