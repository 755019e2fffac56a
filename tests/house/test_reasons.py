# SPDX-License-Identifier: Apache-2.0
"""Whatever the server answers, the device has words for it, in every language."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path

import pytest

from backend.domain.reasons import Reason

MESSAGES = Path(__file__).parents[2] / "pwa" / "messages"


def without_words(reasons: Iterable[str], words: Mapping[str, str]) -> list[str]:
    """Reasons that a catalogue of messages does not name."""
    return [reason for reason in reasons if not words.get(f"reason.{reason}")]


@pytest.mark.parametrize("language", ["en", "de", "es", "fr"])
def test_every_reason_has_words(language: str) -> None:
    words = json.loads((MESSAGES / "flow" / f"{language}.json").read_text(encoding="utf-8"))
    assert without_words((reason.value for reason in Reason), words) == []


def test_a_reason_without_words_is_noticed() -> None:
    assert without_words(["held", "new_one"], {"reason.held": "on hold"}) == ["new_one"]
