# SPDX-License-Identifier: Apache-2.0
"""The built app: pages and worker are asked for anew each time, hashed assets kept for ever."""

from __future__ import annotations

from pathlib import Path

from flask import Blueprint, Response, render_template, send_from_directory, url_for

from backend.web.auth import allow
from backend.web.wiring import services

FOREVER = "public, max-age=31536000, immutable"
ASK_FIRST = "no-cache"
HOUR = "public, max-age=3600"

blueprint = Blueprint("pages", __name__)


def _file(name: str, cache: str) -> Response:
    response = send_from_directory(services().settings.dist, name)
    response.headers["Cache-Control"] = cache
    return response


def _page(name: str) -> Response:
    if not (services().settings.dist / name).is_file():
        page = render_template("not_built.html", name=name)
        return Response(page, 503, headers={"Cache-Control": "no-store"})
    return _file(name, ASK_FIRST)


@blueprint.get("/")
@allow("public")
def handheld() -> Response:
    """The handheld."""
    return _page("index.html")


@blueprint.get("/board")
@allow("public")
def board() -> Response:
    """The supervisor's board."""
    return _page("board.html")


@blueprint.get("/station")
@allow("public")
def station() -> Response:
    """The label station."""
    return _page("station.html")


@blueprint.get("/labels")
@blueprint.get("/labels/")
@allow("public")
def labels() -> Response:
    """What people type who look for the label station."""
    return Response(status=302, headers={"Location": url_for("pages.station")})


@blueprint.get("/sw.js")
@allow("public")
def worker() -> Response:
    """The service worker; never from a cache, so that a bad one can be replaced."""
    response = _file("sw.js", ASK_FIRST)
    response.headers["Service-Worker-Allowed"] = "/"
    return response


@blueprint.get("/manifest.webmanifest")
@allow("public")
def manifest() -> Response:
    """What makes the app installable."""
    response = _file("manifest.webmanifest", ASK_FIRST)
    response.mimetype = "application/manifest+json"
    return response


@blueprint.get("/assets/<path:name>")
@allow("public")
def asset(name: str) -> Response:
    """Files whose names change with their content."""
    return _file(f"assets/{name}", FOREVER)


@blueprint.get("/icons/<path:name>")
@allow("public")
def icon(name: str) -> Response:
    """Icons of the installed app."""
    return _file(f"icons/{name}", HOUR)


@blueprint.get("/favicon.ico")
@allow("public")
def favicon() -> Response:
    """What browsers ask for without being told to."""
    return _file("icons/icon-48.png", HOUR)


def needs_wasm(dist: Path) -> bool:
    """True when the built app carries WebAssembly, which the page's policy must then permit."""
    return any((dist / "assets").glob("*.wasm"))
