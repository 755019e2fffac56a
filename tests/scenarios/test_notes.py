# SPDX-License-Identifier: Apache-2.0
"""Whoever may decide is told of held goods at each step where somebody can meet them."""

from __future__ import annotations

import pytest

from backend.use_cases.apply_operations import apply_operations
from backend.use_cases.notes import CHIEFS, NOTES, tell_chiefs
from sync.intake import Intake
from tests.domain.floor import line
from tests.scenarios.site import Handheld, Site

PART, BIN = "FLT-00318", "A02-015-B"
HELD = [line(PART, 2)]
MET = {"hold": "H-1", "part": PART, "lot": None, "serial": None, "holder": BIN, "where": "pick",
       "order": None}  # fmt: skip
WALK = (
    ("hold_placed", "hold", {"hold": "H-1", "scope": {"part": PART}, "reason": "recall"}),
    ("hold_hit", "hold_hit", MET),
    ("picked_held", "pick",
     {"order": "O-1", "line": 1, "source": BIN, "target": "lpn:T-1", "lines": HELD}),
    ("packed_held", "pack",
     {"order": "O-1", "source": "lpn:T-1", "target": "lpn:C-1", "lines": HELD}),
    ("loaded_held", "load",
     {"shipment": "S-1", "order": "O-1", "lpn": "C-1", "location": "DOOR-01"}),
    ("shipment_stopped", "shipment", {"shipment": "S-1", "orders": []}),
)  # fmt: skip


@pytest.fixture
def sent(site: Site) -> list[tuple[object, ...]]:
    """Notes that went out, on a floor with some stock and an order."""
    found: list[tuple[object, ...]] = []
    site.tell("catalogue_import", {"opening": [{"location": BIN, **line(PART, 5)}]})
    asked = {"order": "O-1", "asked_by": "D", "lines": [{"line": 1, "part": PART, "requested": 2}]}
    site.tell("order_import", {"order": asked})
    notify = tell_chiefs(lambda *note: found.append(note))
    site.intake = Intake(site.store, apply_operations, site.next_id, notify)
    return found


def test_every_kind_of_note_goes_out_at_its_own_step(
    site: Site, sent: list[tuple[object, ...]]
) -> None:
    handheld = Handheld(site)
    for kind, verb, body in WALK:
        before = len(sent)
        if verb == "shipment":
            site.ask(verb, body, "lopez")
        else:
            handheld.tell(verb, body)
            handheld.push()
        note = NOTES[kind]
        assert sent[before:] == [("DC01", CHIEFS, note.title, note.body, note.url)], kind
    assert {kind for kind, _, _ in WALK} == NOTES.keys(), "a note that no step of ours sends"


def test_a_batch_that_comes_twice_is_told_once(
    site: Site, sent: list[tuple[object, ...]]
) -> None:
    handheld = Handheld(site)
    handheld.tell(*WALK[0][1:])
    handheld.push(keep=True)
    handheld.push()
    assert len(sent) == 1
