# SPDX-License-Identifier: Apache-2.0
"""What the reading side answers right after each operation, on each engine."""

from __future__ import annotations

from backend.domain.operations import KINDS, Class
from backend.use_cases.reads import Reads
from tests.domain.promise_walk import PART, WALK, Walked
from tests.scenarios.site import SITE, Handheld, Site


def _tell(site: Site, handheld: Handheld, step: Walked) -> str:
    """As it is told in truth: by a handheld, at the desk, or by the server."""
    match KINDS[step.kind].is_a:
        case Class.FACT:
            handheld.tell(step.kind, step.body)
            return handheld.push().results[-1].outcome
        case Class.REQUEST:
            return site.ask(step.kind, step.body).outcome
    return site.tell(step.kind, step.body).outcome


def test_after_every_operation_the_answer_is_the_number_worked_out_by_hand(site: Site) -> None:
    handheld, reads = Handheld(site), Reads(site.database)
    names = ("on_hand", "held", "moving", "available", "allocated", "atp")
    for step in WALK:
        assert _tell(site, handheld, step).startswith("accepted"), step.what
        found = reads.availability(SITE, PART)
        by_hand = dict(zip(names, step.numbers, strict=True))
        assert found == {"part": PART, **by_hand, "missing": 0}, step.what
