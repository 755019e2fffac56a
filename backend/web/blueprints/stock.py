# SPDX-License-Identifier: Apache-2.0
"""Stock: where it stands, what may be promised, how it came there."""

from __future__ import annotations

from typing import Any

from flask import Response

from backend.web.answers import as_json, compressed
from backend.web.auth import allow, this_device
from backend.web.blueprints.base import ApiBlueprint
from backend.web.blueprints.reading import page_of, the
from backend.web.schemas.stock import (
    AvailabilitySchema,
    HolderSchema,
    MovePageSchema,
    MovesQuerySchema,
    PlatePageSchema,
    PlatesQuerySchema,
    StandingPageSchema,
    StockQuerySchema,
)
from backend.web.wiring import services

blueprint = ApiBlueprint("stock", "Stock, availability and moves")


@blueprint.route("/stock", methods=["GET"])
@blueprint.arguments(StockQuerySchema, location="query")
@blueprint.response(200, StandingPageSchema)
@allow("actor")
def list_stock(query: dict[str, Any]) -> Response:
    """Balances with their status, their holds and where they stand"""
    return page_of(services().reads.stock, query, "part", "location", "lpn", "serial", "lot")


@blueprint.route("/stock/<part>/availability", methods=["GET"])
@blueprint.response(200, AvailabilitySchema)
@allow("actor")
def get_availability(part: str) -> Response:
    """On hand, held, moving, available, allocated and available to promise"""
    found = services().reads.availability(this_device().site, the(part))
    return as_json(the(found, "no such part"))


@blueprint.route("/stock/holders/<holder>", methods=["GET"])
@blueprint.response(200, HolderSchema)
@allow("actor")
def get_holder(holder: str) -> Response:
    """Where a plate (`lpn:...`) or a location is, and which plates stand in it"""
    found = services().reads.holder(this_device().site, the(holder))
    return as_json(the(found, "no such plate or location"))


@blueprint.route("/stock/plates", methods=["GET"])
@blueprint.arguments(PlatesQuerySchema, location="query")
@blueprint.response(200, PlatePageSchema)
@allow("actor")
def list_plates(query: dict[str, Any]) -> Response:
    """Plates by the end of their number, with where each was seen last"""
    return page_of(services().reads.plates, query, "ending")


@blueprint.route("/stock/moves", methods=["GET"])
@blueprint.arguments(MovesQuerySchema, location="query")
@blueprint.response(200, MovePageSchema)
@allow("actor")
def list_moves(query: dict[str, Any]) -> Response:
    """The story of a part, a serial or a holder, the oldest move first"""
    return compressed(page_of(services().reads.moves, query, "part", "serial", "holder"))
