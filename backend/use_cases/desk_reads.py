# SPDX-License-Identifier: Apache-2.0
"""What a supervisor looks at before deciding: hold rules, and work that would be given out.

Nothing here changes anything: each of them is done by its request, told by whoever decides.
"""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any

from sqlalchemy.engine import Connection

from backend.domain.locations import Role
from backend.domain.plan.wave import Wave
from backend.domain.quality import HoldRule
from backend.domain.stock import CUSTOMER
from backend.domain.wire import timestamp_text
from backend.store import read_office, read_policy, read_slotting
from backend.store.database import Database
from backend.store.from_supplier import units_from
from backend.store.reads import books_of
from backend.use_cases.office import all_waves, plan_counts
from backend.use_cases.reads import Page, cursor, first_of, page
from backend.use_cases.slotting import proposed

REACH_MAX = 20
"""Parts that a preview of a recall names, those with most units here first."""
PLAN_MAX = 500
"""Places that one plan asks for: a day's work of many people. What is beyond it is told."""


class DeskReads:
    """Reading for the desk, on one database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def hold_rules(self, site: str, after: str | None, limit: int) -> Page:
        """Hold rules by name, with who told each last. Raises `BadCursor`."""
        start = first_of(cursor(after, str)) or ""
        return self._database.read(lambda c: _rules(c, site, start, limit))

    def hold_rule_changes(self, site: str, rule: str, after: str | None, limit: int) -> Page:
        """Who changed a hold rule, and how it was from then on, the latest first."""
        start = cursor(after, int, int)
        rows = self._database.read(
            lambda c: read_office.rule_changes(c, site, rule, start, limit + 1)
        )
        return page(rows, limit, _change, lambda row: [row["version"], row["position"]])

    def recall_reach(self, site: str, supplier: str) -> dict[str, Any]:
        """What a recall of all that came from a supplier would hold here, and what is gone."""
        return self._database.read(lambda c: _reach(c, site, supplier))

    def waves(self, site: str, now: datetime, after: str | None, limit: int) -> Page:
        """Waves of orders that wait, those that are due first."""
        found = self._database.read(lambda c: all_waves(c, site, now, {}))
        rows = list(enumerate((*found[0], *found[1])))
        start = cursor(after, int)
        rest = rows if start is None else rows[start[0] + 1 :]
        return page(rest[: limit + 1], limit, lambda row: _wave(row[1]), lambda row: [row[0]])

    def count_plan(self, site: str, now: datetime, zone: str, abc: str) -> dict[str, Any]:
        """What a plan of counts would ask for now; places that wait for a count are left out."""
        day = now.astimezone(UTC).date()

        def look(c: Connection) -> dict[str, Any]:
            policy = read_policy.policy(c, site)
            made = plan_counts(c, site, policy, day, zone, "", abc)
            waiting = read_office.places_that_wait(c, site)
            fresh = [one for one in made.counts if one.location not in waiting]
            return {
                "day": day.isoformat(), "seed": made.seed, "found": len(fresh),
                "waiting": len(made.counts) - len(fresh),
                "counts": [{"location": one.location, "why": list(one.why)}
                           for one in fresh[:PLAN_MAX]],
            }  # fmt: skip

        return self._database.read(look)

    def slotting(self, site: str, now: datetime, days: int, limit: int) -> dict[str, Any]:
        """Moves of parts that save travel, largest first; parts left out as all of them is held."""
        homes = self._database.read(lambda c: proposed(c, site, now, days, limit))
        return {
            "days": days,
            "proposals": [{**asdict(one), "why": list(one.why)} for one in homes.moves],
            "held": list(homes.held),
        }

    def faces(self, site: str, after: str | None, limit: int) -> Page:
        """Pick faces by part: what lies there, and in reserve, against what should."""
        start = first_of(cursor(after, str)) or ""
        return self._database.read(lambda c: _faces(c, site, start, limit))


def _reach(c: Connection, site: str, supplier: str) -> dict[str, Any]:
    keys = units_from(c, site, supplier)
    books = books_of(c, site, keys)
    here, gone = Counter[str](), Counter[str]()
    for key in keys:
        if supplier in books.unit(key.holder, key.goods).suppliers:
            count = gone if key.holder == CUSTOMER else here
            count[key.goods.part] += books.quants.get(key, 0)
    parts = sorted(here.keys() | gone.keys(), key=lambda part: (-here[part], -gone[part], part))
    return {
        "supplier": supplier, "parts": len(parts), "units_here": here.total(),
        "units_gone": gone.total(),
        "most": [{"part": part, "here": here[part], "gone": gone[part]}
                 for part in parts[:REACH_MAX]],
    }  # fmt: skip


def _rules(c: Connection, site: str, start: str, limit: int) -> Page:
    rules = read_office.quality(c, site).rules
    names = [name for name in sorted(rules) if name > start][: limit + 1]
    told = read_office.last_changes(c, site, names)
    return page(names, limit, lambda name: _rule(rules[name], told.get(name)), lambda name: [name])


def _rule(rule: HoldRule, told: dict[str, Any] | None) -> dict[str, Any]:
    last = told and {"actor": told["actor"], "at": timestamp_text(told["occurred_at"])}
    return {**asdict(rule), "why": rule.why, "told": last}


def _change(row: dict[str, Any]) -> dict[str, Any]:
    body = json.loads(row["text"])["body"]
    return {
        "rule": row["detail"]["rule"],
        "active": row["detail"]["active"],
        "note": body.get("note", ""),
        "actor": row["actor"],
        "at": timestamp_text(row["occurred_at"]),
        "laid": row["detail"].get("laid", 0),
    }


def _wave(wave: Wave) -> dict[str, Any]:
    return {
        "orders": list(wave.orders),
        "route": wave.route,
        "cut_off": wave.cut_off and _utc(wave.cut_off),
        "release_at": _utc(wave.release_at),
        "why": wave.why,
    }


def _utc(at: datetime) -> str:
    return timestamp_text(int(at.timestamp() * 1000))


def _faces(c: Connection, site: str, start: str, limit: int) -> Page:
    records = read_office.faces(c, site, start, limit + 1)
    places = read_office.places(c, site)
    lying = read_slotting.lying(c, site)
    reserve: dict[str, int] = {}
    for (part, where), units in lying.items():
        place = places.get(where)
        if place is not None and not place.blocked and place.role in (Role.RESERVE, Role.BULK):
            reserve[part] = reserve.get(part, 0) + units

    def shown(row: tuple[str, list[dict[str, Any]]]) -> dict[str, Any]:
        part, faces = row
        return {
            "part": part, "reserve": reserve.get(part, 0),
            "faces": [
                {"location": face["location"], "minimum": face["minimum"],
                 "maximum": face["maximum"], "here": lying.get((part, face["location"]), 0),
                 "zone": places[face["location"]].zone if face["location"] in places else ""}
                for face in faces
            ],
        }  # fmt: skip

    return page(records, limit, shown, lambda row: [row[0]])
