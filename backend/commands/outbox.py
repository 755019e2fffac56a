# SPDX-License-Identifier: Apache-2.0
"""`flask outbox`: documents on their way to the ERP, and those that it refused."""

from __future__ import annotations

import json

import click
from flask import current_app
from flask.cli import AppGroup

from backend.store.database import Database
from backend.store.outbox_rows import OutboxRows
from backend.web.wiring import services

STATES = ["ready", "leased", "leased_unclear", "retry", "unclear", "parked", "done"]
PAGE_ROWS = 500

group = AppGroup("outbox", help="Documents on their way to the ERP.")


def _rows() -> OutboxRows:
    database: Database = current_app.extensions["pickface-database"]
    return OutboxRows(database, services().settings.site)


@group.command("list")
@click.option("--state", type=click.Choice(STATES), default=None, help="Only those.")
@click.option("--json", "as_json", is_flag=True, help="One JSON line for each.")
def list_rows(state: str | None, as_json: bool) -> None:
    """Every document with its state; `parked` ones wait for `retry` or `settle`."""
    rows, after = _rows(), None
    while page := rows.page(state, after, PAGE_ROWS):
        for row in page:
            plain = f"{row['state']:8} {row['type']:18} {row['key']} {row['text']}"
            click.echo(json.dumps(row) if as_json else plain.rstrip())
        after = page[-1]["key"]


@group.command("retry")
@click.argument("key")
def retry(key: str) -> None:
    """Send a parked document again; the ERP is first asked whether it has it."""
    if not _rows().resume(key):
        raise click.ClickException(f"no parked document {key}")
    click.echo(f"{key} will be tried again")


@group.command("settle")
@click.argument("key")
@click.option("--reason", required=True, help="Why it is not sent: booked by hand, not wanted.")
def settle(key: str, reason: str) -> None:
    """Count a parked document as done without sending it."""
    if not _rows().settle(key, reason):
        raise click.ClickException(f"no parked document {key}")
    click.echo(f"{key} is settled")


@group.command("park")
@click.argument("key")
@click.option("--reason", required=True, help="Why it must wait.")
def park(key: str, reason: str) -> None:
    """Keep a document back that is not being sent at this moment."""
    if not _rows().hold_back(key, reason[:300]):
        raise click.ClickException(f"no waiting document {key}")
    click.echo(f"{key} is parked")
