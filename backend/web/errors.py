# SPDX-License-Identifier: Apache-2.0
"""One shape for everything that goes wrong: `{code, message, errors?, where?}`.

`code` is for programs and never changes its meaning; `message` is for the log of whoever builds
against the interface. A business result is never an error.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from threading import Lock
from typing import Any

from flask import Flask, g, render_template, request
from flask_smorest import Api, Blueprint
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response

from backend.limits import RETRY_AFTER_S
from backend.web.schemas.problem import ProblemSchema

log = logging.getLogger("pickface.web")

CODES = {
    400: "unreadable",
    401: "sign_in",
    403: "forbidden",
    404: "not_found",
    405: "method_not_allowed",
    406: "not_acceptable",
    408: "too_slow",
    409: "conflict",
    413: "too_large",
    414: "address_too_long",
    415: "json_only",
    422: "unreadable",
    426: "protocol_unknown",
    429: "too_many_requests",
    431: "headers_too_large",
    503: "busy",
    507: "disk_full",
}

Answer = tuple[dict[str, Any], int, dict[str, str]]


class Problem(Exception):
    """Raised at the edge of the web to end a request with a clear answer."""

    def __init__(
        self,
        status: int,
        code: str,
        message: str,
        *,
        where: str | None = None,
        headers: Mapping[str, str] | None = None,
        **more: Any,
    ) -> None:
        super().__init__(message)
        self.status = status
        self.headers = dict(headers or {})
        self.body: dict[str, Any] = {"code": code, "message": message, **more}
        if where is not None:
            self.body["where"] = where


class PickfaceApi(Api):
    """flask-smorest with our shape of errors, and its document only for who asks for it: to write
    it takes most of the time of a start, and no command needs it."""

    ERROR_SCHEMA = ProblemSchema

    def __init__(self, app: Flask) -> None:
        self._untold: list[tuple[Blueprint, str]] = []
        self._telling = Lock()
        super().__init__(app)

    def register_blueprint(self, blp: Blueprint, **options: Any) -> None:
        """Its routes now; what the document says of them later."""
        name = options.get("name", blp.name)
        self._app.extensions["flask-smorest"]["blp_name_to_api"][name] = self
        self._app.register_blueprint(blp, **options)
        self._untold.append((blp, name))

    def document(self) -> dict[str, Any]:
        """The OpenAPI document of all routes that were registered."""
        with self._telling:
            while self._untold:
                blp, name = self._untold.pop(0)
                blp.register_views_in_doc(
                    self, self._app, self.spec, name=name, parameters=None
                )
                self.spec.tag({"name": name, "description": blp.description})
            told: dict[str, Any] = self.spec.to_dict()
            return told

    def handle_http_exception(self, error: HTTPException) -> Answer | Response:
        return answer_http(error)


def answer_http(error: HTTPException) -> Answer | Response:
    """The answer to what Flask or webargs found wrong."""
    status = error.code or 500
    if status < 400:  # a redirect is no error
        return error.get_response()
    if status == 404 and _in_a_browser():
        page = render_template("not_found.html")
        return Response(page, 404, {"Cache-Control": "no-store"}, mimetype="text/html")
    code = CODES.get(status, "server_fault" if status >= 500 else "unreadable")
    body: dict[str, Any] = {"code": code, "message": _text(error, status)}
    data = getattr(error, "data", None) or {}
    found = data.get("messages") or data.get("errors")
    if found:
        body["errors"] = found
        body["where"] = first_path(found)
    headers = {name: value for name, value in error.get_headers() if name in _KEPT}
    return body, status, headers


def _in_a_browser() -> bool:
    """True where somebody typed the address: programs, ours too, do not ask for a page."""
    return request.method == "GET" and "text/html" in request.headers.get("Accept", "")


_KEPT = {"Allow", "Retry-After"}


def _text(error: HTTPException, status: int) -> str:
    return "something went wrong on the server" if status >= 500 else str(error.name)


def first_path(errors: Any) -> str:
    """The place of the first fault in a tree of messages: `json.ops.0.seq`."""
    path: list[str] = []
    while isinstance(errors, dict) and errors:
        name, errors = next(iter(errors.items()))
        path.append(str(name)[:64])
    return ".".join(path)


def register(app: Flask, busy: tuple[type[Exception], ...]) -> None:
    """Attach the handlers. `busy` are the exceptions that mean: nothing done, ask again."""
    app.register_error_handler(Problem, _answer_problem)
    app.register_error_handler(RecursionError, _answer_too_deep)
    app.register_error_handler(OverflowError, _answer_too_big)
    app.register_error_handler(Exception, _answer_fault)
    for kind in busy:
        app.register_error_handler(kind, _answer_busy)


def _answer_problem(problem: Exception) -> Answer:
    assert isinstance(problem, Problem)
    return problem.body, problem.status, problem.headers


def _answer_too_deep(_: Exception) -> Answer:
    return {"code": "unreadable", "message": "nested too deeply"}, 422, {}


def _answer_too_big(_: Exception) -> Answer:
    """A number that no database column holds, from somewhere that looked opaque to us."""
    return {"code": "unreadable", "message": "a number is too large"}, 422, {}


def _answer_busy(error: Exception) -> Answer:
    log.warning("busy", extra={"fields": {"error": str(error)}})
    body = {"code": "busy", "message": "nothing is lost; send the same bytes again soon"}
    return body, 503, {"Retry-After": str(RETRY_AFTER_S)}


def _answer_fault(error: Exception) -> Answer:
    """A bug. The log has the traceback, the caller the id to find it with."""
    log.exception("server_fault", exc_info=error)
    message = f"something went wrong on the server; ask with id {g.get('request_id', '-')}"
    return {"code": "server_fault", "message": message}, 500, {}
