# SPDX-License-Identifier: Apache-2.0
"""What the books say about the thing that a label is for: nobody types a confirmation number."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from backend.domain.sense import QUANTITY_MAX
from backend.domain.stock import plate_holder
from backend.store import book_tables as t
from backend.store.database import Database

Data = dict[str, str]
QUANTITY_DIGITS = len(str(QUANTITY_MAX))
PARTS_NAMED_MAX = 2  # parts a plate's label names before it says how many there are


@dataclass(frozen=True, slots=True)
class Wrong:
    """Why a label must not be printed, and the field to put right."""

    code: str
    field: str
    detail: str


class LabelFacts:
    """Reads the fields of a label from the books, for whoever holds no database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def data(self, site: str, template: str, code: str) -> Data | None:
        """The fields of a template for a location, part or plate; None if the books know no such
        thing, or the template is filled by hand."""
        read = _READERS.get(template)
        if read is None:
            return None
        return self._database.read(lambda connection: read(connection, site, code))

    def fault(self, site: str, template: str, data: Mapping[str, str]) -> Wrong | None:
        """What a label would tell people on the floor that is not so."""
        if template == "location":
            return self._database.read(lambda c: _wrong_confirm(c, site, data))
        if template != "part":
            return None
        quantity = data.get("quantity") or ""
        if quantity and not re.fullmatch(f"[1-9][0-9]{{0,{QUANTITY_DIGITS - 1}}}", quantity):
            text = f"the quantity is a whole number from 1 to {QUANTITY_MAX}"
            return Wrong("data.quantity", "quantity", text)
        place = data.get("bin") or ""
        known = not place or self.data(site, "location", place) is not None
        return None if known else Wrong("data.bin", "bin", f"there is no bin {place}")


def _wrong_confirm(connection: Connection, site: str, data: Mapping[str, str]) -> Wrong | None:
    """People say this number to prove where they stand: no two labels of a bin may differ."""
    code, said = data.get("code") or "", data.get("confirm") or ""
    known = _location(connection, site, code)
    own = (known or {}).get("confirm") or ""
    if own and said != own:
        return Wrong("data.confirm", "confirm", f"the confirmation number of {code} is {own}")
    if not own and said and not re.fullmatch("[0-9]{1,3}", said):
        return Wrong("data.confirm", "confirm", "the confirmation number is 1 to 3 digits")
    return None


def _location(connection: Connection, site: str, code: str) -> Data | None:
    c = t.locations.c
    query = sa.select(c.body).where(c.site_id == site, c.location == code)
    body = connection.scalar(query)
    if body is None:
        return None
    return {
        "code": code,
        "zone": body["zone"],
        "level": str(body.get("level") or ""),
        "confirm": str(body.get("confirm") or ""),
    }


def _part_body(connection: Connection, site: str, part: str) -> Mapping[str, Any] | None:
    s, p = t.sites.c, t.parts.c
    query = (
        sa.select(p.body)
        .join(t.sites, s.network_id == p.network_id)
        .where(s.site_id == site, p.part == part)
    )
    body: Mapping[str, Any] | None = connection.scalar(query)
    return body


def _part(connection: Connection, site: str, part: str) -> Data | None:
    body = _part_body(connection, site, part)
    return None if body is None else {"part": part, "description": body.get("description") or ""}


def _part_gtin(connection: Connection, site: str, part: str) -> Data | None:
    """The number of the single unit; a box's number would say that the label stands for a box."""
    body = _part_body(connection, site, part)
    if body is None:
        return None
    each = [pack["gtin"] for pack in body.get("packs", []) if pack["quantity"] == 1]
    found = next((gtin for gtin in each if gtin), "")
    return {"part": part, "description": body.get("description") or "", "gtin": found}


def _plate(connection: Connection, site: str, lpn: str) -> Data | None:
    if not _known_plate(connection, site, lpn):
        return None
    return {"lpn": lpn, "content": _content(connection, site, lpn)}


def _known_plate(connection: Connection, site: str, lpn: str) -> bool:
    """Whether the books have heard of a plate: seen somewhere, or packed and not loaded yet."""
    p, q = t.plates.c, t.quants.c
    seen = sa.select(p.lpn).where(p.site_id == site, p.lpn == lpn)
    filled = sa.select(q.holder).where(q.site_id == site, q.holder == plate_holder(lpn))
    return any(connection.scalar(query.limit(1)) is not None for query in (seen, filled))


def _content(connection: Connection, site: str, lpn: str) -> str:
    c = t.quants.c
    query = (
        sa.select(c.part, sa.func.sum(c.quantity))
        .where(c.site_id == site, c.holder == plate_holder(lpn), c.quantity > 0)
        .group_by(c.part)
        .order_by(c.part)
    )
    found = connection.execute(query).all()
    if len(found) > PARTS_NAMED_MAX:
        return f"{len(found)} parts"
    return ", ".join(f"{quantity} {part}" for part, quantity in found)


def _sscc(connection: Connection, site: str, sscc: str) -> Data | None:
    """A logistic unit: from this site, to the customer of the order it was packed for."""
    if not _known_plate(connection, site, sscc):
        return None
    name = connection.scalar(sa.select(t.sites.c.name).where(t.sites.c.site_id == site))
    customer = _customer(connection, site, sscc)
    return {"sscc": sscc, "sender": f"{name}, {site}".upper(), "to_name": customer.upper()}


def _customer(connection: Connection, site: str, lpn: str) -> str:
    c = t.orders.c
    query = sa.select(c.body).where(c.site_id == site, c.state != "cancelled")
    for body in connection.execute(query).scalars():
        if plate_holder(lpn) in (body.get("details") or {}).get("cartons", []):
            return str(body.get("name") or body.get("customer") or "")
    return ""


_READERS: dict[str, Callable[[Connection, str, str], Data | None]] = {
    "location": _location,
    "part": _part,
    "part_gtin": _part_gtin,
    "lpn": _plate,
    "sscc": _sscc,
}
