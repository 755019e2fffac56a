# SPDX-License-Identifier: Apache-2.0
"""What a spreadsheet may say of goods that will come back, of what is looked at, and of pick faces.

One row a line, a check or a face: rows of one authorization, family or part belong together.
"""
from __future__ import annotations

import re
from typing import Any

from backend.domain.reverse.grading import DECISIONS
from backend.domain.reverse.models import AUTHORIZATION, CLAIM, CORE_DEPOSIT
from backend.domain.sampling.measured import SCALE_MAX
from sync.erp.files.csv_columns import (
    Bad,
    Column,
    Kind,
    above_zero,
    clears,
    day,
    ident,
    one_of,
    plain_row,
    several,
    text,
    whole,
    yes_no,
)


def minor(cell: str) -> int | Bad:
    """An amount in the smallest unit of its currency, as 5000 for 50.00."""
    value = whole(cell)
    return Bad("is no whole number of cents; 50.00 is 5000") if isinstance(value, Bad) else value


def currency(cell: str) -> str | Bad:
    """Three letters, as EUR."""
    if not re.fullmatch(r"[A-Za-z]{3}", cell, re.ASCII):
        return Bad("is no currency; three letters, as EUR")
    return cell.upper()


def decimal(cell: str) -> tuple[int, int] | Bad:
    """A number with as many decimals as are measured, as 11.80."""
    match = re.fullmatch(r"(-?)(\d{1,9})(?:[.,](\d{1,9}))?", cell, re.ASCII)
    if match is None:
        return Bad(f"is no number with up to {SCALE_MAX} decimals")
    sign, before, after = match.groups()
    digits = int(before + (after or ""))
    return (-digits if sign else digits), len(after or "")


AUTHORIZATIONS = (
    Column("authorization", ident, True), Column("customer", ident, True),
    Column("line", above_zero, True), Column("part", ident, True),
    Column("quantity", above_zero, True), Column("serials", several),
    Column("order", ident), Column("order_line", above_zero), Column("price_minor", minor),
    Column("currency", currency), Column("opens_on", day), Column("closes_on", day),
    Column("state", one_of(*AUTHORIZATION.moves)))
DEPOSITS = (
    Column("order", ident, True), Column("line", above_zero, True),
    Column("customer", ident, True), Column("core_group", ident, True), Column("part", ident),
    Column("quantity", above_zero), Column("deposit_minor", minor, True),
    Column("currency", currency), Column("due_on", day), Column("tag", ident),
    Column("state", one_of(*CORE_DEPOSIT.moves)))
CLAIMS = (
    Column("claim", ident, True), Column("part", ident, True), Column("serial", ident),
    Column("vehicle", ident), Column("customer", ident), Column("supplier", ident),
    Column("keep_until", day), Column("currency", currency), Column("claimed_minor", minor),
    Column("approved_minor", minor), Column("recovery_minor", minor),
    Column("called_in", yes_no), Column("state", one_of(*CLAIM.moves)))
CORE_GROUPS = (
    Column("part", ident, True), Column("core_group", ident, True), Column("family", ident),
    Column("core_part", ident))
CORE_CHECKS = (
    Column("family", ident, True), Column("check", ident, True),
    Column("fail", one_of(*DECISIONS[1:]), True))
REMAN_ORDERS = (
    Column("order", ident, True), Column("core_group", ident, True), Column("part", ident, True),
    Column("state", one_of("open", "closed")))
VENDOR_CREDITS = (
    Column("shipment", ident, True), Column("part", ident, True),
    Column("quantity", whole, True), Column("vendor", ident))
CHECKLISTS = (
    clears("family", ident), Column("check", ident, True),
    Column("asks", one_of("yes_no", "measure"), True), Column("label", text, True),
    Column("photo", yes_no), Column("unit", ident), Column("low", decimal), Column("high", decimal))
FACES = (
    Column("part", ident, True), clears("location", ident), Column("minimum", whole),
    Column("maximum", above_zero))


def authorization_row(cells: dict[str, Any]) -> dict[str, Any] | Bad:
    """No more serials than units, and a line of a sale with its order."""
    if len(cells.get("serials", ())) > cells["quantity"]:
        return Bad(f"names {len(cells['serials'])} serials for {cells['quantity']} units")
    return Bad("order_line without its order") if (
        "order_line" in cells and "order" not in cells) else cells


def deposit_row(cells: dict[str, Any]) -> dict[str, Any] | Bad:
    """A tag is of one unit."""
    return Bad(f"names one tag for {cells['quantity']} units") if (
        "tag" in cells and cells.get("quantity", 1) > 1) else cells


def checklist_row(cells: dict[str, Any]) -> dict[str, Any] | Bad:
    """Limits in whole steps of the finest of their decimals; a question has none."""
    limits = {name: cells.pop(name) for name in ("low", "high") if name in cells}
    row = {**cells, "family": cells.get("family") or ""}
    if row["asks"] == "yes_no":
        return Bad("limits and units are of a measure") if limits or "unit" in row else row
    if not limits or "unit" not in row:
        return Bad("a measure needs its unit, and a lowest or a highest value")
    scale = max(decimals for _, decimals in limits.values())
    told = {name: n * 10 ** (scale - decimals) for name, (n, decimals) in limits.items()}
    low, high = told.get("low"), told.get("high")
    if low is not None and high is not None and low > high:
        return Bad("low is above high")
    return {**row, "scale": scale, "low": low, "high": high}


def face_row(cells: dict[str, Any]) -> dict[str, Any] | Bad:
    """A face has levels; without its place the part has no face any more."""
    if not cells.get("location"):
        return {"part": cells["part"], "location": None}
    if "maximum" not in cells:
        return Bad("a face needs its maximum")
    row = {"minimum": 0, **cells}
    return Bad("minimum is above maximum") if row["minimum"] > row["maximum"] else row


KINDS = {
    "authorizations": Kind(AUTHORIZATIONS, ("authorization", "line"), authorization_row),
    "deposits": Kind(DEPOSITS, ("order", "line"), deposit_row),
    "claims": Kind(CLAIMS, ("claim",), plain_row),
    "core-groups": Kind(CORE_GROUPS, ("part",), plain_row),
    "core-checks": Kind(CORE_CHECKS, ("family", "check"), plain_row),
    "reman-orders": Kind(REMAN_ORDERS, ("order",), plain_row),
    "vendor-credits": Kind(VENDOR_CREDITS, ("shipment", "part"), plain_row),
    "checklists": Kind(CHECKLISTS, ("family", "check"), checklist_row),
    "faces": Kind(FACES, ("part", "location"), face_row)}
