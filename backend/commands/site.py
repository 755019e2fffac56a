# SPDX-License-Identifier: Apache-2.0
"""`flask site`: set a site up, before anything can be told there."""

from __future__ import annotations

import click
from flask import current_app
from flask.cli import AppGroup

from backend.store.database import Database
from backend.store.site import create_site, renew_epoch
from backend.store.upgrade import current_revision, newest_revision, upgrade
from backend.use_cases.new_id import new_id
from backend.web.wiring import services

group = AppGroup("site", help="Sites of this installation.")


@group.command("create")
@click.argument("site")
@click.option("--name", required=True, help="As people call it.")
def create(site: str, name: str) -> None:
    """Set SITE up, and the database's tables if they are not there. Twice is once."""
    database: Database = current_app.extensions["pickface-database"]
    if current_revision(database.engine) != newest_revision():
        upgrade(database.engine)
    found = services()
    known = found.epoch(site) is not None
    database.write(lambda c: create_site(c, site, name, new_id(found.clock())))
    click.echo(f"{site} is there" if known else f"{site} is set up; next: flask people add")


@group.command("restored")
@click.argument("site")
def restored(site: str) -> None:
    """Say that SITE's database came back from a backup, before it is served again.

    A new epoch begins: every handheld sends again what it keeps and the backup does not have, and
    reads the site anew. What was recorded twice is known by its id.
    """
    found = services()
    database: Database = current_app.extensions["pickface-database"]
    if not database.write(lambda c: renew_epoch(c, site, new_id(found.clock()))):
        raise click.ClickException(f"{site} is not set up here: flask site create")
    click.echo(f"{site} begins a new epoch; handhelds send again what the backup does not have")
