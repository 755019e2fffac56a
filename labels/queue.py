# SPDX-License-Identifier: Apache-2.0
"""The life of a print job (pure): what may follow what, and who may say so.

Q1  A job whose bytes may have reached the printer is never sent again by software.
Q2  One request key is one job, however often it is asked for.
Q3  Only the claim that is current may change a job: `attempt` fences off an agent that slept.
Q4  A final state never changes.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Protocol

ATTEMPTS_MAX = 20  # with a station that asks every few seconds: a few minutes; then a person looks
LEASE = timedelta(seconds=60)  # connecting takes 3 s at most; a lease outlives it by far


class State(StrEnum):
    """Where a job is. `sent` means the printer took the bytes, not that paper came out."""

    QUEUED = "queued"
    CLAIMED = "claimed"
    SENDING = "sending"  # written down before the first byte leaves
    SENT = "sent"
    CONFIRMED = "confirmed"
    UNCERTAIN = "uncertain"
    FAILED_BEFORE_SEND = "failed_before_send"
    CANCELLED = "cancelled"


NEXT: dict[State, frozenset[State]] = {
    State.QUEUED: frozenset({State.CLAIMED, State.CANCELLED}),
    State.CLAIMED: frozenset({State.SENDING, State.FAILED_BEFORE_SEND}),
    State.SENDING: frozenset({State.SENT, State.UNCERTAIN}),
    State.SENT: frozenset({State.CONFIRMED, State.UNCERTAIN}),
    State.UNCERTAIN: frozenset({State.CONFIRMED, State.CANCELLED}),
    State.FAILED_BEFORE_SEND: frozenset({State.QUEUED, State.CANCELLED}),
    State.CONFIRMED: frozenset(),
    State.CANCELLED: frozenset(),
}


@dataclass(frozen=True, slots=True)
class PrintJob:
    """One job: finished bytes for one target. Times are UTC; `content_hash` is SHA-256, hex.

    `copy_no` is 1 for the first print of an identity and higher for a reprint, whose `parent_id`
    is the job it repeats and whose `reason` says why.
    """

    id: str
    request_key: str
    station: str
    target: str
    template: str
    template_version: int
    identity: str  # what the label is of: an LPN, a location code
    content: bytes
    content_hash: str
    requested_by: str
    created_at: datetime
    copy_no: int = 1
    parent_id: str | None = None
    reason: str = ""
    state: State = State.QUEUED
    attempt: int = 0
    agent: str = ""
    lease_until: datetime | None = None
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a job may not change so. Codes: `job.state`, `job.claim`, `job.key_reused`,
    `job.reason_needed`, `job.attempts`."""

    code: str
    detail: str


class PrintJobs(Protocol):
    """What the queue needs from a store: one table `print_job` with the fields of `PrintJob`.

    Columns: site_id, id (both key); request_key (unique with site_id); station, state (indexed
    together with created_at, id for `waiting`); target, template, template_version, identity,
    content (bytes), content_hash, requested_by, created_at, copy_no, parent_id, reason, attempt,
    agent, lease_until (indexed where not null), detail. All of one site.
    """

    def add(self, job: PrintJob) -> PrintJob:
        """Insert, or return the job that has this request key already, in one atomic step."""

    def get(self, job_id: str) -> PrintJob | None:
        """Return a job."""

    def swap(self, old: PrintJob, new: PrintJob) -> bool:
        """Replace `old` by `new` if state and attempt are still old's; else change nothing."""

    def waiting(self, station: str, limit: int) -> tuple[PrintJob, ...]:
        """Return queued jobs of a station, oldest first."""

    def lapsed(self, now: datetime) -> tuple[PrintJob, ...]:
        """Return claimed and sending jobs whose lease ended before `now`."""


def request(jobs: PrintJobs, job: PrintJob) -> PrintJob | Refusal:
    """Queue a job once per request key; the same key with other bytes or target is refused."""
    assert job.state is State.QUEUED, "a new job is queued"
    if job.copy_no > 1 and not job.reason:
        return Refusal("job.reason_needed", "a reprint says why")
    kept = jobs.add(job)
    same = (kept.content_hash, kept.target, kept.identity, kept.copy_no) == (
        job.content_hash, job.target, job.identity, job.copy_no,
    )  # fmt: skip
    return kept if same else Refusal("job.key_reused", f"{job.request_key} was another label")


def claim(job: PrintJob, agent: str, now: datetime) -> PrintJob | Refusal:
    """Give a queued job to an agent for the length of a lease."""
    claimed = replace(job, agent=agent, attempt=job.attempt + 1, lease_until=now + LEASE, detail="")
    return _to(State.CLAIMED, job, claimed)


def begin(job: PrintJob, agent: str, attempt: int, now: datetime) -> PrintJob | Refusal:
    """Note that the first byte is about to leave; refused unless this claim is still good."""
    if (job.agent, job.attempt) != (agent, attempt):
        return Refusal("job.claim", f"claimed by {job.agent}, attempt {job.attempt}")
    if job.lease_until is None or now >= job.lease_until:
        return Refusal("job.claim", "the lease has ended")
    return _to(State.SENDING, job, job)


def sent(job: PrintJob) -> PrintJob | Refusal:
    """Note that the printer took every byte."""
    return _to(State.SENT, job, replace(job, lease_until=None))


def failed(job: PrintJob, detail: str) -> PrintJob | Refusal:
    """Note that nothing left: this alone may be tried again by software."""
    return _to(State.FAILED_BEFORE_SEND, job, replace(job, lease_until=None, detail=detail))


def unsure(job: PrintJob, detail: str) -> PrintJob | Refusal:
    """Note that bytes left and the end is unknown; only a person goes on from here."""
    return _to(State.UNCERTAIN, job, replace(job, lease_until=None, detail=detail))


def confirm(job: PrintJob) -> PrintJob | Refusal:
    """A person scanned the label or says that it came out."""
    return _to(State.CONFIRMED, job, job)


def cancel(job: PrintJob, reason: str) -> PrintJob | Refusal:
    """A person says it must not be printed, or that an uncertain one did not come out."""
    if not reason:
        return Refusal("job.reason_needed", "a cancelled job says why")
    return _to(State.CANCELLED, job, replace(job, reason=reason, lease_until=None))


def retry(job: PrintJob) -> PrintJob | Refusal:
    """Queue a job again of which nothing left (Q1), a bounded number of times."""
    if job.attempt >= ATTEMPTS_MAX:
        return Refusal("job.attempts", f"tried {job.attempt} times")
    return _to(State.QUEUED, job, replace(job, agent=""))


def expire(job: PrintJob, now: datetime) -> PrintJob | Refusal:
    """End a lapsed lease: before the first byte the job failed, after it nobody knows."""
    if job.lease_until is None or now < job.lease_until:
        return Refusal("job.claim", "the lease has not ended")
    if job.state is State.SENDING:
        return unsure(job, "the station went silent while it was sending")
    return failed(job, "the station went silent before it sent")


def reprint(job: PrintJob, job_id: str, key: str, who: str, why: str, now: datetime) -> PrintJob:
    """Return a new job for the same identity with the next copy number. The caller puts the new
    copy's rendered bytes in (the label shows its copy number)."""
    return replace(
        job, id=job_id, request_key=key, parent_id=job.id, copy_no=job.copy_no + 1, reason=why,
        requested_by=who, created_at=now, state=State.QUEUED, attempt=0, agent="",
        lease_until=None, detail="",
    )  # fmt: skip


def _to(state: State, old: PrintJob, new: PrintJob) -> PrintJob | Refusal:
    if state not in NEXT[old.state]:
        return Refusal("job.state", f"{old.state} does not become {state}")
    return replace(new, state=state)
