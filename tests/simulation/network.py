# SPDX-License-Identifier: Apache-2.0
"""Requests on their way: dropped, answered into the void, repeated, late, cut anew."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, field

from backend.domain.identity import Device
from sync.wire import EpochChanged, Forked, PushReply, PushRequest, SentOperation
from tests.simulation.device import Handheld
from tests.simulation.server import Crash, CrashingStore

Answer = PushReply | EpochChanged | Forked
Serve = Callable[[Device, PushRequest], Answer]

FAULTS = ("none", "request lost", "reply lost", "twice", "late", "before commit", "after commit")
WEIGHTS = (8, 1, 2, 2, 2, 1, 1)


@dataclass
class Network:
    """Carries requests to the server, badly. `serve` answers one."""

    rng: random.Random
    store: CrashingStore
    serve: Serve
    late: list[tuple[Device, PushRequest]] = field(default_factory=list)
    faults: int = 0

    def send(self, handheld: Handheld, now: int) -> Answer | None:
        """One attempt of a device; None when it hears nothing."""
        request = handheld.request(self._cut(handheld), now)
        device = handheld.enrolled()
        fault = self.rng.choices(FAULTS, WEIGHTS)[0]
        self.faults += fault != "none"
        if fault == "request lost":
            return None
        if fault == "late":
            self.late.append((device, request))
            return None
        if fault in ("before commit", "after commit"):
            self.store.dies = fault
        try:
            answer = self.serve(device, request)
            if fault == "twice":
                answer = self.serve(device, request)
        except Crash:
            return None
        finally:
            self.store.dies = None
        return None if fault == "reply lost" else answer

    def deliver_late(self) -> None:
        """An old request arrives after all; nobody waits for its answer any more."""
        if self.late:
            chosen = self.rng.randrange(len(self.late))
            device, request = self.late.pop(chosen)
            self.serve(device, request)

    def _cut(self, handheld: Handheld) -> tuple[SentOperation, ...]:
        """A batch: the head of the queue, now and then from earlier on, or too far ahead."""
        many = self.rng.choice([1, 2, 3, 50])
        batch = list(handheld.queue[:many])
        if self.rng.random() < 0.2:
            batch = handheld.sent[-self.rng.randint(1, 4) :] + batch
        if self.rng.random() < 0.05:
            batch = list(handheld.queue[1 : 1 + many])
        return tuple(batch)
