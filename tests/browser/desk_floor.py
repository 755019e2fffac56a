# SPDX-License-Identifier: Apache-2.0
"""A morning at a small site, served by the real server: what a supervisor finds on the desk."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from werkzeug.serving import make_server

from backend.app import DATABASE_KEY, create_app
from backend.domain.identity import DeviceClass, QueueReport, Role
from backend.domain.locations import Location
from backend.store.database import Database
from backend.store.engine import make_engine
from backend.store.feed_rows import location_body
from backend.use_cases import sign_in
from backend.use_cases.credentials import new_badge
from backend.web.printing import KEY as PRINTING_KEY
from sync.wire import PushRequest
from tests.browser.gallery import STOP_S
from tests.domain.floor import SUPPLIER, line
from tests.pins import known_pins
from tests.scenarios.site import SITE, Handheld, Site, device

PIN, WITNESS = "482915", "Ana Lopez"
PADS, MODULES = "006141410000001026", "006141410000001033"
SERIALS = ["E7A000311", "E7A000312", "E7A000313"]
VOR = "DLR2207-0091"


@dataclass
class Desk:
    """The served site: its address, and a supervisor's and a worker's badge."""

    address: str
    site: Site
    badge: str
    worker: str
    token: str
    printed: Path


def order(name: str, customer: str, priority: str, *lines: tuple[str, int]) -> dict[str, object]:
    """An order as the ERP sends it."""
    asked = [
        {"line": n, "part": part, "requested": many, "uom": "EA"}
        for n, (part, many) in enumerate(lines, 1)
    ]
    return {
        "order": name, "name": customer, "ship_to": {"id": customer[:8]}, "priority": priority,
        "asked_by": customer[:8], "lines": asked,
    }


def receipt(lpn: str, lines: list[dict[str, object]]) -> dict[str, object]:
    """A carton counted in at the dock."""
    return {
        "receipt": "SHP260302A", "asn": None, "supplier": SUPPLIER, "location": "DOCK-01",
        "lpn": lpn, "parent_lpn": None, "lines": lines,
    }


def announced(site: Site, shipment: str, *lpns: str) -> None:
    """A truck's notice of cartons with brake pads, on one pallet."""
    cartons = [
        {"kind": "carton", "lpn": lpn, "packs": [], "lines": [
            {"line": n, "part": "BRK-10442", "quantity": 10, "uom": "EA", "lot": "L26-0190",
             "serials": [], "expires_on": None},
        ]}
        for n, lpn in enumerate(lpns, 1)
    ]  # fmt: skip
    pallet = {"kind": "pallet", "lpn": "006141410000003006", "packs": cartons, "lines": []}
    site.tell("asn_import", {"asn": {
        "shipment": shipment, "supplier": SUPPLIER, "supplier_name": "Northgate Brakes",
        "carrier": "SAIA", "pro": "PRO998877", "bol": "BOL260401", "trailer": "44321",
        "expected_at": "2026-11-30T10:00:00", "purchase_orders": ["PO-5561"],
        "packs": [pallet], "lines": [],
    }})  # fmt: skip


def morning(site: Site) -> None:
    """Orders, a truck, and five things that nobody foresaw."""
    for asked in (
        order(VOR, "HILLSIDE MOTORS", "VOR", ("ECU-77810-AB", 1), ("BRK-10442", 4)),
        order("DLR3318-0140", "LAKEVIEW FLEET", "STOCK", ("BRK-10442", 8)),
        order("DLR1177-0052", "NORTH STAR AUTO", "STOCK", ("FLT-00318", 6), ("BRK-10442", 2)),
    ):
        site.tell("order_import", {"order": asked})
    place = {**location_body(Location("A07-032-C", "A", level=3, travel=70)), "confirm": "47"}
    site.tell("catalogue_import", {"locations": [place]})
    one = Handheld(site, "H-1")
    one.tell("receipt", receipt(PADS, [line("BRK-10442", 40, "L26-0188")]))
    one.tell("receipt", receipt(MODULES, [line("ECU-77810-AB", 3, None, *SERIALS)]))
    one.tell("putaway", {
        "source": f"lpn:{PADS}", "target": "A07-032-C",
        "lines": [line("BRK-10442", 40, "L26-0188")],
    })
    one.tell("pick", {
        "order": VOR, "line": 1, "source": f"lpn:{MODULES}", "target": "lpn:T-0418",
        "lines": [line("ECU-77810-AB", 1, None, SERIALS[0])],
    })
    one.tell("unknown_scan", {
        "raw": "NB-S1/2027-04 0931", "where": "DOCK-01", "holder": "DOCK-01", "quantity": 3,
    })
    strange = receipt("L-000009", [line("NEW-1", 2)])
    one.tell("receipt", strange, group="lpn:L-000009")
    one.tell("count", {"holder": "A07-032-C", "lines": [line("BRK-10442", 26, "L26-0188")]})
    one.push()
    site.now += timedelta(seconds=30)
    one.push()
    report(site, "H-2", 12, site.now - timedelta(minutes=40), site.now - timedelta(minutes=26))


def report(site: Site, name: str, pending: int, oldest: datetime, at: datetime) -> None:
    """What a device said of its queue, and when."""
    queue = QueueReport(pending, oldest, 4_823)
    request = PushRequest(SITE, "epoch-1", 0, at, queue, ())
    site.intake.push(device=device(name), request=request, now=at)


def loaded(site: Site) -> None:
    """Pads packed for a dealer and put on a truck."""
    two = Handheld(site, "H-1", seq=7)
    name, carton = "DLR3318-0140", "lpn:006141410000002016"
    goods = [line("BRK-10442", 8, "L26-0188")]
    two.tell("pick", {"order": name, "line": 1, "source": "A07-032-C", "target": "lpn:T-0402",
                      "lines": goods})
    two.tell("pack", {"order": name, "source": "lpn:T-0402", "target": carton, "lines": goods})
    two.tell("load", {"shipment": "S-1", "order": name, "lpn": carton[4:], "location": "DOOR-01"})
    two.push()


@contextmanager
def served(url: str, folder: Path) -> Iterator[Desk]:
    """The site on a port that the system chose, until the block ends."""
    database = Database(make_engine(url))
    site = Site(database, now=datetime.now(UTC) - timedelta(minutes=5)).set_up()
    one = {"base": 0, "changes": {"hold.two_person_safety": False}}  # one supervisor works here
    site.tell("policy_change", one)
    morning(site)
    pins = known_pins(folder)
    app = create_app({
        "PICKFACE_DATABASE": url, "PICKFACE_VAR": str(folder / "var"),
        "PICKFACE_PRINTERS": "Dock=file:out;pdf,Browser=browser",
    })
    people = {}
    for role, name in ((Role.SUPERVISOR, "Maria Rossi"), (Role.WORKER, WITNESS)):
        people[role] = new_badge()
        sign_in.add_actor(
            database, pins, site=SITE, name=name, initials=name[0] + name.split()[1][0],
            roles=frozenset({role}), badge=people[role], pin=PIN, now=datetime.now(UTC),
        )
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, args=(STOP_S,), daemon=True)
    thread.start()
    token = app.extensions["pickface"].people.allow_device(SITE, DeviceClass.DESK, "test").token
    desk = Desk(
        f"http://127.0.0.1:{server.server_port}", site, people[Role.SUPERVISOR],
        people[Role.WORKER], token, folder / "var/out",
    )
    try:
        yield desk
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
        app.extensions[PRINTING_KEY].close()
        app.extensions["pickface"].push.close()
        app.extensions[DATABASE_KEY].close()
        database.close()
