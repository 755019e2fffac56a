# SPDX-License-Identifier: Apache-2.0
"""A real server process over a copy of the demo site, which can be killed and started again."""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from http.cookiejar import CookieJar
from pathlib import Path
from typing import Any
from urllib.request import HTTPCookieProcessor, OpenerDirector, Request, build_opener

ROOT = Path(__file__).parents[2]
FLASK = (sys.executable, "-m", "flask", "--app", "backend.app")
DATABASE = "pickface.sqlite3"
READY = "Pickface runs."
PACE_S = 0.2  # between readings: a device may ask 25 times a second (backend/limits.py)
HTTP_S_MAX = 20


def settings(home: Path) -> dict[str, str]:
    """The environment of a server whose database and keys lie in `home`."""
    own = {
        "PICKFACE_DATABASE": f"sqlite:///{home / DATABASE}",
        "PICKFACE_VAR": str(home),
        "PICKFACE_DEMO": "1",
    }
    kept = {name: text for name, text in os.environ.items() if not name.startswith("PICKFACE_")}
    return {**kept, **own}


def make_demo(home: Path) -> None:
    """Makes a demo site in `home`, to be copied for each test."""
    made = subprocess.run(
        [*FLASK, "demo", "create"], cwd=ROOT, env=settings(home), check=False, text=True,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
    )  # fmt: skip
    assert made.returncode == 0, made.stdout


def free_port() -> int:
    """A port that the system says is free."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass
class AppServer:
    """`flask demo serve` on one port and one database, over all its lives."""

    home: Path
    port: int = field(default_factory=free_port)
    process: subprocess.Popen[str] | None = None

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def database(self) -> Path:
        return self.home / DATABASE

    def start(self) -> None:
        """Starts it; returns when it answers."""
        assert self.process is None
        self.process = subprocess.Popen(
            [*FLASK, "demo", "serve", "--port", str(self.port)], cwd=ROOT, text=True,
            env={**settings(self.home), "PYTHONUNBUFFERED": "1"},
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, start_new_session=True,
        )  # fmt: skip
        assert self.process.stdout
        said: list[str] = []
        for line in self.process.stdout:
            said.append(line)
            if READY in line:
                return
        raise AssertionError("the server did not start: " + "".join(said))

    def kill(self) -> None:
        """SIGKILL to the whole process group: no goodbye, nothing flushed."""
        if self.process is None:
            return
        os.killpg(self.process.pid, signal.SIGKILL)
        assert self.process.stdout
        self.process.stdout.read()  # ends when the last process of the group has gone
        self.process.stdout.close()
        self.process.wait()
        self.process = None

    def is_dead(self) -> bool:
        """Whether nobody listens on the port."""
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", self.port)) != 0


def copy_of(template: Path, home: Path) -> AppServer:
    """A server over a fresh copy of the demo site; not started."""
    shutil.copytree(template, home)
    return AppServer(home)


class Api:
    """The public interface as another program sees it: cookies and JSON."""

    def __init__(self, address: str) -> None:
        self.address = address
        self._open: OpenerDirector = build_opener(HTTPCookieProcessor(CookieJar()))

    def call(self, method: str, path: str, body: Any = None) -> Any:
        """JSON of the answer; an HTTP fault is raised."""
        data = None if body is None else json.dumps(body).encode()
        headers = {"Content-Type": "application/json", "X-Pickface": "1"}
        request = Request(self.address + path, data, headers, method=method)
        with self._open.open(request, timeout=HTTP_S_MAX) as reply:
            text = reply.read()
        return json.loads(text) if text else None

    def get(self, path: str) -> Any:
        return self.call("GET", path)

    def post(self, path: str, body: Any) -> Any:
        return self.call("POST", path, body)

    def until(self, read: Callable[[], list[Any]], good: Callable[[list[Any]], bool]) -> list[Any]:
        """What `read` gives as soon as it is `good`; after the limit, what it gave last."""
        end = time.monotonic() + HTTP_S_MAX
        while not good(found := read()) and time.monotonic() < end:
            time.sleep(PACE_S)
        return found

    def every(self, path: str) -> list[Any]:
        """All rows of a paged list."""
        rows: list[Any] = []
        after = ""
        while True:
            joint = "&" if "?" in path else "?"
            page = self.get(f"{path}{joint}limit=200{after}")
            rows += page["items"]
            if not page.get("next"):
                return rows
            after = f"&after={page['next']}"
