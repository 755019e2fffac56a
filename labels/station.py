# SPDX-License-Identifier: Apache-2.0
"""Sends finished bytes to a target. The only file of this room that opens sockets and files.

The order is the point: connect, then write down that sending begins, then send. So `failed`
means that no byte left, and everything after the first byte that is not a clean end is `unsure`.
"""

from __future__ import annotations

import hashlib
import os
import re
import socket
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from labels import queue
from labels.fault import Fault
from labels.queue import PrintJob, PrintJobs, Refusal, State
from labels.target import (
    Allowed,
    BrowserTarget,
    FileTarget,
    Resolve,
    TcpTarget,
    choose_address,
    parse_target,
)

CONNECT_TIMEOUT_S = 3.0
SEND_TIMEOUT_S = 20.0  # a full roll's worth of buffer on a slow printer
REPLY_BYTES_MAX = 4096
FILE_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,79}")

Clock = Callable[[], datetime]


def system_resolve(host: str) -> Sequence[str]:
    """Return a name's addresses from the system's resolver."""
    found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    return [str(entry[4][0]) for entry in found]


@dataclass(frozen=True, slots=True)
class Station:
    """One print station: which queue it serves and what it may reach.

    `waits_for_close`: a printer that closes the connection after the last byte has taken them
    all; one that never closes needs False, and then a lost end of a job is not noticed.
    """

    name: str
    agent: str
    allowed: Allowed
    clock: Clock
    resolve: Resolve = system_resolve
    connect_timeout_s: float = CONNECT_TIMEOUT_S
    send_timeout_s: float = SEND_TIMEOUT_S
    waits_for_close: bool = True


def run_next(station: Station, jobs: PrintJobs) -> PrintJob | None:
    """Take the oldest waiting job to its end; None if there is none, or another agent was faster.

    A browser's job stays queued: `hand_over` gives it to the person who prints it.
    """
    for job in jobs.waiting(station.name, limit=20):
        if job.target == "browser":
            continue
        claimed = queue.claim(job, station.agent, station.clock())
        assert isinstance(claimed, PrintJob), "a waiting job can be claimed"
        if jobs.swap(job, claimed):
            return _print(station, jobs, claimed)
    return None


def sweep(station: Station, jobs: PrintJobs) -> None:
    """End lapsed leases, and queue again what surely did not leave."""
    for job in jobs.lapsed(station.clock()):
        _save(jobs, job, queue.expire(job, station.clock()))


def hand_over(jobs: PrintJobs, job_id: str, agent: str, now: datetime) -> bytes | Refusal:
    """Give a browser's job to it, once. Whether it came out of the printer, the person says."""
    job = jobs.get(job_id)
    if job is None or job.target != "browser":
        return Refusal("job.unknown", "there is no such job for a browser")
    claimed = queue.claim(job, agent, now)
    if isinstance(claimed, Refusal):
        return claimed
    if not jobs.swap(job, claimed):
        return Refusal("job.claim", "another window was faster")
    sending = _save(jobs, claimed, queue.begin(claimed, agent, claimed.attempt, now))
    if sending is None:
        return Refusal("job.claim", "the claim was lost")
    _save(jobs, sending, queue.sent(sending))
    return sending.content


def _print(station: Station, jobs: PrintJobs, job: PrintJob) -> PrintJob | None:
    if hashlib.sha256(job.content).hexdigest() != job.content_hash:
        return _give_up(jobs, job, "the job's bytes are not those requested")
    target = parse_target(job.target, station.allowed)
    match target:
        case Fault(code=code, detail=detail):
            return _give_up(jobs, job, f"{code}: {detail}")
        case TcpTarget():
            return _to_printer(station, jobs, job, target)
        case FileTarget():
            return _to_file(station, jobs, job, target)
        case BrowserTarget():
            raise AssertionError("a browser's job is handed over, not printed")


def _to_printer(
    station: Station, jobs: PrintJobs, job: PrintJob, target: TcpTarget
) -> PrintJob | None:
    address = choose_address(target, station.allowed, station.resolve)
    if isinstance(address, Fault):
        said = f"{address.code}: {address.detail}"
        if address.code == "target.address":
            return _give_up(jobs, job, said)
        return _save(jobs, job, queue.failed(job, said))  # a name may be known again in a minute
    try:
        line = socket.create_connection((str(address), target.port), station.connect_timeout_s)
    except OSError as error:
        return _save(jobs, job, queue.failed(job, f"no connection: {type(error).__name__}"))
    with line:
        sending = _begin(station, jobs, job)
        if sending is None:
            return None
        why = _send(line, job.content, station)
        end = queue.unsure(sending, why) if why else queue.sent(sending)
        return _save(jobs, sending, end)


def _send(line: socket.socket, content: bytes, station: Station) -> str | None:
    """Send everything; return why the end is unknown, or None if the printer took it all."""
    try:
        line.settimeout(station.send_timeout_s)
        line.sendall(content)
        line.shutdown(socket.SHUT_WR)
        return _wait_for_close(line) if station.waits_for_close else None
    except OSError as error:
        return f"the connection broke after the first byte: {type(error).__name__}"


def _wait_for_close(line: socket.socket) -> str | None:
    taken = 0
    while taken <= REPLY_BYTES_MAX:
        reply = line.recv(REPLY_BYTES_MAX)
        if not reply:
            return None
        taken += len(reply)  # a printer's chatter is counted, never shown to anybody
    return "the printer answered with more than a printer says"


def _to_file(
    station: Station, jobs: PrintJobs, job: PrintJob, target: FileTarget
) -> PrintJob | None:
    if not FILE_NAME.fullmatch(job.id):
        return _give_up(jobs, job, "the job's id cannot be a file name")
    path = Path(target.folder) / f"{job.id}.{_suffix(job.content)}"
    part = path.with_suffix(".part")
    try:
        part.write_bytes(job.content)
    except OSError as error:
        return _save(jobs, job, queue.failed(job, f"cannot write: {type(error).__name__}"))
    sending = _begin(station, jobs, job)
    if sending is None:
        return None
    try:
        # In one step: whoever watches the folder sees the whole label or none.
        os.replace(part, path)
    except OSError as error:
        return _save(jobs, sending, queue.unsure(sending, f"not named: {type(error).__name__}"))
    return _save(jobs, sending, queue.sent(sending))


def _suffix(content: bytes) -> str:
    return {b"%PDF": "pdf", b"<svg": "svg"}.get(content[:4], "zpl")


def _begin(station: Station, jobs: PrintJobs, job: PrintJob) -> PrintJob | None:
    return _save(jobs, job, queue.begin(job, station.agent, job.attempt, station.clock()))


def _give_up(jobs: PrintJobs, job: PrintJob, why: str) -> PrintJob | None:
    """End a job that no further try can mend: a person reads why at once, not minutes later."""
    new = queue.failed(job, why)
    assert isinstance(new, PrintJob), "a claimed job can fail"
    return new if jobs.swap(job, new) else None


def _save(jobs: PrintJobs, old: PrintJob, new: PrintJob | Refusal) -> PrintJob | None:
    """Write the new state if nobody was faster.

    A failure goes straight back into the queue, in the same write: whoever dies between two would
    leave a label that nobody prints.
    """
    if isinstance(new, Refusal):
        return None
    again = queue.retry(new) if new.state is State.FAILED_BEFORE_SEND else new
    kept = new if isinstance(again, Refusal) else again
    return new if jobs.swap(old, kept) else None
