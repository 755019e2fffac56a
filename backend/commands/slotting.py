# SPDX-License-Identifier: Apache-2.0
"""`flask slotting`: which parts would lie better elsewhere, and what that saves."""

from __future__ import annotations

import json
from dataclasses import asdict

import click
from flask import current_app
from flask.cli import AppGroup

from backend.store.database import Database
from backend.use_cases.slotting import proposed
from backend.web.wiring import services

group = AppGroup("slotting", help="Homes of parts.")


@group.command("propose")
@click.option("--days", type=click.IntRange(1, 366), default=90, show_default=True,
              help="Picks of so many days are looked at, and of the same season a year ago.")
@click.option("--limit", type=click.IntRange(1, 200), default=20, show_default=True)
@click.option("--json", "as_json", is_flag=True, help="JSON lines, as the request `reslot` reads.")
def propose(days: int, limit: int, as_json: bool) -> None:
    """Moves that save travel, largest first. A supervisor accepts one with the request `reslot`.
    """
    found = services()
    database: Database = current_app.extensions["pickface-database"]
    site, now = found.settings.site, found.clock()
    homes = database.read(lambda c: proposed(c, site, now, days, limit))
    for one in homes.moves:
        if as_json:
            click.echo(json.dumps(asdict(one)))
            continue
        swap = f", {one.swap_with} comes back" if one.swap_with else ""
        why = ", ".join(one.why)
        click.echo(f"{one.part}: {one.source} to {one.target}{swap}; saves {one.saved} ({why})")
    for part in () if as_json else homes.held:
        click.echo(f"{part}: left out, all of it is on hold")
    if not homes.moves and not as_json:
        click.echo("nothing would lie better elsewhere")
