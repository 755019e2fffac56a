# SPDX-License-Identifier: Apache-2.0
"""What only a demo site shows: its barcodes, to click or to print."""

from __future__ import annotations

from flask import Response

from backend.web.answers import as_json
from backend.web.auth import allow
from backend.web.blueprints.base import ApiBlueprint
from backend.web.errors import Problem
from backend.web.schemas.demo import TraySchema
from backend.web.schemas.problem import ProblemSchema
from backend.web.wiring import services

blueprint = ApiBlueprint("demo", "The demo site")


@blueprint.route("/demo/tray", methods=["GET"])
@blueprint.response(200, TraySchema)
@blueprint.alt_response(404, schema=ProblemSchema, description="this is no demo site")
@allow("public")
def tray() -> Response:
    """The barcodes of the ten-minute tour, in its order"""
    found = services().tray()
    if found is None:
        raise Problem(404, "not_found", "this is no demo site")
    return as_json(found)
