# SPDX-License-Identifier: Apache-2.0
"""A day of one part, told operation by operation, and what may be promised after each of them.

The numbers were worked out by hand, not by the program. The pure middle walks it in
`test_promise_walk.py`, intake and store on both engines in `tests/scenarios`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from tests.domain.floor import SUPPLIER, line

PART = "FLT-00318"
NEAR, FAR = "A02-015-B", "A07-032-C"


@dataclass(frozen=True)
class Walked:
    """One operation and the numbers right after it: on hand, held, moving, available, allocated,
    and what may be promised."""

    what: str
    kind: str
    body: Mapping[str, Any]
    numbers: tuple[int, int, int, int, int, int]


def _receipt(lpn: str, quantity: int, condition: str = "good") -> Mapping[str, Any]:
    lines = [{**line(PART, quantity), "condition": condition}]
    return {"receipt": "R-1", "asn": None, "supplier": SUPPLIER, "location": "DOCK-01",
            "lpn": lpn, "parent_lpn": None, "lines": lines}  # fmt: skip


def _moved(source: str, target: str, quantity: int) -> Mapping[str, Any]:
    return {"source": source, "target": target, "lpn": None, "lines": [line(PART, quantity)]}


def _order(name: str, requested: int, purpose: str = "new") -> Mapping[str, Any]:
    lines = [{"line": 1, "part": PART, "requested": requested}]
    return {"order": {"order": name, "asked_by": "DLR1", "purpose": purpose, "lines": lines}}


def _pick(source: str, quantity: int) -> Mapping[str, Any]:
    return {"order": "O-1", "line": 1, "source": source, "target": "lpn:T-1",
            "lines": [line(PART, quantity)]}  # fmt: skip


_HOLD = {"hold": "H-1", "scope": {"part": PART, "location": FAR}, "reason": "recall"}
_SHORT = {"task": None, "order": "O-1", "line": 1, "source": NEAR, "part": PART, "asked": 4,
          "found": 2, "reason": "short"}  # fmt: skip
_PACK = {"order": "O-1", "source": "lpn:T-1", "target": "lpn:C-1", "lines": [line(PART, 4)]}
_LOAD = {"shipment": "S-1", "order": "O-1", "lpn": "C-1", "location": "DOOR-01"}

WALK = (
    Walked("an order finds nothing", "order_import", _order("O-1", 4), (0, 0, 0, 0, 0, 0)),
    Walked("ten arrive at the dock", "receipt", _receipt("L-1", 10), (10, 0, 10, 0, 0, 0)),
    Walked("ten go onto a shelf", "putaway", _moved("lpn:L-1", NEAR, 10), (10, 0, 0, 10, 4, 6)),
    Walked("another order", "order_import", _order("O-2", 3), (10, 0, 0, 10, 7, 3)),
    Walked("three go to another bin", "transfer", _moved(NEAR, FAR, 3), (10, 0, 0, 10, 7, 3)),
    Walked("that bin is held", "hold", _HOLD, (10, 3, 0, 7, 7, 0)),
    Walked("and let go", "hold_release", {"hold": "H-1", "reason": "ok"}, (10, 0, 0, 10, 7, 3)),
    Walked("a count finds one less", "count", {"holder": NEAR, "lines": [line(PART, 6)]},
           (9, 0, 0, 9, 7, 2)),
    Walked("two are picked", "pick", _pick(NEAR, 2), (9, 0, 2, 7, 5, 2)),
    Walked("the picker says short", "short_pick", _SHORT, (9, 0, 2, 7, 5, 2)),
    Walked("two from the other bin", "pick", _pick(FAR, 2), (9, 0, 4, 5, 3, 2)),
    Walked("four go into a carton", "pack", _PACK, (9, 0, 4, 5, 3, 2)),
    Walked("the carton is on board", "load", _LOAD, (9, 0, 4, 5, 3, 2)),
    Walked("the vehicle leaves", "shipment", {"shipment": "S-1", "orders": ["O-1"]},
           (5, 0, 0, 5, 3, 2)),
    Walked("the other order is cancelled", "order_import", _order("O-2", 3, "cancel"),
           (5, 0, 0, 5, 0, 5)),
    Walked("two arrive broken", "receipt", _receipt("L-2", 2, "damaged"), (7, 2, 0, 5, 0, 5)),
    Walked("one is thrown away", "adjustment",
           {"holder": NEAR, "part": PART, "lot": None, "serial": None, "quantity": -1,
            "against": "@scrap", "reason": "dropped"}, (6, 2, 0, 4, 0, 4)),
)  # fmt: skip
