# SPDX-License-Identifier: Apache-2.0
"""`flask --app backend.app ...`: every command group lives in backend/commands/<word>.py.

A command module has a `group` (click.Group or click.Command, usually flask.cli.AppGroup). It is
found by its file, so adding a command touches no other file. What a person can mend (a busy
database, a site that is not set up) ends every command with a sentence and exit code 1.
"""

from __future__ import annotations

import contextlib
import functools
import importlib
import pkgutil
from collections.abc import Iterator
from typing import Any

import click
from flask import Flask, current_app
from flask.cli import with_appcontext
from sqlalchemy.exc import DBAPIError, OperationalError, ProgrammingError

from backend import commands
from backend.config import BadSetting
from backend.store.database import CommitUnclear, Database, DatabaseBusy
from backend.store.engine import file_of
from backend.store.site import UnknownSite
from backend.store.upgrade import current_revision, newest_revision

SET_UP = "flask site create sets one up, flask demo create makes a demo"
NEED_NO_DATABASE = {"scan", "site create", "demo create", "demo serve", "demo reset"}
"""Commands that make the database, never look at it, or look for its file themselves. All others
would leave an empty file where somebody mistyped its name."""


def register(app: Flask) -> None:
    """Attach every command group found in backend/commands."""
    for found in sorted(pkgutil.iter_modules(commands.__path__), key=lambda one: one.name):
        module = importlib.import_module(f"{commands.__name__}.{found.name}")
        group = getattr(module, "group", None)
        assert isinstance(group, click.Command), f"backend/commands/{found.name}.py has no group"
        app.cli.add_command(plainly(group))


@contextlib.contextmanager
def settings_in_words() -> Iterator[None]:
    """A setting that cannot be meant ends a command with a sentence, and everything else loudly."""
    try:
        yield
    except BadSetting as error:
        if click.get_current_context(silent=True) is None:
            raise
        raise click.ClickException(str(error)) from error


def plainly(command: click.Command, path: str = "") -> click.Command:
    """The command, ending with a sentence where the cause is not a bug."""
    words = f"{path} {command.name}".strip()
    if isinstance(command, click.Group):
        for one in command.commands.values():
            plainly(one, words)
    if command.callback is not None and not hasattr(command.callback, "plain"):
        command.callback = with_appcontext(_plain(command.callback, words in NEED_NO_DATABASE))
    return command


def _plain(callback: Any, needs_none: bool) -> Any:
    @functools.wraps(callback)
    def run(*args: Any, **more: Any) -> Any:
        if not needs_none:
            _refuse_no_database()
        try:
            return callback(*args, **more)
        except UnknownSite as error:
            raise click.ClickException(f"site {error} is not set up here; {SET_UP}") from error
        except (DatabaseBusy, CommitUnclear) as error:
            raise click.ClickException(f"the database is busy, try again: {error}") from error
        except (OperationalError, ProgrammingError) as error:
            _refuse_other_shape(error)
            reason = str(error.orig).strip().splitlines()[0]
            raise click.ClickException(f"the database cannot be used: {reason}") from error

    run.plain = True  # type: ignore[attr-defined]
    return run


def _refuse_no_database() -> None:
    database: Database = current_app.extensions["pickface-database"]
    file = file_of(database.engine)
    if file is not None and not file.exists():
        raise click.ClickException(f"there is no database {file} (PICKFACE_DATABASE); {SET_UP}")


def _refuse_other_shape(error: DBAPIError) -> None:
    """A table or column that is not there: the database was never set up, or by another version."""
    database: Database = current_app.extensions["pickface-database"]
    try:
        found = current_revision(database.engine)
    except OperationalError:
        return  # it is away altogether
    if found is None:
        raise click.ClickException(f"the database is empty; {SET_UP}") from error
    if found != newest_revision():
        text = "the database was set up by another version; flask db upgrade brings it to this one"
        raise click.ClickException(text) from error
    if isinstance(error, ProgrammingError):
        raise error  # a bug of ours: its traceback says where
