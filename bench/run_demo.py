# SPDX-License-Identifier: Apache-2.0
"""demo_create: how long a newcomer waits, at the first start and at the second."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from statistics import median

from bench.harness import ROOT, Measured, benchmark, figure, seconds
from tests.browser.app_server import AppServer, make_demo

SECOND_START_S_MAX = 5
STARTS = 3


@benchmark("demo_create")
def demo_create() -> Iterator[Measured]:
    """The demo site made, then a server on it that answers."""
    bare = median(seconds(_python) for _ in range(STARTS))
    against = ("a bare start of Python", bare)
    _set_up()  # what a first `make run` does is not what is measured here
    with tempfile.TemporaryDirectory(prefix="pickface-bench-demo-") as folder:
        yield figure("demo_create", seconds(lambda: make_demo(Path(folder))), "s", against=against)
        starts = [_second(Path(folder)) for _ in range(STARTS)]
    yield figure("demo_create.second_start", starts, "s", against=against, bar=SECOND_START_S_MAX)


def _second(home: Path) -> float:
    """As `make run` starts: is everything set up, then the server until it answers."""
    server = AppServer(home)
    try:
        return seconds(_set_up) + seconds(server.start)
    finally:
        server.kill()


def _set_up() -> None:
    subprocess.run([sys.executable, "tools/setup.py", "run"], cwd=ROOT, check=True)


def _python() -> None:
    subprocess.run([sys.executable, "-c", ""], check=True)
