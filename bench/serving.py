# SPDX-License-Identifier: Apache-2.0
"""The real server in processes of its own, started as people start it."""

from __future__ import annotations

import contextlib
import http.client
import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from bench.harness import ROOT

START_S_MAX = 60
HEADERS = {"X-Pickface": "1", "Content-Type": "application/json"}


@dataclass(frozen=True, slots=True)
class Served:
    """A running server."""

    port: int
    pid: int

    @property
    def url(self) -> str:
        """Address for a browser."""
        return f"http://localhost:{self.port}"

    def connection(self) -> http.client.HTTPConnection:
        """A connection that is kept open, as a device does."""
        return http.client.HTTPConnection("localhost", self.port, timeout=60)


@contextlib.contextmanager
def served(
    url: str, processes: int = 1, *, port: int = 0, more: Mapping[str, str] | None = None
) -> Iterator[Served]:
    """Start the application on a database; stop it at the end. Raises if it does not start."""
    with tempfile.TemporaryDirectory(prefix="pickface-bench-var-") as var:
        log = Path(var) / "log"
        port = port or free_port()
        words = [
            sys.executable, "-m", "flask", "--app", "backend.app", "serve", "--no-work",
            "--port", str(port), "--workers", str(processes),
        ]  # fmt: skip
        env = {**os.environ, "PICKFACE_DATABASE": url, "PICKFACE_VAR": var, **(more or {})}
        with log.open("wb") as out:
            process = subprocess.Popen(words, cwd=ROOT, env=env, stdout=out, stderr=out)
        try:
            _wait(process, port, log)
            yield Served(port, process.pid)
        finally:
            process.terminate()
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def free_port() -> int:
    """A port that nobody listens on just now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _wait(process: subprocess.Popen[bytes], port: int, log: Path) -> None:
    deadline = time.monotonic() + START_S_MAX
    while True:
        try:
            with contextlib.closing(http.client.HTTPConnection("localhost", port)) as asked:
                asked.request("GET", "/")
                asked.getresponse().read()
            return
        except OSError:
            text = log.read_text(encoding="utf-8", errors="replace")
            assert process.poll() is None, f"the server did not start:\n{text[-3000:]}"
            assert time.monotonic() < deadline, f"the server is not ready:\n{text[-3000:]}"
            time.sleep(0.05)
