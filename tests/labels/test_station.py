# SPDX-License-Identifier: Apache-2.0
"""The station against a printer that misbehaves: no label comes out twice by software's doing."""

import random
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from ipaddress import ip_network
from pathlib import Path, PurePosixPath

import pytest

from labels import queue, station
from labels.queue import LEASE, PrintJob, PrintJobs, State
from labels.queue_memory import MemoryPrintJobs
from labels.target import Allowed
from tests.labels.fake_printer import MOODS, FakePrinter, Mood
from tests.labels.test_queue import job, sure

SEEDS = range(200)
HERE = (ip_network("127.0.0.1/32"), ip_network("127.0.0.2/32"))
RunNext = Callable[[station.Station, PrintJobs], PrintJob | None]
PATIENCE_S = 10.0  # no printer here needs it; a busy machine may
STALL_S = 0.05  # how long these tests wait for a printer that will not answer


class Clock:
    """A clock that only the test moves."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 22, 9, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def printer() -> Iterator[FakePrinter]:
    made = FakePrinter()
    yield made
    made.close()


def station_for(printer: FakePrinter, clock: Clock, mood: Mood = "normal") -> station.Station:
    return station.Station(
        name="pack",
        agent="agent-1",
        allowed=Allowed(networks=HERE, ports=frozenset({printer.port})),
        clock=clock,
        send_timeout_s=STALL_S if mood == "stalls" else PATIENCE_S,
    )


def queued(jobs: MemoryPrintJobs, printer: FakePrinter, mood: Mood, job_id: str = "j-1") -> None:
    """Put one job into the queue and the printer into its mood."""
    host = printer.serve(mood)
    sure(queue.request(jobs, job(job_id, target=f"tcp://{host}:{printer.port}")))


OUTCOMES: list[tuple[Mood, State, int]] = [
    ("normal", State.SENT, 1),
    ("refuses", State.QUEUED, 0),
    ("resets_mid_job", State.UNCERTAIN, 0),
    ("stalls", State.UNCERTAIN, 1),
    ("prints_resets", State.UNCERTAIN, 1),
]


@pytest.mark.parametrize(("mood", "state", "labels"), OUTCOMES)
def test_what_the_printer_does_decides_the_state(
    printer: FakePrinter, mood: Mood, state: State, labels: int
) -> None:
    jobs = MemoryPrintJobs()
    queued(jobs, printer, mood)
    station.run_next(station_for(printer, Clock(), mood), jobs)
    printer.settle()
    kept = jobs.get("j-1")
    assert kept is not None
    assert (kept.state, len(printer.printed)) == (state, labels)


def test_a_connection_broken_at_once_is_never_called_sent(printer: FakePrinter) -> None:
    jobs = MemoryPrintJobs()
    queued(jobs, printer, "resets_at_once")
    station.run_next(station_for(printer, Clock()), jobs)
    printer.settle()
    kept = jobs.get("j-1")
    assert kept is not None
    # The kernel tells of the break either while connecting (then no byte left) or while sending.
    assert kept.state in (State.QUEUED, State.UNCERTAIN)
    assert printer.printed == []


def test_a_job_outside_the_allowed_networks_fails_before_it_is_sent(printer: FakePrinter) -> None:
    jobs = MemoryPrintJobs()
    sure(queue.request(jobs, job("j-1", target=f"tcp://127.0.0.3:{printer.port}")))
    done = station.run_next(station_for(printer, Clock()), jobs)
    assert done is not None
    assert (done.state, done.detail[:14]) == (State.FAILED_BEFORE_SEND, "target.address")


def test_bytes_that_changed_since_the_request_are_not_sent(printer: FakePrinter) -> None:
    jobs = MemoryPrintJobs()
    sure(queue.request(jobs, job("j-1", content_hash="0" * 64)))
    done = station.run_next(station_for(printer, Clock()), jobs)
    assert done is not None
    assert done.state is State.FAILED_BEFORE_SEND


class Crash(Exception):
    """The station's computer loses power."""


class FaultyJobs(MemoryPrintJobs):
    """Loses power just before, or just after, a job takes a certain state."""

    def __init__(self) -> None:
        super().__init__()
        self.crash: tuple[State, bool] | None = None

    def swap(self, old: PrintJob, new: PrintJob) -> bool:
        if self.crash and self.crash[0] is new.state:
            after, self.crash = self.crash[1], None
            if after:
                super().swap(old, new)
            raise Crash
        return super().swap(old, new)


WRITES = (State.CLAIMED, State.SENDING, State.SENT)
CRASHES = [(state, after) for state in WRITES for after in (False, True)]


def run_schedule(seed: int, run_next: RunNext = station.run_next) -> Counter[bytes]:
    """Four labels, twelve turns of bad luck; return how often each label came out."""
    dice, clock, jobs, printer = random.Random(seed), Clock(), FaultyJobs(), FakePrinter()
    try:
        for number in range(4):
            sure(
                queue.request(
                    jobs, job(f"j-{number}", target=f"tcp://printer.example:{printer.port}")
                )
            )
        for _ in range(12):
            mood = dice.choice(MOODS)
            jobs.crash = dice.choice([None, None, *CRASHES])
            turn(printer, clock, jobs, mood, run_next)
            clock.now += dice.choice([timedelta(seconds=1), LEASE])
            station.sweep(station_for(printer, clock), jobs)
    finally:
        printer.close()
    return Counter(printer.printed)


def turn(
    printer: FakePrinter, clock: Clock, jobs: FaultyJobs, mood: Mood, run_next: RunNext
) -> None:
    """Let the station take one job to a printer in this mood."""
    asked: list[str] = []

    def resolve(host: str) -> list[str]:
        asked.append(host)
        return [address]

    address = printer.serve(mood)
    this = replace(station_for(printer, clock, mood), resolve=resolve)
    with suppress(Crash):
        run_next(this, jobs)
    # It connects right after it resolves; if it never came to that, somebody has to knock.
    if not asked and mood != "refuses":
        printer.knock()
    printer.settle()


def run_careless(this: station.Station, jobs: PrintJobs) -> PrintJob | None:
    """A planted bug: a station that takes a broken connection for a label that did not print."""
    done = station.run_next(this, jobs)
    if done is not None and done.state is State.UNCERTAIN:
        jobs.swap(done, replace(done, state=State.QUEUED))
    return done


@pytest.mark.parametrize("block", range(8))
def test_no_label_is_printed_twice_in_any_schedule_of_faults(block: int) -> None:
    for seed in SEEDS[block * 25 : block * 25 + 25]:
        twice = [label for label, times in run_schedule(seed).items() if times > 1]
        assert twice == [], f"seed {seed}"


def test_the_schedules_catch_a_station_that_sends_again() -> None:
    assert any(max(run_schedule(seed, run_careless).values(), default=0) > 1 for seed in range(20))


def test_the_schedules_do_print() -> None:
    assert sum(len(run_schedule(seed)) for seed in range(20)) >= 20


def test_a_folder_gets_the_whole_label_under_the_jobs_name(tmp_path: Path) -> None:
    jobs, clock = MemoryPrintJobs(), Clock()
    sure(queue.request(jobs, job("j-1", target=f"file:{tmp_path}")))
    allowed = Allowed(folders=(PurePosixPath(tmp_path),))
    done = station.run_next(station.Station("pack", "a", allowed, clock), jobs)
    assert done is not None
    assert done.state is State.SENT
    assert [path.name for path in tmp_path.iterdir()] == ["j-1.zpl"]
    assert (tmp_path / "j-1.zpl").read_bytes() == done.content


@pytest.mark.parametrize("job_id", ["../../etc/cron", "a/b", "", ".", "x" * 99, "a\x00"])
def test_a_job_id_that_is_a_path_is_not_written(tmp_path: Path, job_id: str) -> None:
    jobs, clock = MemoryPrintJobs(), Clock()
    sure(queue.request(jobs, job(job_id, target=f"file:{tmp_path}")))
    allowed = Allowed(folders=(PurePosixPath(tmp_path),))
    done = station.run_next(station.Station("pack", "a", allowed, clock), jobs)
    assert done is not None
    assert done.state is State.FAILED_BEFORE_SEND
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_gone_is_a_failure_before_sending(tmp_path: Path) -> None:
    jobs, clock, folder = MemoryPrintJobs(), Clock(), tmp_path / "gone"
    sure(queue.request(jobs, job("j-1", target=f"file:{folder}")))
    allowed = Allowed(folders=(PurePosixPath(folder),))
    done = station.run_next(station.Station("pack", "a", allowed, clock), jobs)
    assert done is not None
    assert done.state is State.FAILED_BEFORE_SEND


def test_a_browser_gets_its_pdf_once_and_the_station_leaves_it_alone() -> None:
    jobs, clock = MemoryPrintJobs(), Clock()
    asked = sure(queue.request(jobs, job("j-1", target="browser")))
    assert station.run_next(station.Station("pack", "a", Allowed(), clock), jobs) is None
    assert station.hand_over(jobs, "j-1", "window-1", clock.now) == asked.content
    assert isinstance(station.hand_over(jobs, "j-1", "window-2", clock.now), queue.Refusal)
    assert isinstance(station.hand_over(jobs, "j-9", "window-2", clock.now), queue.Refusal)


def test_whoever_dies_after_one_write_leaves_a_label_that_is_still_printed(
    printer: FakePrinter,
) -> None:
    """What surely did not leave waits again at once: between two writes nobody would look at it."""
    seen: list[State] = []

    class Watched(MemoryPrintJobs):
        def swap(self, old: PrintJob, new: PrintJob) -> bool:
            seen.append(new.state)
            return super().swap(old, new)

    jobs, clock = Watched(), Clock()
    queued(jobs, printer, "refuses")
    station.run_next(station_for(printer, clock), jobs)
    assert seen == [State.CLAIMED, State.QUEUED]
