# SPDX-License-Identifier: Apache-2.0
"""Master data from plain values, as the feed and the imports write them.

A row says what it changes. A key that it does not have keeps what is known: a spreadsheet without
a hazard column must not make a flammable part an ordinary one. A key with null clears.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import fields, replace
from typing import Any

from backend.domain.locations import Location, LocationKind, Role
from backend.domain.parts import Hazard, PackSize, Part, SupersessionPolicy, Tracking
from backend.domain.substitutes import Price, Substitute
from backend.domain.supersession import (
    Interchange,
    Join,
    Strategy,
    Successor,
    Supersession,
    supersession_key,
)
from backend.domain.suppliers import Supplier

Readers = Mapping[str, Callable[[Any], Any]]


def _as_told(value: Any) -> Any:
    return value


def _score(value: Any) -> int | None:
    fits = isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= 100
    return value if fits else None


def _packs(rows: list[dict[str, Any]]) -> tuple[PackSize, ...]:
    return tuple(PackSize(p["code"], p["quantity"], p.get("gtin")) for p in rows)


def _successors(rows: list[dict[str, Any]]) -> tuple[Successor, ...]:
    return tuple(Successor(one["part"], one.get("factor", 1)) for one in rows)


_PART: Readers = {
    **dict.fromkeys(
        ("description", "uom", "serial_pattern", "abc", "critical", "superseded_by",
         "weight_g", "volume_ml", "supplier", "length_mm", "height_mm", "family",
         "value", "serial_check"), _as_told,
    ),
    "packs": _packs,
    "tracking": Tracking,
    "expires": bool,
    "supersession": SupersessionPolicy,
    "aliases": tuple,
    "modules": tuple,
}  # fmt: skip
_LOCATION: Readers = {
    **dict.fromkeys(
        ("zone", "level", "confirm", "travel", "capacity_ml", "capacity_g",
         "length_mm", "height_mm"), _as_told,
    ),
    "kind": LocationKind,
    "role": Role,
    "hazards": tuple,
    "blocked": bool,
}
_SUPERSESSION: Readers = {
    "new": _successors,
    "kind": Interchange,
    "join": Join,
    "strategy": Strategy,
    **dict.fromkeys(("safety", "active"), bool),
}
_SUBSTITUTE: Readers = {"customers": tuple, "price": Price, "active": bool}
_PART_CLEARED = {one.name: one.default for one in fields(Part)}
_LOCATION_CLEARED = {one.name: one.default for one in fields(Location)}
_SUPERSESSION_CLEARED = {one.name: one.default for one in fields(Supersession)}
_SUBSTITUTE_CLEARED = {one.name: one.default for one in fields(Substitute)}
_SUPPLIER: Readers = {"name": str, "score": _score}
_SUPPLIER_CLEARED = {one.name: one.default for one in fields(Supplier)}


def part_from(row: dict[str, Any], known: Part | None = None) -> Part:
    """A part: what the row says over what is known.

    A row may say more than we act on (core, deposit): the journal keeps it as told.
    """
    told = _told(row, _PART, _PART_CLEARED)
    if "hazard" in row:
        told["hazard"] = _hazard(row["hazard"], known.hazard if known else None)
    part = replace(known, **told) if known else Part(row["part"], **told)
    if "pack" in row:
        part = replace(part, packs=_repacked(part.packs, row["pack"]))
    return part


def location_from(row: dict[str, Any], known: Location | None = None) -> Location:
    """A location: what the row says over what is known."""
    told = _told(row, _LOCATION, _LOCATION_CLEARED)
    return replace(known, **told) if known else Location(row["location"], **told)


def link_key(row: dict[str, Any]) -> str:
    """What a row of a supersession is kept by."""
    return supersession_key(row["old"], row.get("condition") or "", row.get("valid_from") or "")


def supersession_from(row: dict[str, Any], known: Supersession | None = None) -> Supersession:
    """A supersession: what the row says over what is known."""
    told = _told(row, _SUPERSESSION, _SUPERSESSION_CLEARED)
    if known is not None:
        return replace(known, **told)
    condition, valid_from = row.get("condition") or "", row.get("valid_from") or ""
    return Supersession(row["old"], condition=condition, valid_from=valid_from, **told)


def substitute_key(row: dict[str, Any]) -> str:
    """What a row of a substitute is kept by."""
    return Substitute(row["part"], row["for_part"]).key


def substitute_from(row: dict[str, Any], known: Substitute | None = None) -> Substitute:
    """An approved substitute: what the row says over what is known."""
    told = _told(row, _SUBSTITUTE, _SUBSTITUTE_CLEARED)
    return replace(known, **told) if known else Substitute(row["part"], row["for_part"], **told)


def supplier_from(row: dict[str, Any], known: Supplier | None = None) -> Supplier:
    """A supplier: what the row says over what is known."""
    told = _told(row, _SUPPLIER, _SUPPLIER_CLEARED)
    return replace(known, **told) if known else Supplier(row["supplier"], **told)


def _told(row: dict[str, Any], readers: Readers, cleared: dict[str, Any]) -> dict[str, Any]:
    return {
        name: cleared[name] if row[name] is None else read(row[name])
        for name, read in readers.items()
        if name in row
    }


def _hazard(told: dict[str, Any] | None, known: Hazard | None) -> Hazard | None:
    """What is not named of a substance (packing group, further hazards, state) stays while it is
    the same one."""
    if not told:
        return None
    kept = Hazard(told["class"], told["un"])
    if known is not None and (known.hazard_class, known.un) == (kept.hazard_class, kept.un):
        kept = known
    return Hazard(
        kept.hazard_class,
        kept.un,
        told.get("packing_group", kept.packing_group),
        tuple(told.get("subsidiary", kept.subsidiary) or ()),
        told.get("state", kept.state) or "",
    )


def _repacked(
    known: tuple[PackSize, ...], told: dict[str, dict[str, Any]]
) -> tuple[PackSize, ...]:
    """`pack` of a row names single packs by code, and of each what it changes (quantity, gtin).

    One without a quantity is no pack; neither is a single piece without a GTIN of its own.
    """
    found = {pack.code: pack for pack in known}
    for code, given in told.items():
        was = found.get(code)
        quantity = given.get("quantity", was.quantity if was else None)
        number = given.get("gtin", was.gtin if was else None)
        if quantity is None or (code == "EA" and number is None):
            found.pop(code, None)
        else:
            found[code] = PackSize(code, quantity, number)
    return tuple(found.values())
