# SPDX-License-Identifier: Apache-2.0
"""Who may call what. Every route says it with `@allow`; one that does not stops the start.

    public      anybody
    device      an active device, whoever is signed in on it
    any_device  also a revoked or lost device: what it recorded is still taken in
    actor       somebody signed in on an active device
    worker, supervisor, admin   somebody with that role
    monitor     this machine itself, or the bearer of PICKFACE_METRICS_TOKEN

Cookies are HttpOnly and SameSite=Strict. Unsafe methods also need JSON (or what the route says
that it takes), the header
`X-Pickface: 1`, and an Origin and Sec-Fetch-Site that are ours, if the browser sends them.
"""

from __future__ import annotations

import hmac
from collections.abc import Callable, Iterable
from datetime import timedelta
from typing import Any, TypeVar

from flask import Flask, Response, after_this_request, current_app, g, request

from backend.domain.identity import Actor, Device, DeviceState, Role, SignIn
from backend.use_cases.sign_in import Asking
from backend.web.errors import Problem
from backend.web.wiring import services

View = TypeVar("View", bound=Callable[..., Any])

ROLES = {role.value for role in Role}
NAMES = {"public", "device", "any_device", "actor", "monitor"} | ROLES
ATTRIBUTE = "pickface_allow"
SENDS = "pickface_sends"

SAFE_METHODS = {"GET", "HEAD", "OPTIONS"}
DEVICE_COOKIE, ACTOR_COOKIE = "pf_device", "pf_actor"
DEVICE_COOKIE_D = 400  # days; the longest that browsers keep a cookie (RFC 6265bis, 5.5)
_FORWARDED = ("Forwarded", "X-Forwarded-For", "X-Real-IP")


def allow(*who: str, sends: Iterable[str] = ()) -> Callable[[View], View]:
    """Say who may call a view, and what they may send beside JSON. Several names: any of them."""
    assert who and set(who) <= NAMES, f"unknown names in {who}"

    def mark(view: View) -> View:
        setattr(view, ATTRIBUTE, frozenset(who))
        setattr(view, SENDS, tuple(sends))
        return view

    return mark


def allowed(app: Flask, endpoint: str) -> frozenset[str] | None:
    """What a route declares; None if it declares nothing."""
    found: frozenset[str] | None = getattr(app.view_functions.get(endpoint), ATTRIBUTE, None)
    return found


class UndeclaredRoute(Exception):
    """A route does not say who may call it. Fix: `@allow(...)` on its view."""


def refuse_undeclared(app: Flask) -> None:
    """Raise `UndeclaredRoute` naming every route without a declaration."""
    bare = [r for r in app.url_map.iter_rules() if allowed(app, r.endpoint) is None]
    if bare:
        raise UndeclaredRoute(", ".join(sorted(f"{r.rule} ({r.endpoint})" for r in bare)))


def guard() -> None:
    """Runs before every request: who asks, may they, and does the request come from our pages."""
    if request.endpoint is None:
        return  # no such route: 404 or 405 follows
    who = allowed(current_app, request.endpoint)
    if who is None:
        raise Problem(403, "forbidden", "this route does not say who may call it")
    if request.method not in SAFE_METHODS:
        refuse_forgery(getattr(current_app.view_functions[request.endpoint], SENDS))
    if "public" not in who:  # a page or a health check asks no database
        problem = refusal(asking(), who)
        if problem is not None:
            raise problem


def refusal(asks: Asking, who: frozenset[str]) -> Problem | None:
    """None when one of `who` fits; else what to answer."""
    device, actor = asks.device, asks.actor
    if "monitor" in who and _is_monitor():
        return None
    if device is None:
        return Problem(401, "device_unknown", "this device is not enrolled")
    if "any_device" in who:
        return None
    if device.state is not DeviceState.ACTIVE:
        return Problem(403, "device_revoked", "this device may only hand in what it recorded")
    if "device" in who:
        return None
    if actor is None:
        return Problem(401, "sign_in", "sign in with badge and PIN")
    if "actor" in who or who & actor.roles:
        return None
    return Problem(403, "role_missing", f"needs one of: {', '.join(sorted(who & ROLES))}")


def _is_monitor() -> bool:
    token = services().settings.metrics_token
    given = request.headers.get("Authorization", "")
    if token and hmac.compare_digest(given.encode(), f"Bearer {token}".encode()):
        return True
    forwarded = any(name in request.headers for name in _FORWARDED)
    return not forwarded and request.remote_addr in ("127.0.0.1", "::1")


def refuse_forgery(sends: tuple[str, ...]) -> None:
    """Raise `Problem` unless an unsafe request can only come from our own pages or a program."""
    site = request.headers.get("Sec-Fetch-Site")
    if site not in (None, "same-origin"):
        raise Problem(403, "forgery", "not from a page of this server")
    origin = request.headers.get("Origin")
    if origin is not None and origin != _our_origin():
        raise Problem(403, "forgery", "not from a page of this server")
    if request.headers.get("X-Pickface") != "1":
        raise Problem(403, "forgery", "send the header X-Pickface: 1")
    types = ("application/json", *sends)
    if request.mimetype not in types and (request.content_length or request.mimetype):
        raise Problem(415, "json_only", f"send {' or '.join(types)}")
    if request.headers.get("Content-Encoding", "identity") != "identity":
        raise Problem(415, "json_only", "send the body as it is, not compressed")


def _our_origin() -> str:
    return services().settings.public_url or request.host_url.rstrip("/")


# Cookies


def _names() -> tuple[str, str]:
    prefix = "__Host-" if services().settings.https else ""
    return prefix + DEVICE_COOKIE, prefix + ACTOR_COOKIE


def keep_device(token: str) -> None:
    """Send the device's cookie with this answer; whoever was signed in no longer is."""
    _send(_names()[0], token, timedelta(days=DEVICE_COOKIE_D))
    _send(_names()[1], "", timedelta(0))


def keep_actor(token: str, lasts: timedelta) -> None:
    """Send the actor's cookie with this answer."""
    _send(_names()[1], token, lasts)


def forget_actor() -> None:
    """Take the actor's cookie back with this answer."""
    _send(_names()[1], "", timedelta(0))


def _send(name: str, value: str, lasts: timedelta) -> None:
    secure = services().settings.https

    @after_this_request
    def attach(response: Response) -> Response:
        response.set_cookie(
            name, value, max_age=lasts, path="/", secure=secure, httponly=True, samesite="Strict"
        )
        return response


# Who asks; for views whose `@allow` made sure of it


def asking() -> Asking:
    """Whoever asks, known or not; the cookies are read once a request."""
    if "asking" not in g:
        jar = request.cookies
        device, actor = _names()
        g.asking = services().people.who_asks(jar.get(device), jar.get(actor))
    found: Asking = g.asking
    return found


def this_device() -> Device:
    """The device that asks."""
    device = asking().device
    assert device is not None, "the view allows devices only"
    return device


def this_actor() -> tuple[Actor, SignIn]:
    """Who is signed in, and the sign-in."""
    actor, sign_in = asking().actor, asking().sign_in
    assert actor is not None and sign_in is not None, "the view allows signed-in actors only"
    return actor, sign_in
