# SPDX-License-Identifier: Apache-2.0
"""`flask demo`: a warehouse to try things in, and a server for it."""

from __future__ import annotations

import sys
import time
from datetime import UTC, datetime

import click
from flask import Flask, current_app
from flask.cli import AppGroup

from backend.commands.serve import Serving, free_port, run
from backend.demo.load import SiteInUse, Tools, demo_start, load_demo
from backend.demo.parties import ACTORS
from backend.demo.reset import Kept, demo_file, remove_demo
from backend.demo.site import SEED
from backend.keys import pepper
from backend.store.database import Database
from backend.store.upgrade import current_revision, newest_revision, upgrade
from backend.use_cases.credentials import PinHasher
from backend.web.wiring import services

BAR = 30  # characters of the progress bar

group = AppGroup("demo", help="A demo site: 5,000 parts, 3,000 locations, a truck and an order.")


@group.command("create")
@click.option("--seed", default=SEED, show_default=True, help="Another seed, another warehouse.")
@click.option("--bare", is_flag=True, help="No notices and no orders, for trying imports.")
def create(seed: int, bare: bool) -> None:
    """Make the demo site in the database; finished once, it changes nothing any more."""
    began = time.monotonic()
    made = prepare(current_app._get_current_object(), seed, not bare)  # type: ignore[attr-defined]
    click.echo(f"made in {time.monotonic() - began:.1f} s" if made else "the demo site is there")


@group.command("serve")
@click.option("--port", default=8417, show_default=True)
@click.option("--host", default="127.0.0.1", show_default=True,
              help="0.0.0.0 lets other machines in; badges and PINs of the demo are public.")
@click.option("--verbose", is_flag=True, help="Show every request.")
def serve(port: int, host: str, verbose: bool) -> None:
    """Make the demo site if there is none, then serve it until Ctrl-C."""
    free_port(host, port, ".venv/bin/flask --app backend.app demo serve")
    prepare(current_app._get_current_object(), SEED, True)  # type: ignore[attr-defined]
    run(Serving(host, port, demo=True, verbose=verbose), lambda: click.echo(tour(host, port)))


@group.command("reset")
@click.option("--yes", is_flag=True, help="Do not ask.")
def reset(yes: bool) -> None:
    """Throw the demo site away; the next start makes a new one. Stop the server first."""
    database: Database = current_app.extensions["pickface-database"]
    try:
        path = demo_file(database, services().settings.site)
        if not yes:
            click.confirm(f"Remove {path} with everything that was scanned into it?", abort=True)
        remove_demo(database, path)
    except Kept as error:
        raise click.ClickException(str(error)) from error
    click.echo("The demo is gone; make run makes a new one. Start the tour in a new private\n"
               "window: a browser that worked with the old demo still keeps its scans.")


def prepare(app: Flask, seed: int, papers: bool) -> bool:
    """Bring the database to today's shape and make the demo site. False if it was all there."""
    database: Database = app.extensions["pickface-database"]
    found = services()
    if current_revision(database.engine) != newest_revision():
        click.echo("bringing the database to its newest shape ...")
        upgrade(database.engine)
    start = demo_start(database, found.settings.site)
    if start is not None and start.finished:
        return False
    click.echo("making the demo site ...")
    pins = PinHasher(pepper(found.settings.keys))
    tell = found.intake.tell
    tools = Tools(database, tell, found.import_edi, pins)
    try:
        return load_demo(tools, found.settings.site, datetime.now(UTC), seed, show, papers)
    except SiteInUse as error:
        text = f"site {error} is in use and is no demo; set PICKFACE_SITE or PICKFACE_DATABASE"
        raise click.ClickException(text) from error


def show(done: int, total: int, name: str) -> None:
    """One line that fills up on a screen; the last step alone in a file."""
    if sys.stdout.isatty():
        bar = "#" * (done * BAR // total)
        click.echo(f"\r  [{bar:{BAR}}] {done}/{total} {name[:40]:40}", nl=done == total)
    elif done == total:
        click.echo(f"  {total} operations told")


def tour(host: str, port: int) -> str:
    """What to do next."""
    address = f"http://{'localhost' if host in ('127.0.0.1', '0.0.0.0', '::') else host}:{port}"
    people = "\n".join(
        f"    {name:10} {role:11} PIN {pin}   badge {badge}" for _, name, role, badge, pin in ACTORS
    )
    return f"""
Pickface runs.

  Handheld  {address}/          Board  {address}/board          API  {address}/api/docs

  Sign in (scan a badge in the tray, or type it):
{people}

  The ten-minute tour, on the handheld page (README.md says more):
    1. Use as demo handheld, scan the badge of Ana Lopez in the tray, PIN 2207.
    2. Receive: scan DOCK-02, then pallet 1; each carton twice, with three serials between.
    3. Put away where the screen says; the modules on hold go to the hold zone.
    4. Count B04-011-B; then pick the emergency order. Try the module on hold: it stops you.
    5. Pack, load at DOOR-03.
    6. In another browser or a private window: the board, as M. Rossi.
    Then Returns: authorization, core tag, claim, reman order, in the tray's last groups.
    Stop the server in between, or switch the network off: nothing is lost.

  Ctrl-C stops the server, in up to ten seconds. Start it again: make run. Begin anew:
  make demo-reset
"""
