# SPDX-License-Identifier: Apache-2.0
"""`flask serve`: gunicorn with threads, and in each process the thread that feeds the ERP.

On SQLite there is one process, since one writes at a time; on PostgreSQL there may be several.
The application is made after the fork, so that no process inherits another's connections.
"""

from __future__ import annotations

import errno
import gc
import logging
import os
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import click
from flask import Flask, current_app
from flask.cli import with_appcontext
from gunicorn.app.base import BaseApplication  # type: ignore[import-untyped]
from gunicorn.config import Config  # type: ignore[import-untyped]
from gunicorn.sock import TCP6Socket, TCPSocket  # type: ignore[import-untyped]
from gunicorn.util import is_ipv6  # type: ignore[import-untyped]

from backend.commands.work import carry, relay_of
from backend.store.database import Database
from backend.web.wiring import services

log = logging.getLogger(__name__)

THREADS = 16         # requests at once in a process; most wait for the writer, not for the CPU
TIMEOUT_S = 60       # of a process that does not answer its master any more
GRACE_S = 10         # for requests in hand when the server stops
KEEP_ALIVE_S = 30    # a handheld sends every few seconds; a new connection costs it a round trip


@dataclass(frozen=True, slots=True)
class Serving:
    """Where and how to serve."""

    host: str
    port: int
    workers: int = 1
    demo: bool = False
    verbose: bool = False
    relay: bool = True


@click.command("serve")
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8417, show_default=True)
@click.option("--workers", default=1, show_default=True, help="Processes; one on SQLite.")
@click.option("--no-work", is_flag=True, help="Leave the ERP to `flask work`.")
@with_appcontext
def group(host: str, port: int, workers: int, no_work: bool) -> None:
    """Serve pages and interface until stopped, behind a proxy that speaks HTTPS."""
    dialect = current_app.extensions["pickface-database"].engine.dialect.name
    if workers > 1 and dialect == "sqlite":
        raise click.ClickException("SQLite has one writer: use --workers 1, or PostgreSQL")
    free_port(host, port, "flask --app backend.app serve")
    serving = Serving(host, port, workers, services().settings.demo, True, not no_work)
    run(serving, lambda: click.echo(f"serving on http://{host}:{port}"))


def free_port(host: str, port: int, command: str) -> None:
    """Stop in one sentence where nothing can be served; gunicorn would try five times first."""
    listener = TCP6Socket if is_ipv6(host) else TCPSocket
    try:
        listener((host, port), Config(), log).close()
    except OSError as error:
        other = f"choose another with: {command} --port {port + 1 if port < 65_535 else 8417}"
        if error.errno == errno.EADDRINUSE:
            text = f"port {port} is taken by another program; {other}"
            raise click.ClickException(text) from error
        why = error.strerror or str(error)
        raise click.ClickException(f"cannot serve on {host}:{port} ({why}); {other}") from error


def run(serving: Serving, ready: Callable[[], None]) -> None:
    """Serve until SIGTERM or Ctrl-C. `ready` is called once, when requests are answered."""
    database: Database = current_app.extensions["pickface-database"]
    database.close()
    Server(serving, ready).run()


class Server(BaseApplication):
    """Gunicorn, told what to do by us and not by files or variables of its own."""

    def __init__(self, serving: Serving, ready: Callable[[], None]) -> None:
        self._serving, self._ready = serving, ready
        self._stop = threading.Event()
        self._relay: threading.Thread | None = None
        super().__init__()

    def load_config(self) -> None:
        for name, value in self._settings().items():
            self.cfg.set(name, value)

    def _settings(self) -> Mapping[str, Any]:
        serving = self._serving
        memory = "/dev/shm"
        return {
            "bind": f"{serving.host}:{serving.port}",
            "workers": serving.workers,
            "worker_class": "gthread",
            "threads": THREADS,
            "timeout": TIMEOUT_S,
            "graceful_timeout": GRACE_S,
            "keepalive": KEEP_ALIVE_S,
            "loglevel": "warning",
            "control_socket_disable": True,
            "worker_tmp_dir": memory if os.access(memory, os.W_OK) else None,
            "post_worker_init": self._begin,
            "worker_exit": self._end,
        }

    def load(self) -> Flask:
        """The application of this process."""
        from backend.app import create_app

        settings = {**os.environ, **({"PICKFACE_DEMO": "1"} if self._serving.demo else {})}
        app = create_app(settings)
        if not self._serving.verbose:
            logging.getLogger("pickface").setLevel(logging.WARNING)
        return app

    def _begin(self, worker: Any) -> None:
        """In the new process: start the thread that feeds the ERP, and say that we are there."""
        gc.freeze()  # the program itself is no garbage: each full collection walked all of it
        app: Flask = worker.wsgi
        if self._serving.relay:
            with app.app_context():
                relay = relay_of()
            self._relay = threading.Thread(
                target=carry, args=(relay, self._stop), name="relay", daemon=True
            )
            self._relay.start()
        if worker.age == 1:
            self._ready()

    def _end(self, server: Any, worker: Any) -> None:
        """In the ending process: let the thread finish the document in its hands."""
        self._stop.set()
        if self._relay is not None:
            self._relay.join(GRACE_S)
        app: Flask | None = getattr(worker, "wsgi", None)
        if app is not None:
            app.extensions["pickface"].push.close()
            app.extensions["pickface-database"].close()
