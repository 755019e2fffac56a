# SPDX-License-Identifier: Apache-2.0
"""The print queue in the database keeps the queue's rules on both engines."""

from __future__ import annotations

import hashlib
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from backend.store.database import Database
from backend.store.print_jobs import SqlPrintJobs
from backend.store.print_tables import print_jobs
from labels import queue
from labels.queue import PrintJob, PrintJobs, Refusal, State
from tests.databases import MakeDatabase

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


def make(row: Any) -> PrintJob:
    return PrintJob(**{**row, "state": State(row["state"])})


def jobs_of(database: Database, site: str = "DC01") -> SqlPrintJobs[PrintJob]:
    return SqlPrintJobs(database, site, make)


def a_job(number: int = 1, key: str | None = None, **more: Any) -> PrintJob:
    content = more.pop("content", f"^XA{number}^XZ".encode())
    return PrintJob(
        id=f"j-{number:04d}", request_key=key or f"k-{number}", station="Dock",
        target="tcp://10.1.2.3:9100", template="location", template_version=1,
        identity="A07-032-C", content=content, content_hash=hashlib.sha256(content).hexdigest(),
        requested_by="lopez", created_at=NOW + timedelta(seconds=number), **more,
    )  # fmt: skip


@pytest.fixture
def jobs(database: Database) -> SqlPrintJobs[PrintJob]:
    return jobs_of(database)


def taken(job: PrintJob | Refusal) -> PrintJob:
    assert isinstance(job, PrintJob), job
    return job


def test_a_job_comes_back_as_it_was_put_in(jobs: SqlPrintJobs[PrintJob]) -> None:
    satisfied: PrintJobs = jobs
    assert queue.request(satisfied, a_job()) == a_job()
    assert jobs.get("j-0001") == a_job()


def test_asking_twice_with_one_key_queues_one_label(jobs: SqlPrintJobs[PrintJob]) -> None:
    first = queue.request(jobs, a_job(1, "tap"))
    again = queue.request(jobs, replace(a_job(1, "tap"), id="j-0002"))
    assert first == again
    assert [job.id for job in jobs.waiting("Dock", 10)] == ["j-0001"]


def test_one_key_for_another_label_is_refused(jobs: SqlPrintJobs[PrintJob]) -> None:
    queue.request(jobs, a_job(1, "tap"))
    other = queue.request(jobs, a_job(2, "tap", content=b"^XAother^XZ"))
    assert isinstance(other, Refusal) and other.code == "job.key_reused"


def test_two_stations_that_reach_for_one_label_do_not_both_get_it(
    make_database: MakeDatabase,
) -> None:
    jobs_of(make_database()).add(a_job())
    rivals = [jobs_of(make_database()) for _ in range(4)]

    def reach(rival: tuple[int, SqlPrintJobs[PrintJob]]) -> bool:
        number, jobs = rival
        old = a_job()
        return jobs.swap(old, taken(queue.claim(old, f"agent-{number}", NOW)))

    with ThreadPoolExecutor(4) as pool:
        won = list(pool.map(reach, enumerate(rivals)))
    assert won.count(True) == 1
    kept = rivals[0].get("j-0001")
    assert kept is not None and (kept.state, kept.attempt) == (State.CLAIMED, 1)
    assert kept.agent == f"agent-{won.index(True)}"


def test_eight_taps_at_once_with_one_key_queue_one_label(make_database: MakeDatabase) -> None:
    rivals = [jobs_of(make_database()) for _ in range(8)]

    def tap(rival: tuple[int, SqlPrintJobs[PrintJob]]) -> str:
        number, jobs = rival
        return jobs.add(replace(a_job(1, "tap"), id=f"j-{number:04d}")).id

    with ThreadPoolExecutor(8) as pool:
        answers = set(pool.map(tap, enumerate(rivals)))
    assert len(answers) == 1
    assert {job.id for job in rivals[0].waiting("Dock", 10)} == answers


def test_a_station_that_slept_cannot_change_a_job_that_went_on(
    jobs: SqlPrintJobs[PrintJob],
) -> None:
    job = jobs.add(a_job())
    first = taken(queue.claim(job, "asleep", NOW))
    assert jobs.swap(job, first)
    failed = taken(queue.expire(first, NOW + timedelta(minutes=2)))
    assert jobs.swap(first, failed)
    again = taken(queue.retry(failed))
    assert jobs.swap(failed, again)
    second = taken(queue.claim(again, "awake", NOW + timedelta(minutes=3)))
    assert jobs.swap(again, second)
    late = taken(queue.begin(first, "asleep", 1, NOW))
    assert not jobs.swap(first, late)
    assert jobs.get(job.id) == second


def test_a_lapsed_lease_is_found_and_a_fresh_one_is_not(jobs: SqlPrintJobs[PrintJob]) -> None:
    for number in (1, 2):
        job = jobs.add(a_job(number))
        at = NOW + timedelta(minutes=number)
        assert jobs.swap(job, taken(queue.claim(job, "agent", at)))
    jobs.add(a_job(3))
    assert [job.id for job in jobs.lapsed(NOW + timedelta(minutes=2, seconds=1))] == ["j-0001"]


def test_labels_wait_in_the_order_of_asking_each_at_its_own_printer(
    jobs: SqlPrintJobs[PrintJob],
) -> None:
    for number in (3, 1, 2):
        jobs.add(a_job(number))
    jobs.add(replace(a_job(4), station="Pack"))
    assert [job.id for job in jobs.waiting("Dock", 2)] == ["j-0001", "j-0002"]
    assert [job.id for job in jobs.waiting("Pack", 2)] == ["j-0004"]


def test_the_list_shows_the_newest_first_page_by_page(jobs: SqlPrintJobs[PrintJob]) -> None:
    for number in range(1, 6):
        jobs.add(a_job(number))
    seen, after = [], None
    while True:
        page, after = jobs.page(after, 2)
        seen += [job.id for job in page]
        if after is None:
            break
    assert seen == ["j-0005", "j-0004", "j-0003", "j-0002", "j-0001"]


def test_a_site_never_sees_the_labels_of_another(database: Database) -> None:
    jobs_of(database).add(a_job(1, "tap"))
    other = jobs_of(database, "DC02")
    assert other.get("j-0001") is None
    assert other.waiting("Dock", 10) == ()
    mine = other.add(a_job(1, "tap", content=b"^XADC02^XZ"))
    assert mine.content == b"^XADC02^XZ"


def test_what_a_label_was_made_from_stays_as_first_said(jobs: SqlPrintJobs[PrintJob]) -> None:
    jobs.keep_source("tap", [{"code": "A07-032-C"}], 2)
    jobs.keep_source("tap", [{"code": "B01-001-A"}], 9)
    source = jobs.source("tap")
    assert source is not None
    assert (source.rows, source.copies) == ([{"code": "A07-032-C"}], 2)
    assert jobs.source("never") is None


def test_the_tests_notice_a_swap_that_does_not_compare(database: Database) -> None:
    """A planted bug: replacing without a look at the attempt lets a sleeper overwrite."""

    class Careless(SqlPrintJobs[PrintJob]):
        def swap(self, old: PrintJob, new: PrintJob) -> bool:
            change = sa.update(print_jobs).where(*self._is(old.id)).values(agent=new.agent)
            self._database.write(lambda connection: connection.execute(change))
            return True

    with pytest.raises(AssertionError):
        test_a_station_that_slept_cannot_change_a_job_that_went_on(
            Careless(database, "DC01", make)
        )
