# SPDX-License-Identifier: Apache-2.0
"""`flask doctor`: is this installation fit to take work in, and fit to be left alone?"""

from __future__ import annotations

import json
import os
import stat
from collections.abc import Iterator
from pathlib import Path

import click
import sqlalchemy as sa
from flask import current_app
from flask.cli import with_appcontext

from backend.config import Settings
from backend.demo.load import demo_start
from backend.demo.parties import ACTORS
from backend.store.database import Database
from backend.store.identity_tables import actors
from backend.use_cases.credentials import hash_secret
from backend.web.wiring import Check, services

OTHERS = stat.S_IRWXG | stat.S_IRWXO


@click.command("doctor")
@click.option("--production", is_flag=True, help="Also refuse what only a demo may have.")
@click.option("--json", "as_json", is_flag=True, help="Answer with one JSON line.")
@with_appcontext
def group(production: bool, as_json: bool) -> None:
    """Check database, disk and keys. Exit code 1 when something is not as it must be."""
    found = services()
    checks = list(found.readiness())
    if all(check.ok for check in checks if check.name != "disk"):
        checks.append(site_is_there(found.settings.site, found.epoch(found.settings.site)))
        if production:
            checks += no_demo(current_app.extensions["pickface-database"], found.settings)
    if production:
        checks += for_production(found.settings, current_app.debug)
    if as_json:
        told = {"ok": all(c.ok for c in checks), "checks": [plain(c) for c in checks]}
        click.echo(json.dumps(told))
    else:
        for check in checks:
            click.echo(f"{'ok    ' if check.ok else 'WRONG '} {check.name:12} {check.text}")
    if not all(check.ok for check in checks):
        raise SystemExit(1)


def plain(check: Check) -> dict[str, object]:
    """A check as JSON."""
    return {"name": check.name, "ok": check.ok, "text": check.text}


def site_is_there(site: str, epoch: str | None) -> Check:
    """The site that devices are told of exists."""
    return Check("site", epoch is not None, f"{site} {'is' if epoch else 'is not'} set up")


def no_demo(database: Database, settings: Settings) -> Iterator[Check]:
    """Nothing of the demo is in the database: its badges and PINs are public."""
    badges = [hash_secret(badge) for _, _, _, badge, _ in ACTORS]
    query = sa.select(actors.c.name).where(
        actors.c.badge_hash.in_(badges), actors.c.state == "active"
    )
    names = database.read(lambda c: [row.name for row in c.execute(query)])
    text = f"{', '.join(names)} may sign in with a public badge" if names else "no public badge"
    yield Check("badges", not names, text)
    demo = demo_start(database, settings.site) is not None
    yield Check("stock", not demo, "the stock is the demo's" if demo else "no demo stock")


def for_production(settings: Settings, debug: bool) -> Iterator[Check]:
    """Settings that only a laptop may have."""
    yield Check("demo", not settings.demo, "PICKFACE_DEMO is " + ("on" if settings.demo else "off"))
    yield Check("debug", not debug, "debug mode is " + ("on" if debug else "off"))
    text = "PICKFACE_PUBLIC_URL says https, as a proxy before us speaks it"
    if not settings.https:
        text = "cookies would travel in the clear: set PICKFACE_PUBLIC_URL=https://... and a proxy"
    yield Check("https", settings.https, text)
    yield from private_keys(settings.keys)


def private_keys(folder: Path) -> Iterator[Check]:
    """Keys are readable by the server's user alone."""
    for path in [folder, *sorted(folder.glob("*"))]:
        mode = os.stat(path).st_mode
        private = not mode & OTHERS
        text = f"{path} has mode {stat.S_IMODE(mode):o}"
        yield Check("keys", private, text if private else f"{text}; others can read it")
