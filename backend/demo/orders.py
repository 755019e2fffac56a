# SPDX-License-Identifier: Apache-2.0
"""The demo's orders: dealers' stock orders and emergency orders, as neutral `order` documents.

Nothing is asked for beyond the opening stock, and nothing of the tour's parts: the tour's own
order comes as EDI.
"""

from collections import Counter
from datetime import date
from random import Random
from typing import Any, Final

from backend.demo import tour_parts as tour
from backend.demo.codes import vin
from backend.demo.paper import clock, later

STOCK_ORDERS, EMERGENCY_ORDERS = 40, 8
STOCK_LINES, EMERGENCY_LINES = (10, 60), (1, 3)
CLASS_WEIGHTS: Final = {"A": 65, "B": 22, "C": 13}
# How many units a line asks for, in percent: mostly one, and even numbers for pairs and packs.
SIZES, SIZE_WEIGHTS = (1, 2, 3, 4, 5, 10), (53, 25, 9, 5, 4, 4)


class Demand:
    """Draws order lines from what is in stock, by class."""

    def __init__(
        self, rng: Random, parts: list[dict[str, Any]], opening: list[dict[str, Any]]
    ) -> None:
        self._rng = rng
        self._left: Counter[str] = Counter()
        for line in opening:
            self._left[line["part"]] += line["quantity"]
        self._by_class: dict[str, list[str]] = {"A": [], "B": [], "C": []}
        for part in parts:
            if self._left[part["part"]] and _is_sold(part):
                self._by_class[part["abc"]].append(part["part"])

    def lines(self, total: int, with_vin: bool) -> list[dict[str, Any]]:
        """`total` lines of different parts, fewer only if the stock runs dry."""
        chosen: dict[str, int] = {}
        for _ in range(total * 4):
            if len(chosen) == total:
                break
            part = self._draw()
            if self._left[part] and part not in chosen:
                chosen[part] = min(self._rng.choices(SIZES, SIZE_WEIGHTS)[0], self._left[part])
                self._left[part] -= chosen[part]
        return [
            {"line": number, "part": part, "requested": quantity, "uom": "EA",
             "vin": vin(self._rng.randrange(100_000)) if with_vin else None, "kit": None}
            for number, (part, quantity) in enumerate(chosen.items(), start=1)
        ]  # fmt: skip

    def _draw(self) -> str:
        weights = list(CLASS_WEIGHTS.values())
        return self._rng.choice(self._by_class[self._rng.choices("ABC", weights)[0]])


def _is_sold(part: dict[str, Any]) -> bool:
    return part["family"] != "cores" and part["part"] not in tour.NAMES


def orders(
    rng: Random,
    today: date,
    customers: list[dict[str, Any]],
    parts: list[dict[str, Any]],
    opening: list[dict[str, Any]],
) -> list[dict[str, Any]]:
    """Emergency orders first, then stock orders, due today or within three days."""
    demand = Demand(rng, parts, opening)
    rows = []
    for number in range(EMERGENCY_ORDERS):
        lines = demand.lines(rng.randint(*EMERGENCY_LINES), with_vin=True)
        rows.append(_order(rng, today, rng.choice(customers), 140 + number, "VOR", lines))
    for number in range(STOCK_ORDERS):
        lines = demand.lines(rng.randint(*STOCK_LINES), with_vin=False)
        rows.append(_order(rng, today, rng.choice(customers), 400 + number, "STOCK", lines))
    return rows


def _order(
    rng: Random,
    today: date,
    customer: dict[str, Any],
    number: int,
    priority: str,
    lines: list[dict[str, Any]],
) -> dict[str, Any]:
    name = f"{customer['customer']}-{number:04d}"
    emergency = priority == "VOR"
    asked = date.fromisoformat(later(today, 0 if emergency else -1))
    must_ship = later(today, rng.randint(0, 1) if emergency else rng.randint(0, 3))
    return {
        "type": "order",
        "key": f"order:{customer['customer']}:{name}:new",
        "order": name,
        "ship_to": {"id": customer["customer"], "name": customer["name"], "address": []},
        "asked_by": customer["customer"],
        "asked_at": clock(asked, rng.randint(6, 8) if emergency else rng.randint(9, 18)),
        "purpose": "new",
        "customer_purchase_order": f"PO{rng.randrange(10_000, 99_999)}",
        "requested_on": must_ship,
        "must_ship_on": must_ship,
        "priority": priority,
        "carrier": "UPSN" if emergency else "SAIA",
        "service": None,
        "door": None,
        "stop": None,
        "lines": lines,
    }
