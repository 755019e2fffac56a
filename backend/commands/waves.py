# SPDX-License-Identifier: Apache-2.0
"""`flask waves`: orders that may be picked from now on, in time for the cut-off of their route."""

from __future__ import annotations

from datetime import time

import click
from flask import current_app
from flask.cli import AppGroup

from backend.store.database import Database
from backend.use_cases.new_id import new_id
from backend.use_cases.office import due_waves, request
from backend.web.wiring import services

group = AppGroup("waves", help="Releasing orders by the cut-off of their route.")


@group.command("release")
@click.option("--cut-off", "cut_offs", multiple=True, metavar="CARRIER=HH:MM",
              help="When a carrier leaves, on the day when an order must ship.")
@click.option("--dry-run", is_flag=True, help="Only say what would be released.")
def release(cut_offs: tuple[str, ...], dry_run: bool) -> None:
    """Release what is due now. Run it every few minutes where the site works by waves."""
    found, now = services(), services().clock()
    site = found.settings.site
    database: Database = current_app.extensions["pickface-database"]
    times = dict(_cut_off(one, now.tzinfo) for one in cut_offs)
    due = database.read(lambda c: due_waves(c, site, now, times))
    for wave in due:
        click.echo(f"{wave.route or '-'}  {wave.why}  {' '.join(wave.orders)}")
        if not dry_run:
            body = {"orders": list(wave.orders), "why": wave.why}
            text = request("wave_release", body, site, now, new_id(now))
            found.intake.tell(site=site, text=text, now=now)
    click.echo(f"{sum(len(wave.orders) for wave in due)} orders in {len(due)} waves")


def _cut_off(text: str, zone: object) -> tuple[str, time]:
    carrier, _, at = text.partition("=")
    try:
        return carrier, time.fromisoformat(at).replace(tzinfo=zone)  # type: ignore[arg-type]
    except ValueError:
        raise click.BadParameter(f"{text}: not CARRIER=HH:MM") from None
