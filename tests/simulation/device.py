# SPDX-License-Identifier: Apache-2.0
"""A handheld as the simulator sees it: a clock that is wrong, a queue without holes, a memory."""

from __future__ import annotations

import hashlib
import json
import random
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from backend.domain.identity import Device, DeviceClass, DeviceState, QueueReport
from backend.domain.wire import timestamp_text
from sync.wire import OperationResult, PushReply, PushRequest, SentOperation
from tests.scenarios.site import SITE, START
from tests.simulation.checks import demand

EPOCH_MS = int(START.timestamp() * 1000)
SKEW_MS_MAX = 300_000
DRIFT_PPM_MAX = 100
Key = tuple[str, str]
"""An operation's id and the hash of its bytes."""
DEVICES = ("H-1", "H-2", "H-3")


def instant(ms: int) -> datetime:
    """A true time as the server's clock tells it."""
    return START + timedelta(milliseconds=ms - EPOCH_MS)


@dataclass
class Clock:
    """A device clock: ahead by some milliseconds, drifting, compared with the server's at times."""

    ahead_ms: int = 0
    drift_ppm: int = 0
    offset_ms: int = 0
    error_ms: int = 2 * SKEW_MS_MAX
    measured_at: int = EPOCH_MS

    def reads(self, now: int) -> int:
        """What the device shows when it is truly `now`."""
        return now + self._ahead(now)

    def measure(self, now: int, round_trip_ms: int, noise_ms: int) -> None:
        """An exchange with the server: the offset is known to within half the round trip."""
        assert abs(noise_ms) <= round_trip_ms // 2
        self.offset_ms = noise_ms - self._ahead(now)
        self.error_ms = round_trip_ms // 2 + 1
        self.measured_at = now

    def claim(self, now: int) -> tuple[int, int]:
        """Offset and error as an honest device claims them: the error grows with its drift."""
        grown = (now - self.measured_at) * 2 * DRIFT_PPM_MAX // 1_000_000
        return self.offset_ms, self.error_ms + grown

    def _ahead(self, now: int) -> int:
        return self.ahead_ms + (now - EPOCH_MS) * self.drift_ppm // 1_000_000


@dataclass
class Handheld:
    """An installation on a device, its queue, and every answer it was given."""

    name: str
    clock: Clock
    actor: str
    installation: str
    seq: int = 0
    queue: list[SentOperation] = field(default_factory=list)
    sent: list[SentOperation] = field(default_factory=list)
    """Answered operations that are still kept."""
    older: list[SentOperation] = field(default_factory=list)
    """Those that were answered under an installation before this one."""
    epoch: str = "epoch-1"
    answers: dict[Key, OperationResult] = field(default_factory=dict)
    captured: set[Key] = field(default_factory=set)
    lost: set[Key] = field(default_factory=set)
    """Operations that the device lost and reports as lost."""
    forgotten: set[Key] = field(default_factory=set)
    """Answered operations that went with a wiped storage."""

    def write(self, op_id: str, kind: str, body: Mapping[str, Any], now: int, **more: Any) -> str:
        """The bytes of an operation; nothing is stored."""
        offset, error = self.clock.claim(now)
        return json.dumps(
            {
                "v": 1,
                "op_id": op_id,
                "site": SITE,
                "kind": kind,
                "kind_v": 1,
                "actor": self.actor,
                "captured_at": timestamp_text(self.clock.reads(now)),
                "clock_offset_ms": offset,
                "clock_err_ms": error,
                "body": dict(body),
                **more,
            }
        )

    def store(self, op_id: str, text: str, digest: str | None = None) -> None:
        """Number an operation and keep it, in one transaction of the device."""
        self.seq += 1
        digest = digest or hashlib.sha256(text.encode()).hexdigest()
        self.queue.append(SentOperation(self.seq, op_id, digest, text))
        self.captured.add((op_id, digest))

    def request(self, operations: tuple[SentOperation, ...], now: int) -> PushRequest:
        """A batch on its way."""
        sent_at = instant(self.clock.reads(now))
        queue = QueueReport(len(self.queue), None, self.seq)
        return PushRequest(SITE, self.epoch, 0, sent_at, queue, operations)

    def enrolled(self) -> Device:
        """The device as the server authenticates it."""
        return Device(
            SITE, self.name, self.name, DeviceClass.HANDHELD, DeviceState.ACTIVE,
            self.installation, datetime(2026, 1, 1, tzinfo=UTC),
        )  # fmt: skip

    def hear(self, reply: PushReply) -> None:
        """Keep the answers; S2: an answer changes only from parked to its resolution."""
        kept = {one.seq: (one.op_id, one.hash) for one in (*self.sent, *self.queue)}
        for result in reply.results:
            key = kept[result.seq]
            assert key[0] == result.op_id, "an answer is to what was sent under its number"
            before = self.answers.get(key)
            if before is not None and before.outcome != result.outcome:
                demand(before.outcome == "parked", "S2", (before, result))
            self.answers[key] = result
        done = {result.seq for result in reply.results}
        self.sent += [one for one in self.queue if one.seq in done]
        self.queue = [one for one in self.queue if one.seq not in done]

    def lose(self, lost: SentOperation, why: SentOperation) -> None:
        """An operation is gone from the device's store; another tells so under its number."""
        self.queue = [why if one.seq == lost.seq else one for one in self.queue]
        self.lost.add((lost.op_id, lost.hash))
        self.captured.add((why.op_id, why.hash))

    def start_again(self, installation: str) -> None:
        """A new installation: what has no answer yet is sent under the same ids."""
        self.installation = installation
        self.queue = [replace(one, seq=n) for n, one in enumerate(self.queue, 1)]
        self.seq = len(self.queue)
        self.older += self.sent
        self.sent = []

    def resend(self, epoch: str, installation: str) -> None:
        """The server was restored: everything kept is sent again, the same bytes.

        What was told under another installation goes before the rest, under a new one: numbers
        are given in the order in which things were done.
        """
        self.epoch = epoch
        again = [*self.older, *self.sent]
        for one in again:
            self.answers.pop((one.op_id, one.hash), None)
        self.queue = [*self.older, *sorted([*self.sent, *self.queue], key=lambda one: one.seq)]
        older, self.older, self.sent = self.older, [], []
        if older:
            self.start_again(installation)

    def wipe(self, installation: str) -> list[SentOperation]:
        """The storage is gone; answers what it had not sent yet, as its marker counts it."""
        gone, self.queue = self.queue, []
        self.start_again(installation)
        self.forgotten |= {(one.op_id, one.hash) for one in self.older}
        self.older = []
        self.lost |= {(one.op_id, one.hash) for one in gone}
        return gone


def make_handhelds(rng: random.Random, made: type[Handheld] = Handheld) -> list[Handheld]:
    """Three devices; at least one is minutes off, and all claim honest errors."""
    found = []
    for name, actor in zip(DEVICES, ("lopez", "wong", "kim"), strict=True):
        ahead = rng.choice([0, rng.randint(-500, 500), rng.randint(-SKEW_MS_MAX, SKEW_MS_MAX)])
        clock = Clock(ahead, rng.randint(-DRIFT_PPM_MAX, DRIFT_PPM_MAX))
        found.append(made(name, clock, actor, f"i-{name}"))
    return found
