# SPDX-License-Identifier: Apache-2.0
"""Offline operations in: each gets its place and its outcome, once and for ever.

S1  An operation id has at most one journal row and one effect.
S2  An outcome, once given, is given again on every repeat.
S3  Per installation, numbers have no hole: what comes too early is not taken.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any, Protocol, TypeVar

from backend.domain import operations as ops
from backend.domain.decisions import Outcome
from backend.domain.identity import Actor, Device, SignIn
from backend.domain.journal import Arrival, Entry, Kept
from backend.domain.reasons import Reason
from backend.domain.wire import Malformed
from sync.by_rule import by_rule, changed_parts, look_at_faces
from sync.runs import contiguous, other, twice
from sync.tellers import Tellers, authority_of, proven, queue_told, tellers_of
from sync.wire import (
    EpochChanged,
    Forked,
    OperationResult,
    PushReply,
    PushRequest,
    SentOperation,
)

T = TypeVar("T")
DESK_FACTS = frozenset({"hold", "photo"})  # what was looked up is held, what was signed is kept
EARLIEST_MS = 1_577_836_800_000  # 2020-01-01, before anybody can have recorded anything


class Installation(Protocol):
    """Where an installation stands. Immutable: changed by `dataclasses.replace`."""

    @property
    def name(self) -> str: ...
    @property
    def device(self) -> str: ...
    @property
    def expected_seq(self) -> int: ...
    @property
    def last_occurred_at(self) -> int: ...
    @property
    def reported_through(self) -> int: ...
    @property
    def forked(self) -> bool: ...


class SiteBooks(Protocol):
    """One site within one write transaction, as the store gives it."""

    version: int
    epoch: str

    def kept(self, op_ids: Iterable[str]) -> dict[str, Kept]: ...
    def kept_by_seq(self, installation: str, seqs: Sequence[int]) -> dict[int, Kept]: ...
    def installation(self, name: str, device: str) -> Any: ...
    def save_installation(self, known: Any) -> None: ...
    def report(
        self, device: str, queue: dict[str, Any], now_ms: int
    ) -> list[dict[str, Any]]: ...
    def quarantine(self, arrival: Arrival, id: str, shown: bool) -> None: ...
    def faced(self, parts: Iterable[str]) -> list[str]: ...
    def session_actors(self, sessions: Iterable[str]) -> dict[str, str]: ...
    def roles(self, actors: Iterable[str]) -> dict[str, str]: ...


class Store(Protocol):
    """Runs a function in one write transaction of a site, again from the start if it must."""

    def write(self, site: str, fn: Callable[[Any], T]) -> T: ...


Apply = Callable[[Any, Sequence[Arrival]], list[Entry]]
"""Judge and write arrivals in order, in this transaction."""

Notify = Callable[[str, Sequence[Entry]], None]
"""Called after the commit with what was written."""


class Intake:
    """Takes in what devices and people tell."""

    def __init__(
        self,
        store: Store,
        apply: Apply,
        new_id: Callable[[], str],
        notify: Notify = lambda site, entries: None,
    ) -> None:
        self._store, self._apply, self._new_id, self._notify = store, apply, new_id, notify

    def push(
        self, *, device: Device, request: PushRequest, now: datetime
    ) -> PushReply | EpochChanged | Forked:
        """Give every operation of a batch its place and its outcome."""
        now_ms = milliseconds(now)
        read = [_read(sent, device, now_ms) for sent in request.operations]
        entries: list[Entry] = []
        opened: list[dict[str, Any]] = []
        faced: list[str] = []

        def work(books: SiteBooks) -> PushReply | EpochChanged | Forked:
            entries.clear()
            opened.clear()
            if request.epoch is not None and request.epoch != books.epoch:
                return EpochChanged(books.epoch)
            reply = self._batch(books, device, request, read, now, entries, opened)
            faced[:] = _faced(books, entries)
            return reply

        reply = self._store.write(device.site, work)
        if entries:
            self._notify(device.site, entries)
        for text in by_rule(opened, device.site, now, self._new_id):
            self.tell(site=device.site, text=text, now=now)
        self._look_at(faced, device.site, now)
        return reply

    def _look_at(self, faced: list[str], site: str, now: datetime) -> None:
        """RP1: what the pick faces of these parts need now. If we end before it is told, the next
        operation that touches one of the parts asks again."""
        if faced:
            self.tell(site=site, text=look_at_faces(faced, site, now, self._new_id), now=now)

    def _batch(
        self,
        books: SiteBooks,
        device: Device,
        request: PushRequest,
        read: list[Arrival],
        now: datetime,
        entries: list[Entry],
        opened: list[dict[str, Any]],
    ) -> PushReply | Forked:
        known = books.installation(device.installation, device.id)
        if known.forked:
            return Forked(known.expected_seq)
        run, gap = contiguous(read, known.expected_seq)
        told = [a.seq for a in run if a.seq is not None and a.seq < known.expected_seq]
        old = books.kept_by_seq(device.installation, told) if told else {}
        if any(a.seq in old and other(a, old[a.seq]) for a in run) or twice(run):
            books.save_installation(replace(known, forked=True))
            for arrival in run:
                books.quarantine(replace(arrival, reason=Reason.ID_REUSED), self._new_id(), True)
            return Forked(known.expected_seq)
        results, fresh, last = self._sort(books, run, device, known)
        entries += self._apply(books, list(fresh.values())) if fresh else []
        answers = {e.arrival.op_id: _result(e, books.version) for e in entries}
        expected = max([known.expected_seq, *((a.seq or 0) + 1 for a in run)])
        through = _reported_through(request, gap, now, last)
        books.save_installation(
            replace(
                known,
                expected_seq=expected,
                last_occurred_at=last,
                reported_through=max(known.reported_through, through),
            )
        )
        opened += books.report(device.id, queue_told(request, now, run), milliseconds(now))
        return PushReply(
            epoch=books.epoch,
            version=books.version,
            expected_seq=expected,
            durable_through=expected - 1,
            results=tuple(
                replace(results.get(a.seq or 0) or answers[a.op_id], seq=a.seq or 0) for a in run
            ),
            pull=True,
        )

    def _sort(
        self, books: SiteBooks, run: list[Arrival], device: Device, known: Installation
    ) -> tuple[dict[int, OperationResult], dict[str, Arrival], int]:
        """Answers that stand already (by number), what is new (by id), and the last one's time."""
        known_ids = books.kept(a.op_id for a in run)
        tellers, last = tellers_of(books, run), known.last_occurred_at
        results: dict[int, OperationResult] = {}
        fresh: dict[str, Arrival] = {}
        for arrival in run:
            kept, twin = known_ids.get(arrival.op_id), fresh.get(arrival.op_id)
            if kept is not None:
                new = (arrival.seq or 0) >= known.expected_seq
                results[arrival.seq or 0] = self._again(books, arrival, kept, new)
            elif twin is not None and twin.seq != arrival.seq:
                self._note(books, arrival, twin.hash != arrival.hash)
                if twin.hash != arrival.hash:
                    results[arrival.seq or 0] = _id_reused(arrival)
            elif twin is None:
                placed = _placed(arrival, device, tellers, last)
                if isinstance(placed.operation, ops.Operation) and _told_in_turn(placed.operation):
                    last = placed.operation.occurred_at
                fresh[arrival.op_id] = placed
        return results, fresh, last

    def _again(self, books: SiteBooks, arrival: Arrival, kept: Kept, new: bool) -> OperationResult:
        """S1, S2: the same bytes get the same answer; other bytes under the id are set aside.

        S3: a `new` number whose operation is known under another is noted, once.
        """
        if new:
            self._note(books, arrival, kept.hash != arrival.hash)
        if kept.hash != arrival.hash:
            return _id_reused(arrival)
        return OperationResult(
            kept.op_id, arrival.seq or 0, kept.outcome, kept.reason, kept.detail, kept.version, True
        )

    def _note(self, books: SiteBooks, arrival: Arrival, other: bool) -> None:
        """Keep bytes that came under an id that is taken; `other` bytes are shown to somebody."""
        books.quarantine(replace(arrival, reason=Reason.ID_REUSED), self._new_id(), other)

    def request(
        self,
        *,
        device: Device,
        actor: Actor,
        sign_in: SignIn,
        operation: SentOperation,
        now: datetime,
    ) -> OperationResult:
        """Answer one online request of the actor who is signed in."""
        del sign_in
        arrival = _read(operation, device, milliseconds(now))
        told = arrival.operation
        if isinstance(told, ops.Operation) and told.envelope.actor != actor.id:
            arrival = _refused(arrival, Reason.SITE_MISMATCH, "actor", "is not who is signed in")
        return self._single(arrival, device.site, _asked)

    def claim(
        self, *, device: Device, operation: SentOperation, now: datetime
    ) -> OperationResult:
        """Answer a claim of whoever works on the device. It takes nothing that a pick would not
        take, so it is believed like a fact: also under a sign-in that we heard the end of."""
        arrival = _read(operation, device, milliseconds(now))
        told = arrival.operation
        if isinstance(told, ops.Operation) and told.kind != "claim":
            arrival = _refused(arrival, Reason.UNKNOWN_KIND, "kind", "is no claim")

        def place(arrival: Arrival, books: SiteBooks) -> Arrival:
            return proven(_asked(arrival, books), device, tellers_of(books, [arrival]))

        return self._single(arrival, device.site, place)

    def tell(
        self, *, site: str, text: str, now: datetime, authority: str = "admin"
    ) -> OperationResult:
        """An operation of the server's own: an import, a set-up, a scheduled decision."""
        digest = hashlib.sha256(text.encode()).hexdigest()
        read = ops.parse(text, authority=authority)
        op_id = read.op_id if isinstance(read, ops.Operation) else self._new_id()
        arrival = Arrival(op_id, text, digest, read, milliseconds(now))
        return self._single(arrival, site, lambda arrival, books: arrival)

    def _single(
        self, arrival: Arrival, site: str, place: Callable[[Arrival, SiteBooks], Arrival]
    ) -> OperationResult:
        entries: list[Entry] = []
        faced: list[str] = []

        def work(books: SiteBooks) -> OperationResult:
            entries.clear()
            faced.clear()
            kept = books.kept([arrival.op_id]).get(arrival.op_id)
            if kept is not None:
                return self._again(books, arrival, kept, kept.hash != arrival.hash)
            entries.extend(self._apply(books, [place(arrival, books)]))
            faced.extend(_faced(books, entries))
            return _result(entries[0], books.version)

        result = self._store.write(site, work)
        if entries:
            self._notify(site, entries)
        now = datetime.fromtimestamp(arrival.received_at / 1000, UTC)
        self._look_at(faced, site, now)
        return result


def _faced(books: SiteBooks, entries: Sequence[Entry]) -> list[str]:
    """Of the parts that these operations moved or promised, those that have a pick face."""
    parts = changed_parts(entries)
    return books.faced(parts) if parts else []


def milliseconds(at: datetime) -> int:
    """Milliseconds since 1970 UTC."""
    delta = at.astimezone(UTC) - datetime(1970, 1, 1, tzinfo=UTC)
    return (delta.days * 86_400 + delta.seconds) * 1000 + delta.microseconds // 1000


def _read(sent: SentOperation, device: Device, now_ms: int) -> Arrival:
    """Bytes as sent, read outside the transaction."""
    digest = hashlib.sha256(sent.text.encode("utf-8", "surrogatepass")).hexdigest()
    arrival = Arrival(
        sent.op_id,
        sent.text,
        digest,
        ops.parse(sent.text, device=device.installation),
        now_ms,
        device.installation,
        device.id,
        sent.seq or None,
    )
    told = arrival.operation
    if digest != sent.hash:
        return _refused(arrival, Reason.HASH_MISMATCH, "hash", "is not that of the bytes")
    if isinstance(told, Malformed):
        unknown = told.where == "kind"
        return replace(arrival, reason=Reason.UNKNOWN_KIND if unknown else Reason.MALFORMED)
    if told.op_id != sent.op_id:
        return _refused(arrival, Reason.MALFORMED, "op_id", "differs inside and outside the bytes")
    if told.envelope.site != device.site:
        return _refused(arrival, Reason.SITE_MISMATCH, "site", "is not this device's site")
    return arrival


def _refused(arrival: Arrival, reason: Reason, where: str, text: str) -> Arrival:
    return replace(arrival, operation=Malformed(where, text), reason=reason)


def _id_reused(arrival: Arrival) -> OperationResult:
    return OperationResult(
        arrival.op_id, arrival.seq or 0, Outcome.REJECTED, Reason.ID_REUSED, {}, None, False
    )


def _placed(arrival: Arrival, device: Device, tellers: Tellers, last: int) -> Arrival:
    """The operation with the time and authority that we give it, or why it is refused.

    Its time is the device's corrected by its offset, not after we got it and after the one before
    it on the same device. A clock that is older than this program has stopped: then it is the time
    when we got it, as far as that reaches.
    """
    told = arrival.operation
    if isinstance(told, Malformed):
        return arrival
    if ops.KINDS[told.kind].is_a is not ops.Class.FACT:
        return _refused(arrival, Reason.NOT_A_FACT, "kind", "is only taken online")
    stopped = told.occurred_at < EARLIEST_MS
    latest = arrival.received_at if stopped else min(told.occurred_at, arrival.received_at)
    occurred_at = max(latest, last + 1)
    authority = authority_of(told, device, tellers)
    return replace(arrival, operation=ops.placed_at(told, occurred_at, authority))


def _asked(arrival: Arrival, books: SiteBooks) -> Arrival:
    """A request with the role of whoever asks; imports are not taken this way, nor facts but those
    of a desk.

    It happens when we answer it, whatever the asker's clock says: the answer looks at the books
    as they are now, so it comes after everything in them.
    """
    told = arrival.operation
    if isinstance(told, Malformed):
        return arrival
    actor = told.envelope.actor
    if ops.KINDS[told.kind].is_a is not ops.Class.REQUEST:
        if told.kind not in DESK_FACTS:
            return _refused(arrival, Reason.UNKNOWN_KIND, "kind", "is not an online request")
        role = "granted"
    else:
        role = books.roles([actor]).get(actor, "nobody")
    placed = ops.at(told, arrival.received_at, 0)
    return replace(arrival, operation=replace(placed, authority=role))


def _result(entry: Entry, version: int) -> OperationResult:
    decision = entry.decision
    return OperationResult(
        entry.arrival.op_id,
        entry.arrival.seq or 0,
        decision.outcome,
        decision.reason,
        decision.detail,
        version,
        False,
    )


def _told_in_turn(operation: ops.Operation) -> bool:
    """Whether what follows came later: a `void` fills a number long after its neighbours."""
    return operation.kind != "void"


def _reported_through(request: PushRequest, gap: bool, now: datetime, last: int) -> int:
    """Up to when everything that this device recorded is here."""
    left = request.queue.pending - len(request.operations)
    return milliseconds(now) if left <= 0 and not gap else last
