# SPDX-License-Identifier: Apache-2.0
"""Web push subscriptions of whoever is signed in."""

from __future__ import annotations

from typing import Any

from flask import Response

from backend.limits import SUBSCRIPTIONS_PER_DEVICE_MAX
from backend.use_cases.new_id import new_id
from backend.web.answers import as_json
from backend.web.auth import allow, this_actor, this_device
from backend.web.blueprints.base import ApiBlueprint
from backend.web.errors import Problem
from backend.web.push import endpoint_fault
from backend.web.schemas.push import PushKeySchema, SubscriptionSchema, UnsubscribeSchema
from backend.web.wiring import services

blueprint = ApiBlueprint("push", "Notes to people who are not looking")


@blueprint.route("/push/key", methods=["GET"])
@blueprint.response(200, PushKeySchema)
@allow("device")
def get_key() -> Response:
    """The server's public key, for the browser's subscribe()"""
    return as_json({"key": services().push.public_key()})


@blueprint.route("/push/subscriptions", methods=["POST"])
@blueprint.arguments(SubscriptionSchema)
@blueprint.response(204)
@allow("actor")
def subscribe(given: dict[str, Any]) -> None:
    """Keep this browser's subscription for whoever is signed in"""
    push, now = services().push, services().clock()
    fault = endpoint_fault(given["endpoint"], push.further_hosts)
    if fault is not None:
        raise Problem(422, "endpoint_refused", f"the endpoint {fault}", where="endpoint")
    actor, _ = this_actor()
    push.subscriptions.add(
        site=actor.site,
        id=new_id(now),
        device=this_device().id,
        actor=actor.id,
        keys=(given["endpoint"], given["keys"]["p256dh"], given["keys"]["auth"]),
        now=now,
        most=SUBSCRIPTIONS_PER_DEVICE_MAX,
    )


@blueprint.route("/push/subscriptions", methods=["DELETE"])
@blueprint.arguments(UnsubscribeSchema)
@blueprint.response(204)
@allow("device")
def unsubscribe(given: dict[str, Any]) -> None:
    """Forget a subscription; also right when there is none"""
    services().push.subscriptions.remove(this_device().site, given["endpoint"])
