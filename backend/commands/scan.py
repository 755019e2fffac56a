# SPDX-License-Identifier: Apache-2.0
"""`flask scan`: what a barcode means, for people and for other programs."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable

import click

from backend.domain.barcode.explain import explain_line


@click.command("scan")
@click.argument("codes", nargs=-1)
def group(codes: tuple[str, ...]) -> None:
    """Explain barcodes: one JSON line out for each.

    With CODES, these are explained as a scanner would send them. Without, JSON lines are read from
    standard input: {"data": "]C1...", "profile": {...}}. "candidates" tells every reading of a code
    that may be several things. A line that cannot be read is answered
    with "ok": false like a code that cannot be read; so is every other line.
    """
    for line in lines(codes):
        click.echo(explain_line(line))


def lines(codes: tuple[str, ...]) -> Iterable[str]:
    """Requests from the command line, or from standard input whatever its encoding."""
    if codes:
        yield from (json.dumps({"data": code}) for code in codes)
        return
    for raw in sys.stdin.buffer:
        line = raw.decode("utf-8", "replace").strip()
        if line:
            yield line
