# SPDX-License-Identifier: Apache-2.0
"""Load, decide, save: one batch of operations of one site in one transaction.

Operations that were parked and whose reason to wait is gone are judged again here, right after
the operation that freed them, so that replaying the journal does the same in the same order (S4).
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Protocol

from backend.domain import operations as ops
from backend.domain.books import Books, ParkedOperation
from backend.domain.decide import Judged, decide
from backend.domain.decisions import Decision, Outcome, declined, parked
from backend.domain.effects import Effects
from backend.domain.journal import Arrival, Entry, rejected
from backend.domain.reasons import Reason
from backend.domain.wire import Malformed

log = logging.getLogger(__name__)


class BooksStore(Protocol):
    """What this needs from the store, within one write transaction."""

    def load(
        self, operations: Sequence[ops.Operation], parked: dict[str, ParkedOperation]
    ) -> Books: ...

    def waiting(self, keys: Iterable[str]) -> dict[str, tuple[ParkedOperation, Arrival]]: ...

    def save(self, books: Books, entries: Sequence[Entry]) -> None: ...

    def attempt(self, work: Callable[[], Sequence[Entry]]) -> Sequence[Entry] | Exception: ...


@dataclass(slots=True)
class _Batch:
    books: Books
    sleeping: dict[str, tuple[ParkedOperation, Arrival]]
    entries: list[Entry] = field(default_factory=list)


def apply_operations(store: BooksStore, arrivals: Sequence[Arrival]) -> list[Entry]:
    """Judge and write operations in order. One that breaks us is parked, its neighbours apply."""
    done = store.attempt(lambda: _apply(store, arrivals, 0))
    if not isinstance(done, Exception):
        return list(done)
    if len(arrivals) == 1:
        return _park_fault(store, arrivals[0], done, 0)
    entries: list[Entry] = []
    for arrival in arrivals:
        at = len(entries)
        one = store.attempt(lambda a=arrival, n=at: _apply(store, [a], n))  # type: ignore[misc]
        entries += _park_fault(store, arrival, one, at) if isinstance(one, Exception) else one
    return entries


def _park_fault(store: BooksStore, arrival: Arrival, fault: Exception, at: int) -> list[Entry]:
    log.error("operation %s broke a rule", arrival.op_id, exc_info=fault)
    decision = parked(Reason.SERVER_FAULT, fault=type(fault).__name__)
    entry = Entry(arrival, at, decision)
    store.save(store.load([], {}), [entry])
    return [entry]


def _apply(store: BooksStore, arrivals: Sequence[Arrival], first: int) -> list[Entry]:
    told = [a.operation for a in arrivals if not isinstance(a.operation, Malformed)]
    sleeping = store.waiting(wake_keys(told))
    asleep = {op_id: waiting for op_id, (waiting, _) in sleeping.items()}
    books = store.load([*told, *(w.operation for w in asleep.values())], asleep)
    batch = _Batch(books, sleeping)
    for arrival in arrivals:
        _one(batch, arrival, first)
    store.save(books, batch.entries)
    return batch.entries


def _one(batch: _Batch, arrival: Arrival, first: int) -> None:
    operation = arrival.operation
    if isinstance(operation, Malformed):
        batch.entries.append(Entry(arrival, first + len(batch.entries), rejected(arrival)))
        return
    if isinstance(operation.body, ops.Resolution):
        _resolve(batch, arrival, operation, operation.body, first)
        return
    judged = decide(batch.books, operation)
    _write(batch, arrival, judged, first)
    if judged.decision.outcome is Outcome.PARKED:
        position = (1 << 62, len(batch.entries))
        waiting = ParkedOperation(
            operation.op_id,
            position,
            judged.decision.waits_for,
            operation.envelope.group,
            operation,
        )
        batch.books.parked[operation.op_id] = waiting
        batch.sleeping[operation.op_id] = (waiting, arrival)
        return
    _wake(batch, freed_by(operation), first)


def _write(batch: _Batch, arrival: Arrival, judged: Judged, first: int, **more: object) -> None:
    position = first + len(batch.entries)
    entry = Entry(arrival, position, judged.decision, judged.posting)
    batch.entries.append(replace(entry, **more) if more else entry)  # type: ignore[arg-type]


def _resolve(
    batch: _Batch, arrival: Arrival, operation: ops.Operation, body: ops.Resolution, first: int
) -> None:
    """A supervisor's decision on a parked operation: judge it again as granted, or void it."""
    asleep = batch.sleeping.get(body.operation)
    if operation.authority not in ("supervisor", "admin"):
        _write(batch, arrival, Judged(declined(Reason.DECLINED_ROLE)), first)
        return
    if asleep is None or body.operation not in batch.books.parked:
        answer = declined(Reason.DECLINED_UNKNOWN, operation=body.operation)
        _write(batch, arrival, Judged(answer), first)
        return
    waiting, original = asleep
    judged = _again(batch.books, waiting.operation, body)
    if judged.decision.outcome is Outcome.PARKED:
        why = judged.decision.reason or Reason.BEHIND
        _write(batch, arrival, Judged(declined(why, operation=body.operation)), first)
        return
    answer = Decision(detail={"operation": body.operation}, effects=Effects())
    _write(batch, arrival, Judged(answer), first)
    _awake(batch, waiting, original, judged, first, operation.envelope.actor)


def _again(books: Books, told: ops.Operation, body: ops.Resolution) -> Judged:
    """A parked operation as the supervisor sees it: void, or told by somebody we believe and
    after everything that it waits for."""
    if body.decision == "void":
        return Judged(Decision(Outcome.VOIDED, detail={"why": body.reason}))
    envelope = replace(told.envelope, after=())
    return decide(books, replace(told, authority="granted", envelope=envelope))


def _wake(batch: _Batch, freed: frozenset[str], first: int) -> None:
    """Judge again, in the order of their arrival, operations that waited for what just came."""
    for waiting in sorted(batch.books.parked.values(), key=lambda p: p.position):
        if waiting.op_id not in batch.books.parked or not waiting.waits_for & freed:
            continue
        judged = decide(batch.books, waiting.operation)
        if judged.decision.outcome is Outcome.PARKED:
            continue
        _awake(batch, waiting, batch.sleeping[waiting.op_id][1], judged, first, "")


def _awake(
    batch: _Batch,
    waiting: ParkedOperation,
    original: Arrival,
    judged: Judged,
    first: int,
    by: str,
) -> None:
    del batch.books.parked[waiting.op_id]
    _write(batch, original, judged, first, resolves=True, resolved_by=by)
    _wake(batch, freed_by(waiting.operation), first)


def freed_by(operation: ops.Operation) -> frozenset[str]:
    """What operations that wait for this one wait for."""
    freed = {f"op:{operation.op_id}"}
    if operation.envelope.group:
        freed.add(f"group:{operation.envelope.group}")
    if isinstance(operation.body, ops.CatalogueImport):
        freed |= {f"part:{row['part']}" for row in operation.body.parts}
        freed |= {f"location:{row['location']}" for row in operation.body.locations}
    return frozenset(freed)


def wake_keys(operations: Iterable[ops.Operation]) -> set[str]:
    """Keys under which parked operations lie that these may free, or must wait behind."""
    keys: set[str] = set()
    for operation in operations:
        keys |= freed_by(operation)
        if operation.envelope.group:
            keys.add(f"in:{operation.envelope.group}")
        if isinstance(operation.body, ops.Resolution):
            keys.add(f"self:{operation.body.operation}")
    return keys
