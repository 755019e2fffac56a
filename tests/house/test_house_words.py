# SPDX-License-Identifier: Apache-2.0
"""The text speaks of the product alone; a word from somebody's desk is caught."""

from pathlib import Path

import pytest

from tests.house import words
from tests.house.tree import ROOT, plant, told

# Put together here, so that this file does not hold what it forbids.
PLANTED = [
    ("a.md", "see /wo" + "rk/main/docs"),
    ("a.py", "BASE = '/ro" + "ot/cache/'"),
    ("a.json", '"/ho' + 'me/kim/pickface"'),
    ("a.md", "from ../sha" + "red/vectors"),
    ("package-lock.json", '"resolved": "https://registry.np' + 'mjs.org/preact"'),
    ("requirements.txt", "--index-url https://py" + "pi.org/simple"),
    ("a.ts", "// written by an AI ag" + "ent"),
    ("Makefile", "# as Cl" + "aude said"),
]


def test_no_file_speaks_of_anything_but_the_product() -> None:
    faults = list(words.word_faults(ROOT))
    assert not faults, told(faults)


@pytest.mark.parametrize(("name", "text"), PLANTED)
def test_a_planted_word_is_caught(tmp_path: Path, name: str, text: str) -> None:
    plant(tmp_path, name, text + "\n")
    assert [fault.path for fault in words.word_faults(tmp_path)] == [name]


def test_words_of_the_trade_pass(tmp_path: Path) -> None:
    plant(tmp_path, "a.md", "AI (00) is an SSCC; the user agent; a work list; /api/work/7; "
          "shared/exclusive lock; https://example.org/work/; the label model\n")
    assert not list(words.word_faults(tmp_path))
