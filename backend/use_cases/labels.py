# SPDX-License-Identifier: Apache-2.0
"""What the books say about the thing that a label is for: nobody types a confirmation number."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from backend.domain.sense import QUANTITY_MAX
from backend.domain.stock import plate_holder
from backend.store import book_tables as t
from backend.store.database import Database

Data = dict[str, str]
Line = Mapping[str, Any]
QUANTITY_DIGITS = len(str(QUANTITY_MAX))
PARTS_NAMED_MAX = 2  # parts a plate's label names before it says how many there are


@dataclass(frozen=True, slots=True)
class Wrong:
    """Why a label must not be printed, and the field to put right."""

    code: str
    field: str
    detail: str


@dataclass(frozen=True, slots=True)
class Announced:
    """A pack that a notice announces: who sends it, and the lines in it."""

    supplier: str
    lines: Sequence[Line]


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
    if _known_plate(connection, site, lpn):
        return {"lpn": lpn, "content": _content(connection, site, lpn)}
    coming = _announced(connection, site, lpn)
    if coming is None:
        return None
    amounts: dict[str, int] = {}
    for line in coming.lines:
        amounts[line["part"]] = amounts.get(line["part"], 0) + line["quantity"]
    return {"lpn": lpn, "content": _named(sorted(amounts.items()))}


def _hold(connection: Connection, site: str, lpn: str) -> Data | None:
    """The tag of a plate that is on hold, or has goods that are: why, since when, by whom (IN11).
    None where nothing of it is held: a tag that says something else is worse than none."""
    q, h = t.quants.c, t.holds.c
    inside = sa.select(q.part, q.lot, q.serial).where(
        q.site_id == site, q.holder == plate_holder(lpn), q.quantity > 0
    )
    goods = {(row.part, row.lot, row.serial) for row in connection.execute(inside)}
    held = sa.select(t.holds).where(h.site_id == site, h.state == "open").order_by(h.placed_at)
    for row in connection.execute(held):
        scope = row.scope
        if scope.get("lpn") == lpn or ("lpn" not in scope and _over(scope, goods)):
            day = datetime.fromtimestamp(row.placed_at / 1000, UTC).date().isoformat()
            return {
                "lpn": lpn, "reason": row.reason.replace("_", " "),
                "content": _content(connection, site, lpn),
                "placed": f"{row.hold[:24]} - {row.placed_by[:12]} - {day}",
            }  # fmt: skip
    return None


def _over(scope: Mapping[str, str], goods: set[tuple[str, str, str]]) -> bool:
    """Whether a hold of a part, of a lot or of a unit of it is over some of these goods."""
    return any(
        part == scope.get("part")
        and scope.get("lot", lot) == lot
        and scope.get("serial", serial) == serial
        for part, lot, serial in goods
    )


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
    return _named([(part, quantity) for part, quantity in connection.execute(query)])


def _named(found: Sequence[tuple[str, int]]) -> str:
    if len(found) > PARTS_NAMED_MAX:
        return f"{len(found)} parts"
    return ", ".join(f"{quantity} {part}" for part, quantity in found)


def _sscc(connection: Connection, site: str, sscc: str) -> Data | None:
    """A logistic unit: from this site to the customer of the order it was packed for, or from the
    supplier who announced it to this site."""
    name = connection.scalar(sa.select(t.sites.c.name).where(t.sites.c.site_id == site))
    here = f"{name}, {site}".upper()
    customer = _customer(connection, site, sscc)
    coming = None if customer else _announced(connection, site, sscc)
    if coming is not None:
        whence = {"sscc": sscc, "sender": coming.supplier.upper(), "to_name": here}
        return whence | _one_article(connection, site, coming.lines)
    if not customer and not _known_plate(connection, site, sscc):
        return None
    return {"sscc": sscc, "sender": here, "to_name": customer.upper()}


def _one_article(connection: Connection, site: str, lines: Sequence[Line]) -> Data:
    """Number, count and lot of a unit with one article in it; the label has room for no more."""
    parts, lots = {line["part"] for line in lines}, {line.get("lot") or "" for line in lines}
    if len(parts) != 1:
        return {}
    gtin = (_part_gtin(connection, site, *parts) or {}).get("gtin") or ""
    found = {"lot": lots.pop()} if len(lots) == 1 else {}
    if gtin:  # a count belongs to a number: neither is on a label alone
        found |= {"gtin": gtin.zfill(14), "total": str(sum(line["quantity"] for line in lines))}
    return {name: text for name, text in found.items() if text}


def _announced(connection: Connection, site: str, lpn: str) -> Announced | None:
    """A pack of a notice that holds, with what is in it and in the packs inside it."""
    c = t.asns.c
    query = sa.select(c.body).where(c.site_id == site, c.state != "cancelled")
    for body in connection.execute(query.order_by(c.asn)).scalars():
        packs = body.get("packs", [])
        if any(pack["lpn"] == lpn for pack in packs):
            supplier = body.get("supplier_name") or body.get("supplier") or ""
            return Announced(supplier, [line for pack in _within(packs, lpn)
                                        for line in pack.get("lines", [])])
    return None


def _within(packs: Sequence[Line], lpn: str) -> Iterator[Line]:
    """A pack, and those that stand on it: parents come first in a notice."""
    inside = {lpn}
    for pack in packs:
        if pack["lpn"] in inside or pack.get("parent") in inside:
            inside.add(pack["lpn"])
            yield pack


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
    "hold": _hold,
}
