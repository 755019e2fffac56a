# SPDX-License-Identifier: Apache-2.0
"""The life of a print job: only what surely did not leave is tried again by software."""

import hashlib
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from threading import Thread

import pytest

from labels import queue
from labels.queue import LEASE, NEXT, PrintJob, Refusal, State
from labels.queue_memory import MemoryPrintJobs

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


def job(job_id: str = "job-1", **changes: object) -> PrintJob:
    content = f"^XA^FO0,0^A0N,20,20^FH_^FD{job_id}^FS^XZ".encode()
    made = PrintJob(
        id=job_id,
        request_key=f"key-{job_id}",
        station="pack",
        target="tcp://127.0.0.1:9100",
        template="lpn",
        template_version=1,
        identity="L-004409",
        content=content,
        content_hash=hashlib.sha256(content).hexdigest(),
        requested_by="T. Brandt",
        created_at=NOON,
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def sure(value: PrintJob | Refusal) -> PrintJob:
    assert isinstance(value, PrintJob), value
    return value


def at(state: State) -> PrintJob:
    return job(state=state, agent="a", attempt=1, lease_until=NOON + LEASE)


ACTS = {
    State.CLAIMED: lambda j: queue.claim(j, "a", NOON),
    State.SENDING: lambda j: queue.begin(j, "a", 1, NOON),
    State.SENT: queue.sent,
    State.CONFIRMED: queue.confirm,
    State.UNCERTAIN: lambda j: queue.unsure(j, "why"),
    State.FAILED_BEFORE_SEND: lambda j: queue.failed(j, "why"),
    State.CANCELLED: lambda j: queue.cancel(j, "why"),
    State.QUEUED: queue.retry,
}


@pytest.mark.parametrize("target", list(State))
@pytest.mark.parametrize("source", list(State))
def test_a_job_goes_only_where_the_table_says(source: State, target: State) -> None:
    moved = ACTS[target](at(source))
    if target in NEXT[source]:
        assert sure(moved).state is target
    else:
        assert isinstance(moved, Refusal)


def test_software_never_sends_again_what_may_have_left() -> None:
    # From every state after the first byte, follow all moves: sending is not among them.
    seen: set[State] = set()
    todo = [State.SENDING, State.SENT, State.UNCERTAIN]
    while todo:
        for state in NEXT[todo.pop()] - seen:
            seen.add(state)
            todo.append(state)
    assert seen.isdisjoint({State.QUEUED, State.CLAIMED, State.SENDING})


def test_a_lease_that_ends_before_the_first_byte_is_a_failure_and_after_it_a_question() -> None:
    later = NOON + LEASE
    assert sure(queue.expire(at(State.CLAIMED), later)).state is State.FAILED_BEFORE_SEND
    assert sure(queue.expire(at(State.SENDING), later)).state is State.UNCERTAIN
    early = later - timedelta(seconds=1)
    assert isinstance(queue.expire(at(State.CLAIMED), early), Refusal)


def test_an_agent_that_slept_through_its_lease_may_not_send() -> None:
    mine = sure(queue.claim(job(), "slow", NOON))
    assert isinstance(queue.begin(mine, "slow", 1, NOON + LEASE), Refusal)
    again = sure(queue.claim(sure(queue.retry(sure(queue.failed(mine, "x")))), "fast", NOON))
    assert isinstance(queue.begin(again, "slow", 1, NOON), Refusal)
    assert sure(queue.begin(again, "fast", 2, NOON)).state is State.SENDING


def test_tries_are_bounded() -> None:
    worn = job(state=State.FAILED_BEFORE_SEND, attempt=queue.ATTEMPTS_MAX)
    assert isinstance(queue.retry(worn), Refusal)


def test_the_same_request_five_times_at_once_is_one_job() -> None:
    jobs, got = MemoryPrintJobs(), []
    asks = [job(f"job-{n}", request_key="k", content_hash="h") for n in range(5)]
    threads = [Thread(target=lambda j=j: got.append(queue.request(jobs, j))) for j in asks]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len({sure(one).id for one in got}) == 1
    assert len(jobs.waiting("pack", 10)) == 1


def test_a_request_key_is_not_lent_to_another_label() -> None:
    jobs = MemoryPrintJobs()
    queue.request(jobs, job("a", request_key="k"))
    refused = queue.request(jobs, job("b", request_key="k"))
    assert isinstance(refused, Refusal)
    assert refused.code == "job.key_reused"


def test_two_agents_claim_and_one_wins() -> None:
    jobs = MemoryPrintJobs()
    one = sure(queue.request(jobs, job()))
    won = [jobs.swap(one, sure(queue.claim(one, agent, NOON))) for agent in ("a", "b")]
    assert won == [True, False]


def test_a_reprint_keeps_the_identity_counts_the_copy_and_says_why() -> None:
    jobs, first = MemoryPrintJobs(), at(State.UNCERTAIN)
    second = queue.reprint(first, "job-2", "key-2", "A. Lopez", "torn", NOON)
    assert (second.identity, second.copy_no, second.parent_id) == ("L-004409", 2, "job-1")
    assert sure(queue.request(jobs, second)).state is State.QUEUED
    mute = queue.reprint(first, "job-3", "key-3", "A. Lopez", "", NOON)
    assert isinstance(queue.request(jobs, mute), Refusal)
