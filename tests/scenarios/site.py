# SPDX-License-Identifier: Apache-2.0
"""A real site on a real database, and handhelds that tell it things through the real intake."""

from __future__ import annotations

import hashlib
import json
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import sqlalchemy as sa

from backend.domain.identity import (
    Actor,
    Device,
    DeviceClass,
    DeviceState,
    QueueReport,
    Role,
    SignIn,
)
from backend.domain.wire import timestamp_text
from backend.store import book_tables as t
from backend.store.database import Database
from backend.store.feed_rows import location_body, part_body
from backend.store.identity_tables import actors, devices
from backend.store.room import FeedPages, SiteStore
from backend.store.site import create_site
from backend.use_cases.apply_operations import apply_operations
from sync.intake import Intake, milliseconds
from sync.wire import OperationResult, PushReply, PushRequest, SentOperation
from tests.domain.floor import LOCATIONS, PARTS, SUPPLIER

SITE = "DC01"
SUPERVISORS = ("rossi", "moreau")
START = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)


def op_id(number: int) -> str:
    """A repeatable id."""
    return str(uuid.UUID(int=(7 << 76) | (2 << 62) | number))


@dataclass
class Site:
    """The site DC01 with the demo parts, its books in `database`, and a clock set by hand."""

    database: Database
    now: datetime = START
    made: int = 0
    notified: list[Any] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.store = SiteStore(self.database)
        self.intake = Intake(
            self.store,
            apply_operations,
            self.next_id,
            lambda site, entries: self.notified.extend(entries),
        )
        self.feed = FeedPages(self.database)

    def next_id(self) -> str:
        """The next repeatable id."""
        self.made += 1
        return op_id(self.made)

    def set_up(self) -> Site:
        """Site row, people, parts and locations."""
        self.database.write(lambda c: create_site(c, SITE, "Central Parts DC", "epoch-1"))
        self.database.write(_people)
        catalogue = {
            "parts": [part_body(part) for part in PARTS],
            "locations": [location_body(place) for place in LOCATIONS],
            "suppliers": [{"supplier": SUPPLIER, "name": "Northgate"}],
            "qualified": [
                {"part": part.part, "supplier": SUPPLIER}
                for part in PARTS
                if part.part != "ECU-77810-AB"
            ],
        }
        self.tell("catalogue_import", catalogue)
        return self

    def text(self, kind: str, body: Mapping[str, Any], **more: Any) -> str:
        """The bytes of an operation."""
        envelope = {
            "v": 1,
            "op_id": more.pop("op_id", None) or self.next_id(),
            "site": SITE,
            "kind": kind,
            "kind_v": 1,
            "actor": "lopez",
            "captured_at": timestamp_text(milliseconds(more.pop("at", self.now))),
            "body": dict(body),
            **more,
        }
        return json.dumps(envelope, separators=(",", ":"))

    def tell(self, kind: str, body: Mapping[str, Any], **more: Any) -> OperationResult:
        """The server's own operation."""
        more.setdefault("actor", "server")
        return self.intake.tell(site=SITE, text=self.text(kind, body, **more), now=self.now)

    def ask(self, kind: str, body: Mapping[str, Any], actor: str = "rossi") -> OperationResult:
        """An online request of a person at a desk."""
        role = Role.SUPERVISOR if actor in SUPERVISORS else Role.WORKER
        text = self.text(kind, body, actor=actor)
        desk = device("D-1", DeviceClass.DESK)
        person = Actor(SITE, actor, actor, actor[:2].upper(), frozenset({role}))
        session = SignIn(SITE, "s-1", actor, desk.id, self.now, self.now + timedelta(hours=8))
        return self.intake.request(
            device=desk, actor=person, sign_in=session, operation=sent(text, 0), now=self.now
        )

    def release(self, hold: str, reason: str = "inspected") -> OperationResult:
        """End a hold, by two people where it needs two."""
        first = self.ask("hold_release", {"hold": hold, "reason": reason}, "moreau")
        if not (first.detail or {}).get("consent"):
            return first
        return self.ask("hold_release", {"hold": hold, "reason": reason})

    def rows(self, query: Any) -> list[Any]:
        """Rows of a query."""
        return list(self.database.read(lambda c: c.execute(query).all()))

    def stock(self) -> dict[tuple[str, str, str, str], int]:
        """Physical balances: (holder, part, lot, serial) to quantity."""
        q = t.quants.c
        query = sa.select(t.quants).where(q.quantity != 0, ~q.holder.like("@%"))
        return {(r.holder, r.part, r.lot, r.serial): r.quantity for r in self.rows(query)}


@dataclass
class Handheld:
    """A device with its queue: numbers without holes, bytes written once."""

    site: Site
    name: str = "H-1"
    seq: int = 0
    queue: list[SentOperation] = field(default_factory=list)
    actor: str = "lopez"

    def tell(self, kind: str, body: Mapping[str, Any], **more: Any) -> str:
        """Record an operation; nothing is sent."""
        self.site.now += timedelta(seconds=1)
        self.seq += 1
        more.setdefault("actor", self.actor)
        text = self.site.text(kind, body, **more)
        self.queue.append(sent(text, self.seq))
        return self.queue[-1].op_id

    def push(self, *, keep: bool = False, many: int = 50) -> PushReply:
        """Send the oldest part of the queue; `keep` loses the reply."""
        batch = tuple(self.queue[:many])
        request = PushRequest(
            site=SITE,
            epoch="epoch-1",
            stored_through=0,
            sent_at=self.site.now,
            queue=QueueReport(len(self.queue), None, self.seq),
            operations=batch,
        )
        reply = self.site.intake.push(device=device(self.name), request=request, now=self.site.now)
        assert isinstance(reply, PushReply), reply
        if not keep:
            self.queue = [one for one in self.queue if one.seq >= reply.expected_seq]
        return reply


def sent(text: str, seq: int) -> SentOperation:
    """An operation as it travels."""
    digest = hashlib.sha256(text.encode()).hexdigest()
    return SentOperation(seq, json.loads(text)["op_id"], digest, text)


def device(name: str, kind: DeviceClass = DeviceClass.HANDHELD) -> Device:
    """An enrolled device."""
    return Device(SITE, name, name, kind, DeviceState.ACTIVE, f"i-{name}", START)


def _people(connection: Any) -> None:
    people = [("lopez", "worker"), ("wong", "worker"), ("rossi", "supervisor"),
              ("moreau", "supervisor")]  # fmt: skip
    rows = [
        {
            "site_id": SITE, "id": name, "name": name.title(), "initials": name[:2].upper(),
            "roles": roles, "badge_hash": name, "pin_hash": "-", "state": "active",
            "pin_failures": 0,
        }
        for name, roles in people
    ]  # fmt: skip
    connection.execute(sa.insert(actors), rows)
    named = [("H-1", "handheld"), ("H-2", "handheld"), ("D-1", "desk")]
    rows = [
        {
            "site_id": SITE, "id": name, "name": name, "device_class": kind, "state": "active",
            "token_hash": name, "installation_id": f"i-{name}", "enrolled_at": START,
            "pin_failures": 0,
        }
        for name, kind in named
    ]  # fmt: skip
    connection.execute(sa.insert(devices), rows)
