# SPDX-License-Identifier: Apache-2.0
"""The interface, for programs (OpenAPI) and for people (one page, no script, no foreign host)."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Flask, Response, current_app, render_template

from backend.web.answers import as_json
from backend.web.auth import allow
from backend.web.openapi import METHODS, document

API_KEY, DOCUMENT_KEY = "pickface-api", "pickface-openapi"

blueprint = Blueprint("docs", __name__)


@blueprint.get("/api/openapi.json")
@allow("public")
def openapi() -> Response:
    """The OpenAPI document."""
    return as_json(_document(_app()))


@blueprint.get("/api/docs")
@allow("public")
def read() -> str:
    """The same, to read."""
    spec = _document(_app())
    return render_template("docs.html", spec=spec, groups=groups(spec), shape=shape)


@blueprint.get("/api/docs.css")
@allow("public")
def style() -> Response:
    """How the page looks."""
    return Response(render_template("docs.css"), mimetype="text/css")


def _app() -> Flask:
    return current_app._get_current_object()  # type: ignore[attr-defined]


def _document(app: Flask) -> dict[str, Any]:
    """Made with the first question: all routes are there by then."""
    if DOCUMENT_KEY not in app.extensions:
        app.extensions[DOCUMENT_KEY] = document(app, app.extensions[API_KEY])
    found: dict[str, Any] = app.extensions[DOCUMENT_KEY]
    return found


def groups(spec: dict[str, Any]) -> dict[str, list[dict[str, Any]]]:
    """Operations by tag, in the order of the routes."""
    found: dict[str, list[dict[str, Any]]] = {tag["name"]: [] for tag in spec.get("tags", [])}
    for path, item in spec["paths"].items():
        shared = item.get("parameters", [])
        for method in METHODS & item.keys():
            one = item[method]
            found.setdefault(one["tags"][0], []).append(
                {**one, "method": method.upper(), "path": path,
                 "parameters": [*shared, *one.get("parameters", [])]}
            )
    for operations in found.values():
        operations.sort(key=lambda one: (one["path"], one["method"]))
    return found


def shape(spec: dict[str, Any], node: dict[str, Any] | None) -> str:
    """A schema in one readable expression: `{seq: integer, ops: [SentOperation]}`."""
    if not node:
        return "any"
    if "$ref" in node:
        return str(node["$ref"]).rsplit("/", 1)[1]
    for key in ("anyOf", "oneOf", "allOf"):
        if key in node:
            return " | ".join(shape(spec, one) for one in node[key])
    kind = node.get("type", "any")
    if "enum" in node:
        return " | ".join(str(one) for one in node["enum"])
    if kind == "array":
        return f"[{shape(spec, node.get('items'))}]"
    return " | ".join(kind) if isinstance(kind, list) else str(kind)
