# SPDX-License-Identifier: Apache-2.0
"""What entries leave for others: exceptions for people, documents for the ERP, the verdict."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from backend.domain.decisions import Outcome, Raised
from backend.domain.journal import Entry, documents
from backend.domain.operations import Undo
from backend.domain.rules.receipt_match import papers_together
from backend.domain.rules.unknown_scan import together
from backend.domain.wire import timestamp_text
from backend.store import book_tables as t
from backend.store.bulk import insert, upsert
from backend.store.exact_keys import rows_by_keys
from backend.store.feed_rows import FeedRow, text

DECISIONS: dict[str, list[str]] = {
    "picked_held": ["hold_release"],
    "packed_held": ["hold_release"],
    "loaded_held": ["hold_release"],
    "hold_placed": ["hold_release"],
    "hold_hit": ["hold_release", "acknowledgement"],
    "shipment_stopped": ["hold_release"],
    "second_release": ["hold_release"],
    "inspection_result": ["hold_release", "disposition"],
    "inspection_failed": ["disposition", "hold_release"],
    "unexplained": ["variance_approval", "recount"],
    "unknown_barcode": ["code_match", "acknowledgement"],
    "awaiting_paper": ["receipt_match", "hold_release", "disposition"],
    "undone_late": ["adjustment", "acknowledgement"],
    "plate_missed": ["recount", "plate_clearance"],
    "return_doubt": ["claim_decision", "return_disposition", "acknowledgement"],
    "return_danger": ["claim_decision", "return_disposition", "acknowledgement"],
    "parked": ["retry", "void"],
}
"""What a supervisor may decide on each kind of exception; others are acknowledged."""

TOLD_LINES_MAX = 12
"""Entries of a told list that an exception carries; a screen shows about half of them."""

Join = Callable[[Mapping[str, Any], Mapping[str, Any]], dict[str, Any]]
JOINED: dict[str, Join] = {"unknown_barcode": together, "awaiting_paper": papers_together}
"""Questions to which more than one operation adds."""

HELD_KINDS = (
    "hold_hit",
    "picked_held",
    "packed_held",
    "loaded_held",
    "shipment_stopped",
    "hold_placed",
    "second_release",
    "awaiting_paper",
    "inspection_result",
    "inspection_failed",
)
"""Exceptions that stand only as long as a hold does."""


def write_aftermath(
    connection: Connection, site: str, version: int, entries: Sequence[Entry]
) -> list[FeedRow]:
    """Write exceptions and outbox rows. Returns what readers see of them, and the outcomes that
    devices wait for."""
    return [
        *write_outbox(connection, site, version, entries),
        *write_exceptions(connection, site, entries),
        *_outcomes(entries),
    ]


def write_outbox(
    connection: Connection, site: str, version: int, entries: Sequence[Entry]
) -> list[FeedRow]:
    """E1: one row for each (operation, event). Returns what readers see of them."""
    after = _keys_of_holds(connection, site, entries) | _keys_of_undone(connection, site, entries)
    rows: list[dict[str, Any]] = [
        {
            "site_id": site,
            "key": f"{entry.arrival.op_id}:{document.event}",
            "op_id": entry.arrival.op_id,
            "order_key": after.get(entry.arrival.op_id) or _group(entry),
            "version": version,
            "position": entry.position * 100 + n,
            "type": document.kind,
            "body": document.body,
            "state": "ready",
            "attempts": 0,
            "doubts": 0,
            "token": 0,
            "next_at": 0,
            "leased_until": 0,
            "reference": "",
            "reason": "",
            "text": "",
        }
        for entry in entries
        for n, document in enumerate(documents(entry))
    ]
    if not rows:
        return []
    insert(connection, t.outbox, rows)
    # Of a parked operation the document goes with what came last and made it fit.
    queued_at = timestamp_text(max(entry.arrival.received_at for entry in entries))
    return [FeedRow("erp_document", row["key"], _waiting(row, queued_at)) for row in rows]


def _waiting(row: dict[str, Any], queued_at: str) -> str:
    return text(
        {
            "key": row["key"],
            "type": row["type"],
            "operation": row["op_id"],
            "state": "waiting",
            "queued_at": queued_at,
            "group": row["order_key"],
            "place": [row["version"], row["position"]],
            "body": row["body"],
        }
    )


def _keys_of_holds(
    connection: Connection, site: str, entries: Sequence[Entry]
) -> dict[str, str]:
    """E2: a release is told after its hold, so it goes in the group that told of the hold."""
    releases = {
        told.body["hold"]: entry.arrival.op_id
        for entry in entries
        for told in entry.decision.documents
        if told.kind == "stock_status" and told.body["action"] != "hold"
    }
    if not releases:
        return {}
    h, o = t.holds.c, t.outbox.c
    told = sa.and_(o.site_id == h.site_id, o.op_id == h.operation)
    query = (
        sa.select(h.hold, o.order_key)
        .select_from(t.holds.join(t.outbox, told))
        .where(h.site_id == site, h.hold.in_(sorted(releases)))
    )
    return {releases[row.hold]: row.order_key for row in connection.execute(query)}


def _keys_of_undone(
    connection: Connection, site: str, entries: Sequence[Entry]
) -> dict[str, str]:
    """E2: what takes a document back is told after it, in its group."""
    told = {
        document.body["reverses"]: entry.arrival.op_id
        for entry in entries
        if entry.operation and isinstance(entry.operation.body, Undo)
        for document in documents(entry)
    }
    if not told:
        return {}
    o = t.outbox.c
    query = sa.select(o.key, o.order_key).where(o.site_id == site, o.key.in_(sorted(told)))
    here = {f"{e.arrival.op_id}:{d.event}": _group(e) for e in entries for d in documents(e)}
    here |= {row.key: row.order_key for row in connection.execute(query)}
    return {op_id: here[key] for key, op_id in told.items() if key in here}


def _group(entry: Entry) -> str:
    operation = entry.operation
    group = operation.envelope.group if operation else ""
    return group or entry.arrival.op_id


def write_exceptions(
    connection: Connection, site: str, entries: Sequence[Entry]
) -> list[FeedRow]:
    """What somebody must look at, and what nobody need look at any more. Returns what readers see
    of them."""
    told: dict[str, list[tuple[Entry, Raised]]] = {}
    for entry in entries:
        settled = _no_longer_held(connection, site, entry)
        for raised in (*_raised(entry), *settled):
            told.setdefault(raised.exception, []).append((entry, raised))
    if not told:
        return []
    known = {
        row.exception: row
        for row in rows_by_keys(
            connection, t.exceptions, ("site_id", site), ["exception"],
            [(name,) for name in sorted(told)],
        )
    }  # fmt: skip
    rows = []
    for name, tellings in told.items():
        before, (entry, raised) = known.get(name), tellings[-1]
        if raised.state == "resolved" and before is None:
            continue
        row = _exception_row(site, entry, raised, before)
        if raised.kind in JOINED and raised.state != "resolved":
            others = [_exception_row(site, *one, None) for one in tellings[:-1] if one[1].kind]
            others += [] if before is None else [_before(before)]
            row = _added(row, others, JOINED[raised.kind])
        rows.append(row)
    upsert(connection, t.exceptions, rows)
    return [
        FeedRow(
            "exception",
            row["exception"],
            None if row["state"] == "resolved" else text(row["body"]),
        )
        for row in rows
    ]


def _before(asked: Any) -> dict[str, Any]:
    """A question as it was asked before; what was matched is not asked for again."""
    body = dict(asked.body)
    if asked.kind == "awaiting_paper" and asked.state == "resolved":
        body |= {"lines": [], "holds": []}
    if matched := body.pop("matched", 0):
        body["quantity"] = max((body["quantity"] or 0) - matched, 0) or None
    return {"since": asked.since, "body": body}


def _added(
    row: dict[str, Any], others: Sequence[Mapping[str, Any]], join: Join
) -> dict[str, Any]:
    """What was asked before and is asked again of one thing, as one open question."""
    for other in others:
        body = join(other["body"], row["body"]) | {"state": row["state"]}
        row = {**row, "since": min(other["since"], row["since"]), "body": body}
    return row


def _exception_row(site: str, entry: Entry, raised: Raised, before: Any) -> dict[str, Any]:
    state = raised.state
    if before is not None and (not raised.kind or "matched" in raised.details):
        told = {**before.body, **raised.details}
        raised = Raised(raised.exception, before.kind, state, told)
    if state == "watching" and before is not None and before.state == "open":
        state = "open"
    if raised.kind == "unexplained" and before is not None:
        told = before.body.get("counts")  # all tellings of the place stay on the question (CC8)
        raised = replace(raised, details={"counts": told, **raised.details} if told else
                         raised.details)  # fmt: skip
    operation = entry.operation
    since = operation.occurred_at if operation else entry.arrival.received_at
    body = {
        "exception": raised.exception,
        "kind": raised.kind,
        "state": state,
        "operation": entry.arrival.op_id,
        "actor": operation.envelope.actor if operation else "",
        "device": entry.arrival.device,
        "raised_at": timestamp_text(since),
        "decisions": DECISIONS.get(raised.kind, ["acknowledgement"]),
        **raised.details,
    } | {"state": state, "kind": raised.kind}  # neither is what a rule tells beside them
    return {
        "site_id": site,
        "exception": raised.exception,
        "kind": raised.kind,
        "state": state,
        "since": since,
        "body": body,
    }


def _told(entry: Entry) -> dict[str, Any]:
    """What an operation said, for a person who must decide on it; long lists are cut."""
    return _cut(entry.operation.envelope.body) if entry.operation else {}


def _cut(body: dict[str, Any]) -> dict[str, Any]:
    """An imported document lies one level deeper than what a device tells."""
    return {
        k: v[:TOLD_LINES_MAX] if isinstance(v, list) else _cut(v) if isinstance(v, dict) else v
        for k, v in body.items()
    }


def _no_longer_held(connection: Connection, site: str, entry: Entry) -> list[Raised]:
    """Questions about moved held goods are settled when the last of their holds has ended."""
    if not entry.decision.released:
        return []
    x, h = t.exceptions.c, t.holds.c
    asked = connection.execute(
        sa.select(x.exception, x.kind, x.body).where(
            x.site_id == site, x.state == "open", x.kind.in_(HELD_KINDS)
        )
    ).all()
    open_holds = set(
        connection.scalars(sa.select(h.hold).where(h.site_id == site, h.state == "open"))
    )
    return [
        Raised(row.exception, row.kind, "resolved", row.body)
        for row in asked
        if not open_holds & set(row.body.get("holds", [row.body.get("hold")]))
    ]


def _raised(entry: Entry) -> list[Raised]:
    """What a decision raises, a parked operation itself, and what a resolution settles."""
    decision, op_id = entry.decision, entry.arrival.op_id
    raised = list(decision.raised)
    raised += [Raised(name, "", state="resolved") for name in decision.resolved]
    if decision.outcome is Outcome.PARKED:
        details: dict[str, Any] = {"reason": decision.reason, "detail": decision.detail}
        details["told"] = _told(entry)
        if entry.operation is not None:
            details["verb"] = entry.operation.kind
        raised.append(Raised(f"{op_id}:parked", "parked", details=details))
    if entry.resolves:
        raised.append(Raised(f"{op_id}:parked", "parked", state="resolved"))
    return raised


def _outcomes(entries: Sequence[Entry]) -> list[FeedRow]:
    latest: dict[str, FeedRow] = {}
    for entry in entries:
        arrival, decision = entry.arrival, entry.decision
        if arrival.seq is None:
            continue
        body = {
            "op_id": arrival.op_id,
            "seq": arrival.seq,
            "outcome": decision.outcome,
            "reason": decision.reason,
            "detail": decision.detail,
            "booked": not documents(entry) and decision.outcome is not Outcome.PARKED,
        }
        latest[arrival.op_id] = FeedRow("outcome", arrival.op_id, text(body), arrival.device)
    return list(latest.values())
