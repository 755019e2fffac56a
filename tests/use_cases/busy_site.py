# SPDX-License-Identifier: Apache-2.0
"""A site with a bit of everything in its books."""

from __future__ import annotations

from tests.domain.floor import SUPPLIER, line
from tests.scenarios.site import Handheld, Site

MODULES = ["E7A000311", "E7A000312"]


def receipt(lpn: str, lines: list[dict[str, object]], **more: object) -> dict[str, object]:
    """A carton at the dock."""
    return {
        "receipt": "R-1", "asn": None, "supplier": SUPPLIER, "location": "DOCK-01", "lpn": lpn,
        "parent_lpn": None, "lines": lines, **more,
    }  # fmt: skip


def order(site: Site) -> None:
    """An emergency order of two lines."""
    lines = [
        {"line": 1, "part": "ECU-77810-AB", "requested": 1},
        {"line": 2, "part": "BRK-10442", "requested": 4},
    ]
    site.tell("order_import", {"order": {"order": "O-1", "asked_by": "D", "lines": lines}})


def busy(site: Site) -> Site:
    """Receipts, moves, counts, holds, a shipment, parked and rejected operations."""
    order(site)
    h1, h2 = Handheld(site), Handheld(site, "H-2", actor="wong")
    h1.tell("receipt", receipt("L-1", [line("BRK-10442", 40, "L1")]), group="lpn:L-1")
    h1.tell("receipt", receipt("L-2", [line("ECU-77810-AB", 2, None, *MODULES)]))
    h1.tell("putaway", {"source": "lpn:L-1", "target": "A07-032-C",
                        "lines": [line("BRK-10442", 40, "L1")]})  # fmt: skip
    h2.tell("transfer", {"source": "B04-011-B", "target": "A02-015-B",
                         "lines": [line("FLT-00318", 3)]})  # fmt: skip
    h1.tell("count", {"holder": "A07-032-C", "lines": [line("BRK-10442", 38, "L1")]})
    h2.tell("pick", {"order": "O-1", "line": 2, "source": "A07-032-C", "target": "lpn:C-1",
                     "lines": [line("BRK-10442", 4, "L1")]})  # fmt: skip
    h2.tell("load", {"shipment": "S-1", "order": "O-1", "lpn": "C-1", "location": "DOOR-01"})
    h1.tell("hold", {"hold": "HOLD-1", "scope": {"lot": "L1"}, "reason": "recall"})
    h2.tell("receipt", receipt("L-9", [line("NEW-1", 2)]), group="lpn:L-9")
    h2.tell("putaway", {"source": "DOCK-01", "target": "Q01-004-A", "lpn": "L-9", "lines": []},
            group="lpn:L-9")  # fmt: skip
    h2.tell("receipt", receipt("L-8", [line("NEW-2", 2)]), group="lpn:L-8")
    h2.tell("count", {"holder": "B04-011-B", "lines": [], "empty": False})
    h1.push()
    h2.push()
    site.ask("shipment", {"shipment": "S-1", "orders": []})
    site.release("HOLD-1", "inspected")
    site.tell("catalogue_import", {
        "parts": [{"part": "NEW-1"}],
        "supersessions": [{"old": "NEW-0", "new": [{"part": "NEW-1"}]}],
        "substitutes": [{"part": "NEW-1", "for_part": "FLT-00318"}],
    })  # fmt: skip
    site.ask("shipment", {"shipment": "S-1", "orders": []})
    return site
