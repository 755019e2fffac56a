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

Readers = Mapping[str, Callable[[Any], Any]]


def _as_told(value: Any) -> Any:
    return value


def _packs(rows: list[dict[str, Any]]) -> tuple[PackSize, ...]:
    return tuple(PackSize(p["code"], p["quantity"], p.get("gtin")) for p in rows)


_PART: Readers = {
    **dict.fromkeys(
        ("description", "uom", "serial_pattern", "abc", "critical", "superseded_by",
         "weight_g", "volume_ml", "supplier", "length_mm", "height_mm"), _as_told,
    ),
    "packs": _packs,
    "tracking": Tracking,
    "expires": bool,
    "supersession": SupersessionPolicy,
    "aliases": tuple,
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
_PART_CLEARED = {one.name: one.default for one in fields(Part)}
_LOCATION_CLEARED = {one.name: one.default for one in fields(Location)}


def part_from(row: dict[str, Any], known: Part | None = None) -> Part:
    """A part: what the row says over what is known.

    A row may say more than we act on (family, core, deposit): the journal keeps it as told.
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


def _told(row: dict[str, Any], readers: Readers, cleared: dict[str, Any]) -> dict[str, Any]:
    return {
        name: cleared[name] if row[name] is None else read(row[name])
        for name, read in readers.items()
        if name in row
    }


def _hazard(told: dict[str, Any] | None, known: Hazard | None) -> Hazard | None:
    """A packing group that is not named stays while the substance is the same."""
    if not told:
        return None
    same = known is not None and (known.hazard_class, known.un) == (told["class"], told["un"])
    kept = known.packing_group if known is not None and same else None
    return Hazard(told["class"], told["un"], told.get("packing_group", kept))


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
