# SPDX-License-Identifier: Apache-2.0
"""Every setting has words on the desk and something that reads it: none is saved in vain."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from backend.domain.policy import SETTINGS
from tests.house.tree import ROOT

READERS = ("backend/domain", "backend/use_cases", "backend/store", "pwa/src")
WORDS = ROOT / "pwa/messages/desk/en.json"


def sources() -> Iterator[str]:
    """All code that may ask a setting, without what is generated of the table."""
    for folder in READERS:
        for path in sorted((ROOT / folder).rglob("*")):
            if path.suffix in {".py", ".ts", ".tsx"} and not path.name.endswith(".gen.ts"):
                yield path.read_text(encoding="utf-8")


def unread(texts: list[str], keys: list[str]) -> list[str]:
    """Settings whose name is in no code, alone or made of a part and a letter that varies."""
    whole = "\n".join(texts)
    made = re.findall(r"[\"'`]([a-z]+\.[a-z_]+_)(?:\{|\$\{)", whole)
    return [
        key for key in keys
        if f'"{key}"' not in whole and f"'{key}'" not in whole
        and not any(key.startswith(start) for start in made)
    ]  # fmt: skip


def test_something_reads_every_setting() -> None:
    assert unread(list(sources()), list(SETTINGS)) == []


def test_a_setting_that_nothing_reads_is_found() -> None:
    texts = ['policy["receive.blind"]', "setting(view, 'pick.path')", 'f"count.percent_{abc}"']
    keys = ["receive.blind", "pick.path", "count.percent_a", "pack.scan_units"]
    assert unread(texts, keys) == ["pack.scan_units"]


def test_the_desk_has_a_name_and_a_sentence_for_every_setting() -> None:
    words = json.loads(WORDS.read_text(encoding="utf-8"))
    wanted = [f"board.setting.{part}.{key}" for key in SETTINGS for part in ("name", "about")]
    wanted += [f"board.setting.area.{key.split('.')[0]}" for key in SETTINGS]
    wanted += [
        f"board.setting.choice.{choice}" for one in SETTINGS.values() for choice in one.choices
    ]
    assert [key for key in wanted if not words.get(key)] == []


def test_words_of_settings_that_are_gone_are_gone_too() -> None:
    words = json.loads(WORDS.read_text(encoding="utf-8"))
    start = "board.setting.name."
    named = {key.removeprefix(start) for key in words if key.startswith(start)}
    assert named - set(SETTINGS) == set()
