# SPDX-License-Identifier: Apache-2.0
"""The coverage page says what the acceptance tests are, and what is missing."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tools import coverage_page


def test_the_coverage_page_is_up_to_date() -> None:
    assert coverage_page.PAGE.read_text("utf-8") == coverage_page.page(), (
        "run python -m tools.coverage_page"
    )


@pytest.fixture
def planted(tmp_path: Path) -> Path:
    row = {"flow": "Receiving", "offline": "go", "what": "x"}
    (tmp_path / "ids.json").write_text(json.dumps({"RC1": row, "RC10": row, "CF2": row}))
    return tmp_path


def test_an_id_without_a_test_is_missing(planted: Path) -> None:
    (planted / "test_a.py").write_text("def test_rc10_cf2_both() -> None: ...\n")
    assert coverage_page.missing(planted) == ["RC1"]
    assert coverage_page.tests_of(planted)["CF2"] == ["test_rc10_cf2_both"]


@pytest.mark.parametrize("name", ["test_rc9_no_such_id", "test_something_else"])
def test_a_test_of_no_id_is_named(planted: Path, name: str) -> None:
    (planted / "test_a.py").write_text(f"def {name}() -> None: ...\n")
    with pytest.raises(ValueError, match=name):
        coverage_page.missing(planted)
