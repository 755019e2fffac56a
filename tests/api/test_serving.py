# SPDX-License-Identifier: Apache-2.0
"""`flask demo serve` as a newcomer starts it: one command, signed in, booked, stopped by Ctrl-C."""

from __future__ import annotations

import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.api.server import ROOT, Caller, Handheld, Server
from tests.api.test_main_job import PADS, PALLET_1, line, receive

PATIENCE_S = 60


@dataclass
class DemoServer(Server):
    """Started with `flask demo serve`; nothing was prepared."""

    said: str = ""

    def start(self) -> None:
        """Start it; returns when it has said its last line."""
        self.process = subprocess.Popen(
            [sys.executable, "-m", "flask", "--app", "backend.app", "demo", "serve", "--port",
             str(self.port)],
            cwd=ROOT, env=self.environment, text=True, stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL, start_new_session=True,
        )  # fmt: skip
        assert self.process.stdout is not None
        self.said = ""
        while "Ctrl-C stops" not in self.said:
            heard = self.process.stdout.readline()
            assert heard, f"it ended after saying: {self.said}"
            self.said += heard


@pytest.fixture
def demo(tmp_path: Path) -> Iterator[DemoServer]:
    """A demo server in an empty folder."""
    server = DemoServer(f"sqlite:///{tmp_path}/var/pickface.sqlite3", tmp_path)
    server.start()
    yield server
    server.stop(signal.SIGKILL)


def eventually(true: Callable[[], bool]) -> None:
    """Ask now and then until it is so."""
    until, pause = time.monotonic() + PATIENCE_S, threading.Event()
    while not true():
        assert time.monotonic() < until, "it did not come to pass"
        pause.wait(0.2)


def test_one_command_makes_serves_and_books(demo: DemoServer) -> None:
    for word in ("http://localhost", "/board", "Ana Lopez", "2207", "M. Rossi", "7781", "make run"):
        assert word in demo.said
    handheld = Handheld(demo, "tour", "demo", "ana.lopez")
    labels = [group["title"] for group in handheld.get("/demo/tray")["groups"]]
    assert labels[1] == "Receive the truck"
    told = receive(handheld, PALLET_1, PADS, line("BRK-10442", 40, "L26-0188"))
    assert handheld.drain()[told]["outcome"] == "accepted"
    eventually(lambda: handheld.pull("outcome")[told]["booked"])
    process = demo.process
    demo.stop(signal.SIGINT)
    assert process is not None and process.returncode == 0
    demo.start()
    assert "making the demo" not in demo.said, "it is made once"
    again = Caller(demo)
    again.http.cookies = handheld.http.cookies
    assert again.get("/session")["actor"]["id"] == "ana.lopez", "nobody has to sign in again"
    assert demo.command("verify", "--json").startswith('{"site": "DC01"')
