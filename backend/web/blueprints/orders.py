# SPDX-License-Identifier: Apache-2.0
"""Orders, notices of goods to come, and the tasks that follow from both."""

from __future__ import annotations

from typing import Any

from flask import Response

from backend.web.answers import as_json, compressed
from backend.web.auth import allow, this_device
from backend.web.blueprints.base import ApiBlueprint
from backend.web.blueprints.reading import page_of, the, turned
from backend.web.schemas.stock import CodePageQuerySchema, StandingPageSchema
from backend.web.schemas.work import (
    AsnPageSchema,
    AsnsQuerySchema,
    OneOrderSchema,
    OrderPageSchema,
    OrdersQuerySchema,
    TaskPageSchema,
    TasksQuerySchema,
)
from backend.web.wiring import services

blueprint = ApiBlueprint("orders", "Orders, notices and tasks")


@blueprint.route("/orders", methods=["GET"])
@blueprint.arguments(OrdersQuerySchema, location="query")
@blueprint.response(200, OrderPageSchema)
@allow("actor")
def list_orders(query: dict[str, Any]) -> Response:
    """Orders by number"""
    state, after, limit = query.get("state"), query["after"], query["limit"]
    return compressed(turned(lambda site: services().reads.orders(site, state, after, limit)))


@blueprint.route("/orders/<id>", methods=["GET"])
@blueprint.response(200, OneOrderSchema)
@allow("actor")
def get_order(id: str) -> Response:
    """One order as asked for and as served"""
    found = services().reads.order(this_device().site, the(id))
    return as_json(the(found, "no such order"))


@blueprint.route("/orders/<id>/goods", methods=["GET"])
@blueprint.arguments(CodePageQuerySchema, location="query")
@blueprint.response(200, StandingPageSchema)
@allow("actor")
def list_order_goods(page: dict[str, Any], id: str) -> Response:
    """What was picked for an order and is still here, with the holds on it"""
    name, after, limit = the(id), page["after"], page["limit"]
    return turned(
        lambda site: the(
            services().reads.order_goods(site, name, after, limit), "no such order"
        )
    )


@blueprint.route("/asns", methods=["GET"])
@blueprint.arguments(AsnsQuerySchema, location="query")
@blueprint.response(200, AsnPageSchema)
@allow("actor")
def list_asns(query: dict[str, Any]) -> Response:
    """Advance ship notices by number"""
    state, after, limit = query.get("state"), query["after"], query["limit"]
    return compressed(turned(lambda site: services().reads.asns(site, state, after, limit)))


@blueprint.route("/tasks", methods=["GET"])
@blueprint.arguments(TasksQuerySchema, location="query")
@blueprint.response(200, TaskPageSchema)
@allow("actor")
def list_tasks(query: dict[str, Any]) -> Response:
    """Work for people, the most pressing first"""
    return compressed(page_of(services().reads.tasks, query, "state", "kind"))
