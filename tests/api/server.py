# SPDX-License-Identifier: Apache-2.0
"""The real server as a process, started and stopped, and callers that know nothing but HTTP."""

from __future__ import annotations

import hashlib
import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx

from backend.use_cases.new_id import new_id

ROOT = Path(__file__).parents[2]
SITE = "DC01"
TIMEOUT_S = 60
BADGES = {
    "ana.lopez": ("DEMO-BADGE-LOPEZ-7F3K9Q2M6R8T4W1X5Z", "2207"),
    "p.wong": ("DEMO-BADGE-WONG-4H8N2C6V9B3J7L5D1S", "4180"),
    "m.rossi": ("DEMO-BADGE-ROSSI-6T2X8R4Q1Z7C5F9H3V", "7781"),
}


def free_port() -> int:
    """A port that the system gives out; the server binds it a moment later."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port: int = one.getsockname()[1]
        return port


@dataclass
class Server:
    """One installation: its database, its folder, and the process that serves it."""

    url: str
    folder: Path
    port: int = field(default_factory=free_port)
    process: subprocess.Popen[str] | None = None
    more: Mapping[str, str] = field(default_factory=dict)

    @property
    def environment(self) -> dict[str, str]:
        """What an operator would set."""
        mine = {"PICKFACE_DATABASE": self.url, "PICKFACE_VAR": str(self.folder / "var")}
        return {**os.environ, **mine, **self.more}

    def command(self, *words: str) -> str:
        """Run one command to its end; what it said."""
        done = subprocess.run(
            [sys.executable, "-m", "flask", "--app", "backend.app", *words],
            cwd=ROOT, env=self.environment, text=True, capture_output=True, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def start(self) -> None:
        """Start it; returns when it answers."""
        with (self.folder / "server.log").open("a") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "flask", "--app", "backend.app", "serve", "--no-work",
                 "--port", str(self.port)],
                cwd=ROOT, env=self.environment, text=True, stdout=subprocess.PIPE, stderr=log,
                start_new_session=True,
            )  # fmt: skip
        assert self.process.stdout is not None
        said = self.process.stdout.readline()
        assert "serving on" in said, (self.folder / "server.log").read_text()[-3000:]

    def stop(self, how: signal.Signals = signal.SIGTERM) -> None:
        """Stop it, kindly or not; returns when it is gone with all that it started."""
        if self.process is None:
            return
        os.killpg(self.process.pid, how)
        self.process.wait(TIMEOUT_S)
        assert self.process.stdout is not None
        self.process.stdout.read()  # ends when the last process that holds the pipe is gone
        self.process.stdout.close()
        self.process = None

    def carry_documents(self) -> None:
        """Let the ERP have what is due."""
        self.command("work", "--once")


class Caller:
    """A device or program. It keeps its cookies and knows the interface, nothing else."""

    def __init__(self, server: Server) -> None:
        self.http = httpx.Client(
            base_url=f"http://127.0.0.1:{server.port}", headers={"X-Pickface": "1"},
            timeout=TIMEOUT_S,
        )  # fmt: skip

    def get(self, path: str, **query: Any) -> Any:
        """What is there."""
        answer = self.http.get(f"/api/v1{path}", params=query)
        assert answer.status_code == 200, f"{path}: {answer.status_code} {answer.text}"
        return answer.json()

    def post(self, path: str, body: Any, status: int = 200) -> Any:
        """Tell something."""
        answer = self.http.post(f"/api/v1{path}", json=body)
        assert answer.status_code == status, f"{path}: {answer.status_code} {answer.text}"
        return answer.json()

    def everything(self, path: str, **query: Any) -> list[Any]:
        """All pages of a list."""
        items, after = [], None
        while True:
            page = self.get(path, limit=500, **query, **({"after": after} if after else {}))
            items += page["items"]
            after = page["next"]
            if after is None:
                return items

    def enrol(self, token: str, name: str) -> None:
        """Join the site."""
        body = {"token": token, "name": name, "installation": f"i-{name}"}
        self.post("/devices/enrol", body, 201)

    def sign_in(self, actor: str) -> None:
        """Scan a badge and type a PIN."""
        badge, pin = BADGES[actor]
        self.actor = actor
        self.post("/session", {"badge": badge, "pin": pin})

    def ask(self, kind: str, body: Mapping[str, Any]) -> Any:
        """An online request of whoever is signed in."""
        text = envelope(kind, body, self.actor, datetime.now(UTC))
        return self.post("/requests", sent(text))


class Desk(Caller):
    """A supervisor's desk."""

    def __init__(self, server: Server) -> None:
        super().__init__(server)
        said = server.command("people", "device-token", "--class", "desk")
        self.enrol(said.split()[0], "desk")
        self.sign_in("m.rossi")

    def token(self) -> str:
        """A one-time token for a new handheld."""
        token: str = self.post("/devices/enrolment-tokens", {"class": "handheld"}, 201)["token"]
        return token

    def import_edi(self, data: bytes, *, dry_run: bool = False) -> Any:
        """Hand a partner's file in."""
        body = {"text": data.decode("latin-1"), "name": "test", "dry_run": dry_run}
        return self.post("/imports/edi", body)


class Handheld(Caller):
    """A scanner with its queue: numbers without holes, bytes written once, time that goes on."""

    def __init__(self, server: Server, name: str, token: str, actor: str) -> None:
        super().__init__(server)
        self.enrol(token, name)
        self.sign_in(actor)
        self.epoch = self.get("/session")["epoch"]
        self.queue: list[dict[str, Any]] = []
        self.seq = 0
        self.now = datetime.now(UTC)

    def tell(self, kind: str, body: Mapping[str, Any], group: str = "") -> str:
        """Record an operation; nothing is sent. Returns its id.

        The clock is the true one: the demo's stock may have come a minute ago, after midnight.
        """
        self.now = max(self.now + timedelta(milliseconds=1), datetime.now(UTC))
        return self.keep(envelope(kind, body, self.actor, self.now, group))

    def keep(self, text: str, op_id: str | None = None) -> str:
        """Queue these bytes as they are."""
        self.seq += 1
        self.queue.append({"seq": self.seq, **sent(text, op_id)})
        found: str = self.queue[-1]["op_id"]
        return found

    def batch(self, many: int = 50) -> dict[str, Any]:
        """The oldest part of the queue as it travels."""
        return {
            "v": 1, "site": SITE, "epoch": self.epoch, "stored_through": 0,
            "sent_at": stamp(datetime.now(UTC)),
            "queue": {"pending": len(self.queue), "oldest_at": None, "last_seq": self.seq},
            "ops": self.queue[:many],
        }  # fmt: skip

    def push(self, many: int = 50, *, reply_lost: bool = False) -> list[dict[str, Any]]:
        """Send a batch; with its reply lost, the queue stays as it was."""
        reply = self.post("/sync/push", self.batch(many))
        if reply_lost:
            return []
        self.queue = [one for one in self.queue if one["seq"] >= reply["expected_seq"]]
        results: list[dict[str, Any]] = reply["results"]
        return results

    def drain(self, many: int = 5) -> dict[str, dict[str, Any]]:
        """Send everything over a bad line: each reply is lost once. Results by operation."""
        results: dict[str, dict[str, Any]] = {}
        while self.queue:
            self.push(many, reply_lost=True)
            results |= {one["op_id"]: one for one in self.push(many)}
        return results

    def pull(self, *topics: str) -> dict[str, Any]:
        """Bodies by key."""
        after: str | None = None
        rows: list[Any] = []
        while True:
            more = {"after": after} if after else {}
            page = self.get("/sync/pull", since=0, topics=",".join(topics), limit=500, **more)
            rows += page["rows"]
            after = page["next"]
            if after is None:
                return {row["key"]: row["body"] for row in rows}


def envelope(
    kind: str, body: Mapping[str, Any], actor: str, at: datetime, group: str = ""
) -> str:
    """The bytes of an operation."""
    return json.dumps({
        "v": 1, "op_id": new_id(at), "site": SITE, "kind": kind, "kind_v": 1, "actor": actor,
        "captured_at": stamp(at), "group": group, "body": dict(body),
    })  # fmt: skip


def sent(text: str, op_id: str | None = None) -> dict[str, str]:
    """An operation as it travels."""
    digest = hashlib.sha256(text.encode()).hexdigest()
    return {"op_id": op_id or json.loads(text)["op_id"], "hash": digest, "op": text}


def stamp(at: datetime) -> str:
    """A UTC time with milliseconds."""
    return f"{at:%Y-%m-%dT%H:%M:%S}.{at.microsecond // 1000:03d}Z"
