# SPDX-License-Identifier: Apache-2.0
"""`flask --app backend.app ...`: every command group lives in backend/commands/<word>.py.

A command module has a `group` (click.Group or click.Command, usually flask.cli.AppGroup). It is
found by its file, so adding a command touches no other file.
"""

from __future__ import annotations

import importlib
import pkgutil

import click
from flask import Flask

from backend import commands


def register(app: Flask) -> None:
    """Attach every command group found in backend/commands."""
    for found in sorted(pkgutil.iter_modules(commands.__path__), key=lambda one: one.name):
        module = importlib.import_module(f"{commands.__name__}.{found.name}")
        group = getattr(module, "group", None)
        assert isinstance(group, click.Command), f"backend/commands/{found.name}.py has no group"
        app.cli.add_command(group)
