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


def _came_back(site: Site, handheld: Handheld) -> None:
    """A return, two cores with one tag, a container for the vendor, an order to remanufacture."""
    deposit = {"order": "SO-7", "line": 1, "customer": "D", "core_group": "ALT",
               "deposit_minor": 5000, "currency": "EUR", "due_on": "2099-01-01"}  # fmt: skip
    site.tell("returns_import", {
        "authorizations": [{"authorization": "RMA-1", "customer": "D", "lines": [
            {"line": 1, "part": "FLT-00318", "quantity": 4}]}],
        "deposits": [deposit],
        "groups": [{"part": "FLT-00318", "core_group": "ALT", "core_part": "FLT-00318"}],
    })  # fmt: skip
    handheld.tell("return_receipt", {
        "returned": "R-1", "location": "DOCK-01", "lpn": "L-20", "kind": "rma", "customer": "D",
        "authorization": "RMA-1", "lines": [{"part": "FLT-00318", "quantity": 2}]})  # fmt: skip
    core = {"location": "DOCK-01", "part": "FLT-00318", "customer": "D", "tag": "SO-7|1|1",
            "answers": {}}  # fmt: skip
    handheld.tell("core_receipt", {**core, "core": "K-1", "lpn": "L-21", "serial": "OLD1"})
    handheld.tell("core_receipt", {**core, "core": "K-2", "lpn": "L-22"})
    handheld.tell("core_shipment", {"shipment": "V-1", "vendor": "REMAN", "lpn": "L-22",
                                    "lines": [line("FLT-00318", 1)]})  # fmt: skip
    handheld.tell("reman_consume", {"order": "RO-1", "source": "lpn:L-21",
                                    "lines": [line("FLT-00318", 1, None, "OLD1")]})  # fmt: skip
    handheld.tell("reman_loss", {"order": "RO-1", "part": "FLT-00318", "serial": "OLD1",
                                 "reason": "cracked"})  # fmt: skip


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
    _came_back(site, h2)
    h1.push()
    h2.push()
    site.ask("return_disposition", {"returned": "R-1", "disposition": "scrap", "reason": "bent"})
    site.ask("shipment", {"shipment": "S-1", "orders": []})
    site.release("HOLD-1", "inspected")
    site.tell("catalogue_import", {
        "parts": [{"part": "NEW-1"}],
        "supersessions": [{"old": "NEW-0", "new": [{"part": "NEW-1"}]}],
        "substitutes": [{"part": "NEW-1", "for_part": "FLT-00318"}],
    })  # fmt: skip
    site.ask("shipment", {"shipment": "S-1", "orders": []})
    return site
