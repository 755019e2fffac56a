# SPDX-License-Identifier: Apache-2.0
"""A label station from one seed: a printer that breaks off, agents that die, sleep and race.

The queue and the station are the real ones; only the line to the printer and the crash are ours.
"""

from __future__ import annotations

import hashlib
import random
from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from ipaddress import ip_network
from typing import Any

import pytest

from labels import queue, station
from labels.queue import PrintJob, Refusal, State
from labels.queue_memory import MemoryPrintJobs
from labels.target import Allowed
from tests.simulation.checks import demand

ALLOWED = Allowed((ip_network("10.0.0.0/8"),))
NEEDS_NOBODY = (State.SENT, State.CONFIRMED, State.CANCELLED)
STEPS = 60


class Died(BaseException):
    """The station's process is gone, between two lines of its program."""


@dataclass
class Printer:
    """What came out, by the bytes; `mood` is what happens next on its line."""

    floor: Station
    paper: Counter[bytes] = field(default_factory=Counter)
    mood: str = "prints"

    def connect(self, address: object, timeout: float) -> Printer:
        """A line to it, or none; the agent may have slept meanwhile."""
        if self.mood == "sleeps":
            self.floor.now += queue.LEASE * 2
            station.sweep(self.floor.agent("other"), self.floor.jobs)
            self.floor.print_one("other", "prints")
        if self.mood == "refuses":
            raise ConnectionRefusedError
        return self

    def sendall(self, content: bytes) -> None:
        """Bytes arrive, are printed or not, and the line holds or not."""
        if self.mood == "breaks before":
            raise ConnectionResetError
        if self.mood == "dies before":
            raise Died
        self.paper[content] += 1
        if self.mood == "breaks after":
            raise ConnectionResetError
        if self.mood == "dies after":
            raise Died

    def settimeout(self, seconds: float) -> None:
        """As a socket has it."""

    def shutdown(self, how: int) -> None:
        """As a socket has it."""

    def recv(self, size: int) -> bytes:
        """It closes the line when it has taken all."""
        return b""

    def __enter__(self) -> Printer:
        return self

    def __exit__(self, *why: object) -> None:
        """The line ends."""


MOODS = ("prints", "prints", "refuses", "breaks before", "breaks after", "dies before",
         "dies after", "sleeps")  # fmt: skip


class DyingJobs(MemoryPrintJobs):
    """A store whose caller may die before or after a write."""

    dies: str | None = None

    def swap(self, old: PrintJob, new: PrintJob) -> bool:
        dies, self.dies = self.dies, None
        if dies == "before write":
            raise Died
        swapped = super().swap(old, new)
        if dies == "after write":
            raise Died
        return swapped


@dataclass
class Station:
    """One station, its queue, and people who ask for labels."""

    rng: random.Random
    now: datetime = datetime(2026, 3, 2, 8, tzinfo=UTC)
    made: list[PrintJob] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.jobs, self.printer = DyingJobs(), Printer(self)

    def agent(self, name: str) -> station.Station:
        """A process that serves the station."""
        return station.Station("pack", name, ALLOWED, lambda: self.now)

    def ask(self) -> None:
        """Somebody wants a label; a lost answer makes them ask again with the same key."""
        job = self._job(f"job-{len(self.made)}")
        for _ in range(self.rng.randint(1, 3)):
            kept = queue.request(self.jobs, job)
            demand(isinstance(kept, PrintJob) and kept.id == job.id, "Q2", kept)
        self.made.append(job)

    def print_one(self, name: str, mood: str) -> None:
        """An agent takes the next job; the printer is in this mood."""
        before, self.printer.mood = self.printer.mood, mood
        try:
            station.run_next(self.agent(name), self.jobs)
        except Died:
            pass
        finally:
            self.printer.mood = before

    def decide(self) -> None:
        """A person looks at what nobody knows, and says what became of it or asks anew."""
        unsure = [j for j in self._all() if j.state is State.UNCERTAIN]
        if not unsure:
            return
        job = self.rng.choice(unsure)
        came = self.printer.paper[job.content] > 0
        told = queue.confirm(job) if came else queue.cancel(job, "did not come out")
        assert isinstance(told, PrintJob), told
        self.jobs.swap(job, told)
        if not came:
            number = f"job-{len(self.made)}"
            again = queue.reprint(job, number, f"key-{number}", "A. Lopez", "torn", self.now)
            content = number.encode()
            digest = hashlib.sha256(content).hexdigest()
            self.made.append(replace(again, content=content, content_hash=digest))
            queue.request(self.jobs, self.made[-1])

    def step(self) -> None:
        """Something happens."""
        self.now += self.rng.choice([timedelta(seconds=1), timedelta(seconds=20), queue.LEASE])
        self.jobs.dies = self.rng.choice([None] * 6 + ["before write", "after write"])
        try:
            chosen = self.rng.randrange(4)
            if chosen == 0:
                self.jobs.dies = None
                self.ask()
            elif chosen == 1:
                self.jobs.dies = None
                self.decide()
            elif chosen == 2:
                station.sweep(self.agent("one"), self.jobs)
            else:
                self.print_one(self.rng.choice(["one", "other"]), self.rng.choice(MOODS))
        except Died:
            pass
        self.check()

    def end(self) -> None:
        """The faults stop: what may still be printed is, and the rest is a person's question."""
        self.jobs.dies = None
        for _ in range(3 * len(self.made) + 3):
            self.now += queue.LEASE
            station.sweep(self.agent("one"), self.jobs)
            self.print_one("one", "prints")
        for job in self._all():
            tired = job.state is State.FAILED_BEFORE_SEND and job.attempt >= queue.ATTEMPTS_MAX
            asks = job.state in (*NEEDS_NOBODY, State.UNCERTAIN) or tired
            demand(asks, "Q liveness", job)
            if job.state in (State.SENT, State.CONFIRMED):
                demand(self.printer.paper[job.content] == 1, "Q sent", job)
        self.check()

    def check(self) -> None:
        """Q1: no label comes out twice unless a person asked for another."""
        twice = [content for content, n in self.printer.paper.items() if n > 1]
        demand(not twice, "Q1", twice)

    def _all(self) -> list[PrintJob]:
        return [found for job in self.made if (found := self.jobs.get(job.id))]

    def _job(self, number: str) -> PrintJob:
        content = number.encode()
        return PrintJob(
            number, f"key-{number}", "pack", "tcp://10.0.0.7:9100", "lpn", 1, "L-1", content,
            hashlib.sha256(content).hexdigest(), "T. Brandt", self.now,
        )  # fmt: skip


def run_station(seed: int, plant: str = "") -> Station:
    """A day at the station of this seed."""
    floor = Station(random.Random(seed))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(station.socket, "create_connection", floor.printer.connect)
        for name, bug in PLANTS.get(plant, {}).items():
            patch.setattr(queue, name, bug)
        for _ in range(STEPS):
            floor.step()
        floor.end()
    return floor


def _sent_again(job: PrintJob, detail: str) -> PrintJob | Refusal:
    return replace(job, state=State.QUEUED, lease_until=None)


def _always_failed(job: PrintJob, now: datetime) -> PrintJob | Refusal:
    return replace(job, state=State.FAILED_BEFORE_SEND, lease_until=None)


PLANTS: dict[str, dict[str, Any]] = {
    "uncertain sent again": {"unsure": _sent_again},
    "silence is failure": {"expire": _always_failed},
}
"""What the queue would do wrong, by the function that does it."""
