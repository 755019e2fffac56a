# SPDX-License-Identifier: Apache-2.0
"""Parts and locations, holds and shipments, for programs that do not follow the feed."""

from __future__ import annotations

from typing import Any

from flask import Response

from backend.web.answers import as_json, compressed
from backend.web.auth import allow, this_device
from backend.web.blueprints.base import ApiBlueprint
from backend.web.blueprints.reading import page_of, the
from backend.web.schemas.masters import (
    HoldPageSchema,
    HoldsQuerySchema,
    LocationPageSchema,
    LocationsQuerySchema,
    PartPageSchema,
    PartSchema,
    PartsQuerySchema,
    ShipmentPageSchema,
    ShipmentsQuerySchema,
)
from backend.web.wiring import services

blueprint = ApiBlueprint("masters", "Parts, locations, holds and shipments")


@blueprint.route("/parts", methods=["GET"])
@blueprint.arguments(PartsQuerySchema, location="query")
@blueprint.response(200, PartPageSchema)
@allow("actor")
def list_parts(query: dict[str, Any]) -> Response:
    """Parts by number"""
    return compressed(page_of(services().reads.parts, query, "starting"))


@blueprint.route("/parts/<part>", methods=["GET"])
@blueprint.response(200, PartSchema)
@allow("actor")
def get_part(part: str) -> Response:
    """One part"""
    return as_json(the(services().reads.part(this_device().site, the(part)), "no such part"))


@blueprint.route("/locations", methods=["GET"])
@blueprint.arguments(LocationsQuerySchema, location="query")
@blueprint.response(200, LocationPageSchema)
@allow("actor")
def list_locations(query: dict[str, Any]) -> Response:
    """Locations by code"""
    return compressed(page_of(services().reads.locations, query, "role"))


@blueprint.route("/holds", methods=["GET"])
@blueprint.arguments(HoldsQuerySchema, location="query")
@blueprint.response(200, HoldPageSchema)
@allow("actor")
def list_holds(query: dict[str, Any]) -> Response:
    """Quality holds by id, those that were released too"""
    return compressed(page_of(services().reads.holds, query, "state"))


@blueprint.route("/shipments", methods=["GET"])
@blueprint.arguments(ShipmentsQuerySchema, location="query")
@blueprint.response(200, ShipmentPageSchema)
@allow("actor")
def list_shipments(query: dict[str, Any]) -> Response:
    """Shipments by number"""
    return compressed(page_of(services().reads.shipments, query, "state"))
