# SPDX-License-Identifier: Apache-2.0
"""Asked: lines of orders and notices, from the unit that a partner wrote to smallest units.

A unit that the part does not have is never guessed: the whole document waits, parked, until the
part is described so that the unit is clear, or a person voids it. Half an order picked in cartons
and half in pieces would be worse than one that somebody must look at.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from backend.domain import operations as ops
from backend.domain.decisions import Decision, parked
from backend.domain.parts import Part
from backend.domain.reasons import Reason
from backend.domain.units import PIECE, QUANTITY_MAX, pack_of

Line = dict[str, Any]
Parts = Mapping[str, Part]

LINES_MAX = 50
"""Unclear lines that an answer names; a person mends the catalogue after the first few."""


def asked_lines(body: ops.Body) -> list[Line]:
    """Every line of a notice or an order, as it was sent."""
    match body:
        case ops.OrderImport():
            return list(body.order.get("lines", []))
        case ops.AsnImport():
            return list(_announced(body.asn))
    return []


def _announced(notice: dict[str, Any]) -> Iterator[Line]:
    waiting = [notice]
    while waiting:
        pack = waiting.pop()
        yield from pack.get("lines", [])
        waiting += reversed(pack.get("packs", []))


def told_quantity(line: Line) -> int:
    """The number that the partner wrote, in the partner's unit."""
    quantity: int = line["requested"] if "requested" in line else line["quantity"]
    return quantity


def smallest(parts: Parts, line: Line) -> int | None:
    """The quantity of a line in smallest units of its part; None if that is not clear.

    What a line says piece by piece (serials, pieces in labelled containers) must agree with it.
    """
    pack = pack_of(parts.get(line["part"]), line.get("uom") or PIECE)
    if pack is None:
        return None
    quantity = told_quantity(line) * pack.quantity
    runs = line.get("label_runs") or ()
    by_piece = (
        len(line.get("serials") or ()),
        sum(run["containers"] * run["per_container"] for run in runs),
    )
    agrees = all(pieces in (0, quantity) for pieces in by_piece)
    return quantity if agrees and quantity <= QUANTITY_MAX else None


def asked_pack(parts: Parts, line: Line) -> Line | None:
    """What was asked, beside what it is in smallest units; None where the two are the same.

    `uom` is the partner's code, `pack` the name that the part has for it, `each` its units.
    """
    unit = line.get("uom") or PIECE
    part = parts.get(line["part"])
    pack = pack_of(part, unit)
    if pack is None or pack.code == (part.uom if part else PIECE):
        return None
    return {
        "quantity": told_quantity(line), "uom": unit, "pack": pack.code, "each": pack.quantity,
    }  # fmt: skip


def unclear(parts: Parts, body: ops.Body) -> Decision | None:
    """The decision to wait, or None when the quantity of every line is clear.

    A cancellation moves nothing and never waits.
    """
    document = _document(body)
    if document.get("purpose") == "cancel":
        return None
    lines = [line for line in asked_lines(body) if smallest(parts, line) is None]
    if not lines:
        return None
    missing = sorted({line["part"] for line in lines} - set(parts))
    waits_for = frozenset(f"part:{line['part']}" for line in lines)
    detail: dict[str, Any] = {"lines": [_named(line) for line in lines[:LINES_MAX]]}
    detail |= {"parts": missing[:LINES_MAX]} if missing else {}
    detail |= {name: document[name] for name in ("order", "priority") if name in document}
    detail |= {"asn": document["shipment"]} if "shipment" in document else {}
    reason = Reason.UNKNOWN_PART if missing else Reason.UNKNOWN_UNIT
    return parked(reason, waits_for, **detail)


def _document(body: ops.Body) -> dict[str, Any]:
    match body:
        case ops.OrderImport():
            return body.order
        case ops.AsnImport():
            return body.asn
    return {}


def _named(line: Line) -> Line:
    """A line as a person looks for it in the partner's file."""
    return {
        "line": line["line"], "part": line["part"], "quantity": told_quantity(line),
        "unit": line.get("uom") or PIECE,
    }  # fmt: skip
