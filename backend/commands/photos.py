# SPDX-License-Identifier: Apache-2.0
"""`flask photos`: pictures that came from the floor, and when their time is over."""

from __future__ import annotations

import click
from flask.cli import AppGroup

from backend.store.site import UnknownSite
from backend.web.wiring import services

group = AppGroup("photos", help="Pictures that came from the floor.")


@group.command("prune")
@click.option("--days", type=click.IntRange(min=1), default=None,
              help="Keep pictures so long; default what the site has set (photo.keep_days).")
def prune(days: int | None) -> None:
    """Take away pictures whose time is over. What was told of them stays. Run it once a day."""
    found = services()
    site = found.settings.site
    kept = found.photos.keep_days(site)
    if kept is None:
        raise UnknownSite(site)
    days = days or kept
    gone = found.photos.prune(site, days, found.clock())
    click.echo(
        f"{gone.photos} pictures older than {days} days are gone, {gone.bytes >> 20} MiB"
    )
