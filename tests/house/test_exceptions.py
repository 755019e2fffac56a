# SPDX-License-Identifier: Apache-2.0
"""The records of exceptions are whole: words, situations, who tells them, and their page."""

from __future__ import annotations

import json
import re

import pytest

from backend.domain.decisions import Decision, Raised
from backend.domain.effects import Effects
from backend.domain.exceptions import ANY, AT_ONCE, EXCEPTIONS, strays
from backend.domain.ledger import Move
from backend.domain.operations import KINDS
from backend.domain.stock import Goods
from backend.use_cases.notes import NOTES
from tests.house.tree import ROOT
from tools import coverage_page, exceptions_page

# Words of the inbox for what is no exception: a document that we keep back ourselves, a hold and a
# return that wait for somebody.
NOT_RAISED = {"erp_kept", "held", "returned"}


def test_the_page_is_up_to_date() -> None:
    assert exceptions_page.PAGE.read_text("utf-8") == exceptions_page.page(), (
        "run python -m tools.exceptions_page"
    )


def test_the_desk_has_the_records_as_they_are() -> None:
    assert exceptions_page.DESK.read_text("utf-8") == exceptions_page.desk(), (
        "run python -m tools.exceptions_page"
    )


def test_every_kind_has_words_at_the_desk_and_every_word_a_kind() -> None:
    assert set(exceptions_page.words()) - NOT_RAISED == set(EXCEPTIONS)


def test_every_kind_comes_from_situations_and_operations_that_there_are() -> None:
    known = coverage_page.ids()
    for one in EXCEPTIONS.values():
        assert one.ids and set(one.ids) <= set(known), one
        assert one.told_by == (ANY,) or set(one.told_by) <= set(KINDS), one


def test_who_is_told_at_once_is_told_in_words() -> None:
    assert set(NOTES) == AT_ONCE


def test_a_photo_that_is_offered_can_be_taken_in_a_flow_that_tells_it() -> None:
    flows = {
        path: path.read_text("utf-8") for path in (ROOT / "pwa" / "flows").glob("*.flow.json")
    }
    for one in EXCEPTIONS.values():
        if one.photo == "offered":
            assert any(
                '"flow:photo"' in text and any(_emits(text, verb) for verb in one.told_by)
                for text in flows.values()
            ), one


def _emits(flow: str, verb: str) -> bool:
    return any(verb in json.loads(names) for names in re.findall(r'"emit": (\[[^\]]*\])', flow))


@pytest.mark.parametrize(("verb", "decision", "said"), [
    ("pick", Decision(raised=(Raised("e", "overpickd"),)), "overpickd has no record"),
    ("load", Decision(raised=(Raised("e", "overpicked"),)), "overpicked is told by load"),
    ("relabel", Decision(raised=(Raised("e", "mislabelled"),)), "hold: does not follow"),
    ("hold_hit", Decision(
        raised=(Raised("e", "hold_hit"),),
        effects=Effects(moves=(Move(Goods("P"), 1, "A", "B"),)),
    ), "stock: goods moved"),
])  # fmt: skip
def test_a_decision_that_leaves_its_record_is_seen(
    verb: str, decision: Decision, said: str
) -> None:
    assert any(text.startswith(said) for text in strays(verb, decision))
