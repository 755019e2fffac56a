# SPDX-License-Identifier: Apache-2.0
"""What only a demo site shows: its barcodes, to click or to print."""

from __future__ import annotations

from typing import Any

from flask import Response

from backend.web.answers import as_json
from backend.web.auth import allow
from backend.web.blueprints.base import ApiBlueprint
from backend.web.errors import Problem
from backend.web.schemas.demo import TraySchema
from backend.web.schemas.problem import ProblemSchema
from backend.web.tray_sheet import tray_sheet
from backend.web.wiring import services

blueprint = ApiBlueprint("demo", "The demo site")


@blueprint.route("/demo/tray", methods=["GET"])
@blueprint.response(200, TraySchema)
@blueprint.alt_response(404, schema=ProblemSchema, description="this is no demo site")
@allow("public")
def tray() -> Response:
    """The barcodes of the ten-minute tour, in its order"""
    return as_json(_tray())


@blueprint.route("/demo/tray.pdf", methods=["GET"])
@blueprint.response(200, {"type": "string", "format": "binary"}, content_type="application/pdf")
@blueprint.alt_response(404, schema=ProblemSchema, description="this is no demo site")
@allow("public")
def sheet() -> Response:
    """The same on one A4 sheet, for a real scanner"""
    return Response(tray_sheet(_tray()), mimetype="application/pdf")


def _tray() -> dict[str, Any]:
    found = services().tray()
    if found is None:
        raise Problem(404, "not_found", "this is no demo site")
    return found
