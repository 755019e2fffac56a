# SPDX-License-Identifier: Apache-2.0
"""The OpenAPI document: flask-smorest's, with who may call each route and what may go wrong."""

from __future__ import annotations

import copy
from typing import Any

from flask import Flask

from backend.web.auth import ATTRIBUTE, DEVICE_COOKIE, ROLES, SAFE_METHODS, SENDS
from backend.web.errors import PickfaceApi

METHODS = {"get", "post", "put", "patch", "delete"}
SCHEMES = {
    "device": {
        "type": "apiKey", "in": "cookie", "name": DEVICE_COOKIE,
        "description": "Set by enrolling; over HTTPS its name begins with __Host-.",
    },
    "actor": {
        "type": "apiKey", "in": "cookie", "name": "pf_actor",
        "description": "Set by signing in; over HTTPS its name begins with __Host-.",
    },
}
X_PICKFACE = {
    "name": "X-Pickface", "in": "header", "required": True,
    "schema": {"type": "string", "enum": ["1"]},
    "description": "Proves that no foreign page's form sent this.",
}
FAULTS = {
    "401": "not enrolled, or not signed in",
    "403": "not allowed",
    "409": "epoch_changed or fork; or the id stands for other bytes",
    "413": "too large",
    "415": "not JSON",
    "422": "unreadable; `where` names the field",
    "426": "protocol version unknown",
    "429": "wait as Retry-After says",
    "503": "busy; nothing was done, or send the same bytes again",
    "507": "no room for pictures; nothing is lost, try again later",
}
PROBLEM = {"application/json": {"schema": {"$ref": "#/components/schemas/Problem"}}}


def document(app: Flask, api: PickfaceApi) -> dict[str, Any]:
    """The whole document of this application, as OpenAPI 3.1."""
    spec: dict[str, Any] = copy.deepcopy(api.document())
    spec["components"]["securitySchemes"] = SCHEMES
    views = _views_by_route(app)
    for path, item in spec["paths"].items():
        for method, operation in item.items():
            if method in METHODS:
                view = views[path, method]
                _complete(operation, method, path, getattr(view, ATTRIBUTE))
                _takes(operation, getattr(view, SENDS))
    return spec


def _takes(operation: dict[str, Any], types: tuple[str, ...]) -> None:
    """A route that takes pictures: which, and what may go wrong with them."""
    if not types:
        return
    picture = {"schema": {"type": "string", "format": "binary"}}
    operation["requestBody"] = {"required": True, "content": dict.fromkeys(types, picture)}
    for status in ("409", "507"):
        operation["responses"][status] = {"description": FAULTS[status], "content": PROBLEM}


def _views_by_route(app: Flask) -> dict[tuple[str, str], Any]:
    found = {}
    for rule in app.url_map.iter_rules():
        path = rule.rule.replace("<", "{").replace(">", "}")
        for method in rule.methods or ():
            found[path, method.lower()] = app.view_functions[rule.endpoint]
    return found


def _complete(operation: dict[str, Any], method: str, path: str, who: frozenset[str]) -> None:
    operation["x-allow"] = sorted(who)
    operation["security"] = _security(who)
    expected = {"429", "503"}
    if "public" not in who:
        expected |= {"401", "403"}
    if method.upper() not in SAFE_METHODS:
        expected |= {"403", "413", "415", "422"}
        operation.setdefault("parameters", []).append(X_PICKFACE)
    if operation.get("parameters"):
        expected.add("422")
    if path.endswith(("/push", "/pull")):
        expected |= {"409"} | ({"426"} if path.endswith("/push") else set())
    if "{" in path:
        expected.add("404")
    answers = operation["responses"]
    answers.pop("default", None)
    for status in sorted(expected):
        text = FAULTS.get(status, "no such thing")
        answers[status] = {"description": text, "content": PROBLEM}


def _security(who: frozenset[str]) -> list[dict[str, list[str]]]:
    if "public" in who:
        return []
    if who & (ROLES | {"actor"}):
        return [{"device": [], "actor": []}]
    return [{"device": []}]
