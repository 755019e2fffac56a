# SPDX-License-Identifier: Apache-2.0
"""`flask --app backend.app ...`: every command group lives in backend/commands/<word>.py.

A command module has a `group` (click.Group or click.Command, usually flask.cli.AppGroup). It is
found by its file, so adding a command touches no other file. What a person can mend (a busy
database, a site that is not set up) ends every command with a sentence and exit code 1.
"""

from __future__ import annotations

import functools
import importlib
import pkgutil
from typing import Any

import click
from flask import Flask
from sqlalchemy.exc import OperationalError

from backend import commands
from backend.store.database import CommitUnclear, DatabaseBusy
from backend.store.site import UnknownSite


def register(app: Flask) -> None:
    """Attach every command group found in backend/commands."""
    for found in sorted(pkgutil.iter_modules(commands.__path__), key=lambda one: one.name):
        module = importlib.import_module(f"{commands.__name__}.{found.name}")
        group = getattr(module, "group", None)
        assert isinstance(group, click.Command), f"backend/commands/{found.name}.py has no group"
        app.cli.add_command(plainly(group))


def plainly(command: click.Command) -> click.Command:
    """The command, ending with a sentence where the cause is not a bug."""
    if isinstance(command, click.Group):
        for one in command.commands.values():
            plainly(one)
    if command.callback is not None and not hasattr(command.callback, "plain"):
        command.callback = _plain(command.callback)
    return command


def _plain(callback: Any) -> Any:
    @functools.wraps(callback)
    def run(*args: Any, **more: Any) -> Any:
        try:
            return callback(*args, **more)
        except UnknownSite as error:
            hint = "flask site create sets one up, flask demo create makes a demo"
            raise click.ClickException(f"site {error} is not set up here; {hint}") from error
        except (DatabaseBusy, CommitUnclear) as error:
            raise click.ClickException(f"the database is busy, try again: {error}") from error
        except OperationalError as error:
            reason = str(error.orig).strip().splitlines()[0]
            raise click.ClickException(f"the database cannot be used: {reason}") from error

    run.plain = True  # type: ignore[attr-defined]
    return run
