# SPDX-License-Identifier: Apache-2.0
"""Deposits and cores of a pool after something became known of either: which deposit each core
earned, what of that changed, and what the ERP and people hear of it.

CO1, CO2, CO4: the fold (`reverse/pool.py`) does not depend on the order of arrival. A core told
late may take the deposit of one that was booked before; then both credits are told again, each as
the whole that it is now, so that the ERP ends with one a deposit.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from backend.domain import operations as ops
from backend.domain.books import Books
from backend.domain.decisions import Document, Raised
from backend.domain.documents import document
from backend.domain.holds import Hold, HoldScope
from backend.domain.records import Kind, Record
from backend.domain.reverse.cores import CoreReceipt, CoreVerdict, Unearned
from backend.domain.reverse.grading import QUARANTINE, REJECT, Check, Grade
from backend.domain.reverse.pool import ToldCore, pooled
from backend.domain.rules.hold import hold_document
from backend.domain.rules.returns_rows import Records, deposit_from

_MONEY = ("deposit", "credit_minor", "kept_minor")


@dataclass(frozen=True, slots=True)
class Changed:
    """What a fold changed. `holds` of cores that are to be left alone from now on."""

    records: tuple[Record, ...] = ()
    documents: tuple[Document, ...] = ()
    raised: tuple[Raised, ...] = ()
    holds: tuple[Hold, ...] = ()

    def of(self, core: str) -> Record:
        """The core as it is now."""
        return next(one for one in self.records if one.key == (Kind.CORE, core))


def repooled(books: Books, operation: ops.Operation, news: Iterable[Record]) -> Changed:
    """Fold every pool that the news touch."""
    fresh = {one.key: one for one in news}
    records = {**books.records, **fresh}
    owners = {_owner(records, one) for one in fresh.values()}
    found: dict[Any, Record] = dict(fresh)
    for owner in sorted(owners):
        found |= {one.key: one for one in _folded(records, owner)}
    changed = [one for one in found.values() if one != books.records.get(one.key)]
    cores = [one for one in changed if one.kind == Kind.CORE]
    papers: list[Document] = []
    raised: list[Raised] = []
    holds: list[Hold] = []
    for core in cores:
        before = books.records.get(core.key)
        if _money(core) != (_money(before) if before else _money(None)):
            papers.append(_credit(operation, records, core, before))
        raised += _raised(core, before)
        hold = _hold(books, operation, core, before, len(holds) + 1)
        if hold is not None:
            holds.append(hold)
            papers.append(hold_document(operation, hold, "hold"))
    return Changed(tuple(changed), tuple(papers), tuple(raised), tuple(holds))


def _owner(records: Records, one: Record) -> str:
    """The pool of a deposit or core; a core whose tag nobody knows is alone."""
    if one.kind == Kind.DEPOSIT or not one.tag:
        return one.owner
    tagged = (r for r in records.values() if r.kind == Kind.DEPOSIT and r.tag == one.tag)
    return next((found.owner for found in tagged), f"tag:{one.tag}")


def _folded(records: Records, owner: str) -> Iterator[Record]:
    deposits = [r for r in records.values() if r.kind == Kind.DEPOSIT and r.owner == owner]
    tags = {one.tag for one in deposits} | {owner.removeprefix("tag:")}
    cores = [
        r for r in records.values()
        if r.kind == Kind.CORE and (r.tag in tags if r.tag else r.owner == owner)
    ]  # fmt: skip
    pool = pooled([deposit_from(r.body) for r in deposits], [_told(r) for r in cores])
    for core in cores:
        yield core.but(**_outcome(pool.verdicts[core.name]))
    by_deposit = {v.changed.key: name for name, v in pool.verdicts.items() if v.changed}
    for one in deposits:
        core_name = by_deposit.get(one.name, "")
        verdict = pool.verdicts.get(core_name)
        yield one.but(
            state=pool.deposits[one.name].state, core=core_name,
            credit_minor=verdict.credit_minor if verdict else 0,
            kept_minor=verdict.kept_minor if verdict else 0,
        )  # fmt: skip


def _told(record: Record) -> ToldCore:
    body = record.body
    checks = tuple(Check(name, fail, book) for name, fail, book in body["checks"])
    percent = {Grade(name): n for name, n in body["percent"].items()}
    receipt = CoreReceipt(
        body["customer"], body["core_group"], body["on_day"], body["answers"], record.tag
    )
    return ToldCore(record.name, (body["at"], body["operation"]), receipt, checks, percent)


def _outcome(verdict: CoreVerdict) -> dict[str, Any]:
    deposit = verdict.changed
    return {
        "grade": verdict.graded.grade.value if verdict.graded.grade else None,
        "decision": verdict.graded.decision,
        "failed": list(verdict.graded.failed),
        "unearned": verdict.unearned.value if verdict.unearned else None,
        "deposit": deposit.key if deposit else "",
        "currency": deposit.currency if deposit else "",
        "credit_minor": verdict.credit_minor,
        "kept_minor": verdict.kept_minor,
    }


def _money(core: Record | None) -> tuple[Any, ...]:
    empty = {"deposit": "", "credit_minor": 0, "kept_minor": 0}
    body = {**empty, **core.body} if core else empty
    return tuple(body[name] for name in _MONEY)


def _credit(
    operation: ops.Operation, records: Records, core: Record, before: Record | None
) -> Document:
    """What a core earns now, as a whole; nothing, where an earlier one took its deposit."""
    body = core.body
    key = body["deposit"] or (before.body["deposit"] if before else "")
    sale = records[(Kind.DEPOSIT, key)].body
    return document(
        operation, "core_credit", f"core_credit:{core.name}",
        core=core.name, deposit=key, order=sale["order"], order_line=sale["line"],
        customer=sale["customer"], part=body["part"], serial=body["serial"] or None,
        grade=body["grade"], credit_minor=body["credit_minor"], kept_minor=body["kept_minor"],
        currency=sale["currency"] or None, corrects=bool(before and before.body.get("deposit")),
    )  # fmt: skip


def _raised(core: Record, before: Record | None) -> Iterator[Raised]:
    """CO4 for whoever decides, RT6 for a supervisor alone."""
    body, was = core.body, (before.body.get("unearned") if before else None)
    details = {
        "part": body["part"], "serial": body["serial"], "core": core.name, "lpn": body["lpn"],
        "customer": body["customer"], "tag": core.tag, "core_group": body["core_group"],
        "difference": body["unearned"] or was, "operation": body["operation"],
    }  # fmt: skip
    if body["unearned"] or was:
        state = "open" if body["unearned"] else "resolved"
        yield Raised(f"{core.name}|unearned", "core_unearned", state, details)
    if body["unearned"] == Unearned.ALREADY_PAID:
        signal = {**details, "difference": "deposit_already_paid"}
        yield Raised(f"{core.name}|paid", "fraud_signal", details=signal)


def _hold(
    books: Books, operation: ops.Operation, core: Record, before: Record | None, number: int
) -> Hold | None:
    """Cores that nobody may use: without a deposit, turned down, not safe, or kept under the
    number of what is sold."""
    body, reason = core.body, hold_reason(core.body)
    known = before is not None and hold_reason(before.body) is not None
    if reason is None or known:
        return None
    scope = HoldScope(part=body["part"], lpn=body["lpn"], serial=body["serial"] or None)
    placed = Hold(
        f"{operation.op_id}:{number}", scope, reason, placed_by=operation.envelope.actor,
        placed_at=body["at"], operation=operation.op_id, since=body["since"],
    )  # fmt: skip
    same = any((h.scope, h.reason) == (scope, reason) for h in books.holds.values())
    return None if same else placed


def hold_reason(body: dict[str, Any]) -> str | None:
    """Why a core may not be used, or None."""
    if body.get("decision") == QUARANTINE:
        return "hazard_return"
    if body.get("unearned"):
        return "core_unearned"
    if body.get("decision") == REJECT or body.get("grade") is None:
        return "core_rejected"
    return None if body["own_number"] else "core"

