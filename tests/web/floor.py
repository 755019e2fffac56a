# SPDX-License-Identifier: Apache-2.0
"""A small floor for the tests of the web: a clock, a fake intake and feed, devices and people."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import jsonschema_rs
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from backend.app import DATABASE_KEY, create_app
from backend.domain.identity import DeviceClass, Role
from backend.store.database import Database
from backend.use_cases import sign_in
from backend.use_cases.credentials import new_badge
from sync.wire import (
    BadCursor,
    EpochChanged,
    FeedRow,
    Forked,
    OperationResult,
    PullReply,
    PullRequest,
    PushReply,
    PushRequest,
    SentOperation,
)
from tests.pins import known_pins

NOON = datetime(2026, 11, 23, 12, 0, 0, tzinfo=UTC)
PIN = "482915"
EPOCH = "01890a5d-0000-7000-8000-000000000001"
HEADERS = {"X-Pickface": "1"}


@dataclass
class Clock:
    """The server's clock, moved by hand."""

    now: datetime = NOON

    def __call__(self) -> datetime:
        return self.now

    def forward(self, **amount: int) -> None:
        self.now += timedelta(**amount)


@dataclass
class FakeIntake:
    """Accepts everything, and remembers what it was given."""

    pushed: list[tuple[Any, PushRequest, datetime]] = field(default_factory=list)
    asked: list[dict[str, Any]] = field(default_factory=list)
    answer: EpochChanged | Forked | Exception | None = None

    def push(self, *, device: Any, request: PushRequest, now: datetime) -> Any:
        self.pushed.append((device, request, now))
        if isinstance(self.answer, Exception):
            raise self.answer
        if self.answer is not None:
            return self.answer
        results = tuple(result(one) for one in request.operations)
        last = max((one.seq for one in request.operations), default=0)
        return PushReply(EPOCH, 7, last + 1, last, results)

    def request(self, **given: Any) -> OperationResult:
        self.asked.append(given)
        return result(given["operation"])

    def claim(self, **given: Any) -> OperationResult:
        return self.request(**given)


def result(operation: SentOperation) -> OperationResult:
    return OperationResult(operation.op_id, operation.seq, "accepted", None, None, 7, False)


@dataclass
class FakeFeed:
    """Answers with the rows it was made with."""

    rows: tuple[FeedRow, ...] = ()
    asked: list[tuple[frozenset[Role], PullRequest]] = field(default_factory=list)

    def pull(self, *, device: Any, roles: frozenset[Role], request: PullRequest) -> Any:
        self.asked.append((roles, request))
        if request.epoch not in (None, EPOCH):
            return EpochChanged(EPOCH)
        if request.after is not None and not request.after.startswith("v"):
            return BadCursor()
        return PullReply(EPOCH, 7, self.rows, None)


class Caller:
    """A browser or a program: keeps cookies, and holds every answer against the document."""

    def __init__(self, floor: Floor) -> None:
        self.floor = floor
        self.client: FlaskClient = floor.app.test_client()
        self.base = "https://pick.example" if floor.https else "http://localhost"

    def ask(self, method: str, path: str, body: Any = None, **more: Any) -> TestResponse:
        headers = {**HEADERS, **more.pop("headers", {})}
        sent = {} if body is None else {"json": body}
        answer = self.client.open(
            path, method=method, headers=headers, base_url=self.base, **sent, **more
        )
        self.floor.check_documented(method, path, answer)
        return answer

    def get(self, path: str, **more: Any) -> TestResponse:
        return self.ask("GET", path, **more)

    def post(self, path: str, body: Any, **more: Any) -> TestResponse:
        return self.ask("POST", path, body, **more)

    def delete(self, path: str, body: Any = None) -> TestResponse:
        return self.ask("DELETE", path, body)

    def sign_in(self, badge: str, pin: str = PIN) -> TestResponse:
        return self.post("/api/v1/session", {"badge": badge, "pin": pin})

    @property
    def cookies(self) -> dict[str, str]:
        jar = self.client._cookies or {}  # werkzeug keeps no public list of all cookies
        return {cookie.key: cookie.value for cookie in jar.values()}


_written: list[str] = []


def _document_of(app: Flask) -> dict[str, Any]:
    """The document of the routes: the same for every app of a process, and long to write."""
    if not _written:
        _written.append(app.test_client().get("/api/openapi.json").get_data(as_text=True))
    told: dict[str, Any] = json.loads(_written[0])  # one for each test: some of them change it
    return told


class Floor:
    """One application on one fresh database."""

    def __init__(self, url: str, folder: Path, config: Mapping[str, str], **replaced: Any) -> None:
        settings = {
            "PICKFACE_DATABASE": url,
            "PICKFACE_VAR": str(folder / "var"),
            "PICKFACE_DIST": str(folder / "dist"),
            **config,
        }
        self.clock, self.intake, self.feed = Clock(), FakeIntake(), FakeFeed()
        wired = {
            "clock": self.clock, "intake": self.intake, "feed": self.feed,
            "epoch": lambda site: EPOCH, **replaced,
        }
        self.pins = known_pins(folder)
        self.app = create_app(settings, **wired)
        self.https = settings.get("PICKFACE_PUBLIC_URL", "").startswith("https")
        self.database: Database = self.app.extensions[DATABASE_KEY]
        self.document = _document_of(self.app)
        self.people = self.app.extensions["pickface"].people

    def close(self) -> None:
        self.app.extensions["pickface"].push.close()
        self.database.close()

    def person(self, *roles: str, name: str = "Ana Lima", site: str = "DC01") -> str:
        """Somebody new; the text of their badge. The PIN is PIN."""
        badge = new_badge()
        made = sign_in.add_actor(
            self.database, self.pins, site=site, name=name, initials="AL",
            roles=frozenset(Role(role) for role in roles), badge=badge, pin=PIN,
            now=self.clock(),
        )
        assert not isinstance(made, sign_in.WeakPin)
        return badge

    def token(self, device_class: str = "handheld") -> str:
        """A one-time token for a new device."""
        made: str = self.people.allow_device("DC01", DeviceClass(device_class), "console").token
        return made

    def nobody(self) -> Caller:
        return Caller(self)

    def device(self, name: str = "Scanner 1") -> Caller:
        """An enrolled device with nobody signed in."""
        caller = self.nobody()
        body = {"token": self.token(), "name": name, "installation": f"i-{name}".replace(" ", "")}
        answer = caller.post("/api/v1/devices/enrol", body)
        assert answer.status_code == 201, answer.text
        return caller

    def signed_in(self, *roles: str) -> Caller:
        """A device on which somebody with these roles is signed in."""
        caller = self.device()
        assert caller.sign_in(self.person(*roles)).status_code == 200
        return caller

    def revoked(self) -> Caller:
        """A device that a supervisor has revoked."""
        caller = self.device("Scanner gone")
        id = caller.get("/api/v1/session").get_json()["device"]["id"]
        answer = self.signed_in("supervisor").post(f"/api/v1/devices/{id}/revoke", {})
        assert answer.status_code == 200, answer.text
        return caller

    def check_documented(self, method: str, path: str, answer: TestResponse) -> None:
        """The status and body of an answer are what the OpenAPI document says."""
        operation = self._operation(method, path.partition("?")[0])
        if operation is None:
            return
        status = str(answer.status_code)
        assert status in operation["responses"], f"{method} {path}: {status} is not documented"
        content = operation["responses"][status].get("content")
        if not content:
            assert not answer.data, f"{method} {path}: a body that is not documented"
            return
        schema = {
            **content["application/json"]["schema"],
            "components": self.document["components"],
        }
        jsonschema_rs.validate(schema, answer.get_json())

    def _operation(self, method: str, path: str) -> dict[str, Any] | None:
        parts = path.split("/")
        for template, item in self.document["paths"].items():
            names = template.split("/")
            fits = len(names) == len(parts) and all(
                name == part or name.startswith("{")
                for name, part in zip(names, parts, strict=True)
            )
            if fits and method.lower() in item:
                found: dict[str, Any] = item[method.lower()]
                return found
        return None


def batch(*operations: dict[str, Any], **more: Any) -> dict[str, Any]:
    """A push request."""
    return {
        "v": 1, "site": "DC01", "epoch": EPOCH, "stored_through": 0,
        "sent_at": "2026-11-23T12:00:00.000Z",
        "queue": {"pending": len(operations), "oldest_at": None, "last_seq": len(operations)},
        "ops": list(operations), **more,
    }


def operation(seq: int, text: str = '{"v":1}') -> dict[str, Any]:
    """One operation in a push request."""
    return {"seq": seq, "op_id": f"op-{seq}", "hash": "0" * 64, "op": text}
