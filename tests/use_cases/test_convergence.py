# SPDX-License-Identifier: Apache-2.0
"""Books do not depend on who uploaded first, through the real intake and store: every batch is
cut at random and starts from what the database holds (I12)."""

from __future__ import annotations

import itertools
import json
import random
from typing import Any

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from backend.domain.identity import QueueReport
from backend.domain.operations import Operation
from backend.domain.wire import timestamp_text
from backend.store import book_tables as t
from backend.store.database import Database
from backend.store.feed_rows import FeedRow, text
from backend.store.save import write_feed
from backend.use_cases.apply_operations import apply_operations
from backend.use_cases.verify import verify
from sync.intake import Intake
from sync.wire import PushReply, PushRequest, SentOperation
from tests.domain.test_convergence import NOTICE, days
from tests.postgres import PostgresCluster
from tests.scenarios.site import SITE, START, device, sent
from tests.simulation.device import EPOCH_MS, instant
from tests.simulation.server import CrashingStore, in_memory, on_url, prepare

# `days` dates its operations a thousand seconds after 1970.
SHIFT_MS = EPOCH_MS - 1_000_000 - 3_600_000


def _books_after(database: Database, arrivals: list[Operation], cuts: random.Random) -> Any:
    """Every physical balance, plate and serial after these arrived in this order."""
    database.write(_announce)
    seqs = {name: itertools.count(1) for name in ("H-1", "H-2", "H-3")}
    waiting = list(arrivals)
    while waiting:
        name = waiting[0].device
        batch = []
        for _ in range(cuts.randint(1, 6)):
            if not waiting or waiting[0].device != name:
                break
            batch.append(_sent(waiting.pop(0), next(seqs[name])))
        _push(database, name, tuple(batch))
    assert verify(database, SITE).ok
    return database.read(_everything)


def _announce(connection: Any) -> None:
    """The notice of `days`, as its import would have left it."""
    row = {"site_id": SITE, "asn": NOTICE["asn"], "state": "announced", "body": NOTICE}
    connection.execute(sa.insert(t.asns), [row])
    write_feed(connection, SITE, 1, [FeedRow("asn", str(NOTICE["asn"]), text(NOTICE))])


def _sent(operation: Operation, seq: int) -> SentOperation:
    """The operation as its device would have written it: a day of the test's calendar."""
    envelope = operation.envelope
    text = json.dumps(
        {
            "v": 1, "op_id": envelope.op_id, "site": SITE, "kind": envelope.kind, "kind_v": 1,
            "actor": "lopez", "captured_at": timestamp_text(operation.occurred_at + SHIFT_MS),
            "clock_err_ms": operation.error_ms, "body": envelope.body,
        }
    )  # fmt: skip
    return sent(text, seq)


def _push(database: Database, name: str, batch: tuple[SentOperation, ...]) -> None:
    ids = iter(range(1_000))
    intake = Intake(CrashingStore(database), apply_operations, lambda: f"q-{next(ids)}")
    request = PushRequest(SITE, None, 0, START, QueueReport(len(batch), None, 0), batch)
    reply = intake.push(device=device(name), request=request, now=instant(EPOCH_MS))
    assert isinstance(reply, PushReply)
    assert len(reply.results) == len(batch)


def _everything(connection: Any) -> Any:
    q = t.quants.c
    physical = sa.select(t.quants).where(q.quantity != 0, ~q.holder.like("@%"))
    balances = {(r.holder, r.part, r.lot, r.serial): r.quantity
                for r in connection.execute(physical)}  # fmt: skip
    plates = {r.lpn: (r.holder, r.missing) for r in connection.execute(sa.select(t.plates))}
    serials = {(r.part, r.serial): r.holder for r in connection.execute(sa.select(t.serials))}
    return balances, plates, serials


def _merged(day: list[Operation], order: random.Random) -> list[Operation]:
    """One order of arrival: devices in any order, each device's operations in its own."""
    queues: dict[str, list[Operation]] = {}
    for operation in sorted(day, key=lambda one: one.moment):
        queues.setdefault(operation.device, []).append(operation)
    arrivals = []
    while queues:
        name = order.choice(sorted(queues))
        arrivals.append(queues[name].pop(0))
        if not queues[name]:
            del queues[name]
    return arrivals


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(day=days(), one=st.randoms(use_true_random=False), other=st.integers(0, 1 << 30))
def test_any_two_orders_of_upload_leave_the_same_books(
    day: list[Operation], one: random.Random, other: int
) -> None:
    found = []
    for order in (one, random.Random(other)):
        database = in_memory()
        found.append(_books_after(database, _merged(day, order), order))
        database.close()
    assert found[0] == found[1]


@pytest.mark.postgres
def test_so_they_do_on_postgresql(
    postgres_cluster: PostgresCluster, postgres_template: str
) -> None:
    @settings(max_examples=6, deadline=None, database=None,
              suppress_health_check=[HealthCheck.too_slow])  # fmt: skip
    @given(day=days(), one=st.integers(0, 1 << 30), other=st.integers(0, 1 << 30))
    def converges(day: list[Operation], one: int, other: int) -> None:
        found = []
        for seed in (one, other):
            url = postgres_cluster.create_database(postgres_template)
            database = on_url(url)
            prepare(database)
            order = random.Random(seed)
            found.append(_books_after(database, _merged(day, order), order))
            database.close()
            postgres_cluster.drop_database(url)
        assert found[0] == found[1]

    converges()
