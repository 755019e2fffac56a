# SPDX-License-Identifier: Apache-2.0
"""`make test` runs every part, fails if any part fails, and stops a part that hangs."""

import sys

import pytest

from tests.conftest import refuse_skip
from tools import check, find_or_install


def part(code: str, seconds_max: int = 60) -> check.Part:
    """A part that runs a line of Python."""
    return check.Part(code, (sys.executable, "-c", code), seconds_max=seconds_max)


def test_a_failing_part_fails_the_whole_and_the_rest_still_runs(
        monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> None:
    parts = (part("raise SystemExit(3)"), part("print('the last one ran')"))
    monkeypatch.setitem(check.GOALS, "all", parts)
    assert check.main("all") == 1
    said = capfd.readouterr().out
    assert "FAILED so far: raise SystemExit(3)" in said
    assert said.endswith("the last one ran\n")


def test_parts_that_pass_make_a_good_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(check.GOALS, "all", (part("pass"), part("pass")))
    assert check.main("all") == 0


def test_a_part_that_hangs_is_stopped_and_counts_as_failed() -> None:
    assert not check.run(part("import threading; threading.Event().wait()", seconds_max=1))


def test_pytest_is_the_last_part_and_nothing_is_left_out() -> None:
    names = [part.name for part in check.ALL]
    assert names == ["browser and database", "ruff", "mypy", "tsc", "app tests", "pytest"]


@pytest.mark.parametrize("setting", ["PICKFACE_CHROMIUM", "PICKFACE_POSTGRES_BIN"])
def test_a_missing_browser_or_database_is_a_failure(
        monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str],
        setting: str) -> None:
    monkeypatch.setenv(setting, "/nowhere/at/all")
    monkeypatch.setattr(find_or_install, "install", lambda missing: None)
    assert find_or_install.main() == 1
    assert "is missing: install" in capsys.readouterr().out


def test_a_skipped_test_is_a_failure() -> None:
    report = pytest.TestReport(
        "a test", ("a.py", 1, "a test"), {}, "skipped", ("a.py", 1, "no browser"), "call")
    refuse_skip(report)
    assert report.failed
    assert "no browser" in report.longreprtext
