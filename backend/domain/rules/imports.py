# SPDX-License-Identifier: Apache-2.0
"""Imports: master data and notices as others sent them. Journalled like everything else."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from operator import itemgetter
from typing import Any, TypeVar

from backend.domain import operations as ops
from backend.domain.books import Books, Lot, SerialOrigin
from backend.domain.decisions import Decision
from backend.domain.effects import Effects
from backend.domain.ledger import Move
from backend.domain.parts import Part
from backend.domain.plan.floor_index import FloorIndex
from backend.domain.plan.putaway_choice import Incoming
from backend.domain.records import Kind, Record
from backend.domain.rules.asked import asked_pack, unclear
from backend.domain.rules.carton_sizes import told_cartons
from backend.domain.rules.directed import (
    occupied,
    promised_by_notices,
    promised_by_tasks,
    sorted_floor,
    with_promised,
)
from backend.domain.rules.faces import told_faces
from backend.domain.rules.masters import (
    link_key,
    location_from,
    part_from,
    substitute_from,
    substitute_key,
    supersession_from,
    supplier_from,
)
from backend.domain.rules.order_import import newer, too_late, units
from backend.domain.rules.rule_holds import told_quality
from backend.domain.rules.supplier_score import with_score
from backend.domain.stock import ADJUSTMENT, Goods
from backend.domain.supersession import Supersession, admit, links_of
from backend.domain.wire import timestamp_text

T = TypeVar("T")


def catalogue_import(books: Books, operation: ops.Operation) -> Decision:
    """Parts, locations, suppliers, qualified supplies, and opening stock against `@adjustment`.

    A row of a part or location says what it changes: what it does not name stays as it is. So does
    one of a supersession or substitute; `left_out` of the detail names those of a circle.
    """
    body = operation.body
    assert isinstance(body, ops.CatalogueImport)
    parts = tuple(_merged(body.parts, itemgetter("part"), books.parts, part_from))
    links, left_out = _links(books, parts, body.supersessions)
    quality, faults = told_quality(books, body)
    cartons, odd = told_cartons(body.cartons)
    left_out += [*faults, *odd]
    approved = _merged(body.substitutes, substitute_key, books.substitutes, substitute_from)
    return Decision(
        parts=parts,
        locations=tuple(
            _merged(body.locations, itemgetter("location"), books.locations, location_from)
        ),
        supersessions=links,
        substitutes=tuple(approved),
        quality=quality,
        records=(*told_faces(books, body.faces), *cartons, *_customers(body.customers)),
        suppliers=tuple(_merged(
            body.suppliers, itemgetter("supplier"), books.suppliers, supplier_from
        )),
        qualified=tuple((row["part"], row["supplier"]) for row in body.qualified),
        effects=Effects(moves=tuple(_opening(body.opening))),
        lots=_opening_lots(books, body.opening),
        origins={
            (row["part"], serial): SerialOrigin(row["supplier"])
            for row in body.opening
            if row.get("supplier")
            for serial in row.get("serials") or ()
            if (row["part"], serial) not in books.origins
        },
        detail={
            "parts": len(body.parts),
            "locations": len(body.locations),
            "suppliers": len(body.suppliers),
            "opening": len(body.opening),
            **({"left_out": left_out} if left_out else {}),
        },
    )


def _customers(rows: tuple[dict[str, Any], ...]) -> Iterator[Record]:
    for row in rows:
        told = {"customer": row["customer"], "name": row.get("name") or ""}
        yield Record(Kind.CUSTOMER, row["customer"], told)


def _links(
    books: Books, parts: tuple[Part, ...], rows: tuple[dict[str, Any], ...]
) -> tuple[tuple[Supersession, ...], list[str]]:
    """Supersessions that can be taken, and why others cannot."""
    told = tuple(_merged(rows, link_key, books.supersessions, supersession_from))
    if not told:
        return (), []
    catalogue = books.parts | {part.part: part for part in parts}
    taken, left_out = admit(told, links_of(catalogue.values(), books.supersessions.values()))
    return tuple(taken), left_out


def _merged(
    rows: tuple[dict[str, Any], ...], key_of: Callable[[dict[str, Any]], str],
    known: Mapping[str, T], read: Callable[[dict[str, Any], T | None], T],
) -> Iterator[T]:
    """Each row over what the books have, or over an earlier row of the same operation."""
    found: dict[str, T] = {}
    for row in rows:
        key = key_of(row)
        found[key] = read(row, found.get(key) or known.get(key))
        yield found[key]


def _supplier(row: dict[str, Any]) -> frozenset[str]:
    return frozenset({row["supplier"]} if row.get("supplier") else ())


def _opening_lots(books: Books, rows: tuple[dict[str, Any], ...]) -> dict[tuple[str, str], Lot]:
    """H1: what is known of a lot's origin stays known; goods without a lot are one lot here."""
    lots: dict[tuple[str, str], Lot] = {}
    for row in rows:
        lot = row.get("lot") or ""
        if not lot and row.get("serials"):
            continue
        key = (row["part"], lot)
        known = lots.get(key) or books.lots.get(key) or Lot()
        expires_on = (row.get("expires_on") if lot else None) or known.expires_on
        lots[key] = Lot(expires_on, known.suppliers | _supplier(row), known.receipts)
    return lots


def _opening(rows: tuple[dict[str, Any], ...]) -> Iterator[Move]:
    for row in rows:
        lot, serials = row.get("lot") or "", row.get("serials") or ()
        if not serials:
            yield Move(Goods(row["part"], lot), row["quantity"], ADJUSTMENT, row["location"])
        for serial in serials:
            yield Move(Goods(row["part"], lot, serial), 1, ADJUSTMENT, row["location"])


def asn_import(books: Books, operation: ops.Operation) -> Decision:
    """Keep the notice, flag what will be held, and say where each line should go.

    A cancellation or change that comes after the first carton was received changes nothing by
    itself: what is here is here, and somebody is asked.
    """
    body = operation.body
    assert isinstance(body, ops.AsnImport)
    notice = body.asn
    known = books.asns.get(notice["shipment"])
    if known is not None and (
        any(pack.get("received") for pack in known["packs"]) or newer(known, operation)
    ):
        return too_late(operation, "asn", notice["shipment"], notice.get("purpose", "new"))
    waits = unclear(books.parts, body)
    if waits is not None:
        return waits
    name = notice["shipment"]
    coming = (*promised_by_tasks(books), *promised_by_notices(books, but=name))
    floor = sorted_floor(books, with_promised(books, occupied(books), coming))
    packs = [
        {**pack, "lines": [_planned(books, floor, notice["supplier"], x) for x in pack["lines"]]}
        for pack in flat_packs(notice)
    ]
    asn = {
        "asn": notice["shipment"],
        "supplier": notice["supplier"],
        "supplier_name": notice.get("supplier_name") or supplier_name(books, notice["supplier"]),
        "carrier": notice.get("carrier"),
        **{name: notice.get(name) for name in ("trailer", "bol", "pro")},
        "expected_at": notice.get("expected_at"),
        "purchase_orders": notice.get("purchase_orders", []),
        "state": "cancelled" if notice.get("purpose") == "cancel" else "announced",
        "imported_at": timestamp_text(operation.occurred_at),
        "packs": packs,
        **with_score(books, notice["supplier"]),
    }
    unknown = sorted(
        {line["part"] for p in packs for line in p["lines"] if line["part"] not in books.parts}
    )
    return Decision(asns=(asn,), detail={"asn": asn["asn"], "unknown_parts": unknown})


def supplier_name(books: Books, supplier: str) -> str:
    """What people call a supplier; its number if nobody told us a name."""
    known = books.suppliers.get(supplier)
    return (known.name if known else "") or supplier


def flat_packs(notice: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The packs of a notice from the outside in, each with the plate around it.

    Lines that are announced in no pack come last, in one without a plate: they are received by
    unit. So are the lines of a pack that has no plate of its own.
    """
    waiting: list[tuple[str | None, dict[str, Any]]] = [
        (None, pack) for pack in reversed(notice.get("packs", []))
    ]
    while waiting:
        parent, pack = waiting.pop()
        yield {
            "lpn": pack.get("lpn"),
            "kind": pack["kind"],
            "parent": parent,
            "lines": list(pack.get("lines", [])),
        }
        around = pack.get("lpn") or parent
        waiting += [(around, inner) for inner in reversed(pack.get("packs", []))]
    if notice.get("lines"):
        yield {"lpn": None, "kind": "loose", "parent": None, "lines": list(notice["lines"])}


def _planned(
    books: Books, floor: FloorIndex, supplier: str, line: dict[str, Any]
) -> dict[str, Any]:
    part = books.parts.get(line["part"])
    held = (line["part"], supplier) not in books.qualified
    quantity = units(books, line)
    planned = {
        "line": line["line"],
        "part": line["part"],
        "supplier_part": line.get("supplier_part"),
        "quantity": quantity,
        "asked": asked_pack(books.parts, line),
        "superseded_by": part.superseded_by if part else None,
        "lot": line.get("lot"),
        "expires_on": line.get("expires_on"),
        "serials": list(line.get("serials", [])),
        "purchase_order": line.get("purchase_order"),
        "hold": {"reason": "first_delivery"} if held else None,
        "putaway": None,
    }
    if part is None:
        return planned
    lot = line.get("lot") or ""
    choice = floor.best(Incoming(part, quantity, lot, held))
    if choice is not None:
        floor.put(choice.location, floor.at(choice.location).plus(part, lot, quantity))
        planned["putaway"] = {"location": choice.location, "why": list(choice.why)}
    return planned
