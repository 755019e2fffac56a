# SPDX-License-Identifier: Apache-2.0
"""The app holds the tables of the server, and little more than their cells."""

from pathlib import Path

import pytest

from tools import hazmat_tables


def test_the_app_has_the_tables_of_the_server() -> None:
    assert hazmat_tables.main(["--check"]) == 0


def test_stale_table_fails_the_check(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "hazmat.gen.ts"
    target.write_text(hazmat_tables.render().replace("X(4)", "X"), encoding="utf-8")
    monkeypatch.setattr(hazmat_tables, "TARGET", target)
    monkeypatch.setattr(hazmat_tables, "ROOT", tmp_path)
    assert hazmat_tables.main(["--check"]) == 1
    assert hazmat_tables.main([]) == 0
    assert hazmat_tables.main(["--check"]) == 0


def test_a_handheld_loads_a_few_kilobytes() -> None:
    assert len(hazmat_tables.render()) < 4_000
