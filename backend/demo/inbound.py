# SPDX-License-Identifier: Apache-2.0
"""Six advance ship notices beside the one of the EDI file, as neutral `asn` documents."""

from datetime import date
from random import Random
from typing import Any, Final

from backend.demo import tour_parts as tour
from backend.demo.codes import sscc
from backend.demo.paper import clock, later
from backend.demo.parties import SUPPLIER_NAME

SITE: Final = "DC01"
FIRST_SSCC: Final = 100_001   # the EDI file's plates end at 105
FIRST_SERIAL: Final = 700_001  # the opening stock's serials end far below
UNITS_MAX: Final = 24
SERIAL_UNITS_MAX: Final = 4

# shipment, supplier, carrier, hour, minute due today, pallets
TRUCKS: Final = (
    ("BF-3071", "SUP0208", "SAIA", 6, 30, 2),
    ("TL-2217", "SUP0219", "RDWY", 7, 4, 4),
    ("KG-88120", "SUP0133", "SAIA", 8, 38, 3),
    ("MS-0419", "SUP0305", "FXFE", 9, 30, 1),
    ("OL-7731", "SUP0312", "RDWY", 11, 0, 2),
    ("VB-5510", "SUP0330", "ODFL", 12, 30, 2),
)


class Inbound:
    """Loads trucks: plates and serials run on from one truck to the next."""

    def __init__(self, rng: Random, today: date, parts: list[dict[str, Any]]) -> None:
        self._rng = rng
        self._today = today
        self._parts = parts
        self._sscc = FIRST_SSCC
        self._serial = FIRST_SERIAL
        self._line = 0

    def asns(self) -> list[dict[str, Any]]:
        """All six, in the order in which they are due."""
        return [self._truck(*row) for row in TRUCKS]

    def _truck(
        self, shipment: str, supplier: str, carrier: str, hour: int, minute: int, pallets: int
    ) -> dict[str, Any]:
        choice = [p for p in self._parts if _may_come(p, supplier)]
        self._line = 0
        order = f"PO44{self._rng.randrange(10_000, 99_999)}"
        return {
            "type": "asn",
            "key": f"asn:{supplier}:{shipment}:new",
            "shipment": shipment,
            "supplier": supplier,
            "ship_to": SITE,
            "purpose": "new",
            "supplier_name": SUPPLIER_NAME[supplier],
            "carrier": carrier,
            "trailer": str(self._rng.randrange(40_000, 60_000)),
            "bol": f"BOL{shipment.replace('-', '')}",
            "pro": None,
            "shipped_at": clock(date.fromisoformat(later(self._today, -2)), 15, 30),
            "expected_at": clock(self._today, hour, minute),
            "purchase_orders": [order],
            "packs": [self._pallet(choice, order) for _ in range(pallets)],
            "lines": [],
        }

    def _plate(self) -> str:
        plate = sscc(self._sscc)
        self._sscc += 1
        return plate

    def _pallet(self, choice: list[dict[str, Any]], order: str) -> dict[str, Any]:
        lpn = self._plate()
        cartons = [self._carton(choice, order) for _ in range(self._rng.randint(3, 6))]
        return {"kind": "pallet", "lpn": lpn, "packs": cartons, "lines": []}

    def _carton(self, choice: list[dict[str, Any]], order: str) -> dict[str, Any]:
        picked = self._rng.sample(choice, self._rng.choice((1, 1, 1, 2)))
        lines = [self._asn_line(part, order) for part in picked]
        return {"kind": "carton", "lpn": self._plate(), "packs": [], "lines": lines}

    def _asn_line(self, part: dict[str, Any], order: str) -> dict[str, Any]:
        self._line += 1
        serial = part["tracking"] == "serial"
        quantity = self._rng.randint(1, SERIAL_UNITS_MAX if serial else UNITS_MAX)
        by_lot = part["tracking"] == "lot"
        return {
            "line": self._line,
            "part": part["part"],
            "quantity": quantity,
            "uom": "EA",
            "supplier_part": part["aliases"][0],
            "lot": f"{part['supplier'][-2:]}{self._rng.randrange(100_000):05d}" if by_lot else None,
            "expires_on": self._expiry() if part["expires"] else None,
            "serials": self._serials(part, quantity) if serial else [],
            "purchase_order": order,
            "cumulative": None,
            "label_runs": [],
        }

    def _expiry(self) -> str:
        return later(self._today, self._rng.randint(300, 1000))

    def _serials(self, part: dict[str, Any], quantity: int) -> list[str]:
        stem = part["serial_pattern"].removesuffix(r"\d{6}")
        first = self._serial
        self._serial += quantity
        return [f"{stem}{number:06d}" for number in range(first, first + quantity)]


def _may_come(part: dict[str, Any], supplier: str) -> bool:
    """What a supplier still makes; the parts of the tour come on no truck but the tour's."""
    return (
        part["supplier"] == supplier
        and part["superseded_by"] is None
        and part["part"] not in tour.NAMES
    )
