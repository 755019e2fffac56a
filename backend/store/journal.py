# SPDX-License-Identifier: Apache-2.0
"""The journal's rows: what arrived, what became of it, who waits for whom."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from backend.domain import operations as ops
from backend.domain.books import ParkedOperation
from backend.domain.decisions import Outcome
from backend.domain.effects import counted_loose
from backend.domain.journal import Arrival, Entry, Kept
from backend.domain.ledger import Witness
from backend.domain.reasons import Reason
from backend.domain.wire import Malformed
from backend.store import book_tables as t
from backend.store.bulk import insert
from backend.store.exact_keys import rows_by_keys

WAKE_ROUNDS_MAX = 200
"""How far one arrival may wake others that wake others: as long as a chain of `after` gets when a
shift's work hangs on one parked operation. What is beyond waits for a supervisor."""


def kept(connection: Connection, site: str, op_ids: Iterable[str]) -> dict[str, Kept]:
    """What the journal remembers of these operations."""
    rows = rows_by_keys(
        connection, t.journal, ("site_id", site), ["op_id"], [(op_id,) for op_id in sorted(op_ids)]
    )
    return {row.op_id: _kept(row) for row in rows}


def kept_by_seq(
    connection: Connection, site: str, installation: str, seqs: Sequence[int]
) -> dict[int, Kept]:
    """What the journal remembers of these numbers of an installation."""
    j = t.journal.c
    rows = connection.execute(
        sa.select(t.journal).where(
            j.site_id == site, j.installation_id == installation, j.seq.in_(seqs)
        )
    )
    return {row.seq: _kept(row) for row in rows}


def _kept(row: Any) -> Kept:
    return Kept(
        row.op_id,
        row.seq,
        row.hash,
        row.installation_id,
        Outcome(row.resolved_outcome or row.outcome),
        row.resolved_reason if row.resolved_outcome else row.reason,
        row.detail,
        row.resolved_version or row.version,
    )


def waiting(
    connection: Connection, site: str, keys: Iterable[str]
) -> dict[str, tuple[ParkedOperation, Arrival]]:
    """Parked operations that lie under these keys, and those that wait for them in turn."""
    found: dict[str, tuple[ParkedOperation, Arrival]] = {}
    wanted, asked = set(keys), set[str]()
    for _ in range(WAKE_ROUNDS_MAX):
        asked |= wanted
        rows = rows_by_keys(
            connection, t.waits, ("site_id", site), ["waits_for"], [(k,) for k in sorted(wanted)]
        )
        new = {row.op_id for row in rows} - set(found)
        if not new:
            break
        found |= _parked(connection, site, new)
        groups = {found[op_id][0].group for op_id in new} - {""}
        wanted = {f"op:{op_id}" for op_id in new} | {f"group:{g}" for g in groups}
        wanted = (wanted | {f"in:{g}" for g in groups}) - asked
    return found


def _parked(
    connection: Connection, site: str, op_ids: set[str]
) -> dict[str, tuple[ParkedOperation, Arrival]]:
    scope, keys = ("site_id", site), [(op_id,) for op_id in sorted(op_ids)]
    reasons: dict[str, set[str]] = {}
    for row in rows_by_keys(connection, t.waits, scope, ["op_id"], keys):
        if not row.waits_for.startswith(("self:", "in:")):
            reasons.setdefault(row.op_id, set()).add(row.waits_for)
    found = {}
    for row in rows_by_keys(connection, t.journal, scope, ["op_id"], keys):
        arrival = arrival_of(row)
        assert not isinstance(arrival.operation, Malformed), "only what was read is parked"
        parked = ParkedOperation(
            row.op_id,
            (row.version, row.position),
            frozenset(reasons.get(row.op_id, set())),
            row.group_key,
            arrival.operation,
        )
        found[row.op_id] = (parked, arrival)
    return found


def arrival_of(row: Any) -> Arrival:
    """An operation as the journal kept it, with the time and authority decided at intake.

    What was rejected is rejected again, though its bytes may be readable (a wrong hash, say).
    """
    if row.outcome == Outcome.REJECTED:
        return _refused(row)
    parsed = ops.parse(row.text, device=row.installation_id, authority=row.authority, taken=True)
    assert not isinstance(parsed, Malformed), "what was read once can be read again"
    parsed = ops.at(parsed, row.occurred_at, row.error_ms)
    return Arrival(
        row.op_id,
        row.text,
        row.hash,
        parsed,
        row.received_at,
        row.installation_id,
        row.device_id,
        row.seq,
    )


def _refused(row: Any) -> Arrival:
    fault = Malformed(row.detail.get("where", ""), row.detail.get("text", ""))
    return Arrival(
        row.op_id,
        row.text,
        row.hash,
        fault,
        row.received_at,
        row.installation_id,
        row.device_id,
        row.seq,
        Reason(row.reason),
    )


def write_entries(
    connection: Connection, site: str, version: int, entries: Sequence[Entry]
) -> None:
    """Append journal, moves, sightings and counts; give parked operations their one resolution."""
    new = [_journal_row(site, version, e) for e in entries if not e.resolves]
    insert(connection, t.journal, new)
    for entry in entries:
        if entry.resolves:
            _resolve(connection, site, version, entry)
    moved = [row for entry in entries for row in _move_rows(site, version, entry)]
    insert(connection, t.moves, moved)
    seen = [row for entry in entries for row in _sighting_rows(site, entry)]
    insert(connection, t.sightings, seen)
    counted = [_count_row(site, e) for e in entries if _is_count(e)]
    insert(connection, t.counts, counted)
    _write_waits(connection, site, entries)


def _journal_row(site: str, version: int, entry: Entry) -> dict[str, Any]:
    arrival, operation, decision = entry.arrival, entry.operation, entry.decision
    return {
        "site_id": site,
        "op_id": arrival.op_id,
        "installation_id": arrival.installation,
        "device_id": arrival.device,
        "seq": arrival.seq,
        "kind": operation.kind if operation else "",
        "actor": operation.envelope.actor[:64] if operation else "",
        "authority": operation.authority if operation else "",
        "occurred_at": operation.occurred_at if operation else arrival.received_at,
        "error_ms": operation.error_ms if operation else 0,
        "received_at": arrival.received_at,
        "group_key": operation.envelope.group if operation else "",
        "hash": arrival.hash,
        "text": arrival.text,
        "version": version,
        "position": entry.position,
        "outcome": decision.outcome,
        "reason": decision.reason,
        "detail": decision.detail,
    }


def _resolve(connection: Connection, site: str, version: int, entry: Entry) -> None:
    j = t.journal.c
    changed = connection.execute(
        sa.update(t.journal)
        .where(j.site_id == site, j.op_id == entry.arrival.op_id, j.outcome == Outcome.PARKED)
        .where(j.resolved_outcome.is_(None))
        .values(
            resolved_outcome=entry.decision.outcome,
            resolved_reason=entry.decision.reason,
            resolved_version=version,
            resolved_by=entry.resolved_by,
            detail=entry.decision.detail,
        )
    )
    assert changed.rowcount == 1, "S2: a parked operation has one resolution"


def _move_rows(site: str, version: int, entry: Entry) -> list[dict[str, Any]]:
    operation = entry.operation
    if operation is None:
        return []
    now = Witness(operation.moment, operation.device, operation.error_ms)
    told = [(move, False, now) for move in entry.posting.told]
    back = [(back.move, False, back.witness) for back in entry.posting.taken_back]
    settled = [(move, True, now) for move in entry.posting.settled]
    return [
        {
            "site_id": site,
            "op_id": operation.op_id,
            "n": n,
            "part": move.goods.part,
            "lot": move.goods.lot,
            "serial": move.goods.serial,
            "quantity": move.quantity,
            "source": move.source,
            "target": move.target,
            "settled": is_settled,
            "occurred_at": at.moment[0],
            "device_id": at.device,
            "error_ms": at.error_ms,
            "version": version,
        }
        for n, (move, is_settled, at) in enumerate([*told, *back, *settled])
    ]


def _sighting_rows(site: str, entry: Entry) -> list[dict[str, Any]]:
    operation = entry.operation
    if operation is None:
        return []
    return [
        {
            "site_id": site,
            "part": part,
            "number": number,
            "op_id": operation.op_id,
            "holder": holder,
            "occurred_at": operation.occurred_at,
            "device_id": operation.device,
            "error_ms": operation.error_ms,
        }
        for (part, number), holder in sorted(set(entry.posting.seen))
    ]


def _is_count(entry: Entry) -> bool:
    booked = (Outcome.ACCEPTED, Outcome.ACCEPTED_DISCREPANCY)
    operation = entry.operation
    return (
        operation is not None
        and isinstance(operation.body, ops.Count)
        and entry.decision.outcome in booked
    )


def _count_row(site: str, entry: Entry) -> dict[str, Any]:
    operation = entry.operation
    assert operation is not None and isinstance(operation.body, ops.Count)
    body = operation.body
    loose = counted_loose(body)
    return {
        "site_id": site,
        "op_id": operation.op_id,
        "holder": body.holder,
        "occurred_at": operation.occurred_at,
        "device_id": operation.device,
        "error_ms": operation.error_ms,
        "loose": [[goods.part, goods.lot, number] for goods, number in sorted(loose.items())],
        "serials": sorted([line.part, s] for line in body.lines for s in line.serials),
        "plates": sorted(body.lpns),
    }


def wait_rows(
    site: str, op_id: str, group: str, waits_for: frozenset[str]
) -> list[dict[str, Any]]:
    """Under which keys a parked operation is found: itself, its group, what it waits for."""
    keys = {f"self:{op_id}", *waits_for, *({f"in:{group}"} if group else ())}
    return [{"site_id": site, "waits_for": key, "op_id": op_id} for key in sorted(keys)]


def _write_waits(connection: Connection, site: str, entries: Sequence[Entry]) -> None:
    gone = [e.arrival.op_id for e in entries if e.resolves]
    rows = []
    for entry in entries:
        if entry.decision.outcome is not Outcome.PARKED or entry.arrival.op_id in gone:
            continue
        group = entry.operation.envelope.group if entry.operation else ""
        rows += wait_rows(site, entry.arrival.op_id, group, entry.decision.waits_for)
    insert(connection, t.waits, rows)
    if gone:
        w = t.waits.c
        connection.execute(sa.delete(t.waits).where(w.site_id == site, w.op_id.in_(gone)))
