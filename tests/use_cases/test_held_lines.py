# SPDX-License-Identifier: Apache-2.0
"""What the store loads for a hold on a plate is what the ERP is told of it, and replay agrees."""

from __future__ import annotations

import json
from typing import Any

import sqlalchemy as sa

from backend.store import book_tables as t
from backend.store.database import Database
from backend.use_cases.replay import replay
from sync.erp.documents import outbound
from tests.domain.floor import line
from tests.scenarios.site import SITE, Handheld, Site
from tests.use_cases.busy_site import receipt

AT = "A07-032-C"


def told(site: Site) -> list[list[tuple[Any, ...]]]:
    """The lines of each word about held stock."""
    x = t.outbox.c
    query = sa.select(x.body).where(x.type == "stock_status").order_by(x.version)
    bodies = [json.loads(b) if isinstance(b, str) else b for (b,) in site.rows(query)]
    for body in bodies:
        assert not isinstance(outbound("stock_status", body), tuple), body
    return [
        [(row["part"], row["quantity"], row["lpn"], row["location"]) for row in body["lines"]]
        for body in bodies
    ]


def test_a_hold_on_a_plate_and_its_release_name_what_is_under_them(
    site: Site, empty: Database
) -> None:
    handheld = Handheld(site)
    handheld.tell("receipt", receipt("L-7", [line("BRK-10442", 40, "L1"), line("FLT-00318", 6)]))
    handheld.push()
    site.ask("hold", {"hold": "H-1", "scope": {"lpn": "L-7"}, "reason": "leak"}, "lopez")
    handheld.tell("transfer", {
        "source": "lpn:L-7", "target": AT, "lines": [line("FLT-00318", 2)],
    })  # fmt: skip
    handheld.push()
    site.release("H-1", "inspected")
    on_it = [("BRK-10442", 40, "L-7", "DOCK-01"), ("FLT-00318", 6, "L-7", "DOCK-01")]
    after = [("FLT-00318", 2, None, AT), on_it[0], ("FLT-00318", 4, "L-7", "DOCK-01")]
    assert told(site) == [on_it, after]
    assert replay(site.database, empty, SITE).ok


def test_a_hold_on_a_place_that_is_told_late_names_what_has_moved_on(
    site: Site, empty: Database
) -> None:
    late, handheld = Handheld(site, "H-2"), Handheld(site)
    handheld.tell("receipt", receipt("L-7", [line("FLT-00318", 6)]))
    handheld.push()
    late.tell("hold", {"hold": "H-1", "scope": {"location": "DOCK-01"}, "reason": "leak"})
    handheld.tell("transfer", {
        "source": "lpn:L-7", "target": AT, "lines": [line("FLT-00318", 2)],
    })  # fmt: skip
    handheld.push()
    late.push()
    assert told(site) == [[("FLT-00318", 2, None, AT), ("FLT-00318", 4, "L-7", "DOCK-01")]]
    assert replay(site.database, empty, SITE).ok


def test_a_release_is_told_after_its_hold_whatever_keeps_the_hold_waiting(site: Site) -> None:
    handheld = Handheld(site)
    module = line("ECU-77810-AB", 1, None, "E7A000311")
    handheld.tell("receipt", receipt("L-2", [module]), group="lpn:L-2")
    handheld.push()
    (row,) = site.rows(sa.select(t.holds))
    site.release(row.hold, "inspected")
    x = t.outbox.c
    told = site.rows(sa.select(x.type, x.order_key).order_by(x.version, x.position))
    assert told == [("goods_receipt", "lpn:L-2"), ("stock_status", "lpn:L-2"),
                    ("stock_status", "lpn:L-2")]  # fmt: skip


def test_a_lot_without_characters_is_no_lot_for_the_erp(site: Site) -> None:
    handheld = Handheld(site)
    handheld.tell("receipt", receipt("L-7", [line("FLT-00318", 6, "")]))
    handheld.push()
    for holder in (AT, "lpn:L-7"):
        body = {"holder": holder, "part": "FLT-00318", "quantity": 1, "reason": "found", "lot": ""}
        assert site.ask("adjustment", body).outcome == "accepted"
    x = t.outbox.c
    rows = site.rows(sa.select(x.type, x.body).order_by(x.version))
    assert [kind for kind, _ in rows] == ["goods_receipt", *["adjustment_advice"] * 2]
    for kind, told in rows:
        assert not isinstance(outbound(kind, told), tuple), told
