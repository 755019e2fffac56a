# SPDX-License-Identifier: Apache-2.0
"""Printers of a site and the threads that send to them; each printer is its own station.

A printer that hangs keeps only its own queue waiting. Threads start with the first look at the
queue: commands and tests that never print have none.
"""

from __future__ import annotations

import hashlib
import logging
import os
import platform
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from ipaddress import ip_network
from pathlib import Path, PurePosixPath
from typing import Any, Protocol

import labels
from backend.config import BadSetting, Settings
from labels import LabelError, PrintJob, PrintJobs, Refusal, State, Station
from labels.fault import Fault
from labels.queue import cancel, confirm, reprint, unsure
from labels.station import Clock
from labels.target import Allowed, BrowserTarget, FileTarget, TcpTarget, parse_target

log = logging.getLogger("pickface.printing")

KEY = "pickface-printing"
PACE_S = 0.2  # between two labels: a printer's buffer, and another process, get their turn
IDLE_S = 3.0  # between two looks at an empty queue, or after a printer that does not answer
CLOSE_S = 5.0

IDENTITY = {
    "location": "code",
    "part": "part",
    "part_gtin": "part",
    "lpn": "lpn",
    "sscc": "sscc",
    "hold": "lpn",
}
"""Templates that a station offers, and the field that says which thing a label is of. Badges are
printed with their tokens by whoever makes them, never from here."""

ON_THE_FLOOR = {"packing_list": "lpn", "core_tag": "tag", "serial": "serial"}
"""Those that are printed when somebody on the floor asks for them, or by a pick."""


class Jobs(PrintJobs, Protocol):
    """The queue, with what the screens need beside it."""

    def page(self, after: str | None, limit: int) -> tuple[tuple[PrintJob, ...], str | None]: ...
    def keep_source(
        self, request_key: str, rows: Sequence[Mapping[str, str]], copies: int
    ) -> None: ...
    def source(self, request_key: str) -> Any: ...


class Wishes(Protocol):
    """What the floor asked for and no job was made of yet."""

    def waiting(self) -> Sequence[tuple[str, Mapping[str, Any]]]: ...
    def label(self, name: str, told: Mapping[str, Any]) -> Any: ...


class Facts(Protocol):
    """What the books say about the thing a label is for."""

    def data(self, site: str, template: str, code: str) -> dict[str, str] | None: ...
    def fault(self, site: str, template: str, data: Mapping[str, str]) -> Any: ...


@dataclass(frozen=True, slots=True)
class Printer:
    """A printer as configured. `kind` is browser, file or tcp; `dpi` dots an inch."""

    name: str
    target: str
    kind: str
    fmt: labels.Format
    dpi: int


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody asks to be printed."""

    template: str
    rows: tuple[Mapping[str, str], ...]
    printer: str
    copies: int
    request_key: str
    who: str


class Printing:
    """The printers of one site and their queue. Raises `BadSetting` for a printer that could
    never be reached under the configured networks and folders."""

    def __init__(
        self, settings: Settings, jobs: Jobs, facts: Facts, clock: Clock,
        new_id: Callable[[datetime], str], wishes: Wishes | None = None, **station: Any,
    ) -> None:
        self.site, self.jobs, self.facts, self.clock = settings.site, jobs, facts, clock
        self._new_id, self._station, self._wishes = new_id, station, wishes
        self._refused: set[str] = set()
        self.printers, self.allowed = read_printers(settings)
        self._agent = f"{platform.node()}:{os.getpid()}"
        self._wake, self._closed = threading.Event(), False
        self._wished = threading.Event()
        self._threads: list[threading.Thread] = []
        self._starting = threading.Lock()

    def printer(self, name: str) -> Printer | None:
        """A printer by its name."""
        return next((one for one in self.printers if one.name == name), None)

    def ask(self, wanted: Wanted) -> PrintJob | Refusal:
        """Render and queue; raises `labels.LabelError` for data that a label would misrepresent."""
        printer = self.printer(wanted.printer)
        if printer is None:
            return Refusal("printer.unknown", f"there is no printer {wanted.printer}")
        for row in wanted.rows:
            self.check(wanted.template, row)
        self.jobs.keep_source(wanted.request_key, wanted.rows, wanted.copies)
        now = self.clock()
        job = _filled(PrintJob(
            id=self._new_id(now), request_key=wanted.request_key, station=printer.name,
            target=printer.target, template=wanted.template, template_version=0,
            identity=identity(wanted.template, wanted.rows), content=b"", content_hash="",
            requested_by=wanted.who, created_at=now,
        ), printer, wanted.rows, wanted.copies)
        asked = labels.queue.request(self.jobs, job)
        self.start()
        return asked

    def check(self, template: str, row: Mapping[str, str]) -> None:
        """Raises `labels.LabelError` for what the books know better."""
        wrong = self.facts.fault(self.site, template, row)
        if wrong is not None:
            raise LabelError(Fault(wrong.code, wrong.field, wrong.detail, wrong.field))

    def take_wishes(self) -> None:
        """Make jobs of what the floor asked for, each once, on the first printer that needs no
        window. What cannot be a label is said in the log, and not tried again by this server."""
        own = [one for one in self.printers if one.kind != "browser"] or list(self.printers)
        if self._wishes is None or not own:
            return
        for name, told in self._wishes.waiting():
            if name in self._refused:
                continue
            try:
                wish = self._wishes.label(name, told)
                self.ask(Wanted(wish.template, wish.rows, own[0].name, 1, name, wish.who))
            except (LabelError, LookupError, TypeError, ValueError) as error:
                self._refused.add(name)  # the others go on
                fields = {"label": name, "fault": str(error)}
                log.warning("label_refused", extra={"fields": fields})

    def confirm(self, job: PrintJob) -> PrintJob | Refusal:
        """A person scanned the label, or saw it."""
        return self._swap(job, confirm(job))

    def not_there(self, job: PrintJob) -> PrintJob | Refusal:
        """A person looked and it did not come out: the job ends, a reprint is a new one."""
        if job.state is State.SENT:
            doubted = self._swap(job, unsure(job, "a person did not find it"))
            if isinstance(doubted, Refusal):
                return doubted
            job = doubted
        return self._swap(job, cancel(job, "did not come out"))

    def cancel(self, job: PrintJob, reason: str) -> PrintJob | Refusal:
        """It must not be printed."""
        return self._swap(job, cancel(job, reason))

    def reprint(self, job: PrintJob, key: str, who: str, why: str) -> PrintJob | Refusal:
        """The same label again with the next copy number on it."""
        source, printer = self.jobs.source(job.request_key), self.printer(job.station)
        if source is None or printer is None:
            return Refusal("printer.unknown", f"{job.station} is gone; print it anew")
        now = self.clock()
        copy = reprint(job, self._new_id(now), key, who, why, now)
        rows = [_numbered(copy, row) for row in source.rows]
        self.jobs.keep_source(key, source.rows, source.copies)
        asked = labels.queue.request(self.jobs, _filled(copy, printer, rows, source.copies))
        self.start()
        return asked

    def hand_over(self, job: PrintJob) -> PrintJob | Refusal:
        """Give a browser's job to the window that prints it, once."""
        given = labels.hand_over(self.jobs, job.id, self._agent, self.clock())
        if isinstance(given, Refusal):
            return given
        return self.jobs.get(job.id) or job

    def _swap(self, old: PrintJob, new: PrintJob | Refusal) -> PrintJob | Refusal:
        if isinstance(new, Refusal):
            return new
        if self.jobs.swap(old, new):
            return new
        return Refusal("job.state", "it went on meanwhile; look again")

    # Sending

    def start(self) -> None:
        """Let every printer's thread look at its queue now; the first call starts them."""
        with self._starting:
            if not self._threads and not self._closed:
                self._threads = [
                    threading.Thread(
                        target=self._work, args=(one,), name=f"print {one.name}", daemon=True
                    )
                    for one in self.printers
                    if one.kind != "browser"
                ]
                self._threads.append(
                    threading.Thread(target=self._feed, name="print wishes", daemon=True)
                )
                for thread in self._threads:
                    thread.start()
        self._wake.set()

    def wish(self) -> None:
        """The floor asked for something: look now."""
        self._wished.set()
        self.start()

    def close(self) -> None:
        """End the threads after the labels that they are sending."""
        with self._starting:
            self._closed = True
            threads, self._threads = self._threads, []
        self._wished.set()
        self._wake.set()
        for thread in threads:
            thread.join(CLOSE_S)

    def station(self, printer: Printer) -> Station:
        """The station that serves a printer."""
        return Station(
            name=printer.name, agent=f"{self._agent}:{printer.name}", allowed=self.allowed,
            clock=self.clock, **self._station,
        )

    def _feed(self) -> None:
        while not self._closed:
            self._wished.clear()
            try:
                self.take_wishes()
            except Exception:  # a database that is away must not end the thread
                log.exception("wishes_failed")
            self._wished.wait(IDLE_S)

    def _work(self, printer: Printer) -> None:
        station, pause = self.station(printer), threading.Event()
        while not self._closed:
            self._wake.clear()
            went_on = False
            try:
                labels.sweep(station, self.jobs)
                done = labels.run_next(station, self.jobs)
                went_on = done is not None and done.state is not State.FAILED_BEFORE_SEND
            except Exception:  # a database that is away must not end the thread
                log.exception("printing_failed", extra={"fields": {"printer": printer.name}})
            if went_on:
                pause.wait(PACE_S)
            else:
                self._wake.wait(IDLE_S)


def read_job(row: Mapping[str, Any]) -> PrintJob:
    """A job from its columns in the database."""
    return PrintJob(**{**row, "state": State(row["state"])})


def identity(template: str, rows: Sequence[Mapping[str, str]]) -> str:
    """What a job is of: the thing on its first label, and how many more."""
    first = rows[0].get((IDENTITY | ON_THE_FLOOR)[template], "")
    return first if len(rows) == 1 else f"{first} +{len(rows) - 1}"


def _numbered(job: PrintJob, row: Mapping[str, str]) -> dict[str, str]:
    """The copy number beside the symbol, where the template has a place for it."""
    fields = {one.name for one in _template(job.template).fields}
    return {**row, "copy": f"R{job.copy_no}"} if "copy" in fields else dict(row)


def _template(name: str) -> labels.Template:
    found = next((one for one in labels.templates() if one.name == name), None)
    assert found is not None, "only offered templates are asked for"
    return found


def _filled(
    job: PrintJob, printer: Printer, rows: Sequence[Mapping[str, str]], copies: int
) -> PrintJob:
    """The job with its bytes: every label `copies` times, copies of one label together."""
    every = [row for row in rows for _ in range(copies)]
    content = labels.render_run(job.template, every, printer.fmt, printer.dpi)
    return replace(
        job, content=content, content_hash=hashlib.sha256(content).hexdigest(),
        template_version=_template(job.template).version,
    )


# Configuration


def read_printers(settings: Settings) -> tuple[tuple[Printer, ...], Allowed]:
    """Printers and what they may reach. A configured folder or port is thereby allowed; an
    address must lie in PICKFACE_PRINTER_NETWORKS all the same."""
    drafts = [_draft(name, value, settings.var) for name, value in settings.printers]
    allowed = Allowed(
        networks=tuple(ip_network(one) for one in settings.printer_networks),
        ports=frozenset(port for port in (_port(one.target) for one in drafts) if port),
        folders=tuple(
            PurePosixPath(one.target.removeprefix("file:"))
            for one in drafts
            if one.kind == "file"
        ),
    )
    for one in drafts:
        fault = parse_target(one.target, allowed)
        if not isinstance(fault, BrowserTarget | FileTarget | TcpTarget):
            raise BadSetting(f"PICKFACE_PRINTERS: {one.name}: {fault.detail}")
        if one.kind == "file":
            Path(one.target.removeprefix("file:")).mkdir(parents=True, exist_ok=True)
    return tuple(drafts), allowed


def _draft(name: str, value: str, var: Path) -> Printer:
    target, *options = (part.strip() for part in value.split(";"))
    kind = target.partition(":")[0]
    if kind == "file":
        target = f"file:{var / target.removeprefix('file:')}"
    fmt: labels.Format = "pdf" if kind == "browser" else "zpl"
    dpi = 203
    for option in options:
        match option:
            case "zpl" | "pdf" if kind != "browser":
                fmt = option
            case "203" | "300" | "600":
                dpi = int(option)
            case _:
                raise BadSetting(f"PICKFACE_PRINTERS: {name}: {option!r} is no option")
    return Printer(name, target, kind, fmt, dpi)


def _port(target: str) -> int | None:
    text = target.rpartition(":")[2]
    return int(text) if target.startswith("tcp:") and text.isdigit() else None
