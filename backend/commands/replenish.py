# SPDX-License-Identifier: Apache-2.0
"""`flask replenish`: pick faces filled from reserve when nobody waits for it (RP1)."""

from __future__ import annotations

import click
from flask import current_app
from flask.cli import AppGroup

from backend.store.database import Database
from backend.store.read_office import faced
from backend.use_cases.new_id import new_id
from backend.use_cases.office import request
from backend.web.wiring import services

PARTS_MAX = 200
"""Parts of one request: all that is known of them is read at once."""

group = AppGroup("replenish", help="Pick faces.")


@group.command("top-off")
@click.option("--zone", default="", help="Faces of this zone only.")
@click.option("--dry-run", is_flag=True, help="Only say which parts would be looked at.")
def top_off(zone: str, dry_run: bool) -> None:
    """Make the tasks that fill pick faces until they are full. Run it in quiet hours; twice makes
    no second task for what is on its way."""
    found, now = services(), services().clock()
    site = found.settings.site
    database: Database = current_app.extensions["pickface-database"]
    parts = database.read(lambda c: faced(c, site, zone))
    for begin in range(0, 0 if dry_run else len(parts), PARTS_MAX):
        body = {"parts": parts[begin : begin + PARTS_MAX], "top_off": True}
        text = request("replenishment", body, site, now, new_id(now))
        found.intake.tell(site=site, text=text, now=now)
    for part in parts if dry_run else ():
        click.echo(part)
    click.echo(f"{len(parts)} parts with pick faces")
