# SPDX-License-Identifier: Apache-2.0
"""Devices of the site: taking on, listing, letting go."""

from __future__ import annotations

from typing import Any

from flask import Response

from backend.domain.identity import DeviceClass, DeviceState
from backend.use_cases.enrolment import Enrolled, NotEnrolled
from backend.web.answers import as_json
from backend.web.auth import allow, asking, keep_device, this_actor
from backend.web.blueprints.base import ApiBlueprint
from backend.web.errors import Problem
from backend.web.schemas.device import (
    DevicePageSchema,
    DeviceSchema,
    EnrolledSchema,
    EnrolmentSchema,
    EnrolSchema,
    LetGoSchema,
    NewEnrolmentSchema,
    device_body,
)
from backend.web.schemas.fields import instant
from backend.web.schemas.paging import PageQuerySchema
from backend.web.wiring import services

DEMO_TOKEN = "demo"

blueprint = ApiBlueprint("devices", "Devices and how they join")


@blueprint.route("/devices/enrol", methods=["POST"])
@blueprint.arguments(EnrolSchema)
@blueprint.response(201, EnrolledSchema)
@allow("public")
def enrol(given: dict[str, Any]) -> Response:
    """Take this device on: by a supervisor's token, or under its own cookie with a new queue"""
    answer = _enrol(given)
    if answer is None or isinstance(answer, NotEnrolled):
        raise Problem(403, "token_unusable", "the token is unknown, used or too old")
    keep_device(answer.token)
    return as_json({"device": device_body(answer.device)}, 201)


def _enrol(given: dict[str, Any]) -> Enrolled | NotEnrolled | None:
    people, settings, old = services().people, services().settings, asking().device
    name, installation, token = given["name"], given["installation"], given["token"]
    if token is None:
        if old is None or old.state is not DeviceState.ACTIVE:
            return None
        return people.enrol_freely(old.site, old.device_class, name, installation)
    if settings.demo and token == DEMO_TOKEN:
        device_class = DeviceClass(given["device_class"])
        return people.enrol_freely(settings.site, device_class, name, installation)
    return people.enrol(token, name, installation)


@blueprint.route("/devices/enrolment-tokens", methods=["POST"])
@blueprint.arguments(NewEnrolmentSchema)
@blueprint.response(201, EnrolmentSchema)
@allow("supervisor", "admin")
def allow_device(given: dict[str, str]) -> Response:
    """Make a one-time token for a new device; it lives ten minutes"""
    actor, _ = this_actor()
    made = services().people.allow_device(
        actor.site, DeviceClass(given["device_class"]), actor.id
    )
    return as_json({"token": made.token, "expires_at": instant(made.expires_at)}, 201)


@blueprint.route("/devices", methods=["GET"])
@blueprint.arguments(PageQuerySchema, location="query")
@blueprint.response(200, DevicePageSchema)
@allow("supervisor", "admin")
def list_devices(page: dict[str, Any]) -> Response:
    """Devices of the site, the oldest first, with what each said of its queue"""
    actor, _ = this_actor()
    found, following = services().people.devices(actor.site, page["after"], page["limit"])
    return as_json({"items": [device_body(device) for device in found], "next": following})


@blueprint.route("/devices/<id>/revoke", methods=["POST"])
@blueprint.arguments(LetGoSchema)
@blueprint.response(200, DeviceSchema)
@allow("supervisor", "admin")
def let_go(given: dict[str, str], id: str) -> Response:
    """Revoke a device or call it lost; what it recorded may still be handed in"""
    actor, _ = this_actor()
    device = services().people.let_go(actor.site, id, DeviceState(given["state"]))
    if device is None:
        raise Problem(404, "not_found", "no such device")
    return as_json(device_body(device))
