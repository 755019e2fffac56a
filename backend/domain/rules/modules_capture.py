# SPDX-License-Identifier: Apache-2.0
"""Numbered units in a numbered unit: an assembly and its modules (SE6).

The latest telling by its moment says what is in an assembly. A module is no stock of its own while
it is in one: told alone elsewhere, it is a question, and held, as a number that stands twice.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from backend.domain import operations as ops
from backend.domain.books import Books
from backend.domain.decisions import Decision, Raised
from backend.domain.dock_bodies import ModuleUnit
from backend.domain.reasons import Reason
from backend.domain.records import Kind, Record
from backend.domain.rules.receipt_differences import assembly_of
from backend.domain.stock import is_virtual
from backend.domain.touches_reverse import serial_name


def modules_capture(books: Books, operation: ops.Operation) -> Decision:
    """Keep what is in it; ask about what cannot be, and about what lacks."""
    body = operation.body
    assert isinstance(body, ops.ModulesCapture)
    parent = _parent(body)
    name = serial_name(body.parent_part, body.parent_serial)
    before = books.records.get((Kind.ASSEMBLY, name))
    told = {
        **parent, "modules": [{"part": one.part, "serial": one.serial} for one in body.modules],
        "missing": list(body.missing),
    }  # fmt: skip
    records = (
        *_kept(books, operation, Kind.ASSEMBLY, name, told), *_children(books, operation, body),
    )  # fmt: skip
    decision = Decision(records=records)
    odd = sorted(one.serial for one in body.modules if _elsewhere(books, body, one))
    if odd:
        details = {**parent, "serials": odd, "holder": "", "difference": "in_two_places"}
        raised = Raised(f"{operation.op_id}:serial", "serial_odd", details=details)
        decision = replace(decision.but(Reason.SERIAL_ODD, serials=odd), raised=(raised,))
    newest = any(one.kind == Kind.ASSEMBLY for one in records)
    if newest and (body.missing or (before and before.body["missing"])):
        details = {**parent, "missing": ", ".join(body.missing), "operation": operation.op_id}
        state = "open" if body.missing else "resolved"
        raised = Raised(f"modules|{name}"[:1000], "modules_missing", state, details)
        decision = replace(decision, raised=(*decision.raised, raised))
    return decision


def _parent(body: ops.ModulesCapture) -> dict[str, str]:
    return {"part": body.parent_part, "serial": body.parent_serial}


def _children(
    books: Books, operation: ops.Operation, body: ops.ModulesCapture
) -> Iterator[Record]:
    """Each module with the assembly that it is in; what came out of this one is in none, unless it
    is in another one by now."""
    parent = _parent(body)
    units = {(one.part, one.serial): parent for one in body.modules}
    out = [(one.part, one.serial) for one in body.removed if (one.part, one.serial) not in units]
    gone = [one for one in out if assembly_of(books, *one) in (parent, None)]
    for (part, serial), now in [*((one, None) for one in gone), *units.items()]:
        told = {"part": part, "serial": serial, "parent": now}
        yield from _kept(books, operation, Kind.MODULE, serial_name(part, serial), told)


def _kept(
    books: Books, operation: ops.Operation, kind: Kind, name: str, told: dict[str, Any]
) -> Iterator[Record]:
    """The record as told now, unless something later was told of it before."""
    known = books.records.get((kind, name))
    told = {**told, "at": list(operation.moment), "by": operation.envelope.actor}
    if known is None or tuple(known.body["at"]) <= operation.moment:
        yield Record(kind, name, told)


def _elsewhere(books: Books, body: ops.ModulesCapture, one: ModuleUnit) -> bool:
    """Whether it stands somewhere as stock, or is in another assembly."""
    other = assembly_of(books, one.part, one.serial) not in (None, _parent(body))
    return other or any(
        books.quants[key] > 0 and not is_virtual(key.holder)
        for key in books.by_serial.get((one.part, one.serial), ())
    )
