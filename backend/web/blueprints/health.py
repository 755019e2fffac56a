# SPDX-License-Identifier: Apache-2.0
"""For machines that watch: alive, ready, which version, and figures."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, current_app

from backend.web.answers import as_json
from backend.web.auth import allow
from backend.web.metrics import METRICS_KEY
from backend.web.wiring import services

VERSION = "0.1.0"

blueprint = Blueprint("health", __name__)


@blueprint.get("/healthz")
@allow("public")
def healthz() -> Response:
    """The process answers. No database, no disk."""
    return as_json({"ok": True})


@blueprint.get("/readyz")
@allow("public")
def readyz() -> Response:
    """Work can be taken in: writer lane, schema, disk. A proxy sends work elsewhere on 503."""
    checks = services().readiness()
    ready = all(check.ok for check in checks)
    seen: dict[str, Any] = {check.name: {"ok": check.ok, "text": check.text} for check in checks}
    return as_json({"ok": ready, "checks": seen}, 200 if ready else 503)


@blueprint.get("/version")
@allow("public")
def version() -> Response:
    """Which build answers."""
    return as_json({"name": "pickface", "version": VERSION, "protocol": 1})


@blueprint.get("/metrics")
@allow("monitor", "supervisor", "admin")
def metrics() -> Response:
    """Figures of this process, in Prometheus' text format."""
    figures = current_app.extensions[METRICS_KEY]
    return Response(figures.text(), mimetype="text/plain; version=0.0.4")
