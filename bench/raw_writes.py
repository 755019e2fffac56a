# SPDX-License-Identifier: Apache-2.0
"""The row writes of a workload without anything around them.

The workload is told once to the real intake while every INSERT, UPDATE and DELETE is taken down
with its values. Sending just these to the driver again, a transaction a batch, is the least that
storing the same rows on the same engine can cost: no HTTP, no parsing, no reading, no rules.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa

from backend.domain.identity import QueueReport
from backend.store.database import Database
from bench.floor import EPOCH, SITE, device_of, intake_of
from sync.wire import PushReply, PushRequest, SentOperation

Batch = tuple[str, tuple[SentOperation, ...]]  # device, operations
WRITES = ("INSERT", "UPDATE", "DELETE")


@dataclass(slots=True)
class Taken:
    """What one batch wrote: statements with their values, in order."""

    statements: list[tuple[str, Any, bool]] = field(default_factory=list)


def request_of(operations: tuple[SentOperation, ...], now: datetime) -> PushRequest:
    """A push of one batch with nothing left behind."""
    report = QueueReport(len(operations), None, operations[-1].seq)
    return PushRequest(SITE, EPOCH, 0, now, report, operations)


def taken_down(database: Database, batches: Iterable[Batch]) -> list[Taken]:
    """Tell the batches to the intake and take down what each writes."""
    found: list[Taken] = []

    def note(_c: Any, _cursor: Any, text: str, values: Any, _x: Any, many: bool) -> None:
        if text.startswith(WRITES):
            found[-1].statements.append((text, values, many))

    intake = intake_of(database)
    sa.event.listen(database.engine, "before_cursor_execute", note)
    for device, operations in batches:
        now = datetime.now(UTC)
        found.append(Taken())
        reply = intake.push(device=device_of(device), request=request_of(operations, now), now=now)
        assert isinstance(reply, PushReply) and len(reply.results) == len(operations), reply
    sa.event.remove(database.engine, "before_cursor_execute", note)
    return found


class Writer:
    """Sends taken-down writes to the driver again."""

    def __init__(self, database: Database) -> None:
        self._pooled = database.engine.raw_connection()
        self._sqlite = database.engine.dialect.name == "sqlite"
        self._driver: Any = self._pooled.driver_connection

    def write(self, taken: Taken) -> None:
        """One batch in one transaction."""
        cursor = self._driver.cursor()
        if self._sqlite:
            cursor.execute("BEGIN IMMEDIATE")
        for text, values, many in taken.statements:
            (cursor.executemany if many else cursor.execute)(text, values)
            if cursor.description is not None:
                cursor.fetchall()
        self._driver.commit()
        cursor.close()

    def close(self) -> None:
        """Give the connection back."""
        self._pooled.close()
