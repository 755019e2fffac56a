# SPDX-License-Identifier: Apache-2.0
"""A floor where goods come back, told in one line each."""

from __future__ import annotations

from typing import Any

from backend.domain.parts import Part
from backend.domain.reverse.grading import CORE_CHECKS
from sync.erp.documents import outbound
from tests.domain.floor import Floor

DAY = 86_400_000
NOW = 20_000 * DAY
YES = {one.check: True for one in CORE_CHECKS if not one.by_book}
LINE = {"line": 1, "part": "FLT-00318", "quantity": 4, "price_minor": 900}
FILTERS = {"authorization": "RMA-1", "customer": "DLR1", "currency": "EUR", "lines": [LINE]}
DEPOSIT = {"order": "SO-7", "line": 1, "customer": "DLR1", "core_group": "ALT", "part": "ALT-1",
           "deposit_minor": 5000, "currency": "EUR", "due_on": "2030-01-01"}  # fmt: skip
GROUP = {"part": "ALT-1", "core_group": "ALT", "family": "alternator", "core_part": "ALT-1C"}
CLAIM = {"claim": "WC-1", "part": "ECU-77810-AB", "serial": "E7A000311", "customer": "DLR1",
         "currency": "EUR", "claimed_minor": 40_000, "keep_until": "2024-12-31",
         "supplier": "SUP0417"}  # fmt: skip


def a_floor() -> Floor:
    """With papers of goods that will come back."""
    floor = Floor()
    floor.books.parts |= {p: Part(p, "Alternator") for p in ("ALT-1", "ALT-1C", "ALT-1R")}
    floor.tell("returns_import", {
        "authorizations": [FILTERS], "deposits": [DEPOSIT], "groups": [GROUP], "claims": [CLAIM],
        "reman_orders": [{"order": "RO-1", "core_group": "ALT", "part": "ALT-1R"}],
    }, at=NOW - DAY)  # fmt: skip
    return floor


def a_return(part: str = "FLT-00318", quantity: int = 2, **more: Any) -> dict[str, Any]:
    keys = ("condition", "boxed_as", "checks", "serials", "lot")
    extra = {name: more.pop(name) for name in keys if name in more}
    return {
        "returned": "R-1", "location": "DOCK-01", "lpn": "L-1", "kind": "rma", "customer": "DLR1",
        "authorization": "RMA-1", "lines": [{"part": part, "quantity": quantity, **extra}], **more,
    }  # fmt: skip


def a_core(name: str = "C-1", **more: Any) -> dict[str, Any]:
    return {"core": name, "location": "DOCK-01", "lpn": f"L-{name}", "part": "ALT-1C",
            "sold_as": "ALT-1", "customer": "DLR1", "answers": YES, **more}  # fmt: skip


def tell(floor: Floor, kind: str, body: dict[str, Any], **more: Any) -> Any:
    more.setdefault("at", NOW)
    judged = floor.tell(kind, body, **more)
    for paper in judged.decision.documents:
        assert not isinstance(outbound(paper.kind, paper.body), tuple), paper
    return judged.decision


def ask(floor: Floor, kind: str, body: dict[str, Any], **more: Any) -> Any:
    return tell(floor, kind, body, authority="supervisor", **more)


def deposit_of(floor: Floor, unit: int = 1) -> dict[str, Any]:
    return floor.books.records[("core_deposit", f"SO-7|1|{unit}")].body


def reasons(floor: Floor) -> list[str]:
    return sorted(hold.reason for hold in floor.books.holds.values())


def kinds_raised(decision: Any) -> dict[str, str]:
    return {one.kind: one.state for one in decision.raised}


def credits(decision: Any) -> list[tuple[str, int, bool]]:
    return [(p.body["core"], p.body["credit_minor"], p.body["corrects"])
            for p in decision.documents if p.kind == "core_credit"]  # fmt: skip


def decide_on(disposition: str, **more: Any) -> dict[str, Any]:
    return {"returned": "R-1", "disposition": disposition, "reason": "looked at", **more}
