# SPDX-License-Identifier: Apache-2.0
"""Parts of which goods may have come from a supplier: by the numbers, lots and parts that name it.

Goods without a number or a lot have had an owner, too: their receipts are kept as a lot of ''.
"""

from __future__ import annotations

import json

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from backend.domain.stock import CUSTOMER, Goods, QuantKey, is_virtual
from backend.domain.touches import Touches
from backend.store import book_tables as t
from backend.store.exact_keys import rows_by_keys


def parts_from(connection: Connection, site: str, network: str, supplier: str) -> set[str]:
    """Parts that somebody received from a supplier, or that usually come from it."""
    s, lots, parts = t.serials.c, t.lots.c, t.parts.c
    named = sa.cast(lots.suppliers, sa.Text).contains(json.dumps(supplier), autoescape=True)
    queries = (
        sa.select(s.part).where(s.site_id == site, s.supplier == supplier).distinct(),
        sa.select(lots.part).where(lots.site_id == site, named).distinct(),
        sa.select(parts.part).where(
            parts.network_id == network, parts.body["supplier"].as_string() == supplier
        ),
    )
    return {part for query in queries for part in connection.scalars(query)}


def units_from(connection: Connection, site: str, supplier: str) -> list[QuantKey]:
    """Balances here, and of what has left for customers, of parts that may be a supplier's."""
    network = connection.scalar(
        sa.select(t.sites.c.network_id).where(t.sites.c.site_id == site)
    )
    parts = [(part,) for part in sorted(parts_from(connection, site, network or "", supplier))]
    rows = rows_by_keys(connection, t.quants, ("site_id", site), ["part"], parts)
    keys = (QuantKey(r.holder, Goods(r.part, r.lot, r.serial)) for r in rows if r.quantity > 0)
    return [key for key in keys if key.holder == CUSTOMER or not is_virtual(key.holder)]


def widen(connection: Connection, site: str, network: str, found: Touches) -> None:
    """The parts of suppliers all of whose goods matter: their stock and what is promised of it."""
    for supplier in sorted(found.goods_of):
        parts = parts_from(connection, site, network, supplier)
        found.parts |= parts
        found.part_stock |= parts
        found.pledged |= parts
        found.lots |= {(part, "") for part in parts}
