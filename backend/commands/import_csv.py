# SPDX-License-Identifier: Apache-2.0
"""`flask import-csv`: spreadsheets of master data, stock and returns into the books."""

from __future__ import annotations

import json
from pathlib import Path
from typing import get_args

import click
from flask.cli import with_appcontext

from backend.use_cases.import_csv import CsvReport, ImportCsv
from backend.web.wiring import services
from sync.erp.files.csv_files import read_csv
from sync.erp.files.csv_kinds import KINDS, KindName


def columns() -> str:
    """Every column of every kind of file, from the tables that read them."""
    told = []
    for kind, table in KINDS.items():
        wide = max(len(column.name) for column in table.columns)
        rows = [f"  {column.name:{wide}}  {column.meaning}" for column in table.columns]
        told.append("\n".join(["\b", f"Columns of {kind}, in any order:", *rows]))
    return "\n\n".join(told)


@click.command("import-csv", epilog=columns())
@click.argument("kind", type=click.Choice(get_args(KindName)))
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--dry-run", is_flag=True, help="Check and say what would happen; change nothing.")
@click.option("--json", "as_json", is_flag=True, help="Answer with one JSON line.")
@click.option("--site", default=None, help="Site; default PICKFACE_SITE.")
@with_appcontext
def group(kind: KindName, file: Path, dry_run: bool, as_json: bool, site: str | None) -> None:
    """Import FILE, a spreadsheet saved as CSV: master data, stock, or what is known of goods that
    will come back.

    Faults name row and column; a file with an error is not imported at all. Master data may be
    imported again when it changes; what the file has no column for stays as it is, and an empty
    cell clears. The same stock file is added once.

    Authorizations, checklists and faces have a row for each line, check or place: all rows of one
    stand in one file, which replaces it whole. So does a row of a deposit, core group or vendor
    credit; what already came back stays. Of a vendor credit the quantity is that of the shipment
    in all.
    Exit code 1 when the file was refused.
    """
    found = services()
    tell = found.intake.tell
    run = ImportCsv(tell, found.reads.texts, found.reads.known)
    report = run(
        kind, read_csv(kind, file.read_bytes()), site=site or found.settings.site,
        actor="console", now=found.clock(), dry_run=dry_run,
        say=lambda told, total: click.echo(f"  {told} of {total} rows", err=True),
    )
    if as_json:
        click.echo(json.dumps({"file": str(file), **report.to_json()}))
    else:
        show(file, report)
    if not report.ok:
        raise SystemExit(1)


def show(file: Path, report: CsvReport) -> None:
    """The file, for people."""
    done = f"{report.told} rows imported, {report.already} already there"
    if report.dry_run:
        done = f"{len(report.read.rows)} rows would be imported"
    click.echo(f"{file}: {done if report.ok else 'REFUSED'}")
    for fault in report.read.faults:
        click.echo(f"  {fault}")
    for change in report.changes:
        click.echo(f"  {change}")
    for warning in report.warnings:
        click.echo(f"  warning: {warning}")
    for problem in report.problems:
        click.echo(f"  error: {problem}", err=True)
