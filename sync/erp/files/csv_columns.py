# SPDX-License-Identifier: Apache-2.0
"""What a spreadsheet of master data or stock may hold: one table a kind.

A column has a name, a reader of its cell, and whether it must be filled. Readers answer with a
value or with `Bad`. The rows that come out are the plain values of the import operations.
"""
from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from backend.domain.barcode.check_digits import gtin14
from sync.erp.plain import IDENT_LENGTH_MAX, QUANTITY_MAX, TEXT_LENGTH_MAX, has_control, iso_date

SERIALS_A_CELL_MAX = 2000   # entries separated by | in one cell


@dataclass(frozen=True, slots=True)
class Bad:
    """Why a cell cannot be read."""

    text: str


Reader = Callable[[str], Any]


def text(cell: str) -> str | Bad:
    """Free text."""
    if has_control(cell):
        return Bad("holds a line break or control character")
    if len(cell) > TEXT_LENGTH_MAX:
        return Bad(f"longer than {TEXT_LENGTH_MAX} characters")
    return cell


def ident(cell: str) -> str | Bad:
    """A key, such as a part number. 1.5E+05, or 1,5E+05, is what spreadsheets make of 150000."""
    if has_control(cell):
        return Bad("holds a line break or control character")
    if len(cell) > IDENT_LENGTH_MAX:
        return Bad(f"longer than {IDENT_LENGTH_MAX} characters")
    if re.fullmatch(r"\d([.,]\d+)?E\+\d+", cell, re.ASCII | re.IGNORECASE):
        return Bad("was changed by a spreadsheet into a power of ten; format the column as text")
    return cell


def whole(cell: str) -> int | Bad:
    """A whole number, zero or more, without thousands marks; 12.0 is 12."""
    match = re.fullmatch(r"(\d{1,12})(?:\.0+)?", cell, re.ASCII)
    if match is None or int(match.group(1)) > QUANTITY_MAX:
        return Bad(f"is no whole number from 0 to {QUANTITY_MAX}")
    return int(match.group(1))


def percent(cell: str) -> int | Bad:
    """A whole number from 0 to 100."""
    value = whole(cell)
    return value if isinstance(value, int) and value <= 100 else Bad("must be 0 to 100")


def above_zero(cell: str) -> int | Bad:
    """A whole number above zero."""
    value = whole(cell)
    return Bad("must be above zero") if value == 0 else value


def day(cell: str) -> str | Bad:
    """A day, as 2026-03-31. 03/04/2026 means two days to two readers."""
    fault = iso_date(cell)
    return Bad(fault) if fault else cell


def yes_no(cell: str) -> bool | Bad:
    """Yes or no, true or false, 1 or 0."""
    answer = {"yes": True, "true": True, "y": True, "1": True,
              "no": False, "false": False, "n": False, "0": False}.get(cell.lower())
    return Bad("must be yes or no") if answer is None else answer


def gtin(cell: str) -> str | Bad:
    """GTIN-8, -12, -13 or -14 with a right check digit. Kept as 14 digits."""
    return gtin14(cell) or Bad("is no GTIN: 8, 12, 13 or 14 digits with a right check digit")


def pattern(cell: str) -> str | Bad:
    """A regular expression for serials. It runs on every scan, so nothing is repeated that
    repeats itself (that can take for ever), and there are no back references."""
    if len(cell) > IDENT_LENGTH_MAX or re.search(r"[)}*+?][*+{?]|\\[1-9]|\(\?", cell):
        return Bad("is too complicated for a serial pattern")
    try:
        re.compile(cell)
    except re.error as fault:
        return Bad(f"is no pattern: {fault}")
    return cell


def several(cell: str) -> list[str] | Bad:
    """Keys separated by |, none twice."""
    entries = [entry.strip() for entry in cell.split("|") if entry.strip()]
    if len(entries) > SERIALS_A_CELL_MAX or len(set(entries)) != len(entries):
        return Bad(f"names one twice, or more than {SERIALS_A_CELL_MAX}")
    return next((bad for entry in entries if isinstance(bad := ident(entry), Bad)), entries)


def listed(cell: str) -> list[str] | Bad:
    """Part numbers separated by |, one for each unit."""
    entries = [entry.strip() for entry in cell.split("|") if entry.strip()]
    if len(entries) > SERIALS_A_CELL_MAX:
        return Bad(f"names more than {SERIALS_A_CELL_MAX}")
    return next((bad for entry in entries if isinstance(bad := ident(entry), Bad)), entries)


def factors(cell: str) -> list[int] | Bad:
    """Whole numbers above zero separated by |, one for each successor."""
    found = list[int]()
    for entry in cell.split("|"):
        value = above_zero(entry.strip())
        if isinstance(value, Bad):
            return value
        found.append(value)
    return found


def one_of(*names: str) -> Reader:
    """One of a few words, in any case."""
    known = {name.lower(): name for name in names}

    def word(cell: str) -> str | Bad:
        return known.get(cell.lower(), Bad(f"must be one of {', '.join(names)}"))

    word.__doc__ = f"One of {', '.join(names)}."
    return word


KEEP = object()     # an empty cell changes nothing: there is a word for each value of such a field


@dataclass(frozen=True, slots=True)
class Column:
    """A column. An empty cell says `empty`, where a field can be cleared; else it says nothing.
    A column that the file does not have never says anything."""

    name: str
    read: Reader
    required: bool = False
    empty: Any = KEEP

    @property
    def meaning(self) -> str:
        """What a cell holds, for people: the first sentence of its reader."""
        said = " ".join((self.read.__doc__ or "").split()).partition(". ")[0].rstrip(".")
        return said + (" (must be filled)" if self.required else "")


def clears(name: str, read: Reader) -> Column:
    """A column whose empty cell clears the field."""
    return Column(name, read, empty=None)


PARTS = (
    Column("part", ident, True), clears("description", text), Column("uom", ident),
    Column("tracking", one_of("none", "lot", "serial")), Column("expires", yes_no),
    clears("serial_pattern", pattern), clears("hazard_class", ident), clears("un", ident),
    clears("packing_group", one_of("I", "II", "III")), clears("subsidiary", several),
    clears("hazard_state", one_of("liquid", "solid", "gas", "article")),
    Column("abc", one_of("A", "B", "C")),
    Column("critical", one_of("normal", "safety")), clears("superseded_by", ident),
    Column("supersession", one_of("exhaust", "immediate")), clears("weight_g", whole),
    clears("volume_ml", whole), clears("supplier", ident), clears("aliases", several),
    clears("gtin", gtin), clears("carton_quantity", above_zero), clears("carton_gtin", gtin),
    clears("pallet_quantity", above_zero), clears("pallet_gtin", gtin),
    clears("length_mm", whole), clears("height_mm", whole), clears("value", whole),
    clears("modules", listed), clears("family", ident))
LOCATIONS = (
    Column("location", ident, True), clears("zone", ident),
    Column("kind", one_of("bin", "dock", "stage", "pack", "door", "quarantine", "cart")),
    Column("role", one_of("forward", "reserve", "bulk", "hazmat", "hold", "returns", "problem",
                          "dock", "stage", "pack", "door")),
    Column("level", whole), Column("confirm", ident), Column("travel", whole),
    clears("hazards", several), Column("blocked", yes_no), clears("capacity_ml", whole),
    clears("capacity_g", whole), clears("length_mm", whole), clears("height_mm", whole))
SUPPLIERS = (
    Column("supplier", ident, True), Column("name", text, True), clears("score", percent))
CUSTOMERS = (Column("customer", ident, True), Column("name", text, True))
SUPERSESSIONS = (
    Column("old", ident, True), clears("new", several), Column("factors", factors),
    Column("kind", one_of("forward", "full")), Column("join", one_of("and", "or")),
    clears("condition", ident), Column("strategy", one_of("use_up", "immediate", "date")),
    clears("valid_from", day), Column("safety", yes_no), Column("active", yes_no))
SUBSTITUTES = (
    Column("for_part", ident, True), Column("part", ident, True), clears("customers", several),
    Column("price", one_of("neutral", "call")), Column("active", yes_no))
CARTONS = (
    Column("carton", ident, True), Column("length_mm", above_zero, True),
    Column("width_mm", above_zero, True), Column("height_mm", above_zero, True),
    Column("max_g", above_zero, True), Column("weight_g", whole), Column("fill_percent", percent),
    Column("active", yes_no))
STOCK = (
    Column("location", ident, True), Column("part", ident, True),
    Column("quantity", above_zero, True), Column("lot", ident),
    Column("serials", several), Column("serial", ident), Column("expires_on", day))


def part_row(cells: dict[str, Any]) -> dict[str, Any] | Bad:
    """Hazard and packs folded into the shape of a part, as far as the file has their columns."""
    row = {name: value for name, value in cells.items() if name not in _FOLDED}
    folded = [_hazard(cells), _pack(cells)]
    for told in folded:
        if isinstance(told, Bad):
            return told
        row |= told
    return row


def _hazard(cells: dict[str, Any]) -> dict[str, Any] | Bad:
    named = [cells[name] for name in ("hazard_class", "un") if name in cells]
    if len(named) == 1 or len(set(map(bool, named))) == 2:
        return Bad("hazard_class and un belong together")
    if not any(named):
        alone = next((name for name in _OF_A_HAZARD if cells.get(name)), None)
        return Bad(f"{alone} without its hazard_class and un") if alone else (
            {"hazard": None} if named else {})
    told = {key: cells[name] for name, key in _OF_A_HAZARD.items() if name in cells}
    return {"hazard": {"class": cells["hazard_class"], "un": cells["un"], **told}}


def _pack(cells: dict[str, Any]) -> dict[str, Any] | Bad:
    """What the file says of each pack; what it has no column for stays."""
    found: dict[str, dict[str, Any]] = {}
    if "gtin" in cells:
        found["EA"] = {"quantity": 1, "gtin": cells["gtin"]}
    for code in ("CARTON", "PALLET"):
        given = {name: cells[f"{code.lower()}_{name}"] for name in ("quantity", "gtin")
                 if f"{code.lower()}_{name}" in cells}
        if given.get("gtin") and given.get("quantity", KEEP) is None:
            return Bad(f"a GTIN of a {code} without its quantity")
        if given:
            found[code] = given
    return {"pack": found} if found else {}


_OF_A_HAZARD = {
    "packing_group": "packing_group", "subsidiary": "subsidiary", "hazard_state": "state"}
_FOLDED = {"hazard_class", "un", *_OF_A_HAZARD, "gtin", "carton_quantity", "carton_gtin",
           "pallet_quantity", "pallet_gtin"}


def stock_row(cells: dict[str, Any]) -> dict[str, Any] | Bad:
    """Serials must cover the quantity; `serial` is the column of one."""
    cells = dict(cells)
    one = cells.pop("serial", None)
    if one is not None:
        if "serials" in cells:
            return Bad("serial and serials both name units: one of them is enough")
        cells["serials"] = [one]
    serials = cells.get("serials", [])
    if serials and len(serials) != cells["quantity"]:
        return Bad(f"names {len(serials)} serials for {cells['quantity']} units")
    return cells


def supersession_row(cells: dict[str, Any]) -> dict[str, Any] | Bad:
    """Each successor with its factor. An empty `new` says that the part was withdrawn."""
    row = {name: value for name, value in cells.items() if name not in {"new", "factors"}}
    row |= {name: row.get(name) or "" for name in ("condition", "valid_from")}
    if "new" not in cells:
        return Bad("factors without the successors they are of") if "factors" in cells else row
    new = cells["new"] or []
    each = cells.get("factors") or [1] * len(new)
    if len(each) != len(new):
        return Bad(f"names {len(each)} factors for {len(new)} successors")
    return row | {"new": [{"part": part, "factor": n} for part, n in zip(new, each, strict=True)]}


def plain_row(cells: dict[str, Any]) -> dict[str, Any] | Bad:
    """As it is."""
    return cells


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of file: its columns, which of them must not repeat together, and its rows' shape."""

    columns: tuple[Column, ...]
    key: tuple[str, ...]
    fold: Callable[[dict[str, Any]], dict[str, Any] | Bad]


KINDS = {
    "parts": Kind(PARTS, ("part",), part_row),
    "locations": Kind(LOCATIONS, ("location",), plain_row),
    "suppliers": Kind(SUPPLIERS, ("supplier",), plain_row),
    "customers": Kind(CUSTOMERS, ("customer",), plain_row),
    "supersessions": Kind(SUPERSESSIONS, ("old", "condition", "valid_from"), supersession_row),
    "substitutes": Kind(SUBSTITUTES, ("for_part", "part"), plain_row),
    "cartons": Kind(CARTONS, ("carton",), plain_row),
    "stock": Kind(STOCK, ("location", "part", "lot", "serials"), stock_row)}
