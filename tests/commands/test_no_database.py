# SPDX-License-Identifier: Apache-2.0
"""A setting or a database that cannot be meant: a sentence says what to do, and no file is made."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.commands.conftest import Console, console

ROOT = Path(__file__).parents[2]
TRUCK = str(ROOT / "backend/demo/edi/856_northgate.edi")


@pytest.mark.parametrize(("name", "value", "said"), [
    ("PICKFACE_PRINTERS", "a", "it must be name=target"),
    ("PICKFACE_PRINTERS", "Dock=ftp://1.2.3.4:21", "PICKFACE_PRINTERS: Dock"),
    ("PICKFACE_DATABASE", "bogus://x", "postgresql://USER:PASSWORD@HOST/DATABASE"),
    ("PICKFACE_DATABASE", "var/pickface.sqlite3", "sqlite:///FILE"),
    ("PICKFACE_DATABASE", "mysql://root:secret@host/x", "postgresql://"),
    ("PICKFACE_DATABASE", "postgresql://me:secret@host:port/x", "postgresql://"),
])  # fmt: skip
def test_a_setting_that_cannot_be_meant_is_a_sentence_at_the_console(
    tmp_path: Path, name: str, value: str, said: str
) -> None:
    given = {"PICKFACE_VAR": str(tmp_path), name: value}
    told = subprocess.run(
        [sys.executable, "-m", "flask", "--app", "backend.app", "doctor"], cwd=ROOT, text=True,
        env={**os.environ, **given}, capture_output=True, check=False,
    )
    assert told.returncode == 1
    assert "Traceback" not in told.stderr and "secret" not in told.stderr
    (line,) = told.stderr.splitlines()
    assert line.startswith(f"Error: {name}") and said in line


@contextmanager
def nowhere(folder: Path) -> Iterator[Console]:
    """A console whose database nobody made."""
    one = console(f"sqlite:///{folder}/nope/x.db", folder)
    yield one
    one.close()


@pytest.mark.parametrize("words", [
    ("verify",), ("verify", "--replay"), ("doctor",), ("outbox", "list"), ("devices", "list"),
    ("import-edi", TRUCK), ("import-edi", TRUCK, "--dry-run"),
    ("site", "restored", "DC01"),
])  # fmt: skip
def test_a_command_that_finds_no_database_makes_none(
    tmp_path: Path, words: tuple[str, ...]
) -> None:
    with nowhere(tmp_path) as one:
        told = one.run(*words)
        assert told.exit_code == 1, told.output
        assert "there is no database" in told.output and "flask site create" in told.output
        assert not (tmp_path / "nope").exists()


def test_a_scan_needs_no_database_and_setting_up_a_site_makes_one(tmp_path: Path) -> None:
    with nowhere(tmp_path) as one:
        assert one.run("scan", "]C100006141410000001019").exit_code == 0
        assert not (tmp_path / "nope").exists()
        assert one.run("site", "create", "DC01", "--name", "Central").exit_code == 0
        assert (tmp_path / "nope/x.db").exists()
        assert one.run("verify").exit_code == 0


@pytest.mark.parametrize("words", [("verify",), ("import-edi", TRUCK), ("outbox", "list")])
def test_an_empty_database_says_how_it_is_filled(tmp_path: Path, words: tuple[str, ...]) -> None:
    (tmp_path / "nope").mkdir()
    (tmp_path / "nope/x.db").touch()
    with nowhere(tmp_path) as one:
        told = one.run(*words)
        assert told.exit_code == 1
        assert "the database is empty; flask site create" in told.output, told.output


def test_an_empty_database_of_postgresql_says_so_too(postgres_url: str, tmp_path: Path) -> None:
    one = console(postgres_url, tmp_path)
    told = one.run("verify")
    one.close()
    assert told.exit_code == 1
    assert "the database is empty; flask site create" in told.output, told.output
