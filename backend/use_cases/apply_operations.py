# SPDX-License-Identifier: Apache-2.0
"""Load, decide, save: one batch of operations of one site in one transaction.

Operations that were parked and whose reason to wait is gone are judged again here, right after
the operation that freed them, so that replaying the journal does the same in the same order (S4).
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType
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
    calm: str = ""
    entries: list[Entry] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Fault:
    """An exception that judging an operation raised: it was parked, or it woke nobody."""

    name: str
    parked: bool


NO_FAULTS: Mapping[str, Fault] = MappingProxyType({})


def apply_operations(
    store: BooksStore, arrivals: Sequence[Arrival], faults: Mapping[str, Fault] = NO_FAULTS
) -> list[Entry]:
    """Judge and write operations in order. One that breaks us is parked, its neighbours apply.

    `faults` are those of an earlier run, by operation, when the journal is replayed: a fault of
    the program is not in the operations, and may have been mended since.
    """
    if not faults:
        done = store.attempt(lambda: _apply(store, arrivals, 0))
        if not isinstance(done, Exception):
            return list(done)
    entries: list[Entry] = []
    for arrival in arrivals:
        entries += _alone(store, arrival, len(entries), faults.get(arrival.op_id))
    return entries


def _alone(store: BooksStore, arrival: Arrival, at: int, known: Fault | None) -> list[Entry]:
    """Apply one operation; without waking others if that breaks us; or park it."""
    if known is not None:
        if known.parked:
            return _park_fault(store, arrival, known.name, at)
        return _apply(store, [arrival], at, known.name)
    done = store.attempt(lambda: _apply(store, [arrival], at))
    if not isinstance(done, Exception):
        return list(done)
    log.error("operation %s broke a rule", arrival.op_id, exc_info=done)
    name = type(done).__name__
    done = store.attempt(lambda: _apply(store, [arrival], at, name))
    if not isinstance(done, Exception):
        return list(done)
    return _park_fault(store, arrival, name, at)


def _park_fault(store: BooksStore, arrival: Arrival, fault: str, at: int) -> list[Entry]:
    entry = Entry(arrival, at, parked(Reason.SERVER_FAULT, fault=fault))
    store.save(store.load([], {}), [entry])
    return [entry]


def _apply(
    store: BooksStore, arrivals: Sequence[Arrival], first: int, calm: str = ""
) -> list[Entry]:
    """`calm` names a fault: then nobody is woken, since waking broke us before."""
    told = [a.operation for a in arrivals if not isinstance(a.operation, Malformed)]
    sleeping = store.waiting(wake_keys(told))
    asleep = {op_id: waiting for op_id, (waiting, _) in sleeping.items()}
    books = store.load([*told, *(w.operation for w in asleep.values())], asleep)
    batch = _Batch(books, sleeping, calm)
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
    decision = judged.decision
    if batch.calm:
        decision = replace(decision, detail={**decision.detail, "fault": batch.calm})
    entry = Entry(arrival, position, decision, judged.posting)
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
    if batch.calm and body.decision == "retry":
        answer = declined(Reason.SERVER_FAULT, operation=body.operation)
        _write(batch, arrival, Judged(answer), first)
        return
    judged = _again(batch.books, waiting.operation, body)
    if judged.decision.outcome is Outcome.PARKED:
        why = judged.decision.reason or Reason.BEHIND
        _write(batch, arrival, Judged(declined(why, operation=body.operation)), first)
        return
    answer = Decision(detail={"operation": body.operation}, effects=Effects())
    _write(batch, arrival, Judged(answer), first)
    batch.books.known_operations.add(operation.op_id)
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
    if batch.calm:
        return
    for known in sorted(batch.books.parked.values(), key=lambda p: p.position):
        waiting = batch.books.parked.get(known.op_id)
        if waiting is None or not waiting.waits_for & freed:
            continue
        judged = decide(batch.books, waiting.operation)
        if judged.decision.outcome is Outcome.PARKED:
            _wait_for(batch, waiting, judged.decision.waits_for)
            continue
        _awake(batch, waiting, batch.sleeping[waiting.op_id][1], judged, first, "")


def _wait_for(batch: _Batch, waiting: ParkedOperation, keys: frozenset[str]) -> None:
    """One reason to wait is gone and another showed: it must be found under that one later."""
    if keys != waiting.waits_for:
        again = replace(waiting, waits_for=keys)
        batch.books.parked[waiting.op_id] = again
        batch.sleeping[waiting.op_id] = (again, batch.sleeping[waiting.op_id][1])
        batch.books.touch("wait", waiting.op_id)


def _awake(
    batch: _Batch,
    waiting: ParkedOperation,
    original: Arrival,
    judged: Judged,
    first: int,
    by: str,
) -> None:
    del batch.books.parked[waiting.op_id]
    batch.books.known_operations.add(waiting.op_id)
    if judged.decision.outcome is Outcome.VOIDED:
        batch.books.voided.add(waiting.op_id)
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
