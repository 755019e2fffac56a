# SPDX-License-Identifier: Apache-2.0
"""`flask counts`: what is to be counted today, by class and criticality and by lot."""

from __future__ import annotations

from datetime import UTC, datetime

import click
from flask import current_app
from flask.cli import AppGroup

from backend.store.database import Database
from backend.store.planning import policy_of
from backend.store.site import UnknownSite
from backend.use_cases.new_id import new_id
from backend.use_cases.office import plan_counts, request
from backend.web.wiring import services

group = AppGroup("counts", help="Counting by plan.")


@group.command("plan")
@click.option("--date", "day", type=click.DateTime(["%Y-%m-%d"]), default=None,
              help="The day; default today.")
@click.option("--zone", default="", help="All places of this zone instead, whatever is due.")
@click.option("--seed", default="", help="Draw the audit sample by this; default site and day.")
@click.option("--dry-run", is_flag=True, help="Only say what would be counted.")
def plan(day: datetime | None, zone: str, seed: str, dry_run: bool) -> None:
    """Make the count tasks of a day. Run it once a day; twice makes no second task for a place."""
    found, now = services(), services().clock()
    site = found.settings.site
    database: Database = current_app.extensions["pickface-database"]
    policy = database.read(lambda c: policy_of(c, site))
    if policy is None:
        raise UnknownSite(site)
    today = (day or now.astimezone(UTC)).date()
    made = database.read(lambda c: plan_counts(c, site, policy, today, zone, seed))
    for one in made.counts:
        click.echo(f"{one.location}  {', '.join(one.why)}")
    if made.counts and not dry_run:
        counts = [{"location": one.location, "why": list(one.why)} for one in made.counts]
        text = request("count_plan", {"counts": counts, "seed": made.seed}, site, now, new_id(now))
        found.intake.tell(site=site, text=text, now=now)
    sample = f", audit sample by {made.seed}" if made.seed else ""
    click.echo(f"{len(made.counts)} places to count on {today}{sample}")
