# SPDX-License-Identifier: Apache-2.0
"""push_http: four handhelds drain their queues through HTTP, on both engines."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime
from statistics import median

from backend.domain.wire import timestamp_text
from bench.cpu import tree_s
from bench.databases import Place, opened, postgresql, sqlite
from bench.floor import DEVICES, EPOCH, SITE, Stocked, stocked, token
from bench.harness import Measured, benchmark, figure, percentile
from bench.raw_writes import Batch, Taken, Writer, taken_down
from bench.serving import HEADERS, Served, served
from bench.workload import operations
from sync.intake import milliseconds
from sync.wire import SentOperation

ROUNDS = 3
CPU_MS_MAX = 1.0  # a batch of 50: server CPU for each operation, database included
COMPARED = "the same row writes without HTTP and rules"


@dataclass(frozen=True, slots=True)
class Load:
    """Requests of each handheld: first those that warm the server up, then those that count.

    Together fewer than `backend.limits.REQUESTS_BURST`, so that nobody is told to slow down.
    """

    batch: int
    warm: int
    timed: int

    @property
    def operations(self) -> int:
        """Timed operations of all handhelds."""
        return self.batch * self.timed * len(DEVICES)


LOADS = (Load(1, 30, 150), Load(50, 2, 10))


@dataclass(slots=True)
class Side:
    """Figures of one side, a value for each round; latencies of all rounds."""

    rate: list[float] = field(default_factory=list)
    cpu_ms: list[float] = field(default_factory=list)
    latency_ms: list[float] = field(default_factory=list)

    def note(self, load: Load, took_s: float, cpu_s: float, latency_s: list[float]) -> None:
        """One round."""
        self.rate.append(load.operations / took_s)
        self.cpu_ms.append(cpu_s / load.operations * 1000)
        self.latency_ms += [one * 1000 for one in latency_s]


@benchmark("push_http")
def push_http() -> Iterator[Measured]:
    """Operations a second, latency and server CPU, batches of 1 and of 50."""
    given = stocked()
    for engine in (sqlite, postgresql):
        with engine(given) as place:
            for load in LOADS:
                yield from _measured(place, given, load)


def _measured(place: Place, given: Stocked, load: Load) -> Iterator[Measured]:
    queues = {
        name: _batches(operations(given, name, load.batch * (load.warm + load.timed)), load.batch)
        for name in DEVICES
    }
    in_order: list[Batch] = [
        (name, queues[name][n]) for n in range(load.warm + load.timed) for name in DEVICES
    ]
    with closing(opened(place.copy())) as database:
        taken = taken_down(database, in_order)
    pushed, raw = Side(), Side()
    for _ in range(ROUNDS):
        with served(place.copy(), place.processes) as server:
            _push_round(place, server, queues, load, pushed)
        _raw_round(place, taken, load, raw)
    yield from _rows(f"push_http.{place.name}.b{load.batch}", load, pushed, raw)


def _rows(name: str, load: Load, pushed: Side, raw: Side) -> Iterator[Measured]:
    bar = CPU_MS_MAX if load.batch > 1 else None
    yield figure(f"{name}.rate", pushed.rate, "op/s", against=(COMPARED, median(raw.rate)))
    yield figure(f"{name}.cpu", pushed.cpu_ms, "ms CPU/op",
                 against=(COMPARED, median(raw.cpu_ms)), bar=bar)  # fmt: skip
    for percent in (50, 95):
        value, other = (percentile(side.latency_ms, percent) for side in (pushed, raw))
        yield figure(f"{name}.p{percent}", value, "ms", against=(COMPARED, other))


def _batches(told: list[SentOperation], size: int) -> list[tuple[SentOperation, ...]]:
    return [tuple(told[at : at + size]) for at in range(0, len(told), size)]


def _push_round(
    place: Place,
    server: Served,
    queues: dict[str, list[tuple[SentOperation, ...]]],
    load: Load,
    side: Side,
) -> None:
    bodies = {name: [_body(batch) for batch in queue] for name, queue in queues.items()}
    _pushed(server, {name: queue[: load.warm] for name, queue in bodies.items()})
    before_s = tree_s(server.pid) + tree_s(place.server)
    took_s, latency_s = _pushed(server, {name: q[load.warm :] for name, q in bodies.items()})
    cpu_s = tree_s(server.pid) + tree_s(place.server) - before_s
    side.note(load, took_s, cpu_s, latency_s)


def _raw_round(place: Place, taken: list[Taken], load: Load, side: Side) -> None:
    with closing(opened(place.copy())) as database, closing(Writer(database)) as writer:
        warm = load.warm * len(DEVICES)
        for one in taken[:warm]:
            writer.write(one)
        before_s = time.process_time() + tree_s(place.server)
        started = time.perf_counter()
        latency_s = []
        for one in taken[warm:]:
            began = time.perf_counter()
            writer.write(one)
            latency_s.append(time.perf_counter() - began)
        took_s = time.perf_counter() - started
        cpu_s = time.process_time() + tree_s(place.server) - before_s
    side.note(load, took_s, cpu_s, latency_s)


def _body(batch: tuple[SentOperation, ...]) -> bytes:
    now = timestamp_text(milliseconds(datetime.now(UTC)))
    queue = {"pending": len(batch), "oldest_at": now, "last_seq": batch[-1].seq}
    ops = [{"seq": o.seq, "op_id": o.op_id, "hash": o.hash, "op": o.text} for o in batch]
    return json.dumps(
        {"v": 1, "site": SITE, "epoch": EPOCH, "stored_through": 0, "sent_at": now,
         "queue": queue, "ops": ops}
    ).encode()  # fmt: skip


def _pushed(server: Served, bodies: dict[str, list[bytes]]) -> tuple[float, list[float]]:
    """All handhelds at once, each one request after another: seconds in all, and of each."""
    latency_s: list[float] = []
    faults: list[Exception] = []
    gate = threading.Barrier(len(bodies) + 1)

    def drain(name: str) -> None:
        with closing(server.connection()) as connection:
            connection.connect()
            gate.wait()
            try:
                latency_s.extend([_send(connection, name, body) for body in bodies[name]])
            except Exception as fault:  # handed to the caller, who stops the benchmark
                faults.append(fault)

    threads = [threading.Thread(target=drain, args=(name,)) for name in bodies]
    for thread in threads:
        thread.start()
    gate.wait()
    started = time.perf_counter()
    for thread in threads:
        thread.join()
    if faults:
        raise faults[0]
    return time.perf_counter() - started, latency_s


def _send(connection: object, name: str, body: bytes) -> float:
    headers = {**HEADERS, "Cookie": f"pf_device={token(name)}"}
    began = time.perf_counter()
    connection.request("POST", "/api/v1/sync/push", body, headers)  # type: ignore[attr-defined]
    answer = connection.getresponse()  # type: ignore[attr-defined]
    text = answer.read()
    took_s = time.perf_counter() - began
    assert answer.status == 200, (answer.status, text[:500])
    bad = [one for one in json.loads(text)["results"] if not one["outcome"].startswith("accepted")]
    assert not bad, bad[:2]
    return took_s
