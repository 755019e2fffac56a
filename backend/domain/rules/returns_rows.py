# SPDX-License-Identifier: Apache-2.0
"""Records of goods that come back, read as the types of `domain/reverse`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from backend.domain.policy import Policy
from backend.domain.records import Kind, Record, RecordKey
from backend.domain.reverse.cores import CoreDeposit, sold
from backend.domain.reverse.grading import Check, Grade, checklist
from backend.domain.reverse.returns import ReturnAuthorization, ReturnLine
from backend.domain.reverse.warranty import Claim

Records = Mapping[RecordKey, Record]


def deposits_of(row: dict[str, Any]) -> tuple[CoreDeposit, ...]:
    """One deposit a unit of a sale line. A row of one unit may name the tag that was printed."""
    base = CoreDeposit(
        str(row["order"]), row["line"], 1, row["customer"], row["core_group"],
        row["deposit_minor"], row.get("currency") or "", row.get("due_on") or "9999-12-31",
        state=row.get("state") or "open",
    )  # fmt: skip
    units = tuple(sold(base, row.get("quantity") or 1).values())
    if row.get("tag") and len(units) == 1:
        return (replace(units[0], tag=row["tag"]),)
    return units


def deposit_from(body: Mapping[str, Any]) -> CoreDeposit:
    """A deposit as it was sold: open, unless it was ended elsewhere."""
    names = ("order", "line", "unit", "customer", "core_group", "deposit_minor", "currency",
             "due_on", "tag")  # fmt: skip
    return CoreDeposit(**{name: body[name] for name in names}, state=body["base"])


def authorization_from(record: Record | None) -> ReturnAuthorization | None:
    """An authorization as kept."""
    if record is None:
        return None
    body = record.body
    lines = tuple(
        ReturnLine(one["line"], one["part"], one["quantity"], tuple(one.get("serials") or ()),
                   one.get("order") or "", one.get("order_line") or 0)
        for one in body["lines"]
    )  # fmt: skip
    return ReturnAuthorization(
        body["authorization"], body["customer"], lines, body.get("opens_on") or "",
        body.get("closes_on") or "", body["state"],
    )  # fmt: skip


CLAIM_FIELDS = (
    "claim", "part", "serial", "vehicle", "customer", "keep_until", "currency", "claimed_minor",
    "approved_minor", "recovery_minor", "supplier", "state",
)  # fmt: skip


def claim_from(body: Mapping[str, Any]) -> Claim:
    """A claim as kept."""
    return Claim(**{name: body[name] for name in CLAIM_FIELDS})


def checks_for(records: Records, family: str) -> tuple[Check, ...]:
    """What is asked of a core of this family, by the site's own list where it has one."""
    own = records.get((Kind.CHECKLIST, family))
    rows = own.body["checks"] if own else []
    changed = tuple(Check(one["check"], one["fail"], bool(one.get("by_book"))) for one in rows)
    return checklist(family, {family: changed} if changed else None)


def percent_by(policy: Policy) -> dict[Grade, int]:
    """Of the deposit, by grade; the site sets what something missing costs."""
    return {
        Grade.A: 100, Grade.B: int(str(policy["core.percent_b"])),
        Grade.C: int(str(policy["core.percent_c"])), Grade.SCRAP: 0,
    }  # fmt: skip
