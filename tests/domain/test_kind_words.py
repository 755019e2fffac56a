# SPDX-License-Identifier: Apache-2.0
"""Every kind of operation has a word: a list that a person reads shows no name of a program's."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from backend.domain.operations import KINDS, Class

MESSAGES = Path(__file__).parents[2] / "pwa/messages"
# Facts that other programs tell; no flow of the handheld does, and its first load stays small.
ELSEWHERE = {"transfer"}
FACTS = sorted(v for v, kind in KINDS.items() if kind.is_a is Class.FACT and v not in ELSEWHERE)


def words(path: str) -> dict[str, str]:
    found: dict[str, str] = json.loads((MESSAGES / path).read_text())
    return found


@pytest.mark.parametrize("verb", sorted(KINDS))
def test_a_desk_has_a_word_for_every_kind(verb: str) -> None:
    word = (words("en.json") | words("desk/en.json")).get(f"kind.{verb}", "")
    assert word[:1].isupper(), f"messages have no kind.{verb}"


@pytest.mark.parametrize("language", ["en", "de", "es", "fr"])
@pytest.mark.parametrize("verb", FACTS)
def test_a_handheld_has_a_word_for_all_that_it_tells(verb: str, language: str) -> None:
    assert words(f"{language}.json").get(f"kind.{verb}"), f"{language} has no kind.{verb}"
