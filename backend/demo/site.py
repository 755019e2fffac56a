# SPDX-License-Identifier: Apache-2.0
"""One seed, one demo site: plain data, ready to be put into import operations.

The same seed and day give the same bytes. Nothing here reads a clock: the caller says what today
is, and all due and expiry dates are counted from it.
"""

from dataclasses import asdict, dataclass
from datetime import date
from random import Random
from typing import Any, Final

from backend.demo import tour_parts as tour
from backend.demo.cartons import cartons
from backend.demo.catalogue import catalogue
from backend.demo.directed import directed
from backend.demo.floor import floor
from backend.demo.inbound import SITE, Inbound
from backend.demo.opening import Opening
from backend.demo.orders import orders
from backend.demo.paper import WRITTEN_ON, messages
from backend.demo.parties import NORTHGATE, actors, customers, suppliers
from backend.demo.returning import returning
from backend.demo.tray import tray

SEED: Final = 417
SITE_NAME: Final = "Central Parts"

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class DemoSite:
    """Everything a demo starts with; shapes of the rows are in this room's README."""

    site: str
    name: str
    seed: int
    today: str
    suppliers: list[Row]
    customers: list[Row]
    parts: list[Row]
    locations: list[Row]
    opening: list[Row]
    homes: list[Row]
    qualified: list[Row]
    asns: list[Row]
    orders: list[Row]
    edi: list[Row]
    returns: Row
    actors: list[Row]
    devices: list[Row]
    tray: Row
    cartons: list[Row]

    def plain(self) -> Row:
        """The whole site as one JSON object."""
        return asdict(self)


def demo_site(seed: int = SEED, today: date = WRITTEN_ON) -> DemoSite:
    """The demo site of `seed`, as it stands on the morning of `today`."""
    parts = catalogue(Random(f"{seed}:parts"))
    locations = floor(Random(f"{seed}:floor"))
    opening = Opening(Random(f"{seed}:opening"), today, locations)
    opening.fill(parts)
    dealers = customers()
    qualified = _qualified(parts)
    sold = orders(Random(f"{seed}:orders"), today, dealers, parts, opening.lines)
    targets = directed(parts, locations, opening.lines, qualified)
    return DemoSite(
        site=SITE,
        name=SITE_NAME,
        seed=seed,
        today=today.isoformat(),
        suppliers=suppliers(),
        customers=dealers,
        parts=parts,
        locations=locations,
        opening=opening.lines,
        homes=opening.homes,
        qualified=qualified,
        asns=Inbound(Random(f"{seed}:asns"), today, parts).asns(),
        orders=sold,
        edi=messages(today),
        returns=returning(today, parts, sold),
        actors=actors(),
        devices=[],
        tray=tray(today, targets, parts),
        cartons=cartons(),
    )


def _qualified(parts: list[Row]) -> list[Row]:
    """What each supplier has delivered before; the control module comes for the first time."""
    return [
        {"part": part["part"], "supplier": part["supplier"]}
        for part in parts
        if (part["part"], part["supplier"]) != (tour.MODULE, NORTHGATE)
    ]
