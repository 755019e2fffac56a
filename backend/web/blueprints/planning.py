# SPDX-License-Identifier: Apache-2.0
"""Work that would be given out now. It is given by the requests `wave_release`, `count_plan`,
`reslot` and `replenishment`."""

from __future__ import annotations

from typing import Any

from flask import Response

from backend.web.answers import as_json
from backend.web.auth import allow, this_device
from backend.web.blueprints.base import ApiBlueprint
from backend.web.blueprints.reading import turned
from backend.web.schemas.paging import PageQuerySchema
from backend.web.schemas.planning import (
    CountPlanQuerySchema,
    CountPlanSchema,
    FacesPageSchema,
    SlottingQuerySchema,
    SlottingSchema,
    WavePageSchema,
)
from backend.web.wiring import services

blueprint = ApiBlueprint("planning", "Work that would be given out")


@blueprint.route("/planning/waves", methods=["GET"])
@blueprint.arguments(PageQuerySchema, location="query")
@blueprint.response(200, WavePageSchema)
@allow("supervisor", "admin")
def list_waves(query: dict[str, Any]) -> Response:
    """Waves of orders that wait for their release, those that are due first"""
    now = services().clock()
    return turned(
        lambda site: services().desk.waves(site, now, query["after"], query["limit"])
    )


@blueprint.route("/planning/counts", methods=["GET"])
@blueprint.arguments(CountPlanQuerySchema, location="query")
@blueprint.response(200, CountPlanSchema)
@allow("supervisor", "admin")
def get_count_plan(query: dict[str, Any]) -> Response:
    """Places that a plan of counts would ask for now"""
    desk, now = services().desk, services().clock()
    return as_json(desk.count_plan(this_device().site, now, query["zone"], query["abc"]))


@blueprint.route("/planning/slotting", methods=["GET"])
@blueprint.arguments(SlottingQuerySchema, location="query")
@blueprint.response(200, SlottingSchema)
@allow("supervisor", "admin")
def get_slotting(query: dict[str, Any]) -> Response:
    """Parts that would lie better elsewhere, by the travel that it saves"""
    desk, now = services().desk, services().clock()
    return as_json(desk.slotting(this_device().site, now, query["days"], query["limit"]))


@blueprint.route("/planning/faces", methods=["GET"])
@blueprint.arguments(PageQuerySchema, location="query")
@blueprint.response(200, FacesPageSchema)
@allow("supervisor", "admin")
def list_faces(query: dict[str, Any]) -> Response:
    """Pick faces with what lies there, and what is in reserve"""
    return turned(lambda site: services().desk.faces(site, query["after"], query["limit"]))
