# SPDX-License-Identifier: Apache-2.0
"""Print jobs in memory: the fake that tests use, and enough for a station without a database."""

from __future__ import annotations

from datetime import datetime
from threading import Lock

from labels.queue import PrintJob, State

LEASED = (State.CLAIMED, State.SENDING)


class MemoryPrintJobs:
    """Satisfies `PrintJobs`; safe for several threads."""

    def __init__(self) -> None:
        self._jobs: dict[str, PrintJob] = {}
        self._ids: dict[str, str] = {}
        self._lock = Lock()

    def add(self, job: PrintJob) -> PrintJob:
        """Insert, or return the job with this request key."""
        with self._lock:
            kept_id = self._ids.setdefault(job.request_key, job.id)
            return self._jobs.setdefault(kept_id, job)

    def get(self, job_id: str) -> PrintJob | None:
        """Return a job."""
        with self._lock:
            return self._jobs.get(job_id)

    def swap(self, old: PrintJob, new: PrintJob) -> bool:
        """Replace `old` by `new` if nobody was faster."""
        with self._lock:
            kept = self._jobs[old.id]
            if (kept.state, kept.attempt) != (old.state, old.attempt):
                return False
            self._jobs[old.id] = new
            return True

    def waiting(self, station: str, limit: int) -> tuple[PrintJob, ...]:
        """Return queued jobs of a station, oldest first."""
        with self._lock:
            mine = [
                job
                for job in self._jobs.values()
                if job.station == station and job.state is State.QUEUED
            ]
        return tuple(sorted(mine, key=lambda job: (job.created_at, job.id))[:limit])

    def lapsed(self, now: datetime) -> tuple[PrintJob, ...]:
        """Return claimed and sending jobs whose lease ended."""
        with self._lock:
            jobs = tuple(self._jobs.values())
        return tuple(
            job
            for job in jobs
            if job.state in LEASED and job.lease_until is not None and job.lease_until <= now
        )
