# SPDX-License-Identifier: Apache-2.0
"""A console on an empty database, and one on the demo site."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from flask import Flask

from backend.app import DATABASE_KEY, create_app
from tests.databases import (  # noqa: F401  (pytest finds fixtures by name in this module)
    sqlite_template,
    sqlite_url,
)
from tests.once import once


@dataclass
class Console:
    """Somebody who types commands."""

    app: Flask
    url: str

    def run(self, *words: str, given: str | bytes | None = None) -> Result:
        """One command; `given` is its standard input."""
        return self.app.test_cli_runner().invoke(args=list(words), input=given)

    @property
    def database(self) -> Any:
        """What the commands write to."""
        return self.app.extensions[DATABASE_KEY]

    def close(self) -> None:
        """Give connections back."""
        self.app.extensions["pickface"].push.close()
        self.database.close()


def console(url: str, folder: Path, **config: str) -> Console:
    """A console on this database."""
    settings: Mapping[str, str] = {
        "PICKFACE_DATABASE": url, "PICKFACE_VAR": str(folder / "var"), **config,
    }  # fmt: skip
    return Console(create_app(settings), url)


@pytest.fixture
def empty(sqlite_url: str, tmp_path: Path) -> Iterator[Console]:  # noqa: F811
    """A console on a migrated database without any site."""
    one = console(sqlite_url, tmp_path)
    yield one
    one.close()


@pytest.fixture(scope="session")
def demo_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the demo site, made once a session by the command itself."""
    return once(tmp_path_factory, "demo-site", _make_demo)


def _make_demo(folder: Path) -> None:
    one = console(f"sqlite:///{folder}/demo.sqlite3", folder)
    made = one.run("demo", "create")
    assert made.exit_code == 0, made.output
    with one.database.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    one.close()


@pytest.fixture
def demo(demo_template: Path, tmp_path: Path) -> Iterator[Console]:
    """A console on a copy of the demo site."""
    shutil.copytree(demo_template, tmp_path / "site")
    url = f"sqlite:///{tmp_path}/site/demo.sqlite3"
    one = console(url, tmp_path / "site")
    yield one
    one.close()
