# SPDX-License-Identifier: Apache-2.0
"""What waits for a supervisor's decision."""

from __future__ import annotations

from typing import Any

from flask import Response

from backend.web.answers import compressed
from backend.web.auth import allow
from backend.web.blueprints.base import ApiBlueprint
from backend.web.blueprints.reading import turned
from backend.web.schemas.work import ExceptionPageSchema, ExceptionsQuerySchema
from backend.web.wiring import services

blueprint = ApiBlueprint("exceptions", "What waits for a decision")


@blueprint.route("/exceptions", methods=["GET"])
@blueprint.arguments(ExceptionsQuerySchema, location="query")
@blueprint.response(200, ExceptionPageSchema)
@allow("supervisor", "admin")
def list_exceptions(query: dict[str, Any]) -> Response:
    """Exceptions in the order in which they arose"""
    state, after, limit = query.get("state"), query["after"], query["limit"]
    return compressed(turned(lambda site: services().reads.exceptions(site, state, after, limit)))
