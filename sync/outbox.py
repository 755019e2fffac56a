# SPDX-License-Identifier: Apache-2.0
"""The relay: documents from the outbox to the ERP, at least once out, exactly once in.

Rows are written in the transaction of the operation that caused them; this runs later, outside
every site lock. Deciding (`first_question`, `after_look_up`, `after_send`) is pure; `Relay` only
carries answers between rows and connector.

E1  The ERP ends with one document per key, whatever fails and whoever dies in between.
E2  A row waits only for earlier rows of its own group; no failure stops another group.
E3  What may have been taken is looked up before it is sent again.
E4  A row ends done or parked with a reason; waiting for an ERP that is down is neither, it is
    an alarm of the breaker.
"""
from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any, Literal, Protocol

from sync.erp.connector import (
    Absent,
    Connector,
    Found,
    LookUpAnswer,
    Refused,
    SendAnswer,
    Sent,
    Unclear,
    Unreachable,
)
from sync.erp.documents import Outbound, outbound

log = logging.getLogger(__name__)

State = Literal["ready", "leased", "done", "retry", "unclear", "parked"]

BATCH_ROWS = 50            # claimed at once: the ERP takes 3 to 10 documents a second
LEASE_S_MIN = 30           # after which another relay may take over a silent one's rows
BACKOFF_S_MAX = 600        # between two tries of one row
JITTER_PERCENT = 25        # `jitter()` answers with -25 to 25
DOUBTS_MAX = 20            # unclear answers for one row before a person must look
BREAKER_FAILURES_MAX = 5   # transport errors in a row before the connector is left alone
BREAKER_OPEN_S = 30        # then one row a half-minute asks whether it is back
TEXT_LENGTH_MAX = 300      # characters of an ERP's reason that are kept


@dataclass(frozen=True, slots=True)
class Row:
    """One outbox row as claimed.

    `key` is operation id and event; `order_key` the group (business object) within which rows go
    out in order. `attempts` counts claims, this one included; `doubts` the unclear answers so far.
    `uncertain`: an earlier attempt was unclear or never reported back. `token` fences: only the
    relay that holds the current token may change the row.
    """

    key: str
    order_key: str
    document_type: str
    body: Mapping[str, Any]
    attempts: int = 1
    doubts: int = 0
    uncertain: bool = False
    token: int = 0


class OutboxRows(Protocol):
    """What the store offers. Every method is a short transaction of its own; times are UTC.

    The marking methods answer False, changing nothing, when `token` is no longer the row's.
    """

    def claim(self, limit: int, now: datetime, lease_until: datetime) -> tuple[Row, ...]:
        """Lease at most `limit` rows, each the oldest of its group that is not done, that are
        ready, due (`next_at <= now`) or leased by somebody whose lease is over. Counts the
        attempt, gives a new token, and sets `uncertain` for unclear rows and expired leases.
        A group whose oldest row is leased, parked or not yet due gives nothing."""
        ...

    def done(self, key: str, token: int, reference: str, now: datetime) -> bool:
        """The ERP has it, under its own number `reference`."""
        ...

    def retry(self, key: str, token: int, next_at: datetime, reason: str) -> bool:
        """The ERP cannot have it; try again at `next_at`. State `retry`."""
        ...

    def unclear(self, key: str, token: int, next_at: datetime, reason: str, doubts: int) -> bool:
        """The ERP may have it; look it up at `next_at`. State `unclear`."""
        ...

    def park(self, key: str, token: int, reason: str, text: str) -> bool:
        """A person must look; later rows of the group wait."""
        ...

    def give_back(self, key: str, token: int) -> bool:
        """Claimed but not tried: as it was before the claim, the attempt not counted."""
        ...


# --- deciding (pure) ---------------------------------------------------------------------------

@dataclass(frozen=True, slots=True)
class Done:
    """The ERP has the document."""

    reference: str


@dataclass(frozen=True, slots=True)
class SendNow:
    """It is certain that the ERP does not have it."""


@dataclass(frozen=True, slots=True)
class Again:
    """Wait. `doubtful` when the ERP may have the document."""

    wait: timedelta
    reason: str
    doubtful: bool
    doubts: int = 0


@dataclass(frozen=True, slots=True)
class Park:
    """`reason` is a short word for messages, `text` what the ERP or the check said."""

    reason: Literal["refused", "malformed", "erp_silent"]
    text: str


Step = Done | Again | Park


def backoff(attempts: int, jitter: int) -> timedelta:
    """1 s doubled with every attempt after the first, changed by `jitter` percent, at most 10
    minutes. Jitter keeps a hundred rows from knocking in the same second."""
    assert attempts >= 1 and -JITTER_PERCENT <= jitter <= JITTER_PERCENT, "backoff out of range"
    seconds = min(2 ** min(attempts - 1, 10), BACKOFF_S_MAX)
    return min(timedelta(milliseconds=seconds * 10 * (100 + jitter)),
               timedelta(seconds=BACKOFF_S_MAX))


def first_question(row: Row, unique_keys: bool) -> Literal["look_up", "send"]:
    """Send at once only what was never tried, to an ERP that itself refuses a second one.

    Even a first attempt may be the second: a restored database tells its documents again.
    """
    return "send" if unique_keys and not row.uncertain else "look_up"


def after_look_up(row: Row, answer: LookUpAnswer, jitter: int) -> Step | SendNow:
    """What a look-up means for the row."""
    match answer:
        case Found(reference):
            return Done(reference)
        case Absent():
            return SendNow()
        case Unreachable(text):
            # Nothing was learnt: a doubt from before is still a doubt.
            return Again(backoff(row.attempts, jitter), text, row.uncertain, row.doubts)
        case Refused(code, text):
            return Park("refused", f"{code}: {text}")


def after_send(row: Row, answer: SendAnswer, jitter: int) -> Step:
    """What an answer to a document means for the row."""
    match answer:
        case Sent(reference):
            return Done(reference)
        case Refused(code, text):
            return Park("refused", f"{code}: {text}")
        case Unreachable(text):
            return Again(backoff(row.attempts, jitter), text, doubtful=False, doubts=row.doubts)
        case Unclear(text):
            if row.doubts + 1 >= DOUBTS_MAX:
                return Park("erp_silent", text)
            return Again(backoff(row.attempts, jitter), text, True, row.doubts + 1)


@dataclass(frozen=True, slots=True)
class Breaker:
    """Leaves a connector alone that fails again and again. `open_until` None: closed."""

    failures: int = 0
    open_until: datetime | None = None

    def rows_allowed(self, limit: int, now: datetime) -> int:
        """`limit` when closed, 0 when open, 1 when it is time to ask again (half-open)."""
        if self.open_until is None:
            return limit
        return 1 if now >= self.open_until else 0

    def after(self, answer: LookUpAnswer | SendAnswer, now: datetime) -> Breaker:
        """Only transport errors count; a refusal is an answer."""
        if not isinstance(answer, Unreachable | Unclear):
            return Breaker()
        failures = self.failures + 1
        if failures < BREAKER_FAILURES_MAX:
            return replace(self, failures=failures)
        return Breaker(failures, now + timedelta(seconds=BREAKER_OPEN_S))


# --- carrying ----------------------------------------------------------------------------------

@dataclass(slots=True)
class Round:
    """What one `run_once` did, for metrics. `late` counts results that came after the lease."""

    claimed: int = 0
    done: int = 0
    again: int = 0
    parked: int = 0
    given_back: int = 0
    late: int = 0


@dataclass(slots=True)
class Relay:
    """Carries rows to one connector. Several relays may run: leases and tokens keep them apart.

    `clock` tells UTC, `jitter` a whole number from -25 to 25. The caller loops: at once after a
    round with `done`, else after a second.
    """

    rows: OutboxRows
    connector: Connector
    clock: Callable[[], datetime]
    jitter: Callable[[], int]
    breaker: Breaker = field(default_factory=Breaker)

    def run_once(self, limit: int = BATCH_ROWS) -> Round:
        """Claim and carry at most `limit` rows."""
        told = Round()
        now = self.clock()
        allowed = self.breaker.rows_allowed(limit, now)
        if allowed == 0:
            return told
        lease_until = now + self._lease()
        for row in self.rows.claim(allowed, now, lease_until):
            told.claimed += 1
            if self._may_try(lease_until):
                self._mark(row, self._carry(row), told)
            else:
                self.rows.give_back(row.key, row.token)
                told.given_back += 1
        return told

    def _lease(self) -> timedelta:
        """Long enough for look-up and send of the last row, each up to the timeout, twice."""
        return timedelta(seconds=max(LEASE_S_MIN, 4 * self.connector.timeout_s))

    def _may_try(self, lease_until: datetime) -> bool:
        """Never begin what could still run when another relay may take the row over."""
        now = self.clock()
        longest = timedelta(seconds=2 * self.connector.timeout_s)
        return now + longest <= lease_until and self.breaker.rows_allowed(1, now) > 0

    def _carry(self, row: Row) -> Step:
        document = outbound(row.document_type, row.body)
        if isinstance(document, tuple):
            return Park("malformed", "; ".join(f"{p.path} {p.text}" for p in document[:3]))
        if document.key != row.key:
            return Park("malformed", f"the body is that of {document.key}")
        if first_question(row, self.connector.unique_keys) == "look_up":
            step = after_look_up(row, self._look_up(row.key), self.jitter())
            if not isinstance(step, SendNow):
                return step
        return after_send(row, self._send(document), self.jitter())

    def _look_up(self, key: str) -> LookUpAnswer:
        try:
            answer = self.connector.look_up(key)
        except Exception as fault:  # a broken connector must not stop the other groups
            log.exception("connector %s broke at look-up of %s", self.connector.name, key)
            answer = Unreachable(f"the connector broke: {type(fault).__name__}")
        self.breaker = self.breaker.after(answer, self.clock())
        return answer

    def _send(self, document: Outbound) -> SendAnswer:
        try:
            answer = self.connector.send(document)
        except Exception as fault:  # it may have broken after the ERP took the document
            log.exception("connector %s broke at %s", self.connector.name, document.key)
            answer = Unclear(f"the connector broke: {type(fault).__name__}")
        self.breaker = self.breaker.after(answer, self.clock())
        return answer

    def _mark(self, row: Row, step: Step, told: Round) -> None:
        match step:
            case Done(reference):
                kept = self.rows.done(row.key, row.token, reference, self.clock())
                told.done += kept
            case Park(reason, text):
                kept = self.rows.park(row.key, row.token, reason, text[:TEXT_LENGTH_MAX])
                told.parked += kept
                log.warning("outbox %s parked: %s: %s", row.key, reason, text[:TEXT_LENGTH_MAX])
            case Again(wait, reason, doubtful, doubts):
                kept = self._later(row, self.clock() + wait, reason[:TEXT_LENGTH_MAX],
                                   doubts if doubtful else None)
                told.again += kept
        if not kept:
            told.late += 1
            log.warning("outbox %s: result came after the lease and is dropped", row.key)

    def _later(self, row: Row, next_at: datetime, reason: str, doubts: int | None) -> bool:
        if doubts is None:
            return self.rows.retry(row.key, row.token, next_at, reason)
        return self.rows.unclear(row.key, row.token, next_at, reason, doubts)
