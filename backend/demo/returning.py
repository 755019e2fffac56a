# SPDX-License-Identifier: Apache-2.0
"""What the demo's ERP knows of goods that will come back: authorizations, deposits of exchange
parts, claims, an order to remanufacture. The body of one `returns_import`.

Hillside sends back what it bought last month; dealers' orders of today bring deposits of their own.
"""

from collections.abc import Iterator
from datetime import date
from typing import Any, Final

from backend.demo import tour_parts as tour
from backend.demo.paper import later
from backend.demo.parties import HILLSIDE, NORTHGATE

AUTHORIZATION: Final = "RMA-2207-17"
LATE_AUTHORIZATION: Final = "RMA-2301-03"  # its window is over
LATE_CUSTOMER: Final = "DLR2301"
CLAIM: Final = "WC-2207-05"
CALLED_IN: Final = "WC-2207-06"  # its supplier wants the part
SALE: Final = "DLR2207-0033"  # exchange units, sold before the demo begins
REMAN_ORDER: Final = "RO-0417"
FAILED_SERIALS: Final = ("E7A000281", "E7A000282")
CORE_SERIAL, UNIT_SERIAL = "OLD-40417", "RMN-00417"
CURRENCY: Final = "USD"
MODULE_MINOR: Final = 41_250
FAMILIES: Final = ("alternator", "starter")  # of which the house has a checklist of its own

Row = dict[str, Any]


def exchange_part(parts: list[Row]) -> Row:
    """The exchange unit of the walk: an alternator, so that nothing need be drained."""
    return next(row for row in parts if row["core"] and _family(row) == "alternator")


def battery(parts: list[Row]) -> Row:
    """A wet battery, for one that comes back leaking."""
    return next(row for row in parts if row["hazard"] and row["hazard"]["un"] == "UN2794")


def returning(today: date, parts: list[Row], orders: list[Row]) -> Row:
    """Everything that may come back to this site."""
    unit = exchange_part(parts)
    return {
        "authorizations": _authorizations(today),
        "deposits": [_sale(today, unit), *_sold_today(today, parts, orders)],
        "claims": [_claim(today, CLAIM, FAILED_SERIALS[0], False),
                   _claim(today, CALLED_IN, FAILED_SERIALS[1], True)],
        "groups": [group for row in parts if row["core"] for group in _groups(row)],
        "reman_orders": [
            {"order": REMAN_ORDER, "core_group": unit["core"], "part": unit["part"]},
        ],
    }  # fmt: skip


def _authorizations(today: date) -> list[Row]:
    lines = [
        {"line": 1, "part": tour.COUNTED, "quantity": 4, "price_minor": 900},
        {"line": 2, "part": tour.MODULE, "quantity": 1, "price_minor": MODULE_MINOR},
    ]
    late = [{"line": 1, "part": tour.COUNTED_TOO, "quantity": 2, "price_minor": 950}]
    return [
        {"authorization": AUTHORIZATION, "customer": HILLSIDE, "currency": CURRENCY,
         "opens_on": later(today, -10), "closes_on": later(today, 20), "lines": lines},
        {"authorization": LATE_AUTHORIZATION, "customer": LATE_CUSTOMER, "currency": CURRENCY,
         "opens_on": later(today, -40), "closes_on": later(today, -5), "lines": late},
    ]  # fmt: skip


def _family(row: Row) -> str:
    noun = str(row["description"]).split(",")[0].lower()
    return noun if noun in FAMILIES else ""


def _groups(row: Row) -> Iterator[Row]:
    """An exchange part and its core, by whichever number it is scanned."""
    for part in (row["part"], row["core"]):
        yield {"part": part, "core_group": row["core"], "family": _family(row),
               "core_part": row["core"]}  # fmt: skip


def _sale(today: date, unit: Row) -> Row:
    return {"order": SALE, "line": 1, "customer": HILLSIDE, "quantity": 2,
            "due_on": later(today, 60), **_deposit(unit)}  # fmt: skip


def _deposit(unit: Row) -> Row:
    return {"part": unit["part"], "core_group": unit["core"], "currency": CURRENCY,
            "deposit_minor": unit["core_deposit_minor"]}  # fmt: skip


def _sold_today(today: date, parts: list[Row], orders: list[Row]) -> Iterator[Row]:
    exchanged = {row["part"]: row for row in parts if row["core"]}
    for order in orders:
        for line in order["lines"]:
            unit = exchanged.get(line["part"])
            if unit is not None:
                yield {"order": order["order"], "line": line["line"], "customer": order["asked_by"],
                       "quantity": line["requested"], "due_on": later(today, 90),
                       **_deposit(unit)}  # fmt: skip


def _claim(today: date, name: str, serial: str, called_in: bool) -> Row:
    return {"claim": name, "part": tour.MODULE, "serial": serial, "customer": HILLSIDE,
            "currency": CURRENCY, "claimed_minor": MODULE_MINOR, "keep_until": later(today, 90),
            "supplier": NORTHGATE, "called_in": called_in}  # fmt: skip
