# SPDX-License-Identifier: Apache-2.0
"""One JSON line an event, one line a request. No bodies, no headers, no query, no secrets."""

from __future__ import annotations

import json
import logging
import re
import secrets
import time
from datetime import UTC, datetime
from typing import Any

from flask import Flask, Response, g, request

from backend.limits import EVENT_LOG_CHARACTERS_MAX

log = logging.getLogger("pickface.request")

_GIVEN_ID = re.compile(r"^[A-Za-z0-9-]{8,64}\Z")


class JsonLines(logging.Formatter):
    """A record as one line; line breaks inside a value stay inside its quotes."""

    def format(self, record: logging.LogRecord) -> str:
        at = datetime.fromtimestamp(record.created, UTC)
        line: dict[str, Any] = {
            "at": at.isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "event": record.getMessage(),
            "room": record.name,
        }
        for name, value in getattr(record, "fields", {}).items():
            line[name] = value[:EVENT_LOG_CHARACTERS_MAX] if isinstance(value, str) else value
        if record.exc_info:
            line["traceback"] = self.formatException(record.exc_info)
        return json.dumps(line, default=str)


def set_up(level: int = logging.INFO) -> None:
    """Send our events to standard error as JSON lines; once a process."""
    room = logging.getLogger("pickface")
    if not room.handlers:
        handler = logging.StreamHandler()
        handler.setFormatter(JsonLines())
        room.addHandler(handler)
        room.propagate = False
    room.setLevel(level)


def register(app: Flask) -> None:
    """Give every request an id, and log it when it is answered."""

    @app.before_request
    def begin() -> None:
        given = request.headers.get("X-Request-Id", "")
        g.request_id = given if _GIVEN_ID.match(given) else secrets.token_hex(8)
        g.began_s = time.perf_counter()

    @app.after_request
    def end(response: Response) -> Response:
        response.headers["X-Request-Id"] = g.get("request_id", "-")
        fields = _fields(response)
        quiet = request.endpoint in ("health.healthz", "pages.asset")
        log.log(logging.DEBUG if quiet else logging.INFO, "request", extra={"fields": fields})
        return response


def _fields(response: Response) -> dict[str, Any]:
    who = g.get("asking")
    return {
        "id": g.get("request_id"),
        "method": request.method,
        "path": request.path,
        "status": response.status_code,
        "ms": round((time.perf_counter() - g.get("began_s", time.perf_counter())) * 1000, 1),
        "device": who.device.id if who and who.device else None,
        "actor": who.actor.id if who and who.actor else None,
    }
