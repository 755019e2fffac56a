# SPDX-License-Identifier: Apache-2.0
"""A small floor for tests of the pure middle: parts, locations, and operations told in one line.

`Floor` keeps every fact in memory, so that any order of arrival can be judged by `decide`.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from backend.domain import operations as ops
from backend.domain.books import Books
from backend.domain.decide import Judged, decide
from backend.domain.exceptions import strays
from backend.domain.ledger import History
from backend.domain.locations import Location, LocationKind, Role
from backend.domain.parts import Hazard, Part, Tracking
from backend.domain.stock import Goods, is_virtual
from backend.domain.wire import Malformed, timestamp_text

PARTS = (
    Part("BRK-10442", "Brake pad set", tracking=Tracking.LOT, weight_g=1900, volume_ml=1500),
    Part(
        "ECU-77810-AB",
        "Control module",
        tracking=Tracking.SERIAL,
        serial_pattern=r"E7A\d{6}",
        critical="safety",
    ),
    Part("SLT-00931", "Sealant", tracking=Tracking.LOT, expires=True, hazard=Hazard("3", "UN1133")),
    Part("FLT-00318", "Oil filter"),
)
LOCATIONS = (
    Location("DOCK-01", kind=LocationKind.DOCK, role=Role.DOCK),
    Location("A02-015-B", "A", travel=20),
    Location("A07-032-C", "A", travel=70),
    Location("B04-011-B", "B", travel=120),
    Location("H01-001-A", "H", role=Role.HAZMAT, hazards=("3",), travel=300),
    Location("Q01-004-A", "Q", kind=LocationKind.QUARANTINE, role=Role.HOLD, travel=400),
    Location("PACK-01", kind=LocationKind.PACK, role=Role.PACK),
    Location("DOOR-01", kind=LocationKind.DOOR, role=Role.DOOR),
)
SUPPLIER = "SUP0417"


class _Histories(dict[str, History]):
    """Every holder's history is at hand."""

    def __missing__(self, key: str) -> History:
        self[key] = History()
        return self[key]

    def __contains__(self, key: object) -> bool:
        return True


def operation(
    kind: str,
    body: Mapping[str, Any],
    *,
    at: int = 1_000_000,
    number: int = 0,
    device: str = "H-1",
    error_ms: int = 0,
    authority: str = "granted",
    **envelope: Any,
) -> ops.Operation:
    """An operation as the wire would have brought it; `number` makes its id."""
    text = json.dumps(
        {
            "v": 1,
            "op_id": f"op-{number:06d}",
            "site": "DC01",
            "kind": kind,
            "kind_v": 1,
            "actor": "lopez",
            "captured_at": timestamp_text(at),
            "body": dict(body),
            **envelope,
        }
    )
    parsed = ops.parse(text, device=device, error_floor_ms=error_ms, authority=authority)
    assert not isinstance(parsed, Malformed), parsed
    return parsed


class Floor:
    """Books that hold everything, and a clock that ticks a second for each operation."""

    def __init__(self) -> None:
        """The demo parts and locations; every supply but the control module's is qualified."""
        self.books = Books("DC01", histories=_Histories())
        self.books.parts = {part.part: part for part in PARTS}
        self.books.locations = {place.location: place for place in LOCATIONS}
        self.books.qualified = {
            (part.part, SUPPLIER) for part in PARTS if part.part != "ECU-77810-AB"
        }
        self.told = 0

    def tell(self, kind: str, body: Mapping[str, Any], **more: Any) -> Judged:
        """Tell one operation, a second after the last unless `at` says otherwise."""
        self.told += 1
        more.setdefault("at", 1_000_000 + self.told * 1000)
        more.setdefault("number", self.told)
        return self.hear(operation(kind, body, **more))

    def hear(self, operation_: ops.Operation) -> Judged:
        """Judge an operation that was made elsewhere; its decision keeps to the records."""
        judged = decide(self.books, operation_)
        astray = strays(operation_.kind, judged.decision)
        assert not astray, astray
        return judged

    def stock(self) -> dict[tuple[str, Goods], int]:
        """Every physical balance that is not zero."""
        return {
            (key.holder, key.goods): n
            for key, n in self.books.quants.items()
            if n and not is_virtual(key.holder)
        }

    def places(self) -> dict[str, tuple[str, bool]]:
        """Where every plate stands, and whether a count missed it."""
        return {
            lpn: (plate.seen.holder if plate.seen else "", plate.missing)
            for lpn, plate in self.books.plates.items()
        }


def line(part: str, quantity: int, lot: str | None = None, *serials: str) -> dict[str, Any]:
    """A line of a body."""
    return {"part": part, "quantity": quantity, "lot": lot, "serials": list(serials)}
