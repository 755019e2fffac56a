# SPDX-License-Identifier: Apache-2.0
"""Every room tells what it is in a page, and names nothing that has moved away."""

from pathlib import Path

import pytest

from tests.house import readmes
from tests.house.tree import ROOT, plant, told


def test_every_room_has_a_short_readme_whose_paths_exist() -> None:
    faults = list(readmes.readme_faults(ROOT))
    assert not faults, told(faults)


@pytest.mark.parametrize(("text", "said"), [
    ("line\n" * 61, "longer than"),
    ("See `sync/gone.py`.\n", "sync/gone.py"),
    ("See [the page](gone.md#why).\n", "gone.md"),
    ("```sh\n.venv/bin/python -m pytest tests/gone\n```\n", "tests/gone"),
    ("All of `erp/*.gone.json`\n", "gone.json"),
])
def test_a_planted_fault_in_a_readme_is_caught(tmp_path: Path, text: str, said: str) -> None:
    plant(tmp_path, "sync/README.md", text)
    assert said in told(list(readmes.readme_faults(tmp_path)))


def test_a_room_without_a_readme_is_caught(tmp_path: Path) -> None:
    plant(tmp_path, "labels/a.py", "")
    assert "no README.md" in told(list(readmes.readme_faults(tmp_path)))


def test_paths_that_exist_and_words_that_are_none_pass(tmp_path: Path) -> None:
    plant(tmp_path, "sync/erp/files/x12.py", "")
    plant(tmp_path, "docs/a.md", "")
    plant(tmp_path, "sync/README.md",
          "`erp/files/x12.py`, `x12.py`, `sync/erp/`, `erp/*/x12.py`, `../docs/a.md`,\n"
          "`text/event-stream`, `POST /v1/push`, `pwa/dist/index.html`, `@supplier`, and/or\n")
    assert not list(readmes.readme_faults(tmp_path))
