# SPDX-License-Identifier: Apache-2.0
"""`flask work`: the background process that carries documents to the ERP.

Several may run: every row is leased, so two never carry the same one. It stops on SIGTERM or
Ctrl-C after the document in its hands.
"""

from __future__ import annotations

import logging
import signal
import threading

import click
from flask import current_app
from flask.cli import with_appcontext
from sqlalchemy.exc import OperationalError

from backend.store.database import CommitUnclear, Database, DatabaseBusy
from backend.web.wiring import services
from sync.outbox import Relay, Round

log = logging.getLogger("pickface.work")

IDLE_S = 1.0  # between two looks into an outbox that had nothing to carry


@click.command("work")
@click.option("--once", is_flag=True, help="Carry what is due, then end.")
@click.option("--site", default=None, help="Site; default PICKFACE_SITE.")
@with_appcontext
def group(once: bool, site: str | None) -> None:
    """Carry documents from the outbox to the ERP until stopped."""
    relay = relay_of(site)
    if once:
        told = carry_due(relay)
        click.echo(f"{told.done} booked, {told.again} to be tried again, {told.parked} refused")
        return
    stop = threading.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, lambda *_: stop.set())
    click.echo("carrying documents to the ERP; Ctrl-C ends it")
    carry(relay, stop)


def relay_of(site: str | None = None) -> Relay:
    """The relay of a site of this application."""
    from backend.app import make_relay

    database: Database = current_app.extensions["pickface-database"]
    found = services()
    return make_relay(database, site or found.settings.site, found.clock)


def carry_due(relay: Relay) -> Round:
    """Rounds until one finds nothing; what they did in all."""
    total = Round()
    while (told := relay.run_once()).claimed:
        total.claimed += told.claimed
        total.done += told.done
        total.again += told.again
        total.parked += told.parked
    return total


def carry(relay: Relay, stop: threading.Event) -> None:
    """Round after round until `stop`; a database that is away for a while ends nothing."""
    while not stop.is_set():
        try:
            busy = relay.run_once().done > 0
        except (DatabaseBusy, CommitUnclear, OperationalError) as error:
            log.warning("work_waits", extra={"fields": {"error": str(error)}})
            busy = False
        stop.wait(0 if busy else IDLE_S)
