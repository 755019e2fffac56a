# SPDX-License-Identifier: Apache-2.0
"""A site to measure on: the demo's parts, places and stock, four handhelds, orders to pick."""

from __future__ import annotations

import hashlib
import json
import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy.engine import Connection

from backend.demo.site import DemoSite, demo_site
from backend.domain.identity import Actor, Device, DeviceClass, DeviceState, Role, SignIn
from backend.domain.wire import timestamp_text
from backend.store import identity
from backend.store.database import Database
from backend.store.room import SiteStore
from backend.store.site import create_site
from backend.use_cases.apply_operations import apply_operations
from backend.use_cases.credentials import Token, hash_secret
from sync.intake import Intake, milliseconds

SITE = "DC01"
EPOCH = "epoch-bench"
ACTOR = "bench-worker"
SESSION = "bench"
DEVICES = ("B-1", "B-2", "B-3", "B-4")
ROWS_AN_IMPORT = 500
ORDER_LINES = 2
ORDERS_A_DEVICE = 80


def op_id(number: int) -> str:
    """A repeatable id of version 7."""
    return str(uuid.UUID(int=(7 << 76) | (2 << 62) | number))


def token(device: str) -> str:
    """The text of a handheld's cookie."""
    return Token(SITE, device, f"secret-of-{device}").text()


def device_of(name: str) -> Device:
    """An enrolled handheld."""
    enrolled = datetime(2026, 1, 1, tzinfo=UTC)
    kind, state = DeviceClass.HANDHELD, DeviceState.ACTIVE
    return Device(SITE, name, name, kind, state, f"i-{name}", enrolled)


def intake_of(database: Database) -> Intake:
    """The server's intake on this database, without the web."""
    numbers = iter(range(1 << 40, 1 << 41))
    return Intake(SiteStore(database), apply_operations, lambda: op_id(next(numbers)))


def operation_text(
    kind: str, body: Mapping[str, Any], number: int, at: datetime, **more: Any
) -> str:
    """The bytes of an operation as a handheld writes them."""
    envelope = {
        "v": 1,
        "op_id": op_id(number),
        "site": SITE,
        "kind": kind,
        "kind_v": 1,
        "actor": ACTOR,
        "session": SESSION,
        "captured_at": timestamp_text(milliseconds(at)),
        "clock_offset_ms": 12,
        "clock_err_ms": 40,
        "mono_ms": number * 1000,
        "boot": "bench",
        "seen": 1,
        "scans": [{"raw": "]C0.LA01-001-AK", "entry": "wedge", "at": 0}],
        "body": dict(body),
        **more,
    }
    return json.dumps(envelope, separators=(",", ":"))


def hash_of(text: str) -> str:
    """SHA-256 in hex."""
    return hashlib.sha256(text.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Stocked:
    """What the workload is cut from, by handheld: bins to pick, to count, to fill; parts to get."""

    demo: DemoSite
    picks: dict[str, list[dict[str, Any]]]
    counts: dict[str, list[tuple[str, list[dict[str, Any]]]]]
    empty: dict[str, list[str]]
    received: list[dict[str, Any]]


def stocked() -> Stocked:
    """The demo site, its bins dealt out to the handhelds so that none disturbs another."""
    demo = demo_site()
    plain = {
        part["part"]: part
        for part in demo.parts
        if not part["hazard"] and not part["expires"] and part["tracking"] != "serial"
    }
    bins: dict[str, list[dict[str, Any]]] = {}
    for row in demo.opening:
        bins.setdefault(row["location"], []).append(row)
    usable = [(name, rows) for name, rows in bins.items() if all(r["part"] in plain for r in rows)]
    picked = [rows[0] for _, rows in usable if len(rows) == 1 and rows[0]["quantity"] > 1]
    taken = {row["location"] for row in picked}
    counted = [(name, rows) for name, rows in usable if name not in taken]
    free = [
        place["location"]
        for place in demo.locations
        if place["location"] not in bins
        and place["role"] in ("forward", "reserve")
        and not place["blocked"]
    ]
    return Stocked(
        demo,
        _dealt(picked),
        _dealt(counted),
        _dealt(free),
        sorted(plain.values(), key=lambda part: part["supplier"] or ""),
    )


def _dealt(items: Sequence[Any]) -> dict[str, list[Any]]:
    return {name: list(items[at :: len(DEVICES)]) for at, name in enumerate(DEVICES)}


def fill(database: Database, given: Stocked) -> None:
    """Set the site up in an empty, migrated database, through the server's own imports."""
    now = datetime.now(UTC) - timedelta(hours=1)
    worker = Actor(SITE, ACTOR, "Bench Worker", "BW", frozenset({Role.WORKER}))
    database.write(lambda c: create_site(c, SITE, "Bench", EPOCH))
    database.write(lambda c: identity.add_actor(c, worker, "badge", "-"))
    database.write(lambda c: _enrol_all(c, now))
    intake = intake_of(database)
    for number, (kind, body) in enumerate(imports(given), 1 << 30):
        told = intake.tell(site=SITE, text=operation_text(kind, body, number, now), now=now)
        assert told.outcome == "accepted", told


def _enrol_all(connection: Connection, now: datetime) -> None:
    """The handhelds, and the worker's sign-in that every operation names."""
    for name in DEVICES:
        secret = hash_secret(f"secret-of-{name}")
        identity.add_device(connection, device_of(name), secret)
    shift = SignIn(SITE, SESSION, ACTOR, DEVICES[0], now, now + timedelta(hours=12))
    identity.add_sign_in(connection, shift, hash_secret("bench"))


def imports(given: Stocked) -> Iterator[tuple[str, dict[str, Any]]]:
    demo = given.demo
    for field in ("parts", "locations", "qualified", "opening"):
        rows = getattr(demo, field)
        for at in range(0, len(rows), ROWS_AN_IMPORT):
            yield "catalogue_import", {field: rows[at : at + ROWS_AN_IMPORT]}
    for name in DEVICES:
        for number in range(ORDERS_A_DEVICE):
            yield "order_import", {"order": _order(given, name, number)}


def order_of(name: str, number: int) -> str:
    """The id of an order that a handheld picks."""
    return f"{name}-{number:04d}"


def bin_of(given: Stocked, name: str, line: int) -> dict[str, Any]:
    """The opening stock that a handheld's n-th order line is picked from."""
    rows = given.picks[name]
    return rows[line % len(rows)]


def _order(given: Stocked, name: str, number: int) -> dict[str, Any]:
    lines = [
        {
            "line": line + 1,
            "part": bin_of(given, name, number * ORDER_LINES + line)["part"],
            "requested": 1,
            "uom": "EA",
        }
        for line in range(ORDER_LINES)
    ]
    ship_to = {"id": "DLR2207", "name": "NORTHGATE", "address": []}
    return {"order": order_of(name, number), "ship_to": ship_to, "asked_by": "DLR2207",
            "priority": "STOCK", "lines": lines}  # fmt: skip
