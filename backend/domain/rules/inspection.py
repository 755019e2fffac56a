# SPDX-License-Identifier: Apache-2.0
"""Inspection: which units of a lot are looked at, and what its result does (IN1 to IN3).

A receipt that a sampling rule covers puts its lot on hold and asks for an inspection; how strict
it is follows from the lots of the supplier before (`domain/sampling`). So does the first delivery
of a part, and what comes from a supplier on watch (RC17). The result is told online
only (CF15). Whoever may release holds ends this one with it; what a worker tells is kept and
somebody with the right decides.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from backend.domain import operations as ops
from backend.domain.books import Books, Task
from backend.domain.decisions import Decision, Raised, declined
from backend.domain.gate import SUPERVISORS
from backend.domain.holds import Hold, HoldScope
from backend.domain.quality import (
    FIRST_DELIVERY,
    INSPECTED,
    SAMPLED,
    HoldRule,
    Supply,
    inspect_task,
)
from backend.domain.reasons import Reason
from backend.domain.rules.hold import hold_document
from backend.domain.rules.release import ended
from backend.domain.rules.rule_holds import lot_scope, matching, supply
from backend.domain.sampling import (
    Fit,
    InspectedLot,
    Limits,
    Measured,
    Plan,
    Severity,
    Standing,
    Verdict,
    accepted_one_tighter,
    accepts,
    after_lot,
    drawn,
    judge,
    plan,
    start,
)
from backend.domain.stock import plate_holder
from backend.domain.wire import Malformed, timestamp_text

INSPECT_PRIORITY = 30
UNITS_SHOWN_MAX = 60
"""Numbers of drawn units that a task names; of a larger sample the handheld draws them again."""


def inspections(
    books: Books, operation: ops.Operation, body: ops.Receipt, placed: tuple[Hold, ...]
) -> Iterator[Task]:
    """A task for each lot of a receipt that a rule wants inspected, or for all lots of the part
    that one hold covers; more of it makes it larger."""
    made: dict[str, Task] = {}
    for line in body.lines:
        rule = _inspecting(books, operation, body, line)
        if rule is None:
            continue
        scope = _inspected(rule, body, line)
        hold = _hold_of(books, rule, scope, placed)
        if hold is None:
            continue
        name = inspect_task(body.receipt, line.part, scope.lot or "")
        before = made.get(name) or books.tasks.get(name)
        if before is None or before.state != "open":
            before = Task(name, "inspect", priority=INSPECT_PRIORITY, details={})
        made[name] = _task(books, before, hold, rule, body, replace(line, lot=scope.lot))
    yield from made.values()


def _inspecting(
    books: Books, operation: ops.Operation, body: ops.Receipt, line: ops.ReceiptLine
) -> HoldRule | None:
    """The rule by which a line is inspected: a sampling plan before a look at the first goods."""
    rules = list(matching(books, operation, body, line)) if books.quality.rules else []
    if (line.part, body.supplier) not in books.qualified:
        rules.append(HoldRule(FIRST_DELIVERY, "first_article", FIRST_DELIVERY))
    sampled = (one for one in rules if one.when in SAMPLED)
    return next(sampled, next((one for one in rules if one.when in INSPECTED), None))


def _inspected(rule: HoldRule, body: ops.Receipt, line: ops.ReceiptLine) -> HoldScope:
    """What is inspected together: what the rule's hold covers."""
    if rule.when in SAMPLED:
        return lot_scope(body, line)
    return HoldScope(part=line.part, supplier=body.supplier, receipt=body.receipt)


def _hold_of(
    books: Books, rule: HoldRule, scope: HoldScope, placed: tuple[Hold, ...]
) -> str | None:
    known = (one for one in (*placed, *books.holds.values()))
    return next((h.hold for h in known if h.scope == scope and h.reason == rule.why), None)


def _task(
    books: Books, before: Task, hold: str, rule: HoldRule, body: ops.Receipt, line: ops.ReceiptLine
) -> Task:
    lot_size = before.details.get("quantity", 0) + line.quantity
    standing = supply(books, line.part, body.supplier).standing
    details = {
        "part": line.part, "lot": line.lot or "", "quantity": lot_size, "hold": hold,
        "rule": rule.rule, "supplier": body.supplier, "receipt": body.receipt, "asn": body.asn,
        "lpn": before.details.get("lpn") or body.lpn,
        "lpns": sorted({*before.details.get("lpns", ()), body.lpn}),
        "source": plate_holder(before.details.get("lpn") or body.lpn), "location": body.location,
        "sample": sample(rule, lot_size, standing, before.task),
        "checks": list(books.quality.checks(books.parts[line.part].family)),
    }  # fmt: skip
    return replace(before, details=details)


def sample(rule: HoldRule, lot_size: int, standing: Standing | None, seed: str) -> dict[str, Any]:
    """Which units of a lot are looked at, and how many of them may be nonconforming. A supplier
    whose inspection was discontinued is inspected unit by unit, and none may be nonconforming."""
    severity = standing.severity if standing else Severity.NORMAL
    stopped = severity is Severity.DISCONTINUED
    found = plan(lot_size, rule.level, rule.aql, Severity.TIGHTENED if stopped else severity)
    assert isinstance(found, Plan), found  # the rule was judged when it was made
    units = lot_size if stopped else found.units
    which = drawn(lot_size, units, seed)
    assert not isinstance(which, Malformed), which
    return {
        "edition": found.edition, "rules": rule.edition, "level": rule.level, "aql": rule.aql,
        "severity": severity, "letter": found.plan_letter, "n": units,
        "ac": 0 if stopped else found.ac, "re": 1 if stopped else found.re,
        "units": list(which[:UNITS_SHOWN_MAX]),
    }  # fmt: skip


def inspection(books: Books, operation: ops.Operation) -> Decision:
    """Keep the result, move the supplier's history on, and end the hold where that may be."""
    body = operation.body
    assert isinstance(body, ops.Inspection)
    task = books.tasks.get(body.task)
    if task is None or task.state != "open" or task.kind != "inspect":
        return declined(Reason.DECLINED_UNKNOWN, task=body.task)
    fault = _unfit(operation, body, task)
    if fault is not None:
        return declined(Reason.DECLINED_UNFIT, task=body.task, **fault)
    decision = _ended(books, operation, body, task)
    if decision.detail.get("declined"):
        return decision
    failed = _failed(operation, body, task)
    result = _result(operation, body)
    done = replace(task, state="done", details={**task.details, "result": result})
    return replace(
        decision,
        holds=(*decision.holds, *failed),
        tasks=(*decision.tasks, done),
        supplies=(_moved_on(books, body, task),),
        documents=(*decision.documents, *(hold_document(operation, h, "hold") for h in failed)),
        detail={**decision.detail, "task": body.task, "result": body.result},
    )


def _unfit(
    operation: ops.Operation, body: ops.Inspection, task: Task
) -> dict[str, Any] | None:
    """What speaks against a result: too many nonconforming ones, or something was not said."""
    sampled = task.details["sample"]
    today = timestamp_text(operation.occurred_at)[:10]
    if body.result == "pass" and body.nonconforming >= sampled["re"]:
        return {"field": "nonconforming", "re": sampled["re"]}
    outside = [one["check"] for one in body.findings if not _keeps(task, one)]
    if outside and body.result == "pass" and body.nonconforming == 0:
        return {"field": "findings", "checks": outside}
    if body.result == "partial" and not body.failed_lpn:
        return {"field": "failed_lpn"}
    if body.result == "conditional" and (body.until is None or body.until < today):
        return {"field": "until"}
    return None


def _keeps(task: Task, finding: dict[str, Any]) -> bool:
    """Whether an answer is a good one: yes, or a value within its limits. A value that cannot be
    compared with them is none."""
    check = next((one for one in task.details["checks"] if one["check"] == finding["check"]), None)
    if check is None or check["asks"] != "measure":
        return finding.get("answer") != "no"
    given = Measured(finding.get("value", 0), finding.get("scale", 0), finding.get("unit", ""))
    bounds = Limits(check.get("low"), check.get("high"), check["scale"], check["unit"])
    return judge(given, bounds) is Fit.WITHIN


def _ended(
    books: Books, operation: ops.Operation, body: ops.Inspection, task: Task
) -> Decision:
    """The hold of the lot after the result; who has no right to release asks somebody who has."""
    known = books.holds.get(task.details["hold"])
    about = {
        **{name: task.details[name] for name in ("part", "lot", "lpn", "supplier", "receipt")},
        "hold": task.details["hold"], "holds": [task.details["hold"]], "task": body.task,
        "result": body.result, "nonconforming": body.nonconforming,
        "sample": task.details["sample"],
        "until": body.until, "failed_lpn": body.failed_lpn,
    }  # fmt: skip
    if known is None:  # somebody released it meanwhile: the result is kept
        return Decision()
    if body.result == "fail" or operation.authority not in SUPERVISORS:
        kind = "inspection_failed" if body.result == "fail" else "inspection_result"
        return Decision(raised=(Raised(f"inspected|{body.task}", kind, details=about),))
    reason = body.reason.strip() or f"inspection_{body.result}"
    until = body.until or "" if body.result == "conditional" else ""
    return ended(books, operation, known, reason, until=until)


def _failed(operation: ops.Operation, body: ops.Inspection, task: Task) -> tuple[Hold, ...]:
    """The failed units of a partial result stand on a plate of their own, under their own hold."""
    if body.result != "partial" or not body.failed_lpn:
        return ()
    return (
        Hold(
            hold=f"{operation.op_id}:failed",
            scope=HoldScope(part=task.details["part"], lpn=body.failed_lpn),
            reason="nonconforming",
            placed_by=operation.envelope.actor,
            placed_at=operation.occurred_at,
            operation=operation.op_id,
            since=operation.occurred_at - operation.error_ms,
        ),
    )


def _result(operation: ops.Operation, body: ops.Inspection) -> dict[str, Any]:
    return {
        "result": body.result, "nonconforming": body.nonconforming, "until": body.until,
        "findings": list(body.findings), "by": operation.envelope.actor,
        "at": timestamp_text(operation.occurred_at), "failed_lpn": body.failed_lpn,
    }  # fmt: skip


def _moved_on(books: Books, body: ops.Inspection, task: Task) -> Supply:
    """The supply after one more inspected lot."""
    told, name = task.details, task.details["rule"]
    rule = books.quality.rules.get(name) or HoldRule(name, "sample_due")
    known = supply(books, told["part"], told["supplier"])
    standing = known.standing
    if standing is None or standing.edition != rule.edition:
        begun = start(rule.edition)
        assert isinstance(begun, Standing), begun
        standing = begun
    return replace(known, standing=after_lot(standing, _lot(rule, told, body)))


def _lot(rule: HoldRule, told: dict[str, Any], body: ops.Inspection) -> InspectedLot:
    severity = Severity(told["sample"]["severity"])
    if severity is Severity.DISCONTINUED:
        return InspectedLot(Verdict.ACCEPTED)  # W5: only corrective action goes on from there
    found = plan(told["quantity"], rule.level, rule.aql, severity)
    assert isinstance(found, Plan), found
    verdict = accepts(found, body.nonconforming)
    assert isinstance(verdict, Verdict), verdict
    tighter = accepted_one_tighter(found, rule.aql, body.nonconforming)
    return InspectedLot(verdict, found.ac, tighter, may_reduce=rule.may_reduce)
