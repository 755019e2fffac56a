# SPDX-License-Identifier: Apache-2.0
"""The few parts that the ten-minute tour, the EDI files and the documentation speak of."""

from typing import Any, Final

from backend.demo.codes import gtin14
from backend.demo.hazards import hazard
from backend.demo.parties import NORTHGATE

BRAKE_PADS: Final = "BRK-10442"
LOOK_ALIKE: Final = "BRK-10424"
MODULE: Final = "ECU-77810-AB"
MODULE_BEFORE: Final = "ECU-77810-AA"
SEALANT: Final = "SLT-00931"
FREE_SERIAL: Final = "E7A000290"
COUNTED: Final = "FLT-00318"
COUNTED_TOO: Final = "FLT-00322"
COUNTED_ON_HAND: Final = 18  # units in the bin that the tour counts
COUNTED_TOO_ON_HAND: Final = 6
NAMES: Final = (
    BRAKE_PADS, LOOK_ALIKE, MODULE, MODULE_BEFORE, SEALANT, COUNTED, COUNTED_TOO
)  # fmt: skip

# What the EDI notice brings, line by line: part, units, lot.
TRUCK: Final[tuple[tuple[str, int, str], ...]] = (
    (BRAKE_PADS, 40, "L26-0188"),
    (MODULE, 3, ""),
    (SEALANT, 24, "B9931"),
    (BRAKE_PADS, 8, "L26-0190"),
)


def _part(number: str, text: str, supplier_number: str, **more: Any) -> dict[str, Any]:
    row: dict[str, Any] = {
        "part": number, "description": text, "family": "brakes", "uom": "EA",
        "packs": [{"code": "EA", "quantity": 1, "gtin": None}],
        "tracking": "none", "expires": False, "serial_pattern": None, "hazard": None,
        "abc": "B", "critical": "normal", "superseded_by": None, "weight_g": 0, "volume_ml": 0,
        "reman": False, "core": None, "core_deposit_minor": None,
        "aliases": [supplier_number], "supplier": NORTHGATE,
    }  # fmt: skip
    row.update(more)
    row["aliases"] = [supplier_number, *(p["gtin"] for p in row["packs"] if p["gtin"])]
    return row


def _packs(reference: int, **sizes: int) -> list[dict[str, Any]]:
    """The unit with its GTIN, then larger packs without one."""
    rows = [{"code": "EA", "quantity": 1, "gtin": gtin14(reference)}]
    return rows + [{"code": code.upper(), "quantity": n, "gtin": None} for code, n in sizes.items()]


def tour_parts() -> list[dict[str, Any]]:
    """Seven part rows in the catalogue's shape."""
    module = {"family": "electronics", "critical": "safety", "tracking": "serial"}
    filters = {"family": "filters", "supplier": "SUP0208"}
    return [
        _part(BRAKE_PADS, "Brake pad set", "NB442", packs=_packs(1, carton=40, pallet=480),
              tracking="lot", abc="A", critical="safety", weight_g=1450, volume_ml=1300),
        _part(LOOK_ALIKE, "Brake pad set, rear", "NB424", packs=_packs(5, carton=40),
              tracking="lot", critical="safety", weight_g=1220, volume_ml=1150),
        _part(MODULE, "Control module", "NB-E7", packs=_packs(2, carton=4),
              serial_pattern=r"E7A\d{6}", weight_g=690, volume_ml=1900, **module),
        _part(MODULE_BEFORE, "Control module", "NB-E6", abc="C", superseded_by=MODULE,
              serial_pattern=r"E6A\d{6}", weight_g=710, volume_ml=1900, **module),
        _part(SEALANT, "Sealant", "NB-S1", packs=_packs(3, carton=24), family="sealants",
              tracking="lot", expires=True, hazard=hazard("UN1133"), weight_g=420, volume_ml=360),
        _part(COUNTED, "Oil filter, 2.0", "BF318", packs=_packs(6, carton=20), abc="A",
              weight_g=380, volume_ml=1100, **filters),
        _part(COUNTED_TOO, "Oil filter, 1.6 diesel", "BF322", packs=_packs(7, carton=20),
              weight_g=410, volume_ml=1250, **filters),
    ]  # fmt: skip
