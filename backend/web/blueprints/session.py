# SPDX-License-Identifier: Apache-2.0
"""Who is signed in on this device."""

from __future__ import annotations

from typing import Any

from backend.use_cases.sign_in import SignedIn
from backend.web.answers import as_json
from backend.web.auth import allow, asking, forget_actor, keep_actor, this_device
from backend.web.blueprints.base import ApiBlueprint
from backend.web.errors import Problem
from backend.web.schemas.device import device_body
from backend.web.schemas.fields import instant
from backend.web.schemas.session import (
    SessionSchema,
    SignedInSchema,
    SignInSchema,
    actor_body,
)
from backend.web.wiring import services

blueprint = ApiBlueprint("session", "Signing in and out")


@blueprint.route("/session", methods=["GET"])
@blueprint.response(200, SessionSchema)
@allow("public")
def get_session() -> Any:
    """Who this is and where: what a page asks at its start"""
    now, settings, who = services().clock(), services().settings, asking()
    site = who.device.site if who.device else settings.site
    return as_json({
        "device": device_body(who.device) if who.device else None,
        "actor": actor_body(who.actor) if who.actor else None,
        "session": who.sign_in.id if who.sign_in else None,
        "expires_at": instant(who.sign_in.expires_at) if who.sign_in else None,
        "demo": settings.demo,
        "site": site,
        "epoch": services().epoch(site),
        "server_time": instant(now),
    })


@blueprint.route("/session", methods=["POST"])
@blueprint.arguments(SignInSchema)
@blueprint.response(200, SignedInSchema)
@allow("device")
def sign_in(given: dict[str, str]) -> Any:
    """Sign in with badge and PIN; whoever was signed in here is signed out"""
    answer = services().people.sign_in(this_device(), given["badge"], given["pin"])
    if not isinstance(answer, SignedIn):
        raise _not_signed_in(answer.wait_s, answer.locked)
    keep_actor(answer.token, answer.sign_in.expires_at - answer.sign_in.started_at)
    return as_json({
        "actor": actor_body(answer.actor),
        "session": answer.sign_in.id,
        "expires_at": instant(answer.sign_in.expires_at),
        "offline": services().settings.offline_sign_in,
    })


@blueprint.route("/session", methods=["DELETE"])
@blueprint.response(204)
@allow("device")
def sign_out() -> None:
    """Sign out; what this device has queued keeps its authors"""
    services().people.sign_out(this_device())
    forget_actor()


def _not_signed_in(wait_s: int, locked: bool) -> Problem:
    if locked:
        return Problem(403, "pin_locked", "too many wrong PINs; a supervisor can unlock")
    if wait_s:
        wait = {"Retry-After": str(wait_s)}
        return Problem(429, "pin_wait", f"wait {wait_s} s, then try again", headers=wait)
    return Problem(401, "badge_or_pin_wrong", "badge or PIN is wrong")
