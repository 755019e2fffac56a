# SPDX-License-Identifier: Apache-2.0
"""Both languages hold the same tables, and the tables hold together."""

from pathlib import Path

import pytest

from backend.domain.barcode.content import CHECKS
from backend.domain.barcode.table import AI_LENGTHS, AIS, DIS, PREDEFINED_LENGTHS
from tools import barcode_tables


def test_the_app_has_the_tables_of_the_server() -> None:
    assert barcode_tables.main(["--check"]) == 0


def test_stale_table_fails_the_check(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "tables.gen.ts"
    target.write_text(barcode_tables.render().replace("csum", "csumm"), encoding="utf-8")
    monkeypatch.setattr(barcode_tables, "TARGET", target)
    monkeypatch.setattr(barcode_tables, "ROOT", tmp_path)
    assert barcode_tables.main(["--check"]) == 1
    assert barcode_tables.main([]) == 0
    assert barcode_tables.main(["--check"]) == 0


def test_first_two_digits_fix_the_length_of_every_identifier() -> None:
    assert all(AI_LENGTHS[code[:2]] == len(code) for code in AIS)
    fixed = {code for code, ai in AIS.items() if ai.predefined}
    assert fixed == {code for code in AIS if code[:2] in PREDEFINED_LENGTHS}
    assert all(AIS[code].high == PREDEFINED_LENGTHS[code[:2]] for code in fixed)


def test_every_check_named_in_the_table_exists() -> None:
    named = {check for ai in AIS.values() for part in ai.components for check in part.checks}
    assert named <= set(CHECKS)


def test_tables_are_complete() -> None:
    rows = sum(int(code[-1]) == 0 or len(code) < 4 or code[:2] in ("43", "70") for code in AIS)
    assert len(AIS) > 500 and rows > 100
    assert len(DIS) == 477
