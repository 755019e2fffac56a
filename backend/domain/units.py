# SPDX-License-Identifier: Apache-2.0
"""Units of measure: what a partner's unit code means for one part, in its smallest units.

The books count whole numbers of a part's smallest unit (`Part.uom`) and of nothing else. Partners
write codes of ASC X12 data element 355 (unit or basis for measurement) or of UN/ECE
recommendations 20 and 21; parts carry the unit that they are counted in and packs by name.
"""

from __future__ import annotations

from backend.domain.parts import PackSize, Part

PIECE = "EA"
QUANTITY_MAX = 999_999_999
"""Smallest units on one line; more is a misread number. `sync.erp.plain` has the same bound."""

_MEANS: dict[str, tuple[str, ...]] = {
    # X12 355: each, unit, piece; rec 20: one, piece; PCE is common in EDIFACT messages
    "EA": (PIECE,), "UN": (PIECE,), "PC": (PIECE,), "C62": (PIECE,), "H87": (PIECE,),
    "PCE": (PIECE,),
    # X12 355: case, carton. CS is a cassette there and a case in rec 21, and partners write it
    # for a case: no part of a vehicle comes in cassettes.
    "CA": ("CARTON",), "CT": ("CARTON",), "CS": ("CARTON",),
    # X12 355: package, pack: the one below the carton
    "PK": ("INNER",), "PH": ("INNER",),
    # X12 355: box, which is either; taken only where the part has one of the two
    "BX": ("INNER", "CARTON"),
    # X12 355: pallet or unit load, pallet (lift); rec 21: pallet
    "PL": ("PALLET",), "PF": ("PALLET",), "PX": ("PALLET",),
    # X12 355: set, litre, metre; rec 20: litre, metre
    "ST": ("SET",), "LT": ("L",), "LTR": ("L",), "MR": ("M",), "MTR": ("M",), "KGM": ("KG",),
}  # fmt: skip


def names(unit: str) -> tuple[str, ...]:
    """What a code may stand for: itself, and the names that parts use for it."""
    code = unit.strip().upper()
    return (code, *_MEANS.get(code, ()))


def is_piece(unit: str) -> bool:
    """Whether a code means single pieces, whatever the part."""
    return PIECE in names(unit)


def pack_of(part: Part | None, unit: str) -> PackSize | None:
    """The pack of a part that a unit code names; None if the part has no such pack, or several.

    A part that nobody has described yet is counted in pieces, as any part is by default.
    """
    known = part or Part("")
    wanted = set(names(unit))
    if wanted & set(names(known.uom)):
        return PackSize(known.uom, 1)
    found = [pack for pack in known.packs if wanted & set(names(pack.code))]
    if len({pack.quantity for pack in found}) != 1:
        return None
    return found[0]
