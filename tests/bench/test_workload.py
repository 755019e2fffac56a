# SPDX-License-Identifier: Apache-2.0
"""What a benchmark tells is what a handheld tells: operations that the server books."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

from backend.domain.identity import QueueReport
from backend.store.upgrade import upgrade
from bench.databases import opened
from bench.floor import DEVICES, EPOCH, SITE, device_of, fill, intake_of, stocked
from bench.workload import MIX, operations
from sync.wire import PushReply, PushRequest

MANY = 4 * len(MIX)


def test_every_operation_of_the_workload_is_booked(tmp_path: Path) -> None:
    given, database = stocked(), opened(f"sqlite:///{tmp_path}/bench.sqlite3")
    upgrade(database.engine)
    fill(database, given)
    intake, now = intake_of(database), datetime.now(UTC)
    outcomes: Counter[str] = Counter()
    for name in DEVICES:
        told = tuple(operations(given, name, MANY))
        queue = QueueReport(len(told), None, MANY)
        request = PushRequest(SITE, EPOCH, 0, now, queue, told)
        reply = intake.push(device=device_of(name), request=request, now=now)
        assert isinstance(reply, PushReply)
        outcomes.update(one.outcome for one in reply.results)
    database.close()
    assert outcomes["accepted"] > MANY * len(DEVICES) * 0.9, outcomes
    assert outcomes["accepted"] + outcomes["accepted_discrepancy"] == MANY * len(DEVICES)
