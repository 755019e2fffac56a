# SPDX-License-Identifier: Apache-2.0
"""A receipt that is undone (RC21): its goods are the supplier's again, its work is not wanted.

Of an announced plate only what no other receipt tells goes back (docs/decisions/011): another
person's receipt of the same carton then stands alone. Holds stay: what was doubted is doubted.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from backend.domain import operations as ops
from backend.domain.books import Books, Task
from backend.domain.decisions import Decision, Document
from backend.domain.documents import document
from backend.domain.notices import untick
from backend.domain.rules.cross_dock import unpromised
from backend.domain.rules.hold import hold_document
from backend.domain.rules.receipt import lots_known, origins_known, plates_known
from backend.domain.rules.receipt_close import NOT_AWAITED, still_missing, with_state
from backend.domain.rules.receipt_differences import NUMBERS, TOLD_BESIDE, question_name
from backend.domain.rules.receipt_holds import holds_laid
from backend.domain.rules.received import Withdrawn, told_without, withdrawn
from backend.domain.stock import plate_of


def receipt_undone(books: Books, operation: ops.Operation, known: bool) -> Decision:
    """The notice is open for this carton again, its putaway is off, and the ERP hears of it."""
    body = operation.body
    assert isinstance(body, ops.Undo)
    found = withdrawn(books, body)
    effects = None if found is None else replace(
        operation.told, taken_back=tuple(told_without(found, body))
    )  # fmt: skip
    lost = body.lines if found is None else found.lost
    notice = _notice(books, body, found, known)
    decision = Decision(
        effects=effects,
        asns=(notice,) if notice else (),
        raised=still_missing(notice) if notice else (),
    )
    if not known:
        return decision
    return replace(
        decision,
        tasks=(*_cancelled(books, body, lost), *unpromised(books, body.source)),
        documents=(_reversal(books, operation, lost, found),) if lost else (),
        resolved=(*(found.answered if found else ()), *_differed(books, body)),
    )


def _differed(books: Books, body: ops.Undo) -> Iterator[str]:
    """What differed from the notice in a receipt that is no more is no question any more: the
    receipt that is told instead asks its own. What was doubted of the goods stays a question."""
    notice = books.asns.get(body.asn or "") or {"packs": []}
    lpn = plate_of(body.source)
    announced = {line["part"] for pack in notice["packs"] if pack["lpn"] == lpn
                 for line in pack["lines"]}  # fmt: skip
    for part in sorted(announced | {line.part for line in body.lines}):
        for reason in NUMBERS:
            yield question_name(body.undoes, reason, part)


def arrived_undone(books: Books, operation: ops.Operation) -> Decision:
    """A receipt that was undone before it was told: what it says of the goods, and no work."""
    body = operation.body
    assert isinstance(body, ops.Receipt)
    holds = tuple(holds_laid(books, operation, body))
    return Decision(
        holds=holds,
        lots=lots_known(books, body),
        origins=origins_known(books, body),
        plates=plates_known(books, body),
        documents=tuple(hold_document(operation, hold, "hold") for hold in holds),
        detail={"undone": True, "added": 0},
    )


def _notice(
    books: Books, body: ops.Undo, found: Withdrawn | None, known: bool
) -> dict[str, Any] | None:
    """The notice without this receipt; what arrives undone later never ticks anything off."""
    notice = books.asns.get(body.asn or "")
    if notice is None or body.aside in TOLD_BESIDE or (found is None and not known):
        return None
    packs = notice["packs"] if found is None else found.packs
    if found is None:
        counted: dict[tuple[str, str], int] = {}
        for line in body.lines:
            key = (line.part, line.lot or "")
            counted[key] = counted.get(key, 0) + line.quantity
        packs = untick(packs, plate_of(body.source), counted)
    before = "arrived" if notice.get("arrival") else "announced"
    state = notice["state"] if notice["state"] in NOT_AWAITED else before
    return with_state({**notice, "packs": packs, "state": state})


def _cancelled(books: Books, body: ops.Undo, lost: tuple[ops.Line, ...]) -> Iterator[Task]:
    """Putaway tasks of goods that are not here: off, or for fewer units."""
    left: dict[tuple[str, str], int] = {}
    for line in lost:
        left[line.part, line.lot or ""] = left.get((line.part, line.lot or ""), 0) + line.quantity
    for name in sorted(books.tasks):
        task = books.tasks[name]
        if (task.kind, task.state, task.details.get("source")) != ("putaway", "open", body.source):
            continue
        told = task.details
        units = min(left.get((told["part"], told["lot"]), 0), told["quantity"])
        if not units:
            continue
        left[told["part"], told["lot"]] -= units
        rest = told["quantity"] - units
        yield (
            replace(task, details={**told, "quantity": rest})
            if rest else replace(task, state="cancelled")
        )  # fmt: skip


def _reversal(
    books: Books, operation: ops.Operation, lost: tuple[ops.Line, ...], found: Withdrawn | None
) -> Document:
    """The ERP takes back what the document of the receipt had told it."""
    body = operation.body
    assert isinstance(body, ops.Undo)
    first = found.first if found else body.undoes
    lines = [
        {
            "part": line.part, "quantity": line.quantity, "uom": books.parts[line.part].uom,
            "lot": line.lot or None, "serials": list(line.serials),
            "lpn": body.lpn or body.source.removeprefix("lpn:"),
        }
        for line in lost
    ]  # fmt: skip
    return document(
        operation, "goods_receipt_reversal", reverses=f"{first}:goods_receipt",
        shipment=body.asn, lines=lines,
    )  # fmt: skip
