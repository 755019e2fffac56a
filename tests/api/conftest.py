# SPDX-License-Identifier: Apache-2.0
"""Servers for the tests of the public interface."""

from __future__ import annotations

import shutil
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.api.server import Server
from tests.databases import (  # noqa: F401  (pytest finds fixtures by name in this module)
    database_url,
    postgres_database_url,
    postgres_template,
    sqlite_template,
    sqlite_url,
)


@pytest.fixture
def server(database_url: str, tmp_path: Path) -> Iterator[Server]:  # noqa: F811
    """A site with stock and people but without notices and orders, once on each engine."""
    one = Server(database_url, tmp_path)
    one.command("demo", "create", "--bare")
    one.start()
    yield one
    one.stop(signal.SIGKILL)


@pytest.fixture(scope="module")
def one_server(
    sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory  # noqa: F811
) -> Iterator[Server]:
    """One such site on SQLite for all tests of a module that do not disturb each other."""
    folder = tmp_path_factory.mktemp("one")
    shutil.copy(sqlite_template, folder / "site.sqlite3")
    one = Server(f"sqlite:///{folder}/site.sqlite3", folder)
    one.command("demo", "create", "--bare")
    one.start()
    yield one
    one.stop(signal.SIGKILL)
