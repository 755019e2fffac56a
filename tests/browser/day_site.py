# SPDX-License-Identifier: Apache-2.0
"""The site of the whole day in the morning: what is on its shelves, what comes, what is ordered."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from backend.domain.locations import Location
from backend.domain.parts import Part, Tracking
from tests.acceptance.goods import notice, order
from tests.acceptance.served import Floor
from tests.browser.day_truth import Goods, Truth
from tests.domain.floor import SUPPLIER, line

PADS, MODULE, FILTER = "BRK-10442", "ECU-77810-AB", "FLT-00318"
WIPER, BULB, PLUG, HOSE, BELT = "WIP-1", "BLB-1", "PLG-1", "HSE-1", "BLT-1"
PARTS = (Part(WIPER, "Wiper"), Part(BULB, "Bulb"), Part(PLUG, "Spark plug"),
         Part(HOSE, "Hose", tracking=Tracking.LOT), Part(BELT, "Belt"))  # fmt: skip
SHELVES = [Location(f"C01-00{n}-A", "C", travel=200 + n) for n in range(1, 10)]
A1, A2, B1, B2 = "L-000811", "L-000812", "L-000821", "L-000822"
SURPLUS, CRUSHED, BENT = "L-000901", "L-000902", "L-000903"
HOLD_ZONE = "Q01-004-A"
OWN = "C09-001-A"
"""A bin far forward: no plan sends slow movers there."""

FILTER_BIN, WIPER_BIN, MODULE_BIN, PADS_BIN, BULB_BIN, PLUG_BIN, HOSE_BIN = (
    place.location for place in SHELVES[:7]
)
OPENING = {
    PADS_BIN: [Goods(20, PADS, "L1")],
    MODULE_BIN: [Goods(1, MODULE, "", "E7A000290"), Goods(1, MODULE, "", "E7A000291")],
    FILTER_BIN: [Goods(6, FILTER)],
    WIPER_BIN: [Goods(10, WIPER)],
    BULB_BIN: [Goods(8, BULB)],
    PLUG_BIN: [Goods(9, PLUG)],
    HOSE_BIN: [Goods(5, HOSE, "H1")],
}
MISSING = [(FILTER_BIN, Goods(1, FILTER)), (PLUG_BIN, Goods(1, PLUG))]
"""What the books have in the morning, and the shelves have not."""


@dataclass
class Day:
    """A site in the morning, and what really is on its shelves."""

    floor: Floor
    truth: Truth = field(default_factory=Truth)

    def opens(self) -> None:
        self.floor.has(*PARTS, *SHELVES, Location(OWN, "C", travel=1))
        self.floor.has({"qualified": [{"part": MODULE, "supplier": SUPPLIER}]})
        for n, (place, goods) in enumerate(OPENING.items()):
            self.stocks(f"L-0000{n}", place, goods)
        for place, one in MISSING:
            self.truth.went(place, one)
        office = self.floor.office
        office("asn_import", notice(
            (A1, [line(PADS, 10, "L2")]), (A2, [line(BELT, 6)]), truck="TRUCK-A"))
        office("asn_import", notice(
            (B1, [line(MODULE, 2)]), (B2, [line(PADS, 10, "L3")]), truck="TRUCK-B"))
        office("order_import", order("O-1", (FILTER, 6), (PADS, 4)))
        office("order_import", order("O-2", (WIPER, 4), (PADS, 3)))
        office("order_import", order("O-3", (MODULE, 2)))
        office("order_import", order("O-4", (BULB, 5)))

    def stocks(self, lpn: str, place: str, goods: list[Goods]) -> None:
        """Stood there in the morning: put there longer ago than two clocks may differ."""
        lines = [line(one.part, one.many, one.lot or None, *filter(None, [one.serial]))
                 for one in goods]  # fmt: skip
        then = datetime.now(UTC) - timedelta(minutes=1)
        self.floor.told("receipt", {
            "receipt": "OPENING", "asn": None, "supplier": SUPPLIER, "location": "DOCK-01",
            "lpn": lpn, "parent_lpn": None, "lines": lines}, at=then)  # fmt: skip
        self.floor.told("putaway", {"source": f"lpn:{lpn}", "target": place, "lpn": None,
                                    "lines": lines}, at=then)  # fmt: skip
        self.truth.came(place, *goods)

    def to_recount(self, place: str) -> bool:
        """Somebody else than the first counter shall count it."""
        task = self.task("count", location=place)
        return task is not None and "recount" in task["why"]

    def task(self, kind: str, **like: Any) -> dict[str, Any] | None:
        """An open task whose body says so."""
        for one in self.floor.tasks(kind):
            if like.items() <= one["body"].items():
                return dict(one["body"])
        return None
