# SPDX-License-Identifier: Apache-2.0
"""Plates that were told to stand in each other are a question until one is seen elsewhere."""

from __future__ import annotations

from backend.domain.decide import Judged
from tests.domain.floor import SUPPLIER, Floor, line

BIN = "A02-015-B"


def into(floor: Floor, lpn: str, target: str) -> Judged:
    return floor.tell("transfer", {"source": "DOCK-01", "target": target, "lpn": lpn})


def asked(judged: Judged) -> list[tuple[str, str, str]]:
    raised = judged.decision.raised
    return [(r.exception, r.kind, r.state) for r in raised if r.kind == "plates_in_circle"]


def test_a_circle_is_asked_and_answered_when_its_outer_plate_is_seen() -> None:
    floor = Floor()
    for lpn in ("P1", "P2", "P3"):
        body = {"receipt": "R", "supplier": SUPPLIER, "location": "DOCK-01", "lpn": lpn,
                "lines": [line("FLT-00318", 2)]}  # fmt: skip
        floor.tell("receipt", body)
    assert asked(into(floor, "P1", "lpn:P2")) == []
    assert asked(into(floor, "P2", "lpn:P3")) == []
    name = "circle|P1|P2|P3"
    judged = into(floor, "P3", "lpn:P1")
    assert asked(judged) == [(name, "plates_in_circle", "open")]
    assert judged.decision.raised[0].details["quantity"] == 6
    assert asked(into(floor, "P2", BIN)) == [(name, "plates_in_circle", "resolved")]
    assert floor.books.around("lpn:P3") == (("P3", "P1", "P2"), BIN)
