# SPDX-License-Identifier: Apache-2.0
"""`flask import-edi`: partners' X12 files into the books."""

from __future__ import annotations

import json
from pathlib import Path

import click
from flask import current_app
from flask.cli import with_appcontext

from backend.demo.load import demo_start
from backend.use_cases.import_edi import FAILED, Imported, ImportReport, totals
from backend.web.wiring import services

NAMES = {"asn": "notice", "order": "order"}
WORDS = {
    "new": "would be imported",
    "imported": "imported",
    "already_imported": "already imported, nothing changed",
    "waiting": "KEPT, WAITS",
    "other_content": "REFUSED",
    "refused": "REFUSED",
}
DEMO_HAS = """This site is the demo, which has its sample documents already, with today's dates.
To import such files: PICKFACE_DATABASE=sqlite:///var/own.sqlite3, flask demo create --bare"""


@click.command("import-edi")
@click.argument(
    "files", nargs=-1, required=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
)
@click.option("--dry-run", is_flag=True, help="Check and say what would happen; change nothing.")
@click.option("--json", "as_json", is_flag=True, help="One JSON line for each file.")
@click.option("--site", default=None, help="Site; default PICKFACE_SITE.")
@with_appcontext
def group(files: tuple[Path, ...], dry_run: bool, as_json: bool, site: str | None) -> None:
    """Import X12 FILES: 856 (advance ship notice) and 940 (order).

    A file is imported whole or not at all. Faults name segment and element. A file that was
    imported before changes nothing. Exit code 1 when any file was refused. A document that asks
    in a unit which its part does not have is kept, and waits until the part is described.
    """
    found, failed, changed = services(), 0, False
    for path in files:
        report = found.import_edi(
            path.read_bytes(), site=site or found.settings.site, actor="console",
            now=found.clock(), dry_run=dry_run,
        )
        failed += not report.ok
        if as_json:
            click.echo(json.dumps({"file": str(path), **report.to_json()}))
        else:
            show(path, report)
        changed = changed or any(one.state == "other_content" for one in report.documents)
    if changed and not as_json and _is_demo(site or found.settings.site):
        click.echo(DEMO_HAS)
    if failed:
        raise SystemExit(1)


def _is_demo(site: str) -> bool:
    return demo_start(current_app.extensions["pickface-database"], site) is not None


def show(path: Path, report: ImportReport) -> None:
    """One file, for people."""
    click.echo(f"{path}: {'ok' if report.ok else 'REFUSED'} {_summary(report)}".rstrip())
    for fault in report.read.faults:
        click.echo(f"  {fault}")
    for one in report.documents:
        click.echo(f"  {one.key}: {_words(one)}", err=one.state in FAILED)
        for line in (one.detail or {}).get("lines", []) if one.state == "waiting" else ():
            click.echo("    line {line}: {quantity} {unit} of {part}".format_map(line))


def _words(one: Imported) -> str:
    """What became of a document."""
    if one.state != "other_content":
        return WORDS[one.state] + (f" ({one.reason})" if one.reason else "")
    what = NAMES.get(one.type, "document")
    when = str((one.detail or {}).get("imported_at", ""))[:16].replace("T", " at ")
    return (
        f"REFUSED: this {what} is here already, imported on {when} UTC with other content. "
        f"The one that is here holds; a changed {what} must come as a change of it"
    )


def _summary(report: ImportReport) -> str:
    return ", ".join(f"{n} {state}" for state, n in totals(report.documents).items())
