# SPDX-License-Identifier: Apache-2.0
"""A small warehouse on a real server and database, for one acceptance test.

What other people and the office do is told by `Floor.tell`, `Floor.ask`: through the same intake
as everything else. What the test is about is done on a handheld (`worker.py`).
"""

from __future__ import annotations

import re
import shutil
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from flask import Flask
from werkzeug.serving import WSGIRequestHandler, make_server

from backend.app import DATABASE_KEY, create_app
from backend.domain.identity import DeviceClass, DeviceState
from backend.domain.locations import Location
from backend.domain.parts import Part
from backend.store import book_tables as t
from backend.store.database import Database
from backend.store.engine import make_engine
from backend.store.feed_rows import location_body, part_body
from backend.store.identity_tables import actors, devices, sessions
from backend.use_cases.credentials import hash_secret
from backend.use_cases.lost_device import lose_device
from backend.web.printing import KEY as PRINTING_KEY
from sync.wire import OperationResult
from tests.browser.gallery import DIST, STOP_S
from tests.domain.floor import SUPPLIER
from tests.pins import known_pins
from tests.scenarios.site import SITE, Handheld, Site

PIN = "482915"
BADGES = {name: f"BADGE{name.upper():X<19}"[:24] for name in ("lopez", "wong", "rossi")}
HANDHELD_TICK = timedelta(seconds=1)
"""How far a handheld of the scenarios moves the clock for each thing that it tells."""
STILL = timedelta(minutes=5)
"""How long ago the prepared day began: what is told before is older than what the worker does."""


class _Quiet(WSGIRequestHandler):
    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        """The server keeps its own log."""


@dataclass
class Floor:
    """The site and its address. Numbers of what others tell go on by themselves."""

    address: str
    site: Site
    badges: Mapping[str, str]
    allow: Callable[[], str]
    """An enrolment code for one more handheld."""
    folder: Path
    renew: Callable[[Path], None]
    """Serves the app from another folder from now on."""
    others: dict[str, Handheld] = field(default_factory=dict)

    def tell(self, kind: str, body: Mapping[str, Any], *, actor: str = "wong") -> str:
        """Another person's handheld tells a fact and sends it at once; its outcome is kept.

        Returns the operation's id.
        """
        return self.told(kind, body, actor=actor).op_id

    def told(
        self, kind: str, body: Mapping[str, Any], *, actor: str = "wong", **envelope: Any
    ) -> OperationResult:
        """As `tell`; returns the result."""
        other = self.others.setdefault("H-2", Handheld(self.site, "H-2"))
        self.tick()
        self.site.now -= HANDHELD_TICK  # or others tell from the future, a second more each time
        other.actor = actor
        other.tell(kind, body, **envelope)
        [result] = other.push().results
        return result

    def office(self, kind: str, body: Mapping[str, Any]) -> OperationResult:
        """The server's own operation: imports."""
        self.tick()
        return self.site.tell(kind, body)

    def ask(self, kind: str, body: Mapping[str, Any], actor: str = "rossi") -> OperationResult:
        """An online request of somebody at a desk."""
        self.tick()
        return self.site.ask(kind, body, actor)

    def tick(self) -> None:
        """Now, or a moment after the last thing told if that was now already."""
        now = datetime.now(UTC)
        self.site.now = max(now, self.site.now + timedelta(milliseconds=1))

    def has(self, *things: Part | Location | Mapping[str, Any]) -> None:
        """Master data: parts, places, or a whole body of a catalogue import."""
        body: dict[str, Any] = {"parts": [], "locations": [], "qualified": []}
        for thing in things:
            match thing:
                case Part():
                    body["parts"].append(part_body(thing))
                    body["qualified"].append({"part": thing.part, "supplier": SUPPLIER})
                case Location():
                    body["locations"].append(location_body(thing))
                case _:
                    body |= thing
        result = self.office("catalogue_import", body)
        assert result.outcome == "accepted", result

    def stocked(self, holder: str, *lines: dict[str, Any], lpn: str = "") -> None:
        """Goods that have stood in a place for a while: received and put away by somebody else."""
        plate = lpn or f"L-{len(self.others)}{self.site.made:05d}"
        self.tell("receipt", {
            "receipt": "OPENING", "asn": None, "supplier": SUPPLIER, "location": "DOCK-01",
            "lpn": plate, "parent_lpn": None, "lines": list(lines),
        })  # fmt: skip
        whole = {"lpn": lpn} if lpn else {"lpn": None, "lines": list(lines)}
        source = "DOCK-01" if lpn else f"lpn:{plate}"
        self.tell("putaway", {"source": source, "target": holder, **whole})

    def new_version(self) -> None:
        """The office installs a new version of the app: the same files under another name."""
        dist = self.folder / "dist"
        shutil.copytree(DIST, dist)
        worker = dist / "sw.js"
        named = re.sub(r"shell-[0-9a-f]+", "shell-0123456789ab", worker.read_text("utf-8"))
        worker.write_text(named, "utf-8")
        self.renew(dist)

    def lose(self, actor: str = "lopez") -> None:
        """Somebody reports the handheld lost that this person is signed in on."""
        s = sessions.c
        query = sa.select(s.device_id).where(s.actor_id == actor, s.ended_at.is_(None))
        [row] = self.site.rows(query)
        now = datetime.now(UTC)
        tell = self.site.intake.tell
        found = lose_device(self.site.database, tell, SITE, row.device_id, DeviceState.LOST, now)
        assert found is not None

    # What is so

    def version(self) -> int:
        """How far the site's feed goes."""
        [row] = self.site.rows(sa.select(t.sites.c.version))
        version: int = row.version
        return version

    def stock(self, part: str | None = None) -> dict[tuple[str, str, str], int]:
        """Physical balances: (holder, lot, serial) of a part; of all parts, (holder, part, lot)."""
        return {
            (holder, lot, serial) if part else (holder, one, lot): n
            for (holder, one, lot, serial), n in self.site.stock().items()
            if part in (None, one)
        }

    def devices(self) -> list[dict[str, Any]]:
        """Handhelds and desks, as a supervisor's list has them."""
        query = sa.select(devices)
        return [dict(row._mapping) for row in self.site.rows(query)]

    def place(self, lpn: str) -> str:
        """Where a plate stands."""
        query = sa.select(t.plates.c.holder).where(t.plates.c.lpn == lpn)
        [row] = self.site.rows(query)
        return str(row.holder)

    def questions(self, kind: str | None = None) -> list[dict[str, Any]]:
        """Exceptions that wait for a person."""
        e = t.exceptions.c
        query = sa.select(t.exceptions).where(e.state == "open")
        rows = [dict(row._mapping) for row in self.site.rows(query)]
        return [row for row in rows if kind in (None, row["kind"])]

    def tasks(self, kind: str | None = None) -> list[dict[str, Any]]:
        """Open tasks."""
        query = sa.select(t.tasks).where(t.tasks.c.state == "open")
        rows = [dict(row._mapping) for row in self.site.rows(query)]
        return [row for row in rows if kind in (None, row["kind"])]

    def holds(self) -> list[dict[str, Any]]:
        """Open holds."""
        query = sa.select(t.holds).where(t.holds.c.state == "open")
        return [dict(row._mapping) for row in self.site.rows(query)]

    def shipments(self) -> list[dict[str, Any]]:
        """Vehicles, gone or not."""
        rows = self.site.rows(sa.select(t.shipments).order_by(t.shipments.c.shipment))
        return [dict(row._mapping) for row in rows]

    def advices(self) -> list[dict[str, Any]]:
        """What the ERP is told of departures."""
        query = sa.select(t.outbox).where(t.outbox.c.type == "shipment_advice")
        return [dict(row._mapping) for row in self.site.rows(query)]

    def journal(self, kind: str | None = None) -> list[dict[str, Any]]:
        """What was told, oldest first."""
        query = sa.select(t.journal).order_by(t.journal.c.version, t.journal.c.op_id)
        rows = [dict(row._mapping) for row in self.site.rows(query)]
        return [row for row in rows if kind in (None, row["kind"])]


def _give_badges(database: Database, pin_hash: str) -> None:
    """Everybody of the site may sign in. One PIN: a slow hash each would be seconds for nothing."""
    for actor, badge in BADGES.items():
        row = sa.update(actors).where(actors.c.id == actor)
        given = row.values(badge_hash=hash_secret(badge), pin_hash=pin_hash)
        database.write(partial(sa.Connection.execute, statement=given))


def _renew(app: Flask, dist: Path) -> None:
    found = app.extensions["pickface"]
    settings = replace(found.settings, dist=dist)
    app.extensions["pickface"] = replace(found, settings=settings)


@contextmanager
def served(url: str, folder: Path) -> Iterator[Floor]:
    """The site on a port that the system chose, until the block ends."""
    database = Database(make_engine(url))
    site = Site(database, now=datetime.now(UTC) - STILL).set_up()
    pins = known_pins(folder)
    app = create_app({
        "PICKFACE_DATABASE": url, "PICKFACE_VAR": str(folder / "var"), "PICKFACE_SITE": SITE,
        "PICKFACE_PRINTERS": "Dock=file:out;pdf",
    })  # fmt: skip
    _give_badges(database, pins.hash(PIN))
    server = make_server("127.0.0.1", 0, app, threaded=True, request_handler=_Quiet)
    thread = threading.Thread(target=server.serve_forever, args=(STOP_S,), daemon=True)
    thread.start()
    people = app.extensions["pickface"].people

    def allow() -> str:
        token: str = people.allow_device(SITE, DeviceClass.HANDHELD, "test").token
        return token

    address = f"http://127.0.0.1:{server.server_port}"
    try:
        yield Floor(address, site, BADGES, allow, folder, partial(_renew, app))
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
        app.extensions[PRINTING_KEY].close()
        app.extensions["pickface"].push.close()
        app.extensions[DATABASE_KEY].close()
        database.close()
