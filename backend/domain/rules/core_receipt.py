# SPDX-License-Identifier: Apache-2.0
"""Core receipt: an exchange unit came back (CO1 to CO4). The grade follows from what the person at
the bench answered, the credit from the grade; nobody types either.

Whoever tells it hears whether the core stays on hold, never what made it look odd (RT6).
"""

from __future__ import annotations

from backend.domain import operations as ops
from backend.domain.books import Books
from backend.domain.decisions import Decision
from backend.domain.reasons import Reason
from backend.domain.records import Kind, Record, pool_of
from backend.domain.rules.came_back import goods_in, seen_before
from backend.domain.rules.core_pool import hold_reason, repooled
from backend.domain.rules.returns_rows import checks_for, percent_by
from backend.domain.wire import timestamp_text


def core_receipt(books: Books, operation: ops.Operation) -> Decision:
    """The core with what it earned, and every other core whose deposit it changes."""
    body = operation.body
    assert isinstance(body, ops.CoreReceipt)
    if (Kind.CORE, body.core) in books.records:
        return _told_again(books, operation, body)
    after = repooled(books, operation, (told_core(books, operation, body),))
    core = after.of(body.core).body
    bears = body.sold_as or body.part
    serials, signals = seen_before(books, operation, bears, (body.serial,) if body.serial else ())
    held = hold_reason(core)
    line = {"part": body.part, "quantity": 1, "serials": (body.serial,) if body.serial else ()}
    decision = Decision(
        records=(*after.records, *serials),
        holds=after.holds,
        raised=(*after.raised, *signals),
        documents=(
            goods_in(books, operation, body.lpn, body.location, [line], held),
            *after.documents,
        ),
        detail={"core": body.core, "grade": core["grade"], "held": held is not None},
    )
    if core["unearned"]:
        return decision.but(Reason.CORE_UNEARNED, lpn=body.lpn, part=body.part)
    return decision


def _told_again(books: Books, operation: ops.Operation, body: ops.CoreReceipt) -> Decision:
    """One core is one core: told under a second operation it is booked as goods, and asked about
    as any unit that nobody knows."""
    line = {"part": body.part, "quantity": 1, "serials": (body.serial,) if body.serial else ()}
    paper = goods_in(books, operation, body.lpn, body.location, [line], None)
    return Decision(documents=(paper,)).but(Reason.RECEIVED_TWICE, lpn=body.lpn, part=body.part)


def told_core(books: Books, operation: ops.Operation, body: ops.CoreReceipt) -> Record:
    """A core as told, with the questions and percentages of its day."""
    bears = body.sold_as or body.part
    group = books.records.get((Kind.GROUP, bears)) or books.records.get((Kind.GROUP, body.part))
    known = group.body if group else {}
    customer, name = body.customer or "", known.get("core_group") or ""
    checks = checks_for(books.records, known.get("family") or "")
    told = {
        "core": body.core, "operation": operation.op_id, "at": operation.occurred_at,
        "since": operation.occurred_at - operation.error_ms,
        "on_day": timestamp_text(operation.occurred_at)[:10], "part": body.part, "sold_as": bears,
        "serial": body.serial or "", "customer": customer, "core_group": name,
        "family": known.get("family") or "", "lpn": body.lpn, "answers": dict(body.answers),
        "told_grade": body.grade, "checks": [[c.check, c.fail, c.by_book] for c in checks],
        "percent": {grade.value: n for grade, n in percent_by(books.policy).items()},
        "own_number": known.get("core_part") == body.part,
        "carrier_receipt": body.carrier_receipt or "",
    }  # fmt: skip
    tag = body.tag or ""
    return Record(Kind.CORE, body.core, told, "" if tag else pool_of(customer, name), tag)
