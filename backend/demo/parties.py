# SPDX-License-Identifier: Apache-2.0
"""Suppliers, dealers and people of the demo site. Every name is invented."""

from typing import Any, Final

NORTHGATE: Final = "SUP0417"
HILLSIDE: Final = "DLR2207"

# code, name, short form in the supplier's own part numbers, families delivered
SUPPLIERS: Final[tuple[tuple[str, str, str, tuple[str, ...]], ...]] = (
    (NORTHGATE, "NORTHGATE BRAKE CO", "NB", ("brakes",)),
    ("SUP0133", "KESSLER GASKET", "KG", ("engine", "kits")),
    ("SUP0208", "BRENNER FILTER", "BF", ("filters",)),
    ("SUP0219", "TRITECH LUBES", "TL", ("fluids", "sealants")),
    ("SUP0305", "MERIDIAN SENSORS", "MS", ("electronics", "ignition")),
    ("SUP0312", "ORBIS LIGHTING", "OL", ("lamps",)),
    ("SUP0330", "VOLTA BATTERIES", "VB", ("batteries",)),
    ("SUP0341", "CALDER CHASSIS", "CC", ("suspension", "brakes")),
    ("SUP0356", "FENWICK DRIVELINE", "FD", ("transmission", "engine")),
    ("SUP0362", "HARROW PRESSINGS", "HP", ("body",)),
    ("SUP0374", "LUMEN AND PANE", "LP", ("glass", "wipers")),
    ("SUP0388", "SENTRY RESTRAINTS", "SR", ("airbags",)),
    ("SUP0391", "ATLAS BELTING", "AB", ("belts", "kits")),
    ("SUP0402", "RIVERSIDE TYRE", "RT", ("tyres",)),
    ("SUP0409", "PRECISION FIXINGS", "PF", ("fasteners",)),
    ("SUP0423", "SECOND LIFE REMAN", "SL", ("reman", "cores")),
)
SUPPLIER_NAME: Final = {code: name for code, name, _, _ in SUPPLIERS}

_DEALER_FIRST: Final = (
    "ALDER", "BIRCHWOOD", "CEDAR", "DOWNTOWN", "EASTGATE", "FAIRVIEW", "GRANGE", "HARBOUR",
    "IRONBRIDGE", "JUNCTION", "KINGSWAY", "LAKESIDE", "MILLPOND", "NEWFIELD", "OAKHURST",
    "PARKWAY", "QUARRY", "RAVENS", "STONEGATE", "THORNTON", "UPLAND", "VALLEY", "WESTBROOK",
    "YARROW",
)  # fmt: skip
_DEALER_LAST: Final = ("MOTORS", "AUTO CENTRE", "GARAGE", "VEHICLE SERVICE")

# The tokens are public, so they open a demo site only; a real badge holds a random token.
ACTORS: Final[tuple[tuple[str, str, str, str, str], ...]] = (
    ("ana.lopez", "Ana Lopez", "worker", "DEMO-BADGE-LOPEZ-7F3K9Q2M6R8T4W1X5Z", "2207"),
    ("p.wong", "P. Wong", "worker", "DEMO-BADGE-WONG-4H8N2C6V9B3J7L5D1S", "4180"),
    ("t.brandt", "T. Brandt", "worker", "DEMO-BADGE-BRANDT-9P5G1Y7E3U8A2K6W4M", "1044"),
    ("m.rossi", "M. Rossi", "supervisor", "DEMO-BADGE-ROSSI-6T2X8R4Q1Z7C5F9H3V", "7781"),
)


def suppliers() -> list[dict[str, Any]]:
    """Rows `{"supplier", "name"}`."""
    return [{"supplier": code, "name": name} for code, name, _, _ in SUPPLIERS]


def customers() -> list[dict[str, Any]]:
    """Rows `{"customer", "name"}`: Hillside Motors of the EDI order and 24 other dealers."""
    rows = [{"customer": HILLSIDE, "name": "HILLSIDE MOTORS"}]
    for index, first in enumerate(_DEALER_FIRST):
        last = _DEALER_LAST[index % len(_DEALER_LAST)]
        rows.append({"customer": f"DLR{2301 + 43 * index}", "name": f"{first} {last}"})
    return rows


def actors() -> list[dict[str, Any]]:
    """Rows `{"actor", "name", "role", "badge", "pin"}`; badge tokens and PINs are for show."""
    keys = ("actor", "name", "role", "badge", "pin")
    return [dict(zip(keys, row, strict=True)) for row in ACTORS]
