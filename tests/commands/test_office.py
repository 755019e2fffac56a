# SPDX-License-Identifier: Apache-2.0
"""`flask counts plan`, `flask waves release`, `flask replenish top-off`: by plan, told once (CC1,
PK1, RP1)."""

from __future__ import annotations

import sqlalchemy as sa

from backend.store import book_tables as t
from backend.use_cases.new_id import new_id
from backend.use_cases.office import request
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


def test_pick_faces_are_topped_off_in_quiet_hours_and_twice_is_once(demo: Console) -> None:
    def waiting() -> list[int]:
        query = sa.select(t.tasks.c.body).where(
            t.tasks.c.kind == "replenish", t.tasks.c.state == "open"
        )
        bodies = demo.database.read(lambda c: list(c.scalars(query)))
        return [one["quantity"] for one in bodies if one["part"] == part]

    q, place = t.quants.c, t.locations.c
    plain = sa.and_(place.role == "forward", q.quantity > 0, q.serial == "", q.lot == "")
    query = sa.select(q.part, q.holder).join(t.locations, place.location == q.holder)
    query = query.where(plain).order_by(q.part)
    part, home = demo.database.read(lambda c: c.execute(query).first())
    told = demo.app.extensions["pickface"]
    now = told.clock()
    text = request("catalogue_import", {
        "locations": [{"location": "R99-001-A", "zone": "R", "role": "reserve", "travel": 999}],
        "faces": [{"part": part, "location": home, "minimum": 0, "maximum": 9_999}],
        "opening": [{"location": "R99-001-A", "part": part, "quantity": 3, "serials": []}],
    }, told.settings.site, now, new_id(now))  # fmt: skip
    told.intake.tell(site=told.settings.site, text=text, now=now)
    said = demo.run("replenish", "top-off", "--dry-run")
    assert said.exit_code == 0 and part in said.output.splitlines(), said.output
    assert waiting() == []
    assert demo.run("replenish", "top-off").exit_code == 0
    assert waiting() == [3]
    demo.run("replenish", "top-off")
    assert waiting() == [3]
    assert demo.run("replenish", "top-off", "--zone", "NONE").output.startswith("0 parts")
