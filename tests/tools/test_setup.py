# SPDX-License-Identifier: Apache-2.0
"""The set-up does a step once, again when what it is made from changes, and never for nothing."""

from pathlib import Path

import pytest

from tools import setup


def step(root: Path, done: list[str]) -> setup.Step:
    """A step that copies its input, and notes that it ran."""

    def work() -> None:
        done.append((root / "lock").read_text())
        (root / "made").write_text("made")

    return setup.Step("copy", (root / "lock", root / "sources"), root / "made", work, ("first",))


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / ".setup").mkdir()
    (tmp_path / "lock").write_text("1")
    (tmp_path / "sources").mkdir()
    return tmp_path


def test_a_step_is_done_once(root: Path) -> None:
    done: list[str] = []
    assert setup.bring_up(step(root, done), root)
    assert not setup.bring_up(step(root, done), root)
    assert done == ["1"]


@pytest.mark.parametrize(("name", "text"), [
    ("lock", "2"),
    ("sources/new.ts", "export {}"),
    (".setup/first", "an earlier step was done again"),
])
def test_a_step_is_done_again_when_its_inputs_change(root: Path, name: str, text: str) -> None:
    setup.bring_up(step(root, []), root)
    (root / name).write_text(text)
    assert setup.bring_up(step(root, []), root)


def test_a_step_is_done_again_when_its_result_is_gone(root: Path) -> None:
    setup.bring_up(step(root, []), root)
    (root / "made").unlink()
    assert setup.bring_up(step(root, []), root)


def test_a_step_that_failed_is_not_taken_for_done(root: Path) -> None:
    def fail() -> None:
        raise SystemExit("no network")

    failing = setup.Step("copy", (root / "lock",), root / "lock", fail)
    with pytest.raises(SystemExit):
        setup.bring_up(failing, root)
    assert not setup.stamp_of(failing, root).exists()


def test_settings_of_the_machine_pass_through(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PIP_INDEX_URL", "https://mirror.example/simple")
    monkeypatch.setenv("npm_config_registry", "https://mirror.example/npm")
    env = setup.environment()
    assert env["PIP_INDEX_URL"] == "https://mirror.example/simple"
    assert env["npm_config_registry"] == "https://mirror.example/npm"
    assert env["PATH"].split(":")[0] == str(setup.ROOT / ".venv/bin")


def test_without_a_home_the_caches_go_into_the_project(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("HOME")
    monkeypatch.delenv("npm_config_cache", raising=False)
    assert setup.environment()["npm_config_cache"].startswith(str(setup.ROOT / ".setup"))


def test_the_npm_lock_names_no_host() -> None:
    lock = (setup.ROOT / "pwa/package-lock.json").read_text()
    assert '"integrity"' in lock
    assert '"resolved"' not in lock
