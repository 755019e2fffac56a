# SPDX-License-Identifier: Apache-2.0
"""What the tests of quality tell a small floor: receipts, rules, inspections."""

from __future__ import annotations

from typing import Any

from backend.domain.decide import Judged
from tests.domain.floor import SUPPLIER, Floor, line

PADS, FILTER, MODULE = "BRK-10442", "FLT-00318", "ECU-77810-AB"
DAY = 86_400_000


def received(floor: Floor, *lines: dict[str, Any], lpn: str = "L1", **more: Any) -> Judged:
    told = {"expires_on": None, "asn_line": None, "condition": "good"}
    body = {
        "receipt": f"R-{lpn}", "asn": None, "supplier": SUPPLIER, "location": "DOCK-01",
        "lpn": lpn, "parent_lpn": None, "lines": [{**told, **one} for one in lines],
    }  # fmt: skip
    return floor.tell("receipt", body | more.pop("body", {}), **more)


def asked(floor: Floor, kind: str, body: dict[str, Any], actor: str = "rossi") -> Any:
    return floor.tell(kind, body, authority="supervisor", actor=actor).decision


def ruled(floor: Floor, when: str, **more: Any) -> Any:
    name = more.pop("rule", f"R-{when}")
    return asked(floor, "hold_rule", {"rule": name, "when": when, **more})


def reasons(floor: Floor) -> set[str]:
    return {hold.reason for hold in floor.books.holds.values()}


def sampled(floor: Floor, quantity: int = 100, lpn: str = "L1", lot: str = "L1") -> str:
    received(floor, line(PADS, quantity, lot), lpn=lpn)
    return f"inspect:R-{lpn}:{PADS}:{lot}"


def result(floor: Floor, task: str, told: str, **more: Any) -> Any:
    actor = more.pop("actor", "rossi")
    return asked(floor, "inspection", {"task": task, "result": told, **more}, actor)
