# SPDX-License-Identifier: Apache-2.0
"""A floor where goods come back, and what became of them."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

from backend.domain.locations import Location, LocationKind, Role
from backend.domain.parts import Part
from backend.store import book_tables as t
from backend.store.reverse_tables import reverse_records
from tests.acceptance.conftest import Hire
from tests.acceptance.served import Floor
from tests.acceptance.worker import Worker
from tests.domain.floor import SUPPLIER

TAG = "SO-7|1|1"
DEPOSIT = {"order": "SO-7", "line": 1, "customer": "DLR1", "core_group": "ALT", "part": "ALT-1",
           "deposit_minor": 5000, "currency": "EUR", "due_on": "2099-01-01"}  # fmt: skip
GROUP = {"part": "ALT-1", "core_group": "ALT", "family": "alternator", "core_part": "ALT-1C"}
LINES = [{"line": 1, "part": "FLT-00318", "quantity": 4, "price_minor": 900},
         {"line": 2, "part": "ECU-77810-AB", "quantity": 1}]  # fmt: skip
RMA = {"authorization": "RMA-1", "customer": "DLR1", "currency": "EUR", "lines": LINES}
CLAIM = {"claim": "WC-1", "part": "ECU-77810-AB", "serial": "E7A000311", "customer": "DLR1",
         "currency": "EUR", "claimed_minor": 40000, "keep_until": "2099-12-31",
         "supplier": SUPPLIER}  # fmt: skip


def ready(floor: Floor, **more: Any) -> None:
    floor.has(
        *(Part(name, "Alternator") for name in ("ALT-1", "ALT-1C", "ALT-1R")),
        Location("Q02-001-A", "Q", kind=LocationKind.QUARANTINE, role=Role.HOLD,
                 hazards=("8",), travel=410),
    )  # fmt: skip
    body = {"authorizations": [RMA], "deposits": [DEPOSIT], "groups": [GROUP], "claims": [CLAIM],
            "reman_orders": [{"order": "RO-1", "core_group": "ALT", "part": "ALT-1R"}]}  # fmt: skip
    result = floor.office("returns_import", body | more)
    assert result.outcome == "accepted", result


def at_returns(hire: Hire, *, away: bool = True) -> Worker:
    lopez = hire("lopez")
    lopez.tap("Returns")
    lopez.says("Scan paper, tag or part")
    if away:
        lopez.offline()
    lopez.scan("DOCK-01")
    lopez.says("Right place")
    return lopez


def record(floor: Floor, kind: str, name: str) -> dict[str, Any]:
    r = reverse_records.c
    query = sa.select(r.body).where(r.kind == kind, r.name == name)
    [row] = floor.site.rows(query)
    body: dict[str, Any] = row.body
    return body


def reasons(floor: Floor) -> list[str]:
    return sorted(hold["reason"] for hold in floor.holds())


def credits(floor: Floor) -> list[tuple[str, int]]:
    query = sa.select(t.outbox.c.body).where(t.outbox.c.type == "core_credit")
    return [(row.body["deposit"], row.body["credit_minor"]) for row in floor.site.rows(query)]


def answers(worker: Worker, *said: str) -> None:
    """Of a checklist, question by question."""
    for answer in said:
        worker.tap(answer, exact=True)
