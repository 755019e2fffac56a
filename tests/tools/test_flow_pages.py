# SPDX-License-Identifier: Apache-2.0
"""The pages of the flows are made of what the handheld runs, and are up to date."""

from __future__ import annotations

from pathlib import Path

import pytest

from tools import flow_pages

WORDS = {"x.title": "X", "x.a.ask": "Scan the bin", "x.b.ask": "Scan a part", "offer.skip": "Later"}
DATA = {"flow": "x", "start": "a", "states": {
    "a": {"expect": {"location": {"next": "said"}}, "offer": {"skip": {"next": "end"}}},
    "said": {"expect": {}, "next": [{"check": "c", "next": "a"}, {"next": "b"}]},
    "b": {"expect": {"part": {"next": "stay"}, "confirm": {"next": "end"}}},
}}  # fmt: skip


def test_the_pages_are_up_to_date() -> None:
    assert flow_pages.main(["--check"]) == 0, "run python -m tools.flow_pages"


def test_a_stale_page_is_found_and_one_of_no_flow_goes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(flow_pages, "PAGES", tmp_path)
    (tmp_path / "gone.md").write_text("old")
    assert flow_pages.main(["--check"]) == 1
    assert flow_pages.main([]) == 0
    assert flow_pages.main(["--check"]) == 0
    assert not (tmp_path / "gone.md").exists()


def test_a_junction_is_no_step_and_every_way_out_is_drawn() -> None:
    flow = flow_pages.Flow(DATA, WORDS)
    assert flow.in_order() == ["a", "b"]
    assert flow.edges("a") == {"b": ["scan a place"], "end": ["Later"]}
    drawn = flow_pages.diagram(flow)
    assert "a --> b: scan a place" in drawn and "b --> [*]: tap the blue button" in drawn
    assert "Not so? Later." in flow_pages.training([flow])
