# SPDX-License-Identifier: Apache-2.0
"""Count tasks through the real store: what a doubt of a place needs is loaded, in any order."""

from __future__ import annotations

from datetime import timedelta
from itertools import permutations
from typing import Any

import sqlalchemy as sa

from backend.store import book_tables as t
from tests.domain.floor import line
from tests.scenarios.site import Handheld, Site
from tests.simulation.server import in_memory
from tests.use_cases.busy_site import order, receipt

NAMED, OTHER = "A02-015-B", "A07-032-C"


def _to_count(site: Site) -> list[str]:
    query = sa.select(t.tasks.c.location).where(
        t.tasks.c.kind == "count", t.tasks.c.state == "open"
    )
    return sorted(row.location for row in site.rows(query))


def _short(source: str, part: str = "FLT-00318") -> dict[str, Any]:
    return {"order": "O-1", "line": 1, "source": source, "part": part, "asked": 4, "found": 1,
            "reason": "not_there"}  # fmt: skip


def test_a_short_pick_from_a_plate_gets_its_place_counted(site: Site) -> None:
    handheld = Handheld(site)
    handheld.tell("receipt", receipt("L-1", [line("FLT-00318", 4)], parent_lpn="P-1"))
    handheld.tell("putaway", {"source": "DOCK-01", "target": NAMED, "lpn": "P-1", "lines": []})
    handheld.push()
    handheld.tell("short_pick", _short("lpn:L-1"))
    handheld.push()
    assert _to_count(site) == [NAMED]
    handheld.tell("count", {"holder": NAMED, "lines": [], "lpns": ["P-1"], "empty": False})
    handheld.push()
    assert _to_count(site) == []


def test_a_named_bin_that_was_full_is_counted_once_whoever_uploads_first() -> None:
    for doubts_last in (False, True):
        for arrivals in permutations(range(3)):
            site = Site(in_memory(empty=True)).set_up()
            told = [_full("L-1"), _counted(), _full("L-2") if doubts_last else None]
            _arrive(site, told, arrivals)
            assert _to_count(site) == ([NAMED] if doubts_last else []), arrivals
            site.database.close()


def _arrive(site: Site, told: list[Any], arrivals: tuple[int, ...]) -> None:
    """Each by a device of its own, at its own time, in this order."""
    start = site.now
    for n in arrivals:
        if told[n] is not None:
            kind, body = told[n]
            handheld = Handheld(site, f"H-{n + 1}")
            handheld.tell(kind, body, at=start + timedelta(minutes=n + 1))
            site.now = start + timedelta(hours=1)
            handheld.push()


def _full(lpn: str) -> tuple[str, dict[str, Any]]:
    return "putaway", {"source": "DOCK-01", "target": OTHER, "lpn": lpn, "lines": [],
                       "suggested": NAMED, "reason": "bin_full"}  # fmt: skip


def _counted() -> tuple[str, dict[str, Any]]:
    return "count", {"holder": NAMED, "lines": [], "empty": True}  # as the book has it


def test_an_order_is_planned_from_where_nobody_doubts_the_stock(site: Site) -> None:
    order(site)
    handheld = Handheld(site)
    for place in (OTHER, NAMED):
        handheld.tell("receipt", receipt(f"L-{place}", [line("FLT-00318", 4)]))
        handheld.tell("putaway", {"source": "DOCK-01", "target": place, "lpn": f"L-{place}",
                                  "lines": []})  # fmt: skip
    handheld.push()
    assert _planned(site, "O-2") == NAMED
    handheld.tell("short_pick", _short(f"lpn:L-{NAMED}"))
    handheld.push()
    assert _planned(site, "O-3") == OTHER


def _planned(site: Site, number: str) -> str:
    lines = [{"line": 1, "part": "FLT-00318", "requested": 4}]
    site.tell("order_import", {"order": {"order": number, "asked_by": "D", "lines": lines}})
    query = sa.select(t.tasks.c.location).where(t.tasks.c.task == f"pick:{number}:1")
    return str(site.rows(query)[0].location)
