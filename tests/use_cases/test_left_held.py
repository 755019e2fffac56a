# SPDX-License-Identifier: Apache-2.0
"""What the store loads for a late hold that names goods alone: the shipments since then."""

from __future__ import annotations

import sqlalchemy as sa

from backend.store import book_tables as t
from tests.domain.floor import SUPPLIER, line
from tests.scenarios.site import Handheld, Site
from tests.simulation.server import in_memory

PADS = [line("BRK-10442", 4, "L1")]


def test_a_hold_that_waited_in_a_queue_asks_about_the_lot_that_has_left() -> None:
    site = Site(in_memory(), made=1000)
    doubter, packer = Handheld(site, "H-2"), Handheld(site)
    packer.tell("receipt", {
        "receipt": "R-1", "asn": None, "supplier": SUPPLIER, "location": "DOCK-01", "lpn": "L-1",
        "parent_lpn": None, "lines": PADS,
    })  # fmt: skip
    scope = {"part": "BRK-10442", "lot": "L1"}
    doubter.tell("hold", {"hold": "H-1", "scope": scope, "reason": "recall", "note": ""})
    packer.tell("load", {"shipment": "S-1", "order": None, "lpn": "L-1", "location": "DOOR-01"})
    packer.push()
    assert site.ask("shipment", {"shipment": "S-1", "orders": []}).outcome == "accepted"
    assert not site.stock()
    doubter.push()
    x = t.exceptions.c
    (asked,) = site.rows(sa.select(x.body).where(x.kind == "shipped_held"))
    assert (asked.body["lot"], asked.body["holder"]) == ("L1", "lpn:L-1")
