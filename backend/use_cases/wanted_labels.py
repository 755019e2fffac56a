# SPDX-License-Identifier: Apache-2.0
"""Labels and papers that the floor asked for, with what the books say must be on them.

Each is a task of kind `label` that was written with the operation that asked for it. It waits until
a print job bears its name, so it is printed once, whatever crashed in between.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from backend.domain.rules.carton import LABEL
from backend.domain.stock import plate_holder
from backend.store import book_tables as t
from backend.store.database import Database
from backend.store.print_tables import print_jobs
from backend.use_cases.labels import LabelFacts
from backend.use_cases.paper_words import words_in

WAITING_MAX = 50  # in one look; the next look takes the rest
PAGE_ROWS = 14  # lines that a sheet has room for
SSCC_DIGITS = 18

Row = dict[str, str]
Told = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class WantedLabel:
    """What is to be printed, under the name of its task; several rows are several sheets."""

    name: str
    template: str
    rows: tuple[Row, ...]
    who: str


class WantedLabels:
    """Reads what waits to be printed at a site."""

    def __init__(self, database: Database, site: str, facts: LabelFacts) -> None:
        self._database, self._site, self._facts = database, site, facts

    def waiting(self) -> list[tuple[str, Told]]:
        """What no print job bears the name of, oldest first."""
        c, job = t.tasks.c, print_jobs.c
        made = sa.and_(job.site_id == c.site_id, job.request_key == c.task)
        query = (
            sa.select(c.task, c.body)
            .outerjoin(print_jobs, made)
            .where(c.site_id == self._site, c.kind == LABEL, job.id.is_(None))
            .order_by(c.task)
            .limit(WAITING_MAX)
        )
        rows = self._database.read(lambda connection: connection.execute(query).all())
        return [(name, told) for name, told in rows]

    def label(self, name: str, told: Told) -> WantedLabel:
        """One of these with all that is printed on it, as the books are now."""
        template, rows = self._database.read(lambda connection: self._sheets(connection, told))
        copy = f"R{told['copy'] - 1}" if int(told.get("copy") or 1) > 1 else ""
        numbered = tuple({**row, "copy": copy} if copy else row for row in rows)
        return WantedLabel(name, template, numbered, str(told.get("who") or "server"))

    def _sheets(self, connection: Connection, told: Told) -> tuple[str, Sequence[Row]]:
        label, code = str(told["label"]), str(told["code"])
        match label:
            case "lpn":
                return self._plate(code)
            case "packing_list":
                return label, list(packing_list(connection, self._site, code, told))
            case "serial":
                part = str(told.get("part") or "")
                about = self._facts.data(self._site, "part", part) or {"part": part}
                return label, [{**about, "serial": code, "replaces": told.get("replaces") or ""}]
        return label, [_core_tag(connection, self._site, told)]

    def _plate(self, code: str) -> tuple[str, Sequence[Row]]:
        """A carton with a world-wide number gets the label of a logistic unit."""
        if len(code) == SSCC_DIGITS and code.isdigit():
            row = self._facts.data(self._site, "sscc", code)
            if row is not None:
                return "sscc", [row]
        return "lpn", [self._facts.data(self._site, "lpn", code) or {"lpn": code}]


def _order(connection: Connection, site: str, order: str) -> Mapping[str, Any]:
    c = t.orders.c
    query = sa.select(c.body).where(c.site_id == site, c.order_id == order)
    return connection.scalar(query) or {}


def language_of(order: Mapping[str, Any]) -> str:
    """The language that a dealer reads, as the order says it."""
    asked = (order.get("details") or {}).get("asked") or {}
    told = (asked.get("ship_to") or {}).get("language") or asked.get("language") or ""
    return str(told)[:2].lower()


def packing_list(
    connection: Connection, site: str, lpn: str, told: Mapping[str, Any]
) -> Iterator[Row]:
    """The sheets of a carton: what is in it, in the language of its dealer (PA8)."""
    order = _order(connection, site, str(told.get("order") or ""))
    words = words_in(language_of(order))
    lines = list(_content(connection, site, lpn))
    pages = [lines[at : at + PAGE_ROWS] for at in range(0, len(lines), PAGE_ROWS)] or [[]]
    grams = ((order.get("details") or {}).get("weights") or {}).get(lpn)
    weight = "" if grams is None else f"{words['weight']} {grams // 1000}.{grams % 1000:03} kg"
    for n, page in enumerate(pages, 1):
        yield {
            "lpn": lpn, "title": words["packing_list"],
            "order": f"{words['order']} {told.get('order') or ''}".strip(),
            "to_name": str(order.get("name") or order.get("customer") or "")[:40],
            **{f"row{at:02}": text for at, text in enumerate(page, 1)},
            "weight": weight, "page": f"{n} / {len(pages)}",
        }  # fmt: skip


def _content(connection: Connection, site: str, lpn: str) -> Iterator[str]:
    c, s, p = t.quants.c, t.sites.c, t.parts.c
    query = (
        sa.select(c.part, c.lot, c.serial, c.quantity, p.body)
        .join(t.sites, s.site_id == c.site_id)
        .outerjoin(t.parts, sa.and_(p.network_id == s.network_id, p.part == c.part))
        .where(c.site_id == site, c.holder == plate_holder(lpn), c.quantity > 0)
        .order_by(c.part, c.lot, c.serial)
    )
    for part, lot, serial, quantity, body in connection.execute(query):
        about = (body or {}).get("description") or ""
        yield " ".join(filter(None, (f"{quantity} x {part}", about, serial or lot)))[:70]


def _core_tag(connection: Connection, site: str, told: Mapping[str, Any]) -> Row:
    """The tag that comes back with the old part: one unit, one deposit (PK20)."""
    order = _order(connection, site, str(told.get("order") or ""))
    words = words_in(language_of(order))
    core = told.get("core_part") or told.get("core_group") or ""
    return {
        "tag": str(told["code"]), "part": str(told.get("part") or ""),
        "title": words["core_tag"], "core": f"{words['core']} {core}".strip()[:40],
        "to_name": str(order.get("name") or order.get("customer") or "")[:40],
        "note": words["core_note"],
    }  # fmt: skip
