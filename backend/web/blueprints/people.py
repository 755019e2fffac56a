# SPDX-License-Identifier: Apache-2.0
"""People of the site: so that a decision shows a name and not an id."""

from __future__ import annotations

from typing import Any

from flask import Response

from backend.web.answers import as_json
from backend.web.auth import allow, this_actor
from backend.web.blueprints.base import ApiBlueprint
from backend.web.schemas.paging import PageQuerySchema
from backend.web.schemas.people import PersonPageSchema, person_body
from backend.web.wiring import services

blueprint = ApiBlueprint("people", "Who works here")


@blueprint.route("/people", methods=["GET"])
@blueprint.arguments(PageQuerySchema, location="query")
@blueprint.response(200, PersonPageSchema)
@allow("supervisor", "admin")
def list_people(page: dict[str, Any]) -> Response:
    """People of the site, with their names and roles; those who left too, since they are named"""
    actor, _ = this_actor()
    found, following = services().people.actors(actor.site, page["after"], page["limit"])
    return as_json({"items": [person_body(*one) for one in found], "next": following})
