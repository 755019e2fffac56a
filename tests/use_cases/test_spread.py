# SPDX-License-Identifier: Apache-2.0
"""H1 through the real store: what it loads is enough to find all that a hold has to follow.

The same operations in the same order are judged by books that hold every fact there ever was; the
open holds must be the same, whatever the cuts between batches.
"""

from __future__ import annotations

import random
from typing import Any

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from backend.domain.operations import Operation
from backend.store import book_tables as t
from backend.store.database import Database
from backend.store.journal import arrival_of
from tests.domain.floor import Floor
from tests.domain.test_convergence import NOTICE, days
from tests.postgres import PostgresCluster
from tests.simulation.server import in_memory, on_url, prepare
from tests.use_cases.test_convergence import _books_after

SLOW = (HealthCheck.too_slow,)
# No shrinking: each try is a database, and a day of 25 operations is small enough to read.
PHASES = (Phase.explicit, Phase.reuse, Phase.generate)


def stored(database: Database) -> dict[str, Any]:
    """Open holds as the store keeps them."""
    h = t.holds.c
    rows = database.read(lambda c: c.execute(sa.select(t.holds).where(h.state == "open")).all())
    return {row.hold: (row.scope, row.since, row.root) for row in rows}


def all_knowing(database: Database) -> dict[str, Any]:
    """Open holds by books that forget nothing, after the operations of this journal."""
    j = t.journal.c
    query = sa.select(t.journal).where(j.kind != "catalogue_import").order_by(j.version, j.position)
    floor = Floor()
    floor.books.asns["A-1"] = NOTICE
    for row in database.read(lambda c: c.execute(query).all()):
        operation = arrival_of(row).operation
        assert isinstance(operation, Operation)
        floor.hear(operation)
    return {h.hold: (h.scope.as_dict(), h.since, h.root) for h in floor.books.holds.values()}


def shuffled(day: list[Operation], order: random.Random) -> list[Operation]:
    """Any order of arrival: every device's own order is that of its times in it."""
    arrivals = list(day)
    order.shuffle(arrivals)
    return arrivals


@settings(max_examples=80, deadline=None, phases=PHASES, suppress_health_check=SLOW)
@given(day=days(), seed=st.integers(0, 1 << 30))
def test_the_store_finds_every_follower(day: list[Operation], seed: int) -> None:
    database, order = in_memory(), random.Random(seed)
    _books_after(database, shuffled(day, order), order)
    assert stored(database) == all_knowing(database)
    database.close()


@pytest.mark.postgres
def test_so_it_does_on_postgresql(
    postgres_cluster: PostgresCluster, postgres_template: str
) -> None:
    @settings(max_examples=8, deadline=None, database=None, phases=PHASES,
              suppress_health_check=SLOW)  # fmt: skip
    @given(day=days(), seed=st.integers(0, 1 << 30))
    def finds(day: list[Operation], seed: int) -> None:
        url = postgres_cluster.create_database(postgres_template)
        database, order = on_url(url), random.Random(seed)
        prepare(database)
        _books_after(database, shuffled(day, order), order)
        assert stored(database) == all_knowing(database)
        database.close()
        postgres_cluster.drop_database(url)

    finds()
