# SPDX-License-Identifier: Apache-2.0
"""`flask verify`: do the books keep every promise, and does the journal rebuild them?"""

from __future__ import annotations

import json

import click
from flask import current_app
from flask.cli import with_appcontext

from backend.use_cases.verify import Check, verify
from backend.web.wiring import services


@click.command("verify")
@click.option("--site", default=None, help="Site; default PICKFACE_SITE.")
@click.option("--replay", is_flag=True, help="Also apply the journal anew elsewhere and compare.")
@click.option("--json", "as_json", is_flag=True, help="Answer with one JSON line.")
@with_appcontext
def group(site: str | None, replay: bool, as_json: bool) -> None:
    """Check every numbered promise on one snapshot of a site. Changes nothing.

    A replay needs a temporary file of about the size of the site's books. Exit code 1 when a
    promise is broken; the first rows that break it are named.
    """
    if replay:
        click.echo("checking, and replaying the journal ...", err=True)
    database = current_app.extensions["pickface-database"]
    report = verify(database, site or services().settings.site, replay=replay)
    if as_json:
        click.echo(json.dumps(report.as_dict()))
    else:
        for check in report.checks:
            show(check)
        kept = sum(check.ok for check in report.checks)
        total = len(report.checks)
        click.echo(f"{report.site} at version {report.version}: {kept} of {total} promises kept")
    if report.exit_code:
        raise SystemExit(report.exit_code)


def show(check: Check) -> None:
    """One promise, and what breaks it."""
    click.echo(f"{'ok    ' if check.ok else 'BROKEN'} {check.invariant:3} {check.name}")
    for row in check.offending:
        click.echo(f"           {row}")
