# SPDX-License-Identifier: Apache-2.0
"""A real PostgreSQL for the tests: a private cluster that lives as long as the test run.

It listens on a free TCP port of this machine only, keeps its data in a temporary folder, and
keeps PostgreSQL's durable defaults (fsync on), so that what passes here passes on the floor.

    postgres_cluster   session: the running server; create_database() makes databases on it
    postgres_url       module: SQLAlchemy URL of an empty database of this module's own
"""

from __future__ import annotations

import contextlib
import ctypes
import itertools
import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    import psycopg

VERSION_MIN = 15
START_S_MAX = 60  # on a busy machine a first start has been seen to take several seconds
PR_SET_PDEATHSIG = 1  # Linux, prctl(2)


def find_postgres() -> Path | None:
    """Folder with postgres and initdb of version 15 or later, the newest found; or None."""
    named = os.environ.get("PICKFACE_POSTGRES_BIN")
    homes = [Path(named)] if named else [
        *Path("/usr/lib/postgresql").glob("*/bin"),
        *(Path(path).resolve().parent for path in [shutil.which("postgres")] if path),
        *Path("/opt/homebrew/opt").glob("postgresql@*/bin"),
        *Path("/usr/local/opt").glob("postgresql@*/bin"),
    ]
    usable = [(major_version(home), home) for home in homes]
    return max((pair for pair in usable if pair[0] >= VERSION_MIN), default=(0, None))[1]


def major_version(home: Path) -> int:
    """Major version of the PostgreSQL in this folder; 0 if it is not there or does not run."""
    if not (home / "postgres").exists() or not (home / "initdb").exists():
        return 0
    said = subprocess.run([home / "postgres", "--version"], capture_output=True, text=True,
                          check=False)
    digits = "".join(itertools.takewhile(str.isdigit, said.stdout.split()[-1:][0]
                                         if said.stdout else ""))
    return int(digits or 0)


@dataclass(slots=True)
class PostgresCluster:
    """A running server. Databases are made empty or as a copy of a template."""

    port: int
    names: Iterator[int] = field(default_factory=itertools.count)
    template: str | None = None  # the migrated one, when it was made

    def url(self, database: str) -> str:
        """SQLAlchemy URL of a database on this server."""
        return f"postgresql+psycopg://postgres@127.0.0.1:{self.port}/{database}"

    def connect(self, database: str = "postgres") -> psycopg.Connection:
        """A plain psycopg connection in autocommit mode."""
        import psycopg  # here, as the tests of the rules run without

        return psycopg.connect(host="127.0.0.1", port=self.port, user="postgres",
                               dbname=database, autocommit=True, connect_timeout=5)

    def create_database(self, template: str = "template0") -> str:
        """Make a database and return its URL; a template must have no open connection."""
        name = f"floor_{next(self.names)}"
        with self.connect() as connection:
            connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
        return self.url(name)

    def drop_database(self, url: str) -> None:
        """Remove a database, whoever is still connected to it."""
        name = url.rsplit("/", 1)[1]
        with self.connect() as connection:
            connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def _owner() -> dict[str, Any]:
    """PostgreSQL refuses to run as root: then it runs as the user its package made."""
    if os.geteuid() != 0:
        return {}
    user = pwd.getpwnam("postgres")
    return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}


def _end_with_the_tests() -> None:
    """Ask Linux to stop the server when the test run dies, however it dies."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGQUIT)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _start(home: Path, data: Path) -> tuple[subprocess.Popen[bytes], int]:
    port = _free_port()
    with (data.parent / "log").open("ab") as log:
        server = subprocess.Popen(
            [home / "postgres", "-D", data, "-p", str(port), "-h", "127.0.0.1",
             "-k", data.parent, "-c", "timezone=UTC"],
            stdout=log, stderr=log, cwd=data.parent,
            preexec_fn=_end_with_the_tests,  # noqa: PLW1509 (no thread of ours runs yet)
            **_owner(),
        )
    return server, port


def _wait_until_ready(
        server: subprocess.Popen[bytes], cluster: PostgresCluster, log: Path) -> None:
    from psycopg import OperationalError  # here, for the same reason

    deadline = time.monotonic() + START_S_MAX
    while True:
        try:
            cluster.connect().close()
            return
        except OperationalError:
            assert server.poll() is None, f"PostgreSQL did not start:\n{log.read_text()}"
            assert time.monotonic() < deadline, f"PostgreSQL is not ready:\n{log.read_text()}"
            time.sleep(0.02)


@contextlib.contextmanager
def running_cluster() -> Iterator[PostgresCluster]:
    """Start a private cluster; stop it and remove its files at the end."""
    home = find_postgres()
    assert home, "no PostgreSQL 15+: run `make test` as root, or set PICKFACE_POSTGRES_BIN"
    place = Path(tempfile.mkdtemp(prefix="pickface-pg-"))
    try:
        if os.geteuid() == 0:
            shutil.chown(place, "postgres", "postgres")
        subprocess.run(
            [home / "initdb", "-D", place / "data", "-U", "postgres", "-A", "trust", "-E", "UTF8",
             "--locale=C", "--no-sync"],
            check=True, capture_output=True, cwd=place, **_owner(),
        )
        server, port = _start(home, place / "data")
        try:
            cluster = PostgresCluster(port)
            _wait_until_ready(server, cluster, place / "log")
            yield cluster
        finally:
            server.send_signal(signal.SIGINT)  # fast shutdown: roll back and leave
            server.wait(START_S_MAX)
    finally:
        shutil.rmtree(place, ignore_errors=True)


@pytest.fixture(scope="session")
def postgres_cluster() -> Iterator[PostgresCluster]:
    """The test run's PostgreSQL server."""
    with running_cluster() as cluster:
        yield cluster


@pytest.fixture(scope="module")
def postgres_url(postgres_cluster: PostgresCluster) -> Iterator[str]:
    """SQLAlchemy URL of an empty database that belongs to this test module alone."""
    url = postgres_cluster.create_database()
    yield url
    postgres_cluster.drop_database(url)
