# SPDX-License-Identifier: Apache-2.0
"""`flask counts plan` and `flask waves release`: proposed by plan, told once (CC1, PK1)."""

from __future__ import annotations

import sqlalchemy as sa

from backend.store import book_tables as t
from tests.commands.conftest import Console


def open_counts(console: Console) -> set[str]:
    query = sa.select(t.tasks.c.location).where(
        t.tasks.c.kind == "count", t.tasks.c.state == "open"
    )
    return set(console.database.read(lambda c: list(c.scalars(query))))


def test_a_plan_is_only_said_or_made_to_tasks_and_twice_is_once(demo: Console) -> None:
    before = open_counts(demo)
    said = demo.run("counts", "plan", "--zone", "B", "--dry-run")
    assert said.exit_code == 0, said.output
    assert open_counts(demo) == before
    made = demo.run("counts", "plan", "--zone", "B")
    assert made.output == said.output
    places = {line.split()[0] for line in made.output.splitlines()[:-1]}
    assert places and open_counts(demo) == before | places
    demo.run("counts", "plan", "--zone", "B")
    query = sa.select(sa.func.count()).where(t.tasks.c.kind == "count", t.tasks.c.state == "open")
    assert demo.database.read(lambda c: c.scalar(query)) == len(open_counts(demo))


def test_the_plan_of_a_day_keeps_to_the_sites_limit(demo: Console) -> None:
    said = demo.run("counts", "plan", "--date", "2027-01-04", "--dry-run")
    assert said.exit_code == 0, said.output
    planned = [line for line in said.output.splitlines() if "never_counted" in line]
    assert 0 < len(planned) <= 50
    assert said.output.splitlines()[-1].endswith("places to count on 2027-01-04")


def test_an_emergency_order_is_released_at_once_and_only_once(demo: Console) -> None:
    said = demo.run("waves", "release", "--cut-off", "SAIA=16:00")
    assert said.exit_code == 0, said.output
    assert "vor" in said.output
    released = demo.run("waves", "release", "--cut-off", "SAIA=16:00")
    assert "vor" not in released.output
    assert "not CARRIER=HH:MM" in demo.run("waves", "release", "--cut-off", "noon").output
