# SPDX-License-Identifier: Apache-2.0
"""Goods of the acceptance tests: notices and orders as partners send them."""

from __future__ import annotations

from typing import Any

from tests.domain.floor import SUPPLIER

TRUCK = "SHP261130A"
CARTON, CARTON_2, PALLET = "006141410000001026", "006141410000001033", "006141410000003006"

Lines = list[dict[str, Any]]


def notice(
    *cartons: tuple[str, Lines], truck: str = TRUCK, pallet: str | None = None, **more: Any
) -> dict[str, Any]:
    """A truck's notice: cartons (plate, lines), on a pallet if one is named."""
    number = iter(range(1, 1000))
    packs = [
        {"kind": "carton", "lpn": lpn, "packs": [], "lines": [
            {"expires_on": None, "uom": "EA", **one, "line": next(number)} for one in lines
        ]}
        for lpn, lines in cartons
    ]  # fmt: skip
    if pallet:
        packs = [{"kind": "pallet", "lpn": pallet, "packs": packs, "lines": []}]
    return {"asn": {
        "shipment": truck, "supplier": SUPPLIER, "supplier_name": "Northgate",
        "carrier": "SAIA", "pro": "PRO998877", "bol": "BOL261130", "trailer": "44321",
        "expected_at": "2026-11-30T10:00:00", "purchase_orders": ["PO-5561"],
        "packs": packs, "lines": [], **more,
    }}  # fmt: skip


def order(name: str, *asked: tuple[str, int], priority: str = "STOCK", **more: Any) -> Any:
    """An order as the ERP sends it."""
    lines = [
        {"line": n, "part": part, "requested": many, "uom": "EA"}
        for n, (part, many) in enumerate(asked, 1)
    ]
    return {"order": {
        "order": name, "name": "HILLSIDE MOTORS", "ship_to": {"id": "D1001"},
        "priority": priority, "asked_by": "D1001", "lines": lines, **more,
    }}  # fmt: skip
